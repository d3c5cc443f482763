//! What the desk knows of the addresses of its site: where there are articles, and which pictures are not there.

use std::collections::{BTreeMap, BTreeSet};

use news::{
    check::{Picture, is_remote},
    date::Moment,
    lang::Lang,
    manuscript::Manuscript,
    route::{Route, is_address},
    site::Site,
};

/// An article's language and slug.
pub type Address = (Lang, String);

/// What readers can see of an article that is on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where.
    pub address: Address,
    /// Since when, in Unix seconds, if it says so.
    pub publish_at: Option<i64>,
}

impl Seen {
    /// Of an article's file; none of a draft.
    pub fn of(file: &Manuscript, site: &Site) -> Option<Self> {
        let address = (file.lang.unwrap_or(site.language), file.slug.clone());
        (!file.draft).then_some(Self { address, publish_at: file.publish_at.map(Moment::unix) })
    }
}

/// What is known.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Every address that has an article, where the site could tell all of them.
    pub all: Option<BTreeSet<Address>>,
    /// Addresses that were asked for one by one, and whether there is an article.
    pub asked: BTreeMap<Address, bool>,
    /// Pictures that the preview asked for in vain, see [`media`].
    pub missing: BTreeSet<String>,
}

impl Known {
    /// Whether there is an article; none if nobody knows.
    pub fn article(&self, address: &Address) -> Option<bool> {
        match &self.all {
            Some(all) => Some(all.contains(address)),
            None => self.asked.get(address).copied(),
        }
    }

    /// Where a picture is. What nobody knows is there.
    pub fn picture(&self, src: &str) -> Picture {
        match media(src) {
            _ if is_remote(src) => Picture::Remote,
            Some(path) if self.missing.contains(path) => Picture::Missing,
            _ => Picture::There,
        }
    }
}

/// The path of a picture below the site's base, of one in `media/`. Where others lie, beside the article or among the
/// files of another generator, the press alone knows.
pub fn media(src: &str) -> Option<&str> {
    let path = src.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
    let path = path.split(['?', '#']).next().unwrap_or_default();
    (path.starts_with("media/") && !path.contains("/../")).then_some(path)
}

/// The article that an address within the site is of, as authors write it: a path, a slug, a file.
pub fn article_of(site: &Site, url: &str) -> Option<Address> {
    let url = url.split(['#', '?']).next().unwrap_or_default();
    let path = url.strip_prefix(site.url.as_str()).filter(|_| !site.url.is_empty()).unwrap_or(url);
    if path.contains("://") || path.starts_with("mailto:") || path.is_empty() {
        return None;
    }
    if let Some(Route::Article { lang, slug }) = Route::parse(path, site.language) {
        return Some((lang, slug));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let slug = name.strip_suffix(".md").or((!path.contains(['/', '.'])).then_some(name))?;
    Some((site.language, slug.to_owned())).filter(|(_, slug)| is_address(slug))
}

/// The article that a name among the chosen ones means, a slug or a file, in the language of the article that names it.
pub fn chosen(name: &str, lang: Lang) -> Address {
    let slug = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
    (lang, slug.trim_end_matches(".md").to_owned())
}

/// The addresses that a site map, or an index of site maps, lists.
pub fn listed(site_map: &str) -> impl Iterator<Item = &str> {
    site_map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_the_site_told_outweighs_what_was_asked() {
        let address = |slug: &str| (Lang::Vi, slug.to_owned());
        let mut known = Known { asked: [(address("a"), false)].into(), ..Known::default() };
        assert_eq!((known.article(&address("a")), known.article(&address("b"))), (Some(false), None));
        known.all = Some([address("a")].into());
        assert_eq!((known.article(&address("a")), known.article(&address("b"))), (Some(true), Some(false)));
    }

    #[test]
    fn only_pictures_in_media_can_be_missed() {
        let known = Known { missing: ["media/a.jpg".into(), "b.jpg".into()].into(), ..Known::default() };
        for missing in ["/media/a.jpg", "media/a.jpg", "../../media/a.jpg", "./media/a.jpg", "/media/a.jpg?1"]
        {
            assert_eq!(known.picture(missing), Picture::Missing, "{missing}");
        }
        for there in ["b.jpg", "/media/c.jpg", "x/media/a.jpg"] {
            assert_eq!(known.picture(there), Picture::There, "{there}");
        }
        assert_eq!(known.picture("https://a.example/media/a.jpg"), Picture::Remote);
    }

    #[test]
    fn a_site_map_tells_addresses() {
        let site = Site { url: "https://bao.example/tin".into(), ..Site::default() };
        let map = "<urlset><url><loc>https://bao.example/tin/bai-viet/mua-lon/</loc><lastmod>2023</lastmod></url>\n\
            <url><loc>https://bao.example/tin/en/article/rain/</loc></url><url><loc>https://bao.example/tin/</loc></url>";
        let articles: Vec<Address> = listed(map).filter_map(|url| article_of(&site, url)).collect();
        assert_eq!(articles, [(Lang::Vi, "mua-lon".into()), (Lang::En, "rain".into())]);
    }
}
