//! Draws the tray's icons: six shapes, filled or as outlines, with a mark in a drill, in any size.
//!
//! The outlines are code, not files, so that every size is drawn and none is scaled. Coordinates are those of a grid
//! of 16 by 16. It knows no desktop: the two orders of bytes that desktops want are both given.

mod outline;
#[cfg(test)]
mod sheet;

use siaga_core::menu::{Picture, Shape};
use tiny_skia::{BlendMode, Color, FillRule, LineCap, LineJoin, Paint, Path, Pixmap, Stroke, StrokeDash, Transform};

use outline::{circle, closed, crescent, octagon, open, rectangle, rounded};

/// Side of the grid in which the shapes are described.
const GRID: f32 = 16.0;

/// Width of most strokes, in the grid's units.
const STROKE: f32 = 1.6;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    /// Which of the six.
    pub(crate) shape: Shape,
    /// As an outline: the person knows.
    pub(crate) acknowledged: bool,
    /// With the drill's mark.
    pub(crate) drill: bool,
}

/// In which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// One per shape.
    Colour,
    /// Black and transparent, for desktops that choose the colour themselves.
    #[cfg_attr(not(target_os = "macos"), allow(dead_code))]
    Template,
}

/// A square icon. Alpha is straight, not multiplied in.
pub(crate) struct Drawing {
    side: u32,
    rgba: Vec<u8>,
}

impl Look {
    /// What a picture asks for.
    pub(crate) const fn of(picture: &Picture) -> Self {
        Self { shape: picture.shape, acknowledged: picture.acknowledged, drill: picture.drill }
    }

    /// Draws it. Sides of 1 to 512 pixels.
    pub(crate) fn draw(self, side: u32, ink: Ink) -> Drawing {
        let side = side.clamp(1, 512);
        let Some(pixmap) = Pixmap::new(side, side) else {
            return Drawing { side, rgba: vec![0; (side * side * 4) as usize] };
        };
        let mut canvas = Canvas { pixmap, ink: tint(self.shape, ink), side };
        canvas.shape(self);
        if self.drill {
            canvas.ink = match ink {
                Ink::Colour => DRILL,
                Ink::Template => BLACK,
            };
            canvas.drill_mark();
        }
        let rgba = canvas.pixmap.pixels().iter().flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        });
        Drawing { side, rgba: rgba.collect() }
    }
}

impl Drawing {
    /// Length of a side, in pixels.
    pub(crate) const fn side(&self) -> u32 {
        self.side
    }

    /// Bytes in the order red, green, blue, alpha, row by row from the top.
    #[cfg_attr(target_os = "linux", allow(dead_code))]
    pub(crate) fn rgba(self) -> Vec<u8> {
        self.rgba
    }

    /// Bytes in the order alpha, red, green, blue: `ARGB32` in network order, as StatusNotifierItem wants it.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    pub(crate) fn argb(mut self) -> Vec<u8> {
        for pixel in self.rgba.chunks_exact_mut(4) {
            pixel.rotate_right(1);
        }
        self.rgba
    }
}

const BLACK: [u8; 3] = [0, 0, 0];
const DRILL: [u8; 3] = [0x8a, 0x4f, 0xb5];

/// One icon serves light and dark panels alike, since no desktop tells which it has: each colour stands out from both
/// by 3:1 at least (WCAG 2.2, 1.4.11).
const fn colour(shape: Shape) -> [u8; 3] {
    match shape {
        Shape::Ok => [0x15, 0x80, 0x69],
        Shape::Degraded => [0xbf, 0x82, 0x00],
        Shape::Outage => [0xcc, 0x23, 0x0d],
        Shape::Maintenance => [0x3b, 0x6f, 0xd1],
        Shape::Unknown | Shape::Snoozed => [0x75, 0x7e, 0x8c],
    }
}

const fn tint(shape: Shape, ink: Ink) -> [u8; 3] {
    match ink {
        Ink::Colour => colour(shape),
        Ink::Template => BLACK,
    }
}

struct Canvas {
    pixmap: Pixmap,
    ink: [u8; 3],
    side: u32,
}

/// Adds to what is drawn, or takes away from it.
#[derive(Clone, Copy)]
enum Mode {
    Add,
    Cut,
}

