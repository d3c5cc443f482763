//! Whatever happens to a build: the folder that is served is wholly the old one or wholly the new one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
    thread::sleep,
    time::{Instant, SystemTime},
};

use common::{Room, SHELL, article, many};

/// What stands beside `out` between two builds.
const BESIDE: [&str; 3] = [".out.bantin-cache", ".out.bantin-lock", ".out.bantin-spare"];

type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn killed_at_any_moment() {
    let room = Room::new("killed");
    many(&room, "old", 0, 9);
    many(&room, "new", 0, 12);
    room.write("app/index.html", SHELL).write("app/app.wasm", vec![7; 500_000]);
    let build = |site: &str| format!("build --site {site} --out out --app app");
    room.ok(&build("new"));
    let new: Files = room.site("out");
    let start = Instant::now();
    room.ok(&build("old"));
    let time = start.elapsed();
    let old: Files = room.site("out");
    let mut seed = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64;
    let mut finished = 0;
    for round in 0..120 {
        let site = if round % 2 == 0 { "new" } else { "old" };
        let mut child = room.command(&build(site)).stderr(Stdio::null()).spawn().unwrap();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A little longer than a build takes, so that every moment is met, the swap and the end, too.
        let part = (seed >> 33) % 1_100;
        sleep(time * part as u32 / 1_000);
        let _ = child.kill();
        finished += u32::from(child.wait().unwrap().success());
        let now = room.site("out");
        assert!(now == old || now == new, "round {round}, after {part} ‰ of a build: a mixture");
    }
    println!("{finished} of 120 builds were done before they were killed");
    room.ok(&build("new"));
    assert!(room.site("out") == new);
    let left: Vec<_> = fs::read_dir(&room.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.') && !BESIDE.contains(&name.as_str()))
        .collect();
    assert_eq!(left, [] as [&str; 0], "left over");
}

#[test]
fn a_failed_build_changes_nothing() {
    let room = Room::new("failed");
    many(&room, "site", 0, 5);
    room.ok("build --site site --out out");
    let before = room.site("out");
    room.write("site/content/a.md", article("A", "2023-01-01", "slug: ../../x\n", ""));
    let output = room.run("build --site site --out out");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("content/a.md:4: error[bad-slug]"));
    assert!(room.site("out") == before);
}

#[test]
fn two_builds_at_once() {
    let room = Room::new("at-once");
    many(&room, "site", 0, 80);
    let start = || room.command("build --site site --out out").stderr(Stdio::piped()).spawn().unwrap();
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    assert!(both.iter().all(|output| output.status.success()));
    let waited =
        both.iter().filter(|output| String::from_utf8_lossy(&output.stderr).contains("waiting")).count();
    assert_eq!(waited, 1);
    let after = room.site("out");
    room.ok("build --site site --out out");
    assert!(room.site("out") == after);
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let room = Room::new("refused");
    many(&room, "site", 0, 2);
    room.write("mine/diary.txt", "dear").write("file", "x").write("app/index.html", SHELL);
    fs::create_dir(room.path("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(room.path("site/content"), room.path("link")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(room.path("nowhere"), room.path("dangling")).unwrap();
    let before = room.tree("");
    for out in [
        "mine",
        "file",
        "file/x",
        "site",
        ".",
        "/",
        "..",
        "site/content",
        "site/content/x",
        "link",
        "link/x",
        "dangling",
        "app",
        "app/x",
    ] {
        let output = room.run(&format!("build --site site --out {out} --app app"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{out}: {said}");
        assert!(said.contains(&format!("--out {out}: ")) || said.contains("can not write"), "{out}: {said}");
    }
    let mut after = room.tree("");
    after.retain(|path, _| !path.ends_with("-lock"));
    assert!(after == before);
    room.ok("build --site site --out empty");
    room.ok("build --site site --out site/dist");
    room.ok("build --site site --out site/dist");
    room.ok("build --site site --out ./deep/er/out");
}

/// Runs a script in the room where `disk` is a disk of 2 MB; `$0` is bantin. None where there is no such disk to be had.
#[cfg(target_os = "linux")]
fn on_a_small_disk(room: &Room, script: &str) -> Option<std::process::Output> {
    fs::create_dir(room.path("disk")).unwrap();
    let script = format!("mount -t tmpfs -o size=2m none disk && {script}");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_bantin")])
        .current_dir(&room.0)
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let none = said.contains("unshare") || said.contains("mount:");
    if none {
        println!("no small disk to be had here: not tested ({said})");
    }
    Some(output).filter(|_| !none)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_the_old_site_stays() {
    let room = Room::new("full");
    many(&room, "small", 0, 5);
    many(&room, "site", 0, 60);
    let script = "\"$0\" build --site small --out disk/out && cp -r disk/out before && \
                  cat /dev/zero > disk/full 2> /dev/null; \"$0\" build --site site --out disk/out; \
                  echo \"status $?\"; diff -r disk/out before && echo same; \
                  rm disk/full; \"$0\" build --site site --out disk/out && ls -A disk";
    let Some(output) = on_a_small_disk(&room, script) else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("can not write") && said.contains("Make room"), "{said}");
    let told = String::from_utf8_lossy(&output.stdout);
    let expected = format!("status 1\nsame\n{}\nout\n", BESIDE.join("\n"));
    assert_eq!(told, expected, "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_disk_that_became_read_only_the_old_site_stays() {
    let room = Room::new("locked");
    many(&room, "small", 0, 5);
    many(&room, "site", 0, 9);
    let script = "\"$0\" build --site small --out disk/out && cp -r disk/out before && \
                  mount -o remount,ro disk; \"$0\" build --site site --out disk/out; \
                  echo \"status $?\"; diff -r disk/out before && echo same";
    let Some(output) = on_a_small_disk(&room, script) else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("can not write"), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "status 1\nsame\n");
}

#[cfg(target_os = "linux")]
#[test]
fn where_a_disk_is_mounted_nothing_is_built() {
    let room = Room::new("mounted");
    many(&room, "site", 0, 1);
    let script = "\"$0\" build --site site --out disk; echo \"status $?\"; \
                  mkdir same && mount --bind site/content same && rm -rf site/content/* && \
                  \"$0\" build --site site --out same; echo \"status $?\"; \"$0\" build --site site --out disk/out";
    let Some(output) = on_a_small_disk(&room, script) else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("--out disk: is where a disk is mounted") && said.contains("is mounted there"),
        "{said}"
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), "status 1\nstatus 1\n", "{said}");
    assert!(output.status.success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_reported() {
    let room = Room::new("read-only");
    many(&room, "site", 0, 1);
    let output = room.run("build --site site --out /proc/bantin/out");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("can not write"));
}

#[test]
fn a_left_over_of_a_swap_in_two_steps_is_put_back() {
    let room = Room::new("put-back");
    many(&room, "site", 0, 2);
    room.ok("build --site site --out out");
    let before = room.site("out");
    fs::rename(room.path("out"), room.path(".out.bantin-old-1")).unwrap();
    room.write("site/content/bad.md", article("A", "never", "", ""));
    assert_eq!(room.run("build --site site --out out").status.code(), Some(1));
    assert!(room.site("out") == before);
}
