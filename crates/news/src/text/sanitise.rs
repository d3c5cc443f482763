//! The sanitising door: whatever HTML comes in, only what is [`allowed`] comes out.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

use super::{allowed, depth, frames, html::SafeHtml, tags};

/// Browsers may read what a parser wrote differently from what it meant, so the result is read again until
/// nothing changes; ordinary text needs two rounds.
const ROUNDS: usize = 8;

/// Takes everything out of `html` that is not [`allowed`], and closes what is open.
///
/// What would be shown in a frame becomes a link. Links to other sites get `rel="noopener"`; ids get a prefix (see [`allowed::ID_PREFIXES`]). Passing the
/// result again changes nothing. HTML nested too deep to be checked in reasonable time is shown as its text.
pub fn sanitise(html: &str) -> SafeHtml {
    if depth::check(html).is_err() {
        return as_text(html);
    }
    let mut current = pass(&frames::as_links(html, scheme_allowed));
    for _ in 1..ROUNDS {
        if depth::endless_escapes(&current).is_some() {
            break;
        }
        let next = pass(&current);
        if next == current {
            return SafeHtml::passed(current);
        }
        current = next;
    }
    as_text(&current)
}

fn pass(html: &str) -> String {
    finished(&DOOR.clean(html).to_string())
}

/// The last resort: no element at all.
fn as_text(html: &str) -> SafeHtml {
    let mut text = String::with_capacity(html.len());
    tags::escape(&mut text, &html.replace(['<', '>', '\r', '\0'], " "));
    SafeHtml::passed(text.replace("&amp;", " ").replace("&quot;", "\"").replace('\u{a0}', "&nbsp;"))
}

static DOOR: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<_, _> = allowed::ELEMENTS
        .iter()
        .map(|(name, attributes)| (*name, attributes.iter().copied().collect()))
        .collect();
    let mut door = Builder::empty();
    door.tags(allowed::ELEMENTS.iter().map(|(name, _)| *name).collect())
        .tag_attributes(attributes)
        .generic_attributes(allowed::EVERYWHERE.iter().copied().collect())
        .clean_content_tags(allowed::DROPPED.iter().copied().collect())
        .url_schemes(allowed::SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        // The only input is a box of a task list that nobody can tick; see `finished`.
        .set_tag_attribute_value("input", "type", "checkbox")
        .attribute_filter(attribute);
    door
});

/// What becomes of the value of an attribute whose name is allowed; none takes the attribute out.
fn attribute<'v>(element: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match name {
        "class" => {
            let ours = |class: &&str| {
                allowed::CLASSES.contains(class)
                    || (element == "code" && class.starts_with(allowed::CODE_CLASS))
            };
            some_words(value, ours)
        }
        "rel" => some_words(value, |rel| allowed::RELS.contains(rel)),
        "role" => allowed::ROLES.contains(&value).then_some(value.into()),
        "tabindex" => (value == "0").then_some(value.into()),
        "id" => prefixed(value),
        "href" => match value.strip_prefix('#') {
            Some(id) if !id.is_empty() => Some(format!("#{}", prefixed(id)?).into()),
            _ => Some(value.into()),
        },
        // Ammonia checks the schemes of `href`, `src` and a video's `poster`.
        "cite" => scheme_allowed(value).then_some(value.into()),
        "srcset" => allowed::srcset_stays_here(value).then_some(value.into()),
        // As of these: nobody is asked.
        "poster" => allowed::stays_here(value).then_some(value.into()),
        _ => Some(value.into()),
    }
}

fn some_words<'v>(value: &'v str, keep: impl Fn(&&str) -> bool) -> Option<Cow<'v, str>> {
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(keep).collect();
    (!kept.is_empty()).then(|| kept.join(" ").into())
}

fn prefixed(id: &str) -> Option<Cow<'_, str>> {
    if id.is_empty() || id.contains(char::is_whitespace) {
        return None;
    }
    Some(match allowed::ID_PREFIXES.iter().any(|prefix| id.starts_with(prefix)) {
        true => id.into(),
        false => format!("{}{id}", allowed::ID_PREFIXES[0]).into(),
    })
}

/// Whether an address has an allowed scheme or none, once the characters that browsers skip are gone.
fn scheme_allowed(url: &str) -> bool {
    let plain: String = url.chars().filter(|c| *c > ' ').collect();
    let scheme =
        plain.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme);
    scheme.is_none_or(|scheme| allowed::SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Adds `rel="noopener"` to links to other sites and `disabled` to boxes. `html` is what the serialiser wrote.
/// (Ammonia could add `disabled` as well, but two added attributes come out in an order that changes.)
fn finished(html: &str) -> String {
    tags::rewrite(html, |tag, edits| {
        let value =
            |name: &str| tag.attributes.iter().find(|(known, _)| *known == name).map(|(_, at)| at.clone());
        if tag.name == "input" && value("disabled").is_none() {
            edits.push((tag.name_end..tag.name_end, " disabled=\"\"".into()));
        }
        let Some(href) = value("href").filter(|_| tag.name == "a") else { return };
        let start: String =
            html[href].chars().filter(|c| *c > ' ').take(8).collect::<String>().to_ascii_lowercase();
        if !["http://", "https://", "//"].iter().any(|outside| start.starts_with(outside)) {
            return;
        }
        match value("rel") {
            None => edits.push((tag.name_end..tag.name_end, " rel=\"noopener\"".into())),
            Some(rel) if html[rel.clone()].split(' ').any(|word| word == "noopener") => {}
            Some(rel) => edits.push((rel.end..rel.end, " noopener".into())),
        }
    })
}

#[cfg(test)]
#[path = "sanitise_tests.rs"]
mod tests;
