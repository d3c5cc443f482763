//! Makes what Trunk built small: names that nobody reads, and scripts.
//!
//! A WebAssembly and its bindings know each other's functions by name, most with sixteen digits of a hash, which nothing
//! compresses. wasm-opt gives all of them a letter or two and says which; the bindings get the same here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem, at};
use crate::run;
use crate::tools::Tools;

/// Gives the functions between each WebAssembly in a built folder and its bindings short names.
///
/// # Errors
/// wasm-opt fails, or bindings do not have what their WebAssembly asks for.
pub fn names(tools: &Tools, folder: &Path) -> Outcome {
    let scripts = files(folder, "js")?;
    for wasm in files(folder, "wasm")? {
        let small = wasm.with_extension("small");
        let mut opt = tools.wasm_opt();
        opt.arg(&wasm).arg("-o").arg(&small).args([
            "-Oz",
            "--minify-imports-and-exports-and-modules",
            "--strip-producers",
            "--strip-target-features",
        ]);
        let said = run::answer(&mut opt).and_then(|said| Names::read(&said));
        let what = || format!("giving {} short names with wasm-opt", wasm.display());
        let names = said.ok_or_else(|| Problem::Failed { what: what(), log: None })?;
        let lacks =
            |script: &Path, name: &str| Problem::Bindings { script: script.into(), name: name.into() };
        let (script, text) = with(&scripts, &names.module)?.ok_or_else(|| lacks(folder, &names.module))?;
        let text = names.given(&text).map_err(|name| lacks(script, &name))?;
        fs::write(script, text).map_err(at(script))?;
        fs::rename(&small, &wasm).map_err(at(&wasm))?;
    }
    Ok(())
}

/// Makes the scripts in a built folder small: Trunk copies boot.js as it is, and of its own it leaves a twentieth to gain.
///
/// # Errors
/// Terser fails.
pub fn scripts(tools: &Tools, folder: &Path) -> Outcome {
    for file in files(folder, "js")? {
        let mut terser = tools.terser();
        terser.arg(&file).args(["--compress", "passes=2", "--mangle", "--output"]).arg(&file);
        if file.file_name().is_some_and(|name| name != "boot.js") {
            terser.arg("--module");
        }
        run::shown("making a script small", terser)?;
    }
    Ok(())
}

/// The first script that has this in its text, and the text.
fn with<'s>(scripts: &'s [PathBuf], part: &str) -> Outcome<Option<(&'s Path, String)>> {
    for script in scripts {
        let text = fs::read_to_string(script).map_err(at(script))?;
        if text.contains(part) {
            return Ok(Some((script, text)));
        }
    }
    Ok(None)
}

fn files(folder: &Path, end: &str) -> Outcome<Vec<PathBuf>> {
    let files = fs::read_dir(folder).map_err(at(folder))?.flatten().map(|file| file.path());
    Ok(files.filter(|file| file.extension().is_some_and(|own| own == end)).collect())
}

/// The short names of what goes between a WebAssembly and its bindings.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    /// What the WebAssembly calls its bindings, in quotes, and the short name of that.
    module: String,
    short_module: String,
    /// What it asks for.
    imports: BTreeMap<String, String>,
    /// What it offers.
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Reads what wasm-opt says: a line for each import, `["module", "name", "short"]`, and each export,
    /// `["name", "short"]`; its modules are called `a` then. Nothing if that is not what it says.
    fn read(said: &str) -> Option<Self> {
        let mut names = Self { short_module: "\"a\"".to_owned(), ..Self::default() };
        for line in said.lines().filter(|line| line.trim_start().starts_with("[\"")) {
            let words: Vec<_> = line.split('"').skip(1).step_by(2).collect();
            match *words.as_slice() {
                [module, name, short] => {
                    let module = format!("\"{module}\"");
                    if !names.module.is_empty() && names.module != module {
                        return None;
                    }
                    names.module = module;
                    names.imports.insert(name.to_owned(), short.to_owned());
                }
                [name, short] => {
                    names.exports.insert(name.to_owned(), short.to_owned());
                }
                _ => return None,
            }
        }
        (!names.imports.is_empty() && !names.exports.is_empty()).then_some(names)
    }

    /// The bindings with short names; or a name that they do not have where it should be. Imports are keys of an object,
    /// each once; exports are what wasm-bindgen's variable for the WebAssembly has.
    fn given(&self, bindings: &str) -> Result<String, String> {
        let start = "__wbindgen_start";
        let wasm = bindings.split_once(&format!(".{start}")).map(|(before, _)| last_word(before));
        let wasm = wasm.filter(|name| !name.is_empty()).ok_or(start)?;
        let mut text = String::with_capacity(bindings.len());
        let mut asked: BTreeMap<&str, usize> = self.imports.keys().map(|name| (name.as_str(), 0)).collect();
        let mut rest = bindings;
        while !rest.is_empty() {
            let other = rest.find(is_word).unwrap_or(rest.len());
            let (between, after) = rest.split_at(other);
            text += between;
            let (word, after) = after.split_at(after.find(|c| !is_word(c)).unwrap_or(after.len()));
            let of_wasm = || text.strip_suffix('.').is_some_and(|before| last_word(before) == wasm);
            let short = match self.imports.get(word) {
                Some(short) => Some(short),
                None => self.exports.get(word).filter(|_| of_wasm()),
            };
            if let Some(count) = asked.get_mut(word) {
                *count += 1;
            }
            text += short.map_or(word, String::as_str);
            rest = after;
        }
        match asked.into_iter().find(|(_, count)| *count != 1) {
            Some((name, _)) => Err(name.to_owned()),
            None => Ok(text.replace(&self.module, &self.short_module)),
        }
    }
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

/// The name that a text ends with.
fn last_word(text: &str) -> &str {
    text.rsplit(|letter| !is_word(letter)).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "{\n \"imports\": [\n  [\"./app_bg.js\", \"__wbg_abort_75a9\", \"$\"],\n  \
        [\"./app_bg.js\", \"__wbg_get_1\", \"b\"]\n ],\n\"exports\": [\n  [\"memory\", \"c\"],\n  \
        [\"__wbindgen_start\", \"d\"]\n ]\n}\n";

    #[test]
    fn bindings_get_the_names_that_wasm_opt_gives() {
        let names = Names::read(SAID).unwrap();
        let bindings = "let e;function g(){return{\"./app_bg.js\":{__wbg_abort_75a9:function(t){t.abort()},\
            __wbg_get_1:(t)=>t.memory}}}e.__wbindgen_start(),ee.memory;new U(e.memory.buffer)";
        let short = "let e;function g(){return{\"a\":{$:function(t){t.abort()},\
            b:(t)=>t.memory}}}e.d(),ee.memory;new U(e.c.buffer)";
        assert_eq!(names.given(bindings).as_deref(), Ok(short));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let names = Names::read(SAID).unwrap();
        assert_eq!(names.given("{}"), Err("__wbindgen_start".to_owned()));
        let without = "{\"./app_bg.js\":{__wbg_abort_75a9:1}};e.__wbindgen_start()";
        assert_eq!(names.given(without), Err("__wbg_get_1".to_owned()));
        assert_eq!(Names::read("warning: no passes"), None);
        assert_eq!(Names::read(&SAID.replacen("./app_bg.js", "env", 1)), None);
    }
}
