//! What is pasted from Word, Google Docs or a web page, as clean Markdown.
/// Stub.
pub fn markdown(html: &str) -> String {
    html.to_owned()
}
