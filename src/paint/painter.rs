//! Renders the parts of a window that changed.

use super::bitmap::Bitmap;
use super::facts::{self, Content, Layer};
use super::pixels::{PixelRect, Pixels, around, intersection, premultiplied, rounded, touched};
use super::quad::DeviceQuad;
use super::shapes::Shapes;
use super::text::Glyphs;

use iced::advanced::graphics::text::cosmic_text::FontSystem;
use iced::advanced::graphics::text::font_system;
use iced::advanced::graphics::{Image, Viewport};
use iced::advanced::image::Handle;
use iced::advanced::renderer::Quad;
use iced::{Background, Color, Rectangle, Size, Transformation};

use std::sync::PoisonError;

/// Renders windows. It keeps glyphs, images and memory from one frame for the next.
#[derive(Debug, Default)]
pub struct Painter {
    glyphs: Glyphs,
    shapes: Shapes,
}

/// The result of [`Painter::paint`].
#[derive(Debug)]
pub struct Painted {
    /// The parts of the window that changed, in device pixels.
    pub parts: Vec<Rectangle<u32>>,
    /// The layers that the pixels show now.
    pub layers: Vec<Layer>,
}

/// Where drawing begins: everything below is opaque_area by one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Base {
    /// The index of the first layer that is drawn.
    layer: usize,
    /// The index of the first quad in it that is drawn.
    quad: usize,
    /// The colour below it, premultiplied.
    color: u32,
}

impl Painter {
    /// Renders the layers of `renderer` into `pixels`. Only what differs from `before`, the layers that `pixels` show at the
    /// moment, is rendered; with none everything is.
    ///
    /// `pixels` are those of the whole window, row by row, each `0xAARRGGBB` and premultiplied.
    pub fn paint(
        &mut self,
        renderer: &mut iced::Renderer,
        before: Option<&[Layer]>,
        viewport: &Viewport,
        background: Color,
        pixels: &mut [u32],
    ) -> Painted {
        let Size { width, height } = viewport.physical_size();
        let layers = facts::layers(renderer).to_vec();
        let window = PixelRect { x: 0, y: 0, width, height };
        let parts = match before {
            Some(before) => changed(before, &layers, viewport),
            None => vec![window],
        };
        let mut pixels = Pixels::new(pixels, width);
        let mut fonts = font_system().write().unwrap_or_else(PoisonError::into_inner);
        for part in &parts {
            self.part(&layers, viewport.scale_factor(), background, fonts.raw(), &mut pixels, *part);
        }
        self.glyphs.trim();
        if before.is_none_or(|before| !images(before).eq(images(&layers))) {
            self.shapes.keep_images(images(&layers));
        }
        Painted { parts, layers }
    }

    fn part(
        &mut self,
        layers: &[Layer],
        scale: f32,
        background: Color,
        fonts: &mut FontSystem,
        pixels: &mut Pixels<'_>,
        part: PixelRect,
    ) {
        let to_device = Transformation::scale(scale);
        let base = base(layers, scale, background, part);
        for row in pixels.rows(part) {
            row.fill(base.color);
        }
        for (index, layer) in layers.iter().enumerate().skip(base.layer) {
            let Some(clip) = intersection(rounded(layer.bounds * scale), part) else { continue };
            let first = if index == base.layer { base.quad } else { 0 };
            for content in facts::in_order(layer) {
                match content {
                    Content::Quads(quads) => draw_quads(&quads[first..], scale, pixels, clip),
                    Content::Shapes { shapes, bounds, transformation } => {
                        if let Some(clip) = intersection(rounded(bounds * scale), clip) {
                            self.shapes.draw(shapes, to_device * transformation, pixels, clip);
                        }
                    }
                    Content::Image(image) => self.image(image, scale, pixels, clip),
                    Content::Text { text, transformation } => {
                        self.glyphs.draw(text, to_device * transformation, fonts, pixels, clip);
                    }
                }
            }
        }
    }

