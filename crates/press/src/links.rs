//! Where the links of an article lead.

use std::borrow::Cow;

use news::{
    check::{Kind, anchor, is_remote},
    lang::Lang,
    problem::Problem,
    route::Route,
};

use crate::{
    edition::Addresses,
    folder::Folder,
    media::{self, Found, NotFound},
    pictures::Pictures,
    piece::Piece,
};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Elsewhere, or an address that is not ours to judge: it stays as it is.
    Outside,
    /// A place in the same text, by its id.
    Anchor(String),
    /// A page of the site, by its address below the base, and what follows it (`#part`). Whether a list is
    /// there is known when all articles are.
    Page(Route, String),
    /// A file that the site has, too.
    File(Found),
    /// Nowhere.
    Dead,
}

/// What links are resolved against.
#[derive(Debug)]
pub struct Linker {
    /// The site's folder.
    pub folder: Folder,
    /// All articles, by slug and file.
    pub addresses: Addresses,
    /// What is known of pictures.
    pub pictures: Pictures,
    /// The path of the site's address: empty or `/tin`.
    pub base: String,
}

/// Files that may be offered for download, besides pictures, sounds and films.
const DOWNLOADS: [&str; 17] = [
    "pdf", "txt", "csv", "zip", "epub", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx",
    "odp", "kml", "geojson",
];

impl Linker {
    /// The main language of the site.
    pub fn main(&self) -> Lang {
        self.folder.settings.language
    }

    /// An absolute address of the site itself as one within it; any other as it is.
    fn within<'u>(&self, url: &'u str) -> Cow<'u, str> {
        let own = &self.folder.settings.url;
        match url.strip_prefix(own.as_str()).filter(|_| !own.is_empty()) {
            Some(rest) if rest.starts_with('/') => format!("{}{rest}", self.base).into(),
            Some(rest) if rest.is_empty() || rest.starts_with(['?', '#']) => {
                format!("{}/{rest}", self.base).into()
            }
            _ => url.into(),
        }
    }

    /// A path without the base, if it starts with that.
    pub fn below<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(self.base.as_str()).filter(|below| below.starts_with('/')).unwrap_or(path)
    }

    /// Where `url` in the piece `from` leads.
    pub fn link(&self, from: &Piece, url: &str) -> Destination {
        let url = self.within(url);
        if let Some(id) = url.strip_prefix('#') {
            return if id.is_empty() { Destination::Outside } else { Destination::Anchor(anchor(id)) };
        }
        let scheme = url.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
        let end = url.find(['?', '#']).unwrap_or(url.len());
        let (path, rest) = url.split_at(end);
        if scheme || url.starts_with("//") || path.is_empty() {
            return Destination::Outside;
        }
        let rest = match rest.split_once('#') {
            Some((query, id)) if !id.is_empty() => format!("{query}#{}", anchor(id)),
            _ => rest.to_owned(),
        };
        let path = media::decode(path);
        self.article(from, &path)
            .map(|number| self.route_of(number))
            .or_else(|| self.page(&path))
            .or_else(|| self.by_slug(from, &path))
            .map(|route| Destination::Page(route, rest))
            .or_else(|| self.download(from, &path).map(Destination::File))
            .unwrap_or(Destination::Dead)
    }

    fn route_of(&self, number: usize) -> Route {
        self.addresses.route(number).unwrap_or_else(|| Route::front(self.main()))
    }

    fn article(&self, from: &Piece, path: &str) -> Option<usize> {
        self.addresses.file(&from.file, path)
    }

    fn page(&self, path: &str) -> Option<Route> {
        let route = Route::parse(self.below(path), self.main())?;
        (!self.addresses.lacks(&route)).then_some(route)
    }

    /// As other systems write addresses: `/posts/slug/`, `/2023/12/slug.html`.
    fn by_slug(&self, from: &Piece, path: &str) -> Option<Route> {
        let last = path.trim_end_matches('/').rsplit('/').next()?;
        let last = last.strip_suffix(".html").unwrap_or(last);
        let number = self.addresses.slug(from.facts.lang, last)?;
        Some(self.route_of(number))
    }

    fn download(&self, from: &Piece, path: &str) -> Option<Found> {
        let found = media::find(&self.folder, &from.file, self.below(path)).ok()?;
        let extension = found.path.rsplit_once('.')?.1.to_ascii_lowercase();
        (media::is_media(&found.path) || DOWNLOADS.contains(&extension.as_str())).then_some(found)
    }

    /// The picture, sound or film that `src` in the piece `from` means; none if it is on another site.
    ///
    /// # Errors
    /// A problem without a line.
    pub fn picture(&self, from: &Piece, src: &str) -> Result<Option<Found>, Problem> {
        let missing =
            |message: String, help: &str| Problem::error(&from.file, "missing-picture", message, help);
        let src = self.within(src);
        if is_remote(&src) {
            return Ok(None);
        }
        if src.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
            return Err(missing(
                "a picture is written into the text (`data:`)".into(),
                "Save it as a file in `media/` and name that.",
            ));
        }
        match media::find(&self.folder, &from.file, self.below(&src)) {
            Ok(found) if media::is_media(&found.path) => Ok(Some(found)),
            Ok(found) => Err(missing(
                format!("`{}` is no picture, sound or film", found.path),
                "Use JPEG, PNG, WebP, AVIF, SVG or GIF.",
            )),
            Err(NotFound::Outside) => Err(missing(
                format!("`{src}` leads out of the site's folder"),
                "Copy the file into `media/` and name that.",
            )),
            Err(NotFound::Missing(Some(near))) => Err(missing(
                format!("`{src}` is not there"),
                &format!("There is `{near}`: letter case makes a difference."),
            )),
            Err(NotFound::Missing(None)) => Err(Kind::NoPicture(src.into_owned()).problem(&from.file)),
        }
    }
}
