//! nginx and Caddy, with the settings that `bantin headers` prints, and nothing of this machine's own; and Cloudflare
//! Pages, as Cloudflare's own program shows it, which reads what `bantin build` wrote.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::time::sleep;

use crate::programs;

/// Debian's module, where the program stands below a root that has it.
const BROTLI: &str = "usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// What Debian's nginx knows of content types.
const TYPES: &str = "etc/nginx/mime.types";

/// A web server of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
    /// Cloudflare Pages: `wrangler pages dev`.
    CloudflarePages,
    /// nginx without any of our settings, which does what GitHub Pages does: finds folders and `404.html`, and sends no
    /// header of ours.
    NoHeaders,
}

/// A server that runs; ended when dropped.
pub struct Server {
    child: Child,
    folder: PathBuf,
    /// Whether it sends siblings that brotli made.
    pub knows_brotli: bool,
    /// Its address with the path that the site lives under, without a slash at the end.
    pub address: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: http::HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Server {
    /// Serves the folder `root`, in which the built site lies at `base` (empty or `/tin`), with the settings for the
    /// site's folder `site`. None where the program is not installed, which only a developer's machine may lack.
    pub async fn start(kind: Kind, site: &Path, root: &Path, base: &str) -> Option<Self> {
        let (variable, name) = match kind {
            Kind::Nginx | Kind::NoHeaders => ("NGINX", "nginx"),
            Kind::Caddy => ("CADDY", "caddy"),
            Kind::CloudflarePages => ("BANTIN_WRANGLER", "wrangler"),
        };
        let Some(program) = programs::program(variable, &[name, &format!("/usr/sbin/{name}")]) else {
            assert!(env::var_os("CI").is_none(), "{name} is not installed");
            eprintln!("left out: {name} is not installed");
            return None;
        };
        let port = free_port();
        let folder = env::temp_dir().join(format!("bantin-{name}-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the server");
        // `usr/sbin/nginx` stands below it.
        let system = program.ancestors().nth(3).unwrap_or(Path::new("/")).to_path_buf();
        let mut command = Command::new(&program);
        match kind {
            Kind::Nginx => {
                let file = folder.join("nginx.conf");
                let printed = settings(site, name);
                fs::write(&file, nginx(&folder, &system, root, port, &printed))
                    .expect("the settings can be written");
                command.arg("-c").arg(file).arg("-p").arg(&folder);
            }
            Kind::NoHeaders => {
                let file = folder.join("nginx.conf");
                let server = format!(
                    "server {{ listen 127.0.0.1:{port}; root {}; absolute_redirect off; error_page 404 {base}/404.html; }}",
                    root.display()
                );
                fs::write(&file, configured(&folder, &system, "", &server))
                    .expect("the settings can be written");
                command.arg("-c").arg(file).arg("-p").arg(&folder);
            }
            Kind::Caddy => {
                let (file, printed) = (folder.join("Caddyfile"), settings(site, name));
                fs::write(&file, caddy(root, port, &printed)).expect("the settings can be written");
                command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
                command.env("HOME", &folder).env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder);
            }
            Kind::CloudflarePages => {
                command = Command::new(programs::program("BANTIN_NODE", &["node"]).expect("a node"));
                command.arg(&program).args(["pages", "dev"]).arg(root).args(["--ip", "127.0.0.1", "--port"]);
                command.args([&port.to_string(), "--compatibility-date", "2026-04-01"]).current_dir(&folder);
                // Of two that start at once, both would take the same one.
                command.args(["--inspector-port", &free_port().to_string()]);
                command.env("HOME", &folder).env("XDG_CONFIG_HOME", &folder);
                command.env("CI", "1").env("WRANGLER_SEND_METRICS", "false");
            }
        }
        // Wrangler has a program of its own that has to end with it.
        command.process_group(0);
        let said = fs::File::create(folder.join("said")).expect("a file");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        let child = command.spawn().unwrap_or_else(|error| panic!("{name}: {error}"));
        let knows_brotli = kind == Kind::Caddy || system.join(BROTLI).is_file();
        let address = format!("http://127.0.0.1:{port}{base}");
        let mut server = Self { child, folder, knows_brotli, address };
        server.wait(port).await;
        Some(server)
    }

    async fn wait(&mut self, port: u16) {
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return;
            }
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        let said = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        panic!("the server does not answer: {}{}", said("said"), said("error.log"));
    }

    /// Asks for a path below the site's.
    pub async fn get(&self, path: &str, encodings: &str) -> Answer {
        let client: Client<HttpConnector, Empty<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
        let request =
            http::Request::get(format!("{}{path}", self.address)).header("Accept-Encoding", encodings);
        let request = request.body(Empty::new()).expect("a request");
        let answer = client.request(request).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("a whole answer").to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Answer {
    /// The values of a header, as one.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).into_iter();
        let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        values.join(" | ")
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.expect("a free port").port()
}

/// What `bantin headers` prints for a host.
pub fn settings(site: &Path, host: &str) -> String {
    let mut bantin = Command::new(programs::bantin());
    let printed = bantin.args(["headers", "--for", host, "--site"]).arg(site).output().expect("bantin runs");
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    String::from_utf8(printed.stdout).expect("text")
}

/// A line of the settings, put in the place of the one that starts like this.
fn replace(settings: &str, start: &str, line: &str) -> String {
    let found = settings.lines().filter(|line| line.trim_start().starts_with(start)).count();
    assert_eq!(found, 1, "the settings have a line that starts with {start}:\n{settings}");
    let lines = settings.lines().map(|own| if own.trim_start().starts_with(start) { line } else { own });
    lines.collect::<Vec<_>>().join("\n")
}

/// One process that does everything itself, so that it ends with the test.
fn nginx(folder: &Path, system: &Path, root: &Path, port: u16, printed: &str) -> String {
    let mut printed = replace(printed, "listen ", &format!("listen 127.0.0.1:{port};"));
    printed = replace(&printed, "root ", &format!("root {};", root.display()));
    let mut module = String::new();
    let brotli = system.join(BROTLI);
    if brotli.is_file() {
        module = format!("load_module {};\n", brotli.display());
        printed = replace(&printed, "# brotli_static ", "brotli_static on;");
    }
    configured(folder, system, &module, &printed)
}

/// All that nginx is told, of which `server` is what it shows.
fn configured(folder: &Path, system: &Path, module: &str, server: &str) -> String {
    let (folder, types) = (folder.display(), system.join(TYPES));
    let types = types.display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = temporary.map(|kind| format!("{kind}_temp_path {folder}/{kind};\n")).concat();
    format!(
        "{module}daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n\
         http {{\ninclude {types};\naccess_log off;\n{temporary}{server}\n}}\n"
    )
}

fn caddy(root: &Path, port: u16, printed: &str) -> String {
    let mut lines = printed.lines();
    let site = lines.position(|line| line.ends_with(" {") && !line.starts_with(['#', '\t']));
    let site = printed.lines().nth(site.expect("the site's own line")).expect("it is there");
    let printed = printed.replacen(site, &format!("http://127.0.0.1:{port} {{"), 1);
    let printed = replace(&printed, "root ", &format!("\troot * {}", root.display()));
    format!("{{\n\tadmin off\n\tauto_https off\n}}\n{printed}\n")
}
