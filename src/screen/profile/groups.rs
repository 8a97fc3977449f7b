//! The state of the list of groups: the search, and which details are open.

use crate::locale::{Arg, Language, copied, spoken};
use crate::profile::Group;
use crate::profile::folding::folded;
use crate::widget::Ui;

use jiff::Timestamp;

use std::cell::RefCell;
use std::collections::BTreeSet;

/// From this number of groups on there is a search (`product.md`).
const MANY: usize = 8;

/// The state of the list of groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    open: BTreeSet<usize>,
    search: String,
    /// The texts that are searched, after the first search.
    search_texts: RefCell<Option<SearchTexts>>,
}

/// The texts that are searched. They are computed once, because with thousands of groups this takes most of the time of
/// a key press.
#[derive(Debug)]
struct SearchTexts {
    language: Language,
    texts: Vec<String>,
}

/// A message of the list of groups.
#[derive(Debug, Clone)]
pub enum Message {
    /// The details of the group with this index in the profile were opened or closed.
    Toggled(usize),
    /// The search changed.
    Searched(String),
    /// *Copy*: the group with this index in the profile, or all of them.
    Copy(Option<usize>),
}

impl Groups {
    /// Opens or closes the details of a group.
    pub(super) fn toggle(&mut self, group: usize) {
        if !self.open.remove(&group) {
            let _ = self.open.insert(group);
        }
    }

    /// Sets the search text.
    pub(super) fn set_search(&mut self, search: String) {
        self.search = search;
    }

    /// Forgets the texts that are searched, because the groups may have changed.
    pub(super) fn forget_texts(&mut self) {
        *self.search_texts.borrow_mut() = None;
    }

    pub(super) fn is_open(&self, group: usize) -> bool {
        self.open.contains(&group)
    }

    /// The search text; none if there are so few groups that there is no search.
    pub(super) fn search(&self, groups: &[Group]) -> Option<&str> {
        (groups.len() >= MANY).then_some(self.search.as_str())
    }

    /// The groups that are found, with their indices in the profile; all of them without a search text.
    pub(super) fn found<'a>(&self, groups: &'a [Group], ui: Ui<'_>) -> Vec<(usize, &'a Group)> {
        let wanted = folded(self.search(groups).unwrap_or_default());
        if wanted.trim().is_empty() {
            return groups.iter().enumerate().collect();
        }
        let language = ui.locale.language();
        let mut ready = self.search_texts.borrow_mut();
        let fits = |ready: &SearchTexts| ready.language == language && ready.texts.len() == groups.len();
        if !ready.as_ref().is_some_and(fits) {
            let text = |group| folded(&[&name(group, ui), "\n", &spoken(&group.notes)].concat());
            *ready = Some(SearchTexts { language, texts: groups.iter().map(text).collect() });
        }
        let texts = ready.as_ref().map_or(&[][..], |ready| &ready.texts);
        let is_found = |text: &String| wanted.split_whitespace().all(|word| text.contains(word));
        let found = groups.iter().enumerate().zip(texts).filter(|(_, text)| is_found(text));
        found.map(|(group, _)| group).collect()
    }
}

/// The name of a group to show: its name, or its number if the server gave nothing else.
pub(super) fn name(group: &Group, ui: Ui<'_>) -> String {
    match (group.name.as_str(), group.id) {
        ("", Some(id)) => ui.tr_with("groups-number", &[("number", Arg::Number(id))]),
        ("", None) => ui.tr("groups-no-name"),
        (name, _) => name.to_owned(),
    }
}

/// Groups as text, one in each line: name, notes, members.
pub(super) fn as_text<'a>(groups: impl IntoIterator<Item = &'a Group>, ui: Ui<'_>) -> String {
    let lines = groups.into_iter().map(|group| {
        let members =
            group.users_count.map(|count| ui.tr_with("groups-members", &[("count", Arg::Number(count))]));
        [Some(name(group, ui)), Some(group.notes.clone()), members]
            .into_iter()
            .flatten()
            .map(|part| copied(&part))
            .filter(|part| !part.trim().is_empty())
            .collect::<Vec<_>>()
            .join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Everything that is shown of a group, as text with one fact in each line.
pub(super) fn details(group: &Group, ui: Ui<'_>) -> String {
    let moment = |id, moment: Option<Timestamp>| {
        moment.map(|moment| format!("{}\t{}", ui.tr(id), ui.locale.exact(moment, ui.zone)))
    };
    let moments = [moment("groups-created", group.created_at), moment("groups-updated", group.updated_at)];
    let first = as_text([group], ui);
    [first]
        .into_iter()
        .chain(moments.into_iter().flatten().map(|line| spoken(&line)))
        .collect::<Vec<_>>()
        .join("\n")
}
