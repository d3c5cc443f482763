//! A site's settings, as the app reads them from `data/site.json`.
//!
//! A host may edit that file in place: nothing has to be built again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{article::Label, lang::Lang};

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Site {
    /// The format of the bundle, [`crate::bundle::VERSION`].
    pub version: u32,
    /// The newspaper's name.
    pub title: String,
    /// Absolute address of the site, without a slash at the end; empty if not known.
    pub url: String,
    /// The main language: its pages have no prefix.
    pub language: Lang,
    /// What each language of the site has of its own, the main language first.
    pub editions: Vec<Face>,
    /// How readers comment.
    pub comments: CommentRules,
    /// Who counts how often articles are read.
    #[serde(skip_serializing_if = "CounterRules::is_off")]
    pub views: CounterRules,
    /// Where articles are that are newer than the build.
    #[serde(skip_serializing_if = "LiveRules::is_off")]
    pub live: LiveRules,
}

/// What the site looks like in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Face {
    /// The language.
    pub lang: Lang,
    /// The line under the name.
    pub tagline: String,
    /// What search engines and link previews say of the site.
    pub description: String,
    /// The line at the foot of every page.
    pub footer: String,
    /// The sections that have articles, in the order of the menu.
    pub sections: Vec<Label>,
}

/// Where comments come from and go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CommentKind {
    /// Shown from the bundle; what a reader writes stays in this browser.
    #[default]
    Embedded,
    /// None at all.
    Off,
    /// On an Isso server.
    Isso,
    /// On a Waline server.
    Waline,
    /// Under the articles of the same slugs in a WordPress.
    WordPress,
}

impl CommentKind {
    /// Whether comments are on a server.
    pub fn served(self) -> bool {
        match self {
            Self::Embedded | Self::Off => false,
            Self::Isso | Self::Waline | Self::WordPress => true,
        }
    }
}

/// How readers comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CommentRules {
    /// Where comments come from and go to.
    pub kind: CommentKind,
    /// Whether the form has a field for an e-mail address. It is never required.
    pub ask_email: bool,
    /// Characters that a comment may have.
    pub max_length: u32,
    /// The address of the discussion server, where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub server: String,
    /// Whether the newsroom looks at comments before they are published. Where it does not, a comment that can not be
    /// found on the server did not arrive, and is sent again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moderated: bool,
}

impl CommentRules {
    /// Whether comments are on the WordPress at this address.
    pub fn are_on(&self, wordpress: &str) -> bool {
        let own = |address: &str| address.trim_end_matches('/').to_owned();
        self.kind == CommentKind::WordPress && !wordpress.is_empty() && own(&self.server) == own(wordpress)
    }
}

/// Who counts how often articles are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CounterKind {
    /// Nobody: an article tells the number that its author wrote, or none.
    #[default]
    Off,
    /// A GoatCounter server.
    GoatCounter,
    /// A Waline server.
    Waline,
}

/// How views are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CounterRules {
    /// Who counts.
    pub kind: CounterKind,
    /// The address of the server that counts.
    pub server: String,
}

impl CounterRules {
    /// Whether nobody counts.
    pub fn is_off(&self) -> bool {
        self.kind == CounterKind::Off
    }
}

/// Where articles are asked for while they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LiveKind {
    /// Nowhere: the site's own files are all there is.
    #[default]
    Off,
    /// In the files of another Bantin site.
    Bundle,
    /// In a WordPress, by its REST API.
    WordPress,
}

/// The source of articles that are newer than the build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LiveRules {
    /// What kind of source.
    pub kind: LiveKind,
    /// Its address, without a slash at the end.
    pub server: String,
    /// Slugs of the sections that `site.toml` names: of several categories, one of these is an article's section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
}

impl LiveRules {
    /// Whether the site's own files are all there is.
    pub fn is_off(&self) -> bool {
        self.kind == LiveKind::Off
    }
}

impl Default for CommentRules {
    fn default() -> Self {
        Self {
            kind: CommentKind::Embedded,
            ask_email: false,
            max_length: 2_000,
            server: String::new(),
            moderated: false,
        }
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            version: crate::bundle::VERSION,
            title: "Bản tin".into(),
            url: String::new(),
            language: Lang::Vi,
            editions: vec![Face::default()],
            comments: CommentRules::default(),
            views: CounterRules::default(),
            live: LiveRules::default(),
        }
    }
}

impl Site {
    /// The site in this language; in the main one, if it has no such edition.
    pub fn face(&self, lang: Lang) -> Option<&Face> {
        self.editions.iter().find(|face| face.lang == lang).or(self.editions.first())
    }

    /// Whether the site is published in this language.
    pub fn speaks(&self, lang: Lang) -> bool {
        self.editions.iter().any(|face| face.lang == lang)
    }
}
