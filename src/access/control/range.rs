//! The number of a control such as a slider, and all ways to change it.

use accesskit::{Action, ActionData, ActionRequest, Node};
use iced::keyboard::key::Named;

use std::ops::RangeInclusive;

/// How many steps Page Up and Page Down take.
const PAGE: f64 = 10.0;
/// How many values a pointer can choose within one step of the keys.
const VALUES_PER_STEP: f64 = 10.0;

/// How values are spread between the two ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal distances are equal differences.
    #[default]
    Linear,
    /// Equal distances are equal ratios; both ends are above zero.
    Logarithmic,
}

impl Scale {
    /// The position of a value between the ends, from 0 to 1.
    pub fn share(self, value: f64, ends: &RangeInclusive<f64>) -> f64 {
        let (start, end) = (ends.start(), ends.end());
        let share = match self {
            Self::Linear => (value - start) / (end - start),
            Self::Logarithmic => (value / start).ln() / (end / start).ln(),
        };
        share.clamp(0.0, 1.0)
    }

    /// The value at a position between the ends, from 0 to 1.
    pub fn value(self, share: f64, ends: &RangeInclusive<f64>) -> f64 {
        let (start, end) = (ends.start(), ends.end());
        match self {
            Self::Linear => start + share * (end - start),
            Self::Logarithmic => start * (end / start).powf(share),
        }
    }
}

/// A number that a control holds; see [`super::Control::range`].
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct Range<'a, Message> {
    value: f64,
    ends: RangeInclusive<f64>,
    step: f64,
    scale: Scale,
    rtl: bool,
    on_change: Option<Box<dyn Fn(f64) -> Message + 'a>>,
}

impl<'a, Message> Range<'a, Message> {
    /// A value between two ends; keys change it by `step`. It is disabled until [`on_change`](Range::on_change) sets a
    /// message.
    #[must_use]
    pub fn new(value: f64, ends: RangeInclusive<f64>, step: f64) -> Self {
        Self { value, ends, step, scale: Scale::default(), rtl: false, on_change: None }
    }

    /// The message of each change.
    #[must_use]
    pub fn on_change(self, message: impl Fn(f64) -> Message + 'a) -> Self {
        self.on_change_maybe(Some(message))
    }

    /// The message of each change; `None` disables the control.
    #[must_use]
    pub fn on_change_maybe(mut self, message: Option<impl Fn(f64) -> Message + 'a>) -> Self {
        self.on_change = message.map(|message| Box::new(message) as _);
        self
    }

    /// How values are spread between the ends, for the pointer; keys change the value by steps.
    #[must_use]
    pub fn scale(mut self, scale: Scale) -> Self {
        self.scale = scale;
        self
    }

    /// Whether the value grows towards the left.
    #[must_use]
    pub fn rtl(mut self, rtl: bool) -> Self {
        self.rtl = rtl;
        self
    }

    /// Whether it can be changed.
    pub(super) fn is_enabled(&self) -> bool {
        self.on_change.is_some()
    }

    /// Sets the value and the actions in the node, whether it can be changed or not.
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

    /// The message for a pointer at this position, from 0 at the left to 1 at the right.
    pub(super) fn at(&self, share: f32) -> Option<Message> {
        let share = f64::from(share.clamp(0.0, 1.0));
        let share = if self.rtl { 1.0 - share } else { share };
        let (start, grid) = (self.ends.start(), self.step / VALUES_PER_STEP);
        let places = ((self.scale.value(share, &self.ends) - start) / grid).round();
        self.to(start + places * grid)
    }

    /// The message for this value, limited to the ends. None for NaN.
    fn to(&self, value: f64) -> Option<Message> {
        let within = value.max(*self.ends.start()).min(*self.ends.end());
        self.on_change.as_ref().filter(|_| !value.is_nan()).map(|on_change| on_change(within))
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, Scale};

    #[test]
    fn positions_are_linear_or_logarithmic() {
        let ends = 100.0..=800.0;
        for (scale, share, value) in [
            (Scale::Linear, 0.0, 100.0),
            (Scale::Linear, 0.5, 450.0),
            (Scale::Linear, 1.0, 800.0),
            (Scale::Logarithmic, 0.0, 100.0),
            (Scale::Logarithmic, 1.0 / 3.0, 200.0),
            (Scale::Logarithmic, 2.0 / 3.0, 400.0),
            (Scale::Logarithmic, 1.0, 800.0),
        ] {
            assert!((scale.value(share, &ends) - value).abs() < 1e-9, "{scale:?} at {share}");
            assert!((scale.share(value, &ends) - share).abs() < 1e-9, "{scale:?} of {value}");
        }
        assert_eq!(Scale::Logarithmic.share(50.0, &ends), 0.0);
    }

    #[test]
    fn a_pointer_chooses_a_value_in_both_directions_of_reading() {
        let range = |rtl| {
            Range::new(100.0, 100.0..=800.0, 10.0).on_change(|to| to).scale(Scale::Logarithmic).rtl(rtl)
        };
        for (share, left_to_right, right_to_left) in
            [(-1.0, 100.0, 800.0), (1.0 / 3.0, 200.0, 400.0), (0.5, 283.0, 283.0), (2.0, 800.0, 100.0)]
        {
            assert_eq!(range(false).at(share), Some(left_to_right));
            assert_eq!(range(true).at(share), Some(right_to_left));
        }
    }
}
