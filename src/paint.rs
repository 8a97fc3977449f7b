//! Makes pixels of what the widgets drew, and no more of them than have changed.
//!
//! Widgets draw for iced's own software renderer, [`iced_tiny_skia`], whose list of what was drawn, and whose way to find
//! out what of it changed, are used here as they are. What is ours is the way from the list to the window. Stock iced
//! draws boxes and letters by a library for paths, each part through a mask as large as the window, and hands the
//! whole window to the display server for a letter. Here
//!
//! - boxes are filled, letters and pictures copied (`sheet`, `text`, `bitmap`), and only icons and the like are drawn as
//!   paths (`shapes`);
//! - nothing is drawn under a sheet that covers it (`painter`);
//! - and only the parts that changed go to the display server (`compositor`).
//!
//! Widgets know nothing of this. Only the program's root is [adapted](adapt).
//!
//! Knows nothing of the program, its widgets and its words.

mod adapter;
mod bitmap;
mod compositor;
mod painter;
mod pixels;
mod shapes;
mod sheet;
mod text;

pub use adapter::adapt;
pub use compositor::{Compositor, Surface};
pub use painter::{Painted, Painter};

use iced::advanced::graphics::Viewport;
use iced::advanced::graphics::compositor::Default as HasCompositor;
use iced::advanced::graphics::text::{Editor, Paragraph};
use iced::advanced::renderer::{Headless, Quad};
use iced::advanced::text::{self as core_text, Text};
use iced::advanced::{self, image};
use iced::time::Instant;
use iced::{Background, Color, Font, Pixels, Point, Rectangle, Size, Theme, Transformation};
use iced_tiny_skia::Layer;
use tiny_skia::{Mask, PixmapMut};

use std::cell::Cell;

/// A widget of a window that is painted in parts.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, Renderer>;

/// iced's software renderer, for a window that is painted in parts.
#[derive(Debug)]
pub struct Renderer {
    list: iced::Renderer,
    occasion: Cell<Occasion>,
}

/// Why the window is being drawn, which says how much of it the display server has to be sent.
///
/// A part of a window that was covered and no longer is has to be sent again although nothing in it changed, and all
/// that a program hears of it is that it should redraw. But then nobody has built new widgets.
#[derive(Debug, Clone, Copy, Default)]
struct Occasion {
    /// Widgets were built since the window was drawn last.
    is_new_view: bool,
    /// When the redrawing that is under way was asked for, and whether it was for new widgets.
    redraw: Option<(Instant, bool)>,
}

impl Renderer {
    fn new(default_font: Font, default_text_size: Pixels) -> Self {
        Self {
            list: iced::Renderer::new(default_font, default_text_size),
            occasion: Cell::new(Occasion::default()),
        }
    }

    /// What was drawn, bottom up.
    pub fn layers(&mut self) -> &[Layer] {
        self.list.layers()
    }

    /// Drops iced's copies of pictures that widgets did not ask for the last time. It does so when it draws; so let it
    /// draw nothing.
    fn forget_pictures(&mut self, viewport: &Viewport) {
        let mut pixel = [0; 4];
        if let (Some(mut pixel), Some(mut mask)) = (PixmapMut::from_bytes(&mut pixel, 1, 1), Mask::new(1, 1))
        {
            self.list.draw(&mut pixel, &mut mask, viewport, &[], Color::TRANSPARENT);
        }
    }

    /// Notes that widgets were built.
    fn expect_redraw(&self) {
        self.occasion.set(Occasion { is_new_view: true, ..self.occasion.get() });
    }

    /// Notes that the window is to be redrawn. Widgets may hear of it more than once.
    fn begin_redraw(&self, at: Instant) {
        let occasion = self.occasion.get();
        if occasion.redraw.is_none_or(|(begun, _)| begun != at) {
            self.occasion.set(Occasion { redraw: Some((at, occasion.is_new_view)), ..occasion });
        }
    }

    /// Whether the window holds what it was last sent, so that what changed since is enough.
    fn end_redraw(&self) -> bool {
        let Occasion { redraw, .. } = self.occasion.take();
        redraw.is_some_and(|(_, is_for_new_view)| is_for_new_view)
    }
}

impl HasCompositor for Renderer {
    type Compositor = Compositor;
}

impl advanced::Renderer for Renderer {
    fn start_layer(&mut self, bounds: Rectangle) {
        self.list.start_layer(bounds);
    }

    fn end_layer(&mut self) {
        self.list.end_layer();
    }

