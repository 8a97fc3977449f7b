//! The built-in server of `--demo`.
