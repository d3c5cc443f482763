//! What an author would have written into a file, of an article of WordPress.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    answer::{Said, Written},
    body::{Ways, body},
    plain::{line, text},
};
use crate::{
    comment::Comment,
    date::{Day, Moment},
    lang::Lang,
    problem::Problem,
    text::{
        percent,
        slug::{address, slugify},
    },
    words::{day, words},
};

/// A manuscript as JSON (see docs/WRITING.md), its text in HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The headline, plain.
    pub title: String,
    /// RFC 3339.
    pub date: String,
    /// The end of its address.
    pub slug: String,
    /// The author's own excerpt, plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// The name of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Names of its tags, and of the categories that are not its section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The byline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// When it last changed, RFC 3339; none if that was before it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Its number, where readers' comments go to the same WordPress.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wordpress: Option<u64>,
    /// Whether readers may comment.
    pub comments: bool,
    /// Where it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// HTML in one line.
    pub body: String,
}

/// An article's picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Where it is here.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// The line under it, plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// What is known of the site that an article goes to.
pub struct Setting<'s> {
    /// Where its pictures and links lead.
    pub ways: Ways<'s>,
    /// Its address, see [`slug`]; no other article has it.
    pub slug: &'s str,
    /// Former addresses.
    pub aliases: Vec<String>,
    /// Names of categories, tags and authors by their numbers.
    pub names: &'s Names,
    /// Slugs of the sections in the menu: a category that is one of them is an article's section before others.
    pub sections: &'s BTreeSet<String>,
    /// The language of fallbacks.
    pub lang: Lang,
    /// Whether readers' comments go to this WordPress.
    pub discussed: bool,
}

/// Names by numbers, plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Categories, without the one that WordPress gives to articles in none.
    pub categories: BTreeMap<u64, String>,
    /// Tags.
    pub tags: BTreeMap<u64, String>,
    /// Authors, if the site tells them.
    pub authors: BTreeMap<u64, String>,
}

/// An article, and what came along with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The manuscript.
    pub paper: Paper,
    /// See [`super::body::Body::pictures`]; its own picture is among them.
    pub pictures: BTreeMap<String, String>,
    /// What was left out. The file is the article's address.
    pub problems: Vec<Problem>,
}

/// Addresses of the category that WordPress gives to articles in none, as its translations call it.
const IN_NONE: [&str; 6] = [
    "uncategorized",
    "uncategorised",
    "chua-phan-loai",
    "chua-duoc-phan-loai",
    "chua-xep-muc",
    "khong-phan-loai",
];

/// The name of a category, tag or author; none for the category of articles in none.
pub fn name(named: &super::answer::Named) -> Option<String> {
    let name = line(&named.name);
    Some(name).filter(|name| !name.is_empty() && !IN_NONE.contains(&named.slug.as_str()))
}

/// The end of an article's address here: its own, by which WordPress knows it, too. Where that can not be, folded, with its
/// number, by which it is known as well; `p-12`, after WordPress' own `?p=12`, where nothing stays of it.
pub fn slug(id: u64, slug: &str) -> String {
    let own = percent::decode(slug);
    let own = own.as_deref().unwrap_or(slug);
    let here = address(own);
    match () {
        () if here == own && !own.is_empty() => here,
        () if here.is_empty() => format!("p-{id}"),
        () => format!("{here}-{id}"),
    }
}

