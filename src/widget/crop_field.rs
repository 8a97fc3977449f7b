//! The field a picture is cropped in: pointer, wheel, fingers and keys become gestures.
//!
//! Owns the focus, what is held, and how big the field is. Must not know what is cropped: the picture comes
//! drawn, and what a gesture changes is its receiver's.

mod keys;
mod pointer;

use self::pointer::Held;
use crate::access::exposed::Exposed;
use crate::access::identity::{Kept, Key};
use crate::access::ring;
use crate::theme;

use accesskit::{Action, Node, Role};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, image, layout, mouse, renderer};
use iced::keyboard::{self, Modifiers};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, window};

/// What a person does in the field. Distances are logical pixels, places are seen from its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// The field has another size.
    Resized(Size),
    /// The picture is dragged on by this much.
    Dragged(Vector),
    /// The picture is made so many times larger around this place.
    Zoomed(f32, Vector),
    /// Nothing is held any more.
    Released,
    /// The whole picture is wanted: a double click.
    Fitted,
    /// A key.
    Act(Act),
}

/// What a key in the field does; there is a button for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Moves the square by so many percent of its side, to the right and down.
    Move(i8, i8),
    /// A step closer.
    ZoomIn,
    /// A step away.
    ZoomOut,
    /// A quarter turn counter-clockwise.
    RotateLeft,
    /// A quarter turn clockwise.
    RotateRight,
    /// Left and right change places.
    Flip,
    /// To the middle of the picture.
    Centre,
    /// As it was at first.
    Reset,
    /// Takes a step back.
    Undo,
    /// Does it again.
    Redo,
    /// Uses what is chosen.
    Accept,
}

/// A picture that is drawn already.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Its pixels, one for each of the screen.
    pub picture: image::Handle,
    /// The size it was drawn for, in logical pixels.
    pub size: Size,
}

/// What the wheel does over the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// It zooms: nothing scrolls around the field.
    Zooms,
    /// It scrolls the page around the field, so that nobody is held fast there. Once the field was clicked or its keys
    /// were used it zooms until the focus leaves; with Ctrl (Command on macOS) it always does.
    ScrollsThePage,
}

/// The field; see [`CropField::new`].
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct CropField<'a, Message> {
    node: Node,
    id: Option<Id>,
    drawn: Option<&'a Drawn>,
    height: Length,
    on_gesture: Box<dyn Fn(Gesture) -> Message + 'a>,
    wheel: Wheel,
    is_live: bool,
}

#[derive(Debug)]
struct State {
    exposed: Exposed,
    held: Held,
    /// Whether a press or a key has been here since the focus came.
    was_used: bool,
    modifiers: Modifiers,
    last_click: Option<mouse::Click>,
    size: Option<Size>,
}

impl<'a, Message> CropField<'a, Message> {
    /// A field that shows `drawn` in its middle, is busy until there is one, and sends what is done in it. It says its
    /// place when it knows.
    pub fn new(name: String, drawn: Option<&'a Drawn>, on_gesture: impl Fn(Gesture) -> Message + 'a) -> Self {
        let mut node = Node::new(Role::Image);
        node.set_label(name);
        node.add_action(Action::Focus);
        if drawn.is_none() {
            node.set_busy();
        }
        Self {
            node,
            id: None,
            drawn,
            height: Length::Fill,
            on_gesture: Box::new(on_gesture),
            wheel: Wheel::Zooms,
            is_live: true,
        }
    }

    /// What is said after the name: what is chosen.
    #[must_use]
    pub fn description(mut self, words: String) -> Self {
        self.node.set_description(words);
        self
    }

    /// A name for focus.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(Id::new(id));
        self
    }

    /// Its height; all there is, if not set.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// What the wheel does; it zooms, if not set.
    #[must_use]
    pub fn wheel(mut self, wheel: Wheel) -> Self {
        self.wheel = wheel;
        self
    }

    /// Whether it takes gestures at the moment.
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
            held: Held::default(),
            was_used: false,
            modifiers: Modifiers::default(),
            last_click: None,
            size: None,
        }
    }

    /// Takes over what this view says.
    fn follow(&self, state: &mut State) {
        state.exposed.update(&self.node);
        if !self.is_live {
            state.held = Held::default();
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
        let mut state = Kept::place(self.identity(), || self.fresh());
        self.follow(Kept::get_mut(&mut state));
        state
    }

    fn diff(&self, tree: &mut Tree) {
        self.follow(Kept::follow(&mut tree.state, self.identity(), || self.fresh()));
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
        let state = Kept::get_mut::<State>(&mut tree.state);
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
        let state = Kept::get_mut::<State>(&mut tree.state);
        // The focus is the root's; nothing else is asked for here.
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
            Event::Keyboard(event) => self.key(state, event, shell),
            event => self.point(state, event, bounds, cursor, shell),
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
        let state = Kept::get::<State>(&tree.state);
        match cursor.is_over(layout.bounds()) && self.is_live {
            _ if state.held.is_mouse() => mouse::Interaction::Grabbing,
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
        // A layer is not clipped by the one around it, as where the page scrolls.
        let Some(seen) = bounds.intersection(viewport) else { return };
        if self.drawn.is_none_or(|drawn| drawn.size != bounds.size()) {
            renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, theme::CROP_FIELD);
        }
        if let Some(drawn) = self.drawn {
            // While the window changes its size, the last picture stays in the middle.
            let corner = bounds.center() - Vector::new(drawn.size.width / 2.0, drawn.size.height / 2.0);
            let place = Rectangle::new(Point::new(corner.x.round(), corner.y.round()), drawn.size);
            let place = if drawn.size == bounds.size() { bounds } else { place };
            renderer.with_layer(seen, |renderer| {
                // A pixel of it is one of the screen; smoothing would only cost time.
                let picture = image::Image::new(drawn.picture.clone());
                let picture = picture.filter_method(image::FilterMethod::Nearest).snap(true);
                renderer.draw_image(picture, place, bounds);
            });
        }
        if Kept::get::<State>(&tree.state).exposed.shows_focus() {
            // Inside, since there is no room around.
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
