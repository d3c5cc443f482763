//! MariaDB with nothing in it, for a server that keeps its articles and comments there.

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::{
    process::{Folder, Process, free_port},
    programs::Debian,
};

/// A database that runs; ended when dropped.
pub struct MariaDb {
    _process: Process,
    _folder: Folder,
    port: u16,
}

impl MariaDb {
    /// A new one, in which `statements` have been run, one a line. Whoever asks it from this machine may do anything.
    pub fn start(statements: &str) -> Option<Self> {
        let debian = Debian::get()?;
        let port = free_port();
        let folder = Folder::new("mariadb", port);
        fs::create_dir_all(folder.join("data/mysql")).expect("a folder");
        fill(&debian, &folder);
        let first = folder.join("first.sql");
        fs::write(&first, statements).expect("the statements can be written");
        let mut server = server(&debian, &folder);
        server.arg(format!("--port={port}")).arg("--bind-address=127.0.0.1").arg("--skip-grant-tables");
        // Without grants it would not listen, unless told to.
        server.arg("--skip-networking=0").arg(format!("--socket={}", folder.join("socket").display()));
        server.arg(format!("--pid-file={}", folder.join("pid").display()));
        server.arg(format!("--init-file={}", first.display()));
        let process = Process::start("MariaDB", server, folder.join("log"), port);
        Some(Self { _process: process, _folder: folder, port })
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// Makes the tables that the server itself needs.
fn fill(debian: &Debian, folder: &Folder) {
    // Called `mysql_…` before MariaDB 11.
    let tables = ["system_tables", "performance_tables", "system_tables_data"].map(|name| {
        let read = |start: &str| {
            fs::read_to_string(debian.path(&format!("usr/share/mysql/{start}_{name}.sql"))).ok()
        };
        read("mariadb").or_else(|| read("mysql")).unwrap_or_else(|| panic!("MariaDB has no {name}.sql"))
    });
    let statements = folder.join("tables.sql");
    fs::write(&statements, format!("USE mysql;\n{}", tables.join("\n"))).expect("the tables can be written");
    let input = fs::File::open(&statements).expect("the tables can be read");
    let mut server = server(debian, folder);
    let server = server.arg("--bootstrap").stdin(input).stdout(Stdio::null());
    let output = server.output().expect("MariaDB starts");
    assert!(output.status.success(), "MariaDB: {}", String::from_utf8_lossy(&output.stderr));
}

/// The program, with what makes it small and quick, and nothing that this machine has set.
fn server(debian: &Debian, folder: &Folder) -> Command {
    let mut server = debian.program(&debian.path("usr/sbin/mariadbd"));
    server.arg("--no-defaults").arg(format!("--basedir={}", debian.path("usr").display()));
    server.arg(format!("--datadir={}", folder.join("data").display()));
    // Each one that starts clears away what it finds of temporary tables, those of others too.
    server.arg(format!("--tmpdir={}", folder.path().display()));
    // Counts only for root, which it refuses to be unless it is told.
    server.arg("--user=root").arg("--character-set-server=utf8mb4");
    server.args(["--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M"]);
    server.args(["--innodb-flush-log-at-trx-commit=0", "--skip-log-bin"]);
    server
}
