//! Which file has which id, where several claim the same: the first by path, so that every rebuild decides alike.

use std::collections::BTreeMap;

/// Who claims which id.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// By id, in their order: nearly always one.
    paths: BTreeMap<String, Vec<Box<str>>>,
}

impl Claims {
    /// Notes that a path claims an id. Returns who had it before, where it has changed hands.
    pub(super) fn claim(&mut self, id: &str, path: &str) -> Option<String> {
        let Some(paths) = self.paths.get_mut(id) else {
            self.paths.insert(id.to_owned(), vec![path.into()]);
            return None;
        };
        let former = paths[0].to_string();
        if let Err(place) = paths.binary_search_by(|known| (**known).cmp(path)) {
            paths.insert(place, path.into());
        }
        (*paths[0] != *former).then_some(former)
    }

    /// The id that a document has, by what it claims.
    pub(super) fn id(&self, claim: &str, path: &str) -> String {
        match self.owner(claim) {
            Some(owner) if owner != path => second_id(claim, path),
            _ => claim.to_owned(),
        }
    }

    /// Notes that a path claims an id no longer. Returns who has it now, where that is somebody else than before.
    pub(super) fn release(&mut self, id: &str, path: &str) -> Option<String> {
        let paths = self.paths.get_mut(id)?;
        let was_owner = paths.first().is_some_and(|owner| **owner == *path);
        paths.retain(|known| **known != *path);
        let heir = paths.first().map(|heir| heir.to_string());
        if paths.is_empty() {
            self.paths.remove(id);
        }
        heir.filter(|_| was_owner)
    }

    /// The path that has an id.
    pub(super) fn owner(&self, id: &str) -> Option<&str> {
        self.paths.get(id)?.first().map(|owner| &**owner)
    }
}

/// The id of a document whose own belongs to another: the same for the same path, always.
fn second_id(claim: &str, path: &str) -> String {
    format!("{claim}-{}", &blake3::hash(path.as_bytes()).to_hex()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_path_has_the_id_and_it_is_inherited() {
        let mut claims = Claims::default();
        assert_eq!(claims.claim("x", "b.md"), None);
        assert_eq!(claims.claim("x", "a.md"), Some("b.md".to_owned()));
        assert_eq!(claims.claim("x", "c.md"), None);
        assert_eq!(claims.release("x", "c.md"), None);
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
