//! Every address, there and back.

use proptest::prelude::*;

use super::*;

fn slug() -> impl Strategy<Value = String> {
    "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?"
}

fn lang() -> impl Strategy<Value = Lang> {
    prop_oneof![Just(Lang::Vi), Just(Lang::En)]
}

fn span() -> impl Strategy<Value = Span> {
    let day = (-100_000_i64..100_000).prop_map(|number| Day::from_number(number + 100_000));
    prop_oneof![
        Just(Span::All),
        (1000..9999).prop_map(Span::Year),
        (1000..9999, 1_u8..=12).prop_map(|(y, m)| Span::Month(y, m)),
        day.prop_map(Span::Day),
    ]
}

fn route() -> impl Strategy<Value = Route> {
    let list = prop_oneof![Just(List::Front), slug().prop_map(List::Section), slug().prop_map(List::Tag)];
    prop_oneof![
        (lang(), slug()).prop_map(|(lang, slug)| Route::Article { lang, slug }),
        (lang(), list, proptest::option::of(1_u32..)).prop_map(|(lang, list, page)| Route::List {
            lang,
            list,
            page
        }),
        (lang(), span()).prop_map(|(lang, span)| Route::Archive { lang, span }),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_parsed(route in route(), main in lang()) {
        prop_assert_eq!(Route::parse(&route.path(main), main), Some(route));
    }

    #[test]
    fn any_path_is_read_or_refused(path in "\\PC{0,60}") {
        let _ = Route::parse(&path, Lang::Vi);
    }

    #[test]
    fn what_is_parsed_has_one_address(path in "(/(en|bai-viet|article|the|trang|luu-tru|2023|12|01|9|a)){0,5}/?") {
        if let Some(route) = Route::parse(&path, Lang::Vi) {
            let printed = route.path(Lang::Vi);
            prop_assert_eq!(printed.trim_end_matches('/'), path.trim_end_matches('/'));
        }
    }
}

#[test]
fn a_path_has_a_language_even_if_it_leads_nowhere() {
    for (path, lang) in [("/en/x/y/", Lang::En), ("/en", Lang::En), ("/x/en/", Lang::Vi), ("", Lang::Vi)] {
        assert_eq!(Route::lang_of(path, Lang::Vi), lang, "{path}");
    }
}

#[test]
fn front_pages_and_sections_have_feeds() {
    let weather = Route::section(Lang::Vi, "thoi-tiet");
    let table = [
        (Route::front(Lang::Vi), Feed::Rss, Some("/feed.xml")),
        (Route::front(Lang::En), Feed::Json, Some("/en/feed.json")),
        (weather.clone(), Feed::Rss, Some("/chuyen-muc/thoi-tiet/feed.xml")),
        (weather, Feed::Json, Some("/chuyen-muc/thoi-tiet/feed.json")),
        (Route::List { lang: Lang::Vi, list: List::Front, page: Some(1) }, Feed::Rss, None),
        (Route::tag(Lang::Vi, "bao"), Feed::Rss, None),
        (Route::article(Lang::Vi, "bao"), Feed::Json, None),
    ];
    for (route, feed, path) in table {
        assert_eq!(route.feed(feed, Lang::Vi).as_deref(), path);
        // No page can stand where a feed does.
        assert_eq!(path.and_then(|path| Route::parse(path, Lang::Vi)), None);
    }
}

#[test]
fn paths_as_readers_see_them() {
    let table = [
        ("/", Route::front(Lang::Vi)),
        ("/en/", Route::front(Lang::En)),
        ("/trang/3/", Route::List { lang: Lang::Vi, list: List::Front, page: Some(3) }),
        ("/bai-viet/tap-huan/", Route::article(Lang::Vi, "tap-huan")),
        ("/en/article/training/", Route::article(Lang::En, "training")),
        ("/chuyen-muc/thoi-tiet/", Route::section(Lang::Vi, "thoi-tiet")),
        ("/en/tag/el-nino/", Route::tag(Lang::En, "el-nino")),
        ("/luu-tru/2023/12/", Route::archive(Lang::Vi, Span::Month(2023, 12))),
    ];
    for (path, route) in table {
        assert_eq!(route.path(Lang::Vi), path);
    }
    for none in [
        "",
        "bai-viet/a",
        "/bai-viet/",
        "/bai-viet/A/",
        "/trang/0/",
        "/trang/01/",
        "/vi/",
        "/luu-tru/2023/13/",
        "/luu-tru/2023/02/30/",
        "/article/a/",
        "/bai-viet/../x/",
        "/bai-viet/a//",
    ] {
        assert_eq!(Route::parse(none, Lang::Vi), None, "{none}");
    }
    assert_eq!(Route::parse("/en/index.html", Lang::Vi), Some(Route::front(Lang::En)));
}
