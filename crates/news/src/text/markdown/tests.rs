//! What becomes of an author's text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::text::sanitise::sanitise;

fn html(markdown: &str) -> String {
    render(markdown, &mut |_, _, _| None).unwrap().html.as_str().to_owned()
}

#[test]
fn blocks_and_inlines() {
    for (markdown, expected) in [
        (
            "Mưa *to* và **lũ** ~~nhỏ~~ `x<y`\nhai  \nba",
            "<p>Mưa <em>to</em> và <strong>lũ</strong> <del>nhỏ</del> <code>x&lt;y</code>\nhai<br>\nba</p>\n",
        ),
        ("\"Bão số 3\" -- 'mạnh'...", "<p>\"Bão số 3\" -- 'mạnh'...</p>\n"),
        (
            "> a\n\n---\n\n3. b\n4. c",
            "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<ol start=\"3\">\n<li>b</li>\n<li>c</li>\n</ol>\n",
        ),
        (
            "```rust ignore\nlet a = 1;\n```",
            "<pre tabindex=\"0\"><code class=\"language-rust\">let a = 1;\n</code></pre>\n",
        ),
        ("```\"><script>\nx\n```", "<pre tabindex=\"0\"><code>x\n</code></pre>\n"),
        (
            "<ban@kttv.vn> <https://kttv.vn>",
            "<p><a href=\"mailto:ban@kttv.vn\">ban@kttv.vn</a> <a rel=\"noopener\" href=\"https://kttv.vn\">https://kttv.vn</a></p>\n",
        ),
        (
            "<div onclick=\"x\">\n\n*a*\n\n</div>\n\n<b>c</b><script>d</script>",
            "<div>\n<p><em>a</em></p>\n</div>\n<p><b>c</b></p>\n",
        ),
        (
            "[x](javascript:alert(1)) ![y](data:image/png;base64,x) z",
            "<p><a>x</a> <img alt=\"y\" loading=\"lazy\" decoding=\"async\"> z</p>\n",
        ),
    ] {
        assert_eq!(html(markdown), expected);
    }
}

#[test]
fn headings_start_at_two_and_have_anchors() {
    let rendered = render(
        "# Mưa **lớn**\n\n### Đợt 1\n\n# Mưa lớn\n\n###### sáu\n\n# 台风\n\n# !\n",
        &mut |_, _, _| None,
    )
    .unwrap();
    let seen: Vec<_> = rendered.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (2, "h-mua-lon", "Mưa lớn"),
            (4, "h-dot-1", "Đợt 1"),
            (2, "h-mua-lon-2", "Mưa lớn"),
            (6, "h-sau", "sáu"),
            (2, "h-muc", "台风"),
            (2, "h-muc-2", "!"),
        ]
    );
    assert!(
        rendered.html.as_str().starts_with("<h2 id=\"h-mua-lon\">Mưa <strong>lớn</strong></h2>\n<h4 id=")
    );
    assert_eq!(html("### a\n\n#### b"), "<h2 id=\"h-a\">a</h2>\n<h3 id=\"h-b\">b</h3>\n");
    assert!(html("## Kết luận\n\n[xem](#ket-luan)").contains("href=\"#h-ket-luan\""));
}

