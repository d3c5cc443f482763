//! A link that carries a draft: the whole file of an article, in the fragment of an address, which no server ever sees.
//!
//! The fragment is `bai=1.` and then, in base64url without padding (RFC 4648, section 5), the CRC-32 of what it carries,
//! four bytes with the lowest first, and that, deflated (RFC 1951): the file's path, which says how it is read and perhaps
//! its section, language, date and address; a line end; its text. The 1 is the version of this shape; the key is the same
//! in both languages. Anybody can make such a link, so that what is read from one is a stranger's.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{TINFLStatus, decompress_to_vec_with_limit},
};
use news::manuscript::LARGEST;

use crate::file::is_article;

/// What the fragment is called, without its version.
const KEY: &str = "bai=";
const VERSION: &str = "1";

/// The longest fragment, in bytes, which are letters and digits all: our choice, far below what browsers take as an
/// address, so that a link can still be sent in a chat. Some 10,000 words of the sample newspaper fit.
pub const LONGEST: usize = 32_000;

/// The text is too long for a link: it has to be sent as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// How long the fragment would be, in bytes.
    pub length: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the link would have {} characters, more than {LONGEST}", self.length)
    }
}

impl std::error::Error for TooLong {}

/// Why a fragment gives no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is something else: no draft, and no reason to say anything.
    NoDraft,
    /// It was made by a later desk.
    Newer,
    /// It was cut or bent on its way: ask for it again.
    Damaged,
    /// There is more in it than an article may have.
    TooLarge,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoDraft => "there is no draft in this link",
            Self::Newer => "the link was made by a newer desk",
            Self::Damaged => "the link is not whole",
            Self::TooLarge => "what is in the link is larger than an article may be",
        })
    }
}

impl std::error::Error for Wrong {}

/// The longest path that a link carries, in bytes.
const LONGEST_PATH: usize = 1_000;

/// What a file is called whose path can not be one.
const NOWHERE: &str = "content/ban-nhap.md";

/// A path below the site's folder, or [`NOWHERE`]: a stranger may have written it.
fn place(path: &str) -> &str {
    let strange = |part: &str| part.is_empty() || part.starts_with('.') || part.contains(['\\', ':']);
    let plain = path.len() <= LONGEST_PATH && !path.contains(char::is_control);
    if plain && is_article(path) && !path.split('/').any(strange) { path } else { NOWHERE }
}

/// The fragment, without `#`, that carries a file.
///
/// # Errors
/// [`TooLong`] for a text that needs more than [`LONGEST`] bytes, or that has more than
/// [`LARGEST`](news::manuscript::LARGEST).
pub fn encode(path: &str, text: &str) -> Result<String, TooLong> {
    // Deflate makes nothing smaller than a thousandth, and base64 a third larger: no need to try.
    if text.len() > LARGEST {
        return Err(TooLong { length: text.len() });
    }
    let text = [place(path), "\n", text].concat();
    let mut bytes = crc32fast::hash(text.as_bytes()).to_le_bytes().to_vec();
    bytes.extend(compress_to_vec(text.as_bytes(), 9));
    let fragment = format!("{KEY}{VERSION}.{}", URL_SAFE_NO_PAD.encode(bytes));
    match fragment.len() <= LONGEST {
        true => Ok(fragment),
        false => Err(TooLong { length: fragment.len() }),
    }
}

