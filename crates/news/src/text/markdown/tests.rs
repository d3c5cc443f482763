//! What becomes of an author's text.
