//! Where the addresses of a text lead, as far as the site says.

use std::collections::BTreeSet;

use super::{About, Kind, Remark};
use crate::{
    lang::Lang,
    text::{
        allowed::ID_PREFIXES,
        markdown::{self, Target},
        percent,
        slug::slugify,
    },
};

/// What a site knows and an article does not.
pub trait Asking {
    /// The time, in Unix seconds, if the article is a draft or new; none if it has been published.
    fn unpublished_at(&self) -> Option<i64>;

    /// Whether another article of this language, or of the site's own where none is given, has the slug.
    fn taken(&self, lang: Option<Lang>, slug: &str) -> bool;

    /// Whether a link within the site, without a place in the same text (`#…`), leads somewhere. Of an address on
    /// another site the answer is yes.
    fn leads(&self, url: &str) -> bool;

    /// Where the picture, sound or film with this address is.
    fn picture(&self, src: &str) -> Picture;
}

/// Where a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Where the article says.
    There,
    /// Not there.
    Missing,
    /// On another site, see [`is_remote`].
    Remote,
}

/// Whether the address is on another site.
pub fn is_remote(src: &str) -> bool {
    let start = src.get(..8).unwrap_or(src).to_ascii_lowercase();
    ["http://", "https://", "//"].iter().any(|remote| start.starts_with(remote))
}

/// The id that a link to `#id` means: headings and the author's own ids carry a prefix, and headings are
/// folded.
pub fn anchor(id: &str) -> String {
    let id = percent::decode(id).unwrap_or_else(|| id.to_owned());
    match ID_PREFIXES.iter().any(|prefix| id.starts_with(prefix)) {
        true => id,
        false => format!("{}{}", ID_PREFIXES[0], if id.is_ascii() { id } else { slugify(&id) }),
    }
}

/// The values of `id` in sanitised HTML.
pub fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is wrong with a picture.
pub(super) fn picture(src: &str, ask: &dyn Asking) -> Option<Kind> {
    match ask.picture(src) {
        Picture::There => None,
        Picture::Missing => Some(Kind::NoPicture(src.to_owned())),
        Picture::Remote => Some(Kind::RemotePicture(src.to_owned())),
    }
}

/// What is wrong with the links, pictures and the depth of a text.
pub(super) fn links(body: &str, ask: &dyn Asking) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut anchors = Vec::new();
    let mut link = |kind: markdown::Kind, url: &str, at: usize| {
        let told = match kind {
            markdown::Kind::Picture => picture(url, ask),
            markdown::Kind::Frame if is_remote(url) => Some(Kind::Frame(url.to_owned())),
            markdown::Kind::Frame | markdown::Kind::Link => match url.strip_prefix('#') {
                Some("") => None,
                Some(id) => {
                    let id = anchor(id);
                    let url_of = format!("#{id}");
                    anchors.push((id, url.to_owned(), at));
                    return Some(Target { url: url_of, size: None, srcset: None });
                }
                None => (!ask.leads(url)).then(|| Kind::DeadLink(url.to_owned())),
            },
        };
        remarks.extend(told.map(|kind| Remark::new(kind, About::Body(at))));
        None
    };
    let rendered = match markdown::render(body, &mut link) {
        Ok(rendered) => rendered,
        Err(too_deep) => {
            let start = body.split_inclusive('\n').take(too_deep.line - 1).map(str::len).sum();
            return vec![Remark::new(Kind::TooDeep, About::Body(start))];
        }
    };
    let ids = ids(rendered.html.as_str());
    let dead = anchors.into_iter().filter(|(id, ..)| !ids.contains(id.as_str()));
    remarks.extend(dead.map(|(_, url, at)| Remark::new(Kind::DeadLink(url), About::Body(at))));
    remarks
}
