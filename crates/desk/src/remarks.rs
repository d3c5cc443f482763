//! What is to be looked at again in an article: what `bantin check` would say of it, in the editor's language.

use news::{
    check::{self, About, Asking, Kind, Picture},
    date::Moment,
    lang::Lang,
    manuscript::{self, Manuscript, dates::Zone, heading},
    problem::Severity,
    site::Site,
    text::vietnamese::nfc,
};

use crate::{
    form::{Field, Form, key},
    known::{Known, Seen, article_of},
};

/// Where a remark leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a field of the form.
    Field(Field),
    /// To a place in the text, in bytes.
    Text(usize),
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub severity: Severity,
    /// What `bantin check` calls it.
    pub code: &'static str,
    /// What it is.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub place: Place,
}

/// An article on the desk.
#[derive(Clone, Copy, Debug)]
pub struct OnDesk<'d> {
    /// The path of its file, or of the one that it would get.
    pub path: &'d str,
    /// Its fields.
    pub form: &'d Form,
    /// Its text.
    pub body: &'d str,
    /// Its file as it was opened, if it was.
    pub file: Option<&'d str>,
    /// What readers can see of it already: then its address is taken by itself.
    pub seen: Option<&'d Seen>,
    /// The time, in Unix seconds.
    pub now: i64,
}

/// What the site can be asked.
struct Ask<'a> {
    site: &'a Site,
    known: &'a Known,
    on_desk: OnDesk<'a>,
    /// When it is to be published.
    publish_at: Option<i64>,
}

impl Asking for Ask<'_> {
    fn unpublished_at(&self) -> Option<i64> {
        let OnDesk { seen, form, now, .. } = self.on_desk;
        let is_out = seen.is_some_and(|seen| seen.publish_at == self.publish_at);
        (!is_out || form.is_on(Field::Draft)).then_some(now)
    }

    fn taken(&self, lang: Option<Lang>, slug: &str) -> bool {
        let address = (lang.unwrap_or(self.site.language), slug.to_owned());
        let is_own = self.on_desk.seen.is_some_and(|seen| seen.address == address);
        !is_own && self.known.article(&address) == Some(true)
    }

    /// What nobody knows leads somewhere: only a link that was looked for and not found is dead.
    fn leads(&self, url: &str) -> bool {
        let article = article_of(self.site, url);
        article.is_none_or(|article| self.known.article(&article) != Some(false))
    }

    fn picture(&self, src: &str) -> Picture {
        self.known.picture(src)
    }
}

/// What there is to say of an article, in a language: what keeps its fields from being read first.
pub fn remarks(on_desk: OnDesk<'_>, site: &Site, known: &Known, zone: &Zone, lang: Lang) -> Vec<Remark> {
    let OnDesk { path, form, body, file, .. } = on_desk;
    let (read, faults) = form.read(path, body, zone);
    let was = file.and_then(|text| Some((text, manuscript::read(path, text.as_bytes(), zone).0?)));
    let remark = |kind: &Kind, place| {
        let (message, help) = kind.words(lang);
        Remark { severity: kind.severity(), code: kind.code(), message, help, place }
    };
    let mut all = Vec::new();
    for fault in &faults {
        // What is missing, the check says, too.
        if let Kind::Wrong(wrong) = &fault.kind {
            let field = Field::ALL.into_iter().find(|field| Some(field.name()) == wrong.name());
            all.push(remark(&fault.kind, field.map_or(Place::Text(0), Place::Field)));
        }
    }
    if let Some(read) = read {
        // A headline in the text is none of its headings: the press takes it out.
        let under = heading(body, form.get(Field::Title).trim()).map_or(0, |heading| heading.end);
        let read = Manuscript { body: body.get(under..).unwrap_or(body).to_owned(), ..read };
        let publish_at = read.publish_at.map(Moment::unix);
        let decomposed = decomposed(form, was.as_ref(), zone);
        let raw = if decomposed.is_some() { "" } else { body };
        all.extend(decomposed.map(|field| remark(&Kind::Decomposed, Place::Field(field))));
        for said in check::manuscript(&read, raw, &Ask { site, known, on_desk, publish_at }) {
            let place = match said.about {
                About::Field(field) => Place::Field(field),
                About::Body(at) => Place::Text(under + at),
                About::Line(line) => {
                    Place::Text(body.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum())
                }
            };
            all.push(remark(&said.kind, place));
        }
    }
    all.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    all
}

