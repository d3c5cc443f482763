//! What lies on the desk: one article, and what is known of its site.

use std::sync::Arc;

use leptos::prelude::*;
use news::{
    desk::DeskFile,
    lang::Lang,
    manuscript::{self, Heading, Manuscript, dates::Zone, heading},
    site::Site,
    words::desk::DeskWords,
};

use super::dom;
use crate::{
    form::{Field, Form, lang_of},
    history::History,
    known::Seen,
};

/// Where the article's file is.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Home {
    /// On this desk alone.
    #[default]
    Desk,
    /// Opened from the editor's disk.
    Disk {
        /// Its name, or its path in the folder that was opened, see [`inside`](crate::file::inside).
        name: String,
    },
    /// It came with a link, and is on this desk alone.
    Link {
        /// The path of its file below the site's folder, at whoever made the link.
        path: String,
    },
    /// In the folder that `bantin serve` shows.
    Served {
        /// Its path below the site's folder.
        path: String,
        /// The hash of the file that was opened, for `If-Match`.
        hash: String,
    },
}

/// The article where it was sent to, or opened from.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Sent {
    /// Which state of it is there; empty where the editor is to see it before it is replaced.
    pub version: String,
    /// WordPress's number.
    pub number: Option<u64>,
    /// The path of its file there.
    pub path: String,
    /// In a WordPress, whether readers may see it.
    pub published: bool,
    /// The end of its address there, where its file does not say so.
    pub slug: String,
    /// The picture at its head there.
    pub cover: String,
    /// The categories that it has there besides its section.
    pub further: Vec<String>,
}

/// Whether what is on the desk is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is as it was stored.
    Yes,
    /// It is being stored.
    Soon,
    /// The browser will not store it.
    No,
    /// Nor one of its pictures, if all else.
    NotPictures,
}

/// What may be done here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing yet: what the desk holds is still being read.
    Opening,
    /// Everything.
    Edit,
    /// It is open in another tab: nothing is changed here.
    Elsewhere,
    /// It came with a link: nothing is changed here.
    Shared,
}

/// Which of the desk's sides a narrow screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The form and the text.
    Write,
    /// The preview.
    Look,
    /// The remarks.
    Review,
}

/// A dialog that stands over the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The drafts and files that can be opened.
    Drafts,
    /// The link for a colleague.
    Share,
    /// Earlier versions.
    Versions,
    /// Where to send the article.
    Send,
}

/// Milliseconds for which a sentence stands over the desk.
const SAID: u32 = 10_000;

/// Everything that the parts of the desk share.
#[derive(Clone, Copy)]
pub struct Desk {
    pub words: &'static DeskWords,
    pub lang: Lang,
    pub site: RwSignal<Arc<Site>>,
    /// Whether the site's own settings could be read.
    pub site_known: RwSignal<bool>,
    /// What the newsroom wants of its desk.
    pub newsroom: RwSignal<DeskFile>,
    /// Whether it lets links carry drafts; none until that is known.
    pub links: RwSignal<Option<bool>>,
    /// The key under which the article is kept.
    pub id: RwSignal<String>,
    pub home: RwSignal<Home>,
    /// The file as it was opened, byte for byte; what the editor does not touch stays as it is there.
    pub original: RwSignal<Option<String>>,
    /// The heading that gives the headline, where the form has none, or repeats it; looked for once a key.
    heading: Memo<Option<Heading>>,
    /// The headline that the text gives, where the form has none.
    headline: Memo<String>,
    /// What is known of the article where it was sent to, so that it can be changed there.
    pub sent: RwSignal<Option<Sent>>,
    pub form: RwSignal<Form>,
    pub body: RwSignal<String>,
    pub history: StoredValue<History>,
    pub kept: RwSignal<Kept>,
    pub mode: RwSignal<Mode>,
    pub side: RwSignal<Side>,
    pub dialog: RwSignal<Option<Dialog>>,
    /// How often the list of the folder that was opened has changed.
    pub listed: RwSignal<usize>,
    /// Whether find and replace is there.
    pub finding: RwSignal<bool>,
    /// A sentence for the editor, and for screen readers.
    pub said: RwSignal<String>,
    /// The block of the text that the caret is in, in bytes.
    pub caret: RwSignal<usize>,
}

impl Desk {
    pub fn new(words: &'static DeskWords, lang: Lang) -> Self {
        let (form, body) = (RwSignal::new(Form::default()), RwSignal::new(String::new()));
        let title = Memo::new(move |_| form.with(|form| form.get(Field::Title).trim().to_owned()));
        let heading = Memo::new(move |_| body.with(|text| title.with(|title| heading(text, title))));
        let headline = Memo::new(move |_| match title.with(String::is_empty) {
            true => heading.get().map(|heading| heading.words).unwrap_or_default(),
            false => String::new(),
        });
        Self {
            words,
            lang,
            site: RwSignal::new(Arc::new(Site::default())),
            site_known: RwSignal::new(true),
            newsroom: RwSignal::default(),
            links: RwSignal::default(),
            id: RwSignal::default(),
            home: RwSignal::default(),
            original: RwSignal::default(),
            sent: RwSignal::default(),
            heading,
            headline,
            form,
            body,
            history: StoredValue::default(),
            kept: RwSignal::new(Kept::Yes),
            mode: RwSignal::new(Mode::Opening),
            side: RwSignal::new(Side::Write),
            dialog: RwSignal::new(None),
            listed: RwSignal::new(0),
            finding: RwSignal::new(false),
            said: RwSignal::default(),
            caret: RwSignal::new(0),
        }
    }

