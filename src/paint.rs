//! The software renderer of the window. It renders again only the parts of the window that changed.
//!
//! Widgets draw with iced's own software renderer, [`iced_tiny_skia`]. It records layers of quads, shapes, images and
//! texts, and it compares two recordings; both are used here as they are. Only the way from the layers to the window is
//! ours. iced's own way draws every quad and glyph as a path, through a mask as large as the window, and sends the whole
//! window to the display server even if one letter changed. Here
//!
//! - quads are filled, glyphs and images are copied (`quad`, `text`, `bitmap`); only icons and the like are drawn as paths
//!   (`shapes`);
//! - what an opaque quad covers is not drawn (`painter`);
//! - only the parts that changed are sent to the display server (`compositor`).
//!
//! Widgets know nothing of this; only the program's root is [adapted](adapt). What this module uses of iced without a
//! promise of iced is in `facts`, and each such fact has a test. With the feature `stock-renderer` iced renders the window
//! itself, and `paint/stock.rs` takes the place of this module.
//!
//! Knows nothing of the program, its widgets and its words.

mod adapter;
mod bitmap;
mod compositor;
mod facts;
mod painter;
mod pixels;
mod quad;
mod shapes;
mod text;

pub use adapter::adapt;
pub use compositor::{Compositor, Surface};
pub use painter::{Painted, Painter};

use self::facts::RedrawCause;

use iced::advanced::graphics::Viewport;
use iced::advanced::graphics::text::{Editor, Paragraph};
use iced::advanced::renderer::{Headless, Quad};
use iced::advanced::text::{self as core_text, Text};
use iced::advanced::{self, image};
use iced::time::Instant;
use iced::{Background, Color, Font, Pixels, Point, Rectangle, Size, Theme, Transformation};

use std::cell::Cell;

/// A widget of a window that is rendered by [`Renderer`].
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, Renderer>;

/// iced's software renderer, with what [`Compositor`] must know besides: why the window is drawn.
#[derive(Debug)]
pub struct Renderer {
    inner: iced::Renderer,
    cause: Cell<RedrawCause>,
}

impl Renderer {
    fn new(default_font: Font, default_text_size: Pixels) -> Self {
        Self {
            inner: iced::Renderer::new(default_font, default_text_size),
            cause: Cell::new(RedrawCause::default()),
        }
    }

    /// iced's own renderer, which holds the layers. It can render them too, for a comparison.
    pub fn stock(&mut self) -> &mut iced::Renderer {
        &mut self.inner
    }

    /// Notes that widgets were built.
    fn note_new_view(&self) {
        self.cause.set(self.cause.get().with_new_view());
    }

    /// Notes that the window is to be redrawn. It may be called more than once for one redraw.
    fn begin_redraw(&self, at: Instant) {
        self.cause.set(self.cause.get().with_redraw(at));
    }

    /// Ends the redraw. Whether it is enough to send the display server the parts that changed.
    fn end_redraw(&self) -> bool {
        self.cause.take().is_for_new_view()
    }
}

impl advanced::Renderer for Renderer {
    fn start_layer(&mut self, bounds: Rectangle) {
        self.inner.start_layer(bounds);
    }

    fn end_layer(&mut self) {
        self.inner.end_layer();
    }

    fn start_transformation(&mut self, transformation: Transformation) {
        self.inner.start_transformation(transformation);
    }

    fn end_transformation(&mut self) {
        self.inner.end_transformation();
    }

    fn fill_quad(&mut self, quad: Quad, background: impl Into<Background>) {
        self.inner.fill_quad(quad, background);
    }

    fn reset(&mut self, new_bounds: Rectangle) {
        self.inner.reset(new_bounds);
    }

    fn allocate_image(
        &mut self,
        _handle: &image::Handle,
        callback: impl FnOnce(Result<image::Allocation, image::Error>) + Send + 'static,
    ) {
        // Pictures are drawn from the pixels that they are made of. iced would make a copy of them, and read files.
        callback(Err(image::Error::Unsupported));
    }
}

/// The root widget of iced draws the text that an input method composes, and asks for the font.
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
        self.inner.default_font()
    }

    fn default_size(&self) -> Pixels {
        self.inner.default_size()
    }

    fn fill_paragraph(&mut self, text: &Paragraph, position: Point, color: Color, clip_bounds: Rectangle) {
        self.inner.fill_paragraph(text, position, color, clip_bounds);
    }

    fn fill_editor(&mut self, editor: &Editor, position: Point, color: Color, clip_bounds: Rectangle) {
        self.inner.fill_editor(editor, position, color, clip_bounds);
    }

    fn fill_text(&mut self, text: Text, position: Point, color: Color, clip_bounds: Rectangle) {
        self.inner.fill_text(text, position, color, clip_bounds);
    }
}

impl Headless for Renderer {
    async fn new(font: Font, text_size: Pixels, backend: Option<&str>) -> Option<Self> {
        let inner = <iced::Renderer as Headless>::new(font, text_size, backend).await?;
        Some(Self { inner, cause: Cell::new(RedrawCause::default()) })
    }

    fn name(&self) -> String {
        self.inner.name()
    }

    /// The pixels row by row, four bytes each: red, green, blue, alpha.
    fn screenshot(&mut self, size: Size<u32>, scale_factor: f32, background: Color) -> Vec<u8> {
        let viewport = Viewport::with_physical_size(size, scale_factor);
        let mut pixels = vec![0; size.width as usize * size.height as usize];
        let _ = Painter::default().paint(&mut self.inner, None, &viewport, background, &mut pixels);
        let rgba = |pixel: u32| {
            let [alpha, red, green, blue] = pixel.to_be_bytes();
            [red, green, blue, alpha]
        };
        pixels.into_iter().flat_map(rgba).collect()
    }
}
