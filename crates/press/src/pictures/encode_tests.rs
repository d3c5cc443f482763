//! Pictures of every kind, whole and damaged, and their copies.

use image::{
    ExtendedColorType, ImageEncoder, RgbImage, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

use super::*;

/// A picture with as much in it as a photograph, the same every time; bluer to the right.
fn photograph(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as u8;
        image::Rgb([(y * 200 / height) as u8 + grain, 90 + grain, (x * 220 / width) as u8 + grain])
    })
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(&photograph(width, height)).unwrap();
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(photograph(width, height).as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The same with an EXIF segment that says how the camera was held.
fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".iter().copied();
    let exif = exif.chain([orientation, 0, 0, 0, 0, 0, 0, 0]);
    jpeg[..2].iter().copied().chain(exif).chain(jpeg[2..].iter().copied()).collect()
}

fn widths(made: &Made) -> Vec<u32> {
    made.copies.iter().map(|(width, _)| *width).collect()
}

#[test]
fn copies_are_of_the_fixed_widths_and_the_pictures_own() {
    let cases: [(u32, &[u32]); 5] = [
        (239, &[]),
        (240, &[240]),
        (260, &[260]),
        (700, &[240, 480, 700]),
        (1900, &[240, 480, 680, 1000, 1280, 1680]),
    ];
    for (width, expected) in cases {
        for bytes in [jpeg(width, width / 8), webp(width, width / 8)] {
            let made = encode(&bytes).unwrap();
            assert_eq!(made.as_ref().map(widths).unwrap_or_default(), expected, "{width}");
            for (wide, copy) in made.iter().flat_map(|made| &made.copies) {
                let copy = image::load_from_memory_with_format(copy, ImageFormat::WebP).unwrap();
                let high = (wide * (width / 8)).div_euclid(width);
                assert!(copy.width() == *wide && copy.height().abs_diff(high) <= 1, "{width} {wide}");
            }
        }
    }
}

#[test]
fn what_is_not_smaller_is_not_offered() {
    let cases: [(&[usize], usize, &[u32]); 5] = [
        (&[1, 2, 3], 4, &[0, 1, 2]),
        (&[1, 2, 4], 4, &[0, 1]),
        (&[3, 3, 3], 9, &[2]),
        (&[5, 2, 3], 9, &[1, 2]),
        (&[5, 6, 7], 4, &[]),
    ];
    for (lengths, own, expected) in cases {
        let copies = (0..).zip(lengths).map(|(width, length)| (width, vec![0; *length])).collect();
        let offered: Vec<u32> = worth_offering(copies, own).iter().map(|(width, _)| *width).collect();
        assert_eq!(offered, expected, "{lengths:?}");
    }
}

#[test]
fn a_photograph_taken_upright_is_turned() {
    let lying = jpeg(800, 500);
    // Where the blue side, which is on the right of the file, must be.
    let sides = |copy: &[u8]| {
        let copy = image::load_from_memory(copy).unwrap().to_rgb8();
        let (width, height) = copy.dimensions();
        let blue = |x: u32, y: u32| copy.get_pixel(x, y).0[2];
        [blue(4, height / 2), blue(width - 4, height / 2), blue(width / 2, 4), blue(width / 2, height - 4)]
    };
    for (orientation, size, side) in
        [(1, (800, 500), 1), (3, (800, 500), 0), (6, (500, 800), 3), (8, (500, 800), 2)]
    {
        let made = encode(&held(&lying, orientation)).unwrap().unwrap();
        assert_eq!(made.size, size, "{orientation}");
        let sides = sides(&made.copies[0].1);
        assert_eq!(sides.iter().max(), Some(&sides[side]), "{orientation}: {sides:?}");
    }
}

#[test]
fn alpha_stays_and_does_not_bleed() {
    // Green shows; the red around it must not.
    let picture =
        RgbaImage::from_fn(600, 600, |x, y| match (150..450).contains(&x) && (150..450).contains(&y) {
            true => image::Rgba([0, 160 + (x * y % 23) as u8, 0, 255]),
            false => image::Rgba([255, 0, 0, 0]),
        });
    let made = encode(&png(&picture.into())).unwrap().unwrap();
    let copy = image::load_from_memory(&made.copies[0].1).unwrap();
    assert!(copy.color().has_alpha());
    let copy = copy.to_rgba8();
    assert_eq!((copy.get_pixel(3, 3).0[3], copy.get_pixel(120, 120).0[3]), (0, 255));
    let red = copy.pixels().filter(|pixel| pixel.0[3] > 200 && pixel.0[0] > 80).count();
    assert_eq!(red, 0);
}

#[test]
fn colours_are_those_of_the_profile() {
    let colour = [200, 100, 50];
    let first = |profile: Option<ColorProfile>| {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
        }
        let picture = RgbImage::from_pixel(300, 300, image::Rgb(colour));
        encoder.write_image(picture.as_raw(), 300, 300, ExtendedColorType::Rgb8).unwrap();
        let picture = read(&bytes).unwrap().unwrap();
        [picture.pixels[0], picture.pixels[1], picture.pixels[2]]
    };
    assert_eq!(first(None), colour);
    let near = |found: [u8; 3], expected: [u8; 3]| {
        assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 1), "{found:?} {expected:?}");
    };
    near(first(Some(ColorProfile::new_srgb())), colour);
    // CSS Color 4: color(display-p3 0.784 0.392 0.196) is rgb(214 95 35).
    let found = first(Some(ColorProfile::new_display_p3()));
    assert!(found[0] > 208 && found[1] < 99 && found[2] < 45, "{found:?}");
}

/// CRC-32 as PNG has it (RFC 2083, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut bytes = png(&photograph(300, 200).into());
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let sum = crc(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    assert_eq!(encode(&bytes).unwrap_err(), Trouble::Enormous(3_000_000_000));
}

#[test]
fn damage_is_told() {
    let (jpeg, png, webp) = (jpeg(300, 200), png(&photograph(300, 200).into()), webp(300, 200));
    for whole in [&jpeg, &png, &webp] {
        for part in [1, 2, 3] {
            let cut = encode(&whole[..whole.len() * part / 4]);
            assert!(matches!(cut, Err(Trouble::Broken(_))), "{part} {cut:?}");
        }
    }
    // Anything else that can be wrong is told or makes a picture; it never ends the program.
    for whole in [&jpeg, &png, &webp] {
        for at in (0..whole.len()).step_by(whole.len() / 40) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let _ = encode(&bytes);
        }
    }
}

#[test]
fn other_formats_stay_as_they_are() {
    let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".as_slice();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/>".as_slice();
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf".as_slice();
    for bytes in [gif, svg, avif, b"", b"\xFF\xD8", b"not a picture"] {
        assert!(matches!(encode(bytes), Ok(None) | Err(Trouble::Broken(_))), "{bytes:?}");
    }
    for bytes in [gif, svg, avif, b""] {
        assert!(matches!(encode(bytes), Ok(None)), "{bytes:?}");
    }
}