#[test]
fn pictures() {
    let img = |src: &str, alt: &str| {
        format!("<img src=\"{src}\" alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">")
    };
    assert_eq!(
        html("![Nước *lũ*](a.jpg \"Hà Nội, 9/12\")"),
        format!("<figure>{}<figcaption>Hà Nội, 9/12</figcaption></figure>\n", img("a.jpg", "Nước lũ"))
    );
    assert_eq!(
        html("![a](a.jpg)\n![b](b.jpg)"),
        format!(
            "<div class=\"gallery\">\n<figure>{}</figure>\n<figure>{}</figure>\n</div>\n",
            img("a.jpg", "a"),
            img("b.jpg", "b")
        )
    );
    assert_eq!(html("Ảnh ![a](a.jpg)"), format!("<p>Ảnh {}</p>\n", img("a.jpg", "a")));
}

#[test]
fn tables_scroll() {
    assert_eq!(
        html("| Trạm | Mưa |\n|---|--:|\n| Láng | 12 |"),
        "<div class=\"table\" role=\"region\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Trạm</th>\
        <th scope=\"col\" class=\"align-right\">Mưa</th></tr></thead><tbody>\n<tr><td>Láng</td>\
        <td class=\"align-right\">12</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn footnotes_lead_there_and_back() {
    let rendered = render(
        "Một[^b], hai[^a], ba[^b].\n\n[^a]: Ghi chú *a*.\n\n[^b]: Ghi chú b.\n\n[^c]: thừa\n",
        &mut |_, _, _| None,
    )
    .unwrap();
    let html = rendered.html.as_str();
    for part in [
        "Một<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>, hai",
        "<a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>.</p>\n<section class=\"footnotes\" role=\"doc-endnotes\">",
        "<li id=\"fn-1\"><p>Ghi chú b. <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\">↩</a> <a href=\"#fnref-1-2\"",
        "<li id=\"fn-2\"><p>Ghi chú <em>a</em>. <a href=\"#fnref-2\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("thừa"));
    assert_eq!(rendered.plain, "Một, hai, ba.\nGhi chú b.\nGhi chú a.");
    assert_eq!(rendered.words, 9);
}

#[test]
fn tasks_have_labels() {
    let html = html("- [x] xong\n- [ ] chưa\n  - con\n- thường");
    assert!(
        html.contains(
            "<li class=\"task\"><label><input type=\"checkbox\" disabled=\"\" checked=\"\"> xong</label></li>"
        ),
        "{html}"
    );
    assert!(html.contains(" chưa</label><ul>\n<li>con</li>"), "{html}");
    assert!(html.contains("<li>thường</li>"), "{html}");
}

#[test]
fn addresses_are_asked_about_and_replaced() {
    let markdown = "[a](b.md \"t\") ![c](/d.jpg)\n\n<p><img alt=x src=/e.jpg><A HREF='f.md?x&amp;y'>g</A></p>\n\n[h]\n\n[h]: i.md\n";
    let mut asked = Vec::new();
    let rendered = render(markdown, &mut |kind, address, offset| {
        asked.push((kind, address.to_owned(), offset));
        let size = (kind == Kind::Picture).then_some((40, 30));
        Some(Target {
            url: format!("/x/{}", asked.len()),
            size,
            srcset: size.map(|_| "/v-20.webp 20w".into()),
        })
    });
    assert_eq!(
        asked,
        [
            (Kind::Link, "b.md".into(), 0),
            (Kind::Picture, "/d.jpg".into(), markdown.find("![c]").unwrap()),
            (Kind::Picture, "/e.jpg".into(), markdown.find("/e.jpg").unwrap()),
            (Kind::Link, "f.md?x&y".into(), markdown.find("f.md").unwrap()),
            (Kind::Link, "i.md".into(), markdown.find("[h]").unwrap()),
        ]
    );
    let rendered = rendered.unwrap().html.as_str().to_owned();
    for part in [
        "<a href=\"/x/1\" title=\"t\">",
        "src=\"/x/2\" alt=\"c\" width=\"40\" height=\"30\" srcset=\"/v-20.webp 20w\" sizes=\"(min-width: 730px) 672px, 92vw\"",
        "<a href=\"/x/4\">g</a>",
        "<a href=\"/x/5\">h</a>",
    ] {
        assert!(rendered.contains(part), "{part}\n{rendered}");
    }
    let raw = rendered.split("<p>").nth(2).unwrap();
    assert!(raw.contains("src=\"/x/3\"") && raw.contains("width=\"40\""), "{raw}");
    assert!(raw.contains("srcset=\"/v-20.webp 20w\" sizes=\"(min-width"), "{raw}");
}

#[test]
fn pictures_are_found_without_rendering() {
    let markdown =
        "[a](b.md) ![c](/d.jpg)\n\n<p><img src=/e.jpg srcset='/f.jpg 2x'></p>\n\n![g][h]\n\n[h]: i.png\n";
    assert_eq!(super::pictures(markdown).unwrap(), ["/d.jpg", "/e.jpg", "i.png"]);
    assert!(super::pictures(&">".repeat(200)).is_err());
}

#[test]
fn an_author_s_own_copies_of_a_picture_are_kept() {
    let mut links = |_: Kind, _: &str, _: usize| {
        Some(Target { url: "/a.jpg".into(), size: None, srcset: Some("/v-20.webp 20w".into()) })
    };
    let html = render("<img src=a.jpg srcset='/a-2.jpg 2x' alt=x>\n\n![b](b.jpg) ![c](c.jpg)", &mut links);
    let html = html.unwrap().html.as_str().to_owned();
    assert!(html.starts_with("<img src=\"/a.jpg\" srcset=\"/a-2.jpg 2x\" alt=\"x\">"), "{html}");
    assert_eq!(html.matches("328px").count(), 2, "{html}");
}

#[test]
fn too_deep_is_an_error_with_its_line() {
    for (markdown, line) in [
        (format!("a\n\nb\n\n{}x", ">".repeat(200)), 5),
        (format!("a\n\n{}x", "- ".repeat(200)), 3),
        ((0..200).map(|n| format!("{}- x\n", "  ".repeat(n))).collect(), DEEPEST + 1),
        (format!("một\n\nhai\n\n{}", "<div>".repeat(300)), 5),
        (format!("{}\n", "[^a]: ".repeat(200)), 1),
    ] {
        assert_eq!(render(&markdown, &mut |_, _, _| None), Err(TooDeep { line }), "{}", &markdown[..20]);
    }
    let fine = format!("{}x\n\n{}", "> ".repeat(60), "---\n".repeat(10_000));
    assert!(render(&fine, &mut |_, _, _| None).is_ok());
}

#[test]
fn hostile_texts_take_little_time() {
    let deep = 100_000;
    let lines = |line: &str| format!("{line}\n").repeat(10_000);
    let mut texts: Vec<String> = [
        ">",
        "> ",
        "- ",
        "1. ",
        "* ",
        "<div>",
        "<b>",
        "[",
        "![",
        "*",
        "**a ",
        "_a",
        "`",
        "~~a",
        "](",
        "<",
        "<a ",
        "&",
        "<!--",
        "<?",
        "<![CDATA[",
        "[^a]",
        "[^a]: ",
        "|",
        "\\",
        "[a](",
        "<a href='",
        "<!A",
    ]
    .iter()
    .map(|part| part.repeat(deep))
    .collect();
    texts.extend(
        [
            "# a",
            "- a",
            "[^a]: b",
            "[a]: b",
            "![a](b)",
            "<p><b>",
            "|a|b|\n|-|-|\n|c|d|",
            "`a ``b",
            "> a\n- b",
            "\t- a",
            "[x][a]",
        ]
        .map(lines),
    );
    texts.push((0..2_000).map(|n| format!("{}- a\n", " ".repeat(n))).collect());
    texts.push(format!("{}\n{}", "- ".repeat(99), "\n".repeat(deep)));
    texts.push("Mưa lớn ở [Hà Nội](a.md) và *nhiều* nơi khác.\n\n".repeat(5_000));
    for text in texts {
        let start = Instant::now();
        let _ = render(&text, &mut |_, _, _| None);
        let took = start.elapsed();
        let shown: String = text.chars().take(20).collect();
        assert!(took < Duration::from_secs(20), "{shown:?} took {took:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_text_gives_safe_html_that_is_its_own_sanitised_form(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(vec!["# ", "\n\n", "- ", "> ", "| a | b |\n|--|--|\n", "[^1]", "\n[^1]: ", "![", "](x.jpg)", "<div>", "</p>",
                "**", "`", "```\n", "- [ ] ", "<img src=x onerror=y>", "[a](javascript:x)", "    ", "\r\n", "\0", "<!--", "\t"]).prop_map(str::to_owned),
            "\\PC{0,8}",
        ], 0..16)
    ) {
        let rendered = render(&parts.concat(), &mut |_, _, _| None).unwrap();
        prop_assert_eq!(&sanitise(rendered.html.as_str()), &rendered.html);
    }
}
