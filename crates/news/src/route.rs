//! Every address of a site. [`Route`] alone knows the words in paths: what it prints, it parses.

use crate::{date::Day, lang::Lang};

/// A page of the site.
///
/// Paths are below the site's base and start with `/`. The main language has no prefix, the others have
/// theirs (`/en/`); the words in a path are of the page's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// A list, at its newest, or one of its numbered pages (from 1, the oldest).
    List {
        /// The language of the page.
        lang: Lang,
        /// Which list.
        list: List,
        /// None for the newest.
        page: Option<u32>,
    },
    /// The archive by date.
    Archive {
        /// The language of the page.
        lang: Lang,
        /// Which days.
        span: Span,
    },
    /// One article.
    Article {
        /// The language of the article.
        lang: Lang,
        /// Its slug.
        slug: String,
    },
}

/// A list of articles, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// Every article: the front page.
    Front,
    /// A section's, by its slug.
    Section(String),
    /// A tag's, by its slug.
    Tag(String),
}

/// The days that an archive page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// From the first day on.
    All,
    /// One year.
    Year(i32),
    /// One month: year, month.
    Month(i32, u8),
    /// One day.
    Day(Day),
}

/// The formats that a list's newest articles can be followed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

struct PathWords {
    article: &'static str,
    section: &'static str,
    tag: &'static str,
    page: &'static str,
    archive: &'static str,
}

fn path_words(lang: Lang) -> PathWords {
    match lang {
        Lang::Vi => PathWords {
            article: "bai-viet",
            section: "chuyen-muc",
            tag: "the",
            page: "trang",
            archive: "luu-tru",
        },
        Lang::En => {
            PathWords { article: "article", section: "section", tag: "tag", page: "page", archive: "archive" }
        }
    }
}

impl Route {
    /// The front page.
    pub fn front(lang: Lang) -> Self {
        Route::List { lang, list: List::Front, page: None }
    }

    /// A section's newest.
    pub fn section(lang: Lang, slug: &str) -> Self {
        Route::List { lang, list: List::Section(slug.to_owned()), page: None }
    }

    /// A tag's newest.
    pub fn tag(lang: Lang, slug: &str) -> Self {
        Route::List { lang, list: List::Tag(slug.to_owned()), page: None }
    }

    /// An article.
    pub fn article(lang: Lang, slug: &str) -> Self {
        Route::Article { lang, slug: slug.to_owned() }
    }

    /// The archive.
    pub fn archive(lang: Lang, span: Span) -> Self {
        Route::Archive { lang, span }
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        match self {
            Route::List { lang, .. } | Route::Archive { lang, .. } | Route::Article { lang, .. } => *lang,
        }
    }

    /// The path below the base, with a slash at both ends.
    pub fn path(&self, main: Lang) -> String {
        let lang = self.lang();
        let words = path_words(lang);
        let mut path = String::from("/");
        let mut add = |part: &str| {
            path.push_str(part);
            path.push('/');
        };
        if lang != main {
            add(lang.code());
        }
        match self {
            Route::Article { slug, .. } => {
                add(words.article);
                add(slug);
            }
            Route::List { list, page, .. } => {
                match list {
                    List::Front => {}
                    List::Section(slug) => {
                        add(words.section);
                        add(slug);
                    }
                    List::Tag(slug) => {
                        add(words.tag);
                        add(slug);
                    }
                }
                if let Some(page) = page {
                    add(words.page);
                    add(&page.to_string());
                }
            }
            Route::Archive { span, .. } => {
                add(words.archive);
                let (year, month, day) = span.parts();
                if let Some(year) = year {
                    add(&digits(year as u32, 4));
                }
                for part in [month, day].into_iter().flatten() {
                    add(&digits(u32::from(part), 2));
                }
            }
        }
        path
    }

    /// The path below the base of the feed that this page has: every front page and section at its newest has one in
    /// each format.
    pub fn feed(&self, feed: Feed, main: Lang) -> Option<String> {
        let name = match feed {
            Feed::Rss => "feed.xml",
            Feed::Json => "feed.json",
        };
        match self {
            Route::List { list: List::Front | List::Section(_), page: None, .. } => {
                Some(self.path(main) + name)
            }
            _ => None,
        }
    }

    /// The language that a path is in, also where it is no route.
    pub fn lang_of(path: &str, main: Lang) -> Lang {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        Lang::ALL.into_iter().find(|lang| *lang != main && lang.code() == first).unwrap_or(main)
    }

