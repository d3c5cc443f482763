//! The front page: the lead, the newest, and a block for each section.

use leptos::prelude::*;
use news::{
    article::Teaser,
    bundle::{BLOCK_SIZE, Block, Head},
    lang::Lang,
    route::{List, Route},
};

use crate::{
    parts::{
        pager::Older,
        teaser::{Look, TeaserView},
    },
    reader::Reader,
};

/// Teasers in the lead, the first one largest.
const LEAD: usize = 5;

/// Teasers in the list of the newest.
const NEWEST: usize = 8;

/// The front page.
#[component]
pub fn FrontPage(head: Head, lang: Lang) -> impl IntoView {
    let reader = Reader::expect();
    let title = reader.site.title.clone();
    let newest: Vec<Teaser> = reader.seen(&head.newest).take(LEAD + NEWEST).collect();
    let content = match newest.is_empty() {
        true => view! { <p class="empty">{reader.words().nothing_here}</p> }.into_any(),
        false => content(&reader, &head, newest, lang).into_any(),
    };
    view! {
        <h1 id="heading" class="unseen" tabindex="-1">{title}</h1>
        {content}
    }
}

fn content(reader: &Reader, head: &Head, newest: Vec<Teaser>, lang: Lang) -> impl IntoView + use<> {
    let (lead, rest) = arrange(newest);
    let shown: Vec<String> = lead.iter().map(|teaser| teaser.slug.clone()).collect();
    let lead = lead.into_iter().enumerate().map(|(at, teaser)| {
        let look = if at == 0 { Look::Lead } else { Look::Card };
        view! { <TeaserView teaser look level=2/> }
    });
    let lead = lead.collect_view();
    let rest = rest.into_iter().map(|teaser| view! { <TeaserView teaser look=Look::Line level=3/> });
    let rest = rest.collect_view();
    let blocks = head.blocks.iter().map(|block| {
        let fresh = reader.seen(&block.teasers).filter(|teaser| !shown.contains(&teaser.slug));
        section_block(reader, block, fresh.take(BLOCK_SIZE).collect(), lang)
    });
    let blocks = blocks.collect_view();
    view! {
        <div class="front-top">
            <div class="lead">{lead}</div>
            <section class="newest" aria-labelledby="newest">
                <h2 id="newest" class="kicker">{reader.words().latest}</h2>
                {rest}
                <Older list=List::Front older=head.older() lang/>
            </section>
        </div>
        <div class="blocks">{blocks}</div>
    }
}

/// The lead, then the others in the top, then the rest. The largest is the newest with a picture, if one of the
/// top has any.
fn arrange(mut newest: Vec<Teaser>) -> (Vec<Teaser>, Vec<Teaser>) {
    let rest = newest.split_off(LEAD.min(newest.len()));
    if let Some(pictured) = newest.iter().position(|teaser| teaser.cover.is_some()) {
        newest[..=pictured].rotate_right(1);
    }
    (newest, rest)
}

fn section_block(
    reader: &Reader,
    block: &Block,
    teasers: Vec<Teaser>,
    lang: Lang,
) -> Option<impl IntoView + use<>> {
    if teasers.is_empty() {
        return None;
    }
    let id = format!("block-{}", block.section.slug);
    let heading_id = id.clone();
    let mut teasers = teasers;
    if let Some(pictured) = teasers.iter().position(|teaser| teaser.cover.is_some()) {
        teasers[..=pictured].rotate_right(1);
    }
    let teasers = teasers.into_iter().enumerate().map(|(at, teaser)| {
        let look = if at == 0 { Look::Block } else { Look::Line };
        view! { <TeaserView teaser look level=3/> }
    });
    Some(view! {
        <section class="block" aria-labelledby=id>
            <h2 id=heading_id class="kicker">
                <a href=reader.href(&Route::section(lang, &block.section.slug))>{block.section.name.clone()}</a>
            </h2>
            {teasers.collect_view()}
        </section>
    })
}
