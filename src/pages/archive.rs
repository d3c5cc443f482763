//! The archive by year, month and day.

use news::{
    article::Teaser,
    bundle::Year,
    date::{Day, Moment},
    lang::Lang,
    route::{Route, Span},
    words,
};

use crate::{
    element::{Element, Node, element},
    load::archive_limit,
    pages::heading,
    parts::{
        breadcrumb::breadcrumb,
        search::{can_search, search},
        teaser::{Look, rows},
    },
    platform::WRITES_BEFOREHAND,
    reader::Reader,
};

/// The years, newest first.
pub fn years_page(reader: &Reader, years: &[i32]) -> Node {
    let archive = reader.words().archive;
    let years =
        years.iter().rev().filter_map(|year| period(reader, Span::Year(*year), year.to_string(), None));
    let way = breadcrumb(reader, vec![(archive.to_owned(), None)]);
    let (heading, years) = (heading().child(archive), element("ul").class("periods").children(years));
    // In the browser, the program that can search adds it.
    if WRITES_BEFOREHAND && can_search(reader) {
        return Node::from([way, heading, search(reader), years]);
    }
    Node::from([way, heading, years])
}

/// A year, a month or a day: what it is made of, and its newest articles.
pub fn days_page(reader: &Reader, year: &Year, teasers: &[Teaser], span: Span) -> Node {
    let lang = reader.lang;
    let parts = periods(year, span).into_iter().filter_map(|(part, count)| {
        let name = match part {
            Span::Month(_, month) => words::month_name(month, lang),
            Span::Day(day) => words::day(day, lang),
            other => words::span(other, lang),
        };
        period(reader, part, name, count)
    });
    let look = if matches!(span, Span::Day(_)) { Look::OfDay } else { Look::Row };
    Node::from([
        Some(breadcrumb(reader, trail(span, lang))),
        Some(heading().child(words::span(span, lang))),
        Some(element("ul").class("periods").children(parts)),
        (archive_limit(span) > 0).then(|| rows(reader, teasers, look)),
    ])
}

/// Minutes by which the first clocks on Earth are ahead.
const FIRST: i16 = 14 * 60;

/// Whether a part of the archive has begun at `now`, in Unix seconds, for the first who get there. One that has not holds
/// articles that nobody is to see yet, and is not shown.
pub fn has_begun(part: Span, now: i64) -> bool {
    part.first() <= Some(Moment::new(now, FIRST).day())
}

/// The moment, in Unix seconds, at which [`has_begun`] becomes true.
pub fn begins(part: Span) -> Option<i64> {
    Some(part.first()?.number() * 86_400 - i64::from(FIRST) * 60)
}

/// The way to a part of the archive that has begun; how many articles it has, if that is known.
fn period(reader: &Reader, part: Span, name: String, count: Option<u32>) -> Option<Element> {
    if !has_begun(part, reader.now) {
        return None;
    }
    let count = count.map(|count| element("span").child(words::articles(count, reader.lang)));
    let link = reader.link(&Route::archive(reader.lang, part), element("b").child(name));
    Some(element("li").child(link.child(count)))
}

/// The parts of a year or a month: months, or days with how many articles each has. A day has none.
pub fn periods(year: &Year, span: Span) -> Vec<(Span, Option<u32>)> {
    match span {
        Span::All | Span::Day(_) => Vec::new(),
        Span::Year(y) => year.months().map(|month| (Span::Month(y, month), None)).collect(),
        Span::Month(y, month) => {
            let days = year.days().filter(|(of, ..)| *of == month);
            days.map(|(_, day, count)| (Span::Day(Day { year: y, month, day }), Some(count))).collect()
        }
    }
}

/// Archive, year, month, as far as they are around the span.
fn trail(span: Span, lang: Lang) -> Vec<(String, Option<Route>)> {
    let mut trail = vec![(words::span(span, lang), None)];
    let mut around = span.wider();
    while let Some(span) = around {
        trail.insert(0, (words::span(span, lang), Some(Route::archive(lang, span))));
        around = span.wider();
    }
    trail
}
