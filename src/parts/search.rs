//! The search of a site whose articles are on a WordPress, which finds them. It stands above the archive; what was found
//! has an address of its own, `?q=` behind the archive's, so that it can be kept and sent on. Only the program of such
//! sites looks for anything.

use news::{
    article::Teaser,
    bundle::PAGE_SIZE,
    route::{Route, Span},
    site::LiveKind,
    source::SourceError,
    words::{self, live::live_words},
};

use crate::{
    element::{Element, Node, element},
    parts::teaser::{Look, rows},
    reader::Reader,
};

/// The id of the field, and of the place for what was found.
pub const WORDS: &str = "search-words";
/// See [`WORDS`].
pub const FOUND: &str = "found";

/// What was looked for, and what there is.
pub struct Found {
    /// The words, as they were typed.
    pub asked: String,
    /// The page of what was found, from 1.
    pub page: u32,
    /// How many articles have the words.
    pub total: u32,
    /// Those of this page.
    pub teasers: Vec<Teaser>,
}

/// Whether this site can be searched in the page's language.
pub fn can_search(reader: &Reader) -> bool {
    reader.site.live.kind == LiveKind::WordPress && reader.lang == reader.site.language
}

/// The way to the search, for the foot of a page.
pub fn search_link(reader: &Reader) -> Element {
    let archive = reader.href(&Route::archive(reader.lang, Span::All));
    element("li").child(
        element("a")
            .attr("href", format!("{archive}#{WORDS}"))
            .child(live_words(reader.lang).search_articles),
    )
}

/// The field, and the place for what is found.
pub fn search(reader: &Reader) -> Element {
    let words = live_words(reader.lang);
    let input = element("input").attr("id", WORDS).attr("type", "search").attr("name", "q");
    let input = input.attr("required", true).attr("maxlength", "100").attr("autocomplete", "off");
    let label = element("label").attr("for", WORDS).child(words.search_articles);
    let form = element("form")
        .class("search")
        .attr("role", "search")
        .attr("action", reader.href(&Route::archive(reader.lang, Span::All)))
        .child(element("div").class("field").child(label).child(input))
        .child(element("button").class("button").attr("type", "submit").child(words.search));
    element("div").child(form).child(element("div").attr("id", FOUND))
}

/// How many were found, as a sentence.
pub fn how_many(found: &Found, reader: &Reader) -> String {
    let words = live_words(reader.lang);
    let with = |sentence: &str| sentence.replace("{}", &found.asked);
    match found.total {
        0 => with(words.nothing_found),
        total => format!("{} {}", words::articles(total, reader.lang), with(words.with_words)),
    }
}

/// What was found, and the way to more of it. `address` gives that of a page.
pub fn found(reader: &Reader, found: &Found, address: impl Fn(u32) -> String) -> Node {
    let words = reader.words();
    // Another page for the browser, too: for the app it would be the same.
    let to = |page: u32, name: &'static str| {
        element("a").attr("href", address(page)).attr("rel", "external").child(name)
    };
    let newer = (found.page > 1).then(|| to(found.page - 1, words.newer).class("pager-newer"));
    let more = found.page < found.total.div_ceil(PAGE_SIZE);
    let older = more.then(|| to(found.page + 1, words.older).class("pager-older"));
    let pager = (newer.is_some() || older.is_some())
        .then(|| element("nav").class("pager").attr("aria-label", words.pages).child(newer).child(older));
    let list = (found.total > 0).then(|| rows(reader, &found.teasers, Look::Row));
    Node::from([Some(element("h2").child(how_many(found, reader))), list, pager])
}

/// Nothing was found out, because of this.
pub fn not_searched(reader: &Reader, error: SourceError) -> Node {
    let again = element("button").class("button").attr("type", "button").attr("data-act", "retry");
    let what = element("h2").child(live_words(reader.lang).not_searched);
    let why = element("p").child(words::failure(error, reader.lang).1);
    Node::from([what, why, again.child(reader.words().try_again)])
}
