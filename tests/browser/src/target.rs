//! What a reader points at: by role and name, as a screen reader would say it.

use serde_json::{Value, json};

/// Something on the page, by role and name.
#[derive(Clone, Debug)]
pub struct Target {
    role: &'static str,
    name: String,
    inside: Option<Box<Target>>,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident)*) => {
        $($(#[$doc])* pub fn $role(name: &str) -> Target {
            Target { role: stringify!($role), name: name.to_owned(), inside: None }
        })*
    };
}

roles! {
    /// A link. An empty name means any; one that ends in `…` means its beginning.
    link
    /// A button, or the summary of details.
    button
    /// A heading of any level.
    heading
    /// A field for text.
    textbox
    /// A field for words to look for.
    searchbox
    /// A box to tick.
    checkbox
    /// A choice of one.
    combobox
    /// A landmark for ways on.
    navigation
    /// A section with a name.
    region
    /// A landmark beside the main thing.
    complementary
    /// The main part of the page.
    main
    /// The head of the page.
    banner
    /// An article, a teaser or a comment.
    article
    /// A form.
    form
}

impl Target {
    /// Only where it stands in this.
    #[must_use]
    pub fn inside(mut self, place: Target) -> Self {
        self.inside = Some(Box::new(place));
        self
    }

    /// For `find` in [`EYES`].
    pub fn json(&self) -> Value {
        json!({"role": self.role, "name": self.name, "inside": self.inside.as_ref().map(|it| it.json())})
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} “{}”", self.role, self.name)?;
        self.inside.as_ref().map_or(Ok(()), |place| write!(f, " in {place}"))
    }
}

/// In front of every script: how targets are found, texts read, and what the browser keeps.
pub const EYES: &str = r"
const selectors = {
  link: 'a[href]', button: 'button, summary', heading: 'h1, h2, h3, h4, h5, h6',
  textbox: 'input[type=text], input[type=email], textarea', checkbox: 'input[type=checkbox]',
  searchbox: 'input[type=search]',
  combobox: 'select', navigation: 'nav', region: 'section[aria-label], section[aria-labelledby]',
  complementary: 'aside', main: 'main', banner: 'body header:not(main *)', article: 'article', form: 'form',
};
const tidy = (text) => text.replace(/\s+/g, ' ').trim();
const named = (element) => {
  const ids = element.getAttribute('aria-labelledby');
  if (ids) return tidy(ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  if (element.hasAttribute('aria-label')) return tidy(element.getAttribute('aria-label'));
  if (element.labels?.length) {
    const label = element.labels[0].cloneNode(true);
    label.querySelectorAll('select, input, textarea').forEach((control) => control.remove());
    return tidy(label.textContent);
  }
  if (element.matches('article')) return tidy(element.querySelector('h1, h2, h3, b')?.textContent ?? '');
  return tidy(element.textContent);
};
const fits = (element, name) => name === '' || named(element) === name
  || (name.endsWith('…') && named(element).startsWith(name.slice(0, -1)));
const findAll = ({ role, name, inside }) => {
  const places = inside ? findAll(inside) : [document];
  return places.flatMap((place) => [...place.querySelectorAll(selectors[role])])
    .filter((element) => element.checkVisibility() && fits(element, name));
};
const find = (target) => findAll(target)[0] ?? null;
const text = (selector) => tidy(document.querySelector(selector)?.textContent ?? '');
// All that the app keeps in the browser's database, by key: a promise.
const kept = (change) => new Promise((done) => {
  const request = indexedDB.open('bantin');
  // Where there is none, none is to be made.
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = (event) => { event.preventDefault(); done({}); };
  request.onsuccess = () => {
    const store = request.result.transaction('kept', 'readwrite').objectStore('kept');
    change?.(store);
    const keys = store.getAllKeys(), values = store.getAll();
    store.transaction.oncomplete = () => {
      request.result.close();
      done(Object.fromEntries(keys.result.map((key, at) => [key, values.result[at]])));
    };
  };
});
const outbox = () => kept().then((all) => JSON.parse(all['bantin:outbox'] ?? '[]'));
";
