//! What articles are called, there and here.

use std::collections::{BTreeMap, BTreeSet};

use news::source::wordpress::{answer::Listed, manuscript::slug};

use super::listing::Listing;
use crate::media::decode;

/// The file of an article, below the folder of articles.
pub fn file_name(id: u64) -> String {
    format!("{id}.json")
}

/// An address as it is compared: without scheme, encoding and the slash at its end.
pub fn known_as(link: &str) -> String {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    decode(link.split_once("://").map_or(link, |(_, rest)| rest)).trim_end_matches('/').to_lowercase()
}

/// The slugs of all articles, in the order of their numbers: where two would be the same, the later one gets its number.
pub fn slugs(listing: &Listing) -> BTreeMap<u64, String> {
    let all: BTreeMap<u64, &Listed> = listing.open.iter().map(|(_, one)| (one.id, one)).collect();
    let mut taken = BTreeSet::new();
    let mut slugs = BTreeMap::new();
    for (id, one) in all {
        let mut own = slug(id, &one.slug);
        if !taken.insert(own.clone()) {
            own = format!("{}-{id}", own.chars().take(80).collect::<String>().trim_end_matches('-'));
            taken.insert(own.clone());
        }
        slugs.insert(id, own);
    }
    slugs
}
