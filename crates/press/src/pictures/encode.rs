//! Makes smaller copies of a picture.

use std::{
    fmt,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    error::LimitErrorKind,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use news::article::WIDEST_VARIANT;
use rayon::prelude::*;

/// Whatever decides about the bytes that come out, below. A change makes all copies anew.
pub const SETTINGS: &str = "1 libwebp-0.9.6 m4 q75 png-q85-sharp 240,480,680,1000,1280,1680 0.9";

/// Widths in pixels, each for something that style/ shows at that size: rows at once and twice their 240 CSS
/// pixels, which serves cards, too; an article's picture on a phone of 360 at twice (662) and three times (994), on one
/// of 414 at three times (1143), and on a desktop at twice its 832. docs/decisions/0009-pictures.md has the numbers.
const WIDTHS: [u32; 6] = [240, 480, 680, 1000, 1280, WIDEST_VARIANT];
/// A copy that is hardly smaller than the largest is worth no file.
const NEAR: f64 = 0.9;
/// 100 megapixels: 400 MB in memory. The largest cameras that newspapers use have about 60.
const MOST_PIXELS: u64 = 100_000_000;
/// WebP can not be wider or higher.
const WEBP_MOST: u32 = 16_383;

/// What is made of a picture.
#[derive(Debug)]
pub struct Made {
    /// As it is shown, turned the way that the camera was held.
    pub size: (u32, u32),
    /// Width and bytes of each copy, the smallest first.
    pub copies: Vec<(u32, Vec<u8>)>,
}

/// Why there are no smaller copies of a picture; it is shown as it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is damaged.
    Broken(String),
    /// It has so many pixels.
    Enormous(u64),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Broken(reason) => write!(f, "the picture is damaged: {reason}"),
            Trouble::Enormous(pixels) => write!(
                f,
                "the picture has {} megapixels, more than {}",
                pixels / 1_000_000,
                MOST_PIXELS / 1_000_000
            ),
        }
    }
}

/// Makes smaller copies of the picture in `bytes`; none of one that is small, that moves, or that is in another
/// format than JPEG, PNG and WebP.
///
/// # Errors
/// What is wrong with the picture.
pub fn encode(bytes: &[u8]) -> Result<Option<Made>, Trouble> {
    if !applies(bytes) {
        return Ok(None);
    }
    // Files come from anywhere, and the readers are not ours: a mistake in one must not end a build.
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes)));
    let Some(picture) = read.unwrap_or_else(|_| Err(Trouble::Broken("it can not be read".into())))? else {
        return Ok(None);
    };
    let size = (picture.width, picture.height);
    let largest = picture.width.min(WIDEST_VARIANT);
    let near = (f64::from(largest) * NEAR) as u32;
    let widths: Vec<u32> = WIDTHS.iter().copied().filter(|width| *width <= near).chain([largest]).collect();
    let copies: Vec<(u32, Vec<u8>)> =
        widths.par_iter().filter_map(|width| Some((*width, picture.copy(*width)?))).collect();
    Ok(Some(Made { size, copies: worth_offering(copies, bytes.len()) }))
}

