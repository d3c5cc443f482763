//! Texts as WordPress, its blocks, its older editor and plugins write them.

use super::*;
use crate::text::markdown;

const HOME: &str = "https://wp.example/tin";

fn read(html: &str) -> Body {
    let picture = |url: &str| {
        let name = url.strip_prefix("https://wp.example/tin/up/")?;
        Some(format!("/media/wp/{name}"))
    };
    let link =
        |url: &str| (url == "https://wp.example/tin/2023/mua/#cuoi").then(|| "12.json#cuoi".to_owned());
    body(
        html,
        Some("https://wp.example/tin/up/bia-scaled.jpg"),
        &Ways { home: HOME, picture: &picture, link: &link },
    )
}

fn html(source: &str) -> String {
    read(source).html
}

#[test]
fn paragraphs_headings_and_lists() {
    for (source, expected) in [
        (
            "\n<p>Mưa &#8211; lũ<br />\nở <B>Huế</B>.</p>\n\n\n<p>&nbsp;</p>\n<p><br></p>",
            "<p>Mưa &#8211; lũ<br> ở <b>Huế</b>.</p>",
        ),
        ("Không có thẻ nào", "<p>Không có thẻ nào</p>"),
        ("a<p>b</p>c <i>d</i>", "<p>a</p><p>b</p><p>c <i>d</i></p>"),
        (
            "<h1 class=\"wp-block-heading\">A</h1><h3 id=\"b\">B</h3><h6></h6>",
            "<h2>A</h2><h4 id=\"b\">B</h4>",
        ),
        ("<h4>A</h4><h5>B</h5>", "<h2>A</h2><h3>B</h3>"),
        ("<ul><li>a<ul><li>b</li></ul></li><li></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (
            "<ol start=\"3\" type=\"a\" reversed onclick=x><li><p>a</p><p>b</ol>",
            "<ol start=\"3\" type=\"a\"><li><p>a</p><p>b</p></li></ol>",
        ),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        (
            "<div class=\"wp-block-columns\"><div class=\"wp-block-column\"><p>a</p></div><div>b</div></div>",
            "<p>a</p><p>b</p>",
        ),
        (
            "<span id=\"more-7\"></span><p style=\"color:red\" class=\"x\">a</p><!--nextpage--><p>b</p>",
            "<p>a</p><p>b</p>",
        ),
        ("<p>a</p><hr class=\"wp-block-separator\"/><p>a < b & c</p>", "<p>a</p><hr><p>a &lt; b & c</p>"),
        (
            "<acronym title='World \"W\"'>W</acronym> <strike>x</strike> <tt>y</tt> <big>z</big>",
            "<p><abbr title=\"World &quot;W&quot;\">W</abbr> <s>x</s> <code>y</code> z</p>",
        ),
        (
            "<blockquote class=\"wp-block-quote\"><p>a</p><cite>B</cite></blockquote>",
            "<blockquote><p>a</p><p><cite>B</cite></p></blockquote>",
        ),
        (
            "<details><summary>a</summary><p>b</p></details>",
            "<details><summary>a</summary><p>b</p></details>",
        ),
    ] {
        assert_eq!(html(source), expected, "{source}");
    }
    assert!(html("<ol reversed=\"reversed\"><li>a</ol>").starts_with("<ol reversed>"));
}

#[test]
fn code_keeps_its_lines_in_one() {
    for (source, expected) in [
        (
            "<pre class=\"wp-block-code\"><code lang=\"x\" class=\"language-rust\">a\n\n  &lt;b> < c\n</code></pre>",
            "<pre tabindex=\"0\"><code class=\"language-rust\">a&#10;&#10;  &lt;b> &lt; c</code></pre>",
        ),
        (
            "<pre class=\"wp-block-verse\">a<br>b<br />c</pre>",
            "<pre tabindex=\"0\"><code>a&#10;b&#10;c</code></pre>",
        ),
        ("<pre></pre>", ""),
    ] {
        assert_eq!(html(source), expected, "{source}");
    }
}

