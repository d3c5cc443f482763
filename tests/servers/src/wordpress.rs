//! [WordPress](https://wordpress.org), served by PHP itself, on MariaDB, with the plugin that a host of Bantin installs.

use std::{fs, os::unix::fs::symlink, path::PathBuf, process::Command};

use serde_json::{Value, json};

use crate::{
    MariaDb, Options, http,
    process::{Folder, Process, finish, free_port},
    programs::{self, Debian},
};

/// What PHP itself must load, in this order: `mysqli` needs `mysqlnd`.
const EXTENSIONS: [&str; 8] = ["ctype", "tokenizer", "fileinfo", "iconv", "exif", "mysqlnd", "mysqli", "gd"];

/// A WordPress that runs, with its database; ended when dropped.
pub struct WordPress {
    _process: Process,
    place: Place,
    _database: MariaDb,
    origin: String,
    /// Where it is, without a slash at the end. Its interface is below `/wp-json`.
    pub address: String,
}

impl WordPress {
    /// Starts it, empty, with pretty permalinks and the time of Vietnam; none where it is not installed.
    pub fn start(options: &Options) -> Option<Self> {
        let debian = Debian::get()?;
        let database = MariaDb::start("CREATE DATABASE wordpress DEFAULT CHARACTER SET utf8mb4;\n")?;
        let port = free_port();
        let address = format!("http://127.0.0.1:{port}");
        let place = Place::new(debian, &address, database.port(), port, options);
        let settings = json!({
            "permalink_structure": "/%year%/%monthnum%/%postname%/",
            "timezone_string": "Asia/Ho_Chi_Minh",
            "comment_moderation": i32::from(options.moderated),
            "comment_previously_approved": i32::from(options.guarded),
            "require_name_email": i32::from(options.guarded),
            "show_avatars": 0,
        });
        let install = programs::ours("wordpress/install.php");
        finish("Installing WordPress", place.php().arg(install).arg(settings.to_string()));
        let mut server = place.php();
        server.arg("-S").arg(format!("127.0.0.1:{port}")).arg("-t").arg(place.folder.path());
        server.arg(place.folder.join("router.php"));
        let process = Process::start("WordPress", server, place.folder.join("log"), port);
        let origin = options.origins.first().cloned().unwrap_or_default();
        Some(Self { _process: process, place, _database: database, origin, address })
    }

    /// Runs PHP that knows WordPress and gives what it prints: `echo get_option( 'home' );`.
    pub fn run(&self, code: &str) -> String {
        let load = format!("require '{}'; require ABSPATH . 'wp-load.php';", self.place.before().display());
        finish("PHP", self.place.php().arg("-r").arg(format!("{load} wp_set_current_user( 1 ); {code}")))
    }

    /// Fills it with the newspaper that the recorded answers come from; gives the number of the article with comments.
    pub fn newspaper(&self) -> u64 {
        let media = programs::ours("../../site/media");
        let script = programs::ours("wordpress/newspaper.php");
        number(&finish("Filling WordPress", self.place.php().arg(script).arg(media)))
    }

    /// Publishes an article, `text` being HTML or blocks; gives its number.
    pub fn article(&self, title: &str, slug: &str, text: &str) -> u64 {
        let fields = json!({
            "post_title": title, "post_name": slug, "post_content": text, "post_status": "publish", "post_author": 1,
        });
        number(&self.run(&format!("echo wp_insert_post( wp_slash( {} ) );", array(&fields))))
    }

    /// Writes a comment as a reader would, in answer to another one if that is given; gives its number.
    pub fn comment(&self, article: u64, name: &str, text: &str, answers: Option<u64>) -> u64 {
        let body = json!({
            "post": article, "author_name": name, "author_email": "ban-doc@example.org", "content": text,
            "parent": answers.unwrap_or_default(),
        });
        let answer = http::post(&format!("{}/wp-json/wp/v2/comments", self.address), &self.origin, &body);
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()["id"].as_u64().expect("a number")
    }

