//! The crop while the person chooses it, and its pictures, which are drawn on another thread.
//!
//! There is at most one drawing at a time. A change during a drawing starts the next one after it, so there is never a queue.

use super::file::{Opened, PNG};
use super::previews::{Previews, handle, pixels};
use crate::measure;
use crate::picture::{Crop, DetailRequest, Facts, Framing, OutputFormat, Proxy, View};
use crate::profile::StagedPhoto;
use crate::theme::{self, size};
use crate::widget::crop_field::{Act, Gesture, Rendered};

use bytes::Bytes;
use iced::task::Handle;
use iced::{Color, Size, Task, Vector};

use std::sync::{Arc, Weak};
use std::time::Duration;

/// How long the lines of the rule of thirds stay after the last movement.
const THIRDS_STAY: Duration = Duration::from_millis(600);

/// An opened photo and its chosen square.
#[derive(Debug)]
pub(super) struct Cropping {
    file: Bytes,
    digest: String,
    format: OutputFormat,
    proxy: Arc<Proxy>,
    detail: Detail,
    framing: Framing,
    /// The largest side of the sent photo in pixels.
    sent: u32,
    scale: f32,
    field: Size,
    renderings: Option<Renderings>,
    rendering: Rendering,
    motion: Motion,
}

/// The pictures on the screen.
#[derive(Debug, Clone)]
pub struct Renderings {
    /// The picture in the field.
    pub(super) field: Rendered,
    pub(super) previews: Previews,
}

/// The visible part in a higher resolution than the proxy of the whole photo.
#[derive(Debug)]
enum Detail {
    /// Not needed yet.
    None,
    /// It is being decoded. The previous one is shown meanwhile.
    Loading {
        _task: Handle,
        /// The decoding thread stops when this is dropped.
        _wanted: Arc<()>,
        before: Option<Arc<Proxy>>,
    },
    Loaded(Arc<Proxy>),
    /// It cannot be decoded within the limits. The proxy of the whole photo is shown.
    Refused,
}

/// The state of drawing.
#[derive(Debug)]
enum Rendering {
    Idle,
    Busy(Handle),
    /// There was a change since it began.
    Stale(Handle),
}

/// Whether the photo is being moved.
#[derive(Debug)]
enum Motion {
    Still,
    Moving { _until: Handle },
}

/// A message of the crop.
#[derive(Debug, Clone)]
pub enum Message {
    /// A gesture in the field.
    Gesture(Gesture),
    /// A button.
    Act(Act),
    /// The slider, in percent.
    Zoomed(f64),
    /// A drawing has ended.
    Rendered(Option<Renderings>),
    /// Decoding the visible part has ended.
    DetailLoaded(Option<Arc<Proxy>>),
    /// The movement is over.
    MotionEnded,
}

impl Cropping {
    /// Begins with the square that was chosen in an earlier run, or with the largest, where [`Framing::new`] puts it.
    pub(super) fn new(opened: Opened, sent: u32, scale: f32) -> Self {
        let facts = opened.proxy.facts();
        Self {
            framing: match opened.square {
                Some(square) => Framing::resume(facts.width, facts.height, square.into()),
                None => Framing::new(facts.width, facts.height),
            },
            file: opened.file,
            digest: opened.digest,
            format: opened.format,
            proxy: opened.proxy,
            detail: Detail::None,
            sent,
            scale,
            field: Size::ZERO,
            renderings: None,
            rendering: Rendering::Idle,
            motion: Motion::Still,
        }
    }

    /// The file.
    pub(super) fn file(&self) -> Bytes {
        self.file.clone()
    }

    /// The photo and its square, for the draft.
    pub(super) fn staged(&self) -> StagedPhoto {
        StagedPhoto {
            file: self.file.clone(),
            digest: self.digest.clone(),
            extension: (self.format == OutputFormat::Png).then(|| PNG.to_owned()),
            square: self.crop().into(),
        }
    }

    /// The kind of file that is sent.
    pub(super) fn format(&self) -> OutputFormat {
        self.format
    }

    /// The size and kind of the file.
    pub(super) fn facts(&self) -> &Facts {
        self.proxy.facts()
    }

    /// The chosen square.
    pub(super) fn crop(&self) -> Crop {
        self.framing.crop()
    }

    /// The framing, which knows what can be changed.
    pub(super) fn framing(&self) -> &Framing {
        &self.framing
    }

    /// The pictures, once they are drawn.
    pub(super) fn renderings(&self) -> Option<&Renderings> {
        self.renderings.as_ref()
    }

