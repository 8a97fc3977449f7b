//! The laws of the editor, held against a server of all habits: one that stores, stores late, loses answers, refuses,
//! alters, ignores, and is changed from elsewhere. Events come in any order.

mod drafts;
mod fate;
mod in_step;
mod laws;
mod model;
mod over_time;
mod press;
mod stories;
