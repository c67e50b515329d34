//! What has changed between what is known and what a walk found. Pure.

use super::walk::is_at_or_below;
use super::{Entry, Listing, Scope};
use std::collections::BTreeMap;

/// What is to be done about one path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// New, or its size, time or number differ: read it and compare the hash. The listing holds its stamp.
    Look(String),
    /// It is there and is no document: ignored, or failed, as the listing says. It is not to be served any more.
    Pass(String),
    /// It is there no more.
    Gone(String),
}

impl Change {
    /// The path that has changed.
    pub fn path(&self) -> &str {
        match self {
            Change::Look(path) | Change::Pass(path) | Change::Gone(path) => path,
        }
    }
}

/// Compares what is known with a listing of a scope. What lies outside of the scope, or below a folder that could not
/// be looked at, is left alone. Changes come sorted by path within each kind: what is gone first, so that a moved file
/// frees its id before it is looked at in its new place.
pub fn diff(known: &BTreeMap<String, Entry>, listing: &Listing, scope: &Scope) -> Vec<Change> {
    let out_of_sight = |path: &str| listing.unreadable.keys().any(|folder| is_at_or_below(path, folder));
    let gone = known
        .keys()
        .filter(|path| scope.contains(path) && !listing.files.contains_key(*path) && !out_of_sight(path))
        .map(|path| Change::Gone(path.clone()));
    let changed =
        listing.files.iter().filter(|(path, entry)| known.get(*path) != Some(entry)).map(|(path, entry)| match entry {
            Entry::Seen(_) => Change::Look(path.clone()),
            Entry::Ignored { .. } | Entry::Failed { .. } => Change::Pass(path.clone()),
        });
    gone.chain(changed).collect()
}

/// Remembers that a change has been dealt with.
pub fn apply(known: &mut BTreeMap<String, Entry>, listing: &Listing, change: &Change) {
    match listing.files.get(change.path()) {
        Some(entry) => known.insert(change.path().to_owned(), entry.clone()),
        None => known.remove(change.path()),
    };
}
