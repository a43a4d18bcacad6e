//! One picture of every icon in the sizes that panels have, for people to look at: `docs/images/tray.png`. From left to
//! right the six shapes, trouble that the person knows of as outlines, and all six in a drill; from top to bottom in
//! colour on a light and on a dark panel, then in one colour on the same; in each 16, 22 and 32 pixels, and the smallest
//! once more with every pixel four times as large. `SIAGA_BLESS=1` draws the file anew.

use std::env;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::Crc;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use siaga_core::menu::Shape;

use super::{Ink, Look};

/// Sides of the icons, and how often each pixel of them is repeated.
const ROWS: [(u32, u32); 4] = [(16, 1), (22, 1), (32, 1), (16, 4)];

/// Widths of a column and of the gaps between icons.
const COLUMN: u32 = 72;
const GAP: u32 = 10;

const LIGHT: [u8; 3] = [0xf6, 0xf5, 0xf4];
const DARK: [u8; 3] = [0x24, 0x26, 0x2b];
const WHITE: [u8; 3] = [0xff; 3];
const BLACK: [u8; 3] = [0; 3];

/// Panels from top to bottom, and the one ink on them where it is not that of the shape.
const PANELS: [([u8; 3], Option<[u8; 3]>); 4] =
    [(LIGHT, None), (DARK, None), (LIGHT, Some(BLACK)), (DARK, Some(WHITE))];

/// By how much a channel of a pixel may differ on another kind of processor, which rounds differently.
const ROUNDING: u8 = 2;

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];

/// A picture: rows of red, green and blue.
struct Sheet {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

fn looks() -> Vec<Look> {
    let plain = Shape::ALL.map(|shape| Look { shape, acknowledged: false, drill: false });
    let known = [Shape::Degraded, Shape::Outage].map(|shape| Look { shape, acknowledged: true, drill: false });
    let drill = plain.map(|look| Look { drill: true, ..look });
    plain.into_iter().chain(known).chain(drill).collect()
}

impl Sheet {
    fn drawn() -> Self {
        let looks = looks();
        let block: u32 = ROWS.iter().map(|(side, times)| side * times + GAP).sum::<u32>() + GAP;
        let (width, height) = (COLUMN * u32::try_from(looks.len()).unwrap() + GAP, block * 4);
        let mut sheet = Self { width, height, rgb: vec![0; (width * height * 3) as usize] };
        let mut top = 0;
        for (panel, ink) in PANELS {
            for y in top..top + block {
                (0..width).for_each(|x| sheet.set(x, y, panel));
            }
            let mut y = top + GAP;
            for (side, times) in ROWS {
                let mut x = GAP;
                for look in &looks {
                    sheet.put(*look, (x, y), (side, times), (panel, ink));
                    x += COLUMN;
                }
                y += side * times + GAP;
            }
            top += block;
        }
        sheet
    }

    fn put(&mut self, look: Look, (left, top): (u32, u32), (side, times): (u32, u32), on: ([u8; 3], Option<[u8; 3]>)) {
        let (panel, ink) = on;
        let drawn = look.draw(side, if ink.is_some() { Ink::Template } else { Ink::Colour }).rgba();
        for (place, pixel) in (0..side * side).zip(drawn.chunks_exact(4)) {
            let alpha = u16::from(pixel[3]);
            let mixed = [0, 1, 2].map(|channel| {
                let over = u16::from(ink.map_or(pixel[channel], |ink| ink[channel]));
                let mixed = (over * alpha + u16::from(panel[channel]) * (255 - alpha)) / 255;
                u8::try_from(mixed).unwrap()
            });
            let (x, y) = (left + place % side * times, top + place / side * times);
            for spot in 0..times * times {
                self.set(x + spot % times, y + spot / times, mixed);
            }
        }
    }

    fn set(&mut self, x: u32, y: u32, colour: [u8; 3]) {
        let at = ((y * self.width + x) * 3) as usize;
        self.rgb[at..at + 3].copy_from_slice(&colour);
    }

    fn png(&self) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        for row in self.rgb.chunks_exact((self.width * 3) as usize) {
            packed.write_all(&[0]).unwrap();
            packed.write_all(row).unwrap();
        }
        let mut head = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        head.extend([8, 2, 0, 0, 0]);
        let mut file = SIGNATURE.to_vec();
        for (kind, data) in [(b"IHDR", head), (b"IDAT", packed.finish().unwrap()), (b"IEND", Vec::new())] {
            let mut sum = Crc::new();
            sum.update(kind);
            sum.update(&data);
            file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
            file.extend(kind);
            file.extend(&data);
            file.extend(sum.sum().to_be_bytes());
        }
        file
    }

    /// Reads back what [`Self::png`] has written, and nothing else.
    fn read(file: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?));
        let (width, height, packed) = (number(16)?, number(20)?, number(33)?);
        let packed = file.get(41..41 + packed as usize)?;
        let mut rows = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut rows).ok()?;
        let rgb = rows.chunks_exact((width * 3 + 1) as usize).flat_map(|row| row[1..].to_vec()).collect();
        Some(Self { width, height, rgb })
    }
}

#[test]
fn the_sheet_that_people_look_at_shows_these_icons() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/images/tray.png");
    let sheet = Sheet::drawn();
    if env::var_os("SIAGA_BLESS").is_some() {
        fs::write(&file, sheet.png()).unwrap();
    }
    let kept = fs::read(&file).ok().and_then(|bytes| Sheet::read(&bytes)).expect("SIAGA_BLESS=1 draws the sheet");
    assert_eq!((kept.width, kept.height), (sheet.width, sheet.height));
    let differ = kept.rgb.iter().zip(&sheet.rgb).filter(|(kept, drawn)| kept.abs_diff(**drawn) > ROUNDING).count();
    assert!(kept.rgb.len() == sheet.rgb.len() && differ == 0, "{differ} channels differ; SIAGA_BLESS=1 draws it anew");
}
