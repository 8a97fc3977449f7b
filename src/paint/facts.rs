//! What this room knows of iced 0.14 that iced does not promise.
//!
//! The other files of the room use each fact through this one alone. Each has a test of its name at the end, which fails
//! when another version of iced does it otherwise.

pub(super) use iced_tiny_skia::{Layer, Primitive};

use iced::advanced::graphics::text::{Text, cache};
use iced::advanced::graphics::{Image, Viewport, damage};
use iced::advanced::renderer::Quad;
use iced::advanced::text::Alignment;
use iced::alignment::Vertical;
use iced::time::Instant;
use iced::{Background, Color, Point, Rectangle, Size, Transformation};
use tiny_skia::{Mask, PixmapMut};

/// What was drawn, bottom up. The first layer is the window's own.
pub(super) fn layers(list: &mut iced::Renderer) -> &[Layer] {
    list.layers()
}

/// A part of a layer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'a> {
    /// All of its boxes, the lowest first.
    Boxes(&'a [(Quad, Background)]),
    /// Shapes that were drawn together.
    Shapes { shapes: &'a [Primitive], bounds: Rectangle, transformation: Transformation },
    /// A picture.
    Picture(&'a Image),
    /// A text.
    Text { text: &'a Text, transformation: Transformation },
}

/// What is in a layer, the lowest first: whatever came first, boxes lie under shapes, these under pictures, and those under
/// texts.
pub(super) fn in_order(layer: &Layer) -> impl Iterator<Item = Content<'_>> {
    let shapes = layer.primitives.iter().map(|item| Content::Shapes {
        shapes: item.as_slice(),
        bounds: item.clip_bounds(),
        transformation: item.transformation(),
    });
    let texts = layer.text.iter().flat_map(|item| {
        let transformation = item.transformation();
        item.as_slice().iter().map(move |text| Content::Text { text, transformation })
    });
    std::iter::once(Content::Boxes(&layer.quads))
        .chain(shapes)
        .chain(layer.images.iter().map(Content::Picture))
        .chain(texts)
}

/// The parts, in logical pixels, that look different. iced finds them by number: where something comes or goes in a layer,
/// all of its kind that comes after it there counts as changed.
pub(super) fn changed(before: &[Layer], after: &[Layer]) -> Vec<Rectangle> {
    damage::diff(before, after, |layer| vec![layer.bounds], Layer::damage)
}

/// Puts parts together where that saves drawing something twice.
pub(super) fn group(parts: Vec<Rectangle>, window: Rectangle) -> Vec<Rectangle> {
    damage::group(parts, window)
}

/// Drops iced's copies of pictures that widgets did not ask for the last time. It does so when it draws; so let it draw
/// nothing.
pub(super) fn forget_pictures(list: &mut iced::Renderer, viewport: &Viewport) {
    let mut pixel = [0; 4];
    if let (Some(mut pixel), Some(mut mask)) = (PixmapMut::from_bytes(&mut pixel, 1, 1), Mask::new(1, 1)) {
        list.draw(&mut pixel, &mut mask, viewport, &[], Color::TRANSPARENT);
    }
}

/// Pixels in the order in which iced has shapes drawn: with blue in the place of red, since that is the order of a window.
pub(super) fn in_the_order_of_shapes(rgba: &[u8]) -> Vec<u32> {
    rgba.chunks_exact(4)
        .map(|pixel| {
            let color = tiny_skia::ColorU8::from_rgba(pixel[2], pixel[1], pixel[0], pixel[3]).premultiply();
            u32::from_le_bytes([color.red(), color.green(), color.blue(), color.alpha()])
        })
        .collect()
}

/// Where a shape leaves its traces. What iced says of the bounds of a line leaves out its corners, of which a mitred one
/// reaches farther than half of the line.
pub(super) fn reach(shape: &Primitive) -> Rectangle {
    match shape {
        Primitive::Fill { .. } => shape.visible_bounds(),
        Primitive::Stroke { stroke, .. } => {
            shape.visible_bounds().expand(stroke.width * stroke.miter_limit / 2.0)
        }
    }
}

/// Where the letters of a text begin that iced has not laid out: it is aligned to the corner of its bounds.
pub(super) fn place_of_cached(bounds: Rectangle, size: Size, (x, y): (Alignment, Vertical)) -> Point {
    let x = match x {
        Alignment::Default | Alignment::Left | Alignment::Justified => bounds.x,
        Alignment::Center => bounds.x - size.width / 2.0,
        Alignment::Right => bounds.x - size.width,
    };
    let y = match y {
        Vertical::Top => bounds.y,
        Vertical::Center => bounds.y - size.height / 2.0,
        Vertical::Bottom => bounds.y - size.height,
    };
    Point::new(x, y)
}

/// What such a text is found by.
pub(super) fn key(text: &Text) -> Option<cache::Key<'_>> {
    let Text::Cached { content, bounds, size, line_height, font, align_x, shaping, .. } = text else {
        return None;
    };
    Some(cache::Key {
        content,
        size: (*size).into(),
        line_height: (*line_height).into(),
        font: *font,
        bounds: bounds.size(),
        shaping: *shaping,
        align_x: *align_x,
    })
}

/// Why the window is being drawn, which says how much of it the display server has to be sent.
///
/// A part of a window that was covered and no longer is has to be sent again although nothing in it changed, and all
/// that a program hears of it is that it should redraw. But then nobody has built new widgets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Occasion {
    /// Widgets were built since the window was drawn last.
    is_new_view: bool,
    /// When the redrawing that is under way was asked for, and whether it was for new widgets.
    redraw: Option<(Instant, bool)>,
}

/// iced lays widgets out when they are built, and tells them of a redraw before it draws them.
impl Occasion {
    /// Widgets were built.
    pub(super) fn with_new_view(self) -> Self {
        Self { is_new_view: true, ..self }
    }

    /// The window is to be redrawn. Widgets may hear of it more than once.
    pub(super) fn with_redraw(self, at: Instant) -> Self {
        if self.redraw.is_some_and(|(begun, _)| begun == at) {
            return self;
        }
        Self { redraw: Some((at, self.is_new_view)), ..self }
    }

    /// Whether the redraw was asked for because of new widgets.
    pub(super) fn is_for_new_view(self) -> bool {
        self.redraw.is_some_and(|(_, is_for_new_view)| is_for_new_view)
    }
}

#[cfg(test)]
mod tests;
