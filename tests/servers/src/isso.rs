//! [Isso](https://isso-comments.de): comments in Python, kept by SQLite.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    Options, http,
    process::{Folder, Process, free_port},
    programs,
};

/// An Isso that runs; ended when dropped.
pub struct Isso {
    process: Process,
    _folder: Folder,
    origin: String,
    /// Where it is, without a slash at the end.
    pub address: String,
}

impl Isso {
    /// Starts it; none where it is not installed. Of the sites, the first is the one that it asks for the title of a page
    /// whose first comment brings none.
    pub fn start(options: &Options) -> Option<Self> {
        let mut command = programs::isso()?;
        let port = free_port();
        let folder = Folder::new("isso", port);
        let file = folder.join("isso.cfg");
        fs::write(&file, settings(options, folder.path(), port)).expect("the settings can be written");
        command.arg("-c").arg(file).arg("run");
        let process = Process::start("Isso", command, folder.join("log"), port);
        let origin = options.origins.first().cloned().unwrap_or_default();
        Some(Self { process, _folder: folder, origin, address: format!("http://127.0.0.1:{port}") })
    }

    /// Writes a comment as a reader would, in answer to another one if that is given; gives its number.
    pub fn comment(&self, uri: &str, name: &str, text: &str, answers: Option<u64>) -> u64 {
        let body = json!({ "author": name, "text": text, "title": uri, "parent": answers });
        let answer = http::post(&format!("{}/new?uri={uri}", self.address), &self.origin, &body);
        assert!([201, 202].contains(&answer.status), "{answer:?}");
        answer.json()["id"].as_u64().expect("a number")
    }

    /// Likes a comment, as one of several readers who have not written it.
    pub fn like(&self, comment: u64, reader: usize) {
        // Of an address the last part does not count.
        let from = format!("203.0.{reader}.9");
        let headers = [("Origin", self.origin.as_str()), ("X-Forwarded-For", &from)];
        let address = format!("{}/id/{comment}/like", self.address);
        let answer = http::send("POST", &address, &headers, Some(&json!({})));
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// What a reader sees of a thread.
    pub fn thread(&self, uri: &str) -> Value {
        http::get(&format!("{}/?uri={uri}", self.address), &self.origin).json()
    }

    /// How many comments the server says that a thread has; those that wait do not count.
    pub fn count(&self, uri: &str) -> u64 {
        let answer = http::post(&format!("{}/count", self.address), &self.origin, &json!([uri]));
        answer.json()[0].as_u64().unwrap_or_else(|| panic!("{answer:?}"))
    }

    /// Publishes a comment that waits.
    pub fn approve(&self, comment: u64) {
        self.moderate("Activate", comment);
    }

    /// Takes a comment away.
    pub fn remove(&self, comment: u64) {
        self.moderate("Delete", comment);
    }

    /// Follows the link that the server wrote for its editor.
    fn moderate(&self, what: &str, comment: u64) {
        let said = self.process.said();
        let start = format!("{what} comment: {}/id/{comment}/", self.address);
        let line = said.lines().find_map(|line| Some(line.get(line.find(&start)?..)?.to_owned()));
        let line = line.unwrap_or_else(|| panic!("no link for comment {comment}: {said}"));
        let (_, link) = line.split_once(": ").expect("a link");
        let answer = http::send("POST", link, &[], None);
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

fn settings(options: &Options, folder: &Path, port: u16) -> String {
    let sites: String = options.origins.iter().map(|site| format!("\n    {site}")).collect();
    let changeable = options.changeable.map(|seconds| format!("max-age = {seconds}s\n")).unwrap_or_default();
    let limits = "ratelimit = 1000\ndirect-reply = 1000\nreply-to-self = true\n";
    format!(
        "[general]\ndbpath = {}\nhost ={sites}\nnotify = stdout\n{changeable}\
         [server]\nlisten = http://127.0.0.1:{port}\n\
         trusted-proxies = 127.0.0.1\n\
         [moderation]\nenabled = {}\n\
         [guard]\n{}",
        folder.join("comments.db").display(),
        options.moderated,
        if options.guarded { "" } else { limits },
    )
}
