//! Measurements inside of the program: `cargo bench --profile dist --features measure -- save` or `-- frames`.
//!
//! `save` sends the program's requests to the built-in server and, alternating with them, the same requests with one
//! kept-alive curl. `frames` types on the profile screen without a display; its spans (see `src/measure.rs`) are written to the
//! file in `NAMEPLATE_MEASURE`. `groups` types into the search of a person with 5,000 groups, with the same file.

#![expect(clippy::unwrap_used, reason = "a measurement may fail by panicking")]

mod frames;
mod groups;
mod save;
#[path = "../../support/mod.rs"]
mod support;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("save") => save::measure(),
        Some("frames") => frames::measure(),
        Some("groups") => groups::measure(),
        _ => panic!("say what to measure: save, frames or groups"),
    }
}