#[test]
fn tables_scroll_and_keep_their_caption() {
    let source = "<figure class=\"wp-block-table\"><table class=\"has-fixed-layout\"><thead><tr><th scope=\"col\">Trạm</th></tr></thead>\
        <tbody><tr><td colspan=\"2\" style=\"x\">Huế</td><td></td></tr></tbody></table><figcaption>Đo lúc 7 giờ</figcaption></figure>";
    let expected = "<figure><div class=\"table\" role=\"region\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Trạm</th></tr></thead>\
        <tbody><tr><td colspan=\"2\">Huế</td><td></td></tr></tbody></table></div><figcaption>Đo lúc 7 giờ</figcaption></figure>";
    assert_eq!(html(source), expected);
}

#[test]
fn a_picture_is_the_largest_and_has_its_caption() {
    let figure = "<figure><img src=\"/media/wp/lu.jpg\" alt=\"Lũ\"><figcaption>Nước <em>lên</em></figcaption></figure>";
    for source in [
        "<figure class=\"wp-block-image size-large\"><img loading=\"lazy\" width=\"1024\" src=\"https://wp.example/tin/up/lu-1024x683.jpg\" alt=\"Lũ\" \
         srcset=\"https://wp.example/tin/up/lu-1024x683.jpg 1024w, https://wp.example/tin/up/lu.jpg 2000w, https://wp.example/tin/up/lu-300x200.jpg 300w\"/>\
         <figcaption class=\"wp-element-caption\">Nước <em>lên</em></figcaption></figure>",
        "<div class=\"wp-block-image\"><figure class=\"aligncenter\"><a href=\"https://wp.example/tin/up/lu.jpg\"><img src=\"/tin/up/lu.jpg\" alt=\"Lũ\"></a>\
         <figcaption>Nước <em>lên</em></figcaption></figure></div>",
        "<div id=\"attachment_6\" style=\"width: 310px\" class=\"wp-caption alignnone\"><img src=\"//wp.example/tin/up/lu.jpg\" alt=\"Lũ\">\
         <p class=\"wp-caption-text\">Nước <em>lên</em></p></div>",
        "<figure><img src=\"data:image/gif;base64,AAAA\" data-src=\"https://wp.example/tin/up/lu.jpg\" alt=\"Lũ\"><noscript><img src=\"x\"></noscript>\
         <figcaption>Nước <em>lên</em></figcaption></figure>",
    ] {
        assert_eq!(html(source), figure, "{source}");
        assert_eq!(
            read(source).pictures.into_keys().collect::<Vec<_>>(),
            ["https://wp.example/tin/up/lu.jpg"]
        );
    }
}

#[test]
fn a_size_that_wordpress_made_is_not_the_picture() {
    let found = read(
        "<img class='attachment-thumbnail size-thumbnail' src='https://wp.example/tin/up/lu-150x150.jpg'>",
    );
    assert_eq!(found.html, "<figure><img src=\"/media/wp/lu.jpg\" alt=\"\"></figure>");
    let (largest, written) = found.pictures.first_key_value().unwrap();
    assert_eq!(
        (largest.as_str(), written.as_str()),
        ("https://wp.example/tin/up/lu.jpg", "https://wp.example/tin/up/lu-150x150.jpg")
    );
    assert!(
        html("<img src='https://wp.example/tin/up/lu-150x150.jpg'>").contains("lu-150x150.jpg"),
        "named so by its author"
    );
}

#[test]
fn a_picture_alone_is_a_figure_and_one_in_a_line_is_not() {
    let img = "<img src=\"https://wp.example/tin/up/a.jpg\" alt=\"\">";
    let here = "<img src=\"/media/wp/a.jpg\" alt=\"\">";
    for (source, expected) in [
        (format!("<p>{img}</p>"), format!("<figure>{here}</figure>")),
        (
            format!("<p><a href=\"https://b.example/\">{img}</a></p>"),
            format!("<figure><a href=\"https://b.example/\">{here}</a></figure>"),
        ),
        (
            format!("<p>{img}<br>{img}</p>"),
            format!("<div class=\"gallery\"><figure>{here}</figure><figure>{here}</figure></div>"),
        ),
        (format!("<p>Xem {img}</p>"), format!("<p>Xem {here}</p>")),
        (
            format!("<div class=\"wp-block-cover\">{img}<div><p>a</p></div></div>"),
            format!("<figure>{here}</figure><p>a</p>"),
        ),
        (
            "<p>Hay <img class=\"emoji\" alt=\"🌧\" src=\"https://s.w.org/x.png\"></p>".into(),
            "<p>Hay 🌧</p>".into(),
        ),
        ("<p><img class=\"emoji\" alt=\"🌧\" src=\"https://s.w.org/x.png\"></p>".into(), "<p>🌧</p>".into()),
    ] {
        assert_eq!(html(&source), expected, "{source}");
    }
}

