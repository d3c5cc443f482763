//! How often articles were read, as the newsroom's own statistics have it: a file that is handed to the press, and says up
//! to when it counted. Its numbers stand on the pages with that day.

mod table;

use std::{collections::HashMap, path::Path};

use news::{date::Moment, lang::Lang, problem::Problem, route::Route};

use crate::{carried, edition::Edition, folder::unreadable, hash::hash, media::decode};

/// The code of every problem with such a file.
const CODE: &str = "views";

/// Puts the numbers of `file` on the articles of an edition, in the place of their own. What is wrong with the file, or
/// is no article, is told; where the settings name a server that counts, nothing is done.
pub fn put(edition: &mut Edition, file: &Path, problems: &mut Vec<Problem>) {
    let name = file.display().to_string();
    if !edition.site.views.is_off() {
        let message = "is not used: readers get the numbers of the server that `[views]` in site.toml names";
        problems.push(Problem::note(&name, CODE, message, "Leave one of them out."));
        return;
    }
    let bytes = std::fs::read(file).map_err(|error| unreadable(&name, &error));
    let counts = match bytes.and_then(|bytes| table::read(&name, &bytes, &edition.zone, problems)) {
        Ok(counts) => counts,
        Err(problem) => return problems.push(problem),
    };
    let articles = places(edition);
    let mut found: HashMap<(usize, usize), (u64, Moment)> = HashMap::new();
    let mut strangers = Vec::new();
    for (address, count) in &counts {
        match article(edition, &articles, address) {
            Meant::Article(place) => {
                let (views, until) = found.entry(place).or_insert((0, count.until));
                *views = views.saturating_add(count.views);
                *until = count.until.max(*until);
            }
            Meant::Page => {}
            Meant::Nothing => strangers.push((count.line, address)),
        }
    }
    problems.extend(stranger(&name, &mut strangers));
    for ((own, number), (views, until)) in found {
        let entry = edition.languages.get_mut(own).and_then(|own| own.entries.get_mut(number));
        let Some(entry) = entry else { continue };
        entry.views = Some((views, until));
        entry.made = hash(&(entry.made, views, until));
    }
}

/// What an address means.
enum Meant {
    /// An article, by the number of its language and its own.
    Article((usize, usize)),
    /// Another page or file of the site.
    Page,
    Nothing,
}

/// Where each article is that is published.
fn places(edition: &Edition) -> HashMap<(Lang, String), (usize, usize)> {
    let numbered = edition.languages.iter().enumerate();
    let articles = numbered.flat_map(|(own, articles)| {
        let entries = articles.entries.iter().enumerate().filter(|(_, entry)| !entry.gone);
        entries.map(move |(number, entry)| ((articles.lang, entry.facts().slug.clone()), (own, number)))
    });
    articles.collect()
}

/// What an address means: a path or a whole address, also a former one, or a slug.
fn article(edition: &Edition, articles: &HashMap<(Lang, String), (usize, usize)>, address: &str) -> Meant {
    let main = edition.site.language;
    let path = path_of(address);
    let path = decode(path.split(['?', '#']).next().unwrap_or_default());
    if !path.contains('/') {
        let languages = [main].into_iter().chain(Lang::ALL);
        let mut named = languages.filter_map(|lang| articles.get(&(lang, path.clone())));
        return named.next().map_or(Meant::Nothing, |place| Meant::Article(*place));
    }
    let below = |path: &str| edition.linker.below(path).to_owned();
    let path = below(&path);
    let from = path.trim_end_matches('/');
    let former = edition.redirects.binary_search_by(|former| former.from.as_str().cmp(from));
    let former = former.ok().and_then(|at| edition.redirects.get(at));
    let path = former.map_or(path.clone(), |former| below(&decode(path_of(&former.to))));
    match Route::parse(&path, main) {
        Some(Route::Article { lang, slug }) => {
            articles.get(&(lang, slug)).map_or(Meant::Nothing, |place| Meant::Article(*place))
        }
        _ if carried::is_ours(path.trim_start_matches('/'), main) => Meant::Page,
        _ => Meant::Nothing,
    }
}

/// The path of an address: all of it where it names no host.
fn path_of(address: &str) -> &str {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| rest.get(at..).unwrap_or("/")),
        None => address,
    }
}

/// One note for all addresses that mean nothing here: statistics have many.
fn stranger(file: &str, strangers: &mut [(Option<usize>, &String)]) -> Option<Problem> {
    strangers.sort_unstable();
    let (line, first) = strangers.first()?;
    let message = match strangers.len() {
        1 => format!("`{first}` is no page of this site"),
        count => format!("{count} addresses are no pages of this site; the first is `{first}`"),
    };
    let help =
        "Its number is shown nowhere. An article that has moved names its former address in `aliases`.";
    Some(Problem::note(file, CODE, message, help).at(*line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address() {
        for (address, path) in [
            ("https://a.example/bai-viet/x/?y", "/bai-viet/x/?y"),
            ("https://a.example", "/"),
            ("/bai-viet/x/", "/bai-viet/x/"),
            ("x", "x"),
        ] {
            assert_eq!(path_of(address), path);
        }
    }
}
