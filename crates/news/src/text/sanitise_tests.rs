//! What the door lets through, and what it stops.

use proptest::prelude::*;

use super::*;

fn clean(html: &str) -> String {
    sanitise(html).as_str().to_owned()
}

#[test]
fn what_a_newspaper_needs_passes_unchanged() {
    for html in [
        "<h2 id=\"h-mua\">Mưa</h2><p>Một <strong>hai</strong> <em>ba</em><br>bốn &amp; năm&nbsp;km</p><hr>",
        "<ol start=\"3\" reversed=\"\"><li value=\"5\">a</li></ol><dl><dt>b</dt><dd>c</dd></dl>",
        "<pre><code class=\"language-rust\">let x = 1 &lt; 2;</code></pre><p><kbd>Ctrl</kbd></p>",
        "<div class=\"table\" role=\"region\" tabindex=\"0\"><table><caption>c</caption><thead><tr><th scope=\"col\" class=\"align-right\">1</th></tr></thead><tbody><tr><td colspan=\"2\">2</td></tr></tbody></table></div>",
        "<figure><img src=\"/media/a.jpg\" alt=\"Lũ\" width=\"10\" height=\"20\" loading=\"lazy\" decoding=\"async\" srcset=\"/a.jpg 1x, /b.jpg 2x\"><figcaption>Ảnh</figcaption></figure>",
        "<video controls=\"\" src=\"/a.mp4\" poster=\"/a.jpg\"><track src=\"/a.vtt\" kind=\"captions\" srclang=\"vi\"></video>",
        "<details open=\"\"><summary>Thêm</summary><p>x</p></details>",
        "<p lang=\"en\" dir=\"ltr\"><ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby><time datetime=\"2023-12-09\">9/12</time></p>",
        "<a href=\"/vi/bao\">trong</a><a href=\"mailto:a@b.vn\">thư</a><a href=\"tel:+8424\">gọi</a><a href=\"#fn-1\">1</a>",
        "<blockquote cite=\"https://kttv.gov.vn/\"><p>q</p></blockquote>",
    ] {
        assert_eq!(clean(html), html);
    }
    let task = clean("<input type=checkbox checked>");
    assert!(
        ["type=\"checkbox\"", "checked=\"\"", "disabled=\"\""].iter().all(|part| task.contains(part)),
        "{task}"
    );
}

#[test]
fn links_and_ids_are_adjusted() {
    for (html, expected) in [
        ("<a href=\"https://a.vn\">x</a>", "<a rel=\"noopener\" href=\"https://a.vn\">x</a>"),
        ("<a href=\"//a.vn\" rel=\"nofollow x\">x</a>", "<a href=\"//a.vn\" rel=\"nofollow noopener\">x</a>"),
        ("<a href=\"/x\" target=\"_blank\">x</a>", "<a href=\"/x\">x</a>"),
        (
            "<h2 id=\"main\">x</h2><a href=\"#main\">y</a>",
            "<h2 id=\"h-main\">x</h2><a href=\"#h-main\">y</a>",
        ),
        ("<p id=\"a b\" class=\"note button admin\">x</p>", "<p class=\"note\">x</p>"),
        ("<h1>x</h1>", "x"),
        ("<p role=\"alert\">x</p><div tabindex=\"5\" role=\"dialog\">y</div>", "<p>x</p><div>y</div>"),
    ] {
        assert_eq!(clean(html), expected);
    }
}

#[test]
fn frames_become_links() {
    let link = "<a rel=\"noopener\" href=\"https://a.vn/x?a=1&amp;b=2\">";
    for (html, expected) in [
        (
            "a<iframe src='https://a.vn/x?a=1&amp;b=2' title=' Bản đồ <b>&quot;mưa&quot;'>x<p>y</iframe>b",
            format!("a{link}Bản đồ &lt;b&gt;\"mưa\"</a>b"),
        ),
        (
            "<EMBED title='' src=\"https://a.vn/x?a=1&amp;b=2\"><i>c</i>",
            format!("{link}https://a.vn/x?a=1&amp;b=2</a><i>c</i>"),
        ),
        ("<object data=/a.pdf title=Tệp><p>d</p></object>", "<a href=\"/a.pdf\">Tệp</a><p>d</p>".into()),
        ("<iframe src=/a>never closed <b>e</b>", "<a href=\"/a\">/a</a>never closed <b>e</b>".into()),
        ("<iframe src=javascript:alert(1)></iframe><embed><iframe src></iframe>", String::new()),
        ("<iframe src=' java\nscript:alert(1)' title=x></iframe>", String::new()),
    ] {
        assert_eq!(clean(html), expected, "{html}");
        assert_eq!(clean(&expected), expected);
    }
}

