//! Draws everything that needs tiny_skia: icons and other paths, and images that are scaled. They are drawn into a buffer of
//! their own, which is then drawn over the window.

use super::facts::{self, Primitive};
use super::pixels::{PixelRect, Pixels, intersection, touched};

use iced::advanced::image::{self, FilterMethod, Handle};
use iced::{Rectangle, Transformation};
use tiny_skia::{FilterQuality, PixmapMut, PixmapPaint, PixmapRef, Transform};

use std::collections::HashMap;

/// What is kept for the next frame: the buffer, and images in the form that tiny_skia needs.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    buffer: Vec<u32>,
    images: HashMap<image::Id, Vec<u32>>,
}

impl Shapes {
    /// Draws the part of these shapes that is in `clip`. `transformation` maps to device pixels.
    pub(super) fn draw(
        &mut self,
        shapes: &[Primitive],
        transformation: Transformation,
        pixels: &mut Pixels<'_>,
        clip: PixelRect,
    ) {
        let bounds =
            shapes.iter().map(|shape| facts::drawn_bounds(shape) * transformation).reduce(|a, b| a.union(&b));
        let Some(area) = bounds.and_then(|bounds| intersection(touched(bounds), clip)) else { return };
        let (scale, to) = (transformation.scale_factor(), transformation.translation());
        let transform =
            Transform::from_row(scale, 0.0, 0.0, scale, to.x - area.x as f32, to.y - area.y as f32);
        self.draw_buffered(area, pixels, |target| {
            for shape in shapes {
                match shape {
                    Primitive::Fill { path, paint, rule } => {
                        target.fill_path(path, paint, *rule, transform, None);
                    }
                    Primitive::Stroke { path, paint, stroke } => {
                        target.stroke_path(path, paint, stroke, transform, None);
                    }
                }
            }
        });
    }

    /// Draws the part of an image that is in `clip`. It is scaled to `bounds`, which are in device pixels.
    pub(super) fn draw_image(
        &mut self,
        image: &image::Image,
        bounds: Rectangle,
        pixels: &mut Pixels<'_>,
        clip: PixelRect,
    ) {
        let Handle::Rgba { id, width, height, pixels: rgba } = &image.handle else { return };
        let Some(area) = intersection(touched(bounds), clip) else { return };
        let converted = self.images.remove(id).unwrap_or_else(|| facts::as_bgra_pixels(rgba));
        if let Some(source) = PixmapRef::from_bytes(bytemuck::cast_slice(&converted), *width, *height) {
            let quality = match image.filter_method {
                FilterMethod::Linear => FilterQuality::Bilinear,
                FilterMethod::Nearest => FilterQuality::Nearest,
            };
            let paint = PixmapPaint { quality, opacity: image.opacity, ..PixmapPaint::default() };
            let transform = Transform::from_row(
                bounds.width / *width as f32,
                0.0,
                0.0,
                bounds.height / *height as f32,
                bounds.x - area.x as f32,
                bounds.y - area.y as f32,
            );
            self.draw_buffered(area, pixels, |target| {
                target.draw_pixmap(0, 0, source, &paint, transform, None);
            });
        }
        let _ = self.images.insert(*id, converted);
    }

    /// Forgets images that are not shown any more.
    pub(super) fn keep_images<'a>(&mut self, shown: impl Iterator<Item = &'a Handle> + Clone) {
        self.images.retain(|id, _| shown.clone().any(|handle| handle.id() == *id));
    }

    /// Draws something into the empty buffer, and the buffer over `area`.
    fn draw_buffered(
        &mut self,
        area: PixelRect,
        pixels: &mut Pixels<'_>,
        draw: impl FnOnce(&mut PixmapMut<'_>),
    ) {
        self.buffer.clear();
        self.buffer.resize(area.width as usize * area.height as usize, 0);
        let bytes = bytemuck::cast_slice_mut(&mut self.buffer);
        if let Some(mut target) = PixmapMut::from_bytes(bytes, area.width, area.height) {
            draw(&mut target);
            pixels.draw_over(area, &self.buffer);
        }
    }
}
