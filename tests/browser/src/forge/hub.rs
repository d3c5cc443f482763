//! GitHub's way, which is Gitea's but for its methods and statuses.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::Method;
use serde_json::{Value, json};

use super::{Asked, BRANCH, Desk, Kind, READS, REPOSITORY, Reply, WRITES, git::File, said};

/// Signs of code after which GitHub ends a line.
const LINE: usize = 60;

pub(super) fn reply(desk: &Desk, token: Option<&str>, asked: &Asked) -> Reply {
    let hub = desk.kind == Kind::GitHub;
    match token {
        Some(WRITES | READS) => {}
        _ if hub => return said(401, "Bad credentials"),
        _ => return said(401, "invalid username, password or token"),
    }
    let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
    let below = if hub { path.as_slice() } else { path.strip_prefix(&["api", "v1"]).unwrap_or_default() };
    let ["repos", owner, name, below @ ..] = below else { return said(404, "Not Found") };
    if format!("{owner}/{name}") != REPOSITORY {
        return said(404, "Not Found");
    }
    match (asked.method.as_str(), below) {
        ("GET", ["branches", BRANCH]) => (200, json!({ "name": BRANCH, "protected": false })),
        ("GET", ["git", "trees", BRANCH]) => tree(desk),
        ("GET", ["contents", ..]) if asked.query.get("ref").is_some_and(|name| name == BRANCH) => {
            let path = below[1..].join("/");
            match desk.git.file(&path) {
                Some(file) => (200, content(desk, &path, &file, true)),
                None => said(404, "Not Found"),
            }
        }
        ("PUT" | "POST", ["contents", path @ ..]) => write(desk, token, asked, &path.join("/")),
        _ => said(404, "Not Found"),
    }
}

fn tree(desk: &Desk) -> Reply {
    let entry =
        |(path, sha): (String, String)| json!({ "path": path, "mode": "100644", "type": "blob", "sha": sha });
    let tree: Vec<Value> = desk.git.files().into_iter().map(entry).collect();
    (200, json!({ "sha": "0", "tree": tree, "truncated": false, "page": 1, "total_count": tree.len() }))
}

fn content(desk: &Desk, path: &str, file: &File, whole: bool) -> Value {
    let mut value = json!({
        "type": "file", "name": path.rsplit('/').next(), "path": path, "sha": file.sha, "size": file.bytes.len(),
        "html_url": format!("{}/{REPOSITORY}/blob/{BRANCH}/{path}", desk.address),
    });
    if whole {
        let code = STANDARD.encode(&file.bytes);
        let lines = code.as_bytes().chunks(LINE).map(String::from_utf8_lossy);
        let end = if desk.kind == Kind::GitHub { "\n" } else { "" };
        value["encoding"] = "base64".into();
        value["content"] = lines.map(|line| line.into_owned() + end).collect::<String>().into();
    }
    value
}

fn write(desk: &Desk, token: Option<&str>, asked: &Asked, path: &str) -> Reply {
    let hub = desk.kind == Kind::GitHub;
    if token != Some(WRITES) {
        return match hub {
            true => said(403, "Resource not accessible by personal access token"),
            false => said(403, "user should have a permission to write to a repo"),
        };
    }
    let body = &asked.body;
    if body["branch"] != BRANCH || body["message"].as_str().is_none_or(str::is_empty) {
        return said(422, "Invalid request.");
    }
    let code = body["content"].as_str().and_then(|code| STANDARD.decode(code).ok());
    let Some(bytes) = code else { return said(422, "content is not valid Base64") };
    let makes = asked.method == Method::POST;
    match (desk.git.file(path), body["sha"].as_str(), hub) {
        (None, None, true) => {}
        (None, None, false) if makes => {}
        (Some(there), Some(sha), _) if there.sha == sha && !makes => {}
        (Some(_), None, true) => return said(422, "Invalid request.\n\n\"sha\" wasn't supplied."),
        (_, Some(sha), true) => return said(409, &format!("{path} does not match {sha}")),
        (Some(_), _, false) if makes => {
            return said(422, &format!("repository file already exists [path: {path}]"));
        }
        (Some(there), sha, false) => {
            let given = sha.unwrap_or_default();
            return said(422, &format!("sha does not match [given: {given}, expected: {}]", there.sha));
        }
        (None, _, false) => return said(404, &format!("repository file does not exist [path: {path}]")),
    }
    let is_new = desk.git.file(path).is_none();
    let message = body["message"].as_str().unwrap_or_default();
    let commit = desk.git.commit(&[(path.to_owned(), bytes)], message);
    let file = desk.git.file(path).expect("it was just written");
    let value = json!({ "content": content(desk, path, &file, false), "commit": { "sha": commit, "message": message } });
    (if is_new { 201 } else { 200 }, value)
}
