//! The vectors of queries, kept for a while: every choice in a facet and every next page asks the same again.

use super::{DIMENSIONS, Encoder};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept.
const KEPT: usize = 1024;

/// Longer texts, in bytes, are read to here: a question is shorter, and nobody waits for a page to be encoded.
const LONGEST: usize = 1_000;

type Vector = Arc<[f32; DIMENSIONS]>;

/// Makes the vectors of queries, and remembers them.
#[derive(Debug)]
pub struct Queries {
    encoder: Option<Arc<Encoder>>,
    /// With the time at which each was last asked for, counted in questions.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    asked: u64,
    vectors: HashMap<String, (u64, Vector)>,
}

impl Queries {
    /// With an encoder for those that are new.
    pub fn new(encoder: Arc<Encoder>) -> Queries {
        Queries { encoder: Some(encoder), known: Mutex::default() }
    }

    /// Only those that it is told of.
    pub fn remembered() -> Queries {
        Queries { encoder: None, known: Mutex::default() }
    }

    /// Keeps the vector of a query.
    pub fn remember(&self, text: &str, vector: [f32; DIMENSIONS]) -> Vector {
        let vector = Arc::new(vector);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { asked, vectors: kept } = &mut *known;
        *asked += 1;
        if kept.len() >= KEPT {
            // The older half goes: once in a while, so that no list of ages need be kept.
            let mut ages: Vec<u64> = kept.values().map(|(age, _)| *age).collect();
            let (_, middle, _) = ages.select_nth_unstable(KEPT / 2);
            let middle = *middle;
            kept.retain(|_, (age, _)| *age > middle);
        }
        kept.insert(text.to_owned(), (*asked, Arc::clone(&vector)));
        vector
    }

    /// The vector of a query, by its meaning without its language; `None` where it cannot be made.
    pub fn vector(&self, text: &str) -> Option<Vector> {
        let text = text.trim();
        let text = &text[..text.floor_char_boundary(LONGEST)];
        if let Some(known) = self.recall(text) {
            return Some(known);
        }
        let encoder = self.encoder.as_ref()?;
        // A fault of the encoder costs no answer: words and vocabulary find what they find.
        let vector = catch_unwind(AssertUnwindSafe(|| encoder.query(text))).ok()?;
        vector.iter().all(|value| value.is_finite()).then(|| self.remember(text, vector))
    }

    fn recall(&self, text: &str) -> Option<Vector> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { asked, vectors } = &mut *known;
        *asked += 1;
        let (age, vector) = vectors.get_mut(text)?;
        *age = *asked;
        Some(Arc::clone(vector))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_lately_is_kept_and_what_was_not_is_forgotten() {
        let queries = Queries::remembered();
        assert_eq!(queries.vector("gangs"), None);
        for n in 0..KEPT {
            queries.remember(&format!("query {n}"), [n as f32; DIMENSIONS]);
        }
        assert!(queries.vector(" query 0 ").is_some());
        queries.remember("one more", [0.0; DIMENSIONS]);
        assert!(queries.vector("query 0").is_some(), "asked for lately");
        assert!(queries.vector("query 1").is_none(), "not asked for since");
        assert!(queries.known.lock().is_ok_and(|known| known.vectors.len() <= KEPT));
    }
}
