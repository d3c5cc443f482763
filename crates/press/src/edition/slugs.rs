//! Slugs: each article's own in its language; and finding articles by them.

use std::collections::HashMap;

use news::{
    lang::Lang,
    problem::Problem,
    route::Route,
    text::slug::slugify,
};

use crate::{media, read::Piece};

/// Gives each piece its slug: the field's, else the file's name, else the title's.
pub fn give_slugs(pieces: &mut [Piece], problems: &mut Vec<Problem>) {
    for piece in pieces.iter_mut() {
        let title = || slugify(&piece.manuscript.title);
        piece.slug = match &piece.manuscript.slug {
            Some(field) => match field_slug(field) {
                Ok(slug) => slug,
                Err(reason) => {
                    let help = "Use letters, digits and hyphens, or leave `slug` out.";
                    let problem = Problem::error(&piece.file, "bad-slug", reason, help);
                    problems.push(problem.at(piece.line_of("slug")));
                    continue;
                }
            },
            None => Some(slugify(&piece.placed.stem)).filter(|slug| !slug.is_empty()).unwrap_or_else(title),
        };
        if piece.slug.is_empty() {
            problems.push(Problem::error(
                &piece.file,
                "bad-slug",
                "neither the file's name nor the title has a letter that an address can have",
                "Add `slug: some-words` to the article.",
            ));
        }
    }
    let mut by_slug: HashMap<(Lang, &str), Vec<&Piece>> = HashMap::new();
    for piece in pieces.iter().filter(|piece| !piece.slug.is_empty()) {
        by_slug.entry((piece.lang, &piece.slug)).or_default().push(piece);
    }
    for ((_, slug), same) in by_slug.into_iter().filter(|(_, same)| same.len() > 1) {
        for piece in &same {
            let others = same.iter().filter(|other| other.file != piece.file).map(|other| format!("`{}`", other.file));
            problems.push(
                Problem::error(
                    &piece.file,
                    "duplicate-slug",
                    format!("has the same slug `{slug}` as {}", others.collect::<Vec<_>>().join(", ")),
                    "Give one of them another `slug`; letter case and marks make no difference.",
                )
                .at(piece.line_of("slug")),
            );
        }
    }
}

fn field_slug(field: &str) -> Result<String, String> {
    let field = field.trim();
    if field.contains(['/', '\\', '\0']) || field.contains("..") {
        return Err(format!("the slug `{}` is a path", field.escape_debug()));
    }
    let slug = slugify(field);
    match slug.is_empty() {
        true => Err(format!("the slug `{}` has no letter that an address can have", field.escape_debug())),
        false => Ok(slug),
    }
}

/// Finds articles by slug and by file.
#[derive(Debug)]
pub struct Addresses {
    by_slug: HashMap<(Lang, String), usize>,
    by_file: HashMap<String, usize>,
    /// By folder and name without language and extension: `x.en.md` beside `x.md`.
    by_stem: HashMap<(String, Lang), usize>,
}

impl Addresses {
    /// Of these pieces, which keep their numbers.
    pub fn of(pieces: &[Piece]) -> Self {
        let numbered = || pieces.iter().enumerate();
        Self {
            by_slug: numbered().map(|(at, piece)| ((piece.lang, piece.slug.clone()), at)).collect(),
            by_file: numbered().map(|(at, piece)| (piece.file.clone(), at)).collect(),
            by_stem: numbered().filter_map(|(at, piece)| Some(((stem(&piece.file)?, piece.lang), at))).collect(),
        }
    }

    /// The article that `name`, in the piece `from`, means: a slug, a file beside it or below the folder of
    /// articles, or an address. In `lang`; if none, in any language, another than the piece's first.
    pub fn named(&self, from: &Piece, name: &str, lang: Option<Lang>) -> Option<usize> {
        let slug = slugify(name.trim_matches('/').rsplit('/').next().unwrap_or(name));
        let others = Lang::ALL.into_iter().filter(|other| *other != from.lang).chain([from.lang]);
        let langs: Vec<Lang> = lang.map_or_else(|| others.collect(), |lang| vec![lang]);
        self.file(&from.file, name)
            .or_else(|| langs.iter().find_map(|lang| self.by_slug.get(&(*lang, slug.clone())).copied()))
    }

    /// The article in the file that `name` means in the file `from`: beside it, below the folder of articles
    /// or below the site's; the extension may lack.
    pub fn file(&self, from: &str, name: &str) -> Option<usize> {
        let parent = from.rsplit_once('/').map_or("", |(parent, _)| parent);
        [parent, "", "content"].into_iter().find_map(|place| {
            let path = media::join(place, name)?;
            let ends = ["", ".md", "/index.md", ".markdown", ".json"];
            ends.into_iter().find_map(|end| self.by_file.get(&format!("{path}{end}")).copied())
        })
    }

    /// The article with this slug.
    pub fn slug(&self, lang: Lang, slug: &str) -> Option<usize> {
        self.by_slug.get(&(lang, slug.to_owned())).copied()
    }

    /// Whether the route is an article's, and there is none such.
    pub fn lacks(&self, route: &Route) -> bool {
        matches!(route, Route::Article { lang, slug } if self.slug(*lang, slug).is_none())
    }

    /// The same file in other languages, by its name.
    pub fn siblings(&self, piece: &Piece) -> impl Iterator<Item = usize> {
        let stem = stem(&piece.file);
        let others = Lang::ALL.into_iter().filter(|lang| *lang != piece.lang);
        others.filter_map(move |lang| self.by_stem.get(&(stem.clone()?, lang)).copied())
    }
}

/// `a/x` of `a/x.en.md` and `a/x.md`; `a/x/index` of a bundle.
fn stem(file: &str) -> Option<String> {
    let (stem, _) = file.rsplit_once('.')?;
    let code = Lang::ALL.into_iter().find_map(|lang| stem.strip_suffix(lang.code())?.strip_suffix('.'));
    Some(code.unwrap_or(stem).to_owned())
}
