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
//! Widgets know nothing of this. Only the program's root is [adapted](adapt). What this room knows of iced that iced does
//! not promise stands in `facts`, each with a test of its name. With the feature `stock-renderer` iced draws the window by
//! itself, and `paint/stock.rs` stands in the place of this room.
//!
//! Knows nothing of the program, its widgets and its words.

mod adapter;
mod bitmap;
mod compositor;
mod facts;
mod painter;
mod pixels;
mod shapes;
mod sheet;
mod text;

pub use adapter::adapt;
pub use compositor::{Compositor, Surface};
pub use painter::{Painted, Painter};

use self::facts::Occasion;

use iced::advanced::graphics::Viewport;
use iced::advanced::graphics::text::{Editor, Paragraph};
use iced::advanced::renderer::{Headless, Quad};
use iced::advanced::text::{self as core_text, Text};
use iced::advanced::{self, image};
use iced::time::Instant;
use iced::{Background, Color, Font, Pixels, Point, Rectangle, Size, Theme, Transformation};

use std::cell::Cell;

/// A widget of a window that is painted in parts.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, Renderer>;

/// iced's software renderer, for a window that is painted in parts.
#[derive(Debug)]
pub struct Renderer {
    list: iced::Renderer,
    occasion: Cell<Occasion>,
}

impl Renderer {
    fn new(default_font: Font, default_text_size: Pixels) -> Self {
        Self {
            list: iced::Renderer::new(default_font, default_text_size),
            occasion: Cell::new(Occasion::default()),
        }
    }

    /// iced's own renderer with what was drawn. It can draw the same by itself, to be compared with.
    pub fn stock(&mut self) -> &mut iced::Renderer {
        &mut self.list
    }

    /// Notes that widgets were built.
    fn note_new_view(&self) {
        self.occasion.set(self.occasion.get().with_new_view());
    }

    /// Notes that the window is to be redrawn. Widgets may hear of it more than once.
    fn begin_redraw(&self, at: Instant) {
        self.occasion.set(self.occasion.get().with_redraw(at));
    }

    /// Whether the window holds what it was last sent, so that what changed since is enough.
    fn end_redraw(&self) -> bool {
        self.occasion.take().is_for_new_view()
    }
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
        let _ = Painter::default().paint(&mut self.list, None, &viewport, background, &mut pixels);
        let rgba = |pixel: u32| {
            let [alpha, red, green, blue] = pixel.to_be_bytes();
            [red, green, blue, alpha]
        };
        pixels.into_iter().flat_map(rgba).collect()
    }
}