/// Whether copies can be made of a picture that starts with these bytes.
pub fn applies(head: &[u8]) -> bool {
    let known =
        matches!(image::guess_format(head), Ok(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    known && imagesize::blob_size(head).is_ok_and(|size| size.width >= WIDTHS[0] as usize)
}

/// Those that have fewer bytes than the next larger, the picture itself being the largest, with `most` bytes.
fn worth_offering(mut copies: Vec<(u32, Vec<u8>)>, mut most: usize) -> Vec<(u32, Vec<u8>)> {
    copies.reverse();
    copies.retain(|(_, bytes)| {
        let smaller = bytes.len() < most;
        most = most.min(bytes.len());
        smaller
    });
    copies.reverse();
    copies
}

/// A picture as pixels, in sRGB and upright.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    alpha: bool,
    /// Charts and maps more often than photographs: letters and lines must stay sharp.
    drawn: bool,
}

fn read(bytes: &[u8]) -> Result<Option<Picture>, Trouble> {
    let Ok(format) = image::guess_format(bytes) else { return Ok(None) };
    let input = Cursor::new(bytes);
    match format {
        ImageFormat::Jpeg => {
            if !jpeg_ends(bytes) {
                return Err(Trouble::Broken("its end is missing".into()));
            }
            decode(JpegDecoder::new(input).map_err(broken)?, false)
        }
        ImageFormat::Png => {
            let decoder = PngDecoder::new(input).map_err(broken)?;
            match decoder.is_apng().map_err(broken)? {
                true => Ok(None),
                false => decode(decoder, true),
            }
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(input).map_err(broken)?;
            match decoder.has_animation() {
                true => Ok(None),
                false => decode(decoder, false),
            }
        }
        _ => Ok(None),
    }
}

fn decode(mut decoder: impl ImageDecoder, drawn: bool) -> Result<Option<Picture>, Trouble> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(Trouble::Enormous(pixels));
    }
    decoder.set_limits(image::Limits::default()).map_err(broken)?;
    let turn = decoder.orientation().map_err(broken)?;
    let profile = decoder.icc_profile().map_err(broken)?;
    let profile = profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok());
    // For printers. Browsers show these in their own ways; so does ours not pretend to know.
    if profile.as_ref().is_some_and(|profile| profile.color_space == DataColorSpace::Cmyk) {
        return Ok(None);
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(turn);
    let (width, height) = (picture.width(), picture.height());
    let alpha = picture.color().has_alpha();
    let mut pixels = if alpha { picture.into_rgba8().into_raw() } else { picture.into_rgb8().into_raw() };
    if let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb) {
        pixels = to_srgb(&profile, pixels, if alpha { Layout::Rgba } else { Layout::Rgb });
    }
    Ok(Some(Picture { width, height, pixels, alpha, drawn }))
}

/// The same colours in sRGB, which is what a file without a profile is taken for. As they are if the profile can
/// not be used.
fn to_srgb(profile: &ColorProfile, pixels: Vec<u8>, layout: Layout) -> Vec<u8> {
    let mut converted = vec![0; pixels.len()];
    let transform =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default());
    match transform.and_then(|transform| transform.transform(&pixels, &mut converted)) {
        Ok(()) => converted,
        Err(_) => pixels,
    }
}

fn broken(error: ImageError) -> Trouble {
    match error {
        ImageError::Limits(error) if error.kind() == LimitErrorKind::InsufficientMemory => {
            Trouble::Broken("reading it takes more than 512 MB".into())
        }
        error => Trouble::Broken(error.to_string().trim().replace('\n', " ")),
    }
}

/// Whether a JPEG has its end: the reader would show a cut one with a grey foot and say nothing. After the last start
/// of a scan the marker can not occur as data (ITU-T T.81, B.1.1.5).
fn jpeg_ends(bytes: &[u8]) -> bool {
    let last = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xFF, marker]);
    last(0xD9) > last(0xDA)
}

impl Picture {
    /// As WebP, so wide. None if it can not be: it would be too high.
    fn copy(&self, width: u32) -> Option<Vec<u8>> {
        let height = u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2;
        let height = u32::try_from(height / u64::from(self.width)).ok()?.max(1);
        if height > WEBP_MOST {
            return None;
        }
        let smaller = if width == self.width { None } else { Some(self.resized(width, height)?) };
        let pixels = smaller.as_deref().unwrap_or(&self.pixels);
        let encoder = match self.alpha {
            true => webp::Encoder::from_rgba(pixels, width, height),
            false => webp::Encoder::from_rgb(pixels, width, height),
        };
        let mut config = webp::WebPConfig::new().ok()?;
        config.method = 4;
        config.quality = if self.drawn { 85.0 } else { 75.0 };
        config.use_sharp_yuv = self.drawn.into();
        Some(encoder.encode_advanced(&config).ok()?.to_vec())
    }

    fn resized(&self, width: u32, height: u32) -> Option<Vec<u8>> {
        let kind = if self.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let source =
            fast_image_resize::images::ImageRef::new(self.width, self.height, &self.pixels, kind).ok()?;
        let mut smaller = Image::new(width, height, kind);
        Resizer::new().resize(&source, &mut smaller, &ResizeOptions::new()).ok()?;
        Some(smaller.into_vec())
    }
}

#[cfg(test)]
#[path = "encode_tests.rs"]
mod tests;
