//! A list: a section's, a tag's, or a numbered page of any.

use news::{
    bundle::{Head, Page},
    route::List,
    words,
};

use crate::{
    element::{Node, element},
    pages::heading,
    parts::{
        breadcrumb::breadcrumb,
        pager::pager,
        teaser::{Look, rows},
    },
    reader::Reader,
};

/// A list of articles, newest first: a numbered page of it, or the newest.
pub fn list_page(reader: &Reader, head: &Head, page: Option<(u32, &Page)>, list: &List) -> Node {
    let words = reader.words();
    let name = head.label.as_ref().map_or(words.all_of, |label| &label.name).to_owned();
    let kind = matches!(list, List::Tag(_)).then(|| element("span").class("kind").child(words.tag));
    let number = page.map(|(number, _)| number);
    let place = number.map(|number| format!(" · {} {number}", words.page));
    let title = heading().child(kind).child(name.clone());
    let title = title.child(element("span").class("list-where").child(place));
    // On numbered pages it would change them all with each new article.
    let count = (number.is_none() && head.total > 0)
        .then(|| element("p").class("list-count").child(words::articles(head.total, reader.lang)));
    let teasers = page.map_or(&head.newest, |(_, page)| &page.teasers);
    Node::from([
        Some(breadcrumb(reader, vec![(name, None)])),
        Some(element("header").class("list-head").child(title).child(count)),
        Some(rows(reader, teasers, Look::Row)),
        pager(reader, list, head, number),
    ])
}
