//! The vocabulary changes, and the documents are understood again without being read again.

use super::{Living, served};
use praxis::corpus::Scope;
use praxis::model::{Matching, Query};
use praxis::search;
use std::fs;
use std::path::PathBuf;

const THEMES: &str = "_vocabulary/themes.yaml";
const WORDS: &str = "_vocabulary/words.yaml";

const GANGS: &str = "- id: street-gangs\n  pref: {en: street gangs, es: pandillas}\n";
const LIGHTS: &str = "- id: lighting\n  pref: {en: street lighting}\n";

fn corpus() -> Living {
    Living::of(&[
        (THEMES, GANGS),
        ("a.md", "---\nlanguage: en\n---\n# A\n\nOn street gangs and street lighting.\n"),
        ("b.md", "---\nlanguage: es\n---\n# B\n\nLos parceros del barrio.\n"),
        ("c.md", "---\nlanguage: en\nthemes: [lighting]\n---\n# C\n\nWords.\n"),
    ])
}

impl Living {
    /// Notices the vocabulary, and does what there is to do.
    fn look_at_vocabulary(&mut self) {
        self.indexer().look_at_vocabulary().unwrap();
        self.finish();
    }

    fn themes(&self, id: &str) -> Vec<String> {
        let document = self.now().document(&praxis::model::DocumentId(id.to_owned())).unwrap().unwrap();
        document.themes.into_iter().map(|theme| theme.id).collect()
    }

    fn found(&self, text: &str) -> Vec<String> {
        let query = Query { text: text.to_owned(), matching: Matching::Words, ..Query::default() };
        let results = search::answer(&query, &self.now(), &search::Limits::default()).unwrap();
        let mut paths: Vec<String> = results.hits.into_iter().map(|hit| hit.path).collect();
        paths.sort();
        paths
    }
}

#[test]
fn a_new_label_takes_effect_without_any_file_being_read() {
    let mut living = corpus();
    assert_eq!(living.themes("a"), ["street-gangs"]);
    assert_eq!(living.problems(), ["c.md: unknown theme “lighting”"]);
    living.start_unable_to_read();
    living.everything();
    let was = living.served();
    living.write(THEMES, &format!("{GANGS}{LIGHTS}"));
    living.look_at_vocabulary();
    assert_eq!(living.themes("a"), ["street-gangs", "lighting"]);
    assert_eq!(living.themes("c"), ["lighting"]);
    assert_eq!(living.problems(), [""; 0]);
    assert_eq!(living.served(), was);
    // And while it is stopped.
    living.stop();
    living.write(THEMES, LIGHTS);
    living.start_unable_to_read();
    living.everything();
    assert_eq!(living.themes("a"), ["lighting"]);
    assert_eq!(living.served(), was);
}

#[test]
fn a_vocabulary_that_says_the_same_changes_nothing() {
    let mut living = corpus();
    let before = living.now();
    living.write(THEMES, &format!("# A remark.\n{GANGS}"));
    living.look_at_vocabulary();
    assert_eq!(living.now().generation, before.generation);
}

#[test]
fn duplicates_keep_their_ids_when_the_vocabulary_changes() {
    let mut living = Living::of(&[
        (THEMES, GANGS),
        ("a.md", "---\nid: x\n---\nOn street lighting.\n"),
        ("b.md", "---\nid: x\n---\nOn street lighting.\n"),
        ("c.md", "---\nid: y\ntranslation_of: z\n---\nOn street lighting.\n"),
    ]);
    let (was, problems) = (living.served(), living.problems());
    living.write(THEMES, LIGHTS);
    living.look_at_vocabulary();
    assert_eq!((living.served(), living.problems()), (was, problems));
    living.is_as_if_made_afresh();
}

#[test]
fn other_words_make_another_index_beside_the_one_that_serves() {
    let mut living = corpus();
    let old = living.generations();
    assert_eq!(living.found("parce"), [""; 0]);
    let was = living.served();
    living.start_unable_to_read();
    living.everything();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    living.look_at_vocabulary();
    assert_eq!(living.found("parce"), ["b.md"]);
    assert_eq!(living.served(), was);
    assert_eq!(living.account(), [3, 3, 0, 0, 0]);
    for snapshot in living.published.lock().unwrap().iter() {
        assert_eq!(served(snapshot), was);
    }
    let new = living.generations();
    assert_eq!(new.len(), 1);
    assert_ne!(new, old);
}

#[test]
fn words_that_change_amid_other_changes_lose_none_of_them() {
    let mut living = corpus();
    living.write("a.md", "---\nlanguage: en\n---\n# Changed\n\nOn street gangs.\n");
    living.remove("c.md");
    living.write("d.md", "# D\n");
    living.indexer().look(&Scope::Everything);
    let pending = living.at_once().accounting.pending;
    assert!(pending >= 2);
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    living.indexer().look_at_vocabulary().unwrap();
    assert_eq!(living.at_once().accounting.pending, pending);
    living.finish();
    assert_eq!(living.served(), ["a.md “Changed” a", "b.md “B” b", "d.md “D” d"]);
    assert_eq!(living.found("parce"), ["b.md"]);
    living.is_as_if_made_afresh();
}

