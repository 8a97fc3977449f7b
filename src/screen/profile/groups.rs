//! The groups the person belongs to: what is searched for, and which of them show their details.

use crate::locale::{Arg, Language, copied, spoken};
use crate::profile::Group;
use crate::profile::folding::folded;
use crate::widget::Ui;

use jiff::Timestamp;

use std::cell::RefCell;
use std::collections::BTreeSet;

/// How many groups there are before a search is offered (`product.md`: from eight on).
const MANY: usize = 8;

/// What is seen of the groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    open: BTreeSet<usize>,
    search: String,
    /// The groups as they are searched, once they were in this language.
    ready: RefCell<Option<Ready>>,
}

/// What a search looks into, made once: with thousands of groups it would be most of what a key costs.
#[derive(Debug)]
struct Ready {
    language: Language,
    texts: Vec<String>,
}

/// What happens to the groups.
#[derive(Debug, Clone)]
pub enum Message {
    /// The details of one, by its place in the profile, were opened or closed.
    Toggled(usize),
    /// The search changed.
    Searched(String),
    /// *Copy*: one group, by its place in the profile, or all of them.
    Copy(Option<usize>),
}

impl Groups {
    /// Opens or closes the details of one.
    pub(super) fn toggle(&mut self, group: usize) {
        if !self.open.remove(&group) {
            let _ = self.open.insert(group);
        }
    }

    /// Takes what is searched for.
    pub(super) fn look_for(&mut self, search: String) {
        self.search = search;
    }

    /// Forgets what was made ready for searching: the groups may be others now.
    pub(super) fn renew(&mut self) {
        *self.ready.borrow_mut() = None;
    }

    pub(super) fn is_open(&self, group: usize) -> bool {
        self.open.contains(&group)
    }

    /// What is searched for; none where there are so few groups that no search is offered.
    pub(super) fn search(&self, groups: &[Group]) -> Option<&str> {
        (groups.len() >= MANY).then_some(self.search.as_str())
    }

    /// The groups that are found, with their places in the profile; all of them without a search.
    pub(super) fn found<'a>(&self, groups: &'a [Group], ui: Ui<'_>) -> Vec<(usize, &'a Group)> {
        let wanted = folded(self.search(groups).unwrap_or_default());
        if wanted.trim().is_empty() {
            return groups.iter().enumerate().collect();
        }
        let language = ui.locale.language();
        let mut ready = self.ready.borrow_mut();
        let is_ready = |ready: &Ready| ready.language == language && ready.texts.len() == groups.len();
        if !ready.as_ref().is_some_and(is_ready) {
            let text = |group| folded(&[&name(group, ui), "\n", &spoken(&group.notes)].concat());
            *ready = Some(Ready { language, texts: groups.iter().map(text).collect() });
        }
        let texts = ready.as_ref().map_or(&[][..], |ready| &ready.texts);
        let is_found = |text: &String| wanted.split_whitespace().all(|word| text.contains(word));
        let found = groups.iter().enumerate().zip(texts).filter(|(_, text)| is_found(text));
        found.map(|(group, _)| group).collect()
    }
}

/// What a group is called: its name, or its number where the server gave nothing else.
pub(super) fn name(group: &Group, ui: Ui<'_>) -> String {
    match (group.name.as_str(), group.id) {
        ("", Some(id)) => ui.tr_with("groups-number", &[("number", Arg::Number(id))]),
        ("", None) => ui.tr("groups-no-name"),
        (name, _) => name.to_owned(),
    }
}

/// Groups as text, one a line: name, notes, members.
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

/// All that is shown of a group, one thing a line.
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
