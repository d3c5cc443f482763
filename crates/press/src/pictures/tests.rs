//! Copies from build to build: what is made again and what is not.

use std::{cell::Cell, path::PathBuf, time::SystemTime};

use super::*;

/// A site with pictures, removed when dropped.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("bantin-pictures-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("media")).unwrap();
        Self(root.canonicalize().unwrap())
    }

    fn picture(&self, path: &str, width: u32, tint: u8) -> &Self {
        let picture = image::RgbImage::from_fn(width, width / 2, |x, y| {
            image::Rgb([(x ^ y) as u8, (x * y / 7) as u8, tint])
        });
        picture.save(self.0.join(path)).unwrap();
        self
    }

    /// Makes copies of these pictures; gives them, how many were made, and what was wrong.
    fn make(&self, used: &[&str]) -> (Pictures, usize, Vec<Problem>) {
        let made = Cell::new(0);
        let starts = |count| made.set(count);
        let workshop = Workshop { cache: &self.0.join("cache"), starts: &starts };
        let mut problems = Vec::new();
        let folder = Folder::open(&self.0).unwrap();
        let used = used.iter().map(|path| (*path).to_owned()).collect();
        let pictures = Pictures::make(&folder, used, &workshop, &mut problems);
        (pictures, made.get(), problems)
    }

    fn print(&self, pictures: &Pictures, name: &str) -> BTreeMap<String, Vec<u8>> {
        let out = self.0.join(name);
        fs::create_dir_all(&out).unwrap();
        pictures.print(&Tree::new(&out)).unwrap();
        let files = fs::read_dir(out.join("media/_v")).into_iter().flatten().flatten();
        let read =
            |file: fs::DirEntry| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap());
        files.map(read).collect()
    }

    fn kept(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let files = fs::read_dir(self.0.join("cache")).unwrap().flatten();
        let read = |file: fs::DirEntry| {
            let changed = file.metadata().unwrap().modified().unwrap();
            (file.file_name().into_string().unwrap(), (fs::read(file.path()).unwrap(), changed))
        };
        files.map(read).collect()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const BOTH: [&str; 2] = ["media/Ảnh một.jpg", "media/b.png"];

fn two(name: &str) -> Room {
    let room = Room::new(name);
    room.picture(BOTH[0], 700, 10).picture(BOTH[1], 500, 90);
    room
}

#[test]
fn nothing_is_made_twice() {
    let room = two("twice");
    let (cold, made, problems) = room.make(&BOTH);
    assert_eq!((made, problems), (2, Vec::new()));
    let (printed, kept) = (room.print(&cold, "cold"), room.kept());
    assert!(
        printed.keys().any(|name| name.starts_with("anh-mot-") && name.ends_with("-240.webp")),
        "{printed:?}"
    );
    let (warm, made, problems) = room.make(&BOTH);
    assert_eq!((made, problems), (0, Vec::new()));
    assert_eq!(room.print(&warm, "warm"), printed);
    let after = room.kept();
    for (name, kept) in kept.iter().filter(|(name, _)| *name != "index.json") {
        assert_eq!(after.get(name), Some(kept), "{name}");
    }
}

/// As `cp -p` and rsync do it.
#[cfg(unix)]
#[test]
fn another_picture_of_the_same_size_and_date_is_seen() {
    let room = two("replaced");
    let path = room.0.join(BOTH[0]);
    let file = fs::metadata(&path).unwrap();
    let old = file.modified().unwrap() - std::time::Duration::from_secs(60);
    let date = |path: &Path| fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    date(&path);
    let (before, ..) = room.make(&BOTH);
    fs::write(&path, vec![b'x'; file.len() as usize]).unwrap();
    date(&path);
    let (after, ..) = room.make(&BOTH);
    let keys = |path: &str| (before.known[path].key.clone(), after.known[path].key.clone());
    assert_ne!(keys(BOTH[0]).0, keys(BOTH[0]).1);
    assert_eq!(keys(BOTH[1]).0, keys(BOTH[1]).1);
}

#[test]
fn without_the_index_pictures_are_read_and_not_made() {
    let room = two("index");
    let (cold, ..) = room.make(&BOTH);
    for index in [None, Some("{"), Some(r#"{"settings":"0","pictures":{}}"#)] {
        let path = room.0.join("cache/index.json");
        match index {
            None => fs::remove_file(path).unwrap(),
            Some(text) => fs::write(path, text).unwrap(),
        }
        let (warm, made, _) = room.make(&BOTH);
        assert_eq!(made, 0, "{index:?}");
        assert_eq!(warm.known[BOTH[0]].variants, cold.known[BOTH[0]].variants);
    }
}

#[test]
fn a_damaged_copy_is_made_again() {
    let room = two("damage");
    let (cold, ..) = room.make(&BOTH);
    let printed = room.print(&cold, "cold");
    let file = room.0.join("cache").join(&cold.known[BOTH[0]].key);
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let damaged =
        [&whole[..whole.len() - 1], &whole[..whole.len() / 2], &whole[..70], &whole[..3], b"", &flipped];
    for (number, bytes) in damaged.into_iter().enumerate() {
        fs::write(&file, bytes).unwrap();
        let (again, made, _) = room.make(&BOTH);
        assert_eq!(made, 1, "{number}");
        assert_eq!(room.print(&again, &format!("again-{number}")), printed);
        assert_eq!(fs::read(&file).unwrap(), whole);
    }
}

#[test]
fn one_thread_and_four_make_the_same() {
    let printed = [1, 4].map(|threads| {
        let room = two(&format!("threads-{threads}"));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            // It is made for one thread at a time: the room holds a count.
            let (pictures, ..) = room.make(&BOTH);
            room.print(&pictures, "out")
        })
    });
    assert_eq!(printed[0], printed[1]);
    assert!(printed[0].len() >= 4);
}