#[test]
fn words_that_changed_while_it_was_stopped_are_indexed_while_the_old_index_serves() {
    let mut living = corpus();
    let was = living.served();
    living.stop();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    // Twice, for it may end before it is complete.
    for _ in 0..2 {
        living.start();
        living.indexer().look(&Scope::Everything);
        assert_eq!(served(&living.at_once()), was);
        assert_eq!(living.generations().len(), 2);
        assert!(!living.now().ready);
    }
    living.finish();
    assert_eq!(living.served(), was);
    assert_eq!(living.found("parce"), ["b.md"]);
    assert_eq!(living.generations().len(), 1);
    assert!(living.now().ready);
}

#[test]
fn words_that_are_taken_back_before_their_index_is_complete_cost_nothing() {
    let mut living = corpus();
    let was = living.served();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    living.start();
    living.remove(WORDS);
    living.start_unable_to_read();
    living.indexer().look(&Scope::Everything);
    assert_eq!(served(&living.at_once()), was);
    living.finish();
    assert_eq!(living.served(), was);
    assert_eq!(living.generations().len(), 1);
}

#[test]
fn words_that_change_before_the_first_index_is_complete() {
    let mut living = corpus();
    let was = living.served();
    living.stop();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    living.start();
    living.indexer().look(&Scope::Everything);
    living.write(WORDS, "es:\n  forms:\n    parce: [parceros]\n");
    living.indexer().look_at_vocabulary().unwrap();
    assert_eq!(served(&living.at_once()), was);
    living.finish();
    assert_eq!(living.served(), was);
    assert_eq!(living.found("parce"), ["b.md"]);
    assert_eq!(living.generations().len(), 1);
}

#[test]
fn one_broken_entry_leaves_the_others_in_force() {
    let mut living = corpus();
    living.write(THEMES, &format!("{GANGS}- id: broken\n  pref: {{en: [\n{LIGHTS}"));
    living.look_at_vocabulary();
    assert_eq!(living.themes("a"), ["street-gangs", "lighting"]);
    let problems = living.now().problems.clone();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].path.as_str(), problems[0].line.is_some()), (THEMES, true));
}

#[test]
fn a_broken_file_leaves_what_it_said_before_in_force() {
    let mut living = corpus();
    let before = living.now().generation.clone();
    for broken in ["themes: \"", "{", "- {", "just words\n"] {
        living.write(THEMES, broken);
        living.look_at_vocabulary();
        assert_eq!(living.themes("a"), ["street-gangs"], "{broken:?}");
        let said = living.problems().iter().filter(|problem| problem.starts_with(THEMES)).count();
        assert!(said >= 2, "{broken:?}: {:?}", living.problems());
        let hint = "mend it; until then what it said before is in force";
        assert!(living.now().problems.iter().any(|problem| problem.hint.as_deref() == Some(hint)));
    }
    assert_eq!(living.now().generation, before);
    living.write(THEMES, LIGHTS);
    living.look_at_vocabulary();
    assert_eq!(living.themes("a"), ["lighting"]);
    assert_eq!(living.problems(), [""; 0]);
    // A file that is taken away, or emptied, is meant to be.
    living.remove(THEMES);
    living.look_at_vocabulary();
    assert_eq!(living.themes("a"), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_leaves_what_it_said_before_in_force() {
    let mut living = corpus();
    living.remove(THEMES);
    fs::create_dir(living.corpus().join(THEMES)).unwrap();
    living.look_at_vocabulary();
    assert_eq!(living.themes("a"), ["street-gangs"]);
    assert!(living.problems().iter().any(|problem| problem.starts_with(THEMES)), "{:?}", living.problems());
}

#[test]
fn broken_words_make_no_other_index() {
    let mut living = corpus();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    living.look_at_vocabulary();
    let generations: Vec<PathBuf> = living.generations();
    living.write(WORDS, "es:\n  forms: [[\n");
    living.look_at_vocabulary();
    assert_eq!(living.found("parce"), ["b.md"]);
    assert_eq!(living.generations(), generations);
    assert!(living.problems().iter().any(|problem| problem.starts_with(WORDS)), "{:?}", living.problems());
    living.remove(WORDS);
    living.look_at_vocabulary();
    assert_eq!(living.found("parce"), [""; 0]);
}

#[test]
fn a_new_index_that_cannot_be_written_leaves_the_old_one_in_force() {
    let mut living = corpus();
    let was = living.served();
    let generation = living.generations().remove(0);
    // Nothing can be made beside it: the folder above is another.
    let aside = living.dir.path().join("aside");
    fs::rename(living.index(), &aside).unwrap();
    fs::write(living.index(), "x").unwrap();
    living.write(WORDS, "es:\n  forms:\n    parce: [parcero, parceros]\n");
    assert!(living.indexer().look_at_vocabulary().is_err());
    assert_eq!(served(&living.at_once()), was);
    fs::remove_file(living.index()).unwrap();
    fs::rename(&aside, living.index()).unwrap();
    assert!(generation.exists());
    living.look_at_vocabulary();
    assert_eq!(living.served(), was);
    assert_eq!(living.found("parce"), ["b.md"]);
}
