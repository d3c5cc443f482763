//! Former addresses: which there are, and where each leads now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use news::{
    check::is_remote, lang::Lang, problem::Problem, route::Route, settings::Settings, text::slug::address,
};
use rustc_hash::FxHashMap;

use crate::{
    carried,
    edition::Edition,
    media::{decode, encode},
    piece::Piece,
    print::{INDEX, NEWS_FILE, ROBOTS},
};

/// A former address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The former path, below the base: it starts with `/`, does not end with one, and nothing in it is
    /// percent-encoded.
    pub from: String,
    /// Where it leads now: a path from the root of the host, or an absolute address.
    pub to: String,
    /// What is there, in a word or two.
    pub title: String,
    /// The language of what is there.
    pub lang: Lang,
}

impl Redirect {
    /// The file that answers requests for it.
    pub fn file(&self) -> String {
        file_of(&self.from)
    }
}

/// `/a.html` is a file; anything else is a folder with a page in it, `/a` and `/a/` alike.
fn file_of(from: &str) -> String {
    let path = from.trim_start_matches('/');
    let page = [".html", ".htm"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    if page { path.to_owned() } else { format!("{path}/index.html") }
}

/// A former address as an author or a host wrote it.
#[derive(Debug)]
pub struct Wish {
    file: String,
    line: Option<usize>,
    from: String,
    to: Target,
}

#[derive(Clone, Debug)]
enum Target {
    /// The article that the wish stands in.
    Article(Lang, String),
    /// As it was written.
    Written(String),
}

/// The former addresses that articles name. Without a slash at the start they are below the root, too.
pub fn aliases(pieces: &[Box<Piece>]) -> Vec<Wish> {
    let of = |piece: &Piece| {
        let wish = |from: &String| Wish {
            file: piece.file.to_string(),
            line: piece.known().manuscript.line_of("aliases"),
            from: if is_remote(from) || from.starts_with('/') { from.clone() } else { format!("/{from}") },
            to: Target::Article(piece.facts.lang, piece.facts.slug.clone()),
        };
        piece.rare().aliases.iter().map(wish).collect::<Vec<_>>()
    };
    pieces.iter().flat_map(|piece| of(piece)).collect()
}

/// The redirects of a site: those of its settings and those of its articles. One that can not
/// be is left out and told.
pub fn find(
    settings: &Settings,
    aliases: Vec<Wish>,
    edition: &Edition,
    problems: &mut Vec<Problem>,
) -> Vec<Redirect> {
    let own = settings.redirects.iter().map(|(from, to)| Wish {
        file: "site.toml".into(),
        line: settings.redirect_lines.get(from).copied(),
        from: from.clone(),
        to: Target::Written(to.clone()),
    });
    let mut all = own.chain(aliases).peekable();
    if all.peek().is_none() {
        return Vec::new();
    }
    let site = Known::of(settings, edition);
    let mut wishes: BTreeMap<String, Wish> = BTreeMap::new();
    for wish in all {
        match site.source(&wish.from) {
            Err((message, help)) => problems.push(wish.problem(message, help)),
            Ok(from) => match wishes.get(&from) {
                Some(other) if other.file != wish.file || other.line != wish.line => {
                    problems.push(twice(&wish, other));
                }
                Some(_) => {}
                None => drop(wishes.insert(from, wish)),
            },
        }
    }
    let mut files: HashMap<String, &str> = HashMap::new();
    let mut redirects = Vec::new();
    for (from, wish) in &wishes {
        let found = site.target(&wishes, wish);
        let Ok((to, title, lang)) =
            found.map_err(|(message, help)| problems.push(wish.problem(message, help)))
        else {
            continue;
        };
        let redirect = Redirect { from: from.clone(), to, title, lang };
        let mut above = from.rmatch_indices('/').filter_map(|(at, _)| wishes.get_key_value(from.get(..at)?));
        if let Some((file, _)) = above.find(|(above, _)| above.strip_prefix('/') == Some(&file_of(above))) {
            let message =
                format!("`{from}` can not be below `{file}`, which is a former address and a file, too");
            problems.push(wish.problem(message, "Remove one of them."));
            continue;
        }
        // `/X` and `/x` are one file on some computers.
        match files.insert(redirect.file().to_lowercase(), from) {
            Some(other) => {
                let other = wishes.get(other).unwrap_or(wish);
                if site.target(&wishes, other).ok().map(|(to, ..)| to).as_ref() != Some(&redirect.to) {
                    problems.push(twice(wish, other));
                }
            }
            None => redirects.push(redirect),
        }
    }
    redirects
}

fn twice(wish: &Wish, other: &Wish) -> Problem {
    let place = other.line.map_or_else(|| other.file.clone(), |line| format!("{}:{line}", other.file));
    let message = format!("`{}` is a former address in {place}, too", wish.from);
    Problem::error(&wish.file, "redirect", message, "Remove one of them.").at(wish.line)
}

impl Wish {
    fn problem(&self, message: String, help: &str) -> Problem {
        Problem::warning(&self.file, "redirect", message, help).at(self.line)
    }
}

/// What is wrong and what to do.
type Wrong = (String, &'static str);

/// What a site has.
struct Known<'e> {
    settings: &'e Settings,
    edition: &'e Edition,
    /// Every article, with its headline.
    articles: FxHashMap<(Lang, &'e str), &'e str>,
    carried: BTreeSet<String>,
}

impl<'e> Known<'e> {
    fn of(settings: &'e Settings, edition: &'e Edition) -> Self {
        let all = edition.languages.iter().flat_map(|own| &own.entries).filter(|entry| !entry.gone);
        let articles = all.map(|entry| {
            let facts = entry.facts();
            ((facts.lang, facts.slug.as_str()), facts.title.as_str())
        });
        let carried = edition.carried.keys().map(|path| path.to_lowercase()).collect();
        Self { settings, edition, articles: articles.collect(), carried }
    }

    /// A path as the host of the site knows it: below the base, without percent-encoding.
    fn below(&self, address: &str) -> String {
        let path = address.strip_prefix(&self.settings.url).filter(|_| is_remote(address)).unwrap_or(address);
        let path = path
            .strip_prefix(self.edition.linker.base.as_str())
            .filter(|path| path.starts_with('/'))
            .unwrap_or(path);
        decode(path)
    }

    /// The former path that someone wrote.
    fn source(&self, written: &str) -> Result<String, Wrong> {
        const HELP: &str = "Write a path of the site as it was, for example /2019/bai-cu.html.";
        let path = self.below(written);
        let wrong = |reason: &str| Err((format!("`{}` {reason}", written.escape_debug()), HELP));
        if path.contains(['?', '#']) {
            return wrong("has a `?` or `#`, which no static host looks at");
        }
        let from = path.strip_suffix('/').unwrap_or(&path);
        let inner = from.strip_prefix('/').unwrap_or_default();
        let plain = |part: &str| {
            !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control() || c == '\\')
        };
        if !inner.split('/').all(plain) {
            return wrong("is no path of the site");
        }
        let page = Route::parse(&path, self.settings.language);
        let file = file_of(from).to_lowercase();
        let taken = match &page {
            Some(route) => self.has(route),
            None => {
                carried::is_ours(inner, self.settings.language)
                    || carried::REPLACEABLE.contains(&inner)
                    || inner.starts_with("media/")
            }
        };
        if taken || self.carried.contains(&file) || self.carried.contains(&inner.to_lowercase()) {
            let message = format!(
                "`{}` is a page or file of the site: it can not lead elsewhere",
                written.escape_debug()
            );
            return Err((message, "Remove the redirect, or give the page another address."));
        }
        Ok(from.to_owned())
    }

    /// Where a wish leads, what is there, and in which language.
    fn target(&self, wishes: &BTreeMap<String, Wish>, wish: &Wish) -> Result<(String, String, Lang), Wrong> {
        let mut seen = BTreeSet::new();
        let mut at = wish;
        loop {
            let to = match &at.to {
                Target::Article(lang, slug) => return self.page(&Route::article(*lang, slug), ""),
                Target::Written(to) => to,
            };
            if is_remote(to) && !self.is_own(to) {
                return match to.contains(|c: char| c.is_control() || c.is_whitespace()) {
                    true => Err(nowhere(to)),
                    false => Ok((to.clone(), self.settings.title.clone(), self.settings.language)),
                };
            }
            let (path, rest) = to.split_at(to.find(['?', '#']).unwrap_or(to.len()));
            let path = self.below(path);
            if !path.starts_with('/') {
                return self.slug(&path, rest).ok_or_else(|| nowhere(to));
            }
            let route = Route::parse(&path, self.settings.language).filter(|route| self.has(route));
            if let Some(route) = route {
                return self.page(&route, rest);
            }
            if self.is_file(&path) {
                let url = format!("{}{}{rest}", self.edition.linker.base, encode(&path));
                return Ok((url, self.settings.title.clone(), self.settings.language));
            }
            at = wishes.get(path.trim_end_matches('/')).ok_or_else(|| nowhere(to))?;
            if !seen.insert(path) {
                return Err((
                    format!("`{}` leads in a circle", wish.from),
                    "Let one of them lead to a page.",
                ));
            }
        }
    }

    /// Whether there is a file, of the site's or for machines.
    fn is_file(&self, path: &str) -> bool {
        let file = path.trim_start_matches('/');
        self.edition.media.contains_key(file)
            || self.edition.carried.contains_key(file)
            || [ROBOTS, INDEX, NEWS_FILE].contains(&file)
            || carried::feed(path, self.settings.language).is_some_and(|list| self.has(&list))
    }

    fn is_own(&self, address: &str) -> bool {
        let own = &self.settings.url;
        !own.is_empty()
            && address.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    fn slug(&self, slug: &str, rest: &str) -> Option<(String, String, Lang)> {
        let slug = address(slug);
        let lang = self.edition.languages.iter().map(|own| own.lang);
        let route = lang.map(|lang| Route::article(lang, &slug)).find(|route| self.has(route))?;
        self.page(&route, rest).ok()
    }

    fn page(&self, route: &Route, rest: &str) -> Result<(String, String, Lang), Wrong> {
        let title = match route {
            Route::Article { lang, slug } => self.articles.get(&(*lang, slug.as_str())).copied(),
            Route::List { list, lang, .. } => {
                let own = self.edition.languages.iter().find(|own| own.lang == *lang);
                let list = own.and_then(|own| own.lists.iter().find(|known| known.list == *list));
                list.and_then(|list| list.label.as_ref()).map(|label| label.name.as_str())
            }
            Route::Archive { .. } => None,
        };
        let url = format!("{}{}{rest}", self.edition.linker.base, route.path(self.settings.language));
        Ok((url, title.unwrap_or(&self.settings.title).to_owned(), route.lang()))
    }

    /// Whether there is a page. Numbers of pages and days of the archive are not looked at.
    fn has(&self, route: &Route) -> bool {
        match route {
            Route::Article { lang, slug } => self.articles.contains_key(&(*lang, slug.as_str())),
            Route::List { .. } => self.edition.has(route),
            Route::Archive { lang, .. } => self.edition.languages.iter().any(|own| own.lang == *lang),
        }
    }
}

fn nowhere(to: &str) -> Wrong {
    let message = format!("`{}` leads nowhere", to.escape_debug());
    (message, "Write a path of the site, the slug of an article, or an address with https://.")
}
