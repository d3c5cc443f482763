//! Git forges: an article and its pictures, committed to a branch.
//!
//! GitHub (docs.github.com, "REST API endpoints for repository contents"), Gitea and Forgejo (the same shape below
//! `/api/v1`; `/api/swagger`, "repository": a new file is POST), GitLab (docs.gitlab.com, "Repository files API", "Commits
//! API", section "Create a commit with multiple files and actions").
//!
//! A forge is told which state of a file the new one replaces, and refuses if it is another by now: GitHub with 409, Gitea
//! with 422, GitLab with 400. Then the file is read once more, to know what is there.

mod list;

pub use list::Page;

use base64::{Engine, engine::general_purpose::STANDARD};
use news::text::percent;
use serde_json::{Value, json};

use super::{Answer, Failure, Method, Request, Sent, Step, Theirs, encoded, failure, web};

/// A kind of forge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GitHub: the interface is at `https://api.github.com`.
    GitHub,
    /// GitLab: at `https://gitlab.com/api/v4`.
    GitLab,
    /// Gitea and Forgejo: at `https://codeberg.org/api/v1`.
    Gitea,
}

/// Where articles go.
#[derive(Clone)]
pub struct Place {
    /// What stands there.
    pub kind: Kind,
    /// The address of its interface, without a slash at the end.
    pub server: String,
    /// `owner/name`; at GitLab with all groups.
    pub repository: String,
    /// The branch, which must be there.
    pub branch: String,
    /// What proves who the editor is.
    pub token: String,
}

/// A file to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the repository.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file as it is on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which state this is: to be given to [`Errand::new`].
    pub version: String,
    link: Option<String>,
    /// None if it is larger than the server shows.
    bytes: Option<Vec<u8>>,
    size: u64,
}

impl Found {
    /// What is in it; none if it is no text, or larger than the server shows.
    pub fn text(&self) -> Option<String> {
        String::from_utf8(self.bytes.clone()?).ok()
    }

    /// Whether this is in it, as far as the server shows.
    fn has(&self, bytes: &[u8]) -> bool {
        match &self.bytes {
            Some(there) => there == bytes,
            None => u64::try_from(bytes.len()) == Ok(self.size),
        }
    }
}

impl Place {
    fn headers(&self) -> Vec<(&'static str, String)> {
        let token = &self.token;
        match self.kind {
            Kind::GitHub => vec![
                ("Accept", "application/vnd.github+json".into()),
                ("X-GitHub-Api-Version", "2022-11-28".into()),
                ("Authorization", format!("Bearer {token}")),
            ],
            Kind::GitLab => vec![("PRIVATE-TOKEN", token.clone())],
            Kind::Gitea => vec![("Authorization", format!("token {token}"))],
        }
    }

    fn get(&self, url: String) -> Request {
        Request { method: Method::Get, url, headers: self.headers(), body: Vec::new() }
    }

    fn top(&self) -> String {
        match self.kind {
            Kind::GitLab => format!("{}/projects/{}", self.server, percent::encode(&self.repository, "")),
            _ => format!("{}/repos/{}", self.server, percent::encode(&self.repository, "/")),
        }
    }

    fn file(&self, path: &str) -> String {
        match self.kind {
            Kind::GitLab => format!("{}/repository/files/{}", self.top(), percent::encode(path, "")),
            _ => format!("{}/contents/{}", self.top(), percent::encode(path, "/")),
        }
    }

    /// Asks for a file: to open it.
    pub fn read(&self, path: &str) -> Request {
        self.get(format!("{}?ref={}", self.file(path), percent::encode(&self.branch, "")))
    }

