//! Tiếng Việt.

use crate::{
    lang::Lang,
    manuscript::{LARGEST, Must, Wrong, dates::NotADate, edit::Unchanged},
};

/// Các cách ghi ngày mà Bản tin đọc được.
const DATES: &str =
    "Viết 2023-12-09, 09-12-2023 hoặc 09/12/2023, có thể thêm giờ (14:30), hoặc 2023-12-09T14:30:00+07:00.";

const EXAMPLES: &str = "So với các ví dụ trong docs/WRITING.md.";

const QUOTES: &str = "So với các ví dụ trong docs/WRITING.md; giá trị có dấu hai chấm hoặc dấu nháy thì phải đặt trong dấu nháy.";

pub(super) fn of(wrong: &Wrong) -> (String, String) {
    let (message, help): (String, &str) = match wrong {
        Wrong::TooLarge(bytes) => (
            format!("tệp có {bytes} byte, nhiều nhất chỉ được {LARGEST}"),
            "Đưa ảnh vào media/, và chia bài thành nhiều phần.",
        ),
        Wrong::NotUtf8 => (
            "tệp không phải là văn bản UTF-8".into(),
            "Lưu lại tệp ở dạng UTF-8 (không phải UTF-16, TCVN3 hay VNI).",
        ),
        Wrong::NoEnd(fence) => {
            let message = format!("các trường đầu bài mở bằng `{fence}` mà không có dòng `{fence}` khép lại");
            return (message, format!("Thêm một dòng `{fence}` sau trường cuối cùng."));
        }
        Wrong::Yaml(error) => (format!("các trường đầu bài không đúng cú pháp YAML: {error}"), QUOTES),
        Wrong::Toml(error) => (format!("các trường đầu bài không đúng cú pháp TOML: {error}"), QUOTES),
        Wrong::Json(error) => (format!("không đúng cú pháp JSON: {error}"), EXAMPLES),
        Wrong::NoFields => ("các trường đầu bài phải là những dòng như `title: Mưa lớn`".into(), QUOTES),
        Wrong::NoObject => ("tệp phải là một đối tượng JSON, { … }".into(), EXAMPLES),
        Wrong::AfterObject => ("sau đối tượng JSON còn có chữ".into(), EXAMPLES),
        Wrong::Body(name) => (format!("`{name}` phải là Markdown đặt trong dấu nháy"), EXAMPLES),
        Wrong::NoSlug => (
            "không rút được địa chỉ nào từ tên tệp hay tít".into(),
            "Thêm trường `slug` bằng chữ cái Latinh, ví dụ slug: bao-so-3",
        ),
        Wrong::BadSlug(name, slug) => (
            format!("`{name}`: “{slug}” không làm được phần cuối của địa chỉ"),
            "Dùng chữ cái Latinh, chữ số và gạch nối, ví dụ slug: bao-so-3",
        ),
        Wrong::NotADate(name, text, why) => {
            let why = match why {
                NotADate::Impossible => "là ngày hoặc giờ không có thật",
                NotADate::Form => "không phải là ngày",
            };
            (format!("`{name}`: “{text}” {why}"), DATES)
        }
        Wrong::Kind(name, Must::Date) => (format!("`{name}` phải là ngày"), DATES),
        Wrong::Kind(name, must) => {
            let example = super::example(name, *must);
            return (format!("`{name}` phải là {}", kind(*must)), format!("Viết như sau: {example}"));
        }
        Wrong::NoLanguage(name, tag) => {
            (format!("`{name}`: Bản tin không có ngôn ngữ “{tag}”"), "Viết vi hoặc en.")
        }
        Wrong::NoCorrection(name) => {
            (format!("mỗi mục của `{name}` phải có `text`"), "Nói điều gì đã sai và thế nào mới đúng.")
        }
        Wrong::Unknown(name, near) => {
            let help = match near {
                Some(near) => {
                    format!("Có phải ý bạn là `{near}`? Nếu không, trường này không có tác dụng gì.")
                }
                None => "Trường này được giữ nguyên và không có tác dụng gì.".into(),
            };
            return (format!("`{name}` không phải là trường của Bản tin"), help);
        }
    };
    (message, help.into())
}

fn kind(must: Must) -> &'static str {
    match must {
        Must::Text => "một đoạn chữ",
        Must::List => "một danh sách từ",
        Must::Yes => "true hoặc false",
        Must::Count => "số nguyên không âm",
        Must::Date => "ngày",
        Must::Picture => "địa chỉ của một ảnh",
        Must::PictureTable => "địa chỉ của một ảnh, hoặc ghi địa chỉ ấy trong `src`",
    }
}

pub(super) fn unchanged(why: &Unchanged) -> String {
    match why {
        Unchanged::Fixed(name) => format!("`{name}` được viết theo cách chỉ sửa bằng tay được."),
        Unchanged::Kind(field) => format!("`{}` cần một loại giá trị khác.", field.name()),
        Unchanged::NoCover => "Chưa có ảnh nào để ghi điều này.".into(),
        Unchanged::Unsafe(field) => format!("Không sửa riêng `{}` được.", field.name()),
        Unchanged::Body => "Lưu lại thì bài sẽ bị đọc khác với điều đang viết.".into(),
        Unchanged::Unreadable(fault) | Unchanged::Refused(fault) => fault.sentence(Lang::Vi),
    }
}
