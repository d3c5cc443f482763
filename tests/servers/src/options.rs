//! What a test asks of a server, whichever it is.

/// How a server is set up.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The newspaper's sites that may read and write from a browser: `http://127.0.0.1:8080`.
    pub origins: Vec<String>,
    /// Whether every comment waits for an editor.
    pub moderated: bool,
    /// Whether the server's own limits against floods hold, as they are when it has just been installed. Without them a
    /// test may comment as often as it likes.
    pub guarded: bool,
    /// For how many seconds a reader may change a comment, where the server lets them (Isso); as installed if it is none.
    pub changeable: Option<u32>,
}

impl Options {
    /// For these sites; comments are published at once.
    pub fn new(origins: &[&str]) -> Self {
        Self { origins: origins.iter().map(|it| (*it).to_owned()).collect(), ..Self::default() }
    }

    /// Every comment waits for an editor.
    pub fn moderated(mut self) -> Self {
        self.moderated = true;
        self
    }

    /// Readers may change a comment for so many seconds.
    pub fn changeable(mut self, seconds: u32) -> Self {
        self.changeable = Some(seconds);
        self
    }

    /// With the server's own limits.
    pub fn guarded(mut self) -> Self {
        self.guarded = true;
        self
    }
}
