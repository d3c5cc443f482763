//! An article in a list.

use leptos::prelude::*;
use news::{article::Teaser, route::Route, words};

use crate::{
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
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Lead => "teaser teaser-lead",
            Look::Card | Look::Block => "teaser teaser-card",
            Look::Row => "teaser teaser-row",
            Look::Line => "teaser teaser-line",
        }
    }

    /// Where its picture stands, if it shows one.
    fn place(self) -> Option<Place> {
        match self {
            Look::Lead => Some(Place::Lead),
            Look::Card => Some(Place::Card),
            Look::Block => Some(Place::Block),
            Look::Row => Some(Place::Row),
            Look::Line => None,
        }
    }
}

/// An article in a list: the whole of it is one link, the headline its name.
#[component]
pub fn TeaserView(
    teaser: Teaser,
    look: Look,
    /// The level of its heading, 2 or 3.
    level: u8,
) -> impl IntoView {
    let reader = Reader::expect();
    let lang = teaser.lang;
    let href = reader.href(&Route::article(lang, &teaser.slug));
    let title = view! { <a href=href>{teaser.title.clone()}</a> };
    let heading = match level {
        2 => view! { <h2>{title}</h2> }.into_any(),
        _ => view! { <h3>{title}</h3> }.into_any(),
    };
    let picture = teaser.cover.as_ref().zip(look.place()).map(|(cover, place)| {
        view! { <div class="teaser-picture">{picture(cover, String::new(), place)}</div> }
    });
    let wordy = match look {
        Look::Lead | Look::Row => true,
        Look::Card | Look::Block => picture.is_none(),
        Look::Line => false,
    };
    let standfirst = teaser.standfirst.clone().filter(|_| wordy);
    let section = teaser.section.clone().filter(|_| look != Look::Line);
    let section = section.map(|section| view! { <span class="teaser-section">{section.name}</span> });
    let comments = (teaser.comment_count > 0).then(|| {
        view! { <span class="teaser-comments">{words::comments(teaser.comment_count, lang)}</span> }
    });
    let published = teaser.published;
    view! {
        <article class=look.class() lang=lang.code()>
            {picture}
            <div class="teaser-text">
                {heading}
                {standfirst.map(|lead| view! { <p class="teaser-standfirst">{lead}</p> })}
                <p class="teaser-facts">
                    {section}
                    <time datetime=published.to_string()>{words::day(published.day(), lang)}</time>
                    {comments}
                </p>
            </div>
        </article>
    }
}

/// Articles one under the other; what the reader's clock hides is left out.
#[component]
pub fn Rows(
    teasers: Vec<Teaser>,
    /// Whether the page's heading says the section already.
    #[prop(optional)]
    of_one_section: bool,
) -> impl IntoView {
    let reader = Reader::expect();
    let mut seen = reader.seen(&teasers).peekable();
    let rows = match seen.peek() {
        None => view! { <p class="empty">{reader.words().nothing_here}</p> }.into_any(),
        Some(_) => {
            seen.map(|teaser| view! { <TeaserView teaser look=Look::Row level=2/> }).collect_view().into_any()
        }
    };
    let class = if of_one_section { "rows rows-section" } else { "rows" };
    view! { <div class=class>{rows}</div> }
}
