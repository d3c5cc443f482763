//! Tiếng Việt.

use crate::{
    check::{Kind, LONGEST_STANDFIRST, LONGEST_TITLE},
    lang::Lang,
    words::moment,
};

use super::file;

pub(super) fn of(kind: &Kind) -> (String, String) {
    let when = |at| moment(at, Lang::Vi);
    let (message, help): (String, &str) = match kind {
        Kind::NoTitle => ("bài chưa có tít".into(), "Viết tít, ví dụ: Mưa lớn ở miền Trung."),
        Kind::NoDate => (
            "bài chưa có ngày: tạm lấy ngày sửa tệp lần cuối".into(),
            "Ghi ngày, ví dụ 09-12-2023, có thể thêm giờ: 09-12-2023 14:30.",
        ),
        Kind::LongTitle(length) => (
            format!("tít dài {length} ký tự: kết quả tìm kiếm và thẻ liên kết cắt sau {LONGEST_TITLE} ký tự"),
            "Đưa tin chính lên đầu, phần còn lại để cho sapo.",
        ),
        Kind::NoStandfirst => (
            "bài chưa có sapo".into(),
            "Viết một hai câu: trang danh sách, nguồn tin và kết quả tìm kiếm hiện sapo dưới tít.",
        ),
        Kind::LongStandfirst(length) => (
            format!("sapo dài {length} ký tự, quá {LONGEST_STANDFIRST}: trang danh sách hiện toàn bộ sapo"),
            "Giữ điều khiến bạn đọc muốn đọc tiếp, phần còn lại đưa vào bài.",
        ),
        Kind::NoAlt(src) => (
            format!("ảnh `{src}` chưa có lời mô tả cho bạn đọc không nhìn thấy ảnh"),
            "Mô tả ảnh: `alt` của ảnh bìa, hoặc ![ảnh có gì](…). Ảnh chỉ để trang trí thì cứ để trống.",
        ),
        Kind::SkippedHeading(from, to) => (
            match from {
                0 => format!("bài mở đầu bằng tiêu đề cấp {to}, bên dưới lại có tiêu đề cấp cao hơn"),
                _ => format!(
                    "tiêu đề cấp {to} đứng ngay sau cấp {from}: người nghe trang sẽ tưởng sót một cấp"
                ),
            },
            "Dùng cấp kế tiếp: thêm đúng một dấu # so với tiêu đề bên trên.",
        ),
        Kind::PublishPast(at) => {
            (format!("giờ đăng đã qua: {}", when(*at)), "Chọn giờ muộn hơn, hoặc bỏ trống để đăng ngay.")
        }
        Kind::ExpiresFirst(at) => (
            format!("bài hết hạn trước khi hiện ra, lúc {}: không ai đọc được", when(*at)),
            "Đặt giờ hết hạn sau giờ đăng.",
        ),
        Kind::Decomposed => (
            "chữ và dấu đang tách rời nhau (Unicode NFD)".into(),
            "Khi đọc tệp, Bản tin ghép chúng lại; muốn hết lời nhắc này thì lưu tệp ở dạng NFC (dựng sẵn).",
        ),
        Kind::SlugTaken(slug) => {
            (format!("đã có bài khác dùng địa chỉ `{slug}`"), "Đặt cho một trong hai bài một `slug` khác.")
        }
        Kind::DeadLink(url) => (
            format!("liên kết `{url}` không dẫn đến đâu"),
            "Ghi địa chỉ, slug hoặc tên tệp của một bài đã đăng.",
        ),
        Kind::NoPicture(src) => {
            (format!("không có tệp `{src}`"), "Đặt tệp vào `media/` hoặc cạnh bài, hoặc sửa lại tên.")
        }
        Kind::RemotePicture(src) => (
            format!("`{src}` nằm ở trang khác, trang ấy sẽ biết ai đọc bài này"),
            "Ảnh chỉ hiện thành liên kết. Muốn hiện ảnh thì lưu tệp vào `media/`.",
        ),
        Kind::Frame(url) => (
            format!("`{url}` sẽ hiện trong khung, và trang ấy sẽ biết ai đọc bài này"),
            "Khung chỉ hiện thành liên kết, lấy `title` của khung làm chữ.",
        ),
        Kind::TooDeep => (
            "trích dẫn, danh sách hoặc HTML ở đây lồng nhau quá sâu, hoặc một thẻ HTML quá dài".into(),
            "Viết đoạn này đơn giản hơn.",
        ),
        Kind::Wrong(wrong) => return file::of(wrong, Lang::Vi),
    };
    (message, help.into())
}
