//! Values as the three formats write them.

use super::tree::Quotes;
use crate::text::vietnamese::nfc;

/// What a file's fields are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Toml,
    Json,
}

impl Format {
    /// What stands between a name and its value.
    pub(super) fn is(self) -> &'static str {
        match self {
            Format::Yaml | Format::Json => ": ",
            Format::Toml => " = ",
        }
    }

    /// A field's name.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Format::Yaml | Format::Toml => name.to_owned(),
            Format::Json => format!("\"{name}\""),
        }
    }

    /// `text` in the quotes `like` if these can hold it; `flow`: between brackets of YAML.
    pub(super) fn text(self, text: &str, like: Quotes, flow: bool) -> String {
        match (self, like) {
            (Format::Yaml, Quotes::Plain | Quotes::Block) if is_plain(text, flow) => text.to_owned(),
            (Format::Yaml, Quotes::Single) if text.chars().all(prints) => {
                format!("'{}'", text.replace('\'', "''"))
            }
            (Format::Toml, Quotes::Single) if text.chars().all(|c| prints(c) && c != '\'') => {
                format!("'{text}'")
            }
            _ => self.quoted(text),
        }
    }

    /// A list in brackets.
    pub(super) fn list(self, words: &[String]) -> String {
        let like = if self == Format::Yaml { Quotes::Plain } else { Quotes::Double };
        let words: Vec<String> = words.iter().map(|word| self.text(word, like, true)).collect();
        format!("[{}]", words.join(", "))
    }

    /// A table in braces.
    pub(super) fn table(self, members: &[(&str, String)]) -> String {
        let written = members.iter().map(|(name, value)| format!("{}{}{value}", self.name(name), self.is()));
        let written: Vec<String> = written.collect();
        format!("{{ {} }}", written.join(", "))
    }

    /// `text` between quotation marks.
    fn quoted(self, text: &str) -> String {
        let quoted = self.escaped(text, |c| !prints(c));
        // Reading brings the file to NFC: no letter may join a sign of the quoting.
        match nfc(&quoted) == quoted {
            true => quoted,
            false => self.escaped(text, |c| !c.is_ascii() || !prints(c)),
        }
    }

    fn escaped(self, text: &str, hard: impl Fn(char) -> bool) -> String {
        let mut quoted = String::from('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                '\n' => quoted.push_str("\\n"),
                '\t' => quoted.push_str("\\t"),
                letter if hard(letter) => self.escape(letter, &mut quoted),
                letter => quoted.push(letter),
            }
        }
        quoted + "\""
    }

    fn escape(self, letter: char, quoted: &mut String) {
        match (self, u32::from(letter)) {
            (Format::Yaml | Format::Toml, code @ 0x1_0000..) => quoted.push_str(&format!("\\U{code:08X}")),
            (_, code @ ..0x1_0000) => quoted.push_str(&format!("\\u{code:04X}")),
            (Format::Json, _) => {
                for code in letter.encode_utf16(&mut [0; 2]) {
                    quoted.push_str(&format!("\\u{code:04X}"));
                }
            }
        }
    }
}

/// Whether every reader of the three formats takes the character as it is, and an editor sees it.
fn prints(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        // The last two of each plane are no characters.
        && u32::from(letter) & 0xfffe != 0xfffe
}

/// Whether YAML of any version reads `text` as itself without quotes (YAML 1.2.2, section 7.3.3; the words are those
/// that 1.1 takes for truths and nothing, too).
fn is_plain(text: &str, flow: bool) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let of_number = |c: char| !c.is_alphabetic() || c.is_ascii_hexdigit() || "oOxXtTzZ".contains(c);
    let number = text.starts_with(char::is_numeric) && text.chars().all(of_number);
    let word = WORDS.contains(&text.to_lowercase().as_str());
    let signs = text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.ends_with(char::is_whitespace);
    let brackets = flow && text.contains([',', '[', ']', '{', '}', ':']);
    text.starts_with(char::is_alphanumeric)
        && text.chars().all(prints)
        && !(number || word || signs || brackets)
}
