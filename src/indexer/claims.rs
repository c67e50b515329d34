//! Which file has which id, where several claim the same: the first by path, so that every rebuild decides alike.

use crate::model::{Problem, Warning};
use std::collections::{BTreeMap, BTreeSet};

/// Who claims which id.
#[derive(Debug, Default)]
pub(super) struct Claims {
    paths: BTreeMap<String, BTreeSet<String>>,
}

/// Whose an id is after a claim.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Owners {
    pub owner: String,
    /// Who had it before.
    pub former: Option<String>,
    /// Whether it has changed hands.
    pub is_new: bool,
}

impl Claims {
    /// Notes that a path claims an id.
    pub(super) fn claim(&mut self, id: &str, path: &str) -> Owners {
        let paths = self.paths.entry(id.to_owned()).or_default();
        let former = paths.first().cloned();
        paths.insert(path.to_owned());
        let owner = paths.first().cloned().unwrap_or_default();
        Owners { is_new: former.as_ref().is_some_and(|former| *former != owner), owner, former }
    }

    /// Notes that a path claims an id no longer. Returns who has it now, where that is somebody else than before.
    pub(super) fn release(&mut self, id: &str, path: &str) -> Option<String> {
        let paths = self.paths.get_mut(id)?;
        let was_owner = paths.first().is_some_and(|owner| owner == path);
        paths.remove(path);
        let heir = paths.first().cloned();
        if paths.is_empty() {
            self.paths.remove(id);
        }
        heir.filter(|_| was_owner)
    }

    /// The path that has an id.
    pub(super) fn owner(&self, id: &str) -> Option<&str> {
        self.paths.get(id)?.first().map(String::as_str)
    }
}

/// The id of a document whose own belongs to another: the same for the same path, always.
pub(super) fn second_id(claim: &str, path: &str) -> String {
    format!("{claim}-{}", &blake3::hash(path.as_bytes()).to_hex()[..8])
}

/// What a person is told whose file claims an id that another has.
pub(super) fn taken(path: &str, claim: &str, owner: &str) -> Problem {
    Problem::indexed(
        path,
        Warning {
            line: None,
            problem: format!("the id “{claim}” belongs to {owner} already"),
            suggestion: Some("give one of them another id; until then this one has an id of its own".to_owned()),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_path_has_the_id_and_it_is_inherited() {
        let mut claims = Claims::default();
        assert_eq!(claims.claim("x", "b.md"), Owners { owner: "b.md".into(), former: None, is_new: false });
        let taken = Owners { owner: "a.md".into(), former: Some("b.md".into()), is_new: true };
        assert_eq!(claims.claim("x", "a.md"), taken);
        assert_eq!(claims.owner("x"), Some("a.md"));
        assert_eq!(claims.release("x", "a.md"), Some("b.md".to_owned()));
        assert_eq!(claims.release("x", "b.md"), None);
        assert_eq!(claims.owner("x"), None);
    }

    #[test]
    fn releasing_what_was_not_owned_changes_no_hands() {
        let mut claims = Claims::default();
        claims.claim("x", "a.md");
        claims.claim("x", "b.md");
        assert_eq!(claims.release("x", "b.md"), None);
        assert_eq!(claims.owner("x"), Some("a.md"));
    }
}
