//! A small newspaper for the pages: everything that an article can have, and nothing of it.

use bantin_app::{app::Screen, load::Content};
use news::{
    article::{Article, Correction, Figure, Label, Teaser, Translation, Variants},
    bundle::{Block, Head, Page, VERSION, Year},
    comment::Comment,
    date::{Day, Moment},
    lang::Lang::{self, En, Vi},
    route::{List, Route, Span},
    site::{Face, Site},
    text::html::Html,
};

/// Noon of 2024-01-02 in Vietnam: when the pages are read.
pub const NOW: i64 = 1_704_171_600;

/// A moment as an article names it.
pub fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// `n` days before [`NOW`].
pub fn days_ago(n: i64) -> Moment {
    Moment::new(NOW - n * 86_400, 7 * 60)
}

/// A section or tag.
pub fn label(slug: &str, name: &str) -> Label {
    Label { slug: slug.into(), name: name.into() }
}

/// The newspaper, in two languages.
pub fn site() -> Site {
    let journal = || label("tap-chi", "Tạp chí");
    Site {
        title: "Bản tin Khí tượng".into(),
        url: "https://bantin.example".into(),
        editions: vec![
            Face {
                lang: Vi,
                tagline: "Thời tiết, nước và con người".into(),
                description: "Tin khí tượng thủy văn".into(),
                footer: "Giấy phép số 1. Tòa soạn giữ bản quyền.".into(),
                sections: vec![label("thoi-tiet", "Thời tiết"), journal()],
            },
            Face {
                lang: En,
                tagline: "Weather, water and people".into(),
                sections: vec![label("journal", "The journal")],
                ..Face::default()
            },
        ],
        ..Site::default()
    }
}

/// A picture below the site's base, its size known.
pub fn picture(alt: &str) -> Figure {
    Figure {
        src: "media/hoi-truong.jpg".into(),
        alt: alt.into(),
        caption: None,
        credit: None,
        width: Some(1200),
        height: Some(800),
        variants: Some(Variants { stem: "media/_v/hoi-truong-3f786850e387".into(), widths: vec![240, 680] }),
    }
}

/// The `n`th article of a list: every second one has a picture, every third a standfirst and comments.
pub fn teaser(n: u32) -> Teaser {
    Teaser {
        slug: format!("bai-{n}"),
        title: format!("Bài số {n}"),
        standfirst: n.is_multiple_of(3).then(|| format!("Sapo của bài số {n}.")),
        section: Some(label("thoi-tiet", "Thời tiết")),
        published: days_ago(i64::from(n)),
        cover: n.is_multiple_of(2).then(|| picture("Hội trường")),
        comment_count: n % 3 * 2,
        ..Teaser::default()
    }
}

/// A teaser that shows from `from` to `until`, in seconds after [`NOW`].
pub fn passing(slug: &str, from: i64, until: i64) -> Teaser {
    let at = |seconds| Some(Moment::new(NOW + seconds, 7 * 60));
    let title = format!("Thoáng qua: {slug}");
    Teaser { slug: slug.into(), title, publish_at: at(from), expires_at: at(until), ..teaser(1) }
}

/// A list's newest, cut into `pages` full pages.
pub fn head(label: Option<Label>, newest: Vec<Teaser>, pages: u32) -> Head {
    let total = newest.len() as u32 + pages.saturating_sub(1) * 20;
    Head { version: VERSION, label, total, pages, newest, ..Head::default() }
}

/// The front page's list: eight articles and two sections.
pub fn front() -> Head {
    let block = |slug, name, numbers: [u32; 3]| Block {
        section: label(slug, name),
        teasers: numbers.map(teaser).into(),
    };
    let blocks = vec![
        block("thoi-tiet", "Thời tiết", [1, 9, 10]),
        block("tap-chi", "Tạp chí", [11, 12, 13]),
        block("khong-con", "Chỉ có tin ở trên", [2, 3, 4]),
    ];
    Head { blocks, translations: vec![(En, String::new())], ..head(None, (1..=8).map(teaser).collect(), 2) }
}

/// The page of a list.
pub fn list(list: List, head: Head) -> Screen {
    Screen::Page(Route::List { lang: Vi, list, page: None }, Content::Newest(head))
}

/// A numbered page of the section of weather.
pub fn numbered(number: u32, pages: u32, teasers: Vec<Teaser>) -> Screen {
    let list = List::Section("thoi-tiet".into());
    let head = head(Some(label("thoi-tiet", "Thời tiết")), vec![teaser(1)], pages);
    let page = Page { version: VERSION, teasers };
    Screen::Page(Route::List { lang: Vi, list, page: Some(number) }, Content::Numbered(head, page))
}

/// The years of the archive.
pub fn years() -> Screen {
    Screen::Page(Route::archive(Vi, Span::All), Content::Years([2022, 2023].into()))
}

/// A part of the archive of 2023.
pub fn days(span: Span, teasers: Vec<Teaser>) -> Screen {
    let mut year = Year::after(1);
    for (month, day, articles) in [(3, 1, 2), (12, 8, 1), (12, 9, 4)] {
        year.add(Day { year: 2023, month, day }, articles);
    }
    Screen::Page(Route::archive(Vi, span), Content::Days(year, teasers))
}

