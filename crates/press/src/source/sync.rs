//! Brings a folder up to date with a WordPress: what is new or has changed is fetched, what is gone is removed, and all
//! else is left alone, so that the build after it finds the same files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use news::{
    route::Route,
    settings::Settings,
    source::wordpress::{
        answer::{self, Listed, Written},
        body::Ways,
        manuscript::{Setting, made},
        request::{Api, Kind, TEXTS},
    },
    text::slug::slugify,
};

use super::{
    addresses::{file_name, known_as, slugs},
    client::{Client, Failure},
    index::{Index, Kept, save, write},
    listing::{Listing, discover, refiled},
    pictures::{self, Hosts},
};
use crate::hash::hash;

/// Another number makes everything anew: what is made of an article has changed.
const FORM: u32 = 2;
/// Where articles lie in the site's folder.
pub const CONTENT: &str = "content";
/// Where new ones wait until all are there.
pub const INCOMING: &str = "incoming";

/// Why a folder could not be brought up to date.
#[derive(Debug)]
pub enum SyncError {
    /// What the WordPress answered, or did not.
    Fetch(Failure),
    /// What the disk said.
    Disk(io::Error),
}

impl From<Failure> for SyncError {
    fn from(failure: Failure) -> Self {
        SyncError::Fetch(failure)
    }
}

impl From<io::Error> for SyncError {
    fn from(error: io::Error) -> Self {
        SyncError::Disk(error)
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    /// Articles that there are.
    pub all: usize,
    /// That were fetched.
    pub fetched: usize,
    /// That are gone.
    pub gone: usize,
}

/// Brings `folder` up to date: `site` in it is a site's folder. `last` is what is there already, unless all is to be
/// `anew`.
///
/// # Errors
/// If anything but a picture can not be had. Then what is there is as it was.
pub fn sync(folder: &Path, settings: &Settings, last: Index, anew: bool) -> Result<(Index, Done), SyncError> {
    let client = Client::new();
    let source = &settings.source;
    let comments = settings.comments.kind == news::site::CommentKind::Embedded;
    let (api, home) = discover(&client, &source.url)?;
    let listing = Listing::fetch(&client, &api, source.pages, comments, settings.language)?;
    let begun = Fetching::new(&client, &api, &home, folder, settings, &listing, last)?;
    let mut fetching = Fetching { anew, ..begun };
    fetching.try_pictures_again()?;
    let (refiled, filed) = refiled(&client, &api, &fetching.last.filed)?;
    fetching.revived.extend(refiled);
    fetching.index.filed = filed;
    let stale = fetching.stale();
    for kind in [Kind::Posts, Kind::Pages] {
        let numbers: Vec<u64> = stale.iter().filter(|(own, _)| *own == kind).map(|(_, id)| *id).collect();
        for some in numbers.chunks(TEXTS) {
            fetching.texts(kind, some)?;
        }
    }
    fetching.finish(stale.len())
}

/// The work of one run.
struct Fetching<'f> {
    client: &'f Client,
    api: &'f Api,
    /// Where its front page is by its own account.
    home: &'f str,
    folder: &'f Path,
    site: PathBuf,
    settings: &'f Settings,
    listing: &'f Listing,
    /// All articles by their numbers.
    listed: BTreeMap<u64, &'f Listed>,
    /// When one was last saved. Dates have no fractions: those may be saved again within the same second.
    newest: &'f str,
    /// Slugs of the sections in the menu.
    sections: BTreeSet<String>,
    slugs: BTreeMap<u64, String>,
    /// Numbers of articles by their addresses there.
    links: BTreeMap<String, u64>,
    hosts: Hosts,
    /// Pictures that failed before and are here now, and those of which the library says something else.
    revived: BTreeSet<String>,
    last: Index,
    /// Whether what is here does not count.
    anew: bool,
    index: Index,
}