#[test]
fn a_picture_that_is_not_here_is_a_link() {
    let source = "<figure><img src=\"https://other.example/x.jpg\" alt=\"Bão\"><figcaption>Ảnh: X</figcaption></figure>";
    assert_eq!(html(source), "<p><a href=\"https://other.example/x.jpg\">Bão</a><br>Ảnh: X</p>");
    assert_eq!(read(source).pictures.len(), 1);
    assert_eq!(
        html("<p>a <img src=\"https://other.example/x.jpg\"></p>"),
        "<p>a <a href=\"https://other.example/x.jpg\">https://other.example/x.jpg</a></p>"
    );
}

#[test]
fn the_articles_own_picture_is_not_shown_twice() {
    let own = "<figure><img src=\"https://wp.example/tin/up/bia-1024x683.jpg\"><figcaption>Đầu mùa</figcaption></figure>";
    let found = read(&format!("{own}<p>a</p>"));
    assert_eq!((found.html.as_str(), found.cover_caption.as_deref()), ("<p>a</p>", Some("Đầu mùa")));
    assert!(html(&format!("<p>a</p>{own}")).contains("bia-1024x683.jpg"), "further down it is meant");
}

#[test]
fn galleries_of_every_age() {
    let img = |name: &str| {
        format!(
            "<a href=\"https://wp.example/tin/up/{name}.jpg\"><img src=\"https://wp.example/tin/up/{name}.jpg\" alt=\"{name}\"></a>"
        )
    };
    let figure = |name: &str, caption: &str| {
        format!("<figure><img src=\"/media/wp/{name}.jpg\" alt=\"{name}\">{caption}</figure>")
    };
    let both = format!(
        "<div class=\"gallery\">{}{}</div>",
        figure("a", "<figcaption>A</figcaption>"),
        figure("b", "")
    );
    for source in [
        format!(
            "<figure class=\"wp-block-gallery has-nested-images\"><figure class=\"wp-block-image\">{}<figcaption>A</figcaption></figure><figure class=\"wp-block-image\">{}</figure></figure>",
            img("a"),
            img("b")
        ),
        format!(
            "<figure class=\"wp-block-gallery\"><ul class=\"blocks-gallery-grid\"><li class=\"blocks-gallery-item\"><figure>{}<figcaption>A</figcaption></figure></li><li><figure>{}</figure></li></ul></figure>",
            img("a"),
            img("b")
        ),
        format!(
            "<ul class=\"wp-block-gallery\"><li><figure>{}<figcaption>A</figcaption></figure></li><li><figure>{}</figure></li></ul>",
            img("a"),
            img("b")
        ),
        format!(
            "<div id='gallery-1' class='gallery galleryid-4'><dl class='gallery-item'><dt class='gallery-icon'>{}</dt><dd class='wp-caption-text gallery-caption'>A</dd></dl><dl class='gallery-item'><dt>{}</dt></dl><br style='clear: both' /></div>",
            img("a"),
            img("b")
        ),
        format!(
            "<div class='gallery'><figure class='gallery-item'><div class='gallery-icon'>{}</div><figcaption class='wp-caption-text gallery-caption'>A</figcaption></figure><figure class='gallery-item'>{}</figure></div>",
            img("a"),
            img("b")
        ),
    ] {
        assert_eq!(html(&source), both, "{source}");
    }
    let named = format!(
        "<figure class=\"wp-block-gallery\"><figure>{}</figure><figure>{}</figure><figcaption class=\"blocks-gallery-caption\">Cả hai</figcaption></figure>",
        img("a"),
        img("b")
    );
    assert_eq!(
        html(&named),
        format!("<div class=\"gallery\">{}{}</div><p>Cả hai</p>", figure("a", ""), figure("b", ""))
    );
    let one = format!("<figure class=\"wp-block-gallery\"><figure>{}</figure></figure>", img("a"));
    assert_eq!(html(&one), figure("a", ""));
}

