//! What the editors' desk is told of its newsroom.

use serde::{Deserialize, Serialize};

/// Path of the file, below the site's base.
pub const FILE: &str = "data/desk.json";

/// Where finished articles go from the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Destination {
    /// They are downloaded, and put into their place by hand.
    #[default]
    File,
    /// Committed to a repository at GitHub.
    Github,
    /// Committed to a repository of a GitLab.
    Gitlab,
    /// Committed to a repository of a Gitea or a Forgejo.
    Gitea,
    /// Stored in a WordPress.
    Wordpress,
}

/// `[desk]` in `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeskRules {
    /// Whether the finished site has a desk.
    pub publish: bool,
    /// Whether a link can carry a draft to a colleague.
    pub links: bool,
    /// Where finished articles go.
    pub to: Destination,
    /// The address of that server's API; of GitHub, its own where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub server: String,
    /// The repository, `owner/name`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repository: String,
    /// The branch.
    pub branch: String,
    /// The site's folder in the repository; empty if it is the whole of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub folder: String,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self {
            publish: true,
            links: true,
            to: Destination::File,
            server: String::new(),
            repository: String::new(),
            branch: "main".into(),
            folder: String::new(),
        }
    }
}

impl DeskRules {
    /// The address of the server that articles go to; none if they are downloaded, or nobody named it.
    pub fn destination(&self) -> Option<&str> {
        let server = match (self.to, self.server.as_str()) {
            (Destination::File, _) => return None,
            (Destination::Github, "") => "https://api.github.com",
            (Destination::Gitlab, "") => "https://gitlab.com",
            (_, server) => server,
        };
        Some(server).filter(|server| !server.is_empty())
    }

    /// Whether articles go into a WordPress.
    pub fn is_wordpress(&self) -> bool {
        self.to == Destination::Wordpress
    }

    /// The path in the repository of a file of the site.
    pub fn below(&self, path: &str) -> String {
        match self.folder.trim_matches('/') {
            "" => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }

    /// The path in the site of a file of the repository.
    pub fn inside<'p>(&self, path: &'p str) -> &'p str {
        let own = path.strip_prefix(self.folder.trim_matches('/')).unwrap_or(path);
        own.trim_start_matches('/')
    }
}

/// [`FILE`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskFile {
    /// [`VERSION`](crate::bundle::VERSION), as in every file of the bundle: without it nothing of this one is read.
    pub version: u32,
    /// The time zone of dates that name none, an IANA name.
    pub time_zone: String,
    /// The names of the tags that the site has.
    pub tags: Vec<String>,
    /// What the newsroom wants.
    pub rules: DeskRules,
}
