//! What this module uses of iced 0.14 although iced does not promise it.
//!
//! The other files of `paint` use each fact through this file only. Each has a test in `facts/tests.rs`, which fails when
//! another version of iced does otherwise.

pub(super) use iced_tiny_skia::{Layer, Primitive};

use iced::advanced::graphics::text::{Text, cache};
use iced::advanced::graphics::{Image, damage};
use iced::advanced::renderer::Quad;
use iced::advanced::text::Alignment;
use iced::alignment::Vertical;
use iced::time::Instant;
use iced::{Background, Point, Rectangle, Size, Transformation};

/// What was drawn, the lowest layer first. The first layer is the whole window.
pub(super) fn layers(renderer: &mut iced::Renderer) -> &[Layer] {
    renderer.layers()
}

/// A part of what a layer holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'a> {
    /// All of its quads, the lowest first.
    Quads(&'a [(Quad, Background)]),
    /// Shapes that were drawn together.
    Shapes { shapes: &'a [Primitive], bounds: Rectangle, transformation: Transformation },
    /// An image.
    Image(&'a Image),
    /// A text.
    Text { text: &'a Text, transformation: Transformation },
}

/// The contents of a layer, the lowest first. In whatever order they were drawn, quads are below shapes, shapes below
/// images, and images below texts.
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
    std::iter::once(Content::Quads(&layer.quads))
        .chain(shapes)
        .chain(layer.images.iter().map(Content::Image))
        .chain(texts)
}

/// The parts, in logical pixels, that look different. iced compares contents by their index: where one is added or taken
/// out in a layer, all later ones of its kind in that layer count as changed.
pub(super) fn changed(before: &[Layer], after: &[Layer]) -> Vec<Rectangle> {
    damage::diff(before, after, |layer| vec![layer.bounds], Layer::damage)
}

/// Joins parts where that saves drawing something twice.
pub(super) fn group(parts: Vec<Rectangle>, window: Rectangle) -> Vec<Rectangle> {
    damage::group(parts, window)
}

/// RGBA bytes as premultiplied pixels with red and blue exchanged. iced's shapes have their colours in this order, because
/// a window has it.
pub(super) fn as_bgra_pixels(rgba: &[u8]) -> Vec<u32> {
    rgba.chunks_exact(4)
        .map(|pixel| {
            let color = tiny_skia::ColorU8::from_rgba(pixel[2], pixel[1], pixel[0], pixel[3]).premultiply();
            u32::from_le_bytes([color.red(), color.green(), color.blue(), color.alpha()])
        })
        .collect()
}

/// The bounds of everything a shape draws. The bounds that iced gives for a line leave out its mitred corners, which reach
/// farther than half of the line's width.
pub(super) fn drawn_bounds(shape: &Primitive) -> Rectangle {
    match shape {
        Primitive::Fill { .. } => shape.visible_bounds(),
        Primitive::Stroke { stroke, .. } => {
            shape.visible_bounds().expand(stroke.width * stroke.miter_limit / 2.0)
        }
    }
}

/// The top left corner of a text that iced has not laid out. Such a text is aligned to the corner of its bounds.
pub(super) fn position_of_cached(bounds: Rectangle, size: Size, (x, y): (Alignment, Vertical)) -> Point {
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

/// The key of such a text in iced's cache of layouts.
pub(super) fn cache_key(text: &Text) -> Option<cache::Key<'_>> {
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

/// Why the window is being drawn. This decides how much of it must be sent to the display server.
///
/// When a part of the window was covered by another window and is visible again, it must be sent again although nothing
/// in it changed. The program is only told to redraw. It knows this case by the fact that no widgets were built.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RedrawCause {
    /// Widgets were built since the last redraw.
    is_new_view: bool,
    /// When the current redraw was requested, and whether it was for new widgets.
    redraw: Option<(Instant, bool)>,
}

/// iced lays widgets out when they are built, and tells them of a redraw before it draws them.
impl RedrawCause {
    /// Widgets were built.
    pub(super) fn with_new_view(self) -> Self {
        Self { is_new_view: true, ..self }
    }

    /// The window is to be redrawn. iced may tell a widget of one redraw more than once.
    pub(super) fn with_redraw(self, at: Instant) -> Self {
        if self.redraw.is_some_and(|(requested, _)| requested == at) {
            return self;
        }
        Self { redraw: Some((at, self.is_new_view)), ..self }
    }

    /// Whether the redraw is for new widgets.
    pub(super) fn is_for_new_view(self) -> bool {
        self.redraw.is_some_and(|(_, is_for_new_view)| is_for_new_view)
    }
}

#[cfg(test)]
mod tests;
