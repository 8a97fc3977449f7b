//! The tolerant JSON shapes.
