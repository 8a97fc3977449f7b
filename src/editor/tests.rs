//! Tests of the rules of the editor against a model server with all known habits: it stores, stores late, loses
//! answers, refuses, alters, ignores, and is changed by others. Events come in any order.

mod drafts;
mod fate;
mod in_step;
mod laws;
mod model;
mod over_time;
mod press;
mod stories;
