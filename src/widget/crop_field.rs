//! The field for cropping a picture: converts pointer, wheel, fingers and keys to gestures.
//!
//! Owns the focus, the state of pointer and fingers, and the size of the field. Must not know the crop: it gets a rendered
//! picture, and the receiver of a gesture applies it.

mod gesture;
mod keys;
mod pointer;

pub use gesture::{Act, Gesture};

use self::pointer::{Focus, Pointer};
use crate::access::exposed::Exposed;
use crate::access::identity::{Key, Keyed};
use crate::access::ring;
use crate::theme;

use accesskit::{Action, Node, Role};
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, image, layout, mouse, renderer};
use iced::keyboard::{self, Modifiers};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, window};

/// The rendered picture for the field.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Its pixels, one per pixel of the screen.
    pub image: image::Handle,
    /// The size of the field that it was rendered for, in logical pixels.
    pub size: Size,
}

/// The effect of the wheel over the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// It zooms, because the page around the field does not scroll.
    Zooms,
    /// It scrolls the page around the field, so that scrolling does not stop there. After a click or a key in the field it
    /// zooms until the field loses the focus. With Ctrl (Command on macOS) it always zooms.
    ScrollsThePage,
}

/// The field; see [`CropField::new`].
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct CropField<'a, Message> {
    node: Node,
    id: Option<Id>,
    rendered: Option<&'a Rendered>,
    height: Length,
    on_gesture: Box<dyn Fn(Gesture) -> Message + 'a>,
    wheel: Wheel,
    is_live: bool,
}

#[derive(Debug)]
struct State {
    exposed: Exposed,
    pointer: Pointer,
    /// Whether there was a press or a key since the field got the focus.
    was_used: bool,
    modifiers: Modifiers,
    size: Option<Size>,
}

impl<'a, Message> CropField<'a, Message> {
    /// A field that shows `rendered` in its middle, is busy without one, and sends gestures. It also sends its size when it is
    /// known.
    pub fn new(
        name: String,
        rendered: Option<&'a Rendered>,
        on_gesture: impl Fn(Gesture) -> Message + 'a,
    ) -> Self {
        let mut node = Node::new(Role::Image);
        node.set_label(name);
        node.add_action(Action::Focus);
        if rendered.is_none() {
            node.set_busy();
        }
        Self {
            node,
            id: None,
            rendered,
            height: Length::Fill,
            on_gesture: Box::new(on_gesture),
            wheel: Wheel::Zooms,
            is_live: true,
        }
    }

    /// The description for assistive technology: the chosen crop.
    #[must_use]
    pub fn description(mut self, words: String) -> Self {
        self.node.set_description(words);
        self
    }

    /// The id for focus.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(Id::new(id));
        self
    }

    /// The height. By default it fills the available height.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// The effect of the wheel. By default it zooms.
    #[must_use]
    pub fn wheel(mut self, wheel: Wheel) -> Self {
        self.wheel = wheel;
        self
    }

    /// Whether it accepts gestures now.
    #[must_use]
    pub fn live(mut self, is_live: bool) -> Self {
        self.is_live = is_live;
        if !is_live {
            self.node.set_disabled();
        }
        self
    }

    fn identity(&self) -> Key {
        Key::new(None, self.id.as_ref(), &self.node)
    }

    fn fresh(&self) -> State {
        State {
            exposed: Exposed::new(self.node.clone()),
            pointer: Pointer::default(),
            was_used: false,
            modifiers: Modifiers::default(),
            size: None,
        }
    }

    /// Updates the state from this view.
    fn follow(&self, state: &mut State) {
        state.exposed.update(&self.node);
        if !self.is_live {
            state.pointer.release();
        }
    }

    fn send(&self, gesture: Gesture, shell: &mut Shell<'_, Message>) {
        shell.publish((self.on_gesture)(gesture));
    }
}

