//! The table for any other host, or for a program that sets one up.

use serde_json::{Value, json};

use super::{At, EVERYWHERE, PLACES, Place, Site};

/// `everywhere`: headers of every answer. `places`: what a path gets beside them; the first that fits counts. `*` in
/// a path is any text.
pub fn table(site: &Site) -> String {
    let places: Vec<Value> = PLACES.iter().map(|place| self::place(site, place)).collect();
    let everywhere: Vec<Value> = EVERYWHERE.iter().map(|(name, value)| header(name, value)).collect();
    let table = json!({ "everywhere": everywhere, "places": places });
    format!("{table:#}\n")
}

fn place(site: &Site, place: &Place) -> Value {
    let path = match place.at {
        At::Below(folder) => format!("{}/{folder}/*", site.base),
        At::Named(name) => format!("{}/*{name}", site.base),
        At::Elsewhere => format!("{}/*", site.base),
    };
    let kept = [("Cache-Control", place.cache), ("Cross-Origin-Resource-Policy", place.shown)];
    let headers = kept.into_iter().chain(place.kind.map(|kind| ("Content-Type", kind)));
    json!({ "path": path, "headers": headers.map(|(name, value)| header(name, value)).collect::<Vec<_>>() })
}

fn header(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value })
}
