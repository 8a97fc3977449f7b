//! Draws what changed of a window.

use super::bitmap::Bitmap;
use super::facts::{self, Content, Layer};
use super::pixels::{PixelRect, Pixels, beside, common, inside, premultiplied, touched};
use super::shapes::Shapes;
use super::sheet::Sheet;
use super::text::Letters;

use iced::advanced::graphics::text::cosmic_text::FontSystem;
use iced::advanced::graphics::text::font_system;
use iced::advanced::graphics::{Image, Viewport};
use iced::advanced::image::Handle;
use iced::advanced::renderer::Quad;
use iced::{Background, Color, Rectangle, Size, Transformation};

use std::sync::PoisonError;

/// Draws windows in parts. It uses letters, pictures and memory again from frame to frame.
#[derive(Debug, Default)]
pub struct Painter {
    letters: Letters,
    shapes: Shapes,
}

/// What [`Painter::paint`] did.
#[derive(Debug)]
pub struct Painted {
    /// The parts of the window that changed, in device pixels.
    pub parts: Vec<Rectangle<u32>>,
    /// What the window shows now.
    pub layers: Vec<Layer>,
}

/// Where in a list of layers drawing begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ground {
    layer: usize,
    /// The first of its boxes that is drawn.
    quad: usize,
    /// What lies under it: a premultiplied colour.
    color: u32,
}

impl Painter {
    /// Makes `pixels`, which show `before`, show what is in `list` now. Where `before` is none, nothing is
    /// known of them, and all are made anew.
    ///
    /// `pixels` are those of the whole window, row by row, each `0xAARRGGBB` and premultiplied.
    pub fn paint(
        &mut self,
        list: &mut iced::Renderer,
        before: Option<&[Layer]>,
        viewport: &Viewport,
        background: Color,
        pixels: &mut [u32],
    ) -> Painted {
        let Size { width, height } = viewport.physical_size();
        let layers = facts::layers(list).to_vec();
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
        self.letters.trim();
        if before.is_none_or(|before| !pictures(before).eq(pictures(&layers))) {
            self.shapes.forget_all_but(pictures(&layers));
            facts::forget_pictures(list, viewport);
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
        let ground = ground(layers, scale, background, part);
        for row in pixels.rows(part) {
            row.fill(ground.color);
        }
        for (index, layer) in layers.iter().enumerate().skip(ground.layer) {
            let Some(clip) = common(inside(layer.bounds * scale), part) else { continue };
            let first = if index == ground.layer { ground.quad } else { 0 };
            for content in facts::in_order(layer) {
                match content {
                    Content::Boxes(quads) => draw_sheets(&quads[first..], scale, pixels, clip),
                    Content::Shapes { shapes, bounds, transformation } => {
                        if let Some(clip) = common(inside(bounds * scale), clip) {
                            self.shapes.draw(shapes, to_device * transformation, pixels, clip);
                        }
                    }
                    Content::Picture(image) => self.picture(image, scale, pixels, clip),
                    Content::Text { text, transformation } => {
                        self.letters.draw(text, to_device * transformation, fonts, pixels, clip);
                    }
                }
            }
        }
    }

    fn picture(&mut self, image: &Image, scale: f32, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Image::Raster { image, bounds, clip_bounds } = image else { return };
        let Some(clip) = common(inside(*clip_bounds * scale), clip) else { return };
        match Bitmap::new(image, *bounds * scale) {
            Some(picture) => picture.draw(pixels, clip),
            None => self.shapes.draw_picture(image, *bounds * scale, pixels, clip),
        }
    }
}

/// Draws the boxes of a layer. Of each is left out what the one after it covers, as a card does with its halo.
fn draw_sheets(quads: &[(Quad, Background)], scale: f32, pixels: &mut Pixels<'_>, clip: PixelRect) {
    let seen = quads.iter().filter(|(quad, _)| common(touched(quad.bounds * scale), clip).is_some());
    let sheets = seen.map(|(quad, color)| Sheet::new(quad, color, scale)).collect::<Vec<_>>();
    let covers = sheets.iter().rev().scan(None, |above, sheet| {
        let hole = *above;
        *above = sheet.covered().and_then(|covered| common(covered, clip)).or(hole);
        Some(hole)
    });
    let holes = covers.collect::<Vec<_>>();
    for (sheet, hole) in sheets.iter().zip(holes.into_iter().rev()) {
        match hole {
            Some(hole) => beside(clip, hole).for_each(|clip| sheet.draw(pixels, clip)),
            None => sheet.draw(pixels, clip),
        }
    }
}

/// The pictures that are shown.
fn pictures(layers: &[Layer]) -> impl Iterator<Item = &Handle> + Clone {
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
    // Whole pixels, since what is narrower than one is left out.
    let changed = changed.into_iter().map(|part| as_box(touched(part * viewport.scale_factor())));
    facts::group(changed.collect(), as_box(window))
        .into_iter()
        .filter_map(|part| common(touched(part), window))
        .collect()
}

fn as_box(area: PixelRect) -> Rectangle {
    let PixelRect { x, y, width, height } = area;
    Rectangle { x: x as f32, y: y as f32, width: width as f32, height: height as f32 }
}

/// The topmost sheet that covers all of `part`. Nothing below it can be seen there; where there is none, it is the
/// window itself.
fn ground(layers: &[Layer], scale: f32, background: Color, part: PixelRect) -> Ground {
    layers
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, layer)| common(inside(layer.bounds * scale), part) == Some(part))
        .find_map(|(index, layer)| {
            layer.quads.iter().enumerate().rev().find_map(|(quad, (sheet, color))| {
                let color = Sheet::new(sheet, color, scale).covers(part)?;
                Some(Ground { layer: index, quad: quad + 1, color })
            })
        })
        .unwrap_or(Ground { layer: 0, quad: 0, color: premultiplied(background) })
}

