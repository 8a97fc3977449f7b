//! The crop while it is chosen: what is framed, and the pictures of it, drawn away from the screen's thread.
//!
//! At most one drawing is under way. What changes meanwhile only marks it stale, so that a fast hand never
//! leaves a queue behind.

use super::previews::{Previews, handle, pixels};
use crate::measure;
use crate::picture::{Closer, Crop, Facts, Form, Framing, Proxy, View};
use crate::theme::{self, size};
use crate::widget::crop_field::{Act, Drawn, Gesture};

use bytes::Bytes;
use iced::task::Handle;
use iced::{Color, Size, Task, Vector};

use std::sync::{Arc, Weak};
use std::time::Duration;

/// How long the thirds stay after the last movement.
const THIRDS_STAY: Duration = Duration::from_millis(600);

/// A photo that was opened, and the square of it that is wanted.
#[derive(Debug)]
pub(super) struct Cropping {
    file: Bytes,
    form: Form,
    proxy: Arc<Proxy>,
    close: Close,
    framing: Framing,
    /// How many pixels are sent at most, across and down.
    sent: u32,
    scale: f32,
    field: Size,
    sight: Option<Sight>,
    drawing: Drawing,
    motion: Motion,
}

/// What is on screen of it.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The picture in the field.
    pub(super) field: Drawn,
    pub(super) previews: Previews,
}

/// The part that is looked at, sharper than the whole can be held.
#[derive(Debug)]
enum Close {
    /// Not needed yet.
    None,
    /// Being decoded, while what was there before still serves.
    Coming {
        _task: Handle,
        /// The thread that decodes it ends when this does.
        _wanted: Arc<()>,
        before: Option<Arc<Proxy>>,
    },
    There(Arc<Proxy>),
    /// It cannot be decoded within the limits; the whole serves, as it did.
    Refused,
}

/// Whether something is drawn.
#[derive(Debug)]
enum Drawing {
    Idle,
    Busy(Handle),
    /// Something has changed since it began.
    Stale(Handle),
}

/// Whether the picture moves.
#[derive(Debug)]
enum Motion {
    Still,
    Moving { _until: Handle },
}

/// What happens in the crop.
#[derive(Debug, Clone)]
pub enum Message {
    /// In the field.
    Gesture(Gesture),
    /// A button.
    Act(Act),
    /// The slider, in percent.
    Zoomed(f64),
    /// A drawing came.
    Drawn(Option<Sight>),
    /// The part that is looked at was decoded, or cannot be.
    CameClose(Option<Arc<Proxy>>),
    /// The movement is over.
    Rested,
}

/// A file that was read, and its picture for the screen.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The file, which is decoded again for what is sent.
    pub(super) file: Bytes,
    pub(super) proxy: Arc<Proxy>,
    /// The kind of file that is sent.
    pub(super) form: Form,
}

impl Cropping {
    /// Begins with the largest square, where [`Framing::new`] puts it.
    pub(super) fn new(opened: Opened, sent: u32, scale: f32) -> Self {
        let facts = opened.proxy.facts();
        Self {
            framing: Framing::new(facts.width, facts.height),
            file: opened.file,
            form: opened.form,
            proxy: opened.proxy,
            close: Close::None,
            sent,
            scale,
            field: Size::ZERO,
            sight: None,
            drawing: Drawing::Idle,
            motion: Motion::Still,
        }
    }

    /// The file.
    pub(super) fn file(&self) -> Bytes {
        self.file.clone()
    }

    /// The kind of file that is sent.
    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// What the file is.
    pub(super) fn facts(&self) -> &Facts {
        self.proxy.facts()
    }

    /// What is chosen.
    pub(super) fn crop(&self) -> Crop {
        self.framing.crop()
    }

    /// How it is chosen.
    pub(super) fn framing(&self) -> &Framing {
        &self.framing
    }

    /// What is on screen, once it is drawn.
    pub(super) fn sight(&self) -> Option<&Sight> {
        self.sight.as_ref()
    }

