//! Digits of the languages.
