//! The files of another site: its pictures stay there, its links lead to the same pages here.

use std::collections::BTreeSet;

use crate::{
    article::{Article, Figure, Teaser},
    bundle::Head,
    text::{html::Html, tags},
};

/// Another site, and where this one lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Afar {
    /// Scheme and host of the other.
    origin: String,
    /// The path that it lives below, with a slash at both ends.
    there: String,
    /// … and that of this one.
    here: String,
}

impl Afar {
    /// The site at `server`, an address in full; `base` is the path below which this one lives, with a slash at both ends.
    pub fn new(server: &str, base: &str) -> Self {
        let server = server.trim_end_matches('/');
        let host = server.find("://").map_or(0, |at| at + 3);
        let end = server.get(host..).and_then(|rest| rest.find('/')).map_or(server.len(), |at| host + at);
        let (origin, path) = server.split_at(end);
        Self { origin: origin.to_owned(), there: format!("{path}/"), here: base.to_owned() }
    }

    /// What the addresses of its files start with.
    pub fn files(&self) -> String {
        format!("{}{}", self.origin, self.there)
    }

    /// Brings a list's head here.
    pub fn head(&self, head: &mut Head) {
        self.teasers(&mut head.newest);
        head.blocks.iter_mut().for_each(|block| self.teasers(&mut block.teasers));
    }

    /// Brings lines of a list here.
    pub fn teasers(&self, teasers: &mut [Teaser]) {
        teasers.iter_mut().filter_map(|teaser| teaser.cover.as_mut()).for_each(|cover| self.figure(cover));
    }

    /// Brings an article here.
    pub fn article(&self, article: &mut Article) {
        article.teaser.cover.iter_mut().for_each(|cover| self.figure(cover));
        self.teasers(&mut article.related);
        article.previous.iter_mut().for_each(|teaser| self.teasers(std::slice::from_mut(teaser)));
        article.body = Html::unchecked(self.body(article.body.as_unchecked_str()));
    }

    /// In its own size alone: no page has a list of sizes from elsewhere.
    fn figure(&self, figure: &mut Figure) {
        figure.variants = None;
        if !figure.src.contains("://") {
            figure.src = format!("{}{}", self.files(), figure.src.trim_start_matches('/'));
        }
    }

    /// A text whose files are kept here, below `kept`, a path with a slash at both ends, but for those that are `lost`; and the
    /// paths of all of them, as addresses have them: `media/x.jpg`.
    pub fn kept(&self, html: &str, kept: &str, lost: &dyn Fn(&str) -> bool) -> (String, BTreeSet<String>) {
        let media = format!("{}media/", self.there);
        let mut files = BTreeSet::new();
        let html = tags::rewrite(html, |tag, edits| {
            for (name, place) in &tag.attributes {
                let Some(value) = html.get(place.clone()) else { continue };
                match name.to_ascii_lowercase().as_str() {
                    "srcset" => edits.push((place.clone(), String::new())),
                    "src" | "href" | "poster" if value.starts_with(&media) => {
                        let path = format!("media/{}", value.get(media.len()..).unwrap_or_default());
                        edits.push(match lost(&path) {
                            true => (place.start..place.start, self.origin.clone()),
                            false => (place.start..place.start + media.len(), kept.to_owned()),
                        });
                        files.insert(path);
                    }
                    "href" if value.starts_with(&self.there) => {
                        edits.push((place.start..place.start + self.there.len(), self.here.clone()));
                    }
                    _ => {}
                }
            }
        });
        (html, files)
    }

    /// A text whose files all stay there.
    fn body(&self, html: &str) -> String {
        self.kept(html, "", &|_| true).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_stay_there_and_links_lead_here() {
        let afar = Afar::new("https://b.example/tin/", "/");
        assert_eq!(afar.files(), "https://b.example/tin/");
        let html = "<p><a href=\"/tin/bai-viet/mua/#h-a\">A</a> <a href=\"/tin/media/a.pdf\">B</a> \
            <a href=\"https://c.example/\">C</a> <img src=\"/tin/media/x.jpg\" srcset=\"/tin/media/_v/x 240w\"></p>";
        let expected = "<p><a href=\"/bai-viet/mua/#h-a\">A</a> <a href=\"https://b.example/tin/media/a.pdf\">B</a> \
            <a href=\"https://c.example/\">C</a> <img src=\"https://b.example/tin/media/x.jpg\" srcset=\"\"></p>";
        assert_eq!(afar.body(html), expected);
        let mut cover = Figure { src: "media/x.jpg".into(), ..Figure::default() };
        afar.figure(&mut cover);
        assert_eq!(cover.src, "https://b.example/tin/media/x.jpg");
        assert_eq!(Afar::new("https://b.example", "/tin/").files(), "https://b.example/");
    }
}
