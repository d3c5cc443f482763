//! A site of Caddy. Tested with the real one: tests/browser/tests/suite/servers.rs.

use super::{At, EVERYWHERE, PLACES, Place, Site};

/// The whole text of a Caddyfile, or a part of one.
pub fn site(site: &Site) -> String {
    let Site { base, domain } = site;
    let inside = if base.is_empty() { String::new() } else { format!(" lies in its folder {}", &base[1..]) };
    let mut text = format!(
        "# Caddy gets the certificate by itself. Change the folder: what `bantin build` wrote{inside}.\n\
         {domain} {{\n\troot * /srv/www/{domain}\n\tencode zstd gzip\n\n\
         \tmap {{path}} {{bantin_cache_control}} {{bantin_resource_policy}} {{\n"
    );
    for Place { at, cache, shown, .. } in &PLACES {
        match at.regex(base) {
            Some(regex) => text += &format!("\t\t\"~{regex}\" \"{cache}\" {shown}\n"),
            None => text += &format!("\t\tdefault \"{cache}\" {shown}\n"),
        }
    }
    text += "\t}\n\theader {\n";
    let differing = [
        ("Cache-Control", "{bantin_cache_control}"),
        ("Cross-Origin-Resource-Policy", "{bantin_resource_policy}"),
    ];
    for (name, value) in EVERYWHERE.iter().chain(&differing) {
        text += &format!("\t\t{name} \"{value}\"\n");
    }
    // Apart: a header taken away makes its whole block wait for the file, and an error would come without.
    text += "\t}\n\theader -Server\n";
    for place in &PLACES {
        if let (At::Named(name), Some(kind)) = (place.at, place.kind) {
            let label = name.replace('.', "_");
            text += &format!("\t@{label} path *{name}\n\theader @{label} Content-Type \"{kind}\"\n");
        }
    }
    text += "\t@manifest path *.webmanifest\n\theader @manifest Content-Type application/manifest+json\n";
    // Headers stay as they were when an error takes over: an error must not be kept as long as the file would be.
    text + &format!(
        "\tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n\n\
         \thandle_errors {{\n\t\t@missing expression {{http.error.status_code}} == 404\n\
         \t\thandle @missing {{\n\t\t\trewrite * {base}/404.html\n\
         \t\t\theader Content-Type \"text/html; charset=utf-8\"\n\t\t\theader Cache-Control no-cache\n\
         \t\t\theader Cross-Origin-Resource-Policy same-origin\n\t\t\tfile_server {{\n\t\t\t\tprecompressed br gzip\n\
         \t\t\t}}\n\t\t}}\n\t}}\n}}\n"
    )
}