impl Canvas {
    fn shape(&mut self, look: Look) {
        // Trouble is filled and its sign cut out; once acknowledged both are lines.
        let sign = if look.acknowledged { Mode::Add } else { Mode::Cut };
        match look.shape {
            Shape::Ok => {
                self.line(circle(8.0, 8.0, 6.0), STROKE, Mode::Add);
                self.line(open(&[(5.2, 8.2), (7.2, 10.2), (10.9, 6.2)]), STROKE, Mode::Add);
            }
            Shape::Degraded => {
                let triangle = closed(&[(8.0, 1.8), (15.0, 14.0), (1.0, 14.0)]);
                if !look.acknowledged {
                    self.fill(triangle.clone(), Mode::Add);
                }
                self.line(triangle, STROKE, Mode::Add);
                // In the smallest size the sign is the weakest mark of all: thicker there.
                let (stem, dot) = if self.side <= 16 { (2.0, 1.15) } else { (1.7, 0.95) };
                self.line(open(&[(8.0, 6.0), (8.0, 9.8)]), stem, sign);
                self.fill(circle(8.0, 12.1, dot), sign);
            }
            Shape::Outage => {
                if look.acknowledged {
                    self.line(octagon(0.8), STROKE, Mode::Add);
                } else {
                    self.fill(octagon(0.0), Mode::Add);
                }
                for arm in [[(5.5, 5.5), (10.5, 10.5)], [(5.5, 10.5), (10.5, 5.5)]] {
                    self.line(open(&arm), STROKE, sign);
                }
            }
            Shape::Maintenance => {
                self.line(rounded(2.0, 2.0, 12.0, 2.5), STROKE, Mode::Add);
                self.line(open(&[(5.0, 8.0), (11.0, 8.0)]), 1.8, Mode::Add);
            }
            Shape::Unknown => {
                self.dashed(circle(8.0, 8.0, 6.0));
                self.fill(circle(8.0, 8.0, 1.7), Mode::Add);
            }
            Shape::Snoozed => self.line(crescent(), STROKE, Mode::Add),
        }
    }

    /// A badge in the corner with a D cut out, on whole pixels in sizes of 16, 32 and 48.
    fn drill_mark(&mut self) {
        self.fill(rectangle(7.0, 7.0, 9.0, 9.0), Mode::Cut);
        self.fill(rounded(8.0, 8.0, 8.0, 1.0), Mode::Add);
        let bow = [(10.0, 9.0), (12.5, 9.0), (14.0, 10.5), (14.0, 13.5), (12.5, 15.0), (10.0, 15.0)];
        self.fill(closed(&bow), Mode::Cut);
        self.fill(rectangle(11.5, 10.5, 1.2, 3.0), Mode::Add);
    }

    fn fill(&mut self, path: Option<Path>, mode: Mode) {
        let Some(path) = path else { return };
        let (paint, transform) = (self.paint(mode), self.transform());
        self.pixmap.fill_path(&path, &paint, FillRule::Winding, transform, None);
    }

    fn line(&mut self, path: Option<Path>, width: f32, mode: Mode) {
        self.stroke(path, &stroke(width), mode);
    }

    fn dashed(&mut self, path: Option<Path>) {
        // Eight times a dash and a gap go round a circle of radius 6 without a seam.
        let pair = 6.0 * std::f32::consts::TAU / 8.0;
        let dash = StrokeDash::new(vec![0.64 * pair, 0.36 * pair], 0.0);
        let stroke = Stroke { line_cap: LineCap::Butt, dash, ..stroke(1.8) };
        self.stroke(path, &stroke, Mode::Add);
    }

    fn stroke(&mut self, path: Option<Path>, stroke: &Stroke, mode: Mode) {
        let Some(path) = path else { return };
        let (paint, transform) = (self.paint(mode), self.transform());
        self.pixmap.stroke_path(&path, &paint, stroke, transform, None);
    }

    fn paint(&self, mode: Mode) -> Paint<'static> {
        let [red, green, blue] = self.ink;
        let mut paint = Paint::default();
        paint.set_color(Color::from_rgba8(red, green, blue, u8::MAX));
        paint.anti_alias = true;
        paint.blend_mode = match mode {
            Mode::Add => BlendMode::SourceOver,
            Mode::Cut => BlendMode::DestinationOut,
        };
        paint
    }

    fn transform(&self) -> Transform {
        // At most 512: exact in an f32.
        let scale = self.side as f32 / GRID;
        Transform::from_scale(scale, scale)
    }
}

