//! A server's process, with its folder and what it said.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

/// Longer than any server takes on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// A folder that goes away.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one, named after a server and its port.
    pub fn new(name: &str, port: u16) -> Self {
        let path = env::temp_dir().join(format!("bantin-{name}-{}-{port}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the server");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A file in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A program that runs; ended when dropped.
pub struct Process {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a server whose log goes into `log`, and waits until it takes connections.
    pub fn start(name: &'static str, mut command: Command, log: PathBuf, port: u16) -> Self {
        let out = fs::File::create(&log).expect("a log");
        let err = out.try_clone().expect("a log");
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        let child = command.spawn().unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut process = Self { name, child, log };
        process.wait(|| TcpStream::connect(("127.0.0.1", port)).is_ok());
        process
    }

    /// Waits for what must come; the end of the program ends the test.
    pub fn wait(&mut self, ready: impl Fn() -> bool) {
        let started = Instant::now();
        while !ready() {
            let ended = self.child.try_wait().is_ok_and(|status| status.is_some());
            assert!(!ended && started.elapsed() < LONGEST, "{} does not answer: {}", self.name, self.said());
            sleep(Duration::from_millis(20));
        }
    }

    /// All that the program printed so far.
    pub fn said(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on, below those that a system gives to whoever asks for any: between now and the server's
/// start, no connection takes it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 12_000;
    // Tests that run at the same time start at places of their own.
    let start = process::id().wrapping_mul(97);
    let mut ports =
        (0..COUNT).map(|_| FIRST + start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT);
    let free = ports.find_map(|port| {
        let port = u16::try_from(port).ok()?;
        TcpListener::bind(("127.0.0.1", port)).is_ok().then_some(port)
    });
    free.expect("a free port")
}

/// Runs a program to its end and gives what it printed; a failure ends the test.
pub fn finish(what: &str, command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{what}: {error}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: {out}{err}");
    out.into_owned()
}