#[test]
fn what_other_sites_would_show_is_a_link() {
    let watch = "<p><a href=\"https://www.youtube.com/watch?v=abc\">Bão số 3</a></p>";
    for (source, expected) in [
        (
            "<figure class=\"wp-block-embed is-type-video is-provider-youtube\"><div class=\"wp-block-embed__wrapper\">\n<iframe title=\"Bão số 3\" src=\"https://www.youtube.com/embed/abc?feature=oembed\" allowfullscreen></iframe>\n</div></figure>",
            watch,
        ),
        ("<p><iframe title=\"Bão số 3\" src=\"//www.youtube.com/embed/abc\"></iframe></p>", watch),
        ("<p><iframe title=\"Bão\nsố 3\" src=\"//www.youtube.com\r/embed/abc\"></iframe></p>", watch),
        (
            "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/abc?t=1&amp;a=2\n</div><figcaption>Xem lại</figcaption></figure>",
            "<p><a href=\"https://youtu.be/abc?t=1&amp;a=2\">https://youtu.be/abc?t=1&amp;a=2</a></p><p>Xem lại</p>",
        ),
        (
            "<figure class=\"wp-block-embed is-provider-twitter\"><div><blockquote class=\"twitter-tweet\"><p>Mưa</p>&mdash; A <a href=\"https://twitter.com/a/1\">hôm qua</a></blockquote><script async src=\"https://platform.twitter.com/widgets.js\"></script></div></figure>",
            "<blockquote><p>Mưa</p><p>&mdash; A <a href=\"https://twitter.com/a/1\">hôm qua</a></p></blockquote>",
        ),
        (
            "<blockquote class=\"wp-embedded-content\"><p><a href=\"https://b.example/x/\">X</a></p></blockquote><iframe class=\"wp-embedded-content\" src=\"https://b.example/x/embed/\"></iframe>",
            "<blockquote><p><a href=\"https://b.example/x/\">X</a></p></blockquote>",
        ),
        (
            "<iframe src=\"https://player.vimeo.com/video/12?h=1\"></iframe>",
            "<p><a href=\"https://vimeo.com/12\">https://vimeo.com/12</a></p>",
        ),
        (
            "<figure class=\"wp-block-video\"><video controls src=\"https://wp.example/tin/up/lu.mp4\"></video><figcaption>Lũ</figcaption></figure>",
            "<figure><p><a href=\"https://wp.example/tin/up/lu.mp4\">lu.mp4</a></p><figcaption>Lũ</figcaption></figure>",
        ),
        (
            "<figure class=\"wp-block-embed is-provider-tiktok\"><div class=\"wp-block-embed__wrapper\"><blockquote class=\"tiktok-embed\" cite=\"https://www.tiktok.com/@a/video/1\"><section><a target=\"_blank\" title=\"@a\" href=\"https://www.tiktok.com/@a\">@a</a> <p>Nước lên</p> <a href=\"https://www.tiktok.com/@a/video/1\">Xem phim</a></section></blockquote><script async src=\"https://www.tiktok.com/embed.js\"></script></div></figure>",
            "<blockquote><p><a href=\"https://www.tiktok.com/@a\">@a</a></p><p>Nước lên</p><p><a href=\"https://www.tiktok.com/@a/video/1\">Xem phim</a></p></blockquote>",
        ),
        (
            "<iframe src=\"https://www.facebook.com/plugins/video.php?height=314&amp;href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1%2F&amp;show_text=false\"></iframe>",
            "<p><a href=\"https://www.facebook.com/a/videos/1/\">https://www.facebook.com/a/videos/1/</a></p>",
        ),
        (
            "<figure class=\"wp-block-audio\"><audio controls src=\"https://wp.example/tin/up/ban-tin.mp3\"></audio></figure>",
            "<figure><p><a href=\"https://wp.example/tin/up/ban-tin.mp3\">ban-tin.mp3</a></p></figure>",
        ),
        (
            "<div class=\"wp-block-file\"><object class=\"wp-block-file__embed\" data=\"https://wp.example/tin/up/a.pdf\" type=\"application/pdf\"></object><a href=\"https://wp.example/tin/up/a.pdf\">Công văn</a><a href=\"https://wp.example/tin/up/a.pdf\" class=\"wp-block-file__button\" download>Tải về</a></div>",
            "<p><a href=\"https://wp.example/tin/up/a.pdf\">Công văn</a></p>",
        ),
        ("<p>https://a.example/b</p>", "<p><a href=\"https://a.example/b\">https://a.example/b</a></p>"),
        ("<iframe src=\"about:blank\"></iframe>", ""),
    ] {
        assert_eq!(html(source), expected, "{source}");
    }
}

