//! Icons and other shapes, and pictures that are scaled: all that needs paths. Drawn beside the window by tiny_skia, in
//! pixels of their own, and then laid over it.

use super::facts::{self, Primitive};
use super::pixels::{PixelRect, Pixels, common, touched};

use iced::advanced::image::{self, FilterMethod, Handle};
use iced::{Rectangle, Transformation};
use tiny_skia::{FilterQuality, PixmapMut, PixmapPaint, PixmapRef, Transform};

use std::collections::HashMap;

/// What is used again in the next frame: memory, and pictures as tiny_skia wants them.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    scratch: Vec<u32>,
    pictures: HashMap<image::Id, Vec<u32>>,
}

impl Shapes {
    /// Draws what of these shapes is in `clip`. `transformation` leads to device pixels.
    pub(super) fn draw(
        &mut self,
        shapes: &[Primitive],
        transformation: Transformation,
        pixels: &mut Pixels<'_>,
        clip: PixelRect,
    ) {
        let bounds =
            shapes.iter().map(|shape| facts::reach(shape) * transformation).reduce(|a, b| a.union(&b));
        let Some(area) = bounds.and_then(|bounds| common(touched(bounds), clip)) else { return };
        let (scale, to) = (transformation.scale_factor(), transformation.translation());
        let transform =
            Transform::from_row(scale, 0.0, 0.0, scale, to.x - area.x as f32, to.y - area.y as f32);
        self.beside(area, pixels, |target| {
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

    /// Draws what of a picture is in `clip`, at the size and place of `bounds`, which are in device pixels.
    pub(super) fn draw_picture(
        &mut self,
        image: &image::Image,
        bounds: Rectangle,
        pixels: &mut Pixels<'_>,
        clip: PixelRect,
    ) {
        let Handle::Rgba { id, width, height, pixels: rgba } = &image.handle else { return };
        let Some(area) = common(touched(bounds), clip) else { return };
        let picture = self.pictures.remove(id).unwrap_or_else(|| facts::in_the_order_of_shapes(rgba));
        if let Some(source) = PixmapRef::from_bytes(bytemuck::cast_slice(&picture), *width, *height) {
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
            self.beside(area, pixels, |target| target.draw_pixmap(0, 0, source, &paint, transform, None));
        }
        let _ = self.pictures.insert(*id, picture);
    }

    /// Forgets pictures that are not shown any more.
    pub(super) fn forget_all_but<'a>(&mut self, shown: impl Iterator<Item = &'a Handle> + Clone) {
        self.pictures.retain(|id, _| shown.clone().any(|handle| handle.id() == *id));
    }

    fn beside(&mut self, area: PixelRect, pixels: &mut Pixels<'_>, draw: impl FnOnce(&mut PixmapMut<'_>)) {
        self.scratch.clear();
        self.scratch.resize(area.width as usize * area.height as usize, 0);
        let bytes = bytemuck::cast_slice_mut(&mut self.scratch);
        if let Some(mut target) = PixmapMut::from_bytes(bytes, area.width, area.height) {
            draw(&mut target);
            pixels.lay(area, &self.scratch);
        }
    }
}
