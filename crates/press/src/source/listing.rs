//! What there is on a WordPress: all articles by what they are known by, all names, all comments.
//!
//! The list of all is asked for every time: WordPress tells nobody what was taken away, and articles that were scheduled
//! or imported appear with the date of an earlier change, so that `modified_after` would miss them. A hundred come with
//! each answer, without their texts.

use std::collections::BTreeMap;

use news::{
    comment::Comment,
    lang::Lang,
    source::{
        Answer, SourceError,
        wordpress::{
            answer::{self, Filed, Listed, Named, Said, Totals},
            manuscript::{self, Names},
            request::{Api, Kind, MOST, Style},
        },
    },
};

use super::client::{Client, Failure};

/// A list that changes while it is read is read again, so often.
const TRIES: usize = 3;

/// Everything but the texts.
#[derive(Debug)]
pub struct Listing {
    /// Articles that anybody may read.
    pub open: Vec<(Kind, Listed)>,
    /// Addresses of those that need a password.
    pub locked: Vec<String>,
    /// What categories, tags and authors are called.
    pub names: Names,
    /// Approved comments, by the number of their article.
    pub comments: BTreeMap<u64, Vec<Comment>>,
}

/// Finds out how the API of the WordPress at `home` is reached, and where its front page is by its own account.
///
/// # Errors
/// Why it is reached in no way.
pub fn discover(client: &Client, home: &str) -> Result<(Api, String), Failure> {
    let mut failure = Failure::Malformed;
    for style in [Style::Pretty, Style::Plain] {
        let api = Api::new(home, style);
        match client.api(&api.index(), answer::index) {
            Ok((index, _)) if index.has_articles() => {
                let own = Some(index.home).filter(|home| !home.is_empty()).unwrap_or_else(|| home.to_owned());
                return Ok((api, own.trim_end_matches('/').to_owned()));
            }
            Ok(_) => failure = Failure::Malformed,
            // Nobody there: there is no use in asking otherwise.
            Err(failure @ (Failure::Silent(_) | Failure::Status(429 | 503, _))) if style == Style::Pretty => {
                return Err(failure);
            }
            Err(other) => failure = other,
        }
    }
    Err(failure)
}

impl Listing {
    /// Asks for all of it.
    ///
    /// # Errors
    /// The first answer that can not be had. Authors and comments may be kept from strangers.
    pub fn fetch(
        client: &Client,
        api: &Api,
        pages: bool,
        comments: bool,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let mut listing =
            Self { open: Vec::new(), locked: Vec::new(), names: Names::default(), comments: BTreeMap::new() };
        for kind in [Kind::Posts, Kind::Pages].into_iter().filter(|kind| pages || *kind == Kind::Posts) {
            let all: Vec<Listed> = every(client, |page| api.list(kind, page), |one: &Listed| one.id)?;
            let (locked, open): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.content.protected);
            listing.locked.extend(locked.into_iter().map(|one| one.link));
            listing.open.extend(open.into_iter().map(|one| (kind, one)));
        }
        let named = |all: Vec<Named>| {
            all.into_iter().filter_map(|named| Some((named.id, manuscript::name(&named)?))).collect()
        };
        listing.names.categories = named(every(client, |page| api.categories(page), |one: &Named| one.id)?);
        listing.names.tags = named(every(client, |page| api.tags(page), |one: &Named| one.id)?);
        listing.names.authors =
            named(unless_refused(every(client, |page| api.users(page), |one: &Named| one.id))?);
        if comments {
            let said: Vec<Said> =
                unless_refused(every(client, |page| api.comments(page), |one: &Said| one.id))?;
            listing.comments = manuscript::comments(&said, lang);
        }
        Ok(listing)
    }
}

/// The pictures of which the library says something else since that moment, and when it was last changed. Articles show
/// what it says, and keep their own date.
///
/// # Errors
/// The first answer that can not be had. The library may be kept from strangers.
pub fn refiled(client: &Client, api: &Api, since: &str) -> Result<(Vec<String>, String), Failure> {
    let (mut all, mut newest) = (Vec::new(), since.to_owned());
    for page in 1.. {
        let filed = client.api(&api.media(page), answer::list::<Filed>).map(|(filed, _)| filed);
        let filed = unless_refused(filed)?;
        newest =
            filed.iter().map(|one| &one.modified_gmt).max().max(Some(&newest)).cloned().unwrap_or_default();
        // The first time, all of it is new.
        let changed = filed.iter().filter(|one| !since.is_empty() && one.modified_gmt.as_str() > since);
        let before = all.len();
        all.extend(changed.map(|one| one.source_url.clone()));
        if all.len() - before < MOST {
            break;
        }
    }
    Ok((all, newest))
}

fn unless_refused<T>(answer: Result<Vec<T>, Failure>) -> Result<Vec<T>, Failure> {
    match answer {
        Err(failure) if failure.is_refusal() => Ok(Vec::new()),
        answer => answer,
    }
}

/// Every page of a list, in the order of `number`, nothing twice.
fn every<T: serde::de::DeserializeOwned>(
    client: &Client,
    address: impl Fn(usize) -> String,
    number: impl Fn(&T) -> u64,
) -> Result<Vec<T>, Failure> {
    let decode = |answer: Answer| -> Result<Vec<T>, SourceError> { answer::list(answer) };
    for last_try in (0..TRIES).rev() {
        let (mut all, first) = client.api(&address(1), decode)?;
        let mut same = true;
        let mut last = all.len();
        // Where whoever stands between takes the totals away, a page that is not full is the last.
        for page in 2.. {
            let ends = if first.pages == 0 { last < MOST } else { page > first.pages };
            if ends {
                break;
            }
            let (more, totals): (Vec<T>, Totals) = client.api(&address(page), decode)?;
            same &= totals == first;
            last = more.len();
            all.extend(more);
        }
        if same || last_try == 0 {
            all.sort_by_key(&number);
            all.dedup_by_key(|one| number(one));
            return Ok(all);
        }
    }
    Ok(Vec::new())
}
