//! The outlines that icons are made of, on the grid of 16 by 16. No colours and no pixels.

use tiny_skia::{Path, PathBuilder, Rect};

/// Lines through these points.
pub(super) fn open(points: &[(f32, f32)]) -> Option<Path> {
    lines(points).finish()
}

/// The same, back to the first.
pub(super) fn closed(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = lines(points);
    path.close();
    path.finish()
}

/// A circle around a point.
pub(super) fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    PathBuilder::from_circle(x, y, radius)
}

/// A rectangle by its upper left corner.
pub(super) fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect)
}

/// An octagon 14 wide, moved inwards on all sides.
pub(super) fn octagon(inset: f32) -> Option<Path> {
    let (near, far) = (1.0 + inset, 15.0 - inset);
    // The corners of a regular octagon stay on the lines from its centre.
    let cut = 4.0 * (far - near) / 14.0;
    closed(&[
        (near + cut, near),
        (far - cut, near),
        (far, near + cut),
        (far, far - cut),
        (far - cut, far),
        (near + cut, far),
        (near, far - cut),
        (near, near + cut),
    ])
}

/// A square with round corners.
pub(super) fn rounded(x: f32, y: f32, side: f32, radius: f32) -> Option<Path> {
    let (right, bottom) = (x + side, y + side);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    arc(&mut path, (right - radius, y + radius), radius, -90.0, 90.0);
    path.line_to(right, bottom - radius);
    arc(&mut path, (right - radius, bottom - radius), radius, 0.0, 90.0);
    path.line_to(x + radius, bottom);
    arc(&mut path, (x + radius, bottom - radius), radius, 90.0, 90.0);
    path.line_to(x, y + radius);
    arc(&mut path, (x + radius, y + radius), radius, 180.0, 90.0);
    path.close();
    path.finish()
}

/// A disc of radius 5.8 with a semicircle of radius 4.95 bitten off; both arcs end at the two tips.
pub(super) fn crescent() -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(13.2, 9.8);
    arc(&mut path, (7.56, 8.44), 5.8, 13.6, 242.8);
    arc(&mut path, (9.7, 6.3), 4.95, 225.0, -180.0);
    path.close();
    path.finish()
}

fn lines(points: &[(f32, f32)]) -> PathBuilder {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    path
}

/// Continues a path along a circle, by cubic curves of at most 90 degrees each. Angles in degrees, clockwise from the
/// right.
fn arc(path: &mut PathBuilder, (x, y): (f32, f32), radius: f32, from: f32, sweep: f32) {
    let pieces = (sweep.abs() / 90.0).ceil().max(1.0);
    let step = (sweep / pieces).to_radians();
    let handle = radius * 4.0 / 3.0 * (step / 4.0).tan();
    let mut angle = from.to_radians();
    for _ in 0..pieces as u32 {
        let (sin, cos) = angle.sin_cos();
        let (end_sin, end_cos) = (angle + step).sin_cos();
        path.cubic_to(
            x + radius * cos - handle * sin,
            y + radius * sin + handle * cos,
            x + radius * end_cos + handle * end_sin,
            y + radius * end_sin - handle * end_cos,
            x + radius * end_cos,
            y + radius * end_sin,
        );
        angle += step;
    }
}
