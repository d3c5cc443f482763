//! What is to be told of what was fetched.

use news::problem::Problem;

use super::index::Index;

/// What is wrong with what was fetched: the file is an address there.
pub fn problems(index: &Index) -> Vec<Problem> {
    let mut problems: Vec<Problem> = index.articles.values().flat_map(|kept| kept.problems.clone()).collect();
    problems.extend(index.locked.iter().map(|link| {
        Problem::note(
            link,
            "password",
            "needs a password, and is left out",
            "Publish it without one to show it.",
        )
    }));
    for (address, name) in &index.pictures {
        let Err(reason) = name else { continue };
        for article in index.articles.values().filter(|article| article.pictures.contains(address)) {
            let message = format!("the picture {address} can not be had: it {reason}");
            let help = "It is shown as a link. The next build tries again.";
            problems.push(Problem::warning(&article.link, "picture-fetch", message, help));
        }
    }
    for article in index.articles.values() {
        let elsewhere = article.pictures.iter().filter(|address| !index.pictures.contains_key(*address));
        problems.extend(elsewhere.map(|address| {
            let own = address.strip_prefix(&index.home).is_some_and(|rest| rest.starts_with('/'));
            let message = match own {
                true => format!("`{address}` does not end like a picture, with .jpg or the like"),
                false => format!("`{address}` is on another site, which would learn who reads this article"),
            };
            let help = "It is shown as a link. Add it to the WordPress' media library to show it.";
            Problem::warning(
                &article.link,
                if own { "picture-fetch" } else { "remote-picture" },
                message,
                help,
            )
        }));
    }
    problems
}
