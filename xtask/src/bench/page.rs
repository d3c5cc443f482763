//! An article's page beside Hugo's, in a browser that pretends to be a slow phone: Lighthouse.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use super::cost::middle;
use super::figures::Figures;
use super::paper::{self, BOTH, Presses, Program};
use super::performance;
use crate::commands;
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::tools::{self, Lighthouse};

const ARTICLES: usize = 2_000;
/// The article that is opened.
const NUMBER: usize = 1_000;
/// The certificate is our own, made for the run.
const CHROMIUM: &str =
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --ignore-certificate-errors";
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so";

/// node reads the report, so that xtask needs no crate for JSON.
const READ: &str = r"
const report = JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'));
const figure = (audit) => report.audits[audit].numericValue;
console.log(figure('largest-contentful-paint'), figure('cumulative-layout-shift'));";

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// Visits to each page, of which the median counts.
    pub runs: usize,
    /// Whether to write docs/PERFORMANCE.md.
    pub write: bool,
}

impl Pages {
    /// Measures both pages and prints the table.
    pub fn run(&self) -> Outcome {
        debian::ensure("nginx", "nginx", "to serve the pages")?;
        debian::ensure_file(BROTLI, "libnginx-mod-http-brotli-filter", "to serve the pages compressed")?;
        debian::ensure("openssl", "openssl", "to serve them as CDNs do, over HTTP/2")?;
        let lighthouse = Lighthouse::get()?;
        let chromium = tools::get_chromium()?;
        let presses = Presses::get()?;
        let paper = presses.paper(ARTICLES)?;
        let mut sites = Vec::new();
        for program in BOTH {
            paper.build(program)?;
            let page = paper.page(program, NUMBER);
            match page.is_file() {
                true => sites.push((program, Server::start(program, &paper.out(program))?, Vec::new())),
                false => println!("{program} writes no pages of articles: there is no {}", page.display()),
            }
        }
        let path = paper::address(&presses.slug(NUMBER));
        for _ in 0..self.runs {
            for (program, server, visits) in &mut sites {
                let address = server.address(path.trim_end_matches("index.html"));
                visits.push(visit(&lighthouse, &chromium, *program, &address)?);
            }
        }
        let mut figures = Figures::kept();
        figures.forget("lcp.");
        figures.note_machine();
        let version = run::answer(Command::new(&chromium).arg("--version")).unwrap_or_default();
        figures.note_text("lcp.chromium", version.split(" built").next().unwrap_or_default());
        for (program, _, visits) in &sites {
            figures.note(&format!("lcp.{program}.lcp"), middle(visits.iter().map(|v| v.0).collect()));
            figures.note(&format!("lcp.{program}.cls"), middle(visits.iter().map(|v| v.1).collect()));
        }
        figures.keep()?;
        performance::show(&figures, self.write)
    }
}

/// One visit: milliseconds to the largest contentful paint, and the layout shift.
fn visit(lighthouse: &Lighthouse, chromium: &Path, program: Program, address: &str) -> Outcome<(f64, f64)> {
    let report = places::target().join("bench").join(format!("lighthouse-{program}.json"));
    let mut command = lighthouse.command(chromium);
    command.args([address, "--quiet", "--only-categories=performance", "--output=json"]);
    command.args(["--form-factor=mobile", "--throttling-method=simulate"]);
    command.arg(format!("--chrome-flags={CHROMIUM}")).arg(format!("--output-path={}", report.display()));
    let what = format!("Lighthouse opens the page of {program}");
    Step::new(&what, "20 seconds").limit(Duration::from_secs(180)).run(command)?;
    let mut node = commands::program("node");
    node.args(["-e", READ]).arg(&report).env_remove("NODE_OPTIONS");
    let answer = run::answer(&mut node);
    let numbers = answer.as_deref().and_then(|text| text.trim().split_once(' '));
    let parsed = numbers.and_then(|(lcp, cls)| Some((lcp.parse().ok()?, cls.parse().ok()?)));
    parsed.ok_or(Problem::Failed { what, log: Some(report) })
}

/// nginx with one site, until it is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(program: Program, site: &Path) -> Outcome<Self> {
        let folder = places::target().join("bench").join(format!("nginx-{program}"));
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let port = free_port(&folder)?;
        certify(&folder)?;
        let file = folder.join("nginx.conf");
        fs::write(&file, settings(&folder, site, port)).map_err(at(&file))?;
        let mut nginx = commands::program("nginx");
        nginx.arg("-c").arg(&file).arg("-p").arg(&folder);
        let child = run::start(&mut nginx)?;
        let server = Self { child, port };
        for _ in 0..100 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(server);
            }
            sleep(Duration::from_millis(50));
        }
        Err(Problem::Failed { what: "starting nginx".to_owned(), log: Some(folder.join("error.log")) })
    }

    fn address(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}/{path}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        run::stop(&mut self.child);
    }
}

fn free_port(folder: &Path) -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(at(folder))
}

/// Makes a certificate for this machine, which nobody else trusts.
fn certify(folder: &Path) -> Outcome {
    let mut openssl = commands::program("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]);
    openssl.arg("-keyout").arg(folder.join("key.pem")).arg("-out").arg(folder.join("certificate.pem"));
    Step::new("openssl makes a certificate", "a second").run(openssl)
}

/// The plainest server: files, compressed on the way and over HTTP/2, as CDNs do.
fn settings(folder: &Path, site: &Path, port: u16) -> String {
    let (folder, site) = (folder.display(), site.display());
    format!(
        "load_module {BROTLI};\ndaemon off;\nmaster_process off;\n\
         pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n\
         http {{\n  include /etc/nginx/mime.types;\n  access_log off;\n\
         \x20 client_body_temp_path {folder}/body;\n  proxy_temp_path {folder}/proxy;\n\
         \x20 fastcgi_temp_path {folder}/fastcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n\
         \x20 scgi_temp_path {folder}/scgi;\n  brotli on;\n  brotli_types *;\n\
         \x20 ssl_certificate {folder}/certificate.pem;\n  ssl_certificate_key {folder}/key.pem;\n\
         \x20 server {{\n    listen 127.0.0.1:{port} ssl http2;\n    root {site};\n    charset utf-8;\n  }}\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_told_the_site_and_the_port() {
        let text = settings(Path::new("/f"), Path::new("/s"), 8123);
        assert!(text.contains("listen 127.0.0.1:8123 ssl http2;\n    root /s;"), "{text}");
        assert!(text.matches('{').count() == text.matches('}').count());
    }
}
