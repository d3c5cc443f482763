//! The settings of a site's folder, `site.toml`. Everything has a default; an empty file will do.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    desk::DeskRules,
    lang::Lang,
    problem::Problem,
    site::{CommentKind, CommentRules, CounterRules, Face, LiveKind, LiveRules, Site},
    text::slug::slugify,
};

/// `site.toml`, read.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The newspaper's name.
    pub title: String,
    /// The line under it.
    pub tagline: String,
    /// What search engines and link previews say of the site.
    pub description: String,
    /// The line at the foot of every page.
    pub footer: String,
    /// Absolute address of the site.
    pub url: String,
    /// The main language.
    pub language: Lang,
    /// Every language; the main one is always among them.
    pub languages: Vec<Lang>,
    /// IANA name, for dates that name no zone.
    pub time_zone: String,
    /// The sections in the order of the menu. One that only articles name comes after these.
    pub sections: Vec<SectionSettings>,
    /// Former addresses, and where each leads now.
    pub redirects: BTreeMap<String, String>,
    /// The lines, from 1, that the redirects stand in.
    #[serde(skip)]
    pub redirect_lines: BTreeMap<String, usize>,
    /// How readers comment.
    pub comments: CommentRules,
    /// Who counts how often articles are read.
    pub views: CounterRules,
    /// Where the articles are.
    pub source: SourceSettings,
    /// The editors' desk.
    pub desk: DeskRules,
    /// What the English edition has of its own.
    pub en: FaceSettings,
    /// What the Vietnamese edition has of its own, where English is the main language.
    pub vi: FaceSettings,
    /// Settings that Bantin does not know.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, toml::Value>,
}

/// Where articles come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// The site's folder.
    #[default]
    Folder,
    /// A WordPress, by its REST API.
    Wordpress,
    /// The site's folder for the press; for who reads, the files of another Bantin site.
    Bundle,
}

/// Where the articles are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSettings {
    /// What kind of place it is.
    pub kind: SourceKind,
    /// Address of the source's front page, without a slash at the end.
    pub url: String,
    /// Whether the app asks there, too, for what is newer than the build.
    pub live: bool,
    /// Whether its pages come too, as articles without a section.
    pub pages: bool,
}

/// A section and what it is called in other languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SectionSettings {
    /// In the main language.
    pub name: String,
    /// In English.
    pub en: Option<String>,
    /// In Vietnamese.
    pub vi: Option<String>,
}

/// A language's own texts; what is missing is taken from the main language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaceSettings {
    /// See [`Settings::tagline`].
    pub tagline: Option<String>,
    /// See [`Settings::description`].
    pub description: Option<String>,
    /// See [`Settings::footer`].
    pub footer: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Bản tin".into(),
            tagline: String::new(),
            description: String::new(),
            footer: String::new(),
            url: String::new(),
            language: Lang::Vi,
            languages: Vec::new(),
            time_zone: "Asia/Ho_Chi_Minh".into(),
            sections: Vec::new(),
            redirects: BTreeMap::new(),
            redirect_lines: BTreeMap::new(),
            comments: CommentRules::default(),
            views: CounterRules::default(),
            source: SourceSettings::default(),
            desk: DeskRules::default(),
            en: FaceSettings::default(),
            vi: FaceSettings::default(),
            unknown: BTreeMap::new(),
        }
    }
}

impl SourceSettings {
    /// What is wrong with them. A name and password in the address would be for all to see in every list of problems.
    fn problem(&self, file: &str) -> Option<Problem> {
        let host = self.url.strip_prefix("https://").or(self.url.strip_prefix("http://"));
        let whole = |host: &str| {
            let name = host.split('/').next().unwrap_or_default();
            !name.is_empty()
                && !name.contains('@')
                && !host.contains(|c: char| c.is_whitespace() || "?#".contains(c))
        };
        let error = |message: String, help: &str| Some(Problem::error(file, "settings", message, help));
        match (self.kind, self.live) {
            (SourceKind::Folder, true) => {
                let help =
                    "Name where to ask: kind = \"wordpress\" or \"bundle\", and its url. Or remove `live`.";
                return error("`live` in [source]: a folder can not be asked".to_owned(), help);
            }
            (SourceKind::Folder, false) => return None,
            (SourceKind::Wordpress | SourceKind::Bundle, _) if host.is_some_and(whole) => return None,
            (SourceKind::Wordpress | SourceKind::Bundle, _) => {}
        }
        let message = format!("`url` in [source]: “{}” is not the address of a site", self.url);
        let help = "Write that of its front page in full, for example url = \"https://bao.example\".";
        error(message, help)
    }
}

