//! Sending an article on: to a Git forge or a WordPress. Requests and answers only; the browser carries them.
