//! Articles, and the teasers that lists show of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    comment::Comment,
    date::Moment,
    lang::Lang,
    text::{allowed::srcset_stays_here, html::Html},
};

/// The name of a section or a tag, and the slug that stands for it in paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Label {
    /// Folded name: `thoi-tiet`.
    pub slug: String,
    /// As shown: `Thời tiết`.
    pub name: String,
}

/// A picture with what a page must know to show it well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Path below the site's base (`media/x.jpg`) or an absolute URL.
    pub src: String,
    /// What the picture shows, for who can not see it; empty if it only decorates.
    #[serde(default)]
    pub alt: String,
    /// The line under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Pixels, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Smaller copies of it, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variants: Option<Variants>,
}

/// A picture's smaller copies: `{stem}-{width}.webp`, all of its shape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variants {
    /// What their paths below the site's base start with: `media/_v/x-3f786850e387`.
    pub stem: String,
    /// Their widths in pixels, the smallest first.
    pub widths: Vec<u32>,
}

/// A picture wider than this is offered in this width at most.
pub const WIDEST_VARIANT: u32 = 1680;

impl Figure {
    /// The value of `srcset`: its smaller copies, and itself where none is as large. None if it has none, or if one
    /// would come from another site. `base` stands before every path and ends with `/`.
    pub fn srcset(&self, base: &str) -> Option<String> {
        let variants = self.variants.as_ref().filter(|variants| !variants.widths.is_empty())?;
        let stem = &variants.stem;
        let copy = |width: &u32| format!("{base}{stem}-{width}.webp {width}w");
        let mut all: Vec<String> = variants.widths.iter().map(copy).collect();
        let widest = variants.widths.last().copied().unwrap_or_default();
        if let Some(own) = self.width.filter(|own| widest < WIDEST_VARIANT.min(*own)) {
            all.push(format!("{base}{} {own}w", self.src));
        }
        Some(all.join(", ")).filter(|srcset| srcset_stays_here(srcset))
    }
}

/// An article in a list. It has no body: a list can not read one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Teaser {
    /// Unique among the articles of its language.
    pub slug: String,
    /// The language it is written in.
    pub lang: Lang,
    /// The headline.
    pub title: String,
    /// The lead (sapo), plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// Its one section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Label>,
    /// The date it carries.
    pub published: Moment,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Figure>,
    /// Comments that ship with it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub comment_count: u32,
    /// Not shown before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<Moment>,
    /// Not shown from this moment on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
}

impl Teaser {
    /// What stands in the place of an article that has expired.
    ///
    /// Full pages never change and the archive counts places, so an article that goes must not move the others up.
    /// Nothing is told of it but its day; it has expired by any reader's clock, a slow one too.
    pub fn gone(lang: Lang, published: Moment) -> Self {
        Self { lang, published, expires_at: Some(Moment::new(0, published.offset())), ..Self::default() }
    }

    /// When it came out: the date that it carries, unless it was held back until later.
    pub fn appeared(&self) -> Moment {
        self.publish_at.unwrap_or(self.published)
    }

    /// Whether a reader may see it at `now`, in Unix seconds.
    pub fn visible_at(&self, now: i64) -> bool {
        self.publish_at.is_none_or(|from| from.unix() <= now)
            && self.expires_at.is_none_or(|until| now < until.unix())
    }
}

/// A mistake that was put right, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// When it was put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Moment>,
    /// What was wrong and what is right, plain text.
    pub text: String,
}

/// The same article in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Translation {
    /// Its language.
    pub lang: Lang,
    /// Its slug there.
    pub slug: String,
    /// Its headline there.
    pub title: String,
}

/// A whole article, as its page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// What lists show of it.
    pub teaser: Teaser,
    /// The text. Passes the sanitising door before it is shown.
    pub body: Html,
    /// When it last changed, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// The byline, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The credit line (nguồn).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its tags, in the author's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Label>,
    /// Corrections, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// How often it was read, where that is known. Never a guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub views: Option<u64>,
    /// Up to when `views` were counted, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub views_at: Option<Moment>,
    /// Minutes it takes to read, at 220 words a minute; 0 where unknown.
    #[serde(default)]
    pub minutes: u32,
    /// The same article in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// Related news (Tin tức liên quan), best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Teaser>,
    /// The one before it in its section. Not the one after: an article would change when the next one comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Teaser>,
    /// The number that the WordPress knows it by on which it is discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Whether readers may comment on it, by its own word; the site's settings may say no for all.
    #[serde(default = "yes")]
    pub comments_open: bool,
    /// Comments that ship with the bundle (the embedded discussion).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
}

impl Article {
    /// When it last changed; not before it came out.
    pub fn changed(&self) -> Moment {
        let appeared = self.teaser.appeared();
        self.updated.map_or(appeared, |updated| updated.max(appeared))
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_its_own_largest_copy_unless_one_is_as_large() {
        let figure = |width, widths: &[u32]| Figure {
            src: "media/x.jpg".into(),
            width: Some(width),
            variants: Some(Variants { stem: "media/_v/x-1".into(), widths: widths.into() }),
            ..Figure::default()
        };
        let copies = "/tin/media/_v/x-1-240.webp 240w, /tin/media/_v/x-1-440.webp 440w";
        let cases: [(u32, &[u32], Option<String>); 4] = [
            (440, &[240, 440], Some(copies.into())),
            (600, &[240, 440], Some(format!("{copies}, /tin/media/x.jpg 600w"))),
            (6000, &[1680], Some("/tin/media/_v/x-1-1680.webp 1680w".into())),
            (600, &[], None),
        ];
        for (width, widths, expected) in cases {
            assert_eq!(figure(width, widths).srcset("/tin/"), expected, "{width}");
        }
        let old: Figure = serde_json::from_str(r#"{"src":"media/x.jpg"}"#).unwrap();
        assert_eq!(old.srcset("/"), None);
        for stem in ["/a.example/x", "x 1w, https://a.example/x", "https://a.example/x"] {
            let variants = Some(Variants { stem: stem.into(), widths: vec![240] });
            let base = if stem.starts_with("https") { "" } else { "/" };
            assert_eq!(Figure { variants, ..old.clone() }.srcset(base), None, "{stem}");
        }
    }

    #[test]
    fn a_teaser_is_seen_from_its_moment_until_it_expires() {
        let teaser = Teaser {
            publish_at: Some(Moment::new(100, 420)),
            expires_at: Some(Moment::new(200, 420)),
            ..Teaser::default()
        };
        let seen = [99, 100, 199, 200].map(|now| teaser.visible_at(now));
        assert_eq!(seen, [false, true, true, false]);
        assert!(Teaser::default().visible_at(0));
        assert!(!Teaser::gone(Lang::Vi, Moment::new(100, 420)).visible_at(0));
    }
}
