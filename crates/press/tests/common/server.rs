//! A running `bantin serve`, and a client that sends exactly what it is told to.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Stdio},
    time::Duration,
};

use super::Room;

/// The server; ends when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

/// What it answers.
pub struct Answer {
    pub status: u16,
    /// In lower case.
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")))
    }
}

impl Server {
    pub fn start(room: &Room) -> Self {
        let mut command = room.command("serve --site site --app app --port 0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Serving http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    /// Where it keeps what it serves.
    pub fn folder(&self) -> PathBuf {
        std::env::temp_dir().join(format!("bantin-serve-{}", self.child.id()))
    }

    pub fn connect(&self, path: &str, headers: &str) -> TcpStream {
        self.send("GET", path, &format!("Host: x\r\n{headers}"), b"")
    }

    /// Sends a request; every line of `headers` ends with CR LF.
    pub fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}{length}Connection: close\r\n\r\n").unwrap();
        stream.write_all(body).unwrap();
        stream
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let mut bytes = Vec::new();
        self.send(method, path, headers, body).read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let body = bytes[end + 4..].to_vec();
        assert!(!head.contains("transfer-encoding"), "{head}");
        Answer { status: head[9..12].parse().unwrap(), head, body }
    }

    /// As the desk asks.
    pub fn desk(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let own = format!("Host: {}\r\nX-Bantin-Desk: 1\r\n{headers}", self.address);
        self.ask(method, path, &own, body)
    }

    /// Status, head and body.
    pub fn get(&self, path: &str) -> (u16, String, String) {
        let answer = self.ask("GET", path, "Host: x\r\n", b"");
        let text = answer.text();
        (answer.status, answer.head, text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(self.folder());
    }
}

/// The next event that is not a greeting.
pub fn next(events: &mut impl BufRead) -> String {
    next_with(events).0
}

/// The same with what it says.
pub fn next_with(events: &mut impl BufRead) -> (String, String) {
    let (mut name, mut said) = (String::new(), Vec::new());
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the server closed the stream");
        let line = line.trim_end_matches('\n');
        if let Some(found) = line.strip_prefix("event: ") {
            name = found.to_owned();
        } else if let Some(data) = line.strip_prefix("data: ") {
            said.push(data.to_owned());
        } else if line.is_empty() && !name.is_empty() {
            return (name, said.join("\n"));
        }
    }
}
