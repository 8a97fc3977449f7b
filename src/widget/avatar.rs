//! A round picture of a person: the photo, else initials, else an icon, with the completion ring around it.

use super::backdrop::in_layer;
use super::{Ui, picture, text};
use crate::access::control::Style as Pressed;
use crate::access::{Role, control};
use crate::icon::{Icon, Sketch, cached, icon};
use crate::locale::initials;
use crate::theme::{self, Palette, Style, size};

use iced::widget::canvas::{self, Fill, Frame, LineCap, Path, Stroke, gradient};
use iced::widget::image::Handle;
use iced::widget::{center, container, stack};
use iced::{Alignment, Background, Color, Element, Point, Radians, border};

use std::f32::consts::{FRAC_PI_2, TAU};

/// A round picture with a diameter of `side` logical pixels, without the ring.
#[derive(Debug)]
pub struct Avatar<'a> {
    ui: Ui<'a>,
    initials: String,
    side: f32,
    image: Option<Handle>,
    ring: Option<Ring>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Ring {
    fraction: f32,
    color: Color,
    track: Color,
}

impl<'a> Avatar<'a> {
    /// The initials of a name.
    pub fn new(ui: Ui<'a>, name: &str, side: f32) -> Self {
        Self { ui, initials: initials(name), side, image: None, ring: None }
    }

    /// Shows a photo. It must already be cut to a circle, because the renderer cannot draw round pictures.
    #[must_use]
    pub fn image(mut self, image: Option<Handle>) -> Self {
        self.image = image;
        self
    }

    /// Adds a ring that shows how much of the profile is filled in.
    #[must_use]
    pub fn ring(mut self, fraction: f32, complete: bool) -> Self {
        let p = self.ui.palette;
        let color = if complete { p.success } else { p.warning };
        self.ring = Some(Ring { fraction, color, track: p.line });
        self
    }
}

impl<'a, Message: 'a> From<Avatar<'a>> for Element<'a, Message> {
    fn from(avatar: Avatar<'a>) -> Self {
        let Avatar { ui, initials, side, image, ring } = avatar;
        let inner: Element<'a, Message> = match image {
            Some(image) => picture::picture(image, side).into(),
            None => {
                let sign: Element<'a, Message> = if initials.is_empty() {
                    icon(Icon::Person, side * 0.5, ui.palette.on_avatar)
                } else {
                    let letters = Style { size: side * 0.36, line: side * 0.5, font: theme::SEMIBOLD };
                    text::styled(initials, letters, ui.palette.on_avatar).into()
                };
                let disc = cached(Disc { palette: ui.palette }, side);
                stack![disc, center(sign).width(side).height(side)].clip(true).into()
            }
        };
        let Some(ring) = ring else { return inner };
        let outer = side + 2.0 * (size::RING + size::RING_GAP);
        // With clipping its layer is not larger than itself.
        stack![cached(ring, outer), center(inner).width(outer).height(outer)].clip(true).into()
    }
}

/// A picture with its ring as a button. Under the pointer and with the focus it shows a camera. `name` says what a
/// press does; without a message it is only a picture.
pub fn changing<'a, Message: Clone + 'a>(
    ui: Ui<'_>,
    picture: impl Into<Element<'a, Message>>,
    side: f32,
    (name, on_press): (String, Option<Message>),
) -> Element<'a, Message> {
    let whole = side + 2.0 * (size::RING + size::RING_GAP);
    let camera = center(icon(Icon::Camera, size::CAMERA, theme::CROP_INK)).width(side).height(side);
    let camera = camera.style(move |_| container::Style {
        background: Some(Background::Color(theme::PHOTO_VEIL)),
        border: border::rounded(side / 2.0),
        ..container::Style::default()
    });
    let ring = ui.palette.accent;
    let press = control(Role::Button, name, camera)
        .width(whole)
        .height(whole)
        .align_x(Alignment::Center)
        .hidden_at_rest()
        .style(move |_, _| Pressed {
            border: border::rounded(whole / 2.0),
            ring: Some(ring),
            ..Pressed::default()
        })
        .on_press(on_press);
    // Pictures lie over all boxes of a layer.
    stack![picture.into(), in_layer(press)].into()
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Disc {
    palette: &'static Palette,
}

impl Sketch for Disc {
    fn draw(&self, frame: &mut Frame) {
        let (top, bottom) = (Point::ORIGIN, Point::new(0.0, frame.height()));
        let shade = gradient::Linear::new(top, bottom)
            .add_stop(0.0, self.palette.avatar_top)
            .add_stop(1.0, self.palette.avatar_bottom);
        let circle = Path::circle(frame.center(), (frame.width() - size::LINE) / 2.0);
        frame.fill(&circle, Fill::from(shade));
        // In high contrast the disc has the colour of the window and is visible by its edge.
        if self.palette.avatar_top == self.palette.bg {
            let edge = Stroke { width: size::LINE, ..Stroke::default().with_color(self.palette.edge) };
            frame.stroke(&circle, edge);
        }
    }
}

impl Sketch for Ring {
    fn draw(&self, frame: &mut Frame) {
        let center = frame.center();
        let radius = (frame.width() - size::RING) / 2.0;
        let stroke = |color| Stroke {
            width: size::RING,
            line_cap: LineCap::Round,
            ..Stroke::default().with_color(color)
        };
        frame.stroke(&Path::circle(center, radius), stroke(self.track));
        if self.fraction > 0.0 {
            let arc = canvas::path::Arc {
                center,
                radius,
                start_angle: Radians(-FRAC_PI_2),
                end_angle: Radians(-FRAC_PI_2 + TAU * self.fraction.min(1.0)),
            };
            frame.stroke(&Path::new(|path| path.arc(arc)), stroke(self.color));
        }
    }
}
