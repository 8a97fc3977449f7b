//! Where the layout has put texts: scrollable areas, the texts in them, and the box of each text.

use accesskit::NodeId;
use iced::advanced::widget::operation::Scrollable;
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Vector};
use nameplate::access::{Exposed, Found};

use std::any::Any;
use std::collections::HashMap;

/// An operation that remembers places. All are in logical pixels from the window's top left corner, as scrolled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// The visible part of each scrollable, cut by the one around it.
    pub(crate) scrollables: Vec<Rectangle>,
    /// Every stock text.
    pub(crate) texts: Vec<PlacedText>,
    /// The scrollable around each widget that has a role.
    around: HashMap<NodeId, usize>,
    open: Vec<usize>,
    scrolled: Vector,
    pending: Option<(Rectangle, Vector)>,
}

/// A text and the box it was given.
#[derive(Debug, Clone)]
pub(crate) struct PlacedText {
    pub(crate) content: String,
    pub(crate) bounds: Rectangle,
    scrollable: Option<usize>,
}

impl Places {
    /// The visible part of the innermost scrollable that something is in.
    pub(crate) fn scrollable_around(&self, found: &Found) -> Option<Rectangle> {
        let of_text = || {
            let text = self.texts.iter().find(|text| text.bounds == found.bounds)?;
            text.scrollable
        };
        self.around.get(&found.id).copied().or_else(of_text).map(|index| self.scrollables[index])
    }
}

impl Operation for Places {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let Some((visible, translation)) = self.pending.take() else {
            return operate(self);
        };
        self.open.push(self.scrollables.len());
        self.scrollables.push(visible);
        self.scrolled += translation;
        operate(self);
        self.scrolled -= translation;
        let _ = self.open.pop();
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.pending = None;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        let bounds = bounds - self.scrolled;
        let visible = match self.open.last() {
            Some(outer) => self.scrollables[*outer].intersection(&bounds).unwrap_or_default(),
            None => bounds,
        };
        self.pending = Some((visible, translation));
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.texts.push(PlacedText {
            content: text.into(),
            bounds: bounds - self.scrolled,
            scrollable: self.open.last().copied(),
        });
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        self.pending = None;
        if let (Some(exposed), Some(scrollable)) = (state.downcast_ref::<Exposed>(), self.open.last()) {
            let _ = self.around.insert(exposed.id(), *scrollable);
        }
    }
}
