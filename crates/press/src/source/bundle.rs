//! Brings a folder up to date with another Bantin site, by the bundle of JSON files that every one has: the list of all names
//! its articles, and each is a manuscript here. The site is asked for what has changed since it was asked last (RFC 9110,
//! section 13): of what has not it sends a line.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
};

use news::{
    bundle::{self, ArticleFile, Head, Page},
    lang::Lang,
    problem::Problem,
    route::{List, Route},
    settings::Settings,
    site::{CommentKind, Site},
    source::{
        Response,
        bundle::{afar::Afar, decode, manuscript::manuscript},
    },
};
use rayon::{ThreadPoolBuilder, prelude::*};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    client::{Client, Failure, Seen},
    index::{save, write},
    sync::{CONTENT, Done, INCOMING, SyncError},
};
use crate::{media, tree::make_way};

/// Another number makes everything anew: what is made of an article has changed.
const FORM: u32 = 1;
/// Questions at a time: most of the time goes by on the way.
const AT_ONCE: usize = 8;
/// Where its pictures and files lie in the site's folder.
pub const FOLDER: &str = "media/bundle";

/// Everything that was fetched.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// Where the site is.
    pub home: String,
    form: u32,
    version: String,
    articles: BTreeMap<String, Kept>,
    /// Pictures and files by their paths there, as addresses have them.
    media: BTreeMap<String, State>,
}

/// A picture or file that was fetched, or why it can not be had.
type State = Result<Seen, String>;

/// What came of it in this run; an error is one of the disk.
type Brought = OnceLock<Result<State, String>>;

/// An article that was fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    seen: Seen,
    /// Its address there.
    link: String,
    /// Paths of its pictures and files.
    media: BTreeSet<String>,
    /// How many comments came along.
    comments: usize,
}

impl Index {
    /// Addresses of the articles there, by their files here without `.json`.
    pub fn links(&self) -> BTreeMap<String, String> {
        self.articles.iter().map(|(name, kept)| (format!("{CONTENT}/{name}"), kept.link.clone())).collect()
    }

    /// What is wrong with what was fetched: the file is an address there.
    pub fn problems(&self) -> Vec<Problem> {
        let lost = |kept: &Kept| {
            let lost =
                kept.media.iter().filter_map(|path| Some((path, self.media.get(path)?.as_ref().err()?)));
            lost.map(|(path, reason)| {
                let message = format!("{}{path} can not be had: it {reason}", self.home);
                let help = "It is shown as a link. The next build tries again.";
                Problem::warning(&kept.link, "picture-fetch", message, help)
            })
            .collect::<Vec<_>>()
        };
        self.articles.values().flat_map(lost).collect()
    }
}

/// Brings `folder` up to date: `site` in it is a site's folder. `last` is what is there already; nothing of it counts if all is
/// to be anew.
///
/// # Errors
/// If anything but a picture can not be had. Then what is there is as it was.
pub fn sync(folder: &Path, settings: &Settings, last: Index) -> Result<(Index, Done), SyncError> {
    let afar = Afar::new(&settings.source.url, "/");
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let last = Some(last).filter(|last| last.form == FORM && last.version == version).unwrap_or_default();
    let fetching = Fetching {
        client: Client::new(),
        home: afar.files(),
        afar,
        folder,
        site: folder.join("site"),
        comments: settings.comments.kind == CommentKind::Embedded,
        last,
        media: Mutex::default(),
    };
    fs::create_dir_all(fetching.site.join(CONTENT))?;
    let _ = fs::remove_dir_all(folder.join(INCOMING));
    fs::create_dir_all(folder.join(INCOMING))?;
    let pool = ThreadPoolBuilder::new().num_threads(AT_ONCE).build().map_err(io::Error::other)?;
    let (articles, fetched) = pool.install(|| fetching.articles())?;
    let media = fetching.brought();
    let gone = fetching.last.articles.keys().filter(|name| !articles.contains_key(*name)).count();
    let index = Index { home: fetching.home.clone(), form: FORM, version, articles, media };
    fetching.finish(&index)?;
    let done = Done { all: index.articles.len(), fetched, gone };
    Ok((index, done))
}

