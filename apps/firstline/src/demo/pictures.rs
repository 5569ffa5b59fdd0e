//! The files of the demo: a drawn error window, a log.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

const WIDTH: usize = 480;
const HEIGHT: usize = 270;

/// The bytes of a file of this name.
pub fn of(name: &str) -> Vec<u8> {
    if name.ends_with(".log") { log() } else { png(name.len()) }
}

/// What such a file says it is. Drawn pictures are PNG, whatever their name was on the story's camera.
pub fn media_type(name: &str) -> &'static str {
    if name.ends_with(".log") { "text/plain" } else { "image/png" }
}

fn log() -> Vec<u8> {
    (0..14)
        .map(|n| format!("2026-11-19T09:{:02}:07Z vpn[412]: session rekey timed out after 20m00s, retrying\n", n * 4))
        .collect::<String>()
        .into_bytes()
}

/// A window with a title bar, a red mark and lines that stand for text.
fn png(seed: usize) -> Vec<u8> {
    let colour = |x: usize, y: usize| -> [u8; 3] {
        let window = (60..WIDTH - 60).contains(&x) && (40..HEIGHT - 40).contains(&y);
        let mark = (x as i64 - 110).pow(2) + (y as i64 - 130).pow(2) < 26 * 26;
        let text = (160..WIDTH - 90 - (y / 18 * (seed + 5) % 90)).contains(&x) && y % 18 < 6 && (100..170).contains(&y);
        let button = (WIDTH - 160..WIDTH - 80).contains(&x) && (HEIGHT - 75..HEIGHT - 52).contains(&y);
        match () {
            () if !window => [203, 214, 209],
            () if y < 64 => [31, 58, 48],
            () if mark => [183, 32, 33],
            () if text => [95, 107, 101],
            () if button => [21, 36, 30],
            () => [252, 254, 253],
        }
    };
    let mut rows = Vec::with_capacity(HEIGHT * (1 + 3 * WIDTH));
    for y in 0..HEIGHT {
        rows.push(0);
        (0..WIDTH).for_each(|x| rows.extend(colour(x, y)));
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = packed.write_all(&rows).and_then(|()| packed.finish()).unwrap_or_default();
    let mut head = Vec::new();
    head.extend((WIDTH as u32).to_be_bytes());
    head.extend((HEIGHT as u32).to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        png.extend((data.len() as u32).to_be_bytes());
        let mut checked = kind.to_vec();
        checked.extend(data);
        png.extend(&checked);
        png.extend(crc(&checked).to_be_bytes());
    }
    png
}

/// The checksum of a PNG chunk (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_png() {
        assert_eq!(super::crc(b"IEND"), 0xAE42_6082);
    }
}
