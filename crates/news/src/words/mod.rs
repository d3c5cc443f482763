//! Every word on the screen, a file a language; dates, numbers and plurals too.
//!
//! Vietnamese is written NFC, with a no-break space (U+00A0) where a line must not split.

pub mod desk;
mod en;
pub mod live;
pub mod remarks;
pub mod server;
mod vi;

use crate::{
    date::{Day, Moment},
    discussion::Refusal,
    lang::Lang,
    route::Span,
    source::SourceError,
};

/// The words of one language.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Words {
    pub language_name: &'static str,
    pub read_in: &'static str,
    // The frame of every page
    pub skip: &'static str,
    pub menu: &'static str,
    pub front: &'static str,
    pub breadcrumb: &'static str,
    pub archive: &'static str,
    pub to_top: &'static str,
    pub loading: &'static str,
    pub appearance: &'static str,
    pub text_size: &'static str,
    pub size_normal: &'static str,
    pub size_large: &'static str,
    pub size_largest: &'static str,
    pub scheme: &'static str,
    pub scheme_auto: &'static str,
    pub scheme_light: &'static str,
    pub scheme_dark: &'static str,
    // Lists
    pub latest: &'static str,
    pub tag: &'static str,
    pub pages: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub page: &'static str,
    pub all_of: &'static str,
    pub nothing_here: &'static str,
    // An article
    pub published: &'static str,
    pub updated: &'static str,
    pub views: &'static str,
    /// Stands between a number and the day up to which it was counted; a bracket that closes follows.
    pub as_of: &'static str,
    pub by: &'static str,
    pub photo: &'static str,
    pub tags: &'static str,
    pub corrections: &'static str,
    pub share: &'static str,
    pub copy_link: &'static str,
    pub facebook: &'static str,
    pub zalo: &'static str,
    pub print: &'static str,
    pub related: &'static str,
    pub in_section: &'static str,
    pub previous: &'static str,
    pub article_of: &'static str,
    // Comments
    pub comments: &'static str,
    pub no_comments: &'static str,
    pub comments_closed: &'static str,
    pub anonymous: &'static str,
    pub sort: &'static str,
    pub sort_newest: &'static str,
    pub sort_oldest: &'static str,
    pub sort_liked: &'static str,
    pub answer: &'static str,
    pub answering: &'static str,
    pub cancel: &'static str,
    pub write_comment: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub text: &'static str,
    pub consent: &'static str,
    pub send: &'static str,
    pub leave_empty: &'static str,
    pub name_missing: &'static str,
    pub name_long: &'static str,
    pub text_missing: &'static str,
    pub text_long: &'static str,
    pub email_wrong: &'static str,
    pub consent_missing: &'static str,
    pub too_fast: &'static str,
    pub kept_here: &'static str,
    pub not_sent: &'static str,
    pub not_kept: &'static str,
    /// Said where as many comments wait as one browser keeps.
    pub outbox_full: &'static str,
    pub remove: &'static str,
    pub removed: &'static str,
    pub not_removed: &'static str,
    pub comments_loading: &'static str,
    pub a_reader: &'static str,
    pub like: &'static str,
    pub sending: &'static str,
    pub in_moderation: &'static str,
    pub refused: &'static str,
    pub unknown: &'static str,
    pub send_again: &'static str,
    pub mend: &'static str,
    pub remember: &'static str,
    pub forget: &'static str,
    pub forgotten: &'static str,
    pub need_app: &'static str,
    // Failures
    pub try_again: &'static str,
    pub to_front: &'static str,
}

/// The words of `lang`.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &vi::WORDS,
        Lang::En => &en::WORDS,
    }
}

/// A whole number, its thousands apart: `1.203`, `1,203`.
pub fn number(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A day: `09-12-2023`, `9 December 2023`.
pub fn day(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}-{:02}-{:04}", day.day, day.month, day.year),
        Lang::En => format!("{}\u{a0}{} {}", day.day, month_name(day.month, lang), day.year),
    }
}