/// The first field whose letters come apart from their marks: as it is filled in, or as its file has it, where it was not
/// changed. (Reading a file puts that right; the file stays as it is.)
fn decomposed(form: &Form, was: Option<&(&str, Manuscript)>, zone: &Zone) -> Option<Field> {
    let apart = |text: &str| nfc(text) != text;
    let typed = Field::ALL.into_iter().find(|field| apart(form.get(*field)));
    typed.or_else(|| {
        let (text, was) = was?;
        let before = Form::of(was, |_| true, zone);
        let lines: Vec<&str> = text.lines().take(was.body_line.saturating_sub(1)).collect();
        Field::ALL.into_iter().find(|field| {
            let line = was.line_of(field.name()).and_then(|line| lines.get(line.checked_sub(1)?));
            form.get(*field) == before.get(*field) && line.is_some_and(|line| apart(line))
        })
    })
}

/// The id of a field's element in the form.
pub fn id(field: Field) -> String {
    format!("field-{}", key(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(form: &Form, body: &str, known: &Known) -> Vec<&'static str> {
        let on_desk =
            OnDesk { path: "content/mua-lon.md", form, body, file: None, seen: None, now: 1_700_000_000 };
        let all = remarks(on_desk, &Site::default(), known, &Zone::utc(), Lang::Vi);
        all.iter().map(|remark| remark.code).collect()
    }

    fn form() -> Form {
        let mut form = Form::default();
        form.set(Field::Title, "Mưa lớn");
        form.set(Field::Date, "2023-12-09");
        form.set(Field::Standfirst, "Một câu.");
        form
    }

    #[test]
    fn a_good_article_has_none() {
        assert_eq!(codes(&form(), "Chữ.\n", &Known::default()), [""; 0]);
    }

    #[test]
    fn what_check_says_is_said() {
        let asked = [((Lang::Vi, "mua-lon".into()), true), ((Lang::Vi, "khong-co".into()), false)];
        let missing = ["media/b.jpg".into()];
        let known = Known { asked: asked.into(), missing: missing.into(), all: None };
        let body = "## A\n\n#### B\n\n![](/media/a.jpg)\n\n[x](khong-co.md) [y](/bai-viet/mua-lon/)\n\n![B](/media/b.jpg)\n";
        let mut found = codes(&form(), body, &known);
        found.sort_unstable();
        assert_eq!(found, ["dead-link", "duplicate-slug", "missing-picture", "no-alt", "skipped-heading"]);
        let mut wrong = form();
        wrong.set(Field::Date, "31/02/2024");
        assert!(codes(&wrong, "", &Known::default()).contains(&"bad-date"));
        assert_eq!(codes(&form(), &"Chữ. ".repeat(400_000), &Known::default()), ["too-large"]);
        assert_eq!(codes(&Form::default(), "", &Known::default())[0], "missing-title");
    }

    #[test]
    fn what_keeps_a_field_from_being_read_is_told_in_the_editors_language() {
        let mut form = form();
        form.set(Field::ExpiresAt, "31/02/2024");
        let on_desk = OnDesk { path: "content/a.md", form: &form, body: "", file: None, seen: None, now: 0 };
        let said =
            |lang| remarks(on_desk, &Site::default(), &Known::default(), &Zone::utc(), lang).swap_remove(0);
        let (vi, en) = (said(Lang::Vi), said(Lang::En));
        assert_eq!(vi.place, Place::Field(Field::ExpiresAt));
        assert_eq!(vi.message, "`expires_at`: “31/02/2024” là ngày hoặc giờ không có thật");
        assert_eq!(en.message, "`expires_at`: “31/02/2024” is a day or time that does not exist");
        assert!(vi.help.starts_with("Viết 2023-12-09") && en.help.starts_with("Write 2023-12-09"));
    }

    #[test]
    fn a_remark_leads_to_its_place_and_speaks_the_editors_language() {
        let form = form();
        let on_desk = OnDesk {
            path: "content/a.md",
            form: &form,
            body: "Chữ.\n\n![](/a.jpg)\n",
            file: None,
            seen: None,
            now: 0,
        };
        let all = remarks(on_desk, &Site::default(), &Known::default(), &Zone::utc(), Lang::Vi);
        assert_eq!(all[0].place, Place::Text(8));
        let english = remarks(on_desk, &Site::default(), &Known::default(), &Zone::utc(), Lang::En);
        assert_ne!(all[0].message, english[0].message);
    }

    /// Codes of an article that was opened from this file, and where each leads to.
    fn of_file(file: &str, change: impl FnOnce(&mut Form)) -> Vec<(&'static str, Place)> {
        let (path, zone, site) = ("content/mua-lon.md", Zone::utc(), Site::default());
        let mut opened = crate::file::open(path, file, &zone).unwrap();
        change(&mut opened.form);
        let was = manuscript::read(path, file.as_bytes(), &zone).0.unwrap();
        let seen = Seen::of(&was, &site);
        let here = [((Lang::Vi, "mua-lon".into()), true), ((Lang::Vi, "lu-ve".into()), true)];
        let known = Known { asked: here.into(), ..Known::default() };
        let (form, body) = (&opened.form, opened.body.as_str());
        let on_desk = OnDesk { path, form, body, file: Some(file), seen: seen.as_ref(), now: 1_700_000_000 };
        let all = remarks(on_desk, &site, &known, &zone, Lang::Vi);
        all.iter().map(|remark| (remark.code, remark.place)).collect()
    }

    const FILE: &str =
        "---\ntitle: Mưa lớn\ndate: 2023-12-09\npublish_at: 2023-01-02\nstandfirst: Một câu.\n---\n\nChữ.\n";

    #[test]
    fn an_opened_article_has_its_own_address_and_no_other() {
        assert_eq!(of_file(FILE, |_| {}), []);
        let taken = ("duplicate-slug", Place::Field(Field::Slug));
        assert_eq!(of_file(FILE, |form| form.set(Field::Slug, "lu-ve")), [taken]);
        // A draft is nowhere yet: what stands there is another's.
        let draft = FILE.replace("---\ntitle", "---\ndraft: true\ntitle");
        assert!(of_file(&draft, |_| {}).contains(&taken));
    }

    #[test]
    fn an_opened_article_is_not_scheduled_into_the_past() {
        let past = [("publish-past", Place::Field(Field::PublishAt))];
        assert_eq!(of_file(FILE, |form| form.set(Field::PublishAt, "2023-02-03")), past);
        assert_eq!(of_file(FILE, |form| form.set(Field::PublishAt, "2033-02-03")), []);
    }

    #[test]
    fn letters_apart_from_their_marks_are_told_where_they_stand() {
        let apart = FILE.replace("Mưa", "Mu\u{31b}a");
        let title = [("decomposed", Place::Field(Field::Title))];
        assert_eq!(of_file(&apart, |_| {}), title);
        assert_eq!(of_file(&apart, |form| form.set(Field::Title, "Lũ lớn")), []);
        assert_eq!(of_file(FILE, |form| form.set(Field::Title, "Lu\u{303} lớn")), title);
        assert_eq!(
            of_file(&FILE.replace("Chữ", "Chu\u{31b}\u{303}"), |_| {}),
            [("decomposed", Place::Text(1))]
        );
    }

    #[test]
    fn a_headline_in_the_text_is_none_of_its_headings() {
        let known = Known::default();
        assert_eq!(codes(&form(), "# Mưa lớn\n\n### A\n\n![](/media/a.jpg)\n", &known), ["no-alt"]);
        let mut untitled = form();
        untitled.set(Field::Title, "");
        assert_eq!(codes(&untitled, "# Mưa lớn\n\n## A\n", &known), [""; 0]);
    }
}