/// The path and the text of the file in a fragment, with its `#` or without. They are what [`encode`] was given, or
/// nothing: in time and room proportional to [`LARGEST`](news::manuscript::LARGEST) at most, whatever somebody made of
/// the link.
///
/// # Errors
/// See [`Wrong`].
pub fn decode(fragment: &str) -> Result<(String, String), Wrong> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let rest = fragment.strip_prefix(KEY).ok_or(Wrong::NoDraft)?;
    let (version, code) = rest.split_once('.').ok_or(Wrong::Damaged)?;
    if version != VERSION {
        let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if is_number { Wrong::Newer } else { Wrong::Damaged });
    }
    if fragment.len() > LONGEST {
        return Err(Wrong::TooLarge);
    }
    let bytes = URL_SAFE_NO_PAD.decode(code).map_err(|_| Wrong::Damaged)?;
    let (sum, deflated) = bytes.split_first_chunk().ok_or(Wrong::Damaged)?;
    let most = LARGEST + LONGEST_PATH + 1;
    let text = decompress_to_vec_with_limit(deflated, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Wrong::TooLarge,
        _ => Wrong::Damaged,
    })?;
    if crc32fast::hash(&text) != u32::from_le_bytes(*sum) {
        return Err(Wrong::Damaged);
    }
    let text = String::from_utf8(text).map_err(|_| Wrong::Damaged)?;
    let (path, text) = text.split_once('\n').ok_or(Wrong::Damaged)?;
    match text.len() > LARGEST {
        true => Err(Wrong::TooLarge),
        false => Ok((place(path).to_owned(), text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ARTICLE: &str =
        "---\ntitle: Lũ quét ở thượng nguồn\ndate: 2023-12-09\n---\n\nMưa **lớn** từ đêm 8-12.\n";

    const PATH: &str = "content/thoi-su/2023-12-09-lu-quet.en.json";

    fn article() -> Result<(String, String), Wrong> {
        Ok((PATH.to_owned(), ARTICLE.to_owned()))
    }

    fn sealed(path: &str, text: &[u8]) -> String {
        let text = [path.as_bytes(), text].concat();
        let mut bytes = crc32fast::hash(&text).to_le_bytes().to_vec();
        bytes.extend(compress_to_vec(&text, 9));
        format!("bai=1.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    #[test]
    fn a_draft_arrives() {
        let link = encode(PATH, ARTICLE).unwrap();
        assert_eq!(decode(&link), article());
        assert_eq!(decode(&format!("#{link}")), article());
        assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=._-".contains(&byte)), "{link}");
        assert_eq!(decode(&encode(PATH, "").unwrap()), Ok((PATH.to_owned(), String::new())));
    }

    #[test]
    fn a_path_that_can_be_none_is_no_path() {
        let long = format!("content/{}.md", "a".repeat(LONGEST_PATH));
        for path in
            ["", "/content/a.md", "content/../../a.md", ".git/a.md", "C:\\a.md", "a//b.md", "a.html", &long]
        {
            assert_eq!(decode(&encode(path, ARTICLE).unwrap()).unwrap().0, NOWHERE, "{path}");
            let read = decode(&sealed(&format!("{path}\n"), b"a"));
            assert!(read.is_err() || read == Ok((NOWHERE.to_owned(), "a".to_owned())), "{path}: {read:?}");
        }
    }

    #[test]
    fn what_is_too_long_for_a_link_is_said_so() {
        // Hashes, so that it can not be made smaller.
        let noise: String =
            (0..8_000u32).map(|n| format!("{:08x}", crc32fast::hash(&n.to_le_bytes()))).collect();
        let length = encode(PATH, &noise).unwrap_err().length;
        assert!(length > LONGEST, "{length}");
        assert_eq!(encode(PATH, &"a".repeat(LARGEST + 1)), Err(TooLong { length: LARGEST + 1 }));
        assert_eq!(
            encode(PATH, &"a".repeat(LARGEST)).map(|link| decode(&link).unwrap().1.len()),
            Ok(LARGEST)
        );
    }

    #[test]
    fn hostile_links_are_wrong() {
        let link = encode(PATH, ARTICLE).unwrap();
        for (fragment, wrong) in [
            ("", Wrong::NoDraft),
            ("#h-muc", Wrong::NoDraft),
            ("bai=", Wrong::Damaged),
            ("bai=x.AAAA", Wrong::Damaged),
            ("bai=2.AAAA", Wrong::Newer),
            ("bai=1.", Wrong::Damaged),
            ("bai=1.AAA=", Wrong::Damaged),
            ("bai=1.AAAAAA", Wrong::Damaged),
            ("bai=1.ộộộộ", Wrong::Damaged),
            (&format!("{link}."), Wrong::Damaged),
            (&format!("bai=1.{}", "A".repeat(LONGEST)), Wrong::TooLarge),
            (&sealed("a.md\n", &vec![b'a'; LARGEST + 1]), Wrong::TooLarge),
            (&sealed("a.md\n", &vec![0; 10 * LARGEST]), Wrong::TooLarge),
            (&sealed("a.md\n", b"\xff\xfe"), Wrong::Damaged),
            (&sealed("a.md", b""), Wrong::Damaged),
        ] {
            assert_eq!(decode(fragment), Err(wrong), "{}", fragment.chars().take(40).collect::<String>());
        }
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let link = encode(PATH, ARTICLE).unwrap();
        let code = link.strip_prefix("bai=1.").unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(code).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut bent = bytes.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            // A flip in the bits after deflate's end changes nothing.
            let read = decode(&format!("bai=1.{}", URL_SAFE_NO_PAD.encode(&bent)));
            assert!(read.is_err() || read == article(), "bit {bit}: {read:?}");
        }
        for end in 0..link.len() {
            assert!(decode(&link[..end]).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(text in "\\PC{0,600}|[\\x00-\\x7f\\n]{0,600}") {
            prop_assert_eq!(decode(&encode(PATH, &text).unwrap()), Ok((PATH.to_owned(), text)));
        }

        #[test]
        fn whatever_is_read_never_panics(code in "[A-Za-z0-9_-]{0,300}|\\PC{0,50}") {
            let _ = decode(&format!("bai=1.{code}"));
            let _ = decode(&code);
        }

        #[test]
        fn a_link_with_another_letter_is_another_or_none(at in 0usize..1_000, letter in "[A-Za-z0-9_-]") {
            let link = encode(PATH, ARTICLE).unwrap();
            let at = 6 + at % (link.len() - 6);
            let bent = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
            let read = decode(&bent);
            prop_assert!(read.is_err() || read == article());
        }
    }
}