/// Vectors of the kinds collected by OWASP and by the authors of DOMPurify, written for this test.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\"onerror=\"alert(1)\">",
    "<img src=`x`onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    "<img srcset=\"javascript:alert(1) 1x\">",
    "<img srcset=\"/a.jpg 1x,data:image/svg+xml,x 2x\">",
    "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java&#9;script:alert(1)\">x</a>",
    "<a href=\"&#106;avascript&colon;alert(1)\">x</a>",
    "<a href=\" \x01javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href=\"blob:https://a/1\">x</a>",
    "<a href=\"/\" ping=\"https://evil.example\">x</a>",
    "<a href=\"/\" onclick=\"alert(1)\" style=\"position:fixed\">x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>@import 'javascript:alert(1)';</style>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<template><img src=x onerror=alert(1)></template>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<select><option><img src=x onerror=alert(1)></select>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onloadstart=alert(1)>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=\"1.0\"?><img src=x onerror=alert(1)>",
    "<p title=\"\"onmouseover=alert(1)>x</p>",
    "<a href=\"https://a\" title='\"><img src=x onerror=alert(1)>'>x</a>",
    "\0<scr\0ipt>alert(1)</scr\0ipt>",
    "<div id=\"app\"><img name=\"getElementById\" id=\"cookie\"></div>",
    "<isindex type=image src=1 onerror=alert(1)>",
];

/// Fails if HTML that passed the door has anything outside of the list.
fn assert_safe(html: &str, from: &str) {
    tags::rewrite(html, |tag, _| {
        let element = allowed::ELEMENTS.iter().find(|(name, _)| *name == tag.name);
        let (_, own) = element.unwrap_or_else(|| panic!("<{}> in {html:?} from {from:?}", tag.name));
        for (name, value) in &tag.attributes {
            assert!(
                own.contains(name) || allowed::EVERYWHERE.contains(name),
                "{name} in {html:?} from {from:?}"
            );
            let value = &html[value.clone()];
            if ["href", "src", "poster", "cite"].contains(name) {
                assert!(scheme_allowed(value), "{value} in {html:?} from {from:?}");
            }
            if *name == "srcset" {
                assert!(!value.contains("data:") && !value.contains("javascript:"), "{value} from {from:?}");
            }
            if *name == "id" {
                assert!(
                    allowed::ID_PREFIXES.iter().any(|prefix| value.starts_with(prefix)),
                    "{value} from {from:?}"
                );
            }
        }
    });
}

#[test]
fn known_attacks_are_stopped() {
    assert!(ATTACKS.len() >= 40);
    for attack in ATTACKS {
        for html in
            [(*attack).to_owned(), format!("<p>Mưa <b>{attack}</b> lũ</p>"), format!("<table><tr>{attack}")]
        {
            let once = clean(&html);
            assert_safe(&once, &html);
            assert_eq!(clean(&once), once, "again: {html:?}");
        }
    }
}

#[test]
fn html_nested_too_deep_is_shown_as_text() {
    let text = clean(&"<div onclick=alert(1)>&amp;".repeat(50_000));
    assert!(!text.contains(['<', '>']));
    assert_eq!(clean(&text), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn passing_twice_changes_nothing(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(ATTACKS).prop_map(str::to_owned),
            prop::sample::select(allowed::ELEMENTS).prop_map(|(name, _)| format!("<{name}>")),
            prop::sample::select(allowed::ELEMENTS).prop_map(|(name, _)| format!("</{name}>")),
            prop::sample::select(vec!["<svg>", "<math>", "<select>", "<form>", "<button>", "</svg>", "<object>", "&lt;", "\r\n"])
                .prop_map(str::to_owned),
            "[a-zư<>&\"'/= !-]{0,12}",
            "\\PC{0,8}",
        ], 0..14)
    ) {
        let html = parts.concat();
        let once = clean(&html);
        assert_safe(&once, &html);
        prop_assert_eq!(clean(&once), once);
    }
}

#[test]
fn a_bare_box_comes_out_the_same_every_time() {
    for _ in 0..20 {
        assert_eq!(sanitise("<input>").as_str(), r#"<input disabled="" type="checkbox">"#);
    }
}

#[test]
fn no_picture_is_fetched_from_another_site_unasked() {
    for address in ["https://a.example/x.jpg", "//a.example/x.jpg", "\\\\a.example/x.jpg", "/\t/a.example/x"]
    {
        let html = format!(
            r#"<video src="/a.mp4" poster="{address}"></video><img src="/b.jpg" srcset="{address} 2x" alt="">"#
        );
        let safe = sanitise(&html);
        assert!(!safe.as_str().contains("a.example"), "{}", safe.as_str());
    }
    for srcset in [
        "/a.jpg 240w,https://a.example/x.jpg 440w",
        "/a.jpg 240w,\n\t//a.example/x.jpg 440w",
        "/a.jpg 240w, h\nttps://a.example/x.jpg 440w",
        ",,//a.example/x.jpg",
        "/a.jpg,,HTTPS:a.example/x.jpg 2x",
        "/a.jpg 240w, \\/a.example/x.jpg 440w",
    ] {
        let safe = sanitise(&format!("<img src=\"/b.jpg\" srcset=\"{srcset}\" alt=\"\">"));
        assert_eq!(safe.as_str(), r#"<img src="/b.jpg" alt="">"#, "{srcset}");
        assert!(!allowed::srcset_stays_here(srcset), "{srcset}");
    }
    let ours = [
        r#"<img src="/b.jpg" srcset="/b-2.jpg 2x, media/c.jpg 3x" alt="">"#,
        r#"<img src="/b.jpg" srcset="/tin/media/_v/b-1-240.webp 240w, /b.jpg 300w" sizes="(min-width: 730px) 672px, 92vw" alt="" width="300" height="200" loading="lazy" decoding="async">"#,
    ];
    for ours in ours {
        assert_eq!(sanitise(ours).as_str(), ours);
    }
}