#[cfg(test)]
mod tests {
    use super::*;

    use iced::advanced::Renderer as _;
    use iced::{Border, Font, Pixels as Size16, Point};
    use proptest::prelude::*;

    const SIZE: u32 = 80;

    /// A box: its layer, and how it looks.
    type Box = (usize, Quad, Color);

    prop_compose! {
        fn any_box()(
            layer in 0_usize..4, x in -10.0_f32..70.0, y in -10.0_f32..70.0,
            width in 1.0_f32..80.0, height in 1.0_f32..80.0, radius in 0.0_f32..12.0, line in 0.0_f32..3.0,
            color in any::<[u8; 3]>(), alpha in prop_oneof![Just(1.0_f32), 0.0_f32..1.0],
        ) -> Box {
            let bounds = Rectangle::new(Point::new(x, y), Size::new(width, height));
            let border = Border { color: Color::BLACK, width: line, radius: radius.into() };
            let [red, green, blue] = color;
            (layer, Quad { bounds, border, ..Quad::default() }, Color::from_rgba8(red, green, blue, alpha))
        }
    }

    fn record(renderer: &mut iced::Renderer, viewport: &Viewport, boxes: &[Box]) {
        let window = Rectangle::with_size(viewport.logical_size());
        renderer.reset(window);
        for layer in 0..4_u8 {
            let inset = f32::from(layer) * 3.3;
            renderer.start_layer(window.shrink(inset));
            for (_, quad, color) in boxes.iter().filter(|(of, ..)| *of == usize::from(layer)) {
                renderer.fill_quad(*quad, *color);
            }
            renderer.end_layer();
        }
    }

    proptest! {
        /// What changed, drawn into what was there, is what drawing all anew gives.
        #[test]
        fn parts_make_the_whole(
            mut boxes in prop::collection::vec(any_box(), 0..12), other in any_box(), which in any::<prop::sample::Index>(),
            scale in prop_oneof![Just(1.0_f32), Just(1.25), Just(2.0)],
        ) {
            let viewport = Viewport::with_physical_size(Size::new(SIZE, SIZE), scale);
            let mut renderer = iced::Renderer::new(Font::DEFAULT, Size16(16.0));
            let mut painter = Painter::default();
            let mut window = vec![0; (SIZE * SIZE) as usize];
            record(&mut renderer, &viewport, &boxes);
            let before = painter.paint(&mut renderer, None, &viewport, Color::WHITE, &mut window).layers;
            if boxes.is_empty() {
                boxes.push(other);
            } else {
                let at = which.index(boxes.len());
                boxes[at] = other;
            }
            record(&mut renderer, &viewport, &boxes);
            let _ = painter.paint(&mut renderer, Some(&before), &viewport, Color::WHITE, &mut window);
            let mut anew = vec![0; (SIZE * SIZE) as usize];
            record(&mut renderer, &viewport, &boxes);
            let _ = painter.paint(&mut renderer, None, &viewport, Color::WHITE, &mut anew);
            for (at, (part, whole)) in (0..).zip(window.into_iter().zip(anew)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                prop_assert_eq!(part, whole, "at {}, {}", x, y);
            }
        }
    }

    #[test]
    fn drawing_begins_with_what_covers_all() {
        let viewport = Viewport::with_physical_size(Size::new(SIZE, SIZE), 1.0);
        let mut renderer = iced::Renderer::new(Font::DEFAULT, Size16(16.0));
        let sheet = |x: f32, radius: f32| Quad {
            bounds: Rectangle::new(Point::new(x, 0.0), Size::new(60.0, 80.0)),
            border: Border { radius: radius.into(), ..Border::default() },
            ..Quad::default()
        };
        let boxes = [
            (0, sheet(0.0, 0.0), Color::BLACK),
            (1, sheet(5.0, 8.0), Color::WHITE),
            (2, sheet(40.0, 0.0), Color::BLACK),
        ];
        record(&mut renderer, &viewport, &boxes);
        let layers = facts::layers(&mut renderer);
        let begins = |x, y| {
            let Ground { layer, quad, color } =
                ground(layers, 1.0, Color::from_rgb8(1, 2, 3), PixelRect { x, y, width: 4, height: 4 });
            (layer, quad, color)
        };
        // The window's own layer is the first.
        assert_eq!(begins(20, 40), (2, 1, 0xFFFF_FFFF), "on the second sheet");
        assert_eq!(begins(50, 40), (3, 1, 0xFF00_0000), "on the third");
        assert_eq!(begins(38, 40), (2, 1, 0xFFFF_FFFF), "where the third one begins");
        assert_eq!(begins(5, 4), (1, 1, 0xFF00_0000), "in a round corner");
        assert_eq!(begins(0, 0), (1, 1, 0xFF00_0000), "beside");
        assert_eq!(begins(76, 76), (0, 0, 0xFF01_0203), "where a layer ends");
    }
}
