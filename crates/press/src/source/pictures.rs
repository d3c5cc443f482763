//! Pictures of a WordPress, saved among the site's own, so that no page asks another site for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use news::{source::wordpress::figures::is_picture, text::slug::slugify};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    client::Client,
    index::{Index, write},
};
use crate::media::decode;

/// Where they lie in the site's folder.
pub const FOLDER: &str = "media/wordpress";

/// Which pictures may be fetched: those of the WordPress itself, and of where its pictures are kept.
#[derive(Debug, Default)]
pub struct Hosts(BTreeSet<String>);

impl Hosts {
    /// Of addresses that the WordPress itself names.
    pub fn of<'u>(addresses: impl IntoIterator<Item = &'u str>) -> Self {
        Self(addresses.into_iter().filter_map(host).collect())
    }

    /// Adds where an article's own picture is.
    pub fn add(&mut self, address: &str) {
        self.0.extend(host(address));
    }

    /// Whether the picture at this address may be fetched.
    pub fn have(&self, address: &str) -> bool {
        host(address).is_some_and(|host| self.0.contains(&host)) && is_picture(address)
    }
}

/// Host and port of an `http` or `https` address.
fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    matches!(scheme, "http" | "https").then(|| host.to_ascii_lowercase())
}

/// What a picture is called here: after its name there, and the hash of its address, so that no two are the same on any
/// computer.
fn name(address: &str) -> String {
    let path = decode(address.split(['?', '#']).next().unwrap_or_default());
    let file = path.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let stem: String = slugify(stem).chars().take(60).collect();
    format!(
        "{}-{:08x}.{}",
        stem.trim_end_matches('-'),
        xxh3_64(address.as_bytes()) >> 32,
        extension.to_ascii_lowercase()
    )
}

/// Fetches the pictures of `wanted`, see [`Body::pictures`], that are not here and not known to fail. What can not be had
/// is kept as a failure. Those that a build fetched which then failed are not fetched again, unless all is to be `anew`.
///
/// [`Body::pictures`]: news::source::wordpress::body::Body::pictures
///
/// # Errors
/// If the disk says no.
pub fn fetch(
    client: &Client,
    wanted: &BTreeMap<String, String>,
    site: &Path,
    index: &mut Index,
    anew: bool,
) -> std::io::Result<()> {
    for (address, written) in wanted {
        if index.pictures.contains_key(address) {
            continue;
        }
        let name = name(address);
        let path = site.join(FOLDER).join(&name);
        if !anew && path.is_file() {
            index.pictures.insert(address.clone(), Ok(name));
            continue;
        }
        // The largest size may have been taken away, or never have been there; some hosts say so with a page.
        let found = match client.file(address) {
            Err(failure) if failure.is_refusal() && written != address => client.file(written),
            Ok(bytes) if !looks_right(&bytes) && written != address => client.file(written),
            found => found,
        };
        let there = match found {
            Ok(bytes) if looks_right(&bytes) => {
                fs::create_dir_all(site.join(FOLDER))?;
                write(&path, &bytes)?;
                Ok(name)
            }
            Ok(_) => Err("what is there is no picture".to_owned()),
            Err(failure) => Err(failure.to_string()),
        };
        index.pictures.insert(address.clone(), there);
    }
    Ok(())
}

/// Whether bytes are not a page that says that there is no picture. Which kind it is the press sees later.
fn looks_right(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
    let start = bytes.get(start..).unwrap_or_default();
    let is =
        |text: &str| start.get(..text.len()).is_some_and(|found| found.eq_ignore_ascii_case(text.as_bytes()));
    !start.is_empty() && !is("<!doctype html") && !is("<html")
}

/// Removes pictures that no article shows any more.
pub fn sweep(site: &Path, index: &mut Index) {
    let shown: BTreeSet<String> =
        index.articles.values().flat_map(|article| article.pictures.iter().cloned()).collect();
    index.pictures.retain(|address, _| shown.contains(address));
    let names: BTreeSet<&str> = index.pictures.values().filter_map(|name| name.as_deref().ok()).collect();
    for found in fs::read_dir(site.join(FOLDER)).into_iter().flatten().flatten() {
        if !found.file_name().to_str().is_some_and(|name| names.contains(name)) {
            // If it fails, the next build tries again.
            let _ = fs::remove_file(found.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_no_two_the_same() {
        let one = name("https://a.example/wp-content/uploads/2023/12/L%C5%A9%20L%E1%BB%9Bn.JPG?x=1");
        assert!(
            one.starts_with("lu-lon-") && one.ends_with(".jpg") && one.len() == "lu-lon-00000000.jpg".len(),
            "{one}"
        );
        assert_ne!(one, name("https://a.example/wp-content/uploads/2023/12/L%C5%A9%20L%E1%BB%9Bn.JPG"));
        assert!(name(&format!("https://a.example/{}.png", "dài-".repeat(90))).len() < 80);
    }

    #[test]
    fn what_is_here_is_not_fetched_and_what_nobody_shows_goes() {
        let site = std::env::temp_dir().join(format!("bantin-fetched-{}", std::process::id()));
        fs::create_dir_all(site.join(FOLDER)).unwrap();
        // Nobody answers there.
        let address = "http://127.0.0.1:9/a.jpg";
        let here = site.join(FOLDER).join(name(address));
        fs::write(&here, "x").unwrap();
        let mut index = Index::default();
        let wanted = BTreeMap::from([(address.to_owned(), address.to_owned())]);
        fetch(&Client::new(), &wanted, &site, &mut index, false).unwrap();
        assert_eq!(index.pictures[address], Ok(name(address)));
        sweep(&site, &mut index);
        assert!(index.pictures.is_empty() && !here.exists());
        fs::remove_dir_all(site).unwrap();
    }

    #[test]
    fn only_pictures_of_that_site_are_fetched() {
        let mut hosts = Hosts::of(["https://a.example/tin"]);
        assert!(hosts.have("https://A.example/x.jpg") && !hosts.have("https://a.example/x.php"));
        for other in
            ["https://b.example/x.jpg", "https://a.example:8080/x.jpg", "ftp://a.example/x.jpg", "/x.jpg"]
        {
            assert!(!hosts.have(other), "{other}");
        }
        hosts.add("https://cdn.example/up/y.jpg");
        assert!(hosts.have("https://cdn.example/x.jpg"));
        assert!(
            looks_right(b"\x89PNG")
                && looks_right(b"<svg>")
                && !looks_right(b"\n<!DOCTYPE HTML>")
                && !looks_right(b"")
        );
    }
}
