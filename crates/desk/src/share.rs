//! A link that carries a draft in its fragment.

/// Whether the fragment of an address holds a draft.
pub fn is_draft(_fragment: &str) -> bool {
    false
}
/// Stub.
pub fn encode(_text: &str) -> Result<String, ()> {
    Err(())
}
/// Stub.
pub fn decode(_text: &str) -> Result<String, ()> {
    Err(())
}