    fn start_transformation(&mut self, transformation: Transformation) {
        self.list.start_transformation(transformation);
    }

    fn end_transformation(&mut self) {
        self.list.end_transformation();
    }

    fn fill_quad(&mut self, quad: Quad, background: impl Into<Background>) {
        self.list.fill_quad(quad, background);
    }

    fn reset(&mut self, new_bounds: Rectangle) {
        self.list.reset(new_bounds);
    }

    fn allocate_image(
        &mut self,
        handle: &image::Handle,
        callback: impl FnOnce(Result<image::Allocation, image::Error>) + Send + 'static,
    ) {
        self.list.allocate_image(handle, callback);
    }
}

/// The program's root draws no text of its own; iced writes what an input method has in hand, and asks for the font.
impl core_text::Renderer for Renderer {
    type Font = Font;
    type Paragraph = Paragraph;
    type Editor = Editor;

    const ICON_FONT: Font = <iced::Renderer as core_text::Renderer>::ICON_FONT;
    const CHECKMARK_ICON: char = <iced::Renderer as core_text::Renderer>::CHECKMARK_ICON;
    const ARROW_DOWN_ICON: char = <iced::Renderer as core_text::Renderer>::ARROW_DOWN_ICON;
    const SCROLL_UP_ICON: char = <iced::Renderer as core_text::Renderer>::SCROLL_UP_ICON;
    const SCROLL_DOWN_ICON: char = <iced::Renderer as core_text::Renderer>::SCROLL_DOWN_ICON;
    const SCROLL_LEFT_ICON: char = <iced::Renderer as core_text::Renderer>::SCROLL_LEFT_ICON;
    const SCROLL_RIGHT_ICON: char = <iced::Renderer as core_text::Renderer>::SCROLL_RIGHT_ICON;
    const ICED_LOGO: char = <iced::Renderer as core_text::Renderer>::ICED_LOGO;

    fn default_font(&self) -> Font {
        self.list.default_font()
    }

    fn default_size(&self) -> Pixels {
        self.list.default_size()
    }

    fn fill_paragraph(&mut self, text: &Paragraph, position: Point, color: Color, clip_bounds: Rectangle) {
        self.list.fill_paragraph(text, position, color, clip_bounds);
    }

    fn fill_editor(&mut self, editor: &Editor, position: Point, color: Color, clip_bounds: Rectangle) {
        self.list.fill_editor(editor, position, color, clip_bounds);
    }

    fn fill_text(&mut self, text: Text, position: Point, color: Color, clip_bounds: Rectangle) {
        self.list.fill_text(text, position, color, clip_bounds);
    }
}

impl Headless for Renderer {
    async fn new(font: Font, text_size: Pixels, backend: Option<&str>) -> Option<Self> {
        let list = <iced::Renderer as Headless>::new(font, text_size, backend).await?;
        Some(Self { list, occasion: Cell::new(Occasion::default()) })
    }

    fn name(&self) -> String {
        self.list.name()
    }

    /// Red, green, blue and alpha of each pixel.
    fn screenshot(&mut self, size: Size<u32>, scale_factor: f32, background: Color) -> Vec<u8> {
        let viewport = Viewport::with_physical_size(size, scale_factor);
        let mut pixels = vec![0; size.width as usize * size.height as usize];
        let _ = Painter::default().paint(self, None, &viewport, background, &mut pixels);
        let rgba = |pixel: u32| {
            let [alpha, red, green, blue] = pixel.to_be_bytes();
            [red, green, blue, alpha]
        };
        pixels.into_iter().flat_map(rgba).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use iced::time::Duration;

    /// A window that was covered is redrawn although nothing in it is new, and must be sent whole then.
    #[test]
    fn only_a_new_view_is_sent_in_parts() {
        let renderer = Renderer::new(Font::DEFAULT, Pixels(16.0));
        let start = Instant::now();
        let redraw = |n: u64| renderer.begin_redraw(start + Duration::from_millis(n));

        redraw(0);
        assert!(!renderer.end_redraw(), "nobody built a view");

        renderer.expect_redraw();
        redraw(1);
        assert!(renderer.end_redraw(), "a view was built");
        redraw(2);
        assert!(!renderer.end_redraw(), "the view was shown already");

        redraw(3);
        renderer.expect_redraw();
        redraw(3);
        assert!(!renderer.end_redraw(), "the redraw was under way when the view was built");
        redraw(4);
        assert!(!renderer.end_redraw(), "that view was shown with it");
    }
}