impl SectionSettings {
    /// What the section is called in `lang`, where `main` is the site's language.
    pub fn name_in(&self, lang: Lang, main: Lang) -> &str {
        let own = match lang {
            Lang::En => self.en.as_deref(),
            Lang::Vi => self.vi.as_deref(),
        };
        own.filter(|_| lang != main).unwrap_or(&self.name)
    }
}

impl Settings {
    /// Reads `site.toml`.
    ///
    /// # Errors
    /// The place that is not TOML, or a setting of the wrong type. Unknown settings come back as notes beside
    /// the settings.
    pub fn parse(text: &str) -> Result<(Self, Vec<Problem>), Problem> {
        const FILE: &str = "site.toml";
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let line_at = |offset: usize| text.get(..offset).map(|before| before.matches('\n').count() + 1);
        let mut settings: Settings = toml::from_str(text).map_err(|error| {
            Problem::error(
                FILE,
                "settings",
                error.message().to_owned(),
                "docs/WRITING.md has every setting by example; each may also be left out.",
            )
            .at(error.span().and_then(|span| line_at(span.start)))
        })?;
        if settings.comments.kind == CommentKind::WordPress && !says(text, "comments", "ask_email") {
            // As it is installed, it takes no comment without an address.
            settings.comments.ask_email = true;
        }
        settings.url = settings.url.trim_end_matches('/').to_owned();
        settings.source.url = settings.source.url.trim_end_matches('/').to_owned();
        if let Some(problem) = settings.source.problem(FILE) {
            let line = text.lines().position(|line| line.trim_start().starts_with("[source]"));
            return Err(problem.at(line.map(|line| line + 1)));
        }
        settings.languages.retain(|lang| *lang != settings.language);
        settings.languages.insert(0, settings.language);
        settings.languages.dedup();
        for from in settings.redirects.keys() {
            let quoted = |line: &str| {
                let key = line.trim_start().strip_prefix(['"', '\'']);
                key.and_then(|key| key.strip_prefix(from.as_str()))
                    .is_some_and(|rest| rest.starts_with(['"', '\'']))
            };
            if let Some(line) = text.lines().position(quoted) {
                settings.redirect_lines.insert(from.clone(), line + 1);
            }
        }
        let notes = settings.unknown.keys().map(|key| {
            let line =
                text.lines().position(|line| line.trim_start().trim_start_matches('[').starts_with(key));
            Problem::note(
                FILE,
                "unknown-setting",
                format!("`{key}` is no setting of Bantin"),
                "It has no effect.",
            )
            .at(line.map(|line| line + 1))
        });
        let notes = notes.collect();
        Ok((settings, notes))
    }

    /// Where the app asks for articles.
    pub fn live(&self) -> LiveRules {
        let kind = match self.source.kind {
            _ if !self.source.live => LiveKind::Off,
            SourceKind::Folder => LiveKind::Off,
            SourceKind::Bundle => LiveKind::Bundle,
            SourceKind::Wordpress => LiveKind::WordPress,
        };
        if kind == LiveKind::Off {
            return LiveRules::default();
        }
        let sections = match kind {
            LiveKind::WordPress => self.sections.iter().map(|section| slugify(&section.name)).collect(),
            LiveKind::Off | LiveKind::Bundle => Vec::new(),
        };
        LiveRules { kind, server: self.source.url.clone(), sections }
    }

    /// The settings that readers' browsers get; the sections are filled in by the press.
    pub fn public(&self) -> Site {
        let face = |lang: Lang| {
            let own = match lang {
                Lang::En => &self.en,
                Lang::Vi => &self.vi,
            };
            let text = |own: &Option<String>, main: &str| own.clone().unwrap_or_else(|| main.to_owned());
            Face {
                lang,
                tagline: text(&own.tagline, &self.tagline),
                description: text(&own.description, &self.description),
                footer: text(&own.footer, &self.footer),
                sections: Vec::new(),
            }
        };
        Site {
            title: self.title.clone(),
            url: self.url.clone(),
            language: self.language,
            editions: self.languages.iter().copied().map(face).collect(),
            comments: self.comments.clone(),
            views: self.views.clone(),
            live: self.live(),
            ..Site::default()
        }
    }
}