    /// Draws for a screen of another scale.
    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        self.draw()
    }

    /// Handles a message.
    pub(super) fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Gesture(Gesture::Resized(size)) => {
                self.field = size;
                self.draw()
            }
            Message::Gesture(Gesture::Dragged(Vector { x, y })) => {
                // The photo follows the pointer, so the square moves in the other direction.
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
            Message::Rendered(renderings) => {
                if let Some(renderings) = renderings {
                    self.renderings = Some(renderings);
                }
                match std::mem::replace(&mut self.rendering, Rendering::Idle) {
                    Rendering::Stale(_) => self.draw(),
                    Rendering::Busy(_) | Rendering::Idle => Task::none(),
                }
            }
            Message::DetailLoaded(proxy) => {
                let view = self.view();
                let shows = |proxy: &Arc<Proxy>| proxy.covers(self.framing.crop(), view);
                self.detail = match (proxy, std::mem::replace(&mut self.detail, Detail::None)) {
                    // The person may have moved back meanwhile.
                    (Some(new), Detail::Loading { before: Some(before), .. })
                        if !shows(&new) && shows(&before) =>
                    {
                        Detail::Loaded(before)
                    }
                    (Some(new), Detail::Loading { .. }) => Detail::Loaded(new),
                    (None, Detail::Loading { .. }) => Detail::Refused,
                    (_, other) => other,
                };
                self.draw()
            }
            Message::MotionEnded => {
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
            // The screen handles it.
            Act::Accept => return Task::none(),
        }
        self.moved()
    }

    /// Draws after a movement, with the lines of thirds for some time.
    fn moved(&mut self) -> Task<Message> {
        let rest = Task::perform(tokio::time::sleep(THIRDS_STAY), |()| Message::MotionEnded);
        let (rest, until) = rest.abortable();
        self.motion = Motion::Moving { _until: until.abort_on_drop() };
        Task::batch([self.draw(), rest])
    }

    fn draw(&mut self) -> Task<Message> {
        match std::mem::replace(&mut self.rendering, Rendering::Idle) {
            Rendering::Busy(handle) | Rendering::Stale(handle) => {
                self.rendering = Rendering::Stale(handle);
                return Task::none();
            }
            Rendering::Idle => {}
        }
        if square(self.field) < 1.0 {
            return Task::none();
        }
        let view = self.view();
        let job = RenderJob {
            proxy: self.shown(view),
            crop: self.framing.crop(),
            view,
            size: self.field,
            sent: self.sent,
            scale: self.scale,
        };
        let draw = async move { tokio::task::spawn_blocking(move || job.draw()).await.ok().flatten() };
        let (task, handle) = Task::perform(draw, Message::Rendered).abortable();
        self.rendering = Rendering::Busy(handle.abort_on_drop());
        task
    }

    /// Decodes the visible part if the photo has more pixels than are shown; only when nothing moves and all is drawn.
    pub(super) fn request_detail(&mut self) -> Option<Task<Message>> {
        let (Motion::Still, Rendering::Idle, Some(_)) = (&self.motion, &self.rendering, &self.renderings)
        else {
            return None;
        };
        let before = match &self.detail {
            Detail::None => None,
            Detail::Loaded(proxy) => Some(proxy.clone()),
            Detail::Loading { .. } | Detail::Refused => return None,
        };
        let view = self.view();
        let largest = size::PREVIEWS.into_iter().fold(0.0, f32::max);
        let shown = self.shown(view);
        let preview = self.pixels(largest).min(self.sent);
        let request = shown.request_detail(self.framing.crop(), view, preview)?;
        let wanted = Arc::new(());
        let decode = decode(request, self.file(), Arc::downgrade(&wanted));
        let (task, handle) = Task::perform(decode, Message::DetailLoaded).abortable();
        self.detail = Detail::Loading { _task: handle.abort_on_drop(), _wanted: wanted, before };
        Some(task)
    }

    /// Stops decoding the visible part, because sending the photo needs the processor and the memory.
    pub(super) fn cancel_detail(&mut self) {
        if let Detail::Loading { before, .. } = &mut self.detail {
            self.detail = before.take().map_or(Detail::None, Detail::Loaded);
        }
    }

    /// The proxy with the highest resolution that covers the view.
    fn shown(&self, view: View) -> Arc<Proxy> {
        let detail = match &self.detail {
            Detail::Loading { before: Some(proxy), .. } | Detail::Loaded(proxy) => Some(proxy),
            Detail::None | Detail::Loading { before: None, .. } | Detail::Refused => None,
        };
        detail.filter(|proxy| proxy.covers(self.framing.crop(), view)).unwrap_or(&self.proxy).clone()
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

    /// A length in device pixels.
    fn pixels(&self, length: f32) -> u32 {
        pixels(length, self.scale)
    }
}

async fn decode(request: DetailRequest, file: Bytes, wanted: Weak<()>) -> Option<Arc<Proxy>> {
    let decoded = tokio::task::spawn_blocking(move || {
        let _span = measure::span("detail");
        request.decode(&file, wanted)
    });
    decoded.await.ok()?.ok().map(Arc::new)
}

/// The input of a drawing.
struct RenderJob {
    proxy: Arc<Proxy>,
    crop: Crop,
    view: View,
    size: Size,
    sent: u32,
    scale: f32,
}

impl RenderJob {
    fn draw(self) -> Option<Renderings> {
        let _span = measure::span("crop");
        let preview = |size, shape| self.proxy.preview(self.crop, size, shape, self.sent).ok();
        Some(Renderings {
            previews: Previews::draw(self.scale, preview)?,
            field: Rendered { image: handle(self.proxy.view(self.crop, self.view)), size: self.size },
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
