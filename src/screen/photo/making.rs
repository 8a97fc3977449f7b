//! The choice of a picture for those who have no photo: initials or a drawing. The pictures are drawn on another thread.

use super::file::{self, Opened};
use super::previews::{Previews, handle, pixels};
use crate::picture::{COLOURS, DRAWINGS, GeneratedPicture, Letters, OutputFormat, Shape};
use crate::sentence::{self, Sentence};
use crate::theme::{self, size};

use bytes::Bytes;
use iced::Task;
use iced::advanced::graphics::text::font_system;
use iced::task::Handle;
use iced::widget::image;

use std::sync::Arc;

/// The side of the picture in pixels: twice of what is usually sent.
const SIDE: u32 = 1024;

/// The choice of a picture.
#[derive(Debug)]
pub(super) struct Making {
    initials: String,
    letters: Option<Arc<Letters>>,
    chosen: Choice,
    scale: f32,
    tiles: Option<Tiles>,
    previews: Option<Previews>,
    _drawing: Handle,
    _showing: Option<Handle>,
}

/// A choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Initials on this one of [`COLOURS`].
    Initials(usize),
    /// This one of [`DRAWINGS`].
    Drawing(usize),
}

/// Every picture as a small circle.
#[derive(Debug, Clone)]
pub struct Tiles {
    letters: Option<Arc<Letters>>,
    /// One for each of [`COLOURS`]; none where the initials cannot be drawn.
    initials: Vec<image::Handle>,
    /// One for each of [`DRAWINGS`].
    drawings: Vec<image::Handle>,
}

/// A message of this choice.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another one is chosen.
    Chosen(Choice),
    /// The small pictures were drawn; none if there is no memory.
    Drawn(Option<Tiles>),
    /// The previews of the chosen picture were drawn.
    Shown(Option<Previews>),
}

impl Making {
    /// Begins with the initials if there are any. The same initials always begin with the same colour.
    pub(super) fn new(initials: String, scale: f32) -> (Self, Task<Message>) {
        let chosen = if initials.is_empty() {
            Choice::Drawing(0)
        } else {
            Choice::Initials(initials.chars().map(|letter| letter as usize).sum::<usize>() % COLOURS.len())
        };
        let (task, drawing) = draw(initials.clone(), scale);
        let making = Self {
            initials,
            letters: None,
            chosen,
            scale,
            tiles: None,
            previews: None,
            _drawing: drawing,
            _showing: None,
        };
        (making, task)
    }

    /// The initials; empty if they cannot be drawn.
    pub(super) fn initials(&self) -> &str {
        &self.initials
    }

    pub(super) fn chosen(&self) -> Choice {
        self.chosen
    }

    /// The small picture of a choice, once it is drawn.
    pub(super) fn tile(&self, choice: Choice) -> Option<&image::Handle> {
        let tiles = self.tiles.as_ref()?;
        match choice {
            Choice::Initials(n) => tiles.initials.get(n),
            Choice::Drawing(n) => tiles.drawings.get(n),
        }
    }

    pub(super) fn previews(&self) -> Option<&Previews> {
        self.previews.as_ref()
    }

    /// Draws for a screen of another scale.
    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        let (task, drawing) = draw(self.initials.clone(), scale);
        self._drawing = drawing;
        task
    }

    pub(super) fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Chosen(choice) => {
                self.chosen = choice;
                self.show()
            }
            Message::Drawn(None) => Task::none(),
            Message::Drawn(Some(tiles)) => {
                self.letters = tiles.letters.clone();
                if tiles.letters.is_none() {
                    self.initials.clear();
                    if let Choice::Initials(_) = self.chosen {
                        self.chosen = Choice::Drawing(0);
                    }
                }
                self.tiles = Some(tiles);
                self.show()
            }
            Message::Shown(previews) => {
                self.previews = previews.or(self.previews.take());
                Task::none()
            }
        }
    }

    fn show(&mut self) -> Task<Message> {
        let (subject, scale) = (self.subject(), self.scale);
        let show = async move {
            let work =
                move || Previews::draw(scale, |side, shape| subject.picture()?.pixels(side, shape).ok());
            tokio::task::spawn_blocking(work).await.ok().flatten()
        };
        let (task, showing) = Task::perform(show, Message::Shown).abortable();
        self._showing = Some(showing.abort_on_drop());
        task
    }

    /// Makes the chosen picture and opens it like a file.
    pub(super) fn open(&self) -> impl Future<Output = Result<Opened, Sentence>> + Send + use<> {
        let subject = self.subject();
        let work = move || {
            let Some(picture) = subject.picture() else { return Err(Sentence::of("picture-broken")) };
            let file = picture.file(SIDE).map_err(|error| sentence::picture(&error))?;
            // Flat colours and sharp edges are smaller and sharper as PNG.
            file::decode(Bytes::from(file)).map(|opened| Opened { format: OutputFormat::Png, ..opened })
        };
        async move {
            tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
        }
    }

    fn subject(&self) -> Subject {
        Subject { letters: self.letters.clone(), choice: self.chosen }
    }
}

/// A choice with what is needed to draw it.
struct Subject {
    letters: Option<Arc<Letters>>,
    choice: Choice,
}

impl Subject {
    fn picture(&self) -> Option<GeneratedPicture<'_>> {
        match self.choice {
            Choice::Initials(n) => {
                Some(GeneratedPicture::Initials(self.letters.as_deref()?, *COLOURS.get(n)?))
            }
            Choice::Drawing(n) => DRAWINGS.get(n).map(GeneratedPicture::Drawing),
        }
    }
}

/// Draws all pictures in the size of the choice.
fn draw(initials: String, scale: f32) -> (Task<Message>, Handle) {
    let side = pixels(size::TILE, scale);
    let work = move || {
        let letters = shape(&initials).map(Arc::new);
        let circle = |picture: GeneratedPicture<'_>| picture.pixels(side, Shape::Circle).map(handle).ok();
        let initials = letters.iter().flat_map(|letters| {
            COLOURS.iter().map(move |colour| circle(GeneratedPicture::Initials(letters, *colour)))
        });
        let initials: Option<Vec<_>> = initials.collect();
        let drawings: Option<Vec<_>> =
            DRAWINGS.iter().map(|drawing| circle(GeneratedPicture::Drawing(drawing))).collect();
        let tiles = (initials?, drawings?);
        Some(Tiles { letters, initials: tiles.0, drawings: tiles.1 })
    };
    let drawn = async move { tokio::task::spawn_blocking(work).await.ok().flatten() };
    let (task, drawing) = Task::perform(drawn, Message::Drawn).abortable();
    (task, drawing.abort_on_drop())
}

/// Shapes the initials with the fonts of the window, which waits for about a millisecond meanwhile.
fn shape(initials: &str) -> Option<Letters> {
    let mut fonts = font_system().write().ok()?;
    Letters::new(fonts.raw(), theme::FONT_NAME, initials)
}
