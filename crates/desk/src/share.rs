//! A link that carries a draft in its fragment.
