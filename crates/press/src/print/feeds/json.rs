//! JSON Feed 1.1 (www.jsonfeed.org/version/1.1).

use news::{date::Moment, route::Feed};
use serde::Serialize;

use super::{Channel, Story};

#[derive(Serialize)]
struct Whole<'c> {
    version: &'static str,
    title: &'c str,
    description: &'c str,
    home_page_url: String,
    feed_url: Option<String>,
    icon: String,
    language: &'static str,
    #[serde(rename = "items")]
    stories: Vec<One<'c>>,
}

#[derive(Serialize)]
struct One<'c> {
    id: &'c str,
    url: &'c str,
    title: &'c str,
    content_html: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'c str>,
    date_published: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Moment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'c str>,
    language: &'static str,
}

#[derive(Serialize)]
struct Author<'c> {
    name: &'c str,
}

/// The feed.
pub fn text_of(channel: &Channel<'_>) -> String {
    let whole = Whole {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        description: &channel.description,
        home_page_url: channel.address.page(&channel.route),
        feed_url: channel.address.feed(&channel.route, Feed::Json),
        icon: channel.address.icon(),
        language: channel.lang.code(),
        stories: channel.stories.iter().map(one).collect(),
    };
    // Strings alone: it can not fail.
    serde_json::to_string(&whole).unwrap_or_default()
}

fn one<'c>(story: &'c Story) -> One<'c> {
    let article = &story.article;
    let teaser = &article.teaser;
    One {
        id: &story.url,
        url: &story.url,
        title: &teaser.title,
        content_html: &story.html,
        summary: teaser.standfirst.as_deref(),
        image: story.picture.as_deref(),
        date_published: teaser.appeared(),
        date_modified: Some(article.changed()).filter(|changed| *changed != teaser.appeared()),
        authors: article.authors.iter().map(|name| Author { name }).collect(),
        tags: story.topics().collect(),
        language: teaser.lang.code(),
    }
}