/// Makes the manuscript of an article that no password protects.
pub fn made(article: &Written, setting: &Setting<'_>) -> Made {
    let picture =
        article.embedded.picture.iter().find(|picture| picture.id > 0 && !picture.source_url.is_empty());
    let body =
        body(&article.content.rendered, picture.map(|picture| picture.source_url.as_str()), &setting.ways);
    let mut pictures = body.pictures.clone();
    pictures.extend(picture.map(|picture| (picture.source_url.clone(), picture.source_url.clone())));
    let cover = picture.and_then(|picture| {
        let src = (setting.ways.picture)(&picture.source_url)?;
        let own = Some(line(&picture.caption.rendered)).filter(|caption| !caption.is_empty());
        let caption = own.or(body.cover_caption.as_deref().map(line));
        Some(Cover { src, alt: line(&picture.alt_text), caption })
    });
    let plain = text(&body.html);
    let date = moment(&article.date, article.date_gmt.as_deref());
    let (section, tags) = labels(article, setting);
    let paper = Paper {
        title: headline(&article.title.rendered, &plain, &date, setting.lang),
        slug: setting.slug.to_owned(),
        standfirst: standfirst(&article.excerpt.rendered, &article.content.rendered, &article.link),
        section,
        tags,
        authors: author(article, setting.names).into_iter().collect(),
        cover,
        updated: Some(moment(&article.modified, article.modified_gmt.as_deref()))
            .filter(|it| it.key() > date.key())
            .map(|it| it.text),
        wordpress: Some(article.id).filter(|_| setting.discussed),
        comments: article.comment_status != "closed",
        aliases: setting.aliases.clone(),
        date: date.text,
        body: body.html,
    };
    let problems = body.shortcodes.iter().map(|name| left_out(&article.link, name));
    Made { paper, pictures, problems: problems.collect() }
}

fn left_out(link: &str, name: &str) -> Problem {
    let message = format!("the shortcode `[{name}]` was left out: WordPress made nothing of it");
    Problem::note(link, "shortcode", message, "What it enclosed is there. Its plugin may be switched off.")
}

/// A date as WordPress tells it.
struct Told {
    text: String,
    /// Without the zone.
    unix: Option<i64>,
}

impl Told {
    fn key(&self) -> i64 {
        self.unix.unwrap_or_default()
    }
}

/// A date in full: the difference between the site's clock and UTC is its zone. Without UTC it has none.
fn moment(local: &str, utc: Option<&str>) -> Told {
    let seconds =
        |text: &str| format!("{text}Z").parse::<Moment>().ok().map(Moment::unix).filter(|unix| *unix > 0);
    match (seconds(local), utc.and_then(seconds)) {
        (Some(here), Some(there)) => {
            let offset = i16::try_from((here - there).div_euclid(60)).unwrap_or_default();
            Told { text: Moment::new(there, offset).to_string(), unix: Some(there) }
        }
        (here, _) => Told { text: local.to_owned(), unix: here },
    }
}

/// The headline, or the first words of the text, or the day.
fn headline(title: &str, plain: &str, date: &Told, lang: Lang) -> String {
    const WORDS: usize = 10;
    let title = line(title);
    if !title.is_empty() {
        return title;
    }
    let mut first = plain.split_whitespace();
    let start: Vec<&str> = first.by_ref().take(WORDS).collect();
    match (start.is_empty(), first.next()) {
        (true, _) => {
            let unix: Option<Moment> = date.text.parse().ok();
            let on = unix.map_or_else(|| Day::from_number(date.key().div_euclid(86_400)), Moment::day);
            format!("{} {}", words(lang).article_of, day(on, lang))
        }
        (false, None) => start.join(" "),
        (false, Some(_)) => format!("{}…", start.join(" ").trim_end_matches([',', ';', ':', '.', '…'])),
    }
}

/// The excerpt, if it is the author's own: what WordPress cuts off the text would say the same twice. The link to the
/// whole that themes put behind it is no part of it.
fn standfirst(excerpt: &str, content: &str, link: &str) -> Option<String> {
    let own = without_more(excerpt, link);
    let leads_on = own.len() < excerpt.len();
    let excerpt = line(own);
    let mark = ["[…]", "[...]", "…"].iter().find_map(|mark| excerpt.strip_suffix(mark));
    let words: Vec<&str> = mark.unwrap_or(&excerpt).split_whitespace().collect();
    let passed = if leads_on || mark.is_some() { MARKED } else { PASSED };
    let content = text(content);
    let content: Vec<&str> = content.split_whitespace().collect();
    let cut = (0..content.len().min(passed))
        .any(|start| is_cut(&words, content.get(start..).unwrap_or_default(), passed));
    (!excerpt.is_empty() && !cut).then_some(excerpt)
}

