//! Checks that there are no circles between files, that the methods of a type are in one file, and that rooms that could be
//! crates import nothing.
//!
//! Exceptions are in two lists, each with a reason. The lists can only get shorter: an entry that is not needed any more, or a
//! file that is in no circle, fails the test too.

use super::graph::Graph;
use super::source::{self, File};

/// Files that still need each other, ring by ring.
const RINGS: &[(&[&str], &str)] = &[];

/// Types that still have `impl` blocks of their own in more than one file.
const SPREAD_TYPES: &[(&str, &str)] =
    &[("api::me::Session", "each kind of request has a file, and all of them need the session")];

/// Rooms that could be crates: they need no other file of this one.
const ALONE: &[&str] = &["picture/jpeg/reader", "demo", "plain", "secret", "measure"];

#[test]
fn no_two_files_need_each_other() {
    let files = source::all();
    let graph = Graph::new(&files);
    let complaints = unlisted_rings(&graph, RINGS);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn a_type_has_its_methods_in_one_file() {
    let files = source::all();
    let complaints = unlisted_types(&Graph::new(&files), SPREAD_TYPES);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn rooms_that_could_be_crates_import_nothing() {
    let files = source::all();
    let graph = Graph::new(&files);
    for room in ALONE {
        assert!(files.iter().any(|file| is_in(&file.path, room)), "there is no room {room}");
        assert_eq!(ways_out(&graph, room), [""; 0], "{room}");
    }
}

/// Rings that are not listed, and listed files that are in no ring.
fn unlisted_rings(graph: &Graph<'_>, listed: &[(&[&str], &str)]) -> Vec<String> {
    let rings = graph.rings();
    let is_listed =
        |ring: &[&str]| listed.iter().any(|(files, _)| ring.iter().all(|file| files.contains(file)));
    let new = rings
        .iter()
        .filter(|ring| !is_listed(ring))
        .map(|ring| format!("these files need each other:\n    {}", graph.ways(ring).join("\n    ")));
    let is_in_ring = |file: &&str| rings.iter().any(|ring| ring.contains(file));
    let files = listed.iter().flat_map(|(files, _)| files.iter().copied());
    let gone = files
        .filter(|file| !is_in_ring(file))
        .map(|file| format!("{file} is in no ring any more: take it off the list"));
    new.chain(gone).collect()
}

/// Types that are not listed, and listed ones that have their methods in one file.
fn unlisted_types(graph: &Graph<'_>, listed: &[(&str, &str)]) -> Vec<String> {
    let spread = graph.spread_types();
    let is_listed = |name: &str| listed.iter().any(|(listed, _)| *listed == name);
    let new = spread
        .iter()
        .filter(|(name, _)| !is_listed(name))
        .map(|(name, files)| format!("{name} has methods in {}", files.join(" and in ")));
    let gone = listed
        .iter()
        .filter(|(listed, _)| spread.iter().all(|(name, _)| name != listed))
        .map(|(name, _)| format!("{name} has its methods in one file: take it off the list"));
    new.chain(gone).collect()
}

/// What files of a room need outside of it.
fn ways_out(graph: &Graph<'_>, room: &str) -> Vec<String> {
    let ways = graph.all_ways().into_iter();
    let out = ways.filter(|(file, other, _)| is_in(file, room) && !is_in(other, room));
    out.map(|(file, other, names)| format!("{file} needs {other}: {names}")).collect()
}

fn is_in(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['.', '/']))
}

/// The rules, broken once each.
mod broken {
    use super::{File, Graph, unlisted_rings, unlisted_types, ways_out};

    /// What is tried, files with their code, and what is found.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

    fn files(files: &[(&str, &str)]) -> Vec<File> {
        files.iter().map(|(path, code)| File::new(path, code)).collect()
    }

