//! Listed forms and stop words: the built-in files beside this one, and those of the vocabulary folder.

use crate::model::Warning;
use std::collections::BTreeMap;

/// Words that a vocabulary folder adds to the built-in lists, by language.
///
/// ```yaml
/// fr:
///   forms:                  # these are found with the lemma and whatever is found with it
///     pandilla: [pandillera]
///   apart:                  # these are found with each other, and with nothing else that looks alike
///     éducateur: [éducateurs, éducatrice]
///   stop: [notamment]
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordLists {
    by_language: BTreeMap<String, LanguageLists>,
}

/// Lemma → forms, in the order of the list.
pub(super) type Forms = Vec<(String, Vec<String>)>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct LanguageLists {
    /// Forms that get the stem that their lemma has.
    pub(super) joined: Forms,
    /// Forms that get their lemma itself as the stem, so that no other word meets them.
    pub(super) apart: Forms,
    pub(super) stop: Vec<String>,
}

impl WordLists {
    /// Reads `words.yaml`. What cannot be read is left out and warned of; the rest counts.
    pub fn parse_yaml(text: &str) -> (WordLists, Vec<Warning>) {
        let mut reader = Reader { text, warnings: Vec::new() };
        let mut lists = WordLists::default();
        // `no` is a word here and a language, not a truth value.
        let options = serde_saphyr::options! { strict_booleans: true };
        match serde_saphyr::from_str_with_options::<serde_json::Value>(text, options) {
            Ok(serde_json::Value::Object(languages)) => {
                for (tag, entry) in languages {
                    match crate::model::Lang::parse(&tag) {
                        Some(lang) => {
                            let found = reader.language(&tag, entry);
                            lists.by_language.insert(super::Analysis::key(&lang).to_owned(), found);
                        }
                        None => reader.warn(&tag, format!("“{tag}” is no language"), "write its tag: fr, es, pt …"),
                    }
                }
            }
            Ok(serde_json::Value::Null) => {}
            Ok(_) => reader.warn("", "the file is no list of languages".to_owned(), "begin with a language: `fr:`"),
            Err(error) => reader.warn("", format!("not readable as YAML: {error}"), "mend the line named there"),
        }
        (lists, reader.warnings)
    }

    pub(super) fn of(&self, key: &str) -> LanguageLists {
        self.by_language.get(key).cloned().unwrap_or_default()
    }
}

struct Reader<'a> {
    text: &'a str,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn language(&mut self, tag: &str, entry: serde_json::Value) -> LanguageLists {
        let mut lists = LanguageLists::default();
        let serde_json::Value::Object(entry) = entry else {
            self.warn(tag, format!("{tag}: no lists below it"), "write `forms:`, `apart:` or `stop:` below it");
            return lists;
        };
        for (key, value) in entry {
            match key.as_str() {
                "forms" => lists.joined = self.forms(&key, value),
                "apart" => lists.apart = self.forms(&key, value),
                "stop" => lists.stop = self.words(&key, value),
                _ => {
                    let problem = format!("{tag}: unknown list “{key}”");
                    self.warn(&key, problem, "the lists are `forms`, `apart` and `stop`");
                }
            }
        }
        lists
    }

    fn forms(&mut self, key: &str, value: serde_json::Value) -> Forms {
        let serde_json::Value::Object(entries) = value else {
            self.warn(key, format!("{key}: no lemmas below it"), "write `lemma: [form, form]`");
            return Forms::new();
        };
        entries.into_iter().map(|(lemma, forms)| (lemma.clone(), self.words(&lemma, forms))).collect()
    }

    fn words(&mut self, key: &str, value: serde_json::Value) -> Vec<String> {
        let values = match value {
            serde_json::Value::Array(values) => values,
            serde_json::Value::Null => Vec::new(),
            one => vec![one],
        };
        let mut words = Vec::with_capacity(values.len());
        for value in values {
            match value {
                serde_json::Value::String(word) if super::Analysis::words(&word).len() == 1 => words.push(word),
                serde_json::Value::String(word) => {
                    self.warn(&word, format!("{key}: “{word}” is not one word"), "list single words");
                }
                other => self.warn(key, format!("{key}: {other} is not a word"), "put words in quotes: \"no\", \"on\""),
            }
        }
        words
    }

    fn warn(&mut self, near: &str, problem: String, suggestion: &str) {
        let alone = |(at, _): (usize, &str), line: &str| {
            let around = [line[..at].chars().next_back(), line[at + near.len()..].chars().next()];
            around.into_iter().flatten().all(|c| !c.is_alphanumeric())
        };
        let names = |line: &str| line.match_indices(near).any(|found| alone(found, line));
        let line = self.text.lines().position(|line| !near.is_empty() && names(line));
        let line = line.and_then(|line| u32::try_from(line + 1).ok());
        self.warnings.push(Warning { line, problem, suggestion: Some(suggestion.to_owned()) });
    }
}

/// Reads a built-in file of forms: `lemma: form form` joins, `lemma= form form` keeps apart, `#` begins a comment.
pub(super) fn parse_forms(text: &str) -> LanguageLists {
    let mut lists = LanguageLists::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some(at) = line.find([':', '=']) else { continue };
        let forms = line[at + 1..].split_whitespace().map(str::to_owned).collect();
        let entry = (line[..at].trim().to_owned(), forms);
        if line[at..].starts_with(':') { lists.joined.push(entry) } else { lists.apart.push(entry) }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::super::{Analysis, languages::LANGUAGES};
    use super::*;
    use crate::model::Lang;

    fn forms_of(analysis: &Analysis, key: &str, word: &str) -> Vec<(String, String)> {
        let lang = Lang::parse(key).expect("keys are tags");
        let mut tokens = analysis.analyzer(&lang).tokens(word);
        let mut forms = Vec::new();
        while let Some(token) = tokens.next() {
            forms.push((token.surface.clone(), token.stem.clone()));
        }
        forms
    }

    #[test]
    fn every_stop_word_can_be_met() {
        let analysis = Analysis::built_in();
        let mut lost = Vec::new();
        for language in LANGUAGES {
            let analyzer = analysis.analyzer(&Lang::parse(language.key).expect("keys are tags"));
            for word in language.stop.split_whitespace() {
                let forms = forms_of(&analysis, language.key, word);
                if forms.len() != 1 || !analyzer.is_stop_word(&forms[0].0) {
                    lost.push(format!("{} {word} {forms:?}", language.key));
                }
            }
        }
        assert!(lost.is_empty(), "{lost:#?}");
    }

    #[test]
    fn every_listed_form_gets_its_stem() {
        let analysis = Analysis::built_in();
        let mut wrong = Vec::new();
        for language in LANGUAGES {
            let lists = parse_forms(language.forms);
            let mut seen: BTreeMap<String, String> = BTreeMap::new();
            for (lemma, forms) in lists.joined.iter().chain(&lists.apart) {
                let stem = forms_of(&analysis, language.key, lemma);
                for form in forms {
                    let found = forms_of(&analysis, language.key, form);
                    let before = seen.insert(found[0].0.clone(), lemma.clone());
                    if found.len() != 1 || found[0].1 != stem[0].1 || before.is_some_and(|before| before != *lemma) {
                        wrong.push(format!("{} {lemma} {form} {found:?} {stem:?}", language.key));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
