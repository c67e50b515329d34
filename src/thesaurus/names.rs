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
    ids: BTreeMap<String, String>,
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
            self.ids.entry(key).or_insert_with(|| id.to_owned());
        }
    }

    /// The id of this name.
    pub(super) fn resolve(&self, name: &str) -> Option<&str> {
        self.ids.get(&key(name)).map(String::as_str)
    }

    /// The id whose name is most like this one, if any is.
    pub(super) fn suggest(&self, name: &str) -> Option<&str> {
        let key = key(name);
        if key.is_empty() || key.len() > LONGEST {
            return None;
        }
        let mut best = (NEAR, None);
        for (known, id) in &self.ids {
            let likeness = strsim::normalized_damerau_levenshtein(known, &key);
            if likeness > best.0 {
                best = (likeness, Some(id.as_str()));
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
