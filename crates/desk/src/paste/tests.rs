//! What is pasted, and what it becomes.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use news::{manuscript, text::markdown::render};
use proptest::prelude::*;

use super::*;

fn html(markdown: &str) -> String {
    render(markdown, &mut |_, _, _| None).unwrap().html.as_str().to_owned()
}

fn words(markdown: &str) -> Vec<String> {
    let plain = render(markdown, &mut |_, _, _| None).unwrap().plain;
    plain.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn libreoffice() {
    let expected = "\
## Lũ quét ở thượng nguồn sông Đà

Chiều 9-12, **mực nước** tại trạm *Nậm Giàng* lên 3,2 m³, ~~không~~ theo \
[bản tin](https://kttv.gov.vn/ban-tin?id=7)[^1] của đài; nhiều bản làng phải chạy lũ ngay trong đêm, đường tỉnh lộ bị \
chia cắt ở nhiều đoạn.

### Việc cần làm

- Sơ tán dân
  - ven suối
  - chân đồi
- Cắt điện

1. Trực ban
2. Báo cáo

| Trạm | Mưa (mm) | Ghi chú |
| --- | --- | --- |
| Mường Tè | 120 | A \\| B |
| Chưa có số liệu |  | * |

> Nước lên nhanh lắm.

Kết: 5 * 3 = 15, a_b_c, 2 < 3 & 4.

[^1]: Bản tin số 7, phát lúc 15 giờ.
";
    assert_eq!(markdown(include_str!("../../fixtures/libreoffice.html")), expected.trim_end());
}

#[test]
fn word() {
    let expected = "\
## Lũ quét ở thượng nguồn

**Mực nước**:lên nhanh trong *đêm*, ~~không~~ ai kịp [chạy](https://kttv.gov.vn/tin?id=2)[^1].

### Việc cần làm

- Sơ tán dân
  - ven suối
  - chân đồi
- Cắt điện

3. Trực ban
4. Báo cáo

| Trạm | Mưa |
| --- | ---: |
| Mường Tè | 120 |
|  | 98\\|99 |

> Nước lên nhanh lắm.

Suối Nậm Giàng

[^1]: Bản tin số 7.
";
    assert_eq!(markdown(include_str!("../../fixtures/word.html")), expected.trim_end());
}

#[test]
fn google_docs() {
    let expected = "\
## Lũ quét ở thượng nguồn

**Mực nước** lên *rất nhanh*, ~~không~~ ai kịp [chạy](https://kttv.gov.vn/tin?id=2)[^1].

- Sơ tán dân
  - **ven suối**
- Cắt điện

| Trạm | Mưa |
| --- | --- |
| Mường Tè | 120 |

![Suối Nậm Giàng](https://lh7-rt.googleusercontent.com/docsz/AD_4nX)

[^1]: Bản tin số 7.
";
    assert_eq!(markdown(include_str!("../../fixtures/google.html")), expected.trim_end());
}

#[test]
fn pieces() {
    for (html, expected) in [
        ("", ""),
        ("<p>&nbsp;</p><script>x</script>", ""),
        ("Một dòng", "Một dòng\n"),
        ("<p>Mu\u{31b}a\u{200b} la\u{303}o</p>", "Mưa lão\n"),
        ("<p>a<br>b</p><p>c<br><br>d</p>", "a\\\nb\n\nc\n\nd\n"),
        ("<b>a</b><b>b </b><i>c</i>", "**ab** *c*\n"),
        ("<b><i>a</i> b</b> <i><b>c</b></i>", "**_a_ b** _**c**_\n"),
        ("<b>a <a href=https://b.vn>b</a></b><a href=https://b.vn>c</a>", "**a** [**b**c](https://b.vn)\n"),
        (
            "<a href=https://b.vn/x>https://b.vn/x</a> <a href=mailto:a@b.vn>a@b.vn</a>",
            "<https://b.vn/x> <a@b.vn>\n",
        ),
        ("<a href='javascript:alert(1)'>a</a> <a href='/b (c'>[d</a>", "a [\\[d](</b (c>)\n"),
        (
            "<a href=https://b.vn><h3>Tít</h3><p>Tin</p></a>",
            "## [Tít](https://b.vn)\n\n[Tin](https://b.vn)\n",
        ),
        ("<h3>Một</h3><h4><b>Hai</b></h4><h6>Ba</h6>", "## Một\n\n### Hai\n\n##### Ba\n"),
        ("<ul><li>a</ul><ul><li>b</ul><ol start=9><li>c<li>d</ol>", "- a\n\n* b\n\n9. c\n10. d\n"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c\n"),
        ("<ul><li><input type=checkbox checked> a<li><input type=checkbox> b</ul>", "- [x] a\n- [ ] b\n"),
        (
            "<p>x <code>a`b</code></p><pre><code class=language-sh>ls\n  -l</code></pre>",
            "x ``a`b``\n\n```sh\nls\n  -l\n```\n",
        ),
        ("<table><tr><td>a</table>", "a\n"),
        (
            "<table><tr><th>a<th>b<tr><td><p>1</p><p>2</p><td><ul><li>x<li>y</ul></table>",
            "| a | b |\n| --- | --- |\n| 1 2 | x y |\n",
        ),
        (
            "<figure><img src=https://a.vn/b.jpg alt='Lũ [1]'><figcaption>Ảnh: \"A\"</figcaption></figure>",
            "![Lũ [1]](https://a.vn/b.jpg \"Ảnh: \\\"A\\\"\")\n",
        ),
        (
            "<p>Vui <img src=x alt=😀> <img src=data:x alt=Lũ> <img src=https://a.vn/1 width=1 height=1></p>",
            "Vui 😀 Lũ\n",
        ),
        ("<p>H<sub>2</sub>O, 10<sup>−3</sup>, 1<sup>st</sup></p>", "H₂O, 10⁻³, 1st\n"),
        ("<span style='font-weight:600'>a</span> <strong style='font-weight:400'>b</strong>", "**a** b\n"),
        (
            "<p style='display:none'>x</p><blockquote>a<blockquote>b</blockquote></blockquote>",
            "> a\n>\n> > b\n",
        ),
        ("<p>[1]<a href='#_ftn1'>[1]</a></p>", "[1][1]\n"),
    ] {
        assert_eq!(markdown(html), expected.trim_end(), "{html}");
    }
}

/// White space apart: where a source line ends means nothing in HTML.
fn loosely(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}

#[test]
fn our_own_pages_come_back_as_they_were() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/content");
    let mut folders = vec![content];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for found in fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let bytes = fs::read(&path).unwrap();
                let zone = manuscript::dates::Zone::utc();
                let (read, _) = manuscript::read("content/a.md", &bytes, &zone);
                let there = html(&read.unwrap().body);
                let pasted = markdown(&there);
                assert_eq!(loosely(&html(&pasted)), loosely(&there), "{}\n{pasted}", path.display());
                assert_eq!(markdown(&html(&pasted)), pasted, "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn what_an_editor_may_write_comes_back() {
    for text in [
        "- [x] a\n- [ ] b\n\n1. c\n   - d\n\n   e\n2. f",
        "| a | b |\n| :--- | :---: |\n| `x \\| y` | **z** |\n| 1 |  |",
        "![a](/media/a.jpg \"b\")\n![c](/media/c.jpg)\n\nx[^1] y[^hai]\n\n[^1]: một\n\n    hai\n\n[^hai]: ba",
        "***a** b* và **_a_ b**, a*b*c ~~d~~\n\n> e\n>\n> - f\n\n```rs\nlet a = `b`;\n```\n\n---\n\n### g\n\n[h](#h-g)",
        "\\*a\\* 1\\. \\[b](c) \\<d> \\&amp; [e](https://f.vn/?a=1&b=(2))",
    ] {
        let there = html(text);
        assert_eq!(loosely(&html(&markdown(&there))), loosely(&there), "{}", markdown(&there));
    }
}

#[test]
fn any_input_is_read_in_time() {
    let size = 200_000;
    let repeat = |piece: &str| piece.repeat(size / piece.len());
    for bomb in [
        repeat("<div>"),
        repeat("<b><i>"),
        repeat("<ul><li>a"),
        repeat("<blockquote>a"),
        repeat("<table><tr><td>a<td>b"),
        repeat("<p><b>a</b>b<i>c</i>"),
        repeat("<tr><td colspan=50 rowspan=50>a"),
        repeat("<p style='mso-list:l0 level9 lfo1'>a<p style='mso-list:l0 level1 lfo1'>b"),
        repeat("*_[`<&\\"),
        repeat("<b>*</b>a<a href=//b.vn>[</a>"),
        repeat("<a href=#_ftn1>1</a><div id=ftn1>"),
        repeat("<p>Mưa lớn ở nhiều nơi, nước các sông lên nhanh.</p>"),
    ] {
        let start = Instant::now();
        let markdown = markdown(&bomb);
        let name: String = bomb.chars().take(40).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
        assert!(markdown.len() < 40 * size, "{name} gave {}", markdown.len());
    }
    for depth in [1, 50, 1_000] {
        let deep =
            format!("{}x{}", "<ul><li><blockquote>".repeat(depth), "</blockquote></li></ul>".repeat(depth));
        assert_eq!(words(&markdown(&deep)), ["x"]);
    }
}

/// HTML, and the words in it.
type Pair = (String, String);

fn text() -> impl Strategy<Value = Pair> {
    let signs = "[a-zộđ0-9 *_~`#>+.()!&;:|=-]{1,12}|[a-z]{1,5} |[\\[\\]\\\\]{1,3}|1\\. |&amp|<b>|- ";
    signs.prop_map(|text| {
        let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        (html, text)
    })
}

fn inline() -> impl Strategy<Value = Pair> {
    text().prop_recursive(3, 12, 4, |inner| {
        let tag =
            prop::sample::select(vec!["b", "i", "s", "span", "a href='https://a.vn/?a=1&amp;b=2'", "u"]);
        (tag, prop::collection::vec(inner, 1..4)).prop_map(|(tag, inner)| {
            let (html, text) = joined(inner, "");
            (format!("<{tag}>{html}</{}>", tag.split(' ').next().unwrap()), text)
        })
    })
}

fn joined(pairs: Vec<Pair>, between: &str) -> Pair {
    let (html, text): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    (html.concat(), text.join(between))
}

fn line() -> impl Strategy<Value = Pair> {
    prop::collection::vec(inline(), 1..5).prop_map(|pairs| joined(pairs, ""))
}

fn block() -> impl Strategy<Value = Pair> {
    let around = |(tag, pairs): (&'static str, Vec<Pair>)| {
        let each = match tag {
            "ul" | "ol" => "li",
            "tr" => "td",
            _ => "p",
        };
        let inner: String = pairs.iter().map(|(html, _)| format!("<{each}>{html}</{each}>")).collect();
        let html = if tag == "tr" {
            format!("<table><tr>{inner}</tr></table>")
        } else {
            format!("<{tag}>{inner}</{tag}>")
        };
        (html, joined(pairs, " ").1)
    };
    let tag = prop::sample::select(vec!["ul", "ol", "blockquote", "tr", "div"]);
    prop_oneof![
        line().prop_map(|(html, text)| (format!("<p>{html}</p>"), text)),
        line().prop_map(|(html, text)| (format!("<h2>{html}</h2>"), text)),
        (line(), line())
            .prop_map(|(a, b)| (format!("<p>{}<br>{}</p>", a.0, b.0), format!("{} {}", a.1, b.1))),
        (tag, prop::collection::vec(line(), 1..4)).prop_map(around),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_or_made(pairs in prop::collection::vec(block(), 1..4)) {
        let (html, text) = joined(pairs, " ");
        let pasted = markdown(&html);
        let expected: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(words(&pasted), expected, "{}\n{}", html, pasted);
    }

    #[test]
    fn what_was_pasted_comes_back(pairs in prop::collection::vec(block(), 1..4)) {
        let once = html(&markdown(&joined(pairs, " ").0));
        let again = markdown(&once);
        prop_assert_eq!(words(&again).concat(), words(&markdown(&html(&again))).concat());
    }

    #[test]
    fn whatever_is_pasted_never_panics(html in "(<(p|b|ul|li|table|tr|td|a|pre|sup|h1|/p|/b|/td|/ul)( style='mso-list:l1 level3')?>|\\PC{0,6}){0,40}") {
        let pasted = markdown(&html);
        prop_assert!(render(&pasted, &mut |_, _, _| None).is_ok());
    }
}

#[test]
fn pictures_within_the_html_are_kept() {
    let code = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, [7; 300]);
    let html = format!(
        "<p>Trước <img alt='Sông' src='data:image/png;base64,{code}'> sau</p><table><tr><td><img src='data:image/png;base64,{code}'></td></tr></table>"
    );
    let mut kept = Vec::new();
    let keep: &mut Keep<'_> = &mut |picture: Embedded| {
        kept.push((picture.ending, picture.bytes.len()));
        Some(format!("/media/{}.png", kept.len()))
    };
    let text = pasted(&html, "", keep).whole();
    assert!(text.starts_with("Trước ![Sông](/media/1.png) sau"), "{text}");
    assert!(text.contains("![](/media/2.png)"), "{text}");
    assert_eq!(kept, [("png", 300), ("png", 300)]);
    assert_eq!(markdown(&html).split_whitespace().next(), Some("Trước"));
}

#[test]
fn word_for_the_web() {
    let html = "<div class=OutlineElement><p class=Paragraph role=heading aria-level=1><span>Lũ quét</span></p></div>\
        <div class=OutlineElement><p class=Paragraph><span>Chiều 9-12.</span></p></div>\
        <div class=ListContainerWrapper><ul class=BulletListStyle1><li data-aria-posinset=1 data-aria-level=1 role=listitem><p>Sơ tán</p></li></ul></div>\
        <div class=ListContainerWrapper><ul class=BulletListStyle2><li data-aria-posinset=1 data-aria-level=2 role=listitem><p>ven suối</p></li></ul></div>\
        <div class=ListContainerWrapper><ul class=BulletListStyle1><li data-aria-posinset=2 data-aria-level=1 role=listitem><p>Cắt điện</p></li></ul></div>\
        <p role=heading aria-level=2>Rồi</p>\
        <div class=ListContainerWrapper><ol><li data-aria-posinset=1 data-aria-level=1><p>Một</p></li></ol></div>\
        <div class=ListContainerWrapper><ol start=2><li data-aria-posinset=2 data-aria-level=1><p>Hai</p></li></ol></div>";
    let expected =
        "## Lũ quét\n\nChiều 9-12.\n\n- Sơ tán\n  - ven suối\n- Cắt điện\n\n### Rồi\n\n1. Một\n2. Hai";
    assert_eq!(markdown(html), expected);
}

#[test]
fn a_dot_that_counts_readers_is_none_of_the_pictures() {
    let dots = "<p>Tin <img src='https://a.vn/p.gif' style='width:1px;height:1px'><img src='https://a.vn/q.gif' width=1 height=1></p>";
    assert_eq!(markdown(dots), "Tin");
}
