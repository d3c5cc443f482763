//! The words of the editors' desk. They stand apart from [`Words`](super::Words): readers never load them.

mod en;
mod vi;

use crate::lang::Lang;

/// The words of the desk in one language.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct DeskWords {
    pub desk: &'static str,
    pub untitled: &'static str,
    pub new: &'static str,
    pub open: &'static str,
    pub open_folder: &'static str,
    pub drafts: &'static str,
    pub save_file: &'static str,
    pub download: &'static str,
    pub send_on: &'static str,
    pub show_colleague: &'static str,
    pub close: &'static str,
    pub write: &'static str,
    pub look: &'static str,
    pub review: &'static str,
    pub headline: &'static str,
    pub standfirst: &'static str,
    pub standfirst_hint: &'static str,
    pub text: &'static str,
    pub facts: &'static str,
    pub slug: &'static str,
    pub slug_hint: &'static str,
    pub section: &'static str,
    pub tags: &'static str,
    pub commas_hint: &'static str,
    pub authors: &'static str,
    pub credit: &'static str,
    pub cover: &'static str,
    pub cover_src: &'static str,
    pub cover_alt: &'static str,
    pub cover_alt_hint: &'static str,
    pub cover_caption: &'static str,
    pub cover_credit: &'static str,
    pub choose_picture: &'static str,
    pub date: &'static str,
    pub date_hint: &'static str,
    pub updated: &'static str,
    pub publish_at: &'static str,
    pub expires_at: &'static str,
    pub related: &'static str,
    pub related_hint: &'static str,
    pub find_article: &'static str,
    pub language: &'static str,
    pub draft: &'static str,
    pub comments: &'static str,
    pub toolbar: &'static str,
    pub bold: &'static str,
    pub italic: &'static str,
    pub heading: &'static str,
    pub link: &'static str,
    pub list: &'static str,
    pub numbers: &'static str,
    pub quote: &'static str,
    pub table: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub find: &'static str,
    pub find_what: &'static str,
    pub replace_with: &'static str,
    pub find_next: &'static str,
    pub replace_one: &'static str,
    pub replace_all: &'static str,
    pub preview: &'static str,
    pub preview_hint: &'static str,
    pub as_page: &'static str,
    pub as_teaser: &'static str,
    pub as_card: &'static str,
    pub width: &'static str,
    pub phone: &'static str,
    pub tablet: &'static str,
    pub wide: &'static str,
    pub dark: &'static str,
    pub print: &'static str,
    pub no_remarks: &'static str,
    pub remarks: &'static str,
    pub kept: &'static str,
    pub keeping: &'static str,
    pub not_kept: &'static str,
    pub elsewhere: &'static str,
    pub take_over: &'static str,
    pub shared_draft: &'static str,
    pub shared_draft_hint: &'static str,
    pub shared_wrong: &'static str,
    pub edit_copy: &'static str,
    pub share_ready: &'static str,
    pub share_long: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub versions: &'static str,
    pub restore: &'static str,
    pub remove: &'static str,
    pub remove_sure: &'static str,
    pub no_drafts: &'static str,
    pub not_read: &'static str,
    pub changed_on_disk: &'static str,
    pub load_theirs: &'static str,
    pub keep_mine: &'static str,
    pub gone_from_disk: &'static str,
    pub pasting: &'static str,
    pub saved_to_file: &'static str,
    pub not_saved: &'static str,
    pub offline_site: &'static str,
    pub search_list: &'static str,
    pub files: &'static str,
    pub token: &'static str,
    pub token_hint: &'static str,
    pub user: &'static str,
    pub application_password: &'static str,
    pub to_repository: &'static str,
    pub to_wordpress: &'static str,
    pub publish_at_once: &'static str,
    pub wordpress_lacks: &'static str,
    pub no_destination: &'static str,
    pub sending_on: &'static str,
    pub sent_on: &'static str,
    pub send_now: &'static str,
    pub not_sent: &'static str,
    pub refused: &'static str,
    pub no_such_place: &'static str,
    pub conflict: &'static str,
    pub conflict_theirs: &'static str,
    pub take_theirs: &'static str,
    pub send_mine: &'static str,
    pub too_large: &'static str,
    pub offline: &'static str,
    pub unavailable: &'static str,
    pub uncertain: &'static str,
    pub malformed: &'static str,
    pub rejected: &'static str,
    pub conflict_gone: &'static str,
    pub picture_taken: &'static str,
    pub in_repository: &'static str,
    pub in_wordpress: &'static str,
    pub show_list: &'static str,
    pub listing: &'static str,
    pub none_there: &'static str,
    pub list_cut: &'static str,
    pub not_opened: &'static str,
    pub loses: &'static str,
    pub read_it: &'static str,
    pub links_off: &'static str,
    pub links_unknown: &'static str,
    pub path_taken: &'static str,
    pub picture_not_kept: &'static str,
    pub zip_downloaded: &'static str,
    pub pictures_apart: &'static str,
    pub pictures_written: &'static str,
    pub file_asleep: &'static str,
    pub not_allowed: &'static str,
    pub too_deep: &'static str,
}

/// The desk's words in a language.
pub fn desk(lang: Lang) -> &'static DeskWords {
    match lang {
        Lang::Vi => &vi::VI,
        Lang::En => &en::EN,
    }
}

/// `1.234 từ · 6 phút đọc`
pub fn length(words: usize, minutes: u32, lang: Lang) -> String {
    let count = super::number(words as u64, lang);
    match lang {
        Lang::Vi => format!("{count} chữ · {minutes} phút đọc"),
        Lang::En if words == 1 => "1 word · 1 minute to read".to_owned(),
        Lang::En if minutes == 1 => format!("{count} words · 1 minute to read"),
        Lang::En => format!("{count} words · {minutes} minutes to read"),
    }
}

/// The server wants to be left alone, for so many minutes if it says so.
pub fn limited(minutes: Option<u64>, lang: Lang) -> String {
    match (lang, minutes) {
        (Lang::Vi, None) => "Máy chủ bảo đợi. Hãy thử lại sau ít phút.".to_owned(),
        (Lang::Vi, Some(minutes)) => format!("Máy chủ bảo đợi. Hãy thử lại sau {minutes} phút."),
        (Lang::En, None) => "The server asks to wait. Try again in a few minutes.".to_owned(),
        (Lang::En, Some(1)) => "The server asks to wait. Try again in a minute.".to_owned(),
        (Lang::En, Some(minutes)) => format!("The server asks to wait. Try again in {minutes} minutes."),
    }
}

/// How many places were found, and at which one the editor is.
pub fn found(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Vi, 0) => "Không tìm thấy.".to_owned(),
        (Lang::Vi, _) => format!("{count} chỗ"),
        (Lang::En, 0) => "Not found.".to_owned(),
        (Lang::En, 1) => "1 place".to_owned(),
        (Lang::En, _) => format!("{count} places"),
    }
}

/// How many of a list are shown, where it is longer.
pub fn shown_of(shown: usize, all: usize, lang: Lang) -> String {
    let (shown, all) = (super::number(shown as u64, lang), super::number(all as u64, lang));
    match lang {
        Lang::Vi => format!("Đang hiện {shown} trong {all} bài. Gõ vài chữ để tìm bài khác."),
        Lang::En => format!("{shown} of {all} are shown. Type a few words to find others."),
    }
}
