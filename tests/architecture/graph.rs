//! Finds which files of the crate depend on each other: circles between files, and types with methods in several files.
//!
//! A file depends on another if it names an item that is defined there, also by a re-export. `mod x;` and re-exports alone are
//! no dependencies. A parent and its child are two files like any others. Methods are not found, so a type must have its
//! methods in one file.

use super::source::{File, Import};

use std::collections::{BTreeMap, BTreeSet};

/// All files, and how to find the one in which something is defined.
pub(crate) struct Graph<'a> {
    files: &'a [File],
    /// The place of the file of each module.
    modules: BTreeMap<&'a [String], usize>,
    imports: Vec<Vec<Import>>,
}

/// Something that is defined in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    file: usize,
    name: String,
}

/// A way through re-exports is never longer.
const MAX_STEPS: usize = 20;

impl<'a> Graph<'a> {
    /// Of these files; unit tests in folders of their own are left out.
    pub(crate) fn new(files: &'a [File]) -> Self {
        let product = files.iter().enumerate().filter(|(_, file)| !file.path.contains("/tests/"));
        let modules = product.map(|(place, file)| (file.module.as_slice(), place)).collect();
        Self { files, modules, imports: files.iter().map(File::imports).collect() }
    }

    /// Files that need each other, directly or through others; each ring in the order of its paths.
    pub(crate) fn rings(&self) -> Vec<Vec<&'a str>> {
        let needs: BTreeMap<usize, BTreeSet<usize>> =
            self.modules.values().map(|file| (*file, self.needs(*file).into_keys().collect())).collect();
        let reached: BTreeMap<_, _> = needs.keys().map(|file| (*file, reachable(&needs, *file))).collect();
        let mut rings = BTreeSet::new();
        for (file, others) in &reached {
            if others.contains(file) {
                let ring = others.iter().filter(|other| reached[other].contains(file));
                let mut ring: Vec<_> = ring.map(|place| self.files[*place].path.as_str()).collect();
                ring.sort_unstable();
                let _ = rings.insert(ring);
            }
        }
        rings.into_iter().collect()
    }

    /// What leads from one file of a ring to another: the files, and the names of what is needed.
    pub(crate) fn ways(&self, ring: &[&str]) -> Vec<String> {
        let ways = self.all_ways().into_iter();
        let inside = ways.filter(|(file, other, _)| ring.contains(file) && ring.contains(other));
        inside.map(|(file, other, names)| format!("{file} needs {other}: {names}")).collect()
    }

    /// Each file, another one that it needs, and the names of what it needs there.
    pub(crate) fn all_ways(&self) -> Vec<(&'a str, &'a str, String)> {
        let path = |place: usize| self.files[place].path.as_str();
        let mut ways = Vec::new();
        for file in self.modules.values().copied() {
            for (other, names) in self.needs(file) {
                ways.push((path(file), path(other), names.into_iter().collect::<Vec<_>>().join(", ")));
            }
        }
        ways.sort();
        ways
    }

    /// The types that have `impl` blocks of their own in several files: their path, and those files.
    pub(crate) fn spread_types(&self) -> Vec<(String, Vec<&'a str>)> {
        let mut places: BTreeMap<Item, BTreeSet<&str>> = BTreeMap::new();
        for file in self.modules.values().copied() {
            for path in self.files[file].own_impls() {
                if let Some(item) = self.item(file, &path) {
                    let _ = places.entry(item).or_default().insert(self.files[file].path.as_str());
                }
            }
        }
        places
            .into_iter()
            .filter(|(_, files)| files.len() > 1)
            .map(|(item, files)| {
                let module = &self.files[item.file].module;
                let path = module.iter().chain([&item.name]).cloned().collect::<Vec<_>>().join("::");
                (path, files.into_iter().collect())
            })
            .collect()
    }

    /// The other files that a file needs, with the names of what it needs there.
    fn needs(&self, file: usize) -> BTreeMap<usize, BTreeSet<String>> {
        let (imports, words) = (&self.imports[file], self.files[file].words());
        let used =
            imports.iter().filter(|import| !import.is_handed_on || words.contains(import.name.as_str()));
        let paths = used.map(|import| import.path.clone()).chain(self.files[file].written_paths(imports));
        let mut needs: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for item in paths.filter_map(|path| self.item(file, &path)).filter(|item| item.file != file) {
            let _ = needs.entry(item.file).or_default().insert(item.name);
        }
        needs
    }

    /// What a path that stands in a file leads to; none outside of the crate, and for a module.
    fn item(&self, file: usize, path: &[String]) -> Option<Item> {
        self.item_within(file, path, MAX_STEPS)
    }

    fn item_within(&self, file: usize, path: &[String], steps: usize) -> Option<Item> {
        let own = &self.files[file].module;
        let (first, rest) = path.split_first()?;
        let (mut module, mut rest) = match first.as_str() {
            "crate" | "nameplate" => (Vec::new(), rest),
            "self" => (own.clone(), rest),
            "super" => (own[..own.len().saturating_sub(1)].to_vec(), rest),
            _ => (own.clone(), path),
        };
        while let Some((_, after)) = rest.split_first().filter(|(next, _)| *next == "super") {
            let _ = module.pop();
            rest = after;
        }
        while let Some((next, after)) = rest.split_first() {
            module.push(next.clone());
            if !self.modules.contains_key(module.as_slice()) {
                let _ = module.pop();
                break;
            }
            rest = after;
        }
        let place = *self.modules.get(module.as_slice())?;
        let (name, after) = rest.split_first()?;
        let import = self.imports[place].iter().find(|import| import.name == *name);
        match import {
            Some(import) if import.path != path && steps > 0 => {
                let whole: Vec<_> = import.path.iter().chain(after).cloned().collect();
                self.item_within(place, &whole, steps - 1)
            }
            // The first part of a path that is neither a module nor imported is another crate or of the language.
            None if place == file && rest.len() == path.len() && path.len() > 1 => None,
            _ => Some(Item { file: place, name: name.clone() }),
        }
    }
}

fn reachable(needs: &BTreeMap<usize, BTreeSet<usize>>, from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in needs.get(&file).into_iter().flatten() {
            if found.insert(*next) {
                open.push(*next);
            }
        }
    }
    found
}
