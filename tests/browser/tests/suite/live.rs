//! Articles that another Bantin site, of another origin, has and this one's build had not.

use std::{fs, path::Path, process::Command, time::Duration};

use browser_tests::{
    fault::Fault,
    host::{Host, Place},
    newspaper,
    programs::{self, Browser},
    proxy::{MISHAPS, Mishap, Proxy},
    reader::Reader,
    target::{button, heading, link},
    visit_at,
};
use http::Method;

const NEW: &str = "/bai-viet/lu-ve-trong-dem/";
const CHANGED: &str = "/bai-viet/thoi-tiet-hay-khi-hau/";

/// A reader on a newspaper that asks another one, which has one article more.
async fn with(name: &str, test: impl AsyncFnOnce(&Reader, &Host, &Host, &Proxy)) {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (site, there) = newspaper::build(&room.join("there"), "", |settings| settings);
    fs::write(
        site.join("content/lu-ve.md"),
        "---\ntitle: Lũ về trong đêm\nslug: lu-ve-trong-dem\ndate: 2026-11-28\nsection: Thủy văn\n\
         cover: {src: /media/song-hong-mua-can.jpg, alt: Sông}\n---\nNước lên nhanh.\n\n\
         ![Ảnh mới](/media/bao-bien-dong.jpg) [Bão](/bai-viet/doc-ban-tin-bao/)\n",
    )
    .expect("it can be written");
    let changed = site.join("content/khi-hau/thoi-tiet-hay-khi-hau.md");
    let text = fs::read_to_string(&changed).expect("it is there");
    let text =
        text.replacen("+++\n", "+++\nupdated = 2026-01-02T08:00:00+07:00\n", 1) + "\nĐoạn vừa viết thêm.\n";
    fs::write(changed, text).expect("it can be written");
    let mut bantin = Command::new(programs::bantin());
    bantin.arg("build").arg("--site").arg(&site).arg("--out").arg(&there).arg("--app").arg(programs::app());
    let said = bantin.output().expect("bantin runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    // What that site's host must send.
    let rules = there.join("_headers");
    let open = fs::read_to_string(&rules).expect("it has its rules");
    // A build does not look at files that it need not change: this may have been done by an earlier run.
    if !open.contains("Access-Control-Allow-Origin") {
        let open = open.replacen("\n  ", "\n  Access-Control-Allow-Origin: *\n  ", 1);
        fs::write(&rules, open).expect("they can be written");
    }
    let there = Host::at(Place::take().await, there);
    let proxy = Proxy::before(&there.address).await;
    let (_, here) = newspaper::build(&room.join("here"), "", |settings| {
        format!("{settings}\n[source]\nkind = 'bundle'\nlive = true\nurl = '{}'\n", proxy.address)
    });
    let here = Host::at(Place::take().await, here);
    let expected = ["Failed to load resource", "blocked by CORS", "net::ERR", proxy.address.as_str()];
    visit_at(Browser::Chromium, &here.address, &expected, async |reader| {
        test(reader, &here, &there, &proxy).await;
    })
    .await;
}

#[tokio::test]
async fn an_article_of_another_site_is_read_here() {
    with("live-new", async |reader, here, _, there| {
        reader.open(NEW).await;
        reader.awake().await;
        reader.see(heading("Lũ về trong đêm")).await;
        reader.see_text("Nước lên nhanh.").await;
        let shown = format!(
            "return [...document.querySelectorAll('.cover img, .prose img')]
             .map((it) => it.naturalWidth > 0 && it.src.startsWith('{}')).join() === 'true,true'",
            there.address
        );
        reader.wait("its pictures", &shown).await;
        // Its links lead here, and so do lists.
        reader.click(link("Bão")).await;
        reader.wait("an old article", "return location.pathname === '/bai-viet/doc-ban-tin-bao/'").await;
        assert!(reader.js("return location.origin", vec![]).await == here.address.as_str());
        reader.read("/").await;
        // What was written beforehand stays as it is, and what is newer is offered.
        reader.see_text("Đã có bài mới hơn.").await;
        assert!(!reader.sees(link("Lũ về trong đêm")).await);
        reader.click(button("Xem bài mới")).await;
        reader.see(link("Lũ về trong đêm")).await;
        assert_eq!(reader.js("return document.querySelectorAll('.newer').length", vec![]).await, 0);
        reader.read("/chuyen-muc/thuy-van/").await;
        reader.see(button("Xem bài mới")).await;
        reader.read(CHANGED).await;
        reader.see_text("Bài này vừa được cập nhật.").await;
        reader.click(button("Xem bản mới")).await;
        reader.see_text("Đoạn vừa viết thêm.").await;
        // Nothing is offered where there is nothing newer.
        reader.read("/chuyen-muc/khoa-hoc/").await;
        let asked = format!(
            "return performance.getEntriesByName('{}/data/vi/section/khoa-hoc/head.json').length > 0",
            there.address
        );
        reader.wait("the other site to be asked", &asked).await;
        assert!(!reader.sees(button("Xem bài mới")).await);
    })
    .await;
}

#[tokio::test]
async fn where_the_other_does_not_answer_this_one_does() {
    with("live-outage", async |reader, _, there, proxy| {
        let failed = "return !!document.querySelector('[data-act=retry]')";
        let told = "return document.querySelector('main').textContent.includes('Không tìm thấy')";
        let list = "return document.querySelectorAll('.teaser').length > 3";
        // What its host can get wrong.
        let article = "/data/vi/article/lu-ve-trong-dem.json";
        for fault in [Fault::Reset, Fault::Status(503), Fault::Truncated, Fault::Newer, Fault::Empty] {
            there.break_at(article, fault.clone());
            reader.open(NEW).await;
            reader.awake().await;
            reader.wait(&format!("a failure after {fault:?}"), failed).await;
            assert_eq!(reader.js(told, vec![]).await, false, "{fault:?}");
            there.break_at("/data/vi/section/thuy-van/head.json", fault);
            reader.click(link("Thủy văn")).await;
            reader.wait("its list", list).await;
        }
        there.recover();
        // What can happen on the way.
        let stall = Mishap::Late(Duration::from_secs(30));
        let more = [Mishap::Status(401), Mishap::Status(503), Mishap::Lost, stall];
        for mishap in MISHAPS.into_iter().chain(more) {
            proxy.break_at(Method::GET, mishap.clone());
            reader.open(NEW).await;
            reader.awake().await;
            reader.wait(&format!("a failure after {mishap:?}"), failed).await;
            assert_eq!(reader.js(told, vec![]).await, false, "{mishap:?}");
            reader.click(link("Thủy văn")).await;
            reader.wait("its list", list).await;
        }
        proxy.recover();
        // Whatever the clock says, what is there is told from what is not.
        for clock in ["1.8e12", "1.2e12", "2.5e12"] {
            reader.before_each_page(&format!("Date.now = () => {clock}")).await;
            reader.open("/bai-viet/khong-co-bai-nay/").await;
            reader.see_text("Không tìm thấy").await;
            reader.open("/bai-viet/doc-ban-tin-bao/").await;
            reader.see_page("Đọc một bản tin bão trong ba phút").await;
            reader.open(NEW).await;
            reader.see_text("Nước lên nhanh.").await;
        }
    })
    .await;
}
