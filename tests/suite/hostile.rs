//! The newspaper of somebody who means no good: every text of it tries to become code.

use news::{
    article::{Article, Correction, Figure, Label, Teaser, Translation, Variants},
    bundle::{Block, Head},
    comment::Comment,
    lang::Lang::{En, Vi},
    site::{Face, Site},
    text::html::Html,
};

use crate::newspaper::{NOW, days_ago, head, moment};

/// Leaves an attribute of either quote, and an element.
const TEXT: &str = r#"'"><script>alert(1)</script><b onclick='x'>&amp;"#;

/// Leaves a path.
const SLUG: &str = r#"../"><script>alert(1)</script>"#;

const BODY: &str = r#"<p onclick="alert(1)" style="position:fixed" id="heading" class="masthead">Chữ</p>
<script>alert(1)</script><style>body { display: none }</style>
<a href="javascript:alert(1)">a</a><a href=" JaVaScRiPt&#58;alert(1)">b</a><a href="data:text/html,<script>">c</a>
<img src="x" onerror="alert(1)" alt="d" width="1" height="1"><svg onload="alert(1)"><script>alert(1)</script></svg>
<iframe src="https://evil.example"></iframe><form action="https://evil.example"><input type="password" disabled name="e"></form>
<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1) alt="" width="1" height="1">
</div></article></main><h1>Hết</h1>"#;

fn text() -> String {
    TEXT.to_owned()
}

fn label() -> Label {
    Label { slug: SLUG.into(), name: text() }
}

/// Its settings.
pub fn site() -> Site {
    let face =
        |lang| Face { lang, tagline: text(), description: text(), footer: text(), sections: vec![label()] };
    Site { title: text(), url: text(), editions: vec![face(Vi), face(En)], ..Site::default() }
}

/// An article in a list.
pub fn teaser() -> Teaser {
    let cover = Figure {
        src: r#"x" onerror="alert(1)"#.into(),
        alt: text(),
        caption: Some(text()),
        credit: Some(text()),
        width: Some(1),
        height: Some(1),
        variants: Some(Variants { stem: r#"x" onerror="alert(1)"#.into(), widths: vec![1] }),
    };
    Teaser {
        slug: SLUG.into(),
        title: text(),
        standfirst: Some(text()),
        section: Some(label()),
        published: days_ago(1),
        cover: Some(cover),
        ..Teaser::default()
    }
}

/// The front page's list.
pub fn front() -> Head {
    let other = Teaser { slug: format!("{SLUG}2"), ..teaser() };
    let blocks = vec![Block { section: label(), teasers: vec![other] }];
    Head { blocks, translations: vec![(En, SLUG.into())], ..head(Some(label()), vec![teaser()], 2) }
}

/// An article.
pub fn article() -> Article {
    let comment = |id: &str, parent: Option<&str>| Comment {
        id: format!("{id}{TEXT}"),
        parent: parent.map(|parent| format!("{parent}{TEXT}")),
        name: text(),
        date: days_ago(1),
        text: format!("{TEXT}\n\n{TEXT}"),
        html: false,
        likes: 1,
    };
    Article {
        teaser: teaser(),
        body: Html::unchecked(BODY),
        updated: Some(moment("2024-01-02T12:00:00+07:00")),
        authors: vec![text(), text()],
        credit: Some(text()),
        tags: vec![label()],
        corrections: vec![Correction { date: None, text: text() }],
        views: Some(NOW as u64),
        views_at: Some(moment("2023-12-31T00:00:00Z")),
        minutes: 1,
        translations: vec![Translation { lang: En, slug: SLUG.into(), title: text() }],
        related: vec![teaser()],
        previous: Some(teaser()),
        number: None,
        comments_open: true,
        comments: vec![comment("1", None), comment("2", Some("1"))],
    }
}
