//! Each remark, and articles of which there is none.

use super::*;
use crate::manuscript::{dates::Zone, edit::File, read};

/// A site of a few addresses.
struct Site {
    now: Option<i64>,
}

impl Asking for Site {
    fn unpublished_at(&self) -> Option<i64> {
        self.now
    }

    fn taken(&self, lang: Option<Lang>, slug: &str) -> bool {
        (lang.unwrap_or_default(), slug) == (Lang::Vi, "co-roi")
    }

    fn leads(&self, url: &str) -> bool {
        url == "bai-khac" || is_remote(url)
    }

    fn picture(&self, src: &str) -> Picture {
        match src {
            "a.jpg" => Picture::There,
            src if is_remote(src) => Picture::Remote,
            _ => Picture::Missing,
        }
    }
}

fn told(fields: &str, body: &str) -> Vec<(&'static str, Option<usize>)> {
    let text = format!("---\n{fields}---\n{body}");
    let zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
    let of = File::new("content/a.md", &text, zone).read().unwrap().0;
    let all = manuscript(&of, &text, &Site { now: Some(1_700_000_000) });
    all.iter().map(|remark| (remark.kind.code(), remark.line(&of, &of.body))).collect()
}

const GOOD: &str = "title: Mưa lớn\ndate: 2023-12-09\nstandfirst: Một câu.\n";

#[test]
fn a_good_article_has_no_remark() {
    let fields =
        format!("{GOOD}cover: {{src: a.jpg, alt: Sóng}}\npublish_at: 2030-01-01\nexpires_at: 2030-01-02\n");
    let body = "## Một\n\n[x](bai-khac) [y](https://a.example) [z](#hai)\n\n### Hai\n\n![Sóng](a.jpg)\n\n\
        <img src=\"a.jpg\" alt=\"\">\n\n`![](a.jpg)`\n\n## Ba\n";
    assert_eq!(told(&fields, body), []);
}

/// Fields, text, and the remarks on them.
type Case = (String, &'static str, &'static [(&'static str, Option<usize>)]);

#[test]
fn every_remark_with_its_line() {
    let long = |field: &str, count: usize| format!("{field}: {}\n", "a".repeat(count));
    let cases: [Case; 12] = [
        ("standfirst: Một câu.\n".into(), "", &[("missing-title", None), ("missing-date", None)]),
        (GOOD.replace("standfirst", "credit"), "", &[("no-standfirst", None)]),
        (GOOD.replace("title: Mưa lớn\n", &long("title", 111)), "", &[("long-title", Some(2))]),
        (GOOD.replace("standfirst: Một câu.\n", &long("lead", 251)), "", &[("long-standfirst", Some(4))]),
        (format!("{GOOD}slug: co-roi\n"), "", &[("duplicate-slug", Some(5))]),
        (
            format!("{GOOD}image: a.jpg\n"),
            "x\n\n![](a.jpg \"T\")\n\n<p>\n<img\nsrc=a.jpg>\n</p>\n",
            &[("no-alt", Some(5)), ("no-alt", Some(9)), ("no-alt", Some(12))],
        ),
        (
            format!("{GOOD}publish_at: 2023-01-02\nexpires_at: 2023-01-01\n"),
            "",
            &[("publish-past", Some(5)), ("expires-first", Some(6))],
        ),
        (
            GOOD.into(),
            "### Một\n\n## Hai\n\n#### Ba\n",
            &[("skipped-heading", Some(6)), ("skipped-heading", Some(10))],
        ),
        (GOOD.into(), "a\nmu\u{31b}a\n", &[("decomposed", Some(7))]),
        (
            GOOD.into(),
            "[x](khong-co)\n[y](#khong)\n![a](https://a.example/x.jpg)\n![b](b.jpg)\n",
            &[
                ("dead-link", Some(6)),
                ("dead-link", Some(7)),
                ("remote-picture", Some(8)),
                ("missing-picture", Some(9)),
            ],
        ),
        (GOOD.into(), "<iframe src=\"https://a.example\"></iframe>\n", &[("frame", Some(6))]),
        (format!("{GOOD}cover: {{src: b.jpg, alt: x}}\n"), "", &[("missing-picture", Some(5))]),
    ];
    for (fields, body, expected) in cases {
        assert_eq!(told(&fields, body), expected, "{fields}{body}");
    }
    assert_eq!(told(GOOD, &format!("a\n{}", ">".repeat(1_000))), [("too-deep", Some(7))]);
}

#[test]
fn a_remark_is_the_problem_that_reading_tells() {
    let (_, faults) = read("a.md", b"---\nstandfirst: x\n---\n", &Zone::utc());
    let same = [Kind::NoDate, Kind::NoTitle].map(|kind| kind.problem("a.md").at(1));
    let told = faults.iter().map(|fault| fault.problem("a.md"));
    assert_eq!(told.filter(|problem| problem.code != "bad-slug").collect::<Vec<_>>(), same);
}
