//! How a place in the source is written.

/// The part of a path behind the folder of all crates.
pub(super) fn short(file: &str) -> &str {
    let tail = file.rsplit_once("/registry/src/").map_or(file, |(_, tail)| tail);
    tail.split_once('/').map_or(tail, |(_, tail)| tail)
}
