//! A square picture of pixels, in a place of a fixed size.
//!
//! iced's own image widget asks the renderer for the size of the picture. For that the renderer makes a copy of all pixels,
//! and brings every decoder of files into the program.

use iced::advanced::image::{FilterMethod, Handle, Image, Renderer as _};
use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::Tree;
use iced::advanced::{Layout, Widget, mouse, renderer};
use iced::{Element, Length, Rectangle, Renderer, Size, Theme};

/// A picture in a square with sides of `side` logical pixels. It is scaled smoothly.
pub fn picture(handle: Handle, side: f32) -> Picture {
    Picture { handle, side, filter: FilterMethod::Linear }
}

/// A square picture.
#[derive(Debug)]
pub struct Picture {
    /// Made of pixels; nothing else is drawn.
    handle: Handle,
    side: f32,
    filter: FilterMethod,
}

impl Picture {
    /// Says that one pixel of the picture is one device pixel, so that nothing has to be smoothed.
    #[must_use]
    pub fn in_device_pixels(self) -> Self {
        Self { filter: FilterMethod::Nearest, ..self }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Picture {
    fn size(&self) -> Size<Length> {
        Size::new(self.side.into(), self.side.into())
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &Limits) -> Node {
        Node::new(limits.resolve(self.side, self.side, Size::ZERO))
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let picture = Image::new(self.handle.clone()).filter_method(self.filter).snap(true);
        renderer.draw_image(picture, bounds, bounds);
    }
}

impl<'a, Message: 'a> From<Picture> for Element<'a, Message> {
    fn from(picture: Picture) -> Self {
        Self::new(picture)
    }
}