    /// What a reader sees of an article's comments, up to 100, the oldest first.
    pub fn thread(&self, article: u64) -> Value {
        let question = format!("post={article}&per_page=100&order=asc");
        http::get(&format!("{}/wp-json/wp/v2/comments?{question}", self.address), &self.origin).json()
    }

    /// How many comments the server says that an article has; those that wait do not count.
    pub fn count(&self, article: u64) -> u64 {
        let address = format!("{}/wp-json/wp/v2/comments?post={article}&per_page=1", self.address);
        number(http::get(&address, &self.origin).header("X-WP-Total"))
    }

    /// Publishes a comment that waits.
    pub fn approve(&self, comment: u64) {
        self.run(&format!("wp_set_comment_status( {comment}, 'approve' );"));
    }

    /// Takes a comment away.
    pub fn remove(&self, comment: u64) {
        self.run(&format!("wp_delete_comment( {comment}, true );"));
    }
}

/// Where WordPress lies: links to its own files, and files of ours.
struct Place {
    debian: Debian,
    folder: Folder,
    variables: Vec<(&'static str, String)>,
}

impl Place {
    fn new(debian: Debian, address: &str, database: u16, port: u16, options: &Options) -> Self {
        let folder = Folder::new("wordpress", port);
        let original = debian.path("usr/share/wordpress");
        let own = ["wp-config.php", "wp-content"];
        for file in fs::read_dir(&original).expect("WordPress").flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if !own.contains(&name.as_str()) {
                symlink(file.path(), folder.join(&name)).expect("a link");
            }
        }
        for name in ["mu-plugins", "uploads"] {
            fs::create_dir_all(folder.join("wp-content").join(name)).expect("a folder");
        }
        for name in ["themes", "plugins"] {
            symlink(original.join("wp-content").join(name), folder.join("wp-content").join(name))
                .expect("a link");
        }
        for (from, to) in [
            ("wordpress/before.php", "before.php"),
            ("wordpress/router.php", "router.php"),
            ("wordpress/wp-config.php", "wp-config.php"),
            ("wordpress/tests.php", "wp-content/mu-plugins/tests.php"),
            ("../../docs/wordpress/bantin.php", "wp-content/mu-plugins/bantin.php"),
        ] {
            fs::copy(programs::ours(from), folder.join(to)).unwrap_or_else(|error| panic!("{from}: {error}"));
        }
        let mut variables = vec![
            ("WP_ADDRESS", address.to_owned()),
            ("WP_DATABASE", "wordpress".to_owned()),
            ("WP_DATABASE_HOST", format!("127.0.0.1:{database}")),
            ("BANTIN_SITES", options.origins.join(" ")),
        ];
        if !options.guarded {
            variables.push(("WP_NO_LIMITS", "1".to_owned()));
        }
        Self { debian, folder, variables }
    }

    /// The file that comes before every script.
    fn before(&self) -> PathBuf {
        self.folder.join("before.php")
    }

    /// PHP with what WordPress needs, and nothing that this machine has set.
    fn php(&self) -> Command {
        let mut php = self.debian.program(&self.debian.only("usr/bin", "php"));
        let mut set = |setting: String| {
            php.arg("-d").arg(setting);
        };
        set(format!("extension_dir={}", self.debian.only("usr/lib/php", "20").display()));
        EXTENSIONS.iter().for_each(|name| set(format!("extension={name}")));
        set("zend_extension=opcache".to_owned());
        set("opcache.enable_cli=1".to_owned());
        set("memory_limit=256M".to_owned());
        set(format!("auto_prepend_file={}", self.before().display()));
        php.arg("-n").current_dir(self.folder.path());
        php.envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        php
    }
}

/// JSON as PHP reads it, whatever is in it.
fn array(fields: &Value) -> String {
    let quoted = fields.to_string().replace('\\', "\\\\").replace('\'', "\\'");
    format!("json_decode( '{quoted}', true )")
}

fn number(text: &str) -> u64 {
    text.trim().parse().unwrap_or_else(|_| panic!("no number: {text}"))
}
