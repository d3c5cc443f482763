//! What an author would have written into a file, of an article of a bundle.

use std::collections::BTreeSet;

use serde::Serialize;

use super::afar::Afar;
use crate::{
    article::{Article, Figure},
    date::Moment,
    lang::Lang,
};

/// A manuscript as JSON (see docs/WRITING.md), its text in HTML. Related articles are those of its page, so that they are the
/// same here; what a bundle does not tell is missing: former addresses, and whether it was numbered by a WordPress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper<'a> {
    title: &'a str,
    slug: &'a str,
    lang: Lang,
    date: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    standfirst: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover: Option<Cover<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Moment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    views: Option<u64>,
    comments: bool,
    body: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Cover<'a> {
    src: String,
    alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Correction<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Moment>,
    text: &'a str,
}

/// The article of a site whose main language is `main`, and the paths of its pictures and files there, as addresses have them:
/// `media/x.jpg`. In the manuscript they stand below `kept`, a path with a slash at both ends; those that are `lost` stay there,
/// and are no pictures of this site.
pub fn manuscript<'a>(
    article: &'a Article,
    afar: &Afar,
    kept: &str,
    lost: &dyn Fn(&str) -> bool,
    main: Lang,
) -> (Paper<'a>, BTreeSet<String>) {
    let teaser = &article.teaser;
    let (body, mut media) = afar.kept(article.body.as_unchecked_str(), kept, lost);
    let mut cover = |figure: &'a Figure| {
        let path = figure.src.strip_prefix("media/");
        media.extend(path.map(|_| figure.src.clone()));
        let src = match path {
            Some(_) if lost(&figure.src) => format!("{}{}", afar.files(), figure.src),
            Some(path) => format!("{kept}{path}"),
            None => figure.src.clone(),
        };
        Cover { src, alt: &figure.alt, caption: figure.caption.as_deref(), credit: figure.credit.as_deref() }
    };
    let paper = Paper {
        title: &teaser.title,
        slug: &teaser.slug,
        lang: teaser.lang,
        date: teaser.published,
        standfirst: teaser.standfirst.as_deref(),
        section: teaser.section.as_ref().map(|section| section.name.as_str()),
        tags: article.tags.iter().map(|tag| tag.name.as_str()).collect(),
        authors: &article.authors,
        credit: article.credit.as_deref(),
        cover: teaser.cover.as_ref().map(&mut cover),
        updated: article.updated,
        publish_at: teaser.publish_at,
        expires_at: teaser.expires_at,
        corrections: article
            .corrections
            .iter()
            .map(|correction| Correction { date: correction.date, text: &correction.text })
            .collect(),
        related: article.related.iter().map(|other| other.slug.clone()).collect(),
        translation_of: article
            .translations
            .iter()
            .find(|other| teaser.lang != main && other.lang == main)
            .map(|other| other.slug.as_str()),
        views: article.views,
        comments: article.comments_open,
        body: one_line(&body),
    };
    (paper, media)
}

/// HTML blocks in one line, which Markdown lets through as they are. Where lines count, they are written as characters.
fn one_line(html: &str) -> String {
    let mut line = String::with_capacity(html.len());
    for (at, part) in html.split("<pre").enumerate() {
        let (code, rest) = match part.find("</pre>") {
            Some(end) if at > 0 => part.split_at(end),
            _ => ("", part),
        };
        if at > 0 {
            line.push_str("<pre");
        }
        line.push_str(&code.replace('\n', "&#10;"));
        line.push_str(&rest.replace('\n', " "));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Label, Teaser, Translation},
        text::html::Html,
    };

    #[test]
    fn an_article_is_what_its_author_would_have_written() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let article = Article {
            teaser: Teaser {
                slug: "floods".into(),
                lang: Lang::En,
                title: "Floods".into(),
                section: Some(Label { slug: "weather".into(), name: "Weather".into() }),
                published: at("2023-12-09T08:00:00+07:00"),
                cover: Some(Figure {
                    src: "media/lu%20lon.jpg".into(),
                    alt: "Lũ".into(),
                    ..Figure::default()
                }),
                ..Teaser::default()
            },
            body: Html::unchecked(
                "<p>A\n<a href=\"/tin/en/article/rain/\">b</a> <a href=\"/tin/media/x.pdf\">c</a></p>\n\n\
                 <figure><img src=\"/tin/media/a/y.jpg\" srcset=\"/tin/media/_v/y-240.webp 240w\" alt=\"\"></figure>\n\
                 <pre><code>1\n\n2</code></pre>\n",
            ),
            translations: vec![Translation { lang: Lang::Vi, slug: "lu".into(), title: "Lũ".into() }],
            related: vec![Teaser { slug: "rain".into(), ..Teaser::default() }],
            comments_open: true,
            ..Article::default()
        };
        let afar = Afar::new("https://b.example/tin", "/");
        let (paper, media) = manuscript(&article, &afar, "/media/bundle/", &|_| false, Lang::Vi);
        let json = serde_json::to_value(&paper).unwrap();
        let expected = serde_json::json!({
            "title": "Floods", "slug": "floods", "lang": "en", "date": "2023-12-09T08:00:00+07:00",
            "section": "Weather", "cover": { "src": "/media/bundle/lu%20lon.jpg", "alt": "Lũ" },
            "related": ["rain"], "translation_of": "lu", "comments": true,
            "body": "<p>A <a href=\"/en/article/rain/\">b</a> <a href=\"/media/bundle/x.pdf\">c</a></p>  \
                <figure><img src=\"/media/bundle/a/y.jpg\" srcset=\"\" alt=\"\"></figure> \
                <pre><code>1&#10;&#10;2</code></pre> ",
        });
        assert_eq!(json, expected);
        assert_eq!(
            media.into_iter().collect::<Vec<_>>(),
            ["media/a/y.jpg", "media/lu%20lon.jpg", "media/x.pdf"]
        );
    }
}
