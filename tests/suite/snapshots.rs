//! Pages as they were when somebody last looked at them. A change that is meant is taken over with
//! `INSTA_UPDATE=always cargo test --package bantin-app --test suite`, and reviewed as a diff.

use crate::{
    render::{main, pretty},
    screens,
};

/// A test for each page, called like its snapshot.
macro_rules! pages {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            check(stringify!($name), &pretty(main(&html(stringify!($name)))));
        })*

        #[test]
        fn every_page_has_a_snapshot() {
            let tested = [$(stringify!($name)),*];
            for page in screens::all() {
                assert!(tested.contains(&page.name), "{} stands in no list of snapshots", page.name);
            }
        }
    };
}

pages! {
    front front_empty front_english section section_empty tag numbered numbered_oldest
    archive_years archive_year archive_month archive_day
    article_full article_bare article_english article_comments_closed article_comments_off article_email
    article_served
    failure_offline failure_not_found failure_unavailable failure_malformed placeholder
    hostile_front hostile_tag hostile_article
}

/// What stands around every page.
#[test]
fn frame() {
    for (name, page) in
        [("frame", "front"), ("frame_english", "article_english"), ("frame_hostile", "hostile_article")]
    {
        let html = html(page);
        check(name, &pretty(&html.replace(main(&html), "<main></main>")));
    }
}

fn html(name: &str) -> String {
    screens::all().into_iter().find(|page| page.name == name).unwrap().html()
}

fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A snapshot that no test asks for tells a lie that nobody notices.
#[test]
fn no_snapshot_is_left_over() {
    let folder = crate::root().join("tests/suite/snapshots");
    let frames = ["frame", "frame_english", "frame_hostile"];
    let known: Vec<_> = screens::all().iter().map(|page| page.name).chain(frames).collect();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".snap");
        assert!(name.is_none_or(|name| known.contains(&name)), "{file} belongs to no test");
    }
}
