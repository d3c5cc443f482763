//! [Waline](https://waline.js.org): comments in JavaScript, kept here by MariaDB.

use serde_json::{Value, json};

use crate::{
    MariaDb, Options, http,
    process::{Folder, Process, free_port},
    programs,
};

/// A Waline that runs, with its database; ended when dropped.
pub struct Waline {
    _process: Process,
    _folder: Folder,
    _database: MariaDb,
    origin: String,
    editor: String,
    /// Where it is, without a slash at the end.
    pub address: String,
}

impl Waline {
    /// Starts it, with an editor; none where it is not installed. It lets every site read: `SECURE_DOMAINS`, which would
    /// refuse the others, always lets 127.0.0.1 in.
    pub fn start(options: &Options) -> Option<Self> {
        let mut command = programs::waline(&programs::ours("waline/start.js"))?;
        let database = MariaDb::start(include_str!("../waline/schema.sql"))?;
        let port = free_port();
        let folder = Folder::new("waline", port);
        command.arg(port.to_string()).current_dir(folder.path()).env("TMPDIR", folder.path());
        command.env("MYSQL_HOST", "127.0.0.1").env("MYSQL_PORT", database.port().to_string());
        command.env("MYSQL_DB", "waline").env("MYSQL_USER", "root").env("MYSQL_PASSWORD", "");
        // It writes local time and reads it back as its own.
        command.env("JWT_TOKEN", "for a test").env("TZ", "UTC");
        // Otherwise every comment goes to a spam filter on the net.
        command.env("AKISMET_KEY", "false").env("SECURE_DOMAINS", hosts(&options.origins));
        command.env("COMMENT_AUDIT", if options.moderated { "true" } else { "false" });
        if !options.guarded {
            command.env("IPQPS", "0");
        }
        let process = Process::start("Waline", command, folder.join("log"), port);
        let address = format!("http://127.0.0.1:{port}");
        let origin = options.origins.first().cloned().unwrap_or_default();
        let editor = register(&address, &origin);
        Some(Self { _process: process, _folder: folder, _database: database, origin, editor, address })
    }

    /// Writes a comment as a reader would, in answer to another one if that is given; gives its number.
    ///
    /// Its time is then set to a minute a comment from 09-12-2023 08:00 UTC, so that the order is certain: the server counts
    /// seconds.
    pub fn comment(&self, path: &str, name: &str, text: &str, answers: Option<u64>) -> u64 {
        let first = answers.map(|answered| self.conversation(path, answered));
        let body = json!({ "url": path, "nick": name, "comment": text, "pid": answers, "rid": first });
        let answer = http::post(&format!("{}/api/comment", self.address), &self.origin, &body);
        let comment = answer.json()["data"]["objectId"].as_u64().unwrap_or_else(|| panic!("{answer:?}"));
        let (hour, minute) = (8 + comment / 60, comment % 60);
        self.edit(
            "PUT",
            comment,
            Some(&json!({ "insertedAt": format!("2023-12-09 {hour:02}:{minute:02}:00") })),
        );
        comment
    }

    /// Likes a comment.
    pub fn like(&self, comment: u64) {
        let address = format!("{}/api/comment/{comment}", self.address);
        let headers = [("Origin", self.origin.as_str())];
        let answer = http::send("PUT", &address, &headers, Some(&json!({ "like": true })));
        assert_eq!(answer.json()["errno"], 0, "{answer:?}");
    }

    /// The first comment of the conversation that a comment is in.
    fn conversation(&self, path: &str, comment: u64) -> u64 {
        let thread = self.thread(path);
        let conversations = thread["data"]["data"].as_array().cloned().unwrap_or_default();
        let is = |it: &Value| it["objectId"] == comment;
        let found = conversations.iter().find(|first| {
            is(first) || first["children"].as_array().is_some_and(|answers| answers.iter().any(is))
        });
        found.and_then(|first| first["objectId"].as_u64()).expect("what is answered is there")
    }

    /// What a reader sees of a thread, up to 100 conversations, the oldest first.
    pub fn thread(&self, path: &str) -> Value {
        let question = format!("path={path}&page=1&pageSize=100&sortBy=insertedAt_asc");
        http::get(&format!("{}/api/comment?{question}", self.address), &self.origin).json()
    }

    /// How many comments the server says that a thread has; those that wait do not count.
    pub fn count(&self, path: &str) -> u64 {
        let answer = http::get(&format!("{}/api/comment?type=count&url={path}", self.address), &self.origin);
        answer.json()["data"][0].as_u64().unwrap_or_else(|| panic!("{answer:?}"))
    }

    /// Publishes a comment that waits.
    pub fn approve(&self, comment: u64) {
        self.edit("PUT", comment, Some(&json!({ "status": "approved" })));
    }

    /// Takes a comment away, with the answers to it.
    pub fn remove(&self, comment: u64) {
        self.edit("DELETE", comment, None);
    }

    fn edit(&self, method: &str, comment: u64, body: Option<&Value>) {
        let headers = [("Authorization", self.editor.as_str()), ("Origin", self.origin.as_str())];
        let answer = http::send(method, &format!("{}/api/comment/{comment}", self.address), &headers, body);
        assert!(answer.status == 200 && answer.json()["errno"] == 0, "{answer:?}");
    }
}

/// The first to register is the editor; gives what shows that it is.
fn register(address: &str, origin: &str) -> String {
    let editor =
        json!({ "display_name": "Toà soạn", "email": "toasoan@example.org", "password": "mat-khau" });
    http::post(&format!("{address}/api/user"), origin, &editor);
    let answer = http::post(&format!("{address}/api/token"), origin, &editor);
    let json = answer.json();
    format!("Bearer {}", json["data"]["token"].as_str().unwrap_or_else(|| panic!("{answer:?}")))
}

/// What `SECURE_DOMAINS` wants: hosts without a port.
fn hosts(origins: &[String]) -> String {
    let host = |origin: &String| {
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
        host.split(':').next().unwrap_or_default().to_owned()
    };
    origins.iter().map(host).collect::<Vec<_>>().join(",")
}