    fn image(&mut self, image: &Image, scale: f32, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Image::Raster { image, bounds, clip_bounds } = image else { return };
        let Some(clip) = intersection(rounded(*clip_bounds * scale), clip) else { return };
        match Bitmap::new(image, *bounds * scale) {
            Some(bitmap) => bitmap.draw(pixels, clip),
            None => self.shapes.draw_image(image, *bounds * scale, pixels, clip),
        }
    }
}

/// Draws the quads of a layer. The part of a quad that a later one covers is left out: a card covers most of its halo.
fn draw_quads(quads: &[(Quad, Background)], scale: f32, pixels: &mut Pixels<'_>, clip: PixelRect) {
    let visible = quads.iter().filter(|(quad, _)| intersection(touched(quad.bounds * scale), clip).is_some());
    let quads = visible.map(|(quad, color)| DeviceQuad::new(quad, color, scale)).collect::<Vec<_>>();
    let covers = quads.iter().rev().scan(None, |above, quad| {
        let hole = *above;
        *above = quad.opaque_area().and_then(|opaque_area| intersection(opaque_area, clip)).or(hole);
        Some(hole)
    });
    let holes = covers.collect::<Vec<_>>();
    for (quad, hole) in quads.iter().zip(holes.into_iter().rev()) {
        match hole {
            Some(hole) => around(clip, hole).for_each(|clip| quad.draw(pixels, clip)),
            None => quad.draw(pixels, clip),
        }
    }
}

/// The images that are shown.
fn images(layers: &[Layer]) -> impl Iterator<Item = &Handle> + Clone {
    layers.iter().flat_map(|layer| &layer.images).filter_map(|image| match image {
        Image::Raster { image, .. } => Some(&image.handle),
        Image::Vector { .. } => None,
    })
}

/// The parts of a window that look different.
fn changed(before: &[Layer], after: &[Layer], viewport: &Viewport) -> Vec<PixelRect> {
    let Size { width, height } = viewport.physical_size();
    let window = PixelRect { x: 0, y: 0, width, height };
    let changed = facts::changed(before, after);
    // Enlarged to whole pixels, because iced leaves out what is narrower than one.
    let changed = changed.into_iter().map(|part| as_rectangle(touched(part * viewport.scale_factor())));
    facts::group(changed.collect(), as_rectangle(window))
        .into_iter()
        .filter_map(|part| intersection(touched(part), window))
        .collect()
}

fn as_rectangle(area: PixelRect) -> Rectangle {
    let PixelRect { x, y, width, height } = area;
    Rectangle { x: x as f32, y: y as f32, width: width as f32, height: height as f32 }
}

/// The topmost quad that covers all of `part`, so that nothing below it is visible there; else the background.
fn base(layers: &[Layer], scale: f32, background: Color, part: PixelRect) -> Base {
    layers
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, layer)| intersection(rounded(layer.bounds * scale), part) == Some(part))
        .find_map(|(index, layer)| {
            layer.quads.iter().enumerate().rev().find_map(|(index_in_layer, (quad, color))| {
                let color = DeviceQuad::new(quad, color, scale).covers(part)?;
                Some(Base { layer: index, quad: index_in_layer + 1, color })
            })
        })
        .unwrap_or(Base { layer: 0, quad: 0, color: premultiplied(background) })
}

#[cfg(test)]
mod tests {
    use super::*;

    use iced::advanced::Renderer as _;
    use iced::{Border, Font, Pixels as TextSize, Point};
    use proptest::prelude::*;

    const SIZE: u32 = 80;

    /// The index of its layer, its shape, and its colour.
    type AnyQuad = (usize, Quad, Color);

    prop_compose! {
        fn any_quad()(
            layer in 0_usize..4, x in -10.0_f32..70.0, y in -10.0_f32..70.0,
            width in 1.0_f32..80.0, height in 1.0_f32..80.0, radius in 0.0_f32..12.0, line in 0.0_f32..3.0,
            color in any::<[u8; 3]>(), alpha in prop_oneof![Just(1.0_f32), 0.0_f32..1.0],
        ) -> AnyQuad {
            let bounds = Rectangle::new(Point::new(x, y), Size::new(width, height));
            let border = Border { color: Color::BLACK, width: line, radius: radius.into() };
            let [red, green, blue] = color;
            (layer, Quad { bounds, border, ..Quad::default() }, Color::from_rgba8(red, green, blue, alpha))
        }
    }