/// Whether a setting is there, whatever it says.
fn says(text: &str, table: &str, name: &str) -> bool {
    let all: Option<toml::Table> = toml::from_str(text).ok();
    all.and_then(|all| all.get(table)?.get(name).cloned()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_to_be_set() {
        let (settings, notes) = Settings::parse("").unwrap();
        assert!(notes.is_empty());
        assert_eq!(settings.languages, [Lang::Vi]);
        assert_eq!(settings.time_zone, "Asia/Ho_Chi_Minh");
        assert_eq!(settings.public().editions.len(), 1);
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        let problem = Settings::parse("title = \"A\"\nlanguage = \"fr\"\n").unwrap_err();
        assert_eq!(problem.line, Some(2), "{problem}");
        let problem = Settings::parse("title = 3\n").unwrap_err();
        assert_eq!(problem.line, Some(1), "{problem}");
    }

    #[test]
    fn a_source_needs_an_address() {
        let read = |rest: &str| Settings::parse(&format!("title = 'A'\n[source]\n{rest}"));
        assert_eq!(read("").unwrap().0.source.kind, SourceKind::Folder);
        let source = read("kind = 'wordpress'\nurl = 'https://a.example/tin/'").unwrap().0.source;
        assert_eq!((source.kind, source.url.as_str()), (SourceKind::Wordpress, "https://a.example/tin"));
        for bad in [
            "",
            "url = 'a.example'",
            "url = 'https://'",
            "url = 'https://u:p@a.example'",
            "url = 'https://a.example/?p=1'",
        ] {
            assert_eq!(read(&format!("kind = 'wordpress'\n{bad}")).unwrap_err().line, Some(2), "{bad}");
        }
        assert!(read("live = true").is_err(), "a folder can not be asked");
        assert!(read("kind = 'bundle'\nurl = 'https://a.example'").is_ok(), "a bundle is built from");
        let live = |kind: &str| {
            let (settings, _) =
                read(&format!("kind = '{kind}'\nlive = true\nurl = 'https://a.example/'")).unwrap();
            settings.public().live
        };
        assert_eq!(
            (live("bundle").kind, live("bundle").server.as_str()),
            (LiveKind::Bundle, "https://a.example")
        );
        assert_eq!(live("wordpress").kind, LiveKind::WordPress);
        assert!(read("kind = 'joomla'").is_err() && read("adress = ''").is_err());
    }

    #[test]
    fn wordpress_asks_for_an_address_unless_told_otherwise() {
        let asks = |rest: &str| Settings::parse(&format!("[comments]\n{rest}")).unwrap().0.comments.ask_email;
        assert!(asks("kind = 'wordpress'") && !asks("kind = 'isso'"));
        assert!(!asks("kind = 'wordpress'\nask_email = false") && asks("kind = 'isso'\nask_email = true"));
    }

    #[test]
    fn redirects_know_their_lines() {
        let text = "title = 'A'\n[redirects]\n'/cũ/a.html' = \"/\"\n  \"/b\" = 'mua'\n";
        let (settings, notes) = Settings::parse(text).unwrap();
        assert_eq!(settings.redirects["/b"], "mua");
        assert_eq!(settings.redirect_lines, [("/b".into(), 4), ("/cũ/a.html".into(), 3)].into());
        assert!(notes.is_empty());
    }

    #[test]
    fn unknown_settings_are_noted() {
        let (_, notes) = Settings::parse("title = \"A\"\nbaseURL = \"x\"\n[params]\na = 1\n").unwrap();
        let lines: Vec<_> = notes.iter().map(|note| note.line).collect();
        assert_eq!(lines, [Some(2), Some(3)]);
    }

    #[test]
    fn a_language_falls_back_to_the_main_one() {
        let text = "tagline = 'A'\nlanguages = ['en', 'vi']\nurl = 'https://a.example/'\n[en]\nfooter = 'F'";
        let (settings, _) = Settings::parse(text).unwrap();
        let site = settings.public();
        assert_eq!(site.url, "https://a.example");
        assert_eq!(site.editions[0].lang, Lang::Vi);
        assert_eq!(
            site.face(Lang::En).map(|face| (face.tagline.as_str(), face.footer.as_str())),
            Some(("A", "F"))
        );
    }
}