impl<'f> Fetching<'f> {
    fn new(
        client: &'f Client,
        api: &'f Api,
        home: &'f str,
        folder: &'f Path,
        settings: &'f Settings,
        listing: &'f Listing,
        last: Index,
    ) -> io::Result<Self> {
        let site = folder.join("site");
        fs::create_dir_all(site.join(CONTENT))?;
        let _ = fs::remove_dir_all(folder.join(INCOMING));
        fs::create_dir_all(folder.join(INCOMING))?;
        let names = settings.sections.iter();
        let sections = names.flat_map(|own| [Some(&own.name), own.en.as_ref(), own.vi.as_ref()]);
        let links = listing.open.iter().map(|(_, one)| (known_as(&one.link), one.id)).collect();
        let index =
            Index { home: api.home().to_owned(), pictures: last.pictures.clone(), ..Index::default() };
        Ok(Self {
            client,
            api,
            home,
            folder,
            site,
            settings,
            listing,
            listed: listing.open.iter().map(|(_, one)| (one.id, one)).collect(),
            newest: listing.open.iter().map(|(_, one)| one.modified_gmt.as_str()).max().unwrap_or_default(),
            sections: sections.flatten().map(|name| slugify(name)).collect(),
            slugs: slugs(listing),
            links,
            hosts: Hosts::of([api.home(), home]),
            revived: BTreeSet::new(),
            last,
            anew: false,
            index,
        })
    }

    fn try_pictures_again(&mut self) -> io::Result<()> {
        let failed = self.index.pictures.iter().filter(|(_, name)| name.is_err());
        let failed: BTreeMap<String, String> =
            failed.map(|(address, _)| (address.clone(), address.clone())).collect();
        self.index.pictures.retain(|_, name| name.is_ok());
        pictures::fetch(self.client, &failed, &self.site, &mut self.index, self.anew)?;
        let here = |address: &String| self.index.pictures.get(address).is_some_and(Result::is_ok);
        self.revived = failed.into_keys().filter(here).collect();
        Ok(())
    }

    /// The articles to fetch. All others are kept.
    fn stale(&mut self) -> Vec<(Kind, u64)> {
        let mut stale = Vec::new();
        for (kind, one) in &self.listing.open {
            let key = self.key(one);
            let known = self.last.articles.get(&one.id).filter(|known| {
                known.key.is_some() && known.key == key && known.pictures.is_disjoint(&self.revived)
            });
            match known.filter(|_| self.file(one.id).is_file()) {
                Some(known) => drop(self.index.articles.insert(one.id, known.clone())),
                None => stale.push((*kind, one.id)),
            }
        }
        stale
    }

    /// A hash of all that an article is made from, but its text: that has changed if its date has. None if that is not
    /// sure.
    fn key(&self, one: &Listed) -> Option<u64> {
        let names = &self.listing.names;
        let categories: Vec<_> = one.categories.iter().map(|id| names.categories.get(id)).collect();
        let tags: Vec<_> = one.tags.iter().map(|id| names.tags.get(id)).collect();
        let made = (FORM, env!("CARGO_PKG_VERSION"), self.discussed());
        let made = (made, self.settings.language, &self.sections, &self.settings.url);
        let own = (&one.modified_gmt, &one.link, one.featured_media, self.slugs.get(&one.id));
        let key = hash(&(made, own, categories, tags, names.authors.get(&one.author)));
        (one.modified_gmt != self.newest).then_some(key)
    }

    /// Fetches some articles, and lets them wait.
    fn texts(&mut self, kind: Kind, numbers: &[u64]) -> Result<(), SyncError> {
        let (articles, _) = self.client.api(&self.api.articles(kind, numbers), answer::list::<Written>)?;
        for article in
            articles.iter().filter(|article| numbers.contains(&article.id) && !article.content.protected)
        {
            for picture in article.embedded.picture.iter().filter(|picture| picture.id > 0) {
                self.hosts.add(&picture.source_url);
            }
            // Once to see which pictures it has, and once when they are here.
            let wanted = self.made(article).pictures;
            let wanted = wanted.into_iter().filter(|(address, _)| self.hosts.have(address)).collect();
            pictures::fetch(self.client, &wanted, &self.site, &mut self.index, self.anew)?;
            let made = self.made(article);
            let json = serde_json::to_vec_pretty(&made.paper).map_err(io::Error::from)?;
            if !fs::read(self.file(article.id)).is_ok_and(|known| known == json) {
                fs::write(self.folder.join(INCOMING).join(file_name(article.id)), json)?;
            }
            let key = self.listed.get(&article.id).and_then(|one| self.key(one));
            let (link, pictures) = (article.link.clone(), made.pictures.into_keys().collect());
            self.index
                .articles
                .insert(article.id, Kept { key, kind, link, pictures, problems: made.problems });
        }
        Ok(())
    }

