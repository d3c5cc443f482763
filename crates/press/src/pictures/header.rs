//! What the first bytes of a picture say.

use std::{fs::File, io::Read, path::Path};

use image::metadata::Orientation;

/// A JPEG's EXIF comes before the picture; a segment has 64 KB at most, and EXIF is the first or second.
const HEAD: u64 = 128 * 1024;

/// Width and height as the picture is shown, if it says so: of a photograph taken with the camera held upright,
/// the width is the smaller.
pub fn size(path: &Path) -> Option<(u32, u32)> {
    let size = imagesize::size(path).ok()?;
    let (width, height) = (size.width.try_into().ok()?, size.height.try_into().ok()?);
    match lies(&head(path)) {
        true => Some((height, width)),
        false => Some((width, height)),
    }
}

/// The first bytes of a file; none if it can not be read.
pub fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.map(|_| head).unwrap_or_default()
}

/// Whether a JPEG is to be turned by a quarter (EXIF 2.32, tag 274).
fn lies(head: &[u8]) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let exif = exif(head).and_then(Orientation::from_exif_chunk);
    matches!(exif, Some(Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH))
}

/// The EXIF of a JPEG: the segment APP1 that starts with `Exif` (ITU-T T.81, B.1.1.4; EXIF 2.32, 4.7.2).
fn exif(jpeg: &[u8]) -> Option<&[u8]> {
    let mut rest = jpeg.strip_prefix(&[0xFF, 0xD8])?;
    while let [0xFF, marker, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
        let segment = after.get(..length)?;
        match marker {
            0xE1 if segment.starts_with(b"Exif\0\0") => return segment.get(6..),
            // The picture itself.
            0xDA => return None,
            _ => rest = after.get(length..)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_taken_upright_is_known() {
        let head = |orientation: u8| {
            let mut head = b"\xFF\xD8\xFF\xE0\0\x04xx\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            head.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
            head
        };
        let found: [bool; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(|orientation| lies(&head(orientation)));
        assert_eq!(found, [false, false, false, false, false, true, true, true, true, false]);
        let whole = head(6);
        for end in 0..whole.len() - 8 {
            assert!(!lies(&whole[..end]), "{end}");
        }
    }
}
