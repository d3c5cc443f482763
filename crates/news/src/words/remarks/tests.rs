//! Everything that can be said of an article or of its file, in both languages.

use std::{collections::BTreeSet, fmt::Debug};

use super::*;
use crate::{
    date::Moment,
    manuscript::{Must, Wrong, dates::NotADate, edit::Field, edit::Unchanged},
    text::vietnamese::nfc,
};

fn kinds() -> Vec<Kind> {
    let text = || "x".to_owned();
    let at = Moment::new(1_700_000_000, 420);
    let mut all = vec![
        Kind::NoTitle,
        Kind::NoDate,
        Kind::LongTitle(111),
        Kind::NoStandfirst,
        Kind::LongStandfirst(251),
        Kind::NoAlt(text()),
        Kind::SkippedHeading(0, 3),
        Kind::SkippedHeading(2, 4),
        Kind::PublishPast(at),
        Kind::ExpiresFirst(at),
        Kind::Decomposed,
        Kind::SlugTaken(text()),
        Kind::DeadLink(text()),
        Kind::NoPicture(text()),
        Kind::RemotePicture(text()),
        Kind::Frame(text()),
        Kind::TooDeep,
    ];
    all.extend(wrongs().into_iter().map(Kind::Wrong));
    all
}

fn wrongs() -> Vec<Wrong> {
    let text = || "x".to_owned();
    let mut all = vec![
        Wrong::TooLarge(3_000_000),
        Wrong::NotUtf8,
        Wrong::NoEnd("---"),
        Wrong::Yaml(text()),
        Wrong::Toml(text()),
        Wrong::Json(text()),
        Wrong::NoFields,
        Wrong::NoObject,
        Wrong::AfterObject,
        Wrong::Body("body"),
        Wrong::NoSlug,
        Wrong::BadSlug(text(), text()),
        Wrong::NotADate(text(), text(), NotADate::Impossible),
        Wrong::NotADate(text(), text(), NotADate::Form),
        Wrong::NoLanguage(text(), text()),
        Wrong::NoCorrection(text()),
        Wrong::Unknown(text(), None),
        Wrong::Unknown("y".into(), Some("title")),
    ];
    all.extend(musts().into_iter().map(|must| Wrong::Kind(text(), must)));
    all
}

fn musts() -> [Must; 7] {
    use Must::{Count, Date, List, Picture, PictureTable, Text, Yes};
    [Text, List, Yes, Count, Date, Picture, PictureTable]
}

fn unchanged_ones() -> [Unchanged; 7] {
    let text = || "x".to_owned();
    [
        Unchanged::Unreadable(Wrong::NotUtf8.into()),
        Unchanged::Refused(Wrong::BadSlug(text(), text()).into()),
        Unchanged::Fixed(text()),
        Unchanged::Kind(Field::Tags),
        Unchanged::NoCover,
        Unchanged::Unsafe(Field::Tags),
        Unchanged::Body,
    ]
}

/// Names of an enum's variants, by its source.
fn declared(source: &'static str, name: &str) -> BTreeSet<&'static str> {
    let (_, rest) = source.split_once(&format!("pub enum {name} {{\n")).expect("it is declared there");
    let (inside, _) = rest.split_once("\n}").expect("it ends");
    let lines = inside.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(char::is_uppercase));
    names.map(|line| line.split(['(', ',', ' ']).next().unwrap_or_default()).collect()
}

fn listed(all: &[impl Debug]) -> BTreeSet<String> {
    let name = |one| format!("{one:?}").split(['(', ' ']).next().unwrap_or_default().to_owned();
    all.iter().map(name).collect()
}

#[test]
fn nothing_is_left_out_below() {
    let check = include_str!("../../check/mod.rs");
    let wrong = include_str!("../../manuscript/wrong.rs");
    let edit = include_str!("../../manuscript/edit/mod.rs");
    for (source, name, listed) in [
        (check, "Kind", listed(&kinds())),
        (wrong, "Wrong", listed(&wrongs())),
        (wrong, "Must", listed(&musts())),
        (edit, "Unchanged", listed(&unchanged_ones())),
    ] {
        let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
        assert_eq!(declared(source, name), listed, "{name}");
    }
}

#[test]
fn every_remark_is_told_in_both_languages() {
    let mut seen = BTreeSet::new();
    for kind in kinds() {
        for lang in Lang::ALL {
            let (message, help) = of(&kind, lang);
            assert!(!message.ends_with('.') && help.len() > 8, "{message} {help}");
            // What ends with an example has no full stop.
            assert!(help.ends_with('.') || help.contains(": "), "{help}");
            assert!(nfc(&message) == message && nfc(&help) == help);
            assert!(seen.insert(message), "{kind:?}");
        }
    }
    for why in unchanged_ones() {
        let [vi, en] = Lang::ALL.map(|lang| why.words(lang));
        assert!(vi != en && vi.len() > 8 && en.len() > 8, "{vi} {en}");
    }
    let wrong = Kind::Wrong(Wrong::NotUtf8);
    assert!(sentence(&wrong, Some(3), Lang::Vi).starts_with("dòng 3: tệp không phải"));
    assert!(sentence(&wrong, None, Lang::En).starts_with("the file is not UTF-8 text. Save"));
}
