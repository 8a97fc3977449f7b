//! The steps of a countdown: each second, or each minute while minutes are shown. Pure.

use std::time::Duration;

/// Up to this time seconds are shown.
const SECONDS: Duration = Duration::from_secs(120);

/// The time until the shown value changes.
pub fn next_step(left: Duration) -> Duration {
    let step = if left <= SECONDS { Duration::from_secs(1) } else { Duration::from_secs(60) };
    step.min(left)
}

#[cfg(test)]
mod tests {
    use super::next_step;

    use std::time::Duration;

    #[test]
    fn a_time_is_counted_down_to_zero() {
        for (seconds, steps) in [(0, 0), (1, 1), (120, 120), (121, 62), (3600, 58 + 120)] {
            let (mut left, mut count) = (Duration::from_secs(seconds), 0);
            while !left.is_zero() {
                left -= next_step(left);
                count += 1;
            }
            assert_eq!(count, steps, "{seconds}");
        }
        assert_eq!(next_step(Duration::from_millis(300)), Duration::from_millis(300));
    }
}
