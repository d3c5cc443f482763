//! What the browser tests share: a real browser and real servers, good and bad.
