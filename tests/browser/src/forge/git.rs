//! A real repository, changed by git itself.

use std::{
    env, fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio, id},
    sync::atomic::{AtomicU32, Ordering},
};

/// The one branch.
pub const BRANCH: &str = "main";

/// A bare repository in the system's temporary folder; gone when dropped.
pub struct Git {
    folder: PathBuf,
}

/// A file of the branch.
pub struct File {
    /// The name of its blob.
    pub sha: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Git {
    /// A repository with one file, `README.md`.
    pub fn begin() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("bantin-forge-{}-{number}.git", id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let git = Self { folder };
        git.run(&["init", "--quiet", "--bare", "."], &[]);
        git.commit(&[("README.md".to_owned(), b"# Bao\n".to_vec())], "First");
        git
    }

    /// Commits these files, on top of what is there; gives the commit's name.
    pub fn commit(&self, files: &[(String, Vec<u8>)], message: &str) -> String {
        let head = self.ask(&["rev-parse", "--verify", "--quiet", BRANCH]);
        match &head {
            Some(head) => self.run(&["read-tree", head], &[]),
            None => self.run(&["read-tree", "--empty"], &[]),
        };
        for (path, bytes) in files {
            let blob = self.run(&["hash-object", "-w", "--stdin"], bytes);
            let entry = format!("100644,{blob},{path}");
            self.run(&["update-index", "--add", "--cacheinfo", &entry], &[]);
        }
        let tree = self.run(&["write-tree"], &[]);
        let mut commit = vec!["commit-tree", &tree, "-m", message];
        commit.extend(head.iter().flat_map(|head| ["-p", head.as_str()]));
        let made = self.run(&commit, &[]);
        self.run(
            &["update-ref", &format!("refs/heads/{BRANCH}"), &made, head.as_deref().unwrap_or_default()],
            &[],
        );
        made
    }

    /// A file of the branch.
    pub fn file(&self, path: &str) -> Option<File> {
        let place = format!("{BRANCH}:{path}");
        let sha = self.ask(&["rev-parse", "--verify", "--quiet", &place])?;
        let bytes = self.git(&["cat-file", "blob", &sha], &[]).ok()?;
        Some(File { sha, bytes })
    }

    /// Paths and blobs of all files.
    pub fn files(&self) -> Vec<(String, String)> {
        let listed = self.git(&["ls-tree", "-r", "-z", BRANCH], &[]).expect("a tree");
        let listed = String::from_utf8(listed).expect("paths are UTF-8");
        let line = |line: &str| {
            let (about, path) = line.split_once('\t')?;
            Some((path.to_owned(), about.split(' ').nth(2)?.to_owned()))
        };
        listed.split('\0').filter_map(line).collect()
    }

    /// The commit that changed a file last.
    pub fn changed_by(&self, path: &str) -> String {
        self.run(&["log", "-1", "--format=%H", BRANCH, "--", path], &[])
    }

    /// How many commits the branch has.
    pub fn commits(&self) -> usize {
        self.run(&["rev-list", "--count", BRANCH], &[]).parse().expect("a number")
    }

    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let printed = self.git(arguments, &[]).ok()?;
        Some(String::from_utf8(printed).expect("text").trim().to_owned())
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> String {
        let printed = self.git(arguments, input).unwrap_or_else(|said| panic!("git {arguments:?}: {said}"));
        String::from_utf8(printed).expect("text").trim().to_owned()
    }

    /// What it printed, or what it complained of.
    fn git(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
        let mut git = Command::new("git");
        git.args(["-c", "core.quotePath=false"]).args(arguments).current_dir(&self.folder);
        // Nothing of this machine's own.
        git.env("GIT_DIR", &self.folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "An").env(format!("GIT_{who}_EMAIL"), "an@example.org");
        }
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().expect("git is installed");
        child.stdin.take().expect("its input").write_all(input).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