#[test]
fn one_picture_in_two_places_is_made_once() {
    let room = two("places");
    fs::create_dir(room.0.join("media/c")).unwrap();
    for copy in ["media/c/b.png", "media/d.png"] {
        fs::copy(room.0.join("media/b.png"), room.0.join(copy)).unwrap();
    }
    let (pictures, made, _) = room.make(&["media/b.png", "media/c/b.png", "media/d.png"]);
    assert_eq!(made, 1);
    let stems: BTreeSet<&str> =
        pictures.known.values().map(|picture| picture.variants.as_ref().unwrap().stem.as_str()).collect();
    assert_eq!(stems.len(), 2, "b and d: {stems:?}");
    room.print(&pictures, "out");
}

#[test]
fn what_is_not_used_is_swept() {
    let room = two("sweep");
    room.make(&BOTH);
    fs::write(room.0.join("cache/index.json.new-1"), "x").unwrap();
    let (pictures, ..) = room.make(&BOTH[1..]);
    assert_eq!(room.kept().len(), 4);
    pictures.sweep();
    let kept: Vec<String> = room.kept().into_keys().collect();
    assert_eq!(kept, [pictures.known[BOTH[1]].key.clone(), "index.json".into()]);
    room.make(&[]).0.sweep();
    assert!(!room.0.join("cache").exists());
}

#[test]
fn a_damaged_picture_is_a_warning_each_time() {
    let room = two("warning");
    let path = room.0.join(BOTH[0]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    for made in [2, 0] {
        let (pictures, count, problems) = room.make(&BOTH);
        assert_eq!(count, made);
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!((problem.file.as_str(), &*problem.code), (BOTH[0], "picture"));
        assert_eq!(
            (pictures.known[BOTH[0]].facts.size, &pictures.known[BOTH[0]].variants),
            (Some((700, 350)), &None)
        );
        assert!(pictures.known[BOTH[1]].variants.is_some());
    }
}

#[test]
fn a_cache_that_can_not_be_written_is_a_warning() {
    let room = two("unwritable");
    fs::write(room.0.join("cache"), "a file").unwrap();
    let (pictures, made, problems) = room.make(&BOTH);
    assert_eq!((made, problems.len(), pictures.known.len()), (0, 1, 0));
    assert_eq!(problems[0].code, "picture-cache");
}
