//! The one list of what an article's HTML may contain.
//!
//! Both doors read it: the press's (ammonia) and the browser's (`setHTML`, or its fallback). What is not
//! here is taken out; the text inside it stays, except in [`DROPPED`].

/// Elements, and the attributes that each may carry besides [`EVERYWHERE`].
pub const ELEMENTS: &[(&str, &[&str])] = &[
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("p", &["id", "class"]),
    ("br", &[]),
    ("hr", &[]),
    ("wbr", &[]),
    ("div", &["id", "class", "role", "tabindex", "aria-label"]),
    ("section", &["id", "class", "role", "aria-label"]),
    ("span", &["id", "class"]),
    ("a", &["id", "href", "title", "rel", "role", "aria-label", "class"]),
    ("strong", &[]),
    ("b", &[]),
    ("em", &[]),
    ("i", &[]),
    ("u", &[]),
    ("s", &[]),
    ("del", &["cite", "datetime"]),
    ("ins", &["cite", "datetime"]),
    ("sub", &[]),
    ("sup", &["id", "class"]),
    ("small", &[]),
    ("mark", &[]),
    ("abbr", &["title"]),
    ("dfn", &["title"]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("ruby", &[]),
    ("rt", &[]),
    ("rp", &[]),
    ("time", &["datetime"]),
    ("data", &["value"]),
    ("kbd", &[]),
    ("samp", &[]),
    ("var", &[]),
    ("code", &["class"]),
    ("pre", &["class", "tabindex"]),
    ("q", &["cite"]),
    ("cite", &[]),
    ("blockquote", &["cite"]),
    ("ul", &["class"]),
    ("ol", &["class", "start", "reversed", "type"]),
    ("li", &["id", "class", "value"]),
    ("label", &[]),
    ("input", &["type", "checked", "disabled"]),
    ("dl", &[]),
    ("dt", &["id"]),
    ("dd", &[]),
    ("table", &["class"]),
    ("caption", &[]),
    ("colgroup", &["span"]),
    ("col", &["span"]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tfoot", &[]),
    ("tr", &[]),
    ("th", &["class", "colspan", "rowspan", "scope"]),
    ("td", &["class", "colspan", "rowspan"]),
    ("figure", &["class"]),
    ("figcaption", &[]),
    ("img", &["src", "alt", "title", "width", "height", "loading", "decoding", "srcset", "sizes"]),
    ("picture", &[]),
    ("source", &["src", "srcset", "sizes", "type", "media", "width", "height"]),
    ("video", &["src", "poster", "controls", "loop", "muted", "playsinline", "preload", "width", "height"]),
    ("audio", &["src", "controls", "loop", "muted", "preload"]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    ("details", &["open"]),
    ("summary", &[]),
];

/// Elements of readers' comments, and their attributes: no picture, for that would be asked of another site.
pub const IN_COMMENTS: &[(&str, &[&str])] = &[
    ("p", &[]),
    ("br", &[]),
    ("a", &["href"]),
    ("strong", &[]),
    ("b", &[]),
    ("em", &[]),
    ("i", &[]),
    ("del", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("code", &[]),
    ("pre", &[]),
    ("blockquote", &[]),
    ("ul", &[]),
    ("ol", &[]),
    ("li", &[]),
];

/// Elements of comments that go, and leave what stands in them.
pub const OPENED_IN_COMMENTS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "span",
    "section",
    "u",
    "s",
    "ins",
    "mark",
    "small",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "details",
    "summary",
    "abbr",
    "cite",
    "q",
    "kbd",
];

/// Attributes that every element may carry.
pub const EVERYWHERE: &[&str] = &["lang", "dir"];

/// Elements that are taken out with all that is in them.
pub const DROPPED: &[&str] = &["script", "style"];

/// Schemes of addresses; an address without one is relative to the page.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Values of `class`, all ours: an article can not dress up as another part of the page.
pub const CLASSES: &[&str] = &[
    "table",
    "gallery",
    "footnotes",
    "footnote-ref",
    "footnote-back",
    "task",
    "align-left",
    "align-center",
    "align-right",
    "wide",
    "note",
    "lead",
];

/// Whether every picture of a `srcset` names no scheme and no host. Neither the press nor a reader is asked about
/// these pictures: another site would learn who reads.
pub fn srcset_stays_here(value: &str) -> bool {
    value.split([',', ' ']).all(stays_here)
}

/// Whether an address names no scheme and no host.
pub(super) fn stays_here(url: &str) -> bool {
    let plain: String = url.chars().filter(|c| *c > ' ').map(|c| if c == '\\' { '/' } else { c }).collect();
    !plain.starts_with("//") && !plain.split(['/', '?', '#']).next().unwrap_or_default().contains(':')
}

/// A code block names its language with a class that starts so.
pub const CODE_CLASS: &str = "language-";

/// Values of `role`.
pub const ROLES: &[&str] = &["region", "doc-noteref", "doc-endnotes", "doc-backlink"];

/// What an `id` starts with: a heading's or author's, a footnote's, the way back from one. The page's own
/// ids never do. An `id` without gets the first, and so do links to it.
pub const ID_PREFIXES: &[&str] = &["h-", "fn-", "fnref-"];

/// Values of `rel`.
pub const RELS: &[&str] =
    &["noopener", "noreferrer", "nofollow", "ugc", "sponsored", "license", "author", "tag"];