    fn made(&self, article: &Written) -> news::source::wordpress::manuscript::Made {
        let picture = |address: &str| {
            let name = self.index.pictures.get(address)?.as_ref().ok()?;
            Some(format!("/{}/{name}", pictures::FOLDER))
        };
        let link = |address: &str| self.link(address);
        let slug = self.slugs.get(&article.id).map_or("", String::as_str);
        let setting = Setting {
            ways: Ways { home: self.home, picture: &picture, link: &link },
            slug,
            aliases: self.former(&article.link, slug).into_iter().collect(),
            names: &self.listing.names,
            sections: &self.sections,
            lang: self.settings.language,
            discussed: self.discussed(),
        };
        made(article, &setting)
    }

    fn discussed(&self) -> bool {
        self.settings.comments.are_on(&self.settings.source.url)
    }

    /// The file of the article that an address there means, with the place in it.
    fn link(&self, address: &str) -> Option<String> {
        let (page, place) = address.split_at(address.find('#').unwrap_or(address.len()));
        // Old texts may say http where it is https now.
        let rest = page.split_once("://")?.1.strip_prefix(self.home.split_once("://")?.1)?;
        let own = Some(rest).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))?;
        let numbered = own.split_once('?').and_then(|(_, query)| {
            let value =
                query.split('&').find_map(|pair| pair.strip_prefix("p=").or(pair.strip_prefix("page_id=")));
            value?.parse().ok()
        });
        let numbered = numbered.filter(|id| self.slugs.contains_key(id));
        let id = numbered.or_else(|| self.links.get(&known_as(page)).copied())?;
        Some(format!("{}{place}", file_name(id)))
    }

    /// The path that an article has there, if it is another here.
    fn former(&self, link: &str, slug: &str) -> Option<String> {
        let path = link.split_once("://")?.1.find('/').and_then(|at| link.split_once("://")?.1.get(at..))?;
        let here = Route::article(self.settings.language, slug).path(self.settings.language);
        (path != "/" && !path.contains('?') && path != here).then(|| path.to_owned())
    }

    fn file(&self, id: u64) -> PathBuf {
        self.site.join(CONTENT).join(file_name(id))
    }

    /// Puts everything in its place, and removes what is gone.
    fn finish(mut self, fetched: usize) -> Result<(Index, Done), SyncError> {
        for waiting in fs::read_dir(self.folder.join(INCOMING))? {
            let waiting = waiting?;
            fs::rename(waiting.path(), self.site.join(CONTENT).join(waiting.file_name()))?;
        }
        let mut names: BTreeSet<String> = BTreeSet::new();
        for id in self.index.articles.keys() {
            names.insert(file_name(*id));
            let Some(comments) = self.listing.comments.get(id) else { continue };
            let name = format!("{id}.comments.json");
            let json = serde_json::to_vec_pretty(comments).map_err(io::Error::from)?;
            let path = self.site.join(CONTENT).join(&name);
            if !fs::read(&path).is_ok_and(|known| known == json) {
                write(&path, &json)?;
            }
            names.insert(name);
        }
        for found in fs::read_dir(self.site.join(CONTENT))? {
            let found = found?;
            if !found.file_name().to_str().is_some_and(|name| names.contains(name)) {
                fs::remove_file(found.path())?;
            }
        }
        pictures::sweep(&self.site, &mut self.index);
        self.index.locked.clone_from(&self.listing.locked);
        save(&self.index, self.folder)?;
        let gone = self.last.articles.keys().filter(|id| !self.index.articles.contains_key(id)).count();
        let done = Done { all: self.index.articles.len(), fetched, gone };
        Ok((self.index, done))
    }
}
