//! Icons, drawn from paths.
