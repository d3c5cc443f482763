//! The archive by year, month and day.

use std::collections::BTreeSet;

use leptos::prelude::*;
use news::{
    article::Teaser,
    bundle::Year,
    date::Day,
    lang::Lang,
    route::{Route, Span},
    words,
};

use crate::{
    load::archive_limit,
    parts::{breadcrumb::Breadcrumb, teaser::Rows},
    reader::Reader,
};

/// The years, newest first.
#[component]
pub fn YearsPage(years: BTreeSet<i32>, lang: Lang) -> impl IntoView {
    let reader = Reader::expect();
    let archive = reader.words().archive;
    let years = years.into_iter().rev().map(|year| {
        let href = reader.href(&Route::archive(lang, Span::Year(year)));
        view! { <li><a href=href><b>{year}</b></a></li> }
    });
    view! {
        <Breadcrumb trail=vec![(archive.to_owned(), None)]/>
        <h1 id="heading" tabindex="-1">{archive}</h1>
        <ul class="periods">{years.collect_view()}</ul>
    }
}

/// A year, a month or a day: what it is made of, and its newest articles.
#[component]
pub fn DaysPage(year: Year, teasers: Vec<Teaser>, span: Span, lang: Lang) -> impl IntoView {
    let reader = Reader::expect();
    let parts = periods(&year, span).into_iter().map(|(part, count)| {
        let count = count.map(|count| view! { <span>{words::articles(count, lang)}</span> });
        let name = match part {
            Span::Month(_, month) => words::month_name(month, lang),
            Span::Day(day) => words::day(day, lang),
            other => words::span(other, lang),
        };
        let href = reader.href(&Route::archive(lang, part));
        view! { <li><a href=href><b>{name}</b>{count}</a></li> }
    });
    let parts = parts.collect_view();
    view! {
        <Breadcrumb trail=trail(&reader, span, lang)/>
        <h1 id="heading" tabindex="-1">{words::span(span, lang)}</h1>
        <ul class="periods">{parts}</ul>
        {(archive_limit(span) > 0).then(|| view! { <Rows teasers/> })}
    }
}

/// The months of a year; the days of a month, with how many articles each has; nothing for a day.
fn periods(year: &Year, span: Span) -> Vec<(Span, Option<u32>)> {
    match span {
        Span::All | Span::Day(_) => Vec::new(),
        Span::Year(y) => year.months.keys().map(|&month| (Span::Month(y, month), None)).collect(),
        Span::Month(y, month) => {
            let days = year.months.get(&month).into_iter().flatten();
            days.map(|(&day, &count)| (Span::Day(Day { year: y, month, day }), Some(count))).collect()
        }
    }
}

/// Archive, year, month, as far as they are around the span.
fn trail(reader: &Reader, span: Span, lang: Lang) -> Vec<(String, Option<String>)> {
    let mut trail = vec![(words::span(span, lang), None)];
    let mut around = span.wider();
    while let Some(span) = around {
        trail.insert(0, (words::span(span, lang), Some(reader.href(&Route::archive(lang, span)))));
        around = span.wider();
    }
    trail
}
