//! The picture at the head of an article in a WordPress.

use serde_json::json;

use super::{
    tests::{answer, asked, blog},
    wordpress,
};

#[test]
fn the_picture_at_the_head_is_found_described_and_taken_away() {
    let there = json!({
        "id": 20, "status": "draft", "modified_gmt": "2023-12-09T04:00:00", "date_gmt": "2023-12-10T04:00:00",
        "slug": "a", "content": {"raw": "x"}, "featured_media": 5,
    });
    let errand = |cover: Option<&str>| {
        let article = wordpress::Article {
            title: "A".into(),
            slug: "a".into(),
            cover: cover.map(str::to_owned),
            cover_alt: "Lũ".into(),
            ..wordpress::Article::default()
        };
        let opened = wordpress::Opened { number: 20, version: "2023-12-09T04:00:00".into() };
        let mut errand = wordpress::Errand::new(blog(), article, Some(opened));
        errand.start();
        let step = errand.next(&answer(200, &there.to_string()));
        (errand, step)
    };
    // It stays; it goes.
    assert_eq!(asked(errand(None).1).1.get("featured_media"), None);
    assert_eq!(asked(errand(Some("")).1).1["featured_media"], 0);
    let src = "https://bao.vn/wp-content/uploads/2023/12/lu-song-2-scaled.jpg";
    let (mut there, step) = errand(Some(src));
    let (asks, _) = asked(step);
    assert!(asks.contains("/media&search=lu-song&media_type=image"), "{asks}");
    let media = |alt: &str| {
        let other = json!({ "id": 8, "source_url": "https://bao.vn/wp-content/uploads/2023/12/lu-song.jpg", "alt_text": "" });
        answer(200, &json!([other, { "id": 9, "source_url": src, "alt_text": alt }]).to_string())
    };
    let (asks, body) = asked(there.next(&media("")));
    assert!(asks.ends_with("/media/9") && body == json!({ "alt_text": "Lũ" }), "{asks}");
    let (asks, body) = asked(there.next(&answer(200, r#"{"id": 9}"#)));
    assert!(asks.ends_with("/posts/20") && body["featured_media"] == 9, "{asks} {body}");
    // Described already, and not there at all.
    let (mut there, _) = errand(Some(src));
    assert_eq!(asked(there.next(&media("Lũ"))).1["featured_media"], 9);
    let (mut there, _) = errand(Some(src));
    assert_eq!(asked(there.next(&answer(200, "[]"))).1.get("featured_media"), None);
}