#[test]
fn links_lead_to_this_site_where_they_can() {
    for (source, expected) in [
        ("https://wp.example/tin/2023/mua/#cuoi", "12.json#cuoi"),
        ("/tin/2023/mua/#cuoi", "12.json#cuoi"),
        ("/khac/", "https://wp.example/khac/"),
        ("?p=4", "https://wp.example/tin/?p=4"),
        ("#cuoi", "#cuoi"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://b.example/?a=1&amp;b=2", "https://b.example/?a=1&amp;b=2"),
    ] {
        assert_eq!(
            html(&format!("<a href='{source}' target=_blank>x</a>")),
            format!("<p><a href=\"{expected}\">x</a></p>")
        );
    }
    assert_eq!(html("<p>a <a name=\"x\"></a><a href=\"/b\"> </a>c</p>").matches("<a").count(), 1);
}

#[test]
fn what_is_no_text_goes() {
    for source in [
        "<script>alert(1)</script><style>p{}</style>",
        "<form><input><button>Gửi</button></form>",
        "<div class=\"sharedaddy\"><a href=\"x\">Chia sẻ</a></div>",
        "<!-- wp:paragraph --><p></p>",
        "<figure class=\"wp-block-image\"><img alt=\"\"/></figure>",
        "<ul></ul><blockquote> </blockquote>",
        "",
    ] {
        assert_eq!(html(source), "", "{source}");
    }
    let found = read("<p>a [toc x=1]</p>[/hop]");
    assert_eq!((found.html.as_str(), found.shortcodes.len()), ("<p>a</p>", 2));
}

#[test]
fn any_text_stays_one_block_of_html_in_markdown() {
    let odd = [
        "a\n\n    b\n\n# c\n\n* d\n\n```\ne\n",
        "<em>x</em>\n\n<p>- a\n\n- b</p>\n<pre>1\n\n2</pre>",
        "<video src=x></video><b>*x*</b>",
        "<table>\n\n<tr>\n\n<td>\n\n*a*",
        "<p>[a]: /b\n\n[a]\n</p>&lt;script&gt;",
        "<img src='/a\r\n.jpg'>",
    ];
    for source in odd {
        let html = html(source);
        assert!(!html.contains(['\n', '\r']), "{html}");
        let rendered = markdown::render(&html, &mut |_, _, _| None).unwrap();
        assert_eq!(rendered.html, crate::text::sanitise::sanitise(&html), "{html}");
        assert!(rendered.headings.is_empty());
    }
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_html_is_read(html in "(<(/?)(p|b|a|li|ul|table|td|figure|img|div|iframe|pre|h1)( href=x| src='/a.jpg'| class=gallery)?>|\\[x a=1\\]|<!--|&#x;|[ a\n<>\"]){0,40}|\\PC{0,60}") {
            let html = read(&html).html;
            prop_assert!(!html.contains(['\n', '\r']));
            let rendered = markdown::render(&html, &mut |_, _, _| None).unwrap();
            prop_assert_eq!(rendered.html, crate::text::sanitise::sanitise(&html));
        }
    }
}
