//! Shows the pixels of a window: renders them into a buffer, and sends the display server the parts that changed.

use super::Renderer;
use super::facts::Layer;
use super::painter::{Painted, Painter};

use iced::advanced::graphics::compositor::{
    Default as HasCompositor, Display, Information, SurfaceError, Window,
};
use iced::advanced::graphics::{self, Error, Settings, Shell, Viewport};
use iced::advanced::renderer::Headless as _;
use iced::{Color, Font, Pixels, Rectangle, Size};
use softbuffer::{Context, Rect};

use std::collections::VecDeque;
use std::fmt;
use std::num::NonZeroU32;

/// Makes the surfaces of windows.
pub struct Compositor {
    context: Context<Box<dyn Display>>,
    font: Font,
    text_size: Pixels,
}

/// The pixels of one window.
pub struct Surface {
    window: softbuffer::Surface<Box<dyn Display>, Box<dyn Window>>,
    painter: Painter,
    /// The layers of the last frames, the newest first.
    shown: VecDeque<Vec<Layer>>,
    background: Option<Color>,
    /// The greatest age of a buffer so far: how many frames ago it was shown, when it is drawn into again.
    longest_age: u8,
}

impl HasCompositor for Renderer {
    type Compositor = Compositor;
}

impl graphics::Compositor for Compositor {
    type Renderer = Renderer;
    type Surface = Surface;

    async fn with_backend(
        settings: Settings,
        display: impl Display + Clone,
        _compatible_window: impl Window + Clone,
        _shell: Shell,
        _backend: Option<&str>,
    ) -> Result<Self, Error> {
        let context =
            Context::new(Box::new(display) as _).map_err(|error| Error::BackendError(error.to_string()))?;
        Ok(Self { context, font: settings.default_font, text_size: settings.default_text_size })
    }

    fn create_renderer(&self) -> Renderer {
        Renderer::new(self.font, self.text_size)
    }

    /// # Panics
    ///
    /// Where the display server gives the window no memory for its pixels: without it nothing can be shown.
    fn create_surface<W: Window + Clone>(&mut self, window: W, width: u32, height: u32) -> Surface {
        let window = softbuffer::Surface::new(&self.context, Box::new(window) as _)
            .expect("the display server gives a window its pixels");
        let mut surface = Surface {
            window,
            painter: Painter::default(),
            shown: VecDeque::new(),
            background: None,
            longest_age: 0,
        };
        self.configure_surface(&mut surface, width, height);
        surface
    }

    fn configure_surface(&mut self, surface: &mut Surface, width: u32, height: u32) {
        surface.shown.clear();
        if let (Some(width), Some(height)) = (NonZeroU32::new(width), NonZeroU32::new(height))
            && let Err(error) = surface.window.resize(width, height)
        {
            tracing::error!(
                width,
                height,
                kind = crate::log::kind(&error),
                "the window cannot have this size"
            );
        }
    }

    fn information(&self) -> Information {
        Information { adapter: "CPU".to_owned(), backend: "tiny-skia".to_owned() }
    }

    fn present(
        &mut self,
        renderer: &mut Renderer,
        surface: &mut Surface,
        viewport: &Viewport,
        background: Color,
        on_pre_present: impl FnOnce(),
    ) -> Result<(), SurfaceError> {
        let Surface { window, painter, shown, background: last_background, longest_age } = surface;
        let mut buffer = window.buffer_mut().map_err(|_| SurfaceError::Lost)?;
        let Size { width, height } = viewport.physical_size();

        let age = buffer.age();
        *longest_age = age.max(*longest_age);
        shown.truncate(usize::from(*longest_age));
        if last_background.replace(background) != Some(background) {
            shown.clear();
        }
        let in_buffer = usize::from(age).checked_sub(1).and_then(|frames| shown.get(frames));

        let is_new_view = renderer.end_redraw();
        let Painted { parts, layers } =
            painter.paint(renderer.stock(), in_buffer.map(Vec::as_slice), viewport, background, &mut buffer);
        // An older buffer does not hold the last frame, so `parts` is more than what changed on the screen.
        let sent =
            if is_new_view && age == 1 { parts } else { vec![Rectangle { x: 0, y: 0, width, height }] };
        shown.push_front(layers);

        on_pre_present();
        let sent = sent.into_iter().filter_map(rect).collect::<Vec<_>>();
        buffer.present_with_damage(&sent).map_err(|_| SurfaceError::Lost)
    }

    fn screenshot(&mut self, renderer: &mut Renderer, viewport: &Viewport, background: Color) -> Vec<u8> {
        renderer.screenshot(viewport.physical_size(), viewport.scale_factor(), background)
    }
}

fn rect(part: Rectangle<u32>) -> Option<Rect> {
    let (width, height) = (NonZeroU32::new(part.width)?, NonZeroU32::new(part.height)?);
    Some(Rect { x: part.x, y: part.y, width, height })
}

impl fmt::Debug for Compositor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compositor").finish_non_exhaustive()
    }
}

impl fmt::Debug for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surface").finish_non_exhaustive()
    }
}
