//! When files that could not be read are tried again though nothing of them has changed.
//!
//! What is wrong with a file itself stays wrong until somebody saves it anew. A disk that refuses, a right that is
//! missing, a machine that is too busy pass by themselves, so these are tried again, after pauses that grow.

use super::Indexer;
use crate::model::ProblemStatus;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The first pause; each next one is twice as long.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Copy, Debug)]
struct Attempt {
    pause: SignedDuration,
    due: Timestamp,
}

/// The files that are to be tried again, by path.
#[derive(Debug, Default)]
pub(super) struct Retries(BTreeMap<String, Attempt>);

impl Retries {
    /// Notes that a file could not be read now.
    fn failed(&mut self, path: &str, now: Timestamp) {
        let pause = self.0.get(path).map_or(FIRST, |last| (last.pause * 2).min(LONGEST));
        self.0.insert(path.to_owned(), Attempt { pause, due: now.checked_add(pause).unwrap_or(Timestamp::MAX) });
    }

    fn due(&self, now: Timestamp) -> impl Iterator<Item = &String> {
        self.0.iter().filter(move |(_, attempt)| attempt.due <= now).map(|(path, _)| path)
    }
}

impl Indexer {
    /// Lines up the files that could not be read and whose pause is over by now. Returns how many there are.
    pub fn try_again(&mut self, now: Timestamp) -> usize {
        let due: Vec<String> = self.retries.due(now).cloned().collect();
        let mut lined_up = 0;
        for path in due {
            // What waits already is read without this, and what is gone not at all.
            if self.line_up(&path, false) {
                self.accounts.pending(&path);
                lined_up += 1;
            }
        }
        lined_up
    }

    /// Notes how the reading of a file ended.
    pub(super) fn ended(&mut self, path: &str) {
        match self.accounts.failure(path).map(|failure| failure.status) {
            Some(ProblemStatus::Failed | ProblemStatus::Timeout) => self.retries.failed(path, Timestamp::now()),
            _ => drop(self.retries.0.remove(path)),
        }
    }
}
