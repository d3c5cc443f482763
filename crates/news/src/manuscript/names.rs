//! The names of fields, Bantin's own and those of other systems, and what a mistyped one may have meant.

/// Fields that Bantin uses: its own name first, then those of Hugo, Zola, Jekyll and Decap CMS.
pub(super) const FIELDS: &[&[&str]] = &[
    &["title"],
    &["date"],
    &["slug"],
    &["standfirst", "sapo", "lead", "description", "summary", "excerpt"],
    &["section", "category"],
    &["categories"],
    &["tags"],
    &["authors", "author"],
    &["credit"],
    &["cover", "image", "featured_image", "featuredImage", "thumbnail", "images"],
    &["updated", "lastmod", "last_modified_at", "modified"],
    &["corrections"],
    &["related"],
    &["views"],
    &["wordpress"],
    &["lang", "language"],
    &["translation_of"],
    &["draft"],
    &["published"],
    &["publish_at", "publishDate"],
    &["expires_at", "expiryDate"],
    &["comments"],
    &["aliases", "redirect_from"],
    &["url", "permalink", "path"],
];

/// Fields that mean something to those systems and nothing here: kept, and not worth a note.
pub(super) const FOREIGN: &[&str] = &[
    "layout",
    "type",
    "weight",
    "series",
    "toc",
    "template",
    "outputs",
    "menu",
    "linkTitle",
    "markup",
    "keywords",
    "id",
    "translationKey",
    "in_search_index",
    "page_template",
    "sitemap",
    "cascade",
    "build",
    "resources",
    "math",
    "mermaid",
    "pin",
    "hidden",
    "params",
    "extra",
    "taxonomies",
];

/// Whether Bantin makes something of a field of this name.
pub(super) fn known(name: &str) -> bool {
    FIELDS.iter().any(|names| names.contains(&name))
}

/// The known field whose name is at most two changed letters away.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if lower.len() > 24 {
        return None;
    }
    let far = |known: &str| distance(&lower, &known.to_lowercase());
    let near =
        FIELDS.iter().copied().flatten().map(|known| (far(known), *known)).min_by_key(|(far, _)| *far)?;
    (near.0 <= 2 && near.0 * 2 < lower.chars().count()).then_some(near.1)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}