fn stroke(width: f32) -> Stroke {
    Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDES: [u32; 6] = [16, 22, 24, 32, 44, 48];

    fn look(shape: Shape) -> Look {
        Look { shape, acknowledged: false, drill: false }
    }

    fn alpha(look: Look, side: u32) -> Vec<u8> {
        look.draw(side, Ink::Template).rgba().chunks_exact(4).map(|pixel| pixel[3]).collect()
    }

    /// Pixels that differ so much that an eye sees it.
    fn distance(one: &[u8], other: &[u8]) -> usize {
        one.iter().zip(other).filter(|(one, other)| one.abs_diff(**other) > 96).count()
    }

    fn luminance(colour: [u8; 3]) -> f64 {
        let [red, green, blue] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_stands_out_from_light_and_dark_panels() {
        for colour in Shape::ALL.map(colour).into_iter().chain([DRILL]) {
            for panel in [[0xff, 0xff, 0xff], [0x15, 0x18, 0x1d]] {
                let ratio = contrast(colour, panel);
                assert!(ratio >= 3.0, "{colour:x?} on {panel:x?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn every_two_shapes_differ_without_their_colours_in_every_size_of_a_panel() {
        for side in [16, 22, 32] {
            // A sixteenth of all pixels: 16 in the smallest size.
            let least = (side * side / 16) as usize;
            for (index, one) in Shape::ALL.into_iter().enumerate() {
                for other in Shape::ALL.into_iter().skip(index + 1) {
                    let differing = distance(&alpha(look(one), side), &alpha(look(other), side));
                    assert!(differing >= least, "{one:?} and {other:?} differ in {differing} pixels at {side}");
                }
            }
        }
    }

    #[test]
    fn acknowledged_trouble_stays_apart_from_every_shape_in_every_size_of_a_panel() {
        for side in [16, 22, 32] {
            let least = (side * side / 16) as usize;
            for known in [Shape::Degraded, Shape::Outage] {
                let outline = alpha(Look { acknowledged: true, ..look(known) }, side);
                for shape in Shape::ALL {
                    let differing = distance(&outline, &alpha(look(shape), side));
                    assert!(differing >= least, "{known:?} and {shape:?} differ in {differing} pixels at {side}");
                }
            }
        }
    }

    #[test]
    fn acknowledged_trouble_is_an_outline_and_nothing_else_changes() {
        for shape in Shape::ALL {
            let known = Look { acknowledged: true, ..look(shape) };
            let differing = distance(&alpha(look(shape), 16), &alpha(known, 16));
            match shape {
                Shape::Degraded | Shape::Outage => assert!(differing >= 24, "{shape:?}: {differing}"),
                Shape::Ok | Shape::Maintenance | Shape::Unknown | Shape::Snoozed => assert_eq!(differing, 0),
            }
        }
    }

    #[test]
    fn a_drill_is_marked_in_every_shape_and_leaves_the_shapes_apart() {
        let marked = Shape::ALL.map(|shape| alpha(Look { drill: true, ..look(shape) }, 16));
        for (shape, marked) in Shape::ALL.into_iter().zip(&marked) {
            assert!(distance(&alpha(look(shape), 16), marked) >= 16, "{shape:?}");
        }
        for (index, one) in marked.iter().enumerate() {
            for (other, name) in marked.iter().zip(Shape::ALL).skip(index + 1) {
                assert!(distance(one, other) >= 8, "{:?} and {name:?}", Shape::ALL[index]);
            }
        }
    }

    #[test]
    fn a_drawing_fills_its_square_and_keeps_off_nothing_but_the_corners() {
        for side in SIDES {
            for shape in Shape::ALL {
                let drawing = look(shape).draw(side, Ink::Colour);
                assert_eq!(drawing.side(), side);
                let rgba = drawing.rgba();
                assert_eq!(rgba.len(), (side * side * 4) as usize);
                let inked = rgba.chunks_exact(4).filter(|pixel| pixel[3] > 128).count();
                assert!(inked > (side * side / 10) as usize, "{shape:?} at {side}: {inked}");
                assert_eq!(rgba[3], 0, "{shape:?} at {side}");
            }
        }
    }

    #[test]
    fn both_orders_of_bytes_hold_the_same_pixels() {
        let rgba = look(Shape::Outage).draw(16, Ink::Colour).rgba();
        let argb = look(Shape::Outage).draw(16, Ink::Colour).argb();
        for (rgba, argb) in rgba.chunks_exact(4).zip(argb.chunks_exact(4)) {
            assert_eq!([rgba[3], rgba[0], rgba[1], rgba[2]], argb);
        }
        let opaque = rgba.chunks_exact(4).find(|pixel| pixel[3] == u8::MAX).unwrap();
        assert_eq!(opaque[..3], colour(Shape::Outage));
    }
}