    /// Draws for a screen of another scale.
    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        self.draw()
    }

    /// Takes in what happened.
    pub(super) fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Gesture(Gesture::Resized(size)) => {
                self.field = size;
                self.draw()
            }
            Message::Gesture(Gesture::Dragged(Vector { x, y })) => {
                // The picture follows the pointer, so the square goes the other way.
                let side = f64::from(square(self.field)).max(1.0);
                self.framing.drag(-f64::from(x) / side, -f64::from(y) / side);
                self.moved()
            }
            Message::Gesture(Gesture::Zoomed(factor, at)) => {
                let side = f64::from(square(self.field)).max(1.0);
                let at = (f64::from(at.x) / side, f64::from(at.y) / side);
                self.framing.zoom_to(self.framing.zoom() * f64::from(factor), at);
                self.moved()
            }
            Message::Gesture(Gesture::Released) => {
                self.framing.settle();
                Task::none()
            }
            Message::Gesture(Gesture::Fitted) => {
                self.framing.fit();
                self.moved()
            }
            Message::Gesture(Gesture::Act(act)) | Message::Act(act) => self.act(act),
            Message::Zoomed(percent) => {
                self.framing.zoom_to(percent, (0.0, 0.0));
                self.moved()
            }
            Message::Drawn(sight) => {
                if let Some(sight) = sight {
                    self.sight = Some(sight);
                }
                match std::mem::replace(&mut self.drawing, Drawing::Idle) {
                    Drawing::Stale(_) => self.draw(),
                    Drawing::Busy(_) | Drawing::Idle => Task::none(),
                }
            }
            Message::CameClose(proxy) => {
                let view = self.view();
                let shows = |proxy: &Arc<Proxy>| proxy.covers(self.framing.crop(), view);
                self.close = match (proxy, std::mem::replace(&mut self.close, Close::None)) {
                    // Meanwhile the hand may have gone back to where it was.
                    (Some(new), Close::Coming { before: Some(before), .. })
                        if !shows(&new) && shows(&before) =>
                    {
                        Close::There(before)
                    }
                    (Some(new), Close::Coming { .. }) => Close::There(new),
                    (None, Close::Coming { .. }) => Close::Refused,
                    (_, other) => other,
                };
                self.draw()
            }
            Message::Rested => {
                self.motion = Motion::Still;
                self.framing.settle();
                self.draw()
            }
        }
    }

    fn act(&mut self, act: Act) -> Task<Message> {
        let framing = &mut self.framing;
        match act {
            Act::Move(right, down) => framing.nudge(f64::from(right) / 100.0, f64::from(down) / 100.0),
            Act::ZoomIn => framing.zoom_in(),
            Act::ZoomOut => framing.zoom_out(),
            Act::RotateLeft => framing.rotate_left(),
            Act::RotateRight => framing.rotate_right(),
            Act::Flip => framing.flip(),
            Act::Centre => framing.centre_it(),
            Act::Reset => framing.reset(),
            Act::Undo => framing.undo(),
            Act::Redo => framing.redo(),
            // The screen's.
            Act::Accept => return Task::none(),
        }
        self.moved()
    }

    /// Draws what has changed, with thirds for a while.
    fn moved(&mut self) -> Task<Message> {
        let rest = Task::perform(tokio::time::sleep(THIRDS_STAY), |()| Message::Rested);
        let (rest, until) = rest.abortable();
        self.motion = Motion::Moving { _until: until.abort_on_drop() };
        Task::batch([self.draw(), rest])
    }

    fn draw(&mut self) -> Task<Message> {
        match std::mem::replace(&mut self.drawing, Drawing::Idle) {
            Drawing::Busy(handle) | Drawing::Stale(handle) => {
                self.drawing = Drawing::Stale(handle);
                return Task::none();
            }
            Drawing::Idle => {}
        }
        if square(self.field) < 1.0 {
            return Task::none();
        }
        let view = self.view();
        let order = Order {
            proxy: self.shown(view),
            crop: self.framing.crop(),
            view,
            size: self.field,
            sent: self.sent,
            scale: self.scale,
        };
        let draw = async move { tokio::task::spawn_blocking(move || order.draw()).await.ok().flatten() };
        let (task, handle) = Task::perform(draw, Message::Drawn).abortable();
        self.drawing = Drawing::Busy(handle.abort_on_drop());
        task
    }

    /// Decodes the part that is looked at where what is shown is softer than the picture, once the hand rests and all is
    /// drawn.
    pub(super) fn come_close(&mut self) -> Option<Task<Message>> {
        let (Motion::Still, Drawing::Idle, Some(_)) = (&self.motion, &self.drawing, &self.sight) else {
            return None;
        };
        let before = match &self.close {
            Close::None => None,
            Close::There(proxy) => Some(proxy.clone()),
            Close::Coming { .. } | Close::Refused => return None,
        };
        let view = self.view();
        let largest = size::PREVIEWS.into_iter().fold(0.0, f32::max);
        let shown = self.shown(view);
        let preview = self.pixels(largest).min(self.sent);
        let closer = shown.closer(self.framing.crop(), view, preview)?;
        let wanted = Arc::new(());
        let decode = decode(closer, self.file(), Arc::downgrade(&wanted));
        let (task, handle) = Task::perform(decode, Message::CameClose).abortable();
        self.close = Close::Coming { _task: handle.abort_on_drop(), _wanted: wanted, before };
        Some(task)
    }

    /// Gives up what is being decoded only to be looked at: the photo is on its way and needs the processor and the memory.
    pub(super) fn stay_away(&mut self) {
        if let Close::Coming { before, .. } = &mut self.close {
            self.close = before.take().map_or(Close::None, Close::There);
        }
    }

    /// The sharpest that has all of what the view shows.
    fn shown(&self, view: View) -> Arc<Proxy> {
        let close = match &self.close {
            Close::Coming { before: Some(proxy), .. } | Close::There(proxy) => Some(proxy),
            Close::None | Close::Coming { before: None, .. } | Close::Refused => None,
        };
        close.filter(|proxy| proxy.covers(self.framing.crop(), view)).unwrap_or(&self.proxy).clone()
    }

    fn view(&self) -> View {
        View {
            width: self.pixels(self.field.width),
            height: self.pixels(self.field.height),
            side: self.pixels(square(self.field)),
            line: self.pixels(size::CROP_LINE),
            field: bytes(theme::CROP_FIELD),
            ink: bytes(theme::CROP_INK),
            shows_thirds: matches!(self.motion, Motion::Moving { .. }),
        }
    }

    /// A length in pixels of the screen.
    fn pixels(&self, length: f32) -> u32 {
        pixels(length, self.scale)
    }
}

async fn decode(closer: Closer, file: Bytes, wanted: Weak<()>) -> Option<Arc<Proxy>> {
    let decoded = tokio::task::spawn_blocking(move || {
        let _span = measure::span("close");
        closer.decode(&file, wanted)
    });
    decoded.await.ok()?.ok().map(Arc::new)
}

/// Everything a drawing needs.
struct Order {
    proxy: Arc<Proxy>,
    crop: Crop,
    view: View,
    size: Size,
    sent: u32,
    scale: f32,
}

impl Order {
    fn draw(self) -> Option<Sight> {
        let _span = measure::span("crop");
        let preview = |size, shape| self.proxy.preview(self.crop, size, shape, self.sent).ok();
        Some(Sight {
            previews: Previews::draw(self.scale, preview)?,
            field: Drawn { picture: handle(self.proxy.view(self.crop, self.view)), size: self.size },
        })
    }
}

/// The side of the square in a field of this size, in logical pixels.
pub(super) fn square(field: Size) -> f32 {
    (field.width.min(field.height) - 2.0 * size::CROP_MARGIN).max(0.0)
}

fn bytes(color: Color) -> [u8; 3] {
    let [red, green, blue, _] = color.into_rgba8();
    [red, green, blue]
}
