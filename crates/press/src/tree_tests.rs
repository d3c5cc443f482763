//! What a tree promises.

use super::*;

fn room(name: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("bantin-tree-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    root
}

#[test]
fn nothing_is_written_twice_or_outside() {
    let root = room("twice");
    let tree = Tree::new(&root);
    tree.write("a/b.json", b"1").unwrap();
    assert!(tree.has("A/b.json") && !tree.has("a"));
    assert_eq!(fs::read(root.join("a/b.json")).unwrap(), b"1");
    for bad in ["a/b.json", "A/b.json", "../x", "/etc/x", "a//c", "a/../../x", "", "a\\..\\x"] {
        assert!(tree.write(bad, b"2").is_err(), "{bad}");
    }
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn only_what_is_another_now_is_written() {
    let root = room("over");
    let old = Tree::new(&root);
    for (path, text) in
        [("same", "1"), ("a/changed", "1"), ("b/c/gone", "1"), ("file", "1"), ("folder/x", "1")]
    {
        old.write_made(path, Some(7), text.as_bytes()).unwrap();
    }
    let before = old.finish().unwrap().files;
    fs::hard_link(root.join("a/changed"), root.join("served")).unwrap();
    let tree = Tree::over(&root, &before, Some(Box::new(|| Ok(()))));
    assert!(tree.keep("same", 7).unwrap() && !tree.keep("a/changed", 8).unwrap());
    tree.write("a/changed", b"2").unwrap();
    tree.write("file/x", b"2").unwrap();
    tree.write("folder", b"2").unwrap();
    let change = tree.finish().unwrap();
    assert_eq!(change.added, ["file/x", "folder"]);
    assert_eq!(change.changed, ["a/changed"]);
    assert_eq!(change.removed, ["b/c/gone", "file", "folder/x"]);
    assert_eq!(fs::read(root.join("served")).unwrap(), b"1", "the file by its other name");
    assert_eq!(fs::read(root.join("a/changed")).unwrap(), b"2");
    assert!(!root.join("b").exists(), "an empty folder");
    assert_eq!(fs::read(root.join("folder")).unwrap(), b"2");
    assert_eq!(fs::read(root.join("file/x")).unwrap(), b"2");
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn nothing_is_touched_for_nothing() {
    let root = room("nothing");
    let old = Tree::new(&root);
    old.write("same", b"1").unwrap();
    let before = old.finish().unwrap().files;
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let prepare = || {
        asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(())
    };
    let tree = Tree::over(&root, &before, Some(Box::new(prepare)));
    tree.write("same", b"1").unwrap();
    assert!(tree.finish().unwrap().is_none());
    assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 0);
    let tree = Tree::over(&root, &before, Some(Box::new(prepare)));
    tree.write("same", b"2").unwrap();
    tree.write("more", b"2").unwrap();
    drop(tree);
    assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 1);
    fs::remove_dir_all(root).unwrap();
}
