//! The form for a comment, as it stands in the page.

use news::{
    discussion::Refusal,
    draft::{Draft, Fault, Field},
    lang::Lang,
    site::CommentRules,
    words::{self, Words, server::server_words},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::{
    document::{by_id, find},
    storage::Known,
};
use crate::parts::comment_form::{REMEMBER, fault, hint, id, sentence};

const FIELDS: [Field; 4] = [Field::Name, Field::Email, Field::Text, Field::Consent];

/// The form for a comment. What is typed lives in its fields and nowhere else.
pub struct Form {
    element: Element,
    rules: CommentRules,
    lang: Lang,
}

impl Form {
    /// The form in the discussion; none where it takes no more comments.
    pub fn in_section(section: &Element, lang: Lang) -> Option<Self> {
        let element = find(section, "form")?.into();
        let most = text_area()?.dataset().get("max").and_then(|most| most.parse().ok());
        let mut rules = CommentRules { ask_email: input(Field::Email).is_some(), ..CommentRules::default() };
        rules.max_length = most.unwrap_or(rules.max_length);
        Some(Self { element, rules, lang })
    }

    /// What stands in the fields.
    pub fn draft(&self, parent: Option<String>) -> Draft {
        let value = |field| input(field).map(|input| input.value()).unwrap_or_default();
        Draft {
            name: value(Field::Name),
            email: value(Field::Email),
            text: text_area().map(|area| area.value()).unwrap_or_default(),
            parent,
            consent: input(Field::Consent).is_some_and(|input| input.checked()),
        }
    }

    /// Puts a draft into the fields. What stands there already is left alone, and with it the caret.
    pub fn fill(&self, draft: &Draft) {
        for (field, value) in [(Field::Name, &draft.name), (Field::Email, &draft.email)] {
            if let Some(input) = input(field).filter(|input| input.value() != *value) {
                input.set_value(value);
            }
        }
        if let Some(area) = text_area().filter(|area| area.value() != draft.text) {
            area.set_value(&draft.text);
        }
        if let Some(input) = input(Field::Consent) {
            input.set_checked(draft.consent);
        }
        self.count();
    }

    /// Tells how many characters may still be written.
    fn count(&self) {
        let left = self.draft(None).left(&self.rules);
        if let Some(hint) = by_id(hint(Field::Text)) {
            hint.set_text_content(Some(&words::characters_left(left, self.lang)));
            let _ = hint.class_list().toggle_with_force("over", left < 0);
        }
    }

    /// Tells what has to be mended before it can be sent; the first field of those.
    pub fn check(&self, draft: &Draft) -> Option<Field> {
        let faults = draft.faults(&self.rules);
        for field in FIELDS {
            let found = faults.iter().find(|(at, _)| *at == field).map(|(_, fault)| *fault);
            self.tell(field, found);
        }
        faults.first().map(|(field, _)| *field)
    }

    fn tell(&self, field: Field, found: Option<Fault>) {
        self.tell_at(field, found.map(|found| sentence(field, found, self.words())));
    }

    fn tell_at(&self, field: Field, said: Option<&str>) {
        let (Some(input), Some(place)) = (by_id(id(field)), by_id(&fault(field))) else {
            // The server asks for what the form has no field for.
            return said.into_iter().for_each(|said| self.trouble(said));
        };
        place.set_text_content(said);
        place.set_hidden(said.is_none());
        // A field that is wrong says so instead of its hint.
        let described =
            match (said, by_id(hint(field)).filter(|_| matches!(field, Field::Email | Field::Text))) {
                (Some(_), _) => Some(fault(field)),
                (None, Some(hint)) => Some(hint.id()),
                (None, None) => None,
            };
        let attributes = [("aria-invalid", said.map(|_| "true".to_owned())), ("aria-describedby", described)];
        for (name, value) in attributes {
            let _ = match value {
                Some(value) => input.set_attribute(name, &value),
                None => input.remove_attribute(name),
            };
        }
    }

    /// Says why the server does not take what stands in it: at the field that it is about, if it is about one.
    pub fn refused(&self, refusal: Refusal) -> Field {
        let sentence = words::refusal(refusal, self.lang);
        match refusal.field() {
            Some(field) => self.tell_at(field, Some(sentence)),
            None => self.trouble(sentence),
        }
        refusal.field().filter(|field| by_id(id(*field)).is_some()).unwrap_or(Field::Text)
    }

    /// Whether the reader wants the name to be kept.
    pub fn remembers(&self) -> bool {
        find_input(REMEMBER).is_some_and(|input| input.checked())
    }

    /// Puts in what was kept of the reader.
    pub fn greet(&self, known: &Known) {
        for (field, value) in [(Field::Name, &known.name), (Field::Email, &known.email)] {
            if let Some(input) = input(field).filter(|input| input.value().is_empty()) {
                input.set_value(value);
            }
        }
        if let Some(input) = find_input(REMEMBER) {
            input.set_checked(true);
        }
    }

    /// Says what is wrong with the whole.
    pub fn trouble(&self, sentence: &str) {
        if let Some(place) = self.place() {
            place.set_text_content(Some(sentence));
        }
    }

    /// Says whether the browser keeps what stands here, where that is news.
    pub fn keeps(&self, kept: bool) {
        if kept == self.is_not_kept() {
            self.trouble(if kept { "" } else { self.words().not_kept });
        }
    }

    /// The reader goes on writing: what was wrong was read, unless it is still so.
    pub fn resumed(&self) {
        self.count();
        if !self.is_not_kept() {
            self.trouble("");
        }
    }

    fn is_not_kept(&self) -> bool {
        let said = self.place().and_then(|place| place.text_content());
        said.as_deref() == Some(self.words().not_kept)
    }

    /// Where troubles are told.
    fn place(&self) -> Option<HtmlElement> {
        find(&self.element, ".form-trouble")
    }

    /// Says whose comment is answered.
    pub fn answering(&self, name: Option<&str>) {
        let Some(place) = find(&self.element, ".answering") else { return };
        place.set_hidden(name.is_none());
        if let Some(bold) = find(&place, "b") {
            bold.set_text_content(name);
        }
    }

    /// Turns into the form that changes a comment, of which only the text can be, or back.
    pub fn change(&self, on: bool) {
        let (words, server_words) = (self.words(), server_words(self.lang));
        let fields = [id(Field::Name), id(Field::Email), id(Field::Consent), REMEMBER];
        let fields = fields.into_iter().filter_map(|field| by_id(field)?.closest(".field").ok()?);
        fields.for_each(|field| drop(field.toggle_attribute_with_force("hidden", on)));
        let say = |selector, sentence| {
            if let Some(place) = find(&self.element, selector) {
                place.set_text_content(Some(sentence));
            }
        };
        say("h3", if on { server_words.change_comment } else { words.write_comment });
        say("[type=submit]", if on { server_words.save } else { words.send });
        // The line that says whose comment is answered: a text, a name, and the way out.
        self.answering(on.then_some(""));
        if let Some(text) = find(&self.element, ".answering").and_then(|line| line.first_child()) {
            text.set_text_content(Some(&format!(
                "{} ",
                if on { server_words.changing } else { words.answering }
            )));
        }
        self.tell(Field::Text, None);
        self.trouble("");
        if on {
            self.element.scroll_into_view();
        }
    }

    /// Whether the field was filled that no person sees.
    pub fn trapped(&self) -> bool {
        find_input("comment-website").is_some_and(|input| !input.value().is_empty())
    }

    fn words(&self) -> &'static Words {
        words::words(self.lang)
    }
}

fn input(field: Field) -> Option<HtmlInputElement> {
    find_input(id(field))
}

fn find_input(id: &str) -> Option<HtmlInputElement> {
    by_id(id)?.dyn_into().ok()
}

fn text_area() -> Option<HtmlTextAreaElement> {
    by_id(id(Field::Text))?.dyn_into().ok()
}
