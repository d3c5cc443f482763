//! An article in a list.

use news::{article::Teaser, date::Moment, lang::Lang, route::Route, words};

use crate::{
    element::{Element, element},
    parts::picture::{Place, picture},
    reader::Reader,
};

/// How much of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The largest: picture above, standfirst.
    Lead,
    /// Picture above the headline.
    Card,
    /// The same at the head of a section's block, where there is more room.
    Block,
    /// Picture beside headline and standfirst.
    Row,
    /// Headline and date alone.
    Line,
    /// Headline and section: the day stands above.
    OfDay,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Lead => "teaser teaser-lead",
            Look::Card | Look::Block => "teaser teaser-card",
            Look::Row => "teaser teaser-row",
            Look::Line | Look::OfDay => "teaser teaser-line",
        }
    }

    /// Where its picture stands, if it shows one.
    fn place(self) -> Option<Place> {
        match self {
            Look::Lead => Some(Place::Lead),
            Look::Card => Some(Place::Card),
            Look::Block => Some(Place::Block),
            Look::Row => Some(Place::Row),
            Look::Line | Look::OfDay => None,
        }
    }
}

/// An article in a list: the whole of it is one link, the headline its name. `level` is its heading's, 2 or 3.
pub fn teaser_view(reader: &Reader, teaser: Teaser, look: Look, level: u8) -> Element {
    let lang = teaser.lang;
    let heading = element(if level == 2 { "h2" } else { "h3" });
    let heading = heading.child(reader.link(&Route::article(lang, &teaser.slug), teaser.title));
    let picture = teaser.cover.as_ref().zip(look.place()).map(|(cover, place)| {
        element("div").class("teaser-picture").child(picture(reader, cover, String::new(), place))
    });
    let wordy = match look {
        Look::Lead | Look::Row => true,
        Look::Card | Look::Block => picture.is_none(),
        Look::Line | Look::OfDay => false,
    };
    let standfirst = teaser.standfirst.filter(|_| wordy);
    let standfirst = standfirst.map(|lead| element("p").class("teaser-standfirst").child(lead));
    let section = teaser.section.filter(|_| look != Look::Line);
    let section = section.map(|section| element("span").class("teaser-section").child(section.name));
    // A server is asked for its own numbers when the page has woken up.
    let comments = (teaser.comment_count > 0 && !reader.site.comments.kind.served())
        .then(|| element("span").class("teaser-comments").child(words::comments(teaser.comment_count, lang)));
    let facts = element("p").class("teaser-facts");
    // By the day: the hour would be most of what a list's dates weigh.
    let day = teaser.published.day();
    let date = (look != Look::OfDay)
        .then(|| element("time").attr("datetime", day.to_string()).child(words::day(day, lang)));
    let facts = facts.child(section).child(date).child(comments);
    let text = element("div").class("teaser-text").child(heading).child(standfirst).child(facts);
    let foreign = (lang != reader.lang).then(|| lang.code());
    element("article").class(look.class()).attr("lang", foreign).child(picture).child(text)
}

/// The day of a moment.
pub fn date(moment: Moment, lang: Lang) -> Element {
    element("time").attr("datetime", moment.to_string()).child(words::day(moment.day(), lang))
}

/// Articles one under the other; what the reader's clock hides is left out.
pub fn rows(reader: &Reader, teasers: &[Teaser], look: Look) -> Element {
    let mut seen = reader.seen(teasers).peekable();
    let empty = seen.peek().is_none().then(|| empty(reader.words().nothing_here));
    let seen = seen.map(|teaser| teaser_view(reader, teaser, look, 2));
    element("div").class("rows").child(empty).children(seen)
}

/// A sentence where nothing is.
pub fn empty(sentence: &'static str) -> Element {
    element("p").class("empty").child(sentence)
}
