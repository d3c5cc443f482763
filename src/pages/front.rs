//! The front page: the lead, the newest, and a block for each section.

use news::{
    article::{Label, Teaser},
    bundle::{BLOCK_SIZE, Head, LEAD_SIZE},
    route::{List, Route},
};

use crate::{
    element::{Element, Node, element},
    pages::heading,
    parts::{
        pager::older,
        teaser::{Look, empty, teaser_view},
    },
    reader::Reader,
};

/// Teasers in the list of the newest.
const NEWEST: usize = 8;

/// The front page.
pub fn front_page(reader: &Reader, head: &Head) -> Node {
    let title = heading().class("unseen").child(reader.site.title.clone());
    let newest: Vec<Teaser> = reader.seen(&head.newest).take(LEAD_SIZE + NEWEST).collect();
    match newest.is_empty() {
        true => Node::from([title, empty(reader.words().nothing_here)]),
        false => Node::from([title, top(reader, head, &newest), blocks(reader, head, &newest)]),
    }
}

/// The lead and the newest.
fn top(reader: &Reader, head: &Head, newest: &[Teaser]) -> Element {
    let (lead, rest) = newest.split_at(LEAD_SIZE.min(newest.len()));
    let lead = pictured_first(lead.to_vec()).into_iter().enumerate().map(|(at, teaser)| {
        let look = if at == 0 { Look::Lead } else { Look::Card };
        teaser_view(reader, teaser, look, 2)
    });
    let rest = rest.iter().map(|teaser| teaser_view(reader, teaser.clone(), Look::Line, 3));
    let heading = element("h2").attr("id", "newest").class("kicker").child(reader.words().latest);
    let newest = element("section").class("newest").attr("aria-labelledby", "newest");
    let newest = newest.child(heading).children(rest).child(older(reader, &List::Front, head.older()));
    let lead = element("div").class("lead").children(lead);
    element("div").class("front-top").child(lead).child(newest)
}

/// A block for each section that has anything which the lead does not show.
fn blocks(reader: &Reader, head: &Head, newest: &[Teaser]) -> Element {
    let lead = || newest.iter().take(LEAD_SIZE);
    let blocks = head.blocks.iter().map(|block| {
        let fresh =
            reader.seen(&block.teasers).filter(|teaser| lead().all(|shown| shown.slug != teaser.slug));
        section_block(reader, &block.section, fresh.take(BLOCK_SIZE).collect())
    });
    element("div").class("blocks").children(blocks)
}

/// The newest with a picture, if one has any; then the others.
fn pictured_first(mut teasers: Vec<Teaser>) -> Vec<Teaser> {
    if let Some(pictured) = teasers.iter().position(|teaser| teaser.cover.is_some()) {
        teasers[..=pictured].rotate_right(1);
    }
    teasers
}

fn section_block(reader: &Reader, section: &Label, teasers: Vec<Teaser>) -> Option<Element> {
    if teasers.is_empty() {
        return None;
    }
    let id = format!("block-{}", section.slug);
    let teasers = pictured_first(teasers).into_iter().enumerate().map(|(at, teaser)| {
        let look = if at == 0 { Look::Block } else { Look::Line };
        teaser_view(reader, teaser, look, 3)
    });
    let link = reader.link(&Route::section(reader.lang, &section.slug), section.name.clone());
    let block = element("section").class("block").attr("aria-labelledby", id.clone());
    Some(block.child(element("h2").attr("id", id).class("kicker").child(link)).children(teasers))
}
