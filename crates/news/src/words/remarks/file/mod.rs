//! What keeps a file from being read, or one of its fields from being changed.

pub(super) mod en;
mod vi;

use crate::{
    lang::Lang,
    manuscript::{Must, Wrong, edit::Unchanged},
};

/// What is wrong with a file, then what to do.
pub fn of(wrong: &Wrong, lang: Lang) -> (String, String) {
    match lang {
        Lang::Vi => vi::of(wrong),
        Lang::En => en::of(wrong),
    }
}

/// Why a file was not changed, in a sentence or two.
pub fn unchanged(why: &Unchanged, lang: Lang) -> String {
    match lang {
        Lang::Vi => vi::unchanged(why),
        Lang::En => en::unchanged(why),
    }
}

/// A field that is what it must be.
fn example(name: &str, must: Must) -> String {
    let value = match must {
        Must::Text => "\"Mưa lớn ở miền Trung\"",
        Must::List => "[mưa, lũ]",
        Must::Yes => "false",
        Must::Count => "1203",
        Must::Date => "2023-12-09",
        Must::Picture | Must::PictureTable => "{src: media/lu.jpg, alt: Nước ngập đường}",
    };
    format!("{name}: {value}")
}

/// What stands before something that is wrong in this line.
pub(super) fn line(line: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("dòng {line}: "),
        Lang::En => format!("line {line}: "),
    }
}