impl<Message> Widget<Message, Theme, Renderer> for CropField<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut state = Keyed::state(self.identity(), || self.fresh());
        self.follow(Keyed::get_mut(&mut state));
        state
    }

    fn diff(&self, tree: &mut Tree) {
        self.follow(Keyed::diff(&mut tree.state, self.identity(), || self.fresh()));
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, self.height)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, self.height)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = Keyed::get_mut::<State>(&mut tree.state);
        state.exposed.operate(self.id.as_ref(), layout.bounds(), operation, &mut |_| {});
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let state = Keyed::get_mut::<State>(&mut tree.state);
        // Only focus can be requested, and the root handles that.
        let _ = state.exposed.take_requests();
        let bounds = layout.bounds();
        state.was_used &= state.exposed.has_focus();
        if let Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) = event {
            state.modifiers = *modifiers;
        }
        match event {
            Event::Window(window::Event::RedrawRequested(_)) if state.size != Some(bounds.size()) => {
                state.size = Some(bounds.size());
                self.send(Gesture::Resized(bounds.size()), shell);
            }
            _ if !self.is_live || shell.is_event_captured() => {}
            Event::Keyboard(event) if state.exposed.has_focus() => {
                if let Some(act) = keys::act(event) {
                    let _ = state.exposed.show_focus();
                    state.was_used = true;
                    shell.request_redraw();
                    shell.capture_event();
                    self.send(Gesture::Act(act), shell);
                }
            }
            event => {
                let zooms = self.wheel == Wheel::Zooms || state.modifiers.command() || state.was_used;
                let done = state.pointer.handle(event, bounds, cursor, zooms);
                match done.focus {
                    Some(Focus::Taken) => {
                        state.exposed.focus_by_pointer();
                        state.was_used = true;
                        shell.request_redraw();
                    }
                    Some(Focus::Lost) => state.exposed.unfocus(),
                    None => {}
                }
                if done.is_taken {
                    shell.capture_event();
                }
                done.gestures.into_iter().flatten().for_each(|gesture| self.send(gesture, shell));
            }
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = Keyed::get::<State>(&tree.state);
        match cursor.is_over(layout.bounds()) && self.is_live {
            _ if state.pointer.is_dragging() => mouse::Interaction::Grabbing,
            true => mouse::Interaction::Grab,
            false => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        use iced::advanced::image::Renderer as _;

        let bounds = layout.bounds();
        // A layer is not clipped by the layer around it, for example by a scrolling page.
        let Some(seen) = bounds.intersection(viewport) else { return };
        if self.rendered.is_none_or(|rendered| rendered.size != bounds.size()) {
            renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, theme::CROP_FIELD);
        }
        if let Some(rendered) = self.rendered {
            // During a change of the window size the last picture stays in the middle.
            let corner = bounds.center() - Vector::new(rendered.size.width / 2.0, rendered.size.height / 2.0);
            let place = Rectangle::new(Point::new(corner.x.round(), corner.y.round()), rendered.size);
            let place = if rendered.size == bounds.size() { bounds } else { place };
            renderer.with_layer(seen, |renderer| {
                // Its pixels are those of the screen, so smoothing would only need time.
                let picture = image::Image::new(rendered.image.clone());
                let picture = picture.filter_method(image::FilterMethod::Nearest).snap(true);
                renderer.draw_image(picture, place, bounds);
            });
        }
        if Keyed::get::<State>(&tree.state).exposed.shows_focus() {
            // The ring is inside, because there is no space around the field.
            let inside = bounds.shrink(ring::GAP + ring::REACH);
            renderer.with_layer(seen, |renderer| ring::draw(renderer, inside, 0.0.into(), theme::CROP_INK));
        }
    }
}

impl<'a, Message: 'a> From<CropField<'a, Message>> for Element<'a, Message> {
    fn from(field: CropField<'a, Message>) -> Self {
        Element::new(field)
    }
}
