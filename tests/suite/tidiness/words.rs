//! Words on the screen live in `news::words`, in both languages, and nowhere else.

use std::collections::BTreeMap;

use news::{lang::Lang, source::SourceError, words};
use unicode_normalization::is_nfc;

use super::{Paper, none, papers, rust::Source};

/// Every word of a language, by its field.
fn words_of(lang: Lang) -> BTreeMap<String, String> {
    let printed = format!("{:#?}\n{:#?}", words::words(lang), words::server::server_words(lang));
    let fields = printed.lines().filter_map(|line| line.trim().strip_suffix("\",")?.split_once(": \""));
    fields.map(|(field, word)| (field.to_owned(), word.to_owned())).collect()
}

#[test]
fn both_languages_have_every_word() {
    let (vi, en) = (words_of(Lang::Vi), words_of(Lang::En));
    assert!(vi.len() > 90, "the words were not found");
    assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    let empty = |lang: Lang| {
        let words = words_of(lang).into_iter().filter(|(_, word)| word.trim().is_empty());
        words.map(move |(field, _)| format!("{}: {field} is empty", lang.code())).collect::<Vec<_>>()
    };
    none(Lang::ALL.into_iter().flat_map(empty));
    use SourceError::{Malformed, NotFound, Offline, Unavailable};
    for error in [Offline, NotFound, Unavailable, Malformed] {
        for lang in Lang::ALL {
            let (heading, sentence) = words::failure(error, lang);
            assert!(!heading.is_empty() && sentence.ends_with('.'), "{error:?} {lang:?}");
        }
    }
}

#[test]
fn every_word_is_used() {
    let all = papers("src", &[".rs"]).into_iter().chain(papers("crates", &[".rs"]));
    let code: String = all.map(|paper| Source::of(&paper.text).code).collect();
    let wrong = words_of(Lang::Vi).into_keys().filter(|field| !names(&code, field));
    none(wrong.map(|field| format!("{field} is shown nowhere")));
    assert!(
        names("words.older;", "older") && !names("words.older_than;", "older") && !names("older", "older")
    );
}

/// Whether the code asks for the field: `words.older`, `words(lang).older`.
fn names(code: &str, field: &str) -> bool {
    let ends =
        |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '(');
    let of_words = |before: &str| {
        let before = before.trim_end();
        let called = before.strip_suffix(')').and_then(|call| call.rsplit_once('('));
        called.map_or(before, |(name, _)| name).ends_with("words")
    };
    let asked = format!(".{field}");
    code.match_indices(&asked).any(|(at, found)| of_words(&code[..at]) && ends(&code[at + found.len()..]))
}

/// What is said of an article and of its file is a kind, whose words both the press and the desk take from
/// `words::remarks`: that each has them in both languages the compiler and a test there see.
#[test]
fn what_is_said_of_an_article_is_said_in_both_languages() {
    let homes = ["crates/news/src/manuscript", "crates/news/src/check", "crates/desk/src"];
    let all: Vec<Paper> = homes.iter().flat_map(|home| papers(home, &[".rs"])).collect();
    assert!(all.len() > 40, "the sources were not found");
    none(all.iter().flat_map(|paper| problems_in(&paper.path, &Source::shipped(&paper.text).code)));
    assert!(problems_in("a.rs", "Problem::note(path, code, message, help)").is_some());
    assert!(problems_in("crates/news/src/check/mod.rs", "Problem::error(..Problem::error(").is_some());
}

/// Problems with words of their own. One stands where a kind becomes a problem.
fn problems_in(path: &str, code: &str) -> Option<String> {
    let made = ["error", "warning", "note"].map(|name| code.matches(&format!("Problem::{name}(")).count());
    let allowed = usize::from(path == "crates/news/src/check/mod.rs");
    (made.iter().sum::<usize>() > allowed)
        .then(|| format!("{path}: a problem with words of its own; make it a `check::Kind`"))
}

#[test]
fn what_is_written_is_composed() {
    let all = papers("", &[".rs", ".css", ".js", ".html", ".toml", ".md"]);
    let ours = all.iter().filter(|paper| !paper.path.starts_with("site/content"));
    none(ours.filter(|paper| !is_nfc(&paper.text)).map(|paper| {
        let line = paper.text.lines().position(|line| !is_nfc(line)).unwrap_or_default();
        format!("{}:{}: not NFC; write a mark that must stand apart as an escape", paper.path, line + 1)
    }));
    assert!(!is_nfc("To\u{0302}i") && is_nfc("Tôi"));
    // In the texts themselves, escapes count too.
    for lang in Lang::ALL {
        for (field, word) in words_of(lang) {
            let marks = [
                "\\u{300}", "\\u{301}", "\\u{302}", "\\u{303}", "\\u{306}", "\\u{309}", "\\u{31b}",
                "\\u{323}",
            ];
            assert!(is_nfc(&word) && !marks.iter().any(|mark| word.contains(mark)), "{field}: {word}");
        }
    }
}

#[test]
fn views_have_no_words_of_their_own() {
    let views = papers("src/pages", &[".rs"]).into_iter().chain(papers("src/parts", &[".rs"]));
    let views: Vec<_> = views.collect();
    assert!(views.len() > 12, "the views were not found");
    none(views.iter().flat_map(words_in));
}

/// Texts of a view that a reader would see: letters of Vietnamese, or several words.
fn words_in(paper: &Paper) -> Vec<String> {
    let source = Source::shipped(&paper.text);
    let mut found = Vec::new();
    let mut last = "";
    for (at, text) in &source.texts {
        // Attributes whose values are names in a row.
        let before = source.before(*at);
        let named = before.ends_with(".class(") || (before.ends_with(',') && last == "rel");
        last = text;
        let foreign = text.chars().any(|one| one.is_alphabetic() && !one.is_ascii());
        let several =
            text.split(' ').filter(|word| word.starts_with(|first: char| first.is_alphabetic())).count() > 1;
        if foreign || (several && !named && !one_class(text)) {
            found.push(format!("{}: {text:?}", paper.path));
        }
    }
    found
}

/// A class with those that go with it: `comment comment-own`.
fn one_class(text: &str) -> bool {
    let mut words = text.split(' ');
    let Some(first) = words.next() else { return false };
    words.all(|word| word.strip_prefix(first).is_some_and(|rest| rest.starts_with('-')))
}

#[test]
fn the_check_sees_words() {
    let view = |text: &str| words_in(&Paper { path: "a.rs".into(), text: text.into() });
    for bad in [
        "element(\"p\").child(\"Tin mới\")",
        "element(\"p\").child(\"ế\")",
        "element(\"p\").child(\"Read more\")",
        "element(\"p\").attr(\"title\", \"Read more\")",
        "said.set(\"It is sent\")",
    ] {
        assert!(!view(bad).is_empty(), "{bad}");
    }
    for good in [
        "element(\"p\").class(\"teaser lead\").child(words.older)",
        "let class = \"comment comment-own\";",
        "element(\"a\").attr(\"rel\", \"noopener noreferrer\").child(\" | \")",
        "// Ý kiến bạn đọc",
        "#[cfg(test)]\nmod tests {\n let a = \"Tin mới\";\n}",
    ] {
        assert_eq!(view(good), [""; 0], "{good}");
    }
}
