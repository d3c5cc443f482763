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
}

/// The words of a language.
pub fn live_words(lang: Lang) -> &'static LiveWords {
    match lang {
        Lang::Vi => &LiveWords {
            newer_articles: "Đã có bài mới hơn.",
            show_articles: "Xem bài mới",
            newer_version: "Bài này vừa được cập nhật.",
            show_version: "Xem bản mới",
        },
        Lang::En => &LiveWords {
            newer_articles: "There are newer articles.",
            show_articles: "Show them",
            newer_version: "This article has been updated.",
            show_version: "Show the update",
        },
    }
}
