//! placeholder until news::manuscript lands
use news::{article::{Correction, Figure}, date::Moment, lang::Lang, problem::Problem};
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    pub title: String, pub slug: Option<String>, pub date: Moment, pub standfirst: Option<String>, pub section: Option<String>,
    pub tags: Vec<String>, pub authors: Vec<String>, pub credit: Option<String>, pub cover: Option<Figure>, pub updated: Option<Moment>,
    pub corrections: Vec<Correction>, pub related: Vec<String>, pub views: Option<u64>, pub lang: Option<Lang>, pub translation_of: Option<String>,
    pub draft: bool, pub publish_at: Option<Moment>, pub expires_at: Option<Moment>, pub comments: Option<bool>, pub body: String, pub body_line: usize,
}
pub fn read(_file: &str, bytes: &[u8]) -> (Option<Manuscript>, Vec<Problem>) {
    let text = String::from_utf8_lossy(bytes);
    let mut m = Manuscript::default();
    let parts: Vec<&str> = text.splitn(3, "---\n").collect();
    if parts.len() < 3 { return (None, vec![]); }
    for line in parts[1].lines() {
        let Some((k, v)) = line.split_once(':') else { continue };
        let v = v.trim().trim_matches('"').to_owned();
        let list = || v.trim_matches(['[', ']']).split(',').map(|s| s.trim().trim_matches('"').to_owned()).collect();
        match k { "title" => m.title = v, "section" => m.section = Some(v), "slug" => m.slug = Some(v), "tags" => m.tags = list(), "related" => m.related = list(),
            "lang" => m.lang = Lang::parse(&v), "translation_of" => m.translation_of = Some(v), "draft" => m.draft = v == "true",
            "date" => m.date = v.parse().unwrap_or_else(|_| { let n = |r| v.get(r).and_then(|x: &str| x.parse::<i32>().ok()).unwrap_or(1);
               let d = if v.as_bytes()[2] == b'-' { (n(6..10), n(3..5), n(0..2)) } else { (n(0..4), n(5..7), n(8..10)) };
               Moment::new(news::date::Day{year:d.0, month:d.1 as u8, day:d.2 as u8}.number()*86400-7*3600, 420)}),
            _ => {} }
    }
    m.body = parts[2].to_owned();
    m.body_line = parts[1].lines().count() + 3;
    (Some(m), vec![])
}