/// The 9th of December 2023.
pub const DAY: Day = Day { year: 2023, month: 12, day: 9 };

/// The page of an article.
pub fn page(article: Article) -> Screen {
    let route = Route::article(article.teaser.lang, &article.teaser.slug);
    Screen::Page(route, Content::Article(Box::new(article)))
}

/// The article that the project began with, with everything that an article can have.
pub fn full_article() -> Article {
    let cover = Figure {
        caption: Some("Toàn cảnh lớp tập huấn.".into()),
        credit: Some("Minh An".into()),
        ..picture("Hội trường có nhiều người ngồi")
    };
    Article {
        teaser: Teaser {
            slug: "tap-huan".into(),
            title: "Tập huấn công tác bình đẳng giới năm 2023".into(),
            standfirst: Some("Ngày 8/12, tại Vĩnh Phúc, Bộ mở lớp tập huấn.".into()),
            section: Some(label("tap-chi", "Tạp chí")),
            published: moment("2023-12-09T08:30:00+07:00"),
            cover: Some(cover),
            comment_count: 4,
            ..Teaser::default()
        },
        body: Html::unchecked(BODY),
        updated: Some(moment("2023-12-11T09:00:00+07:00")),
        authors: vec!["Lê Thu Hà".into(), "Phạm Quang".into()],
        credit: Some("Tạp chí KTTV tổng hợp".into()),
        tags: vec![label("binh-dang-gioi", "bình đẳng giới"), label("tap-huan", "tập huấn")],
        corrections: vec![
            Correction {
                date: Some(moment("2023-12-10T10:00:00+07:00")),
                text: "Lớp học có 120 người, không phải 210.".into(),
            },
            Correction { date: None, text: "Đã sửa một tên riêng.".into() },
        ],
        views: Some(1_203),
        views_at: None,
        minutes: 3,
        translations: vec![Translation { lang: En, slug: "training".into(), title: "Training".into() }],
        related: vec![teaser(4), teaser(5)],
        previous: Some(teaser(6)),
        number: None,
        comments_open: true,
        comments: thread(),
    }
}

const BODY: &str = r##"<p>Lớp tập huấn mở tại <strong>Vĩnh Phúc</strong>.<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup></p>
<h2 id="h-noi-dung">Nội dung</h2>
<figure><img src="media/b.jpg" alt="Bảng số liệu" width="640" height="480" loading="lazy"><figcaption>Bảng</figcaption></figure>
<div class="table" role="region" tabindex="0" aria-label="Bảng"><table><thead><tr><th>Năm</th></tr></thead><tbody><tr><td>2023</td></tr></tbody></table></div>
<section class="footnotes" role="doc-endnotes" aria-label="Chú thích"><ol><li id="fn-1"><p>Theo Bộ. <a href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>"##;

/// Comments with answers on every level, likes, and paragraphs.
pub fn thread() -> Vec<Comment> {
    let comment = |id: &str, parent: Option<&str>, days, likes, text: &str| Comment {
        id: id.into(),
        parent: parent.map(Into::into),
        name: format!("Bạn đọc {id}"),
        date: days_ago(days),
        text: text.into(),
        html: false,
        likes,
    };
    vec![
        comment("1", None, 9, 0, "Ý kiến đầu tiên."),
        comment("2", Some("1"), 8, 12, "Trả lời.\n\nĐoạn thứ hai."),
        comment("3", Some("2"), 7, 0, "Trả lời của trả lời."),
        comment("4", None, 1, 1, "Ý kiến mới hơn."),
    ]
}

/// An article with nothing but what it must have.
pub fn bare_article(lang: Lang) -> Article {
    let published = moment("2023-12-09T08:30:00+07:00");
    let teaser =
        Teaser { slug: "mot-bai".into(), lang, title: "Một bài".into(), published, ..Teaser::default() };
    Article {
        teaser, body: Html::unchecked("<p>Một đoạn.</p>"), comments_open: true, ..Article::default()
    }
}

/// The article in English.
pub fn english_article() -> Article {
    let section = Some(label("journal", "The journal"));
    let own =
        |slug: &str, title: &str| Teaser { slug: slug.into(), title: title.into(), lang: En, ..teaser(6) };
    let bare = bare_article(En);
    let title = "Gender equality training, 2023".into();
    Article {
        teaser: Teaser { slug: "training".into(), title, section, ..bare.teaser },
        body: Html::unchecked("<p>A class of one day.</p>"),
        updated: Some(moment("2023-12-11T09:00:00+07:00")),
        authors: vec!["Lê Thu Hà".into()],
        views: Some(1_203),
        minutes: 1,
        translations: vec![Translation { lang: Vi, slug: "tap-huan".into(), title: "Tập huấn".into() }],
        related: vec![own("storms", "How to read a storm bulletin")],
        comments: thread().into_iter().take(2).collect(),
        ..bare
    }
}
