//! What the `style` attribute of a pasted element says of the text.

/// What a style says; nothing where it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Css {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: bool,
    pub(super) hidden: bool,
    /// `text-align`.
    pub(super) align: String,
    /// One dot wide and high, as what counts readers is.
    pub(super) is_dot: bool,
    /// Word's heading level (`mso-outline-level`).
    pub(super) outline: Option<u8>,
    /// Word's list (`mso-list: l0 level2 lfo1`): the depth, from 1.
    pub(super) list: Option<usize>,
    /// Word's bullet or number itself (`mso-list: Ignore`).
    pub(super) is_marker: bool,
    /// Word's comments and their marks (`mso-element: comment-list`).
    pub(super) is_comment: bool,
}

impl Css {
    /// Reads the declarations; a quoted `;` does not occur in those that are looked for.
    pub(super) fn read(style: &str) -> Self {
        let mut css = Self::default();
        let mut small = (false, false);
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            let value = value.trim_end_matches("!important").trim();
            match name.as_str() {
                "width" | "max-width" => small.0 |= is_dot(value),
                "height" | "max-height" => small.1 |= is_dot(value),
                _ => css.declare(&name, value),
            }
        }
        Self { is_dot: small == (true, true), ..css }
    }

    fn declare(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => {
                self.bold = match value {
                    "bold" | "bolder" => Some(true),
                    "normal" | "lighter" => Some(false),
                    // CSS Fonts 4, section 2.2: semi-bold starts at 600.
                    _ => value.parse::<f32>().ok().map(|weight| weight >= 600.0),
                }
            }
            "font-style" => self.italic = Some(value.starts_with("italic") || value.starts_with("oblique")),
            "text-decoration" | "text-decoration-line" => self.strike |= value.contains("line-through"),
            "display" => self.hidden |= value == "none",
            "mso-hide" => self.hidden |= value == "all",
            "text-align" => self.align = value.to_owned(),
            "mso-outline-level" => self.outline = value.parse().ok().filter(|level| (1..=9).contains(level)),
            "mso-list" => {
                let level = value.split_ascii_whitespace().find_map(|word| word.strip_prefix("level"));
                self.list = level.and_then(|level| level.parse().ok()).filter(|level| *level > 0);
                self.is_marker |= value == "ignore";
            }
            "mso-element" => self.is_comment |= value.starts_with("comment"),
            _ => {}
        }
    }
}

/// Whether a length is a dot at most.
fn is_dot(length: &str) -> bool {
    let digits = length.trim_end_matches("px").trim();
    digits.parse::<f32>().is_ok_and(|dots| dots <= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read() {
        let css = Css::read(
            "Font-Weight: 700 !important; font-style:normal;text-decoration:underline line-through",
        );
        assert_eq!((css.bold, css.italic, css.strike), (Some(true), Some(false), true));
        assert_eq!(Css::read("font-weight:500").bold, Some(false));
        assert_eq!(Css::read("font-weight:inherit").bold, None);
        assert_eq!(Css::read("margin-left:.5in;mso-list:l0 level2 lfo1").list, Some(2));
        assert!(Css::read("mso-list:Ignore").is_marker);
        assert_eq!(Css::read("mso-list:none").list, None);
        assert_eq!(Css::read("mso-outline-level:3").outline, Some(3));
        assert_eq!(Css::read("mso-outline-level:body-text").outline, None);
        assert!(Css::read("width:1px; height: 0px !important").is_dot);
        assert!(!Css::read("width:1px;height:100%").is_dot && !Css::read("height:1px").is_dot);
        assert_eq!(Css::read(";;:;a"), Css::default());
    }
}
