//! From a name as a person writes it to an id, in whatever language, and the nearest one where there is none.

use icu_normalizer::DecomposingNormalizer;
use std::collections::BTreeMap;

/// The form under which names are compared where no language is known: no case, no accents, words apart by one space.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    for c in decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Names → ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    ids: BTreeMap<String, Known>,
}

/// Whose name it is, and what tells quickly how unlike another it is.
#[derive(Clone, Debug)]
struct Known {
    id: String,
    letters: Letters,
    length: usize,
}

/// How often each letter stands in a name, by the remainder of its code: what two names differ in here they differ in
/// letter by letter as well, and it is far quicker to tell.
#[derive(Clone, Debug)]
struct Letters([i8; 32]);

impl Letters {
    fn of(name: &str) -> (Letters, usize) {
        let (mut counts, mut length) = ([0_i8; 32], 0);
        for c in name.chars() {
            let count = &mut counts[c as usize % 32];
            *count = count.saturating_add(1);
            length += 1;
        }
        (Letters(counts), length)
    }

    /// The least number of edits between two names: each adds a letter, takes one or changes one into another.
    fn least_edits(&self, other: &Letters) -> usize {
        let differences = self.0.iter().zip(other.0).map(|(a, b)| i32::from(*a) - i32::from(b));
        let (more, less) = differences.fold((0, 0), |(more, less), difference| match difference {
            0.. => (more + difference, less),
            _ => (more, less - difference),
        });
        more.max(less).unsigned_abs() as usize
    }
}

/// The least likeness at which one name is offered for another (1 = the same).
const NEAR: f64 = 0.7;
/// Longer names are not compared letter by letter.
const LONGEST: usize = 100;

impl Names {
    /// Adds a name; the first owner of a name keeps it.
    pub(super) fn add(&mut self, name: &str, id: &str) {
        let key = key(name);
        if !key.is_empty() {
            let (letters, length) = Letters::of(&key);
            self.ids.entry(key).or_insert_with(|| Known { id: id.to_owned(), letters, length });
        }
    }

    /// The id of this name.
    pub(super) fn resolve(&self, name: &str) -> Option<&str> {
        self.ids.get(&key(name)).map(|known| known.id.as_str())
    }

    /// The id whose name is most like this one, if any is.
    pub(super) fn suggest(&self, name: &str) -> Option<&str> {
        let key = key(name);
        if key.is_empty() || key.len() > LONGEST {
            return None;
        }
        let mut best = (NEAR, None);
        let (letters, length) = Letters::of(&key);
        for (name, known) in &self.ids {
            let longer = length.max(known.length) as f64;
            let unlike = |edits: usize| 1.0 - edits as f64 / longer <= best.0;
            if unlike(length.abs_diff(known.length)) || unlike(letters.least_edits(&known.letters)) {
                continue;
            }
            let likeness = strsim::normalized_damerau_levenshtein(name, &key);
            if likeness > best.0 {
                best = (likeness, Some(known.id.as_str()));
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_knows_no_case_accents_or_punctuation() {
        assert_eq!(key("  L’Insécurité — urbaine! "), "l insecurite urbaine");
        assert_eq!(key("الشرطة"), "الشرطة");
        assert_eq!(key("---"), "");
    }

    #[test]
    fn only_a_near_name_is_suggested() {
        let mut names = Names::default();
        names.add("street gangs", "street-gangs");
        assert_eq!(names.suggest("stret gang"), Some("street-gangs"));
        assert_eq!(names.suggest("burglary"), None);
    }
}
