//! An archive of several files: an article and its pictures, as one download.
//!
//! Nothing is deflated in it, since pictures are small already (APPNOTE.TXT 6.3.10, method 0, names in UTF-8).

/// The year 1980, which is where its calendar begins: nobody asks when an archive was made.
const DAY: u16 = 1 << 5 | 1;

/// The archive. Its files are given by their paths, with `/`.
pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut all, mut list) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        let start = all.len() as u32;
        let facts = facts(path, bytes);
        all.extend(b"PK\x03\x04");
        all.extend(&facts);
        all.extend(path.as_bytes());
        all.extend(bytes);
        // Version 2.0, as in `facts`, made it.
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&facts);
        // No remark, on the first disk, no attributes.
        list.extend([0; 10]);
        list.extend(start.to_le_bytes());
        list.extend(path.as_bytes());
    }
    let (start, count) = (all.len() as u32, (files.len() as u16).to_le_bytes());
    all.extend(&list);
    all.extend(b"PK\x05\x06\x00\x00\x00\x00");
    all.extend([count, count].concat());
    all.extend((list.len() as u32).to_le_bytes());
    all.extend(start.to_le_bytes());
    all.extend([0; 2]);
    all
}

/// What stands of a file before it and in the list.
fn facts(path: &str, bytes: &[u8]) -> Vec<u8> {
    let size = (bytes.len() as u32).to_le_bytes();
    // The version that is needed to read it; names in UTF-8; stored as it is; midnight.
    let mut facts: Vec<u8> = [20_u16, 1 << 11, 0, 0, DAY].iter().flat_map(|it| it.to_le_bytes()).collect();
    facts.extend(crc32fast::hash(bytes).to_le_bytes());
    facts.extend([size, size].concat());
    facts.extend((path.len() as u16).to_le_bytes());
    facts.extend([0; 2]);
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_as_the_program_zip_makes_it() {
        let made = zip(&[("content/lũ.md".into(), b"a".to_vec()), ("media/a.png".into(), Vec::new())]);
        // Two files of 30 bytes and a name each, two lines of 46 bytes and a name each, and the end, of 22 bytes.
        let (names, listed) = (14 + 11, 14 + 11);
        assert_eq!(made.len(), 30 * 2 + names + 1 + 46 * 2 + listed + 22);
        assert_eq!(made[14..18], crc32fast::hash(b"a").to_le_bytes());
        assert_eq!(&made[30..45], "content/lũ.mda".as_bytes());
        let end = &made[made.len() - 22..];
        assert_eq!((&end[..4], end[8], end[10]), (b"PK\x05\x06".as_slice(), 2, 2));
        let list = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert_eq!(&made[list..list + 4], b"PK\x01\x02");
    }
}
