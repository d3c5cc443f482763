//! Text made fit for HTML, for XML and for JSON inside of HTML, whatever an author wrote.

/// Text and quoted attributes of HTML and XML 1.0. What XML forbids (section 2.2: most control characters, U+FFFE,
/// U+FFFF) is left out: there is no way to write it.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| allowed(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// A CDATA section of XML. A `]]>` in it is cut in two, a section each.
pub fn cdata(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| allowed(*letter)).collect();
    format!("<![CDATA[{}]]>", kept.replace("]]>", "]]]]><![CDATA[>"))
}

/// JSON that stands in a `<script>`: nothing in it ends the element, starts a comment, or ends a line of script.
/// All of these occur in strings alone, where JSON has an escape for them.
pub fn json_in_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            other => out.push(other),
        }
    }
    out
}

/// Without U+000D too, which readers of XML and HTML turn into a line end at their own discretion.
fn allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_texts() {
        let table = [
            ("Mưa & lũ", "Mưa &amp; lũ"),
            ("</script><!--", "&lt;/script&gt;&lt;!--"),
            ("\"'", "&quot;'"),
            ("a\u{0}b\u{8}\u{b}\u{1f}\u{fffe}\u{ffff}c\t\n", "abc\t\n"),
            ("Đo\u{302}\u{301} 🌊", "Đo\u{302}\u{301} 🌊"),
        ];
        for (from, to) in table {
            assert_eq!(text(from), to);
        }
        assert_eq!(json_in_html("\"</script>&\u{2028}\""), r#""\u003c/script\u003e\u0026\u2028""#);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(any in "(\\PC|[<>&\"'\\]!\u{0}-\u{1f}\u{2028}]|\\]\\]>|<!--){0,30}") {
            let kept: String = any.chars().filter(|letter| allowed(*letter)).collect();
            let xml = format!("<a b=\"{}\"><c>{}</c><d>{}</d></a>", text(&any), text(&any), cdata(&any));
            let read = roxmltree::Document::parse(&xml).unwrap();
            let texts = read.root_element().children().map(|child| child.text().unwrap_or_default().to_owned());
            prop_assert_eq!(texts.collect::<Vec<_>>(), [kept.clone(), kept]);
            let json = json_in_html(&serde_json::to_string(&any).unwrap());
            let safe = !json.contains(['<', '>', '&', '\u{2028}']);
            prop_assert!(safe);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), any);
        }
    }
}