    fn record(renderer: &mut iced::Renderer, viewport: &Viewport, quads: &[AnyQuad]) {
        let window = Rectangle::with_size(viewport.logical_size());
        renderer.reset(window);
        for layer in 0..4_u8 {
            let inset = f32::from(layer) * 3.3;
            renderer.start_layer(window.shrink(inset));
            for (_, quad, color) in quads.iter().filter(|(of, ..)| *of == usize::from(layer)) {
                renderer.fill_quad(*quad, *color);
            }
            renderer.end_layer();
        }
    }

    proptest! {
        /// Rendering the changed parts into the frame before gives the same as rendering everything.
        #[test]
        fn changed_parts_give_the_same_as_everything(
            mut quads in prop::collection::vec(any_quad(), 0..12), other in any_quad(), which in any::<prop::sample::Index>(),
            scale in prop_oneof![Just(1.0_f32), Just(1.25), Just(2.0)],
        ) {
            let viewport = Viewport::with_physical_size(Size::new(SIZE, SIZE), scale);
            let mut renderer = iced::Renderer::new(Font::DEFAULT, TextSize(16.0));
            let mut painter = Painter::default();
            let mut window = vec![0; (SIZE * SIZE) as usize];
            record(&mut renderer, &viewport, &quads);
            let before = painter.paint(&mut renderer, None, &viewport, Color::WHITE, &mut window).layers;
            if quads.is_empty() {
                quads.push(other);
            } else {
                let at = which.index(quads.len());
                quads[at] = other;
            }
            record(&mut renderer, &viewport, &quads);
            let _ = painter.paint(&mut renderer, Some(&before), &viewport, Color::WHITE, &mut window);
            let mut anew = vec![0; (SIZE * SIZE) as usize];
            record(&mut renderer, &viewport, &quads);
            let _ = painter.paint(&mut renderer, None, &viewport, Color::WHITE, &mut anew);
            for (at, (part, whole)) in (0..).zip(window.into_iter().zip(anew)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                prop_assert_eq!(part, whole, "at {}, {}", x, y);
            }
        }
    }

    #[test]
    fn drawing_begins_with_the_quad_that_covers_everything() {
        let viewport = Viewport::with_physical_size(Size::new(SIZE, SIZE), 1.0);
        let mut renderer = iced::Renderer::new(Font::DEFAULT, TextSize(16.0));
        let quad = |x: f32, radius: f32| Quad {
            bounds: Rectangle::new(Point::new(x, 0.0), Size::new(60.0, 80.0)),
            border: Border { radius: radius.into(), ..Border::default() },
            ..Quad::default()
        };
        let quads = [
            (0, quad(0.0, 0.0), Color::BLACK),
            (1, quad(5.0, 8.0), Color::WHITE),
            (2, quad(40.0, 0.0), Color::BLACK),
        ];
        record(&mut renderer, &viewport, &quads);
        let layers = facts::layers(&mut renderer);
        let begins = |x, y| {
            let Base { layer, quad, color } =
                base(layers, 1.0, Color::from_rgb8(1, 2, 3), PixelRect { x, y, width: 4, height: 4 });
            (layer, quad, color)
        };
        // The window's own layer is the first.
        assert_eq!(begins(20, 40), (2, 1, 0xFFFF_FFFF), "on the second quad");
        assert_eq!(begins(50, 40), (3, 1, 0xFF00_0000), "on the third");
        assert_eq!(begins(38, 40), (2, 1, 0xFFFF_FFFF), "where the third one begins");
        assert_eq!(begins(5, 4), (1, 1, 0xFF00_0000), "in a round corner");
        assert_eq!(begins(0, 0), (1, 1, 0xFF00_0000), "around");
        assert_eq!(begins(76, 76), (0, 0, 0xFF01_0203), "outside a layer");
    }
}
