//! A number between two ends, and every way to change it.

use accesskit::{Action, ActionData, ActionRequest, Node};
use iced::keyboard::key::Named;

use std::ops::RangeInclusive;

/// How many steps Page Up and Page Down take.
const PAGE: f64 = 10.0;

/// A number that a control holds; see [`super::Control::range`].
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct Range<'a, Message> {
    value: f64,
    ends: RangeInclusive<f64>,
    step: f64,
    rtl: bool,
    on_change: Box<dyn Fn(f64) -> Message + 'a>,
}

impl<'a, Message> Range<'a, Message> {
    /// A value between two ends that keys change by `step`.
    #[must_use]
    pub fn new(
        value: f64,
        ends: RangeInclusive<f64>,
        step: f64,
        on_change: impl Fn(f64) -> Message + 'a,
    ) -> Self {
        Self { value, ends, step, rtl: false, on_change: Box::new(on_change) }
    }

    /// Whether the value grows towards the left.
    #[must_use]
    pub fn rtl(mut self, rtl: bool) -> Self {
        self.rtl = rtl;
        self
    }

    /// What assistive technology learns about it.
    pub(super) fn describe(&self, node: &mut Node) {
        node.set_numeric_value(self.value);
        node.set_min_numeric_value(*self.ends.start());
        node.set_max_numeric_value(*self.ends.end());
        node.set_numeric_value_step(self.step);
        node.set_numeric_value_jump(self.step * PAGE);
        for action in [Action::Increment, Action::Decrement, Action::SetValue] {
            node.add_action(action);
        }
    }

    pub(super) fn answer(&self, request: &ActionRequest) -> Option<Message> {
        match (request.action, &request.data) {
            (Action::Increment, _) => self.to(self.value + self.step),
            (Action::Decrement, _) => self.to(self.value - self.step),
            (Action::SetValue, Some(ActionData::NumericValue(value))) => self.to(*value),
            (Action::SetValue, Some(ActionData::Value(value))) => self.to(value.trim().parse().ok()?),
            _ => None,
        }
    }

    pub(super) fn key(&self, key: Named) -> Option<Message> {
        let sideways = if self.rtl { -self.step } else { self.step };
        match key {
            Named::ArrowUp => self.to(self.value + self.step),
            Named::ArrowDown => self.to(self.value - self.step),
            Named::ArrowRight => self.to(self.value + sideways),
            Named::ArrowLeft => self.to(self.value - sideways),
            Named::PageUp => self.to(self.value + self.step * PAGE),
            Named::PageDown => self.to(self.value - self.step * PAGE),
            Named::Home => self.to(*self.ends.start()),
            Named::End => self.to(*self.ends.end()),
            _ => None,
        }
    }

    /// The value at this share of the width, from 0 at the left to 1 at the right.
    pub(super) fn at(&self, share: f32) -> Option<Message> {
        let share = f64::from(share.clamp(0.0, 1.0));
        let share = if self.rtl { 1.0 - share } else { share };
        let (start, end) = (*self.ends.start(), *self.ends.end());
        let steps = (share * (end - start) / self.step).round();
        self.to(start + steps * self.step)
    }

    /// Says the value, if it is one and within the ends.
    fn to(&self, value: f64) -> Option<Message> {
        let within = value.max(*self.ends.start()).min(*self.ends.end());
        (!value.is_nan()).then(|| (self.on_change)(within))
    }
}
