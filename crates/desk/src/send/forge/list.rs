//! The articles that a repository has, by their paths.
//!
//! GitHub ("REST API endpoints for Git trees") and Gitea (`/api/swagger`, "GetTree") give the whole tree, Gitea in pages;
//! GitLab ("Repositories API", "List repository tree") the one of a folder, in pages.

use news::text::percent;

use super::{super::said, Answer, Failure, Kind, Place, Request, failure};

/// Files that GitLab gives at a time, its most.
const AT_A_TIME: usize = 100;

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Paths in the repository.
    pub paths: Vec<String>,
    /// Whether another page has more.
    pub more: bool,
    /// Whether the forge leaves files out and gives no further page.
    pub cut: bool,
}

impl Place {
    /// Asks for a page of the files in a folder, the first being 1.
    pub fn list(&self, folder: &str, page: usize) -> Request {
        let branch = percent::encode(&self.branch, "");
        let folder = percent::encode(folder, "");
        self.get(match self.kind {
            Kind::GitHub => format!("{}/git/trees/{branch}?recursive=1", self.top()),
            Kind::Gitea => format!("{}/git/trees/{branch}?recursive=1&page={page}", self.top()),
            Kind::GitLab => format!(
                "{}/repository/tree?ref={branch}&path={folder}&recursive=true&per_page={AT_A_TIME}&page={page}",
                self.top()
            ),
        })
    }

    /// Reads it. A folder that is not there yet is empty.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn listed(&self, folder: &str, answer: &Answer) -> Result<Page, Failure> {
        let response = match answer {
            Ok(response) if response.status == 200 => response,
            // Of a project that is not there, or hidden, GitLab says so.
            Ok(response) if response.status == 404 && self.kind == Kind::GitLab => {
                return match said(&response.value()).as_deref() {
                    Some("404 Project Not Found") | None => Err(Failure::NoSuchPlace),
                    Some(_) => Ok(Page::default()),
                };
            }
            _ => return Err(failure(answer, false)),
        };
        let value = response.value();
        let lab = self.kind == Kind::GitLab;
        let entries = if lab { &value } else { &value["tree"] };
        let entries = entries.as_array().ok_or(Failure::Malformed)?;
        let inside = format!("{folder}/");
        let files =
            entries.iter().filter(|entry| entry["type"] == "blob").filter_map(|entry| entry["path"].as_str());
        let paths: Vec<String> = files.filter(|path| path.starts_with(&inside)).map(str::to_owned).collect();
        let cut = value["truncated"] == true;
        Ok(match self.kind {
            Kind::GitHub => Page { paths, more: false, cut },
            // Where a page is empty, none comes after it.
            Kind::Gitea => Page { paths, more: cut && !entries.is_empty(), cut: false },
            Kind::GitLab => Page { paths, more: entries.len() == AT_A_TIME, cut: false },
        })
    }
}
