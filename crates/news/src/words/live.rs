//! What readers are told where the articles are on a server. Not among [`Words`](super::Words): only such sites need it.

use crate::lang::Lang;

/// The words of one language.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct LiveWords {
    pub newer_articles: &'static str,
    pub show_articles: &'static str,
    pub newer_version: &'static str,
    pub show_version: &'static str,
    pub search_articles: &'static str,
    pub search: &'static str,
    pub searching: &'static str,
    /// After how many articles there are: they have `{}`.
    pub with_words: &'static str,
    /// None has `{}`.
    pub nothing_found: &'static str,
    pub not_searched: &'static str,
}

/// The words of a language.
pub fn live_words(lang: Lang) -> &'static LiveWords {
    match lang {
        Lang::Vi => &LiveWords {
            newer_articles: "Đã có bài mới hơn.",
            show_articles: "Xem bài mới",
            newer_version: "Bài này vừa được cập nhật.",
            show_version: "Xem bản mới",
            search_articles: "Tìm bài",
            search: "Tìm",
            searching: "Đang tìm…",
            with_words: "có “{}”",
            nothing_found: "Không có bài nào có “{}”",
            not_searched: "Chưa tìm được",
        },
        Lang::En => &LiveWords {
            newer_articles: "There are newer articles.",
            show_articles: "Show them",
            newer_version: "This article has been updated.",
            show_version: "Show the update",
            search_articles: "Search articles",
            search: "Search",
            searching: "Searching…",
            with_words: "with “{}”",
            nothing_found: "No article has “{}”",
            not_searched: "The search did not work",
        },
    }
}
