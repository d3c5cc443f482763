//! Smaller copies of pictures, from the article to the built site.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Room, article};

const MAKING: &str = "Making smaller copies of pictures";

fn site(name: &str) -> Room {
    let room = Room::new(name);
    let text = article(
        "Mưa",
        "2024-05-01",
        "cover: {src: /media/mua.jpg, alt: Mưa}\n",
        "![Lũ](/media/lu.png \"Lũ\")\n\n<img src='/media/lu.png' alt='Lũ'>\n\n![Hình](/media/hinh.svg)",
    );
    let html =
        r#"{"title": "Bão", "date": "2024-05-02", "body": "<p><img src=\"/media/mua.jpg\" alt=\"\"></p>"}"#;
    room.write("site/site.toml", "url = 'https://a.example/tin'\n")
        .write("site/content/mua.md", text)
        .write("site/content/bao.json", html)
        .write("site/media/hinh.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>");
    for (path, width) in [("site/media/mua.jpg", 800), ("site/media/lu.png", 500)] {
        let picture = |x: u32, y: u32| image::Rgb([(x ^ y) as u8, (x * y / 7) as u8, 90]);
        image::RgbImage::from_fn(width, width / 2, picture).save(room.path(path)).unwrap();
    }
    room
}

#[test]
fn articles_offer_copies_that_are_there() {
    let room = site("pictures-offered");
    let said = String::from_utf8(room.ok("build --site site --out out").stderr).unwrap();
    assert!(said.contains(&format!("{MAKING}: 2")) && said.contains("\n2 articles: 2 notes\n"), "{said}");
    let rain = room.json("out/data/vi/article/mua.json");
    let cover = &rain["article"]["teaser"]["cover"];
    assert_eq!((&cover["src"], &cover["width"]), (&"media/mua.jpg".into(), &800.into()));
    let stem = cover["variants"]["stem"].as_str().unwrap();
    assert!(stem.starts_with("media/_v/mua-"), "{stem}");
    for width in cover["variants"]["widths"].as_array().unwrap() {
        let (size, path) = (width.as_u64().unwrap(), room.path(&format!("out/{stem}-{width}.webp")));
        assert_eq!(u64::from(image::image_dimensions(path).unwrap().0), size);
    }
    let body = rain["article"]["body"].as_str().unwrap();
    let flood: Vec<&str> = body.split("<img").filter(|tag| tag.contains("media/lu.png")).collect();
    assert_eq!(flood.len(), 2);
    for tag in flood {
        assert!(tag.contains(r#"srcset="/tin/media/_v/lu-"#), "{tag}");
        assert!(tag.contains(r#"sizes="(min-width"#) && tag.contains(r#"width="500" height="250""#), "{tag}");
    }
    assert!(body.contains(r#"<img src="/tin/media/hinh.svg" alt="Hình" loading="lazy""#));
    let storm = room.json("out/data/vi/article/bao.json");
    assert!(storm["article"]["body"].as_str().unwrap().contains(r#" srcset="/tin/media/_v/mua-"#), "{storm}");
}

#[test]
fn the_next_build_makes_nothing_and_is_the_same() {
    let room = site("pictures-again");
    let mut built = Vec::new();
    for (threads, makes) in [("1", true), ("2", false), ("2", true)] {
        if makes {
            let _ = std::fs::remove_dir_all(room.path(".out.bantin-cache"));
        }
        let output =
            room.command("build --site site --out out").env("RAYON_NUM_THREADS", threads).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.contains(MAKING) == makes, "{threads}: {said}");
        built.push(room.site("out"));
    }
    assert!(built.windows(2).all(|pair| pair[0] == pair[1]));
    let copies = built[0].keys().filter(|path| path.starts_with("media/_v/")).count();
    assert!(copies >= 4, "{copies}");
    // Four files: the three pictures and the index. An article that is gone takes its pictures along.
    assert_eq!(room.tree(".out.bantin-cache/pictures").len(), 4);
    std::fs::remove_file(room.path("site/content/mua.md")).unwrap();
    room.ok("build --site site --out out");
    assert_eq!(room.tree(".out.bantin-cache/pictures").len(), 2);
    assert!(!room.tree("out").keys().any(|path| path.starts_with("media/_v/lu-")));
}

#[test]
fn a_damaged_picture_ends_no_build() {
    let room = site("pictures-damaged");
    let whole = std::fs::read(room.path("site/media/mua.jpg")).unwrap();
    room.write("site/media/mua.jpg", &whole[..whole.len() / 2]);
    let said = String::from_utf8(room.ok("build --site site --out out").stderr).unwrap();
    assert!(said.contains("media/mua.jpg: ") && said.contains("its end is missing"), "{said}");
    assert_eq!(room.tree("out")["media/mua.jpg"], whole[..whole.len() / 2]);
    let cover = &room.json("out/data/vi/article/mua.json")["article"]["teaser"]["cover"];
    assert_eq!((&cover["width"], cover.get("variants")), (&800.into(), None));
}

#[test]
fn only_a_build_makes_copies() {
    let room = site("pictures-only");
    room.write("app/index.html", "");
    room.ok("check --site site");
    room.ok("bundle --site site --out app");
    let made = |path: &String| path.contains("bantin-cache") || path.contains("media/_v");
    assert!(!room.tree("").keys().any(made));
    assert_eq!(room.json("app/data/vi/article/mua.json")["article"]["teaser"]["cover"]["width"], 800);
}
