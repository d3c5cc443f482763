//! What heads say, on pages of every kind.

use news::{
    article::{Label, Teaser, Translation},
    bundle::{Head as Newest, Page, Year},
    site::Face,
};

use super::*;

fn site() -> Site {
    let face = |lang| Face { lang, description: "Mô tả.".into(), ..Face::default() };
    Site {
        title: "Con Nước".into(),
        url: "https://a.example/tin".into(),
        editions: vec![face(Lang::Vi), face(Lang::En)],
        ..Site::default()
    }
}

fn article() -> Article {
    Article {
        teaser: Teaser {
            slug: "mua-lon".into(),
            title: "Mưa \"lớn\" </title><script>".into(),
            standfirst: Some("Sapo.".into()),
            section: Some(Label { slug: "thoi-tiet".into(), name: "Thời tiết".into() }),
            published: "2023-12-09T08:30:00+07:00".parse().unwrap(),
            cover: Some(Figure {
                src: "media/x.jpg".into(),
                alt: "Mưa".into(),
                width: Some(1200),
                height: Some(800),
                ..Figure::default()
            }),
            comment_count: 2,
            ..Teaser::default()
        },
        updated: "2023-12-10T08:30:00+07:00".parse().ok(),
        authors: vec!["Minh An".into(), "Ban Biên tập".into()],
        tags: vec![Label { slug: "bao".into(), name: "bão".into() }],
        translations: vec![Translation { lang: Lang::En, slug: "rain".into(), title: "Rain".into() }],
        ..Article::default()
    }
}

fn of_article(site: &Site, article: Article) -> String {
    let route = Route::article(article.teaser.lang, &article.teaser.slug);
    head(site, "/tin", &route, &Content::Article(Box::new(article)))
}

/// The JSON-LD of a head.
fn things(head: &str) -> serde_json::Value {
    let (_, json) = head.split_once("<script type=\"application/ld+json\">").unwrap();
    let mut read: serde_json::Value = serde_json::from_str(json.strip_suffix("</script>").unwrap()).unwrap();
    read["@graph"].take()
}

#[test]
fn an_article() {
    let head = of_article(&site(), article());
    for line in [
        "<title>Mưa &quot;lớn&quot; &lt;/title&gt;&lt;script&gt; – Con Nước</title>",
        "<meta name=\"description\" content=\"Sapo.\">",
        "<link rel=\"canonical\" href=\"https://a.example/tin/bai-viet/mua-lon/\">",
        "<link rel=\"alternate\" hreflang=\"vi\" href=\"https://a.example/tin/bai-viet/mua-lon/\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://a.example/tin/en/article/rain/\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://a.example/tin/bai-viet/mua-lon/\">",
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/tin/feed.xml\" title=\"Con Nước\">",
        "<link rel=\"alternate\" type=\"application/feed+json\" href=\"/tin/feed.json\" title=\"Con Nước\">",
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/tin/chuyen-muc/thoi-tiet/feed.xml\" \
         title=\"Thời tiết – Con Nước\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:title\" content=\"Mưa &quot;lớn&quot; &lt;/title&gt;&lt;script&gt;\">",
        "<meta property=\"og:url\" content=\"https://a.example/tin/bai-viet/mua-lon/\">",
        "<meta property=\"og:image\" content=\"https://a.example/tin/media/x.jpg\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:alt\" content=\"Mưa\">",
        "<meta property=\"og:locale\" content=\"vi_VN\">",
        "<meta property=\"article:published_time\" content=\"2023-12-09T08:30:00+07:00\">",
        "<meta property=\"article:modified_time\" content=\"2023-12-10T08:30:00+07:00\">",
        "<meta property=\"article:author\" content=\"Minh An\">",
        "<meta property=\"article:tag\" content=\"bão\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert_eq!(head.matches(line).count(), 1, "{line} in\n{head}");
    }
    assert!(!head.contains("robots"));
}