    /// Reads it. None if there is none, or no such place: for a forge that is the same.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn found(&self, answer: &Answer) -> Result<Option<Found>, Failure> {
        let response = match answer {
            Ok(response) if response.status == 404 => return Ok(None),
            Ok(response) if response.status == 200 => response,
            _ => return Err(failure(answer, false)),
        };
        let value = response.value();
        let version = match self.kind {
            Kind::GitLab => &value["last_commit_id"],
            _ => &value["sha"],
        };
        let version = version.as_str().filter(|version| !version.is_empty()).ok_or(Failure::Malformed)?;
        let size = value["size"].as_u64().ok_or(Failure::Malformed)?;
        let is_plain = value["encoding"] == "base64";
        let code = value["content"].as_str().filter(|_| is_plain).map(|code| {
            let letters = code.bytes().filter(|byte| !byte.is_ascii_whitespace());
            STANDARD.decode(letters.collect::<Vec<u8>>()).map_err(|_| Failure::Malformed)
        });
        let link = web(&value["html_url"]);
        Ok(Some(Found { version: version.to_owned(), link, bytes: code.transpose()?, size }))
    }

    fn branch(&self) -> Request {
        let name = percent::encode(&self.branch, "");
        self.get(match self.kind {
            Kind::GitLab => format!("{}/repository/branches/{name}", self.top()),
            _ => format!("{}/branches/{name}", self.top()),
        })
    }

    /// Writes one file; at GitLab all of them, in one commit. `version` is the one that it replaces.
    fn write(&self, files: &[&File], version: Option<&str>, message: &str) -> Option<Request> {
        let last = files.last()?;
        if self.kind == Kind::GitLab {
            let action = |file: &&File| {
                let replaced = version.filter(|_| *file == *last);
                let mut action = json!({
                    "action": if replaced.is_some() { "update" } else { "create" },
                    "file_path": file.path, "encoding": "base64", "content": encoded(&file.bytes),
                });
                if let Some(version) = replaced {
                    action["last_commit_id"] = version.into();
                }
                action
            };
            let actions: Vec<Value> = files.iter().map(action).collect();
            let body = json!({ "branch": self.branch, "commit_message": message, "actions": actions });
            let url = format!("{}/repository/commits", self.top());
            return Some(Request::json(Method::Post, url, self.headers(), &body));
        }
        let mut body = json!({ "message": message, "branch": self.branch, "content": encoded(&last.bytes) });
        if let Some(version) = version {
            body["sha"] = version.into();
        }
        let method = if self.kind == Kind::Gitea && version.is_none() { Method::Post } else { Method::Put };
        Some(Request::json(method, self.file(&last.path), self.headers(), &body))
    }
}

/// What the last request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The article, as it is there.
    Look,
    /// The branch, since there is no such file.
    Branch,
    /// The picture of this number, as it is there.
    LookAt(usize),
    /// To write the missing picture of this number.
    Write(usize),
    /// To write the article.
    Last,
    /// The article once more: the forge said that it is another.
    Again,
}

/// The way of one article to a forge. Pictures go first, so that no page ever lacks one; those that are there already, and
/// are as large, are left alone.
pub struct Errand {
    place: Place,
    article: File,
    pictures: Vec<File>,
    opened: Option<String>,
    message: String,
    state: State,
    /// Numbers of the pictures that are not there yet.
    missing: Vec<usize>,
    /// In the forge's words, why it took the article for another.
    refused: String,
}

impl Errand {
    /// An article, as text, with the version that the editor opened (none for a new one), and the pictures that it needs.
    pub fn new(
        place: Place,
        article: File,
        opened: Option<String>,
        pictures: Vec<File>,
        message: String,
    ) -> Self {
        Self {
            place,
            article,
            pictures,
            opened,
            message,
            state: State::Look,
            missing: Vec::new(),
            refused: String::new(),
        }
    }

    /// The first request.
    pub fn start(&mut self) -> Request {
        (self.state, self.missing) = (State::Look, Vec::new());
        self.place.read(&self.article.path)
    }

    /// Takes the answer to the last request.
    pub fn next(&mut self, answer: &Answer) -> Step {
        self.step(answer).unwrap_or_else(Step::Failed)
    }

