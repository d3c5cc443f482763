//! The same article in several languages.

use news::{article::Translation, problem::Problem};

use super::Addresses;
use crate::piece::Piece;

/// The translations of each piece. `translation_of` holds both ways, and for all of a group. One that comes out later
/// than the piece, and than `now`, is left out: a link to it would lead nowhere. `addresses` are theirs.
pub fn find(
    pieces: &[Box<Piece>],
    addresses: &Addresses,
    now: i64,
    problems: &mut Vec<Problem>,
) -> Vec<Vec<Translation>> {
    let mut any = false;
    // The group of a piece is its first piece's number.
    let mut group: Vec<usize> = (0..pieces.len()).collect();
    let root = |group: &[usize], mut at: usize| {
        while let Some(above) = group.get(at).copied().filter(|above| *above != at) {
            at = above;
        }
        at
    };
    for (number, piece) in pieces.iter().enumerate() {
        let mut originals: Vec<usize> = addresses.siblings(piece).collect();
        if let Some(name) = &piece.rare().translation_of {
            match addresses.named(piece, name, None).filter(|other| *other != number) {
                Some(original) => originals.push(original),
                None => problems.push(
                    Problem::warning(
                        &piece.file,
                        "translation",
                        format!("`translation_of` names `{name}`, and there is no such article"),
                        "Write the slug or the file of the original.",
                    )
                    .at(piece.known().manuscript.line_of("translation_of")),
                ),
            }
        }
        any |= !originals.is_empty();
        for original in originals {
            let (a, b) = (root(&group, number), root(&group, original));
            if let Some(above) = group.get_mut(a.max(b)) {
                *above = a.min(b);
            }
        }
    }
    if !any {
        return vec![Vec::new(); pieces.len()];
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for number in 0..pieces.len() {
        if let Some(members) = members.get_mut(root(&group, number)) {
            members.push(number);
        }
    }
    let mut all = Vec::with_capacity(pieces.len());
    for (number, piece) in pieces.iter().enumerate() {
        let mut found: Vec<&Piece> = Vec::new();
        let others = members.get(root(&group, number)).into_iter().flatten().filter_map(|at| pieces.get(*at));
        for other in others.filter(|other| other.facts.lang != piece.facts.lang) {
            match found.iter().find(|known| known.facts.lang == other.facts.lang) {
                None => found.push(other),
                Some(known) => problems.push(Problem::warning(
                    &other.file,
                    "translation",
                    format!(
                        "`{}` and `{}` both translate `{}`",
                        known.facts.slug, other.facts.slug, piece.facts.slug
                    ),
                    "Only the older one is linked. Let one of them translate something else.",
                )),
            }
        }
        found.retain(|other| other.moment().unix() <= now.max(piece.moment().unix()));
        found.sort_by_key(|other| other.facts.lang);
        let translation = |other: &Piece| Translation {
            lang: other.facts.lang,
            slug: other.facts.slug.clone(),
            title: other.facts.title.clone(),
        };
        all.push(found.into_iter().map(translation).collect());
    }
    all
}
