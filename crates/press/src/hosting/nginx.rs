//! A server of nginx. Tested with the real one: tests/browser/tests/suite/servers.rs.

use super::{At, EVERYWHERE, PLACES, Place, Site};

/// What nginx compresses where a file has no compressed sibling; `text/html` is always among them.
const COMPRESSED: &str = "text/plain text/css text/javascript application/javascript application/json \
    application/feed+json application/manifest+json application/rss+xml application/xml text/xml application/wasm \
    image/svg+xml";

/// The whole text, for a file below `sites-enabled/` or `conf.d/`.
///
/// What differs from path to path is in maps, not in locations: a location that sets one header would lose all those
/// that the server sets. They see the path of `404.html` where there is no file, so that no error is kept.
pub fn server(site: &Site) -> String {
    let Site { base, domain } = site;
    let mut text = format!(
        "# Where the site is, and which certificate it shows, is yours to change: lines with (1) and (2).\n\
         {}{}\
         server {{\n    listen 80;  # (1) 443 ssl, with ssl_certificate and ssl_certificate_key\n    \
         server_name {domain};\n    root /srv/www/{domain};  # (2) what `bantin build` wrote{}\n\n    \
         absolute_redirect off;\n    server_tokens off;\n    charset utf-8;\n    \
         charset_types text/css text/plain text/xml text/javascript application/javascript application/rss+xml;\n",
        map("bantin_cache_control", site, |place| place.cache),
        map("bantin_resource_policy", site, |place| place.shown),
        if base.is_empty() {
            String::new()
        } else {
            format!(" lies in its folder {}", base.trim_start_matches('/'))
        },
    );
    text += &format!(
        "    gzip on;\n    gzip_static on;\n    # brotli_static on;  # Debian: libnginx-mod-http-brotli-static\n    \
         gzip_vary on;\n    gzip_types {COMPRESSED};\n\n"
    );
    text += &format!(
        "    location {base}/ {{\n        index index.html;\n        # A folder that is no page is no secret either.\n        \
         error_page 403 404 =404 {base}/404.html;\n"
    );
    let differing = [
        ("Cache-Control", "$bantin_cache_control"),
        ("Cross-Origin-Resource-Policy", "$bantin_resource_policy"),
    ];
    for (name, value) in EVERYWHERE.iter().chain(&differing) {
        text += &format!("        add_header {name} \"{value}\" always;\n");
    }
    for place in &PLACES {
        if let (At::Named(name), Some(kind)) = (place.at, place.kind) {
            // The charset is nginx's to add.
            let kind = kind.split(';').next().unwrap_or_default();
            let name = name.replace('.', "\\.");
            text += &format!("        location ~ /{name}$ {{ types {{ }} default_type {kind}; }}\n");
        }
    }
    for (end, kind) in [("wasm", "application/wasm"), ("webmanifest", "application/manifest+json")] {
        text += &format!("        location ~ \\.{end}$ {{ types {{ }} default_type {kind}; }}\n");
    }
    text + "    }\n}\n"
}

fn map(name: &str, site: &Site, value: impl Fn(&Place) -> &'static str) -> String {
    let mut text = format!("map $uri ${name} {{\n");
    for place in &PLACES {
        match place.at.regex(&site.base) {
            Some(regex) => text += &format!("    \"~{regex}\" \"{}\";\n", value(place)),
            None => text += &format!("    default \"{}\";\n", value(place)),
        }
    }
    text + "}\n"
}
