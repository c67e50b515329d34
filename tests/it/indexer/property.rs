//! Whatever happens to a folder, and whichever hints of it are lost: after one look at everything the index is what a
//! rebuild would make.

use super::{Living, account, adds_up};
use praxis::corpus::{Entry, Scope};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

#[derive(Clone, Debug)]
enum Step {
    Write { path: String, text: String },
    Delete(String),
    Move { from: String, to: String },
    Copy { from: String, to: String },
    Ignore(String),
    Look(String),
    LookEverywhere,
    Work,
    StartOver,
    Restart,
    Vocabulary { file: &'static str, text: &'static str },
    LookAtVocabulary,
}

const FOLDERS: [&str; 4] = ["", "a/", "b/", "a/c/"];
const NAMES: [&str; 6] = ["x.md", "y.md", "z.txt", "w.pdf", "z.txt.meta.yaml", "v.tmp"];
const TEXTS: [&str; 9] = [
    "# One\n\nWords.\n",
    "# Two\n\nOther words.\n",
    "---\nid: p\n---\n# Three\n\nWords.\n",
    "---\nid: q\n---\n# Four\n\nWords.\n",
    "---\nid: p\ntranslation_of: q\nlanguage: fr\n---\nMots.\n",
    "---\nid: r\ntranslation_of: p\nlanguage: es\n---\nPalabras.\n",
    "title: Stated\nid: q\n",
    "---\nthemes: [words]\n---\nOther words.\n",
    "---\nid: s\ndraft: true\n---\nNot yet.\n",
];
const VOCABULARIES: [(&str, &str); 5] = [
    ("_vocabulary/themes.yaml", "- id: words\n  pref: {en: words, fr: mots}\n"),
    ("_vocabulary/themes.yaml", "- id: others\n  pref: {en: other words}\n"),
    ("_vocabulary/themes.yaml", ""),
    ("_vocabulary/words.yaml", "fr:\n  forms:\n    mot: [mots]\n"),
    ("_vocabulary/words.yaml", "es:\n  forms:\n    palabra: [palabras]\n"),
];

fn path() -> impl Strategy<Value = String> {
    (prop::sample::select(&FOLDERS[..]), prop::sample::select(&NAMES[..]))
        .prop_map(|(folder, name)| format!("{folder}{name}"))
}

/// A file or a folder.
fn place() -> impl Strategy<Value = String> {
    prop_oneof![3 => path(), 1 => prop::sample::select(vec!["a".to_owned(), "b".to_owned(), "a/c".to_owned()])]
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::sample::select(&TEXTS[..]).prop_map(str::to_owned);
    prop_oneof![
        8 => (path(), text).prop_map(|(path, text)| Step::Write { path, text }),
        3 => place().prop_map(Step::Delete),
        4 => (place(), place()).prop_map(|(from, to)| Step::Move { from, to }),
        3 => (path(), path()).prop_map(|(from, to)| Step::Copy { from, to }),
        1 => place().prop_map(Step::Ignore),
        6 => place().prop_map(Step::Look),
        1 => Just(Step::LookEverywhere),
        5 => Just(Step::Work),
        1 => Just(Step::StartOver),
        1 => Just(Step::Restart),
        1 => prop::sample::select(&VOCABULARIES[..]).prop_map(|(file, text)| Step::Vocabulary { file, text }),
        1 => Just(Step::LookAtVocabulary),
    ]
}

/// Does it as far as the folder lets it: what cannot be done is not done.
fn apply(living: &mut Living, step: &Step) {
    let root = living.corpus();
    match step {
        Step::Write { path, text } => put(&root.join(path), text),
        Step::Delete(path) => {
            let path = root.join(path);
            drop(if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) });
        }
        Step::Move { from, to } => {
            if let Some(above) = root.join(to).parent() {
                drop(fs::create_dir_all(above));
            }
            drop(fs::rename(root.join(from), root.join(to)));
        }
        Step::Copy { from, to } => {
            if let Ok(text) = fs::read_to_string(root.join(from)) {
                put(&root.join(to), &text);
            }
        }
        Step::Ignore(path) => put(&root.join(".praxisignore"), &format!("/{path}\n")),
        Step::Look(path) => living.indexer().look(&Scope::File(path.clone())),
        Step::LookEverywhere => living.indexer().look(&Scope::Everything),
        Step::Work => {
            living.indexer().work().unwrap();
            adds_up(&living.now().accounting);
        }
        Step::StartOver => living.indexer().start_over().unwrap(),
        Step::Restart => living.start(),
        Step::Vocabulary { file, text } => put(&root.join(file), text),
        Step::LookAtVocabulary => living.indexer().look_at_vocabulary().unwrap(),
    }
}

fn put(path: &Path, text: &str) {
    if let Some(above) = path.parent() {
        drop(fs::create_dir_all(above));
    }
    drop(fs::write(path, text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_living_index_is_what_a_rebuild_would_make(steps in prop::collection::vec(step(), 1..30)) {
        let mut living = Living::stopped(&[]);
        living.start();
        for step in &steps {
            apply(&mut living, step);
        }
        living.indexer().look_at_vocabulary().unwrap();
        living.everything();
        living.is_as_if_made_afresh();
        // And the account is that of the folder.
        let listing = praxis::corpus::Corpus::open(&living.corpus()).unwrap().walk(&Scope::Everything);
        let ignored = listing.files.values().filter(|entry| matches!(entry, Entry::Ignored { .. })).count() as u64;
        let [on_disk, indexed, failed, left_out, pending] = account(&living.now());
        prop_assert_eq!((on_disk, left_out, pending), (listing.files.len() as u64, ignored, 0));
        prop_assert_eq!(indexed + failed, on_disk - ignored);
    }
}
