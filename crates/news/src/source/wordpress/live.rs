//! Articles as pages show them, straight from a WordPress: those that are newer than the build.
//!
//! They go through the same manuscript as those that are built, so that an article has the same address, section and
//! text either way. What a build alone knows (related news, smaller pictures) they have only if they were built, too, and
//! have not changed since: see [`Place::lines`] and [`Place::whole`].

use std::collections::BTreeMap;

use super::{
    answer::{Named, Written},
    body::Ways,
    figures::is_picture,
    manuscript::{Names, Paper, Setting, made, name, slug},
    plain::text,
};
use crate::{
    article::{Article, Figure, Label, Teaser},
    bundle::{Block, Head, PAGE_SIZE, pages_of},
    date::Moment,
    route::{Route, is_address},
    site::Site,
    text::{
        html::Html,
        percent,
        plain::{minutes, words},
        slug::slugify,
        vietnamese::same_key,
    },
};

/// How many of the newest a list asks for: more than its head holds, for the front page's blocks of sections.
pub const NEWEST: u32 = 2 * PAGE_SIZE - 1;

/// Marks of an excerpt that WordPress cut off the text.
const CUT: [&str; 3] = ["[…]", "[...]", "…"];

/// Where articles come to, and from.
pub struct Place<'p> {
    /// The WordPress' front page by its own account, without a slash at the end.
    pub home: &'p str,
    /// The settings of the site.
    pub site: &'p Site,
    /// The path below which the site lives, with a slash at both ends.
    pub base: &'p str,
}

impl Place<'_> {
    /// An article with its text; none if it has no date. `built` is the same article in the site's own files: it stays
    /// if it has not changed since.
    pub fn whole(&self, written: &Written, built: Option<Article>) -> Option<Article> {
        let paper = self.paper(written);
        let updated = paper.updated.as_deref().and_then(|updated| updated.parse().ok());
        let teaser = self.teaser_of(&paper)?;
        let same = |built: &Article| {
            (built.updated, built.teaser.published, &built.teaser.title)
                == (updated, teaser.published, &teaser.title)
        };
        let known = match built {
            Some(built) if same(&built) => return Some(built),
            other => other.unwrap_or_default(),
        };
        let minutes = minutes(words(&text(&paper.body)));
        let teaser = Teaser { comment_count: known.teaser.comment_count, ..teaser };
        Some(Article {
            teaser,
            updated,
            tags: paper.tags.iter().filter_map(|tag| label(tag)).collect(),
            authors: paper.authors,
            minutes,
            number: paper.wordpress,
            comments_open: paper.comments,
            body: Html::unchecked(paper.body),
            ..known
        })
    }

    /// Lines of a list, in the order given; not those that a password protects. `built` are those that the site's own
    /// files have: one that looks the same is taken from there, with its smaller pictures.
    pub fn lines(&self, written: &[Written], built: &[Teaser]) -> Vec<Teaser> {
        let open = written.iter().filter(|written| !written.content.protected);
        let line = |written: &Written| {
            let teaser = self.teaser_of(&self.paper(written))?;
            // Below the name of a section, teasers do not say it once more.
            let same = |built: &&Teaser| {
                (&built.slug, &built.title, &built.standfirst, built.published)
                    == (&teaser.slug, &teaser.title, &teaser.standfirst, teaser.published)
            };
            let known = built.iter().find(same).cloned();
            Some(known.map_or(teaser.clone(), |known| Teaser { section: teaser.section, ..known }))
        };
        open.filter_map(line).collect()
    }

    /// A list at its newest, of its [`NEWEST`] and the number of all. `built` is what the site's own files have of it.
    pub fn head(&self, written: &[Written], total: u32, built: Head) -> Head {
        let known: Vec<Teaser> = built
            .newest
            .iter()
            .chain(built.blocks.iter().flat_map(|block| &block.teasers))
            .cloned()
            .collect();
        let pages = pages_of(total);
        let shown = total - pages.saturating_sub(1) * PAGE_SIZE;
        let shown = written.get(..shown as usize).unwrap_or(written);
        let newest = self.lines(shown, &known);
        let mut years = built.years.clone();
        years.extend(newest.iter().map(|teaser| teaser.published.day().year));
        years.sort_unstable();
        years.dedup();
        Head {
            total,
            pages,
            years,
            blocks: built.blocks.iter().map(|block| refreshed(block, &newest)).collect(),
            newest,
            ..built
        }
    }

    /// The section of this name, as the menu has it.
    fn section(&self, name: &str) -> Option<Label> {
        let key = same_key(name);
        let menu = self.site.face(self.site.language).map(|face| face.sections.as_slice());
        let known = menu.unwrap_or_default().iter().find(|label| same_key(&label.name) == key);
        known.cloned().or_else(|| label(name))
    }

    /// What a category is called in the menu and in addresses; none for the one of articles in none.
    pub fn section_of(&self, category: &Named) -> Option<Label> {
        self.section(&name(category)?)
    }

    fn paper(&self, written: &Written) -> Paper {
        let picture = |address: &str| self.picture(address);
        let link = |address: &str| self.link(address, &written.link);
        let slug = slug(written.id, &written.slug);
        let setting = Setting {
            ways: Ways { home: self.home, picture: &picture, link: &link },
            slug: &slug,
            aliases: Vec::new(),
            names: &names(written),
            sections: &self.site.live.sections.iter().cloned().collect(),
            lang: self.site.language,
            discussed: self.site.comments.are_on(&self.site.live.server),
        };
        made(written, &setting).paper
    }

    fn teaser_of(&self, paper: &Paper) -> Option<Teaser> {
        let published: Moment = paper.date.parse().ok()?;
        let cut = |lead: &String| CUT.iter().any(|mark| lead.ends_with(mark));
        Some(Teaser {
            slug: paper.slug.clone(),
            lang: self.site.language,
            title: paper.title.clone(),
            standfirst: paper.standfirst.clone().filter(|lead| !cut(lead)),
            section: paper.section.as_ref().and_then(|name| self.section(name)),
            published,
            cover: paper.cover.as_ref().map(|cover| Figure {
                src: cover.src.clone(),
                alt: cover.alt.clone(),
                caption: cover.caption.clone(),
                ..Figure::default()
            }),
            ..Teaser::default()
        })
    }

    /// Where a picture of the WordPress is: at the address that the settings name, for the site's policy lets it be shown
    /// from there alone.
    fn picture(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(origin(self.home)).filter(|path| path.starts_with('/'))?;
        is_picture(path).then(|| format!("{}{path}", origin(&self.site.live.server)))
    }

    /// Where a link to another article of the WordPress leads here; none for anything else there. Addresses of articles
    /// are made like `own`, that of the article with the link in it: of as many parts, with numbers in the same places.
    fn link(&self, address: &str, own: &str) -> Option<String> {
        let (page, place) = address.split_at(address.find('#').unwrap_or(address.len()));
        let (parts, own) = (self.parts(page)?, self.parts(own)?);
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let alike = parts.len() == own.len()
            && parts.iter().zip(&own).all(|(one, other)| is_number(one) == is_number(other));
        let other = ["wp-content", "wp-admin", "category", "tag", "author", "page", "feed"];
        let slug = percent::decode(parts.last()?)?;
        let is_article = alike && is_address(&slug) && !parts.iter().any(|part| other.contains(part));
        let path = Route::article(self.site.language, &slug).path(self.site.language);
        is_article.then(|| format!("{}{}{place}", self.base, path.trim_start_matches('/')))
    }

    /// The parts of an address' path below the front page; none for an address elsewhere.
    fn parts<'a>(&self, address: &'a str) -> Option<Vec<&'a str>> {
        let below = address.split_once("://")?.1.strip_prefix(self.home.split_once("://")?.1)?;
        Some(below.strip_prefix('/')?.split('/').filter(|part| !part.is_empty()).collect())
    }
}