    #[test]
    fn circles_between_files_are_found() {
        let a_needs_b = ("a.rs", "use crate::b::B; struct A(B);");
        let cases: [Case<'_>; 13] = [
            ("one way", &[a_needs_b, ("b.rs", "struct B;")], &[]),
            ("both ways", &[a_needs_b, ("b.rs", "fn f(a: crate::a::A) {}")], &["a.rs", "b.rs"]),
            (
                "a longer ring",
                &[a_needs_b, ("b.rs", "use crate::c::C;"), ("c.rs", "use super::a::A;")],
                &["a.rs", "b.rs", "c.rs"],
            ),
            (
                "a child of its parent, which needs it",
                &[("a.rs", "mod b; struct A; fn f() { b::g() }"), ("a/b.rs", "use super::A;")],
                &["a.rs", "a/b.rs"],
            ),
            (
                "a child of its parent, which hands it on",
                &[("a.rs", "mod b; pub use b::B; struct A;"), ("a/b.rs", "use super::A; pub struct B;")],
                &[],
            ),
            (
                "the same, and uses what it hands on",
                &[("a.rs", "mod b; pub use b::B; struct A(B);"), ("a/b.rs", "use super::A; pub struct B;")],
                &["a.rs", "a/b.rs"],
            ),
            (
                "siblings through what the parent hands on",
                &[
                    ("a.rs", "mod b; mod c; pub(crate) use b::B; pub use c::C;"),
                    ("a/b.rs", "use super::C; pub struct B;"),
                    ("a/c.rs", "use super::B; pub struct C;"),
                ],
                &["a/b.rs", "a/c.rs"],
            ),
            (
                "through a name for a module",
                &[
                    ("a.rs", "use crate::b as c; fn f() { c::g() }"),
                    ("b.rs", "use crate::a; fn g() { a::f() }"),
                ],
                &["a.rs", "b.rs"],
            ),
            (
                "a module alone is no use of it",
                &[("a.rs", "mod b; struct A;"), ("a/b.rs", "use super::A; struct B;")],
                &[],
            ),
            (
                "a module inside of a file",
                &[("a.rs", "mod b; fn f() { b::g() }"), ("a/b.rs", "fn g() {} mod c { use super::g; }")],
                &[],
            ),
            (
                "unit tests may need anybody",
                &[a_needs_b, ("b.rs", "struct B; #[cfg(test)] mod tests { use crate::a::A; }")],
                &[],
            ),
            (
                "a path behind a word",
                &[a_needs_b, ("b.rs", "fn f() { return crate::a::g() }")],
                &["a.rs", "b.rs"],
            ),
            ("comments need nothing", &[a_needs_b, ("b.rs", "// crate::a::A\nstruct B;")], &[]),
        ];
        for (name, code, expected) in cases {
            let files = files(code);
            assert_eq!(Graph::new(&files).rings().concat(), expected, "{name}");
        }
    }

    #[test]
    fn the_list_of_circles_only_gets_shorter() {
        let files = files(&[
            ("a.rs", "use crate::b::B; struct A;"),
            ("b.rs", "use crate::a::A; struct B;"),
            ("c.rs", ""),
        ]);
        let graph = Graph::new(&files);
        let complaints = |listed: &[(&[&str], &str)]| unlisted_rings(&graph, listed).len();
        assert_eq!(complaints(&[(&["a.rs", "b.rs"], "a reason")]), 0);
        assert_eq!(complaints(&[]), 1);
        assert_eq!(complaints(&[(&["a.rs"], "a reason")]), 1);
        assert_eq!(complaints(&[(&["a.rs", "b.rs", "c.rs"], "a reason")]), 1);
    }

    #[test]
    fn methods_in_several_files_are_found() {
        let a = ("a.rs", "mod b; pub struct A<T>(T); impl<T: Fn() -> u8> A<T> where T: Copy { fn f() {} }");
        let cases: [Case<'_>; 7] = [
            ("in a child", &[a, ("a/b.rs", "use super::A; impl A<u8> { fn g() {} }")], &["a::A"]),
            ("by its path", &[a, ("c.rs", "impl crate::a::A<u8> {}")], &["a::A"]),
            ("of a trait", &[a, ("a/b.rs", "use super::A; impl Drop for A<u8> {}")], &[]),
            ("of a trait with types", &[a, ("a/b.rs", "use super::A; impl<T> From<A<T>> for u8 {}")], &[]),
            ("another type of this name", &[a, ("c.rs", "struct A; impl A { fn g() {} }")], &[]),
            ("in arguments", &[a, ("a/b.rs", "use super::A; fn g(a: impl Fn(A)) -> impl A {}")], &[]),
            ("in one file twice", &[("a.rs", "struct A; impl A {} impl A {}")], &[]),
        ];
        for (name, code, expected) in cases {
            let files = files(code);
            let spread = Graph::new(&files).spread_types();
            let names: Vec<_> = spread.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, expected, "{name}");
        }
        let files = files(&[a, ("c.rs", "impl crate::a::A<u8> {}")]);
        let graph = Graph::new(&files);
        assert_eq!(unlisted_types(&graph, &[("a::A", "a reason")]).len(), 0);
        assert_eq!(unlisted_types(&graph, &[]).len(), 1);
        assert_eq!(unlisted_types(&graph, &[("a::A", "a reason"), ("b::B", "a reason")]).len(), 1);
    }

    #[test]
    fn imports_of_independent_rooms_are_found() {
        let files = files(&[
            ("a.rs", "mod b; mod c; pub struct A;"),
            ("a/b.rs", "use super::c::C; pub(in crate::a) struct B;"),
            ("a/c.rs", "use super::A; pub struct C;"),
        ]);
        let graph = Graph::new(&files);
        assert_eq!(ways_out(&graph, "a/b"), ["a/b.rs needs a/c.rs: C"]);
        assert_eq!(ways_out(&graph, "a/c"), ["a/c.rs needs a.rs: A"]);
        assert_eq!(ways_out(&graph, "a"), [""; 0]);
    }
}