/// The work of one run.
struct Fetching<'f> {
    client: Client,
    afar: Afar,
    /// What the addresses of its files start with.
    home: String,
    folder: &'f Path,
    site: PathBuf,
    /// Whether comments come along.
    comments: bool,
    last: Index,
    /// What was brought in this run, by its path.
    media: Mutex<BTreeMap<String, Arc<Brought>>>,
}

impl Fetching<'_> {
    fn file<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        let found = self.client.file_since(&format!("{}{path}", self.home), &Seen::default())?;
        read(found.map(|(bytes, _)| bytes).unwrap_or_default())
    }

    /// All articles, and how many were fetched.
    fn articles(&self) -> Result<(BTreeMap<String, Kept>, usize), SyncError> {
        let site: Site = self.file(bundle::SITE)?;
        let mut wanted = BTreeSet::new();
        for lang in Lang::ALL.into_iter().filter(|lang| site.face(*lang).is_some()) {
            let head: Head = self.file(&bundle::head_path(lang, &List::Front))?;
            let pages = (1..head.pages).into_par_iter();
            let pages = pages.map(|number| self.file::<Page>(&bundle::page_path(lang, &List::Front, number)));
            let older = pages.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|page| page.teasers);
            // What has expired has left its place, and no name.
            let there = head.newest.into_iter().chain(older).filter(|teaser| !teaser.slug.is_empty());
            wanted.extend(there.map(|teaser| (lang, teaser.slug)));
        }
        let articles = wanted.into_par_iter().map(|(lang, slug)| {
            let name = format!("{}-{slug}", lang.code());
            let (kept, is_new) = self.article(&name, lang, &slug, site.language)?;
            Ok((kept.map(|kept| (name, kept)), is_new))
        });
        let articles = articles.collect::<Result<Vec<_>, SyncError>>()?;
        let fetched = articles.iter().filter(|(_, is_new)| *is_new).count();
        Ok((articles.into_iter().filter_map(|(kept, _)| kept).collect(), fetched))
    }

    /// An article, and whether it was fetched; a new one is let wait. None if it was taken away meanwhile.
    fn article(
        &self,
        name: &str,
        lang: Lang,
        slug: &str,
        main: Lang,
    ) -> Result<(Option<Kept>, bool), SyncError> {
        let there = |name: &str| self.site.join(CONTENT).join(name).is_file();
        let whole = |path: &String| self.last.media.get(path).is_some_and(Result::is_ok);
        let known = self.last.articles.get(name).filter(|known| {
            known.media.iter().all(whole)
                && there(&format!("{name}.json"))
                && (!self.comments || known.comments == 0 || there(&of_comments(name)))
        });
        let seen = known.map(|known| known.seen.clone()).unwrap_or_default();
        let path = bundle::article_path(lang, slug);
        let (bytes, seen) = match self.client.file_since(&format!("{}{path}", self.home), &seen) {
            Ok(Some(found)) => found,
            Ok(None) => {
                known
                    .iter()
                    .flat_map(|known| &known.media)
                    .try_for_each(|path| self.bring(path).map(drop))?;
                return Ok((known.cloned(), false));
            }
            Err(Failure::Status(404 | 410, _)) => return Ok((None, false)),
            Err(failure) => return Err(failure.into()),
        };
        let ArticleFile { article, .. } = read(bytes)?;
        // Once to see which pictures it has, and once when they are here.
        let kept = format!("/{FOLDER}/");
        let (_, media) = manuscript(&article, &self.afar, &kept, &|_| false, main);
        let mut lost = BTreeSet::new();
        for path in &media {
            if !self.bring(path)? {
                lost.insert(path.as_str());
            }
        }
        let (paper, _) = manuscript(&article, &self.afar, &kept, &|path| lost.contains(path), main);
        self.wait(&format!("{name}.json"), serde_json::to_vec_pretty(&paper).map_err(io::Error::from)?)?;
        if self.comments && !article.comments.is_empty() {
            let comments = serde_json::to_vec_pretty(&article.comments).map_err(io::Error::from)?;
            self.wait(&of_comments(name), comments)?;
        }
        let link = Route::article(lang, slug).path(main);
        let link = format!("{}{link}", self.home.trim_end_matches('/'));
        Ok((Some(Kept { seen, link, media, comments: article.comments.len() }), true))
    }

    /// Lets a file wait, unless it is there already.
    fn wait(&self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        match fs::read(self.site.join(CONTENT).join(name)).is_ok_and(|known| known == bytes) {
            true => Ok(()),
            false => fs::write(self.folder.join(INCOMING).join(name), bytes),
        }
    }

    /// Brings a picture or file up to date, once, whoever else wants it; whether it is here. What can not be had now keeps its
    /// last state.
    fn bring(&self, path: &str) -> io::Result<bool> {
        let cell = match self.media.lock() {
            Ok(mut all) => all.entry(path.to_owned()).or_default().clone(),
            Err(_) => Arc::default(),
        };
        let state = cell.get_or_init(|| self.fetch(path).map_err(|error| error.to_string()));
        state.as_ref().map(Result::is_ok).map_err(|error| io::Error::other(error.as_str()))
    }

    fn fetch(&self, path: &str) -> io::Result<State> {
        let Some(place) = place(path) else { return Ok(Err("has a name that no file can have".to_owned())) };
        let file = self.site.join(&place);
        let known =
            self.last.media.get(path).and_then(|known| known.as_ref().ok()).filter(|_| file.is_file());
        let url = format!("{}{path}", self.home);
        Ok(match (self.client.file_since(&url, known.unwrap_or(&Seen::default())), known) {
            (Ok(Some((bytes, seen))), _) => {
                make_way(&self.site, &place)?;
                fs::create_dir_all(file.parent().unwrap_or(&self.site))?;
                write(&file, &bytes)?;
                Ok(seen)
            }
            (Ok(None) | Err(_), Some(known)) => Ok(known.clone()),
            (Ok(None), None) => Err("sends nothing".to_owned()),
            (Err(failure), None) => Err(failure.to_string()),
        })
    }

    fn brought(&self) -> BTreeMap<String, State> {
        let Ok(all) = self.media.lock() else { return BTreeMap::new() };
        let state = |cell: &Brought| cell.get()?.as_ref().ok().cloned();
        all.iter().filter_map(|(path, cell)| Some((path.clone(), state(cell)?))).collect()
    }

    /// Puts everything in its place, and removes what is gone.
    fn finish(&self, index: &Index) -> io::Result<()> {
        for waiting in fs::read_dir(self.folder.join(INCOMING))? {
            let waiting = waiting?;
            fs::rename(waiting.path(), self.site.join(CONTENT).join(waiting.file_name()))?;
        }
        let names: BTreeSet<String> = index
            .articles
            .iter()
            .flat_map(|(name, kept)| {
                let comments = (self.comments && kept.comments > 0).then(|| of_comments(name));
                [Some(format!("{name}.json")), comments]
            })
            .flatten()
            .collect();
        for found in fs::read_dir(self.site.join(CONTENT))? {
            let found = found?;
            if !found.file_name().to_str().is_some_and(|name| names.contains(name)) {
                fs::remove_file(found.path())?;
            }
        }
        // What no article shows any more; if it can not be removed, the next build tries again.
        let gone = self.last.media.keys().filter(|path| !index.media.contains_key(*path));
        for place in gone.filter_map(|path| place(path)) {
            let _ = fs::remove_file(self.site.join(place));
        }
        save(index, self.folder)
    }
}

fn of_comments(name: &str) -> String {
    format!("{name}.comments.json")
}

fn read<T: DeserializeOwned>(bytes: Vec<u8>) -> Result<T, Failure> {
    let body = String::from_utf8(bytes).map_err(|_| Failure::NoBundle)?;
    decode(Ok(Response { status: 200, body, ..Response::default() })).map_err(|_| Failure::NoBundle)
}

/// Where a file of `media/` there lies here, by its path as addresses have it; none if it would lie elsewhere.
fn place(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next()?;
    let inside = media::join("", &media::decode(path.strip_prefix("media/")?))?;
    Some(format!("{FOLDER}/{inside}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_lies_outside_of_the_folder() {
        assert_eq!(place("media/a/l%C5%A9.jpg?1").unwrap(), "media/bundle/a/lũ.jpg");
        for bad in
            ["media/../x.jpg", "media/%2e%2e/x.jpg", "media/a/../../x", "x.jpg", "media/", "media/.htaccess"]
        {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
