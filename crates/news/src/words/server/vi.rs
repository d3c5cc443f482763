//! Tiếng Việt.

use super::ServerWords;

pub(super) static WORDS: ServerWords = ServerWords {
    comments_failed: "Chưa tải được ý kiến.",
    more_comments: "Xem thêm ý kiến",
    sent: "Ý kiến của bạn đã được đăng.",
    sent_moderated: "Tòa soạn đã nhận ý kiến của bạn và sẽ đọc trước khi đăng.",
    kept_for_later: "Máy chủ bình luận chưa trả lời. Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.",
    change: "Sửa",
    delete: "Xóa",
    of_mine: "ý kiến của bạn",
    sure: "Xóa ý kiến này?",
    delete_now: "Xóa hẳn",
    keep: "Giữ lại",
    was_deleted: "Ý kiến này đã bị xóa.",
    change_comment: "Sửa ý kiến",
    changing: "Bạn đang sửa ý kiến đã đăng.",
    save: "Lưu ý kiến",
    saving: "Đang lưu…",
    deleting: "Đang xóa…",
    changed: "Ý kiến của bạn đã được sửa.",
    deleted: "Ý kiến của bạn đã được xóa.",
    too_late: "Ý kiến này không sửa hay xóa được nữa: đã quá thời hạn, hoặc trình duyệt chặn cookie của máy chủ bình luận.",
    is_gone: "Ý kiến này không còn nữa.",
    no_answer: "Máy chủ bình luận chưa trả lời. Bạn hãy thử lại sau ít phút.",
    not_changed: "Máy chủ bình luận chưa trả lời. Đoạn bạn sửa vẫn còn ở đây; hãy thử lưu lại sau ít phút.",
};