/// The number that an address may tell where it is not the slug alone: `p-12`, or `mua-12` where there are two.
pub fn number(slug: &str) -> Option<u64> {
    slug.rsplit_once('-')?.1.parse().ok()
}

/// A block of the front page with what is new in its section, and without what is gone.
fn refreshed(block: &Block, newest: &[Teaser]) -> Block {
    let oldest = newest.iter().map(|teaser| teaser.published).min();
    let of_section =
        |teaser: &&Teaser| teaser.section.as_ref().is_some_and(|section| section.slug == block.section.slug);
    let older = |teaser: &&Teaser| oldest.is_none_or(|oldest| teaser.published < oldest);
    let teasers: Vec<Teaser> =
        newest.iter().filter(of_section).chain(block.teasers.iter().filter(older)).cloned().collect();
    let length = block.teasers.len();
    Block { section: block.section.clone(), teasers: teasers.into_iter().take(length).collect() }
}

/// The names of an article's categories and tags, which came along with it.
fn names(written: &Written) -> Names {
    let of = |taxonomy: &str| -> BTreeMap<u64, String> {
        let all = written.embedded.terms.iter().flatten();
        let of_kind = all.filter(|named| named.id > 0 && named.taxonomy == taxonomy);
        of_kind.filter_map(|named| Some((named.id, name(named)?))).collect()
    };
    Names { categories: of("category"), tags: of("post_tag"), authors: BTreeMap::new() }
}

fn label(name: &str) -> Option<Label> {
    let slug = slugify(name);
    (!slug.is_empty()).then(|| Label { slug, name: name.to_owned() })
}

/// Scheme and host of an address.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address.get(host..).and_then(|rest| rest.find(['/', '?', '#']));
    end.and_then(|end| address.get(..host + end)).unwrap_or(address)
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;
