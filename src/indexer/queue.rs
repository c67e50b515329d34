//! What waits to be dealt with, in the order in which it is.

use crate::corpus::{Change, Entry};
use std::collections::BTreeMap;

/// One path that is to be dealt with.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub change: Change,
    pub entry: Option<Entry>,
    /// Whether it is to be indexed again even if its content is what it was.
    pub anew: bool,
}

/// At most one task for each path. What is gone comes first, so that a moved file frees its id before it is looked at
/// in its new place; then by path, so that ids are given as a rebuild would.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// Whatever is not to be read: it is there no more, or is no document.
    gone: BTreeMap<String, Task>,
    there: BTreeMap<String, Task>,
    /// How many tasks were taken out since there was last none.
    taken: usize,
}

impl Queue {
    /// Lines a task up in place of what was to be done about its path; what was to be indexed anew still is.
    pub(super) fn insert(&mut self, task: Task) {
        let path = task.change.path().to_owned();
        if self.is_empty() {
            self.taken = 0;
        }
        let before = self.gone.remove(&path).or_else(|| self.there.remove(&path));
        let anew = task.anew || before.is_some_and(|before| before.anew);
        let line = if matches!(task.change, Change::Look(_)) { &mut self.there } else { &mut self.gone };
        line.insert(path, Task { anew, ..task });
    }

    pub(super) fn get_mut(&mut self, path: &str) -> Option<&mut Task> {
        self.gone.get_mut(path).or_else(|| self.there.get_mut(path))
    }

    /// Whether a file that is there waits to be dealt with.
    pub(super) fn holds_a_file(&self, path: &str) -> bool {
        self.there.contains_key(path) || self.gone.get(path).is_some_and(|task| task.entry.is_some())
    }

    /// Takes out the task whose turn it is.
    pub(super) fn pop(&mut self) -> Option<Task> {
        self.taken += 1;
        self.gone.pop_first().or_else(|| self.there.pop_first()).map(|(_, task)| task)
    }

    /// How many tasks were taken out since there was last none.
    pub(super) fn taken(&self) -> usize {
        if self.is_empty() { 0 } else { self.taken }
    }

    pub(super) fn len(&self) -> usize {
        self.gone.len() + self.there.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.there.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.gone.clear();
        self.there.clear();
    }
}
