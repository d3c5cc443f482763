//! English.

use crate::{
    check::{Kind, LONGEST_STANDFIRST, LONGEST_TITLE},
    lang::Lang,
    words::moment,
};

use super::file::{self, en::DATES};

pub(super) fn of(kind: &Kind) -> (String, String) {
    let when = |at| moment(at, Lang::En);
    let (message, help): (String, &str) = match kind {
        Kind::NoTitle => {
            ("the article has no `title`".into(), "Add a field, for example title: \"Mưa lớn ở miền Trung\".")
        }
        Kind::NoDate => {
            let message = "the article has no `date`: the day its file was last changed stands in";
            return (message.into(), format!("Add a field, for example date: 2023-12-09. {DATES}"));
        }
        Kind::LongTitle(length) => (
            format!(
                "the headline has {length} characters: search results and link previews cut it after {LONGEST_TITLE}"
            ),
            "Say the news first, and leave the rest to the standfirst.",
        ),
        Kind::NoStandfirst => (
            "the article has no `standfirst`".into(),
            "Add a sentence or two: lists, feeds and search results show it under the headline.",
        ),
        Kind::LongStandfirst(length) => (
            format!(
                "the standfirst has {length} characters, more than {LONGEST_STANDFIRST}: lists show all of it"
            ),
            "Keep what makes a reader go on, and leave the rest to the text.",
        ),
        Kind::NoAlt(src) => (
            format!("nothing says what the picture `{src}` shows to readers who can not see it"),
            "Describe it: `alt` of the cover, or ![what it shows](…). Leave it so if it only decorates.",
        ),
        Kind::SkippedHeading(from, to) => (
            match from {
                0 => format!("the text starts with a heading of level {to}, and has higher ones below"),
                _ => format!(
                    "a heading of level {to} follows level {from}: who listens to the page misses one between"
                ),
            },
            "Use the next level, with one # more than the heading above it.",
        ),
        Kind::PublishPast(at) => (
            format!("`publish_at` has passed: {}", when(*at)),
            "Choose a later moment, or leave it out to publish at once.",
        ),
        Kind::ExpiresFirst(at) => (
            format!("the article expires before it appears, at {}: nobody would see it", when(*at)),
            "Put `expires_at` behind `publish_at`.",
        ),
        Kind::Decomposed => (
            "letters and their marks are apart here (Unicode NFD)".into(),
            "They are put together while reading; to be rid of this note, save the file in NFC.",
        ),
        Kind::SlugTaken(slug) => {
            (format!("another article has the address `{slug}`"), "Give one of them a `slug` of its own.")
        }
        Kind::DeadLink(url) => (
            format!("the link to `{url}` leads nowhere"),
            "Write the address, the slug or the file of an article that is published.",
        ),
        Kind::NoPicture(src) => (
            format!("`{src}` is not there"),
            "Put the file into `media/`, or beside the article, or correct the name.",
        ),
        Kind::RemotePicture(src) => (
            format!("`{src}` is on another site, which would learn who reads this article"),
            "It is shown as a link. Save the file in `media/` to show it.",
        ),
        Kind::Frame(url) => (
            format!("`{url}` would be shown in a frame, and another site would learn who reads this article"),
            "It is shown as a link, with the frame's `title` for words.",
        ),
        Kind::TooDeep => (
            "quotes, lists or HTML nest too deep here, or an HTML tag is too long".into(),
            "Write this part more simply.",
        ),
        Kind::Wrong(wrong) => return file::of(wrong, Lang::En),
    };
    (message, help.into())
}