    fn step(&mut self, answer: &Answer) -> Result<Step, Failure> {
        match self.state {
            State::Look | State::Again => match self.place.found(answer)? {
                Some(found) => self.compared(found),
                None if self.state == State::Again => Err(match self.opened {
                    Some(_) => Failure::Conflict(None),
                    // There never was one: the forge takes none, as on a branch that is protected.
                    None => Failure::Rejected(std::mem::take(&mut self.refused)),
                }),
                None => {
                    self.state = State::Branch;
                    Ok(Step::Ask(self.place.branch()))
                }
            },
            State::Branch => match answer {
                Ok(response) if response.status == 200 && response.value()["name"].is_string() => {
                    match self.opened {
                        Some(_) => Err(Failure::Conflict(None)),
                        None => self.look_at(0),
                    }
                }
                _ => Err(failure(answer, false)),
            },
            State::LookAt(at) => {
                match (self.place.found(answer)?, self.pictures.get(at)) {
                    (Some(found), Some(picture)) if !found.has(&picture.bytes) => {
                        return Err(Failure::PictureTaken(picture.path.clone()));
                    }
                    (Some(_), _) => {}
                    (None, _) => self.missing.push(at),
                }
                self.look_at(at + 1)
            }
            State::Write(at) => {
                self.written(answer)?;
                self.write(at + 1)
            }
            State::Last => {
                if let Ok(response) = answer
                    && self.is_contested(response.status)
                {
                    self.state = State::Again;
                    self.refused = super::said(&response.value()).unwrap_or_default();
                    return Ok(Step::Ask(self.place.read(&self.article.path)));
                }
                Ok(Step::Done(self.written(answer)?))
            }
        }
    }

    fn compared(&mut self, found: Found) -> Result<Step, Failure> {
        let text = found.text();
        // Sent before, and only the answer was lost.
        let same = found.bytes.as_ref() == Some(&self.article.bytes);
        let opened = self.opened.as_ref() == Some(&found.version);
        let sent = Sent { version: found.version, link: found.link, ..Sent::default() };
        if same {
            return Ok(Step::Done(sent));
        }
        if !opened {
            return Err(Failure::Conflict(Some(Theirs { sent, text })));
        }
        match self.state {
            State::Look => self.look_at(0),
            // It is the one that was opened, and yet it was refused.
            _ => Err(Failure::Rejected(std::mem::take(&mut self.refused))),
        }
    }

    fn is_contested(&self, status: u16) -> bool {
        match self.place.kind {
            Kind::GitHub | Kind::Gitea => matches!(status, 409 | 422),
            Kind::GitLab => matches!(status, 400 | 409),
        }
    }

    fn look_at(&mut self, at: usize) -> Result<Step, Failure> {
        match self.pictures.get(at) {
            Some(picture) => {
                self.state = State::LookAt(at);
                Ok(Step::Ask(self.place.read(&picture.path)))
            }
            None => self.write(0),
        }
    }

    fn write(&mut self, at: usize) -> Result<Step, Failure> {
        let missing = self.missing.iter().filter_map(|at| self.pictures.get(*at));
        let together = self.place.kind == Kind::GitLab;
        let one = missing.clone().nth(at).filter(|_| !together);
        let (files, version): (Vec<&File>, _) = match one {
            Some(picture) => (vec![picture], None),
            None if together => (missing.chain([&self.article]).collect(), self.opened.as_deref()),
            None => (vec![&self.article], self.opened.as_deref()),
        };
        let request = self.place.write(&files, version, &self.message).ok_or(Failure::Malformed)?;
        self.state = if one.is_some() { State::Write(at) } else { State::Last };
        Ok(Step::Ask(request))
    }

    /// What a forge says was written.
    fn written(&self, answer: &Answer) -> Result<Sent, Failure> {
        let response = match answer {
            Ok(response) if matches!(response.status, 200 | 201) => response,
            _ => return Err(failure(answer, true)),
        };
        let value = response.value();
        let (version, link) = match self.place.kind {
            Kind::GitLab => (&value["id"], &value["web_url"]),
            _ => (&value["content"]["sha"], &value["content"]["html_url"]),
        };
        // Written, but what? It has to be looked at.
        let version = version.as_str().ok_or(Failure::Uncertain)?.to_owned();
        Ok(Sent { version, link: web(link), ..Sent::default() })
    }
}
