//! Which file answers a request, and as what.

use std::path::{Path, PathBuf};

use news::{lang::Lang, text::percent};

use crate::print::desk;

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file of the edition: below `data/` or `media/`.
    Edition(PathBuf),
    /// A file of the app.
    App(PathBuf),
    /// The page of the editors' desk.
    Desk(Lang),
    /// A page: the app decides what it is.
    Page,
    /// Nothing that could be served.
    Nothing,
}

/// Reads the path of a request, which starts with `/`.
pub fn wanted(path: &str) -> Wanted {
    let Some(path) = percent::decode(path) else { return Wanted::Nothing };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let inside = |part: &&str| !part.contains(['\\', ':', '\0']) && *part != "..";
    if !parts.iter().all(inside) {
        return Wanted::Nothing;
    }
    let file: PathBuf = parts.iter().collect();
    let pages: &[&str] = match parts.as_slice() {
        [pages @ .., "index.html"] => pages,
        pages => pages,
    };
    if let Some((first, below)) = pages.split_first()
        && let Some((lang, _)) = desk::PAGES.iter().find(|(_, address)| address == first)
        && !below.iter().any(|part| part.contains('.'))
    {
        return Wanted::Desk(*lang);
    }
    match parts.as_slice() {
        ["data" | "media", ..] => Wanted::Edition(file),
        [.., "index.html"] | [] => Wanted::Page,
        [.., last] if last.contains('.') => Wanted::App(file),
        _ => Wanted::Page,
    }
}

/// The content type of a file by its name.
pub fn content_type(path: &Path) -> &'static str {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "m4a" => "audio/mp4",
        "vtt" => "text/vtt; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_never_a_page() {
        assert_eq!(wanted("/"), Wanted::Page);
        assert_eq!(wanted("/bai-viet/tap-huan/"), Wanted::Page);
        assert_eq!(wanted("/index.html"), Wanted::Page);
        assert_eq!(wanted("/app.wasm"), Wanted::App("app.wasm".into()));
        assert_eq!(wanted("/data/vi/all/head.json"), Wanted::Edition("data/vi/all/head.json".into()));
        assert_eq!(wanted("/media/%E1%BA%A3nh%201.jpg"), Wanted::Edition("media/ảnh 1.jpg".into()));
        for (lang, desk) in [
            (Lang::En, "/desk/"),
            (Lang::En, "/desk"),
            (Lang::Vi, "/bien-tap/"),
            (Lang::Vi, "/bien-tap/moi/bai"),
            (Lang::En, "/desk/index.html"),
        ] {
            assert_eq!(wanted(desk), Wanted::Desk(lang), "{desk}");
        }
        assert_eq!(wanted("/desk/desk-1.js"), Wanted::App("desk/desk-1.js".into()));
        assert_eq!(wanted("/bien-tap-vien/"), Wanted::Page);
        for bad in
            ["/../x.js", "/%2e%2e/x.js", "/a%2f..%2f..%2fx.js", "/a\\..\\x.js", "/%", "/%zz", "/%ff.js"]
        {
            assert_eq!(wanted(bad), Wanted::Nothing, "{bad}");
        }
    }
}