/// A day and the time, as under a comment: `14:30 09-12-2023`.
pub fn moment(moment: Moment, lang: Lang) -> String {
    let (hour, minute) = moment.clock();
    format!("{hour:02}:{minute:02}\u{a0}{}", day(moment.day(), lang))
}

/// The name of a month from 1 to 12, as a heading: `Tháng 12`, `December`.
pub fn month_name(month: u8, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Tháng\u{a0}{month}"),
        Lang::En => {
            en::MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default().to_owned()
        }
    }
}

/// The heading of an archive page.
pub fn span(span: Span, lang: Lang) -> String {
    let words = words(lang);
    match (span, lang) {
        (Span::All, _) => words.archive.to_owned(),
        (Span::Year(year), Lang::Vi) => format!("Năm\u{a0}{year}"),
        (Span::Year(year), Lang::En) => year.to_string(),
        (Span::Month(year, month), Lang::Vi) => format!("Tháng\u{a0}{month} năm\u{a0}{year}"),
        (Span::Month(year, month), Lang::En) => format!("{} {year}", month_name(month, lang)),
        (Span::Day(date), Lang::Vi) => format!("Ngày {}", day(date, lang)),
        (Span::Day(date), Lang::En) => day(date, lang),
    }
}

/// `12 bài`, `1 article`.
pub fn articles(count: u32, lang: Lang) -> String {
    counted(count, lang, "bài", "article")
}

/// `12 ý kiến`, `1 comment`.
pub fn comments(count: u32, lang: Lang) -> String {
    counted(count, lang, "ý\u{a0}kiến", "comment")
}

/// `12 lượt thích`, `1 like`.
pub fn likes(count: u32, lang: Lang) -> String {
    counted(count, lang, "lượt thích", "like")
}

/// `5 phút đọc`, `5 min read`.
pub fn minutes(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{count}\u{a0}phút đọc"),
        Lang::En => format!("{count}\u{a0}min read"),
    }
}

/// `Còn 120 ký tự`, `120 characters left`; over the limit, by how much.
pub fn characters_left(left: i64, lang: Lang) -> String {
    let count = number(left.unsigned_abs(), lang);
    match (lang, left < 0) {
        (Lang::Vi, false) => format!("Còn {count} ký tự"),
        (Lang::Vi, true) => format!("Dài quá {count} ký tự"),
        (Lang::En, false) => format!("{count} characters left"),
        (Lang::En, true) => format!("{count} characters too long"),
    }
}

fn counted(count: u32, lang: Lang, vi: &str, en: &str) -> String {
    let figure = number(u64::from(count), lang);
    match lang {
        Lang::Vi => format!("{figure}\u{a0}{vi}"),
        Lang::En => format!("{figure}\u{a0}{en}{}", if count == 1 { "" } else { "s" }),
    }
}

/// Why a discussion server does not take a comment, and what a reader can do about it.
pub fn refusal(refusal: Refusal, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => vi::refusal(refusal),
        Lang::En => en::refusal(refusal),
    }
}

/// What a failure is called and what a reader can do about it: heading, then sentence.
pub fn failure(error: SourceError, lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Vi => vi::failure(error),
        Lang::En => en::failure(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_dates_as_readers_expect_them() {
        let table = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_203, "1.203", "1,203"),
            (1_000_000, "1.000.000", "1,000,000"),
        ];
        for (figure, vi, en) in table {
            assert_eq!((number(figure, Lang::Vi).as_str(), number(figure, Lang::En).as_str()), (vi, en));
        }
        let date = Day { year: 2023, month: 12, day: 9 };
        assert_eq!(day(date, Lang::Vi), "09-12-2023");
        assert_eq!(day(date, Lang::En), "9\u{a0}December 2023");
        assert_eq!(comments(1, Lang::En), "1\u{a0}comment");
        assert_eq!(comments(0, Lang::En), "0\u{a0}comments");
        assert_eq!(span(Span::Month(2023, 12), Lang::Vi), "Tháng\u{a0}12 năm\u{a0}2023");
    }
}