#[test]
fn an_article_for_search_engines() {
    let things = things(&of_article(&site(), article()));
    let house = serde_json::json!({"@type": "Organization", "name": "Con Nước", "url": "https://a.example/tin/",
        "logo": "https://a.example/tin/icon-512.png"});
    let expected = serde_json::json!([
        {"@type": "NewsArticle", "headline": "Mưa \"lớn\" </title><script>", "description": "Sapo.",
            "datePublished": "2023-12-09T08:30:00+07:00", "dateModified": "2023-12-10T08:30:00+07:00",
            "author": [{"@type": "Person", "name": "Minh An"}, {"@type": "Organization", "name": "Ban Biên tập"}],
            "publisher": house, "image": "https://a.example/tin/media/x.jpg",
            "articleSection": "Thời tiết",
            "keywords": ["bão"], "inLanguage": "vi", "commentCount": 2},
        {"@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Con Nước", "item": "https://a.example/tin/"},
            {"@type": "ListItem", "position": 2, "name": "Thời tiết",
                "item": "https://a.example/tin/chuyen-muc/thoi-tiet/"}]},
    ]);
    assert_eq!(things, expected);
    // Nobody signed it: the newspaper did.
    let unsigned = Article { authors: Vec::new(), ..article() };
    assert_eq!(super::super::json_ld::article(&site(), &unsigned).matches("icon-512").count(), 2);
}

#[test]
fn without_an_address_only_what_needs_none() {
    let head = of_article(&Site { url: String::new(), ..site() }, article());
    for absent in ["canonical", "hreflang", "og:url", "og:image", "feed", "Breadcrumb", "a.example"] {
        assert!(!head.contains(absent), "{absent} in\n{head}");
    }
    assert!(
        head.contains("\"summary\"") && head.contains("NewsArticle") && head.contains("og:title"),
        "{head}"
    );
}

#[test]
fn lists_and_the_archive() {
    let section = Label { slug: "thoi-tiet".into(), name: "Thời tiết".into() };
    let newest = Newest {
        label: Some(section),
        translations: vec![(Lang::En, "weather".into())],
        ..Newest::default()
    };
    let route = Route::section(Lang::Vi, "thoi-tiet");
    let list = head(&site(), "/tin/", &route, &Content::Newest(newest.clone()));
    assert!(list.contains("<title>Thời tiết – Con Nước</title>"), "{list}");
    assert!(list.contains("/tin/chuyen-muc/thoi-tiet/feed.xml") && list.contains("\"website\""), "{list}");
    assert!(list.contains("hreflang=\"en\" href=\"https://a.example/tin/en/section/weather/\""), "{list}");
    assert_eq!(things(&list)[0]["@type"], "BreadcrumbList");

    let list = List::Section("thoi-tiet".into());
    let route = Route::List { lang: Lang::Vi, list, page: Some(1) };
    let numbered = head(&site(), "", &route, &Content::Numbered(newest, Page::default()));
    assert!(numbered.contains("/thoi-tiet/trang/1/\"") && !numbered.contains("robots"), "{numbered}");

    let front = Newest { translations: vec![(Lang::Vi, String::new())], ..Newest::default() };
    let front = head(&site(), "", &Route::front(Lang::En), &Content::Newest(front));
    assert_eq!(things(&front)[0]["@type"], "WebSite");
    assert!(front.contains("hreflang=\"x-default\" href=\"https://a.example/tin/\""), "{front}");
    assert!(front.contains("href=\"/en/feed.xml\"") && front.contains("en_US"), "{front}");

    let route = Route::archive(Lang::Vi, Span::Year(2023));
    let year = head(&site(), "", &route, &Content::Days(Year::default(), Vec::new()));
    assert!(year.contains("<meta name=\"robots\" content=\"noindex,follow\">"), "{year}");
}

#[test]
fn a_page_without_a_picture_is_previewed_with_the_sites_sign() {
    let plain = |article: Article| Article { teaser: Teaser { cover: None, ..article.teaser }, ..article };
    let drawn = Figure { src: "media/x.svg".into(), ..Figure::default() };
    let of_drawn = Article { teaser: Teaser { cover: Some(drawn), ..article().teaser }, ..article() };
    let front = head(&site(), "", &Route::front(Lang::En), &Content::Newest(Newest::default()));
    for head in [of_article(&site(), plain(article())), of_article(&site(), of_drawn), front] {
        for line in [
            "image\" content=\"https://a.example/tin/icon-512.png\"",
            "image:width\" content=\"512\"",
            "\"summary\"",
        ] {
            assert_eq!(head.matches(line).count(), 1, "{line} in\n{head}");
        }
    }
}

/// Every reader gets it with every article: whoever lets it grow should notice.
#[test]
fn a_head_is_small() {
    let head = of_article(&site(), article());
    assert!(head.len() < 3_000, "{} bytes:\n{head}", head.len());
}
