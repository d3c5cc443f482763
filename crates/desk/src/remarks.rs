//! What is to be looked at again in an article: what `bantin check` would say of it, in the editor's language.

use news::{
    check::{self, About, Asking, Kind, Picture},
    lang::Lang,
    manuscript::{Manuscript, dates::Zone},
    problem::Severity,
    site::Site,
};

use crate::{
    form::{Field, Form, key},
    known::{Known, article_of},
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
    /// Whether it is a file that was there before: then its address is taken by itself.
    pub opened: bool,
    /// The time, in Unix seconds.
    pub now: i64,
}

/// What the site can be asked.
struct Ask<'a> {
    site: &'a Site,
    known: &'a Known,
    on_desk: OnDesk<'a>,
}

impl Asking for Ask<'_> {
    fn unpublished_at(&self) -> Option<i64> {
        (!self.on_desk.opened || self.on_desk.form.is_on(Field::Draft)).then_some(self.on_desk.now)
    }

    fn taken(&self, lang: Option<Lang>, slug: &str) -> bool {
        let lang = lang.unwrap_or(self.site.language);
        !self.on_desk.opened && self.known.article(&(lang, slug.to_owned())) == Some(true)
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
    let OnDesk { path, form, body, .. } = on_desk;
    let (read, faults) = form.read(path, body, zone);
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
        let read = Manuscript { body: body.to_owned(), ..read };
        for said in check::manuscript(&read, body, &Ask { site, known, on_desk }) {
            let place = match said.about {
                About::Field(field) => Place::Field(field),
                About::Body(at) => Place::Text(at),
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

/// The id of a field's element in the form.
pub fn id(field: Field) -> String {
    format!("field-{}", key(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(form: &Form, body: &str, known: &Known) -> Vec<&'static str> {
        let on_desk = OnDesk { path: "content/mua-lon.md", form, body, opened: false, now: 1_700_000_000 };
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
        let on_desk = OnDesk { path: "content/a.md", form: &form, body: "", opened: true, now: 0 };
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
        let on_desk =
            OnDesk {
                path: "content/a.md", form: &form, body: "Chữ.\n\n![](/a.jpg)\n", opened: true, now: 0
            };
        let all = remarks(on_desk, &Site::default(), &Known::default(), &Zone::utc(), Lang::Vi);
        assert_eq!(all[0].place, Place::Text(8));
        let english = remarks(on_desk, &Site::default(), &Known::default(), &Zone::utc(), Lang::En);
        assert_ne!(all[0].message, english[0].message);
    }
}
