//! Former addresses: a tiny page at each, for every host, and `_redirects` for those that read it (Netlify, Cloudflare
//! Pages), which answer with a real redirect.

use std::fs;

use news::check::is_remote;
use rayon::prelude::*;

use super::{address::Address, escape::text};
use crate::{
    edition::Edition,
    media::encode,
    redirects::Redirect,
    tree::{Tree, WriteError},
};

/// The file of rules. What the site has of its own in it comes first.
pub const RULES: &str = "_redirects";

/// Writes the pages and the rules.
///
/// # Errors
/// The first file that can not be read or written.
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    edition
        .redirects
        .par_iter()
        .try_for_each(|redirect| tree.write(&redirect.file(), page(edition, redirect).as_bytes()))?;
    let mut rules = String::new();
    if let Some(own) = edition.carried.get(RULES) {
        let path = edition.linker.folder.root.join(own);
        rules = fs::read_to_string(&path).map_err(|reason| WriteError::new(path, reason))?;
        if !rules.is_empty() && !rules.ends_with('\n') {
            rules.push('\n');
        }
    }
    edition.redirects.iter().for_each(|redirect| rules.push_str(&rule(edition, redirect)));
    match rules.is_empty() {
        true => Ok(()),
        false => tree.write(RULES, rules.as_bytes()),
    }
}

/// A line for each way to write the address.
fn rule(edition: &Edition, redirect: &Redirect) -> String {
    let from = format!("{}{}", edition.linker.base, encode(&redirect.from));
    let to = &redirect.to;
    match redirect.file().ends_with("/index.html") {
        true => format!("{from} {to} 301\n{from}/ {to} 301\n"),
        false => format!("{from} {to} 301\n"),
    }
}

fn page(edition: &Edition, redirect: &Redirect) -> String {
    let Redirect { to, title, lang, .. } = redirect;
    let whole = match (is_remote(to), Address::of(&edition.site)) {
        (true, _) => Some(to.clone()),
        (false, address) => {
            address.map(|address| address.below(to.strip_prefix(edition.linker.base.as_str()).unwrap_or(to)))
        }
    };
    let canonical = whole.map(|url| format!("<link rel=\"canonical\" href=\"{}\">\n", text(&url)));
    let (to, title) = (text(to), text(title));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n{}<meta http-equiv=\"refresh\" content=\"0; url={to}\">\n\
         </head>\n<body>\n<p><a href=\"{to}\">{title}</a></p>\n</body>\n</html>\n",
        lang.code(),
        canonical.unwrap_or_default()
    )
}
