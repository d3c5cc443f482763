//! The answers recorded in `crates/news/fixtures` are still what the servers give: every field that was there is there,
//! and is of the same kind. What has come since does no harm.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use server_tests::{
    Isso, Options, Waline, WordPress,
    http::{self, Answer},
};

use crate::{ARTICLE, SITE};

fn fixture(path: &str) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../crates/news/fixtures").join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Says what a recorded answer had that this one lacks.
fn compare(name: &str, answer: &Answer) -> Vec<String> {
    let recorded = fixture(&format!("{name}.http"));
    let (head, body) = recorded.split_once("\n\n").expect("a head and a body");
    let status = head.split(' ').nth(1).expect("a status");
    let mut lost = Vec::new();
    if status != answer.status.to_string() {
        lost.push(format!("{name}: {} and not {status}", answer.status));
    }
    for header in head.lines().filter_map(|line| line.split_once(':')) {
        // The plugin allows fewer things.
        if answer.header(header.0).is_empty() && header.0 != "Access-Control-Allow-Credentials" {
            lost.push(format!("{name}: no header {}", header.0));
        }
    }
    match serde_json::from_str(body) {
        Ok(body) => missing(&body, &answer.json(), name, &mut lost),
        Err(_) => assert!(body.is_empty() || body.starts_with('<'), "{name} is neither JSON nor HTML"),
    }
    lost
}

fn missing(recorded: &Value, now: &Value, place: &str, lost: &mut Vec<String>) {
    match (recorded, now) {
        (Value::Object(recorded), Value::Object(now)) => {
            for (key, value) in recorded {
                match now.get(key) {
                    Some(now) => missing(value, now, &format!("{place}.{key}"), lost),
                    None => lost.push(format!("{place}.{key} is gone")),
                }
            }
        }
        (Value::Array(recorded), Value::Array(now)) => {
            if now.is_empty() && !recorded.is_empty() {
                lost.push(format!("{place} is empty"));
            }
            let both = recorded.iter().zip(now).enumerate();
            both.for_each(|(at, (recorded, now))| missing(recorded, now, &format!("{place}[{at}]"), lost));
        }
        // A field that may be null says nothing about its kind.
        (Value::Null, _) | (_, Value::Null) => {}
        (recorded, now) if std::mem::discriminant(recorded) != std::mem::discriminant(now) => {
            lost.push(format!("{place}: {now} and not {recorded}"));
        }
        _ => {}
    }
}

#[test]
fn isso() {
    let Some(isso) = Isso::start(&Options::new(&[SITE])) else { return };
    let at = |path: &str| format!("{}{path}", isso.address);
    let new = at(&format!("/new?uri={ARTICLE}"));
    let comment = json!({ "text": "Hay.", "author": "Mai", "website": "mai.example.org", "title": "Bão" });
    let thread = format!("/?uri={ARTICLE}");
    let lost = [
        compare("isso/thread_unknown", &http::get(&at(&thread), SITE)),
        compare("isso/new_published", &http::post(&new, SITE, &comment)),
        compare("isso/new_answer", &http::post(&new, SITE, &json!({ "text": "Đúng.", "parent": 1 }))),
        compare("isso/thread", &http::get(&at(&thread), SITE)),
        compare("isso/thread_limited", &http::get(&at(&format!("{thread}&limit=2&nested_limit=1")), SITE)),
        compare("isso/thread_sort_unknown", &http::get(&at(&format!("{thread}&sort=best")), SITE)),
        compare("isso/new_too_short", &http::post(&new, SITE, &json!({ "text": " a " }))),
        compare("isso/edit_without_cookie", &http::send("PUT", &at("/id/1"), &[], Some(&comment))),
        compare("isso/view_without_cookie", &http::get(&at("/id/1?plain=1"), SITE)),
        compare("isso/view_gone", &http::get(&at("/id/99?plain=1"), SITE)),
        compare("isso/count", &http::post(&at("/count"), SITE, &json!([ARTICLE, "/"]))),
        compare("isso/config", &http::get(&at("/config"), SITE)),
        compare("isso/like_own", &http::post(&at("/id/1/like"), SITE, &json!({}))),
    ];
    assert_eq!(lost.concat(), [""; 0]);
}

#[test]
fn waline() {
    let Some(waline) = Waline::start(&Options::new(&[SITE])) else { return };
    let at = |path: &str| format!("{}{path}", waline.address);
    let new = at("/api/comment?lang=vi-VN");
    let list = at(&format!("/api/comment?path={ARTICLE}"));
    let views = at(&format!("/api/article?path={ARTICLE},/&type=time,reaction0"));
    let comment =
        |text: &str| json!({ "url": ARTICLE, "nick": "Mai", "mail": "", "link": "", "comment": text });
    let from = [("Origin", SITE)];
    let mut answer = comment("Đúng.");
    answer["pid"] = 1.into();
    answer["rid"] = 1.into();
    let lost = [
        compare("waline/list_empty", &http::get(&list, SITE)),
        compare("waline/new_published", &http::post(&new, SITE, &comment("Hay."))),
        compare("waline/new_answer", &http::post(&new, SITE, &answer)),
        compare("waline/new_duplicate_refused", &http::post(&new, SITE, &comment("Hay."))),
        compare("waline/new_comment_missing", &http::post(&new, SITE, &json!({ "url": ARTICLE }))),
        compare("waline/list", &http::get(&format!("{list}&sortBy=insertedAt_asc"), SITE)),
        compare("waline/list_past_the_end", &http::get(&format!("{list}&page=99"), SITE)),
        compare("waline/count", &http::get(&at(&format!("/api/comment?type=count&url={ARTICLE},/")), SITE)),
        compare(
            "waline/like",
            &http::send("PUT", &at("/api/comment/1"), &from, Some(&json!({ "like": true }))),
        ),
        compare("waline/views_count", &http::post(&at("/api/article"), SITE, &json!({ "path": ARTICLE }))),
        compare("waline/views", &http::get(&views, SITE)),
        compare("waline/delete_refused", &http::send("DELETE", &at("/api/comment/1"), &from, None)),
    ];
    assert_eq!(lost.concat(), [""; 0]);
}

/// All that was read, in the order of the list, of the same newspaper.
#[test]
fn wordpress() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    wordpress.newspaper();
    wordpress.run("update_option( 'show_avatars', 1 );");
    let list = fixture("wordpress/README.md");
    let asked = list.lines().filter_map(|line| line.strip_prefix("- **`")?.split_once("`**: `GET "));
    // From there on things are written, too.
    let asked: Vec<_> = asked.take_while(|(name, _)| *name != "comments_without_avatars").collect();
    assert!(asked.len() > 50, "the requests were not found");
    let lost = asked.into_iter().flat_map(|(name, rest)| {
        let path = rest.split('`').next().expect("a path");
        compare(&format!("wordpress/{name}"), &http::get(&format!("{}{path}", wordpress.address), SITE))
    });
    assert_eq!(lost.collect::<Vec<_>>(), [""; 0]);
}
