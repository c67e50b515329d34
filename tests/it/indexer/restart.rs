//! Stopping and starting, a damaged index, and a disk that refuses.

use super::{Living, served};
use praxis::corpus::Scope;
use praxis::extract::Extractor;
use praxis::index::Folder;
use praxis::indexer::Indexer;
use std::fs;
use std::path::PathBuf;

const FILES: &[(&str, &str)] = &[
    ("a.md", "---\nid: x\nkey: 1\n---\n# A\n\nOne.\n"),
    ("b.md", "---\nid: x\n---\n# B\n\nTwo.\n"),
    ("c.html", "<title>C</title><p>Three."),
    ("d.xyz", "%XYZ"),
    ("e.tmp", "x"),
];

#[test]
fn nothing_is_read_again_after_a_restart() {
    let mut living = Living::of(FILES);
    let (was, problems, account) = (living.served(), living.problems(), living.account());
    assert_eq!(was.len(), 3);
    living.start_unable_to_read();
    assert_eq!(served(&living.at_once()), was);
    living.everything();
    assert_eq!(living.served(), was);
    assert_eq!(living.problems(), problems);
    assert_eq!(living.account(), account);
    // The reader does fail, and so nothing was given to it.
    living.write("f.md", "# F\n");
    living.look(&["f.md"]);
    assert_eq!(living.account()[2], account[2] + 1);
    assert_eq!(living.served(), was);
}

#[test]
fn what_happened_while_it_was_stopped_is_noticed() {
    let mut living = Living::of(FILES);
    living.stop();
    living.remove("a.md");
    living.write("c.html", "<title>Changed</title><p>Three.");
    living.write("new/f.md", "# F\n");
    living.start();
    living.everything();
    assert_eq!(living.served(), ["b.md “B” x", "c.html “Changed” c", "new/f.md “F” new-f"]);
    living.is_as_if_made_afresh();
}

/// The files of the one generation that there is.
fn files_of_the_index(living: &Living) -> Vec<PathBuf> {
    let generations = living.generations();
    assert_eq!(generations.len(), 1);
    let mut files: Vec<PathBuf> = fs::read_dir(&generations[0]).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Starts again after the index was harmed, and expects all that was there.
fn recovers(harm: impl Fn(&Living)) {
    let mut living = Living::of(FILES);
    let was = living.served();
    living.stop();
    harm(&living);
    living.start();
    living.everything();
    assert_eq!(living.served(), was);
    living.is_as_if_made_afresh();
}

#[test]
fn an_index_that_is_gone_or_damaged_is_made_anew() {
    recovers(|living| fs::remove_dir_all(living.index()).unwrap());
    recovers(|living| fs::remove_dir_all(&living.generations()[0]).unwrap());
    recovers(|living| fs::remove_file(living.generations()[0].join("meta.json")).unwrap());
    recovers(|living| fs::write(living.generations()[0].join("meta.json"), "{").unwrap());
    recovers(|living| fs::write(living.generations()[0].join(".managed.json"), "{").unwrap());
}

#[test]
fn an_index_of_which_any_file_is_cut_or_missing_is_made_anew() {
    let living = Living::of(FILES);
    let is_segment = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.len() == 32);
    let endings: Vec<String> = files_of_the_index(&living)
        .iter()
        .filter(|path| is_segment(path))
        .map(|path| path.extension().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(endings.iter().any(|ending| ending == "store") && endings.iter().any(|ending| ending == "fast"));
    for ending in endings {
        let find = |living: &Living| {
            let mut files = files_of_the_index(living).into_iter();
            files.find(|path| path.extension().is_some_and(|found| *found == *ending))
        };
        recovers(|living| {
            if let Some(path) = find(living) {
                fs::File::options().write(true).open(path).unwrap().set_len(10).unwrap();
            }
        });
        recovers(|living| {
            if let Some(path) = find(living) {
                fs::remove_file(path).unwrap();
            }
        });
        // As long as it was, with other bytes before its last words.
        recovers(|living| {
            if let Some(path) = find(living) {
                let mut bytes = fs::read(&path).unwrap();
                let body = bytes.len().saturating_sub(100);
                bytes[..body].fill(0xAA);
                fs::write(path, bytes).unwrap();
            }
        });
    }
}

#[test]
fn one_process_writes_a_folder() {
    let living = Living::of(FILES);
    let second = Indexer::in_folder(Folder::new(&living.index()), living.parts(Extractor::in_process()));
    let error = second.err().unwrap().to_string();
    assert!(error.contains(&living.index().display().to_string()), "{error}");
    assert!(error.contains("another process writes"), "{error}");
    assert_eq!(living.served().len(), 3);
}

#[test]
fn an_index_folder_that_is_deleted_while_it_is_in_use_is_made_again() {
    let mut living = Living::of(FILES);
    let was = living.served();
    fs::remove_dir_all(living.index()).unwrap();
    living.write("f.md", "# F\n");
    living.indexer().look(&Scope::Everything);
    let mut errors = 0;
    while living.indexer().work().is_err() {
        errors += 1;
        assert!(errors < 5);
        living.indexer().start_over().unwrap();
    }
    assert!(errors > 0);
    living.finish();
    for snapshot in living.published.lock().unwrap().iter() {
        assert!(snapshot.documents >= was.len() as u64, "{snapshot:?}");
    }
    assert_eq!(living.served().len(), was.len() + 1);
    living.is_as_if_made_afresh();
    living.start_unable_to_read();
    living.everything();
    assert_eq!(living.served().len(), was.len() + 1);
}

#[test]
fn starting_over_can_fail_again_and_again() {
    let mut living = Living::of(FILES);
    let was = living.served();
    fs::remove_dir_all(living.index()).unwrap();
    // A file stands where the folder was: the disk refuses.
    fs::write(living.index(), "x").unwrap();
    living.write("f.md", "# F\n");
    living.indexer().look(&Scope::Everything);
    for _ in 0..3 {
        assert!(living.indexer().work().is_err());
        assert!(living.indexer().start_over().is_err());
        assert!(living.indexer().work().is_err());
    }
    assert_eq!(living.served(), was);
    fs::remove_file(living.index()).unwrap();
    living.indexer().start_over().unwrap();
    living.finish();
    assert_eq!(living.served().len(), was.len() + 1);
    living.is_as_if_made_afresh();
}

#[test]
fn starting_over_loses_and_repeats_nothing() {
    let mut living = Living::of(FILES);
    let before = living.now();
    living.indexer().start_over().unwrap();
    living.finish();
    assert_eq!(living.now().generation, before.generation);
    living.is_as_if_made_afresh();
}

#[test]
fn an_index_that_is_made_again_is_another_state() {
    let mut living = Living::of(FILES);
    let before = living.now().generation.clone();
    living.stop();
    fs::remove_dir_all(living.index()).unwrap();
    living.write("c.html", "<title>Other</title><p>Three.");
    living.start();
    living.everything();
    assert_ne!(living.now().generation, before);
    // And the same index is the same state after a restart.
    let before = living.now().generation.clone();
    living.start();
    living.everything();
    assert_eq!(living.now().generation, before);
}