    /// Whether the editor may change something.
    pub fn may_edit(&self) -> bool {
        self.mode.get() == Mode::Edit
    }

    /// Whether this article is still the one on the desk.
    pub fn is(&self, id: &str) -> bool {
        self.id.with_untracked(|now| now == id)
    }

    /// The site's time zone.
    pub fn zone(&self) -> Zone {
        let name = self.newsroom.with_untracked(|newsroom| newsroom.time_zone.clone());
        Zone::named(&name).or_else(|| Zone::named("Asia/Ho_Chi_Minh")).unwrap_or_else(Zone::utc)
    }

    /// The path of the article's file below the site's folder, or the one that it would get.
    pub fn path(&self) -> String {
        match self.home.get() {
            Home::Served { path, .. } | Home::Link { path } => path,
            // As it was opened: its folder says the section.
            Home::Disk { name } => crate::file::inside(&name),
            Home::Desk => match self.sent.with(|sent| sent.as_ref().map(|sent| sent.path.clone())) {
                Some(path) if !path.is_empty() => {
                    self.newsroom.with(|newsroom| newsroom.rules.inside(&path).to_owned())
                }
                _ => format!("content/{}", self.form.with(Form::file_name)),
            },
        }
    }

    /// The article as the press would read it; its text is left out, so that this does not change with each key.
    pub fn manuscript(&self) -> Manuscript {
        let (path, zone) = (self.path(), self.zone());
        let mut read = self.form.with(|form| form.read(&path, "", &zone).0).unwrap_or_default();
        if let Some(was) = self.was(&path) {
            read = self.form.with(|form| form.over(read, &was, &zone));
        }
        if read.title.is_empty() {
            read.title = self.headline.get();
        }
        read
    }

    /// The file as it was opened, read; none of what was not opened from a file.
    fn was(&self, path: &str) -> Option<Manuscript> {
        self.original.with(|text| manuscript::read(path, text.as_ref()?.as_bytes(), &self.zone()).0)
    }

    /// Where in the text that begins which stands under the headline: the press takes a headline out that stands there, too.
    pub fn under_headline(&self) -> usize {
        self.heading.with_untracked(|heading| heading.as_ref().map_or(0, |heading| heading.end))
    }

    /// The end of the article's address: the one given, that of its file, or, of a new one, what its headline makes.
    pub fn slug(&self) -> String {
        let is_new = self.home.get() == Home::Desk
            && self.sent.with(|sent| sent.as_ref().is_none_or(|sent| sent.path.is_empty()));
        match is_new {
            true => self.form.with(Form::slug),
            false => self.manuscript().slug,
        }
    }

    /// What readers can see of the article already.
    pub fn seen(&self) -> Option<Seen> {
        let path = self.path();
        match self.was(&path) {
            Some(was) => Seen::of(&was, &self.site.get_untracked()),
            None => self.sent.with(|sent| {
                let sent = sent.as_ref().filter(|sent| sent.published && !sent.slug.is_empty())?;
                let lang = self.form.with(|form| lang_of(form, &self.site.get_untracked()));
                Some(Seen { address: (lang, sent.slug.clone()), publish_at: None })
            }),
        }
    }

    /// The file as it would be saved now.
    ///
    /// # Errors
    /// A sentence, where a field can not be put into the file.
    pub fn file(&self) -> Result<String, String> {
        let original = self.original.get_untracked();
        let (form, body) = (self.form.get_untracked(), self.body.get_untracked());
        let text = crate::file::text(&self.path_untracked(), original.as_deref(), &form, &body, &self.zone());
        text.map_err(|why| why.words(self.lang))
    }

    /// As much of the file as can be saved now, and a sentence for what can not.
    pub fn file_as_it_is(&self) -> (String, Option<String>) {
        let original = self.original.get_untracked();
        let (form, body) = (self.form.get_untracked(), self.body.get_untracked());
        let path = self.path_untracked();
        let (text, left_out) = crate::file::as_much(&path, original.as_deref(), &form, &body, &self.zone())
            .unwrap_or_else(|why| (body, Some(why)));
        (text, left_out.map(|why| why.words(self.lang)))
    }

    fn path_untracked(&self) -> String {
        untrack(|| self.path())
    }

    /// Sets a field, as an editor does: it can be taken back.
    pub fn fill(&self, field: Field, value: String) {
        let before = self.form.with_untracked(|form| form.get(field).to_owned());
        if before != value {
            self.history.update_value(|history| history.note(Some(field), &before, &value, dom::now()));
            self.form.update(|form| form.set(field, value));
        }
    }

    /// Goes to a field of the form.
    pub fn go_to_field(&self, field: Field) {
        self.side.set(Side::Write);
        let id = super::fields::id(field);
        if let Some(element) = dom::by_id(&id) {
            if let Ok(Some(details)) = element.closest("details") {
                let _ = details.set_attribute("open", "");
            }
            let _ = element.focus();
        }
    }

    /// Says something in a line over the desk, long enough to be read; screen readers hear it.
    pub fn say(&self, text: impl Into<String>) {
        let (said, text) = (self.said, text.into());
        said.set(text.clone());
        let gone = move || {
            if said.with_untracked(|now| *now == text) {
                said.set(String::new());
            }
        };
        gloo_timers::callback::Timeout::new(SAID, gone).forget();
    }
}
