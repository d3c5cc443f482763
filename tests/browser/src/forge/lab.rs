//! GitLab's way.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Asked, BRANCH, Desk, READS, REPOSITORY, Reply, WRITES, said};

pub(super) fn reply(desk: &Desk, token: Option<&str>, asked: &Asked) -> Reply {
    if !matches!(token, Some(WRITES | READS)) {
        return said(401, "401 Unauthorized");
    }
    let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
    let ["api", "v4", "projects", REPOSITORY, "repository", below @ ..] = path.as_slice() else {
        return said(404, "404 Project Not Found");
    };
    let asks = |name: &str, value: &str| asked.query.get(name).is_some_and(|given| given == value);
    match (asked.method.as_str(), below) {
        ("GET", ["branches", BRANCH]) => (200, json!({ "name": BRANCH, "protected": false })),
        ("GET", ["branches", _]) => said(404, "404 Branch Not Found"),
        ("GET", ["files", path]) if asks("ref", BRANCH) => file(desk, path),
        ("GET", ["tree"]) if asks("ref", BRANCH) && asks("recursive", "true") => tree(desk, asked),
        ("POST", ["commits"]) => commit(desk, token, &asked.body),
        _ => said(404, "404 Not Found"),
    }
}

fn file(desk: &Desk, path: &str) -> Reply {
    let Some(file) = desk.git.file(path) else { return said(404, "404 File Not Found") };
    let value = json!({
        "file_name": path.rsplit('/').next(), "file_path": path, "size": file.bytes.len(), "encoding": "base64",
        "content": STANDARD.encode(&file.bytes), "ref": BRANCH, "blob_id": file.sha,
        "last_commit_id": desk.git.changed_by(path),
    });
    (200, value)
}

fn tree(desk: &Desk, asked: &Asked) -> Reply {
    let number = |name: &str| asked.query.get(name).and_then(|value| value.parse::<usize>().ok());
    let folder = format!("{}/", asked.query.get("path").map_or("", String::as_str));
    let (page, size) = (number("page").unwrap_or(1), number("per_page").unwrap_or(20));
    let files = desk.git.files().into_iter().filter(|(path, _)| path.starts_with(&folder));
    let entry = |(path, sha): (String, String)| {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        json!({ "id": sha, "name": name, "type": "blob", "path": path, "mode": "100644" })
    };
    let all: Vec<Value> = files.map(entry).collect();
    if all.is_empty() {
        return said(404, "404 invalid revision or path Not Found");
    }
    (200, all.into_iter().skip((page - 1) * size).take(size).collect())
}

fn commit(desk: &Desk, token: Option<&str>, body: &Value) -> Reply {
    if token != Some(WRITES) {
        return said(403, "403 Forbidden - You are not allowed to push into this branch");
    }
    if body["branch"] != BRANCH || body["commit_message"].as_str().is_none_or(str::is_empty) {
        return said(400, "branch or commit_message is missing");
    }
    let mut files = Vec::new();
    for action in body["actions"].as_array().into_iter().flatten() {
        let path = action["file_path"].as_str().unwrap_or_default();
        let there = desk.git.file(path);
        match action["action"].as_str() {
            Some("create") if there.is_some() => return said(400, "A file with this name already exists"),
            Some("update") if there.is_none() => return said(400, "A file with this name doesn't exist"),
            Some("update") if action["last_commit_id"] != desk.git.changed_by(path).as_str() => {
                let why =
                    "You are attempting to update a file that has changed since you started editing it.";
                return said(400, why);
            }
            Some("create" | "update") => {}
            _ => return said(400, "actions[0][action] does not have a valid value"),
        }
        let code = action["content"].as_str().filter(|_| action["encoding"] == "base64");
        let Some(bytes) = code.and_then(|code| STANDARD.decode(code).ok()) else {
            return said(400, "content is not base64");
        };
        files.push((path.to_owned(), bytes));
    }
    let id = desk.git.commit(&files, body["commit_message"].as_str().unwrap_or_default());
    let link = format!("{}/{REPOSITORY}/-/commit/{id}", desk.address);
    (201, json!({ "id": id, "title": body["commit_message"], "web_url": link }))
}