    /// Reads a path below the base. The last slash may lack, `index.html` may stand; anything else that
    /// [`Route::path`] would not print is no route.
    pub fn parse(path: &str, main: Lang) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut parts: Vec<&str> = if path.is_empty() { Vec::new() } else { path.split('/').collect() };
        let lang = Self::lang_of(path, main);
        if lang != main {
            parts.remove(0);
        }
        let words = path_words(lang);
        let list = |list: List, page: &[&str]| match page {
            [] => Some(Route::List { lang, list, page: None }),
            [word, number] if *word == words.page => {
                Some(Route::List { lang, list, page: Some(page_number(number)?) })
            }
            _ => None,
        };
        match parts.as_slice() {
            [word, slug] if *word == words.article => {
                is_address(slug).then(|| Route::Article { lang, slug: (*slug).to_owned() })
            }
            [word, slug, page @ ..] if *word == words.section => {
                list(List::Section(checked_slug(slug)?), page)
            }
            [word, slug, page @ ..] if *word == words.tag => list(List::Tag(checked_slug(slug)?), page),
            [word, date @ ..] if *word == words.archive => {
                Some(Route::Archive { lang, span: Span::parse(date)? })
            }
            page => list(List::Front, page),
        }
    }
}

impl Span {
    fn parts(&self) -> (Option<i32>, Option<u8>, Option<u8>) {
        match *self {
            Span::All => (None, None, None),
            Span::Year(year) => (Some(year), None, None),
            Span::Month(year, month) => (Some(year), Some(month), None),
            Span::Day(Day { year, month, day }) => (Some(year), Some(month), Some(day)),
        }
    }

    fn parse(parts: &[&str]) -> Option<Self> {
        let fixed = |text: &str, width: usize| {
            let right = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
            if right { text.parse::<i32>().ok() } else { None }
        };
        let month =
            |text: &str| fixed(text, 2).filter(|month| (1..=12).contains(month)).map(|month| month as u8);
        match parts {
            [] => Some(Span::All),
            [y] => Some(Span::Year(fixed(y, 4)?)),
            [y, m] => Some(Span::Month(fixed(y, 4)?, month(m)?)),
            [y, m, d] => {
                let day = Day { year: fixed(y, 4)?, month: month(m)?, day: fixed(d, 2)? as u8 };
                day.exists().then_some(Span::Day(day))
            }
            _ => None,
        }
    }

    /// The span around this one: the month of a day, the year of a month.
    pub fn wider(&self) -> Option<Self> {
        match *self {
            Span::All => None,
            Span::Year(_) => Some(Span::All),
            Span::Month(year, _) => Some(Span::Year(year)),
            Span::Day(Day { year, month, .. }) => Some(Span::Month(year, month)),
        }
    }

    /// Its first day; none of all days.
    pub fn first(&self) -> Option<Day> {
        let (year, month, day) = self.parts();
        Some(Day { year: year?, month: month.unwrap_or(1), day: day.unwrap_or(1) })
    }

    /// The year it lies in.
    pub fn year(&self) -> Option<i32> {
        self.parts().0
    }

    /// Whether the day lies in it.
    pub fn contains(&self, day: Day) -> bool {
        let (y, m, d) = self.parts();
        y.is_none_or(|y| y == day.year) && m.is_none_or(|m| m == day.month) && d.is_none_or(|d| d == day.day)
    }
}

/// A slug as [`crate::text::slug`] makes them; anything else can not name a file.
fn checked_slug(text: &str) -> Option<String> {
    is_slug(text).then(|| text.to_owned())
}

/// Whether the text has the form of a slug: `a`–`z`, digits and inner hyphens.
pub fn is_slug(text: &str) -> bool {
    is_address(text) && !text.contains('_')
}

/// Whether the text can stand for an article in its address: a slug, also one with underscores inside, as other systems
/// make them.
pub fn is_address(text: &str) -> bool {
    let joins = |byte: &u8| matches!(byte, b'-' | b'_');
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || joins(&byte);
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    text.bytes().all(inner) && ends.iter().all(|end| end.is_some_and(|end| !joins(end)))
}

fn page_number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number > 0 && text == number.to_string()).then_some(number)
}

fn digits(number: u32, width: usize) -> String {
    format!("{number:0width$}")
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