/// An excerpt without “Continue reading”: a last link that leads to the article, or is called so by its class.
fn without_more<'e>(excerpt: &'e str, link: &str) -> &'e str {
    let Some((before, last)) = excerpt.rsplit_once("<a ") else { return excerpt };
    let tag = last.split('>').next().unwrap_or_default();
    let leads_here = link.contains("://") && tag.contains(link);
    match leads_here || ["more-link", "read-more", "readmore"].iter().any(|class| tag.contains(class)) {
        true => before,
        false => excerpt,
    }
}

/// Words that WordPress may pass over where it cuts: code, captions and the like.
const PASSED: usize = 30;
/// … where a mark says that it has cut, so that nothing is the author's own by chance: all of a gallery.
const MARKED: usize = 400;

/// Whether all words stand in `content` in their order, from its first one on, no more than `passed` apart. A few words of
/// one's own may well do so by chance: they have to stand together.
fn is_cut(words: &[&str], content: &[&str], passed: usize) -> bool {
    let passed = if words.len() < 8 { 1 } else { passed };
    let mut rest = content.iter();
    let mut first = true;
    words.iter().all(|word| {
        let reach = if std::mem::take(&mut first) { 1 } else { passed };
        rest.by_ref().take(reach).any(|other| other == word)
    })
}

/// The section: the oldest category that is in the menu, or else the oldest; and all other names. WordPress tells them by
/// name, and another name would make another section.
fn labels(article: &Written, setting: &Setting<'_>) -> (Option<String>, Vec<String>) {
    let names = setting.names;
    let mut categories: Vec<&String> =
        article.categories.iter().filter_map(|id| names.categories.get(id)).collect();
    let first =
        categories.iter().position(|name| setting.sections.contains(&slugify(name))).unwrap_or_default();
    let section = (!categories.is_empty()).then(|| categories.remove(first).clone());
    let tags = article.tags.iter().filter_map(|id| names.tags.get(id)).chain(categories);
    (section, tags.cloned().collect())
}

fn author(article: &Written, names: &Names) -> Option<String> {
    let along = || article.embedded.author.iter().find(|author| author.id > 0).and_then(name);
    names.authors.get(&article.author).cloned().or_else(along)
}

/// What readers wrote under articles, by the article's number, in the order of their numbers. What has no words is left
/// out.
pub fn comments(said: &[Said], lang: Lang) -> BTreeMap<u64, Vec<Comment>> {
    let mut all: BTreeMap<u64, Vec<Comment>> = BTreeMap::new();
    for said in said {
        let words_of = text(&said.content.rendered);
        let told = moment(&said.date, said.date_gmt.as_deref());
        let date = told.text.parse().ok().or(told.unix.map(|unix| Moment::new(unix, 0)));
        let Some(date) = date.filter(|_| !words_of.is_empty() && !said.content.protected) else { continue };
        let name = line(&said.author_name);
        all.entry(said.post).or_default().push(Comment {
            id: said.id.to_string(),
            parent: Some(said.parent).filter(|parent| *parent > 0).map(|parent| parent.to_string()),
            name: if name.is_empty() { words(lang).anonymous.to_owned() } else { name },
            date,
            text: words_of,
            html: false,
            likes: 0,
        });
    }
    for comments in all.values_mut() {
        // An answer to what was taken away stands on its own.
        let there: BTreeSet<String> = comments.iter().map(|comment| comment.id.clone()).collect();
        for comment in comments.iter_mut() {
            comment.parent = comment.parent.take().filter(|parent| there.contains(parent));
        }
    }
    all
}

#[cfg(test)]
#[path = "manuscript_tests.rs"]
mod tests;
