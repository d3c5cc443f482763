//! Hosts that we can not have here: Cloudflare Pages as its own program shows it, CloudFront's template as AWS reads it, and
//! what is left of a host that sends no headers, as GitHub Pages is.

use std::{env, fs, path::PathBuf, process::Command};

use browser_tests::{
    newspaper,
    programs::Browser,
    server::{Kind, Server, settings},
    visit_at,
};

use crate::{
    article::TRAINING,
    policy,
    servers::{Built, built, found, missing, wanted},
};

/// Cloudflare Pages with a site; below a path, with what it looks for at the root of an upload alone, as docs/HOSTING.md
/// says.
async fn cloudflare(built: &Built) -> Option<Server> {
    if !built.base.is_empty() {
        for name in ["_headers", "404.html"] {
            fs::copy(built.files().join(name), built.root.join(name)).unwrap();
        }
    }
    Server::start(Kind::CloudflarePages, &built.site, &built.root, built.base).await
}

#[tokio::test]
async fn cloudflare_pages_sends_the_headers() {
    for built in built() {
        let Some(server) = cloudflare(built).await else { return };
        for path in [
            "/",
            TRAINING,
            &built.file("app", ".js"),
            &built.file("app", ".css"),
            &built.file("app", ".wasm"),
            "/fallback/set-html.js",
            "/data/site.json",
            &built.file("media", ".jpg"),
            &built.file("media/_v", ".webp"),
            "/feed.xml",
            "/en/section/hydrology/feed.xml",
            "/chuyen-muc/thuy-van/feed.json",
            "/manifest.webmanifest",
            "/sitemap.xml",
            "/robots.txt",
            "/favicon.svg",
        ] {
            let what = format!("{}{path}", built.base);
            let answer = found(&server, built, path).await;
            // A rule for all that lies at the root would be one for everything.
            let single = !path.ends_with('/') && path.matches('/').count() == 1 && !path.contains("feed");
            let left_out = ["Cache-Control", "Cross-Origin-Resource-Policy"];
            for (name, value) in wanted(built, path) {
                if !(single && left_out.contains(&name.as_str())) {
                    assert_eq!(answer.header(&name), value, "{what}: {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn cloudflare_pages_says_what_is_not_there() {
    for built in built() {
        let Some(server) = cloudflare(built).await else { return };
        for path in [
            "/app/khong-co.js",
            "/media/_v/khong-co.webp",
            "/data/vi/article/khong-co.json",
            "/khong/feed.xml",
            "/bai-viet/",
            "/bai-viet/khong-co-bai-nay/",
        ] {
            let what = format!("{}{path}", built.base);
            let answer = missing(&server, built, path).await;
            assert_eq!(answer.header("Cache-Control"), "no-store", "{what}");
            assert!(answer.header("Content-Security-Policy").starts_with("default-src 'none'"), "{what}");
        }
        let answer = server.get(TRAINING.trim_end_matches('/'), "identity").await;
        assert!([301, 308].contains(&answer.status), "{}", answer.status);
        assert!(answer.header("Location").ends_with(&format!("{}{TRAINING}", built.base)));
    }
}

#[tokio::test]
async fn cloudflare_pages_leads_on_from_a_former_address() {
    let room = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("former");
    let more = format!("\n[redirects]\n\"/2023/cu.html\" = \"{TRAINING}\"\n");
    let (site, root) = newspaper::build(&room, "", |settings| settings + &more);
    let Some(server) = Server::start(Kind::CloudflarePages, &site, &root, "").await else { return };
    let answer = server.get("/2023/cu.html", "identity").await;
    assert_eq!((answer.status, answer.header("Location").as_str()), (301, TRAINING));
}

#[tokio::test]
async fn readers_get_about_at_cloudflare_pages() {
    for built in built() {
        let Some(server) = cloudflare(built).await else { return };
        let walk = async |reader: &_| policy::walk(reader, built.base).await;
        visit_at(Browser::Chromium, &server.address, &["status of 404"], walk).await;
    }
}

#[tokio::test]
async fn readers_get_about_where_no_header_is_sent() {
    let [_, built] = built();
    let Some(server) = Server::start(Kind::NoHeaders, &built.site, &built.root, built.base).await else {
        return;
    };
    assert_eq!(server.get("/", "identity").await.header("Content-Security-Policy"), "");
    let walk = async |reader: &_| policy::walk(reader, built.base).await;
    visit_at(Browser::Chromium, &server.address, &["status of 404"], walk).await;
}

#[test]
fn aws_finds_nothing_wrong_with_the_template_for_cloudfront() {
    let Some(folder) = env::var_os("BANTIN_CFN_LINT").map(PathBuf::from) else {
        assert!(env::var_os("CI").is_none(), "cfn-lint is not there");
        return eprintln!("left out: cfn-lint is not there");
    };
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cloudfront.json");
    let lint = |template: &str| {
        fs::write(&file, template).unwrap();
        let mut lint = Command::new("python3");
        lint.arg(folder.join("bin/cfn-lint")).args(["--region", "us-east-1", "--template"]).arg(&file);
        let said = lint.env("PYTHONPATH", &folder).env("PYTHONDONTWRITEBYTECODE", "1").output().unwrap();
        (said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned())
    };
    for built in built() {
        let template = settings(&built.site, "cloudfront");
        let (good, said) = lint(&template);
        assert!(good && said.trim().is_empty(), "{said}");
        // It does look.
        let (good, said) = lint(&template.replace("\"ResponseHeadersPolicyId\"", "\"HeadersPolicy\""));
        assert!(!good && said.contains("HeadersPolicy"), "{said}");
    }
}
