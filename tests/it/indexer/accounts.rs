//! Where every file stands, while it is saved, moved, deleted, hidden and stated beside.

use super::{Living, account, adds_up, documents, served};
use praxis::corpus::Scope;
use std::fs;

#[test]
fn a_folder_is_accounted_for_from_the_first_moment() {
    let mut living = Living::stopped(&[
        ("a.md", "# A\n\nOne.\n"),
        ("deep/b.html", "<title>B</title><p>Two."),
        ("deep/c.pdf", "%PDF"),
        ("deep/c.pdf.meta.yaml", "title: C\n"),
        ("old/d.md", "Four.\n"),
        ("e.tmp", "x"),
        (".praxisignore", "old/d.md\n"),
    ]);
    living.start();
    living.indexer().look(&Scope::Everything);
    let first = living.at_once();
    assert_eq!(account(&first), [7, 0, 0, 0, 7]);
    assert!(!first.ready);
    living.finish();
    assert!(living.now().ready);
    assert_eq!(living.account(), [7, 2, 1, 4, 0]);
    assert_eq!(living.served(), ["a.md “A” a", "deep/b.html “B” deep-b"]);
    assert_eq!(
        living.problems(),
        [
            ".praxisignore: dot file",
            "deep/c.pdf: it is damaged, cut short, or not of the kind its name says",
            "e.tmp: *.tmp",
            "old/d.md: .praxisignore: old/d.md",
        ]
    );
}

#[test]
fn the_account_adds_up_at_every_batch() {
    let mut living = Living::stopped(&[]);
    for number in 0..1_200 {
        let ending = if number % 5 == 0 { "tmp" } else { "txt" };
        living.write(&format!("{number:04}.{ending}"), &format!("Words of {number}.\n"));
    }
    living.start();
    living.indexer().look(&Scope::Everything);
    let mut batches = 0;
    while !living.indexer().is_idle() {
        living.indexer().work().unwrap();
        batches += 1;
        let now = living.now();
        adds_up(&now.accounting);
        assert_eq!(now.accounting.on_disk, 1_200);
        assert_eq!(now.documents, now.accounting.indexed);
        assert_eq!(now.ready, living.indexer().is_idle());
    }
    assert!(batches >= 2);
    assert_eq!(living.account(), [1_200, 960, 0, 240, 0]);
}

#[test]
fn files_come_change_move_and_go() {
    let mut living = Living::of(&[("a.md", "# A\n\nOne.\n"), ("b.md", "# B\n\nTwo.\n")]);
    living.write("a.md", "# Another\n\nOne.\n");
    living.look(&["a.md"]);
    assert_eq!(living.served(), ["a.md “Another” a", "b.md “B” b"]);
    living.rename("b.md", "sub/c.md");
    living.look(&["b.md", "sub/c.md"]);
    assert_eq!(living.served(), ["a.md “Another” a", "sub/c.md “B” sub-c"]);
    living.remove("a.md");
    living.look(&["a.md"]);
    assert_eq!(living.served(), ["sub/c.md “B” sub-c"]);
    assert_eq!(living.account(), [1, 1, 0, 0, 0]);
    living.is_as_if_made_afresh();
}

#[test]
fn folders_are_moved_in_about_and_out() {
    let mut living = Living::of(&[("a.md", "# A\n")]);
    let outside = tempfile::tempdir().unwrap();
    super::write(outside.path(), "in/x.md", "# X\n");
    super::write(outside.path(), "in/deep/y.md", "# Y\n");
    fs::rename(outside.path().join("in"), living.corpus().join("new")).unwrap();
    living.look(&["new"]);
    assert_eq!(living.served(), ["a.md “A” a", "new/deep/y.md “Y” new-deep-y", "new/x.md “X” new-x"]);
    living.rename("new", "moved/there");
    living.look(&["new", "moved/there"]);
    assert_eq!(
        living.served(),
        ["a.md “A” a", "moved/there/deep/y.md “Y” moved-there-deep-y", "moved/there/x.md “X” moved-there-x"]
    );
    fs::rename(living.corpus().join("moved"), outside.path().join("out")).unwrap();
    living.look(&["moved"]);
    assert_eq!(living.served(), ["a.md “A” a"]);
    living.is_as_if_made_afresh();
}

#[test]
fn what_is_touched_and_not_changed_is_not_indexed_again() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("b.md", "# B\n")]);
    let before = living.now();
    living.age("a.md");
    // The same bytes, in another file of the same name.
    fs::copy(living.corpus().join("b.md"), living.dir.path().join("b")).unwrap();
    fs::rename(living.dir.path().join("b"), living.corpus().join("b.md")).unwrap();
    living.indexer().look(&Scope::Everything);
    assert_eq!(living.at_once().accounting.pending, 2);
    living.finish();
    assert_eq!(living.now().generation, before.generation);
    assert_eq!(living.served(), served(&before));
    living.write("a.md", "# Changed\n");
    living.everything();
    assert_ne!(living.now().generation, before.generation);
}

#[test]
fn the_last_version_that_could_be_read_is_served_while_a_newer_one_is_broken() {
    let mut living = Living::of(&[("a.md", "# A\n\nOne.\n"), ("b", "<!doctype html><title>B</title><p>x")]);
    assert_eq!(living.account(), [2, 2, 0, 0, 0]);
    let before = living.served();
    living.write("b", "\u{1}\u{2} neither this nor that");
    let marked = |living: &Living| -> Vec<String> {
        let now = living.now();
        documents(&now).iter().filter(|document| now.is_last_readable(document)).map(|one| one.path.clone()).collect()
    };
    for restart in [false, true] {
        if restart {
            living.start();
        }
        living.everything();
        assert_eq!(living.account(), [2, 1, 1, 0, 0]);
        assert_eq!(living.served(), before);
        assert_eq!(marked(&living), ["b"]);
        assert_eq!(living.problems(), ["b: no reader for a file whose name has no ending"]);
        let hint = living.now().problems[0].hint.clone().unwrap();
        assert!(hint.ends_with("; until then the last version that could be read is served"), "{hint}");
    }
    // As it was, then something new, then nothing.
    living.write("b", "<!doctype html><title>B</title><p>x");
    living.look(&["b"]);
    assert_eq!((living.account(), marked(&living)), ([2, 2, 0, 0, 0], Vec::new()));
    living.write("b", "\u{1}\u{2} broken again");
    living.look(&["b"]);
    assert_eq!(marked(&living), ["b"]);
    living.write("b", "<!doctype html><title>New</title><p>x");
    living.look(&["b"]);
    assert_eq!((living.served(), marked(&living)), (vec!["a.md “A” a".to_owned(), "b “New” b".to_owned()], Vec::new()));
    living.is_as_if_made_afresh();
    living.write("b", "\u{1}\u{2} broken again");
    living.look(&["b"]);
    living.remove("b");
    living.look(&["b"]);
    assert_eq!(living.account(), [1, 1, 0, 0, 0]);
    assert_eq!(living.problems(), [""; 0]);
    living.is_as_if_made_afresh();
}

#[test]
fn what_is_kept_of_a_broken_file_follows_ids_and_the_vocabulary() {
    let page = |title: &str| format!("<!doctype html><title>{title}</title><meta name=\"x\" content=\"y\"><p>Words.");
    let mut living = Living::of(&[("a.md", "---\nid: b\n---\n# A\n"), ("b", &page("B"))]);
    let taken = living.served();
    assert!(taken[1].starts_with("b “B” b-"), "{taken:?}");
    living.write("b", "\u{1}\u{2} broken");
    living.everything();
    assert_eq!(living.served(), taken);
    // The id that it claims becomes free.
    living.remove("a.md");
    living.everything();
    assert_eq!(living.served(), ["b “B” b"]);
    assert_eq!(living.account(), [1, 0, 1, 0, 0]);
    for (file, text) in
        [("themes.yaml", "- id: words\n  pref: {en: words}\n"), ("words.yaml", "fr:\n  forms:\n    mot: [mots]\n")]
    {
        living.write(&format!("_vocabulary/{file}"), text);
        living.indexer().look_at_vocabulary().unwrap();
        living.finish();
        assert_eq!(living.served(), ["b “B” b"]);
        assert_eq!(living.account(), [1, 0, 1, 0, 0]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_served_as_what_it_was() {
    let mut living = Living::of(&[("a.md", "# A\n")]);
    living.remove("a.md");
    std::os::unix::fs::symlink("/nowhere", living.corpus().join("a.md")).unwrap();
    living.look(&["a.md"]);
    assert_eq!(living.account(), [1, 0, 1, 0, 0]);
    assert_eq!(living.served(), [""; 0]);
    assert_eq!(living.problems(), ["a.md: the link leads nowhere"]);
    living.remove("a.md");
    living.write("a.md", "# A again\n");
    living.look(&["a.md"]);
    assert_eq!(living.served(), ["a.md “A again” a"]);
    living.is_as_if_made_afresh();
}

#[test]
fn a_sidecar_changes_its_document() {
    let mut living = Living::of(&[("a.txt", "Words.\n")]);
    assert_eq!(living.served(), ["a.txt “A” a"]);
    living.write("a.txt.meta.yaml", "title: Stated\nid: x\n");
    living.look(&["a.txt.meta.yaml"]);
    assert_eq!(living.served(), ["a.txt “Stated” x"]);
    assert_eq!(living.account(), [2, 1, 0, 1, 0]);
    assert_eq!(living.problems(), [""; 0]);
    living.write("a.txt.meta.yaml", "title: Stated otherwise\n");
    living.look(&["a.txt.meta.yaml"]);
    assert_eq!(living.served(), ["a.txt “Stated otherwise” a"]);
    living.remove("a.txt.meta.yaml");
    living.look(&["a.txt.meta.yaml"]);
    assert_eq!(living.served(), ["a.txt “A” a"]);
    assert_eq!(living.account(), [1, 1, 0, 0, 0]);
    living.is_as_if_made_afresh();
}

#[test]
fn a_sidecar_of_nothing_is_said() {
    let mut living = Living::of(&[("a.txt", "Words.\n"), ("b.txt.meta.yaml", "title: B\n")]);
    assert_eq!(living.problems(), ["b.txt.meta.yaml: a sidecar of b.txt, which is not there"]);
    living.write("b.txt", "More words.\n");
    living.look(&["b.txt"]);
    assert_eq!(living.problems(), [""; 0]);
    assert_eq!(living.served(), ["a.txt “A” a", "b.txt “B” b"]);
}

#[test]
fn the_rules_for_what_is_left_out_are_edited() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("drafts/b.md", "# B\n"), ("drafts/c.md", "# C\n")]);
    assert_eq!(living.now().documents, 3);
    living.write(".praxisignore", "drafts/b.md\n");
    living.everything();
    assert_eq!(living.served(), ["a.md “A” a", "drafts/c.md “C” drafts-c"]);
    assert_eq!(living.account(), [4, 2, 0, 2, 0]);
    living.write(".praxisignore", "drafts/\n");
    living.everything();
    assert_eq!(living.served(), ["a.md “A” a"]);
    // What lies in a folder that is left out is not looked at, and not counted.
    assert_eq!(living.account(), [2, 1, 0, 1, 0]);
    living.remove(".praxisignore");
    living.everything();
    assert_eq!(living.now().documents, 3);
    living.is_as_if_made_afresh();
}

#[test]
fn a_corpus_folder_that_is_away_has_lost_nothing() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("b.md", "# B\n")]);
    let away = living.dir.path().join("away");
    fs::rename(living.corpus(), &away).unwrap();
    living.everything();
    assert_eq!(living.now().documents, 2);
    assert_eq!(living.problems().len(), 1);
    fs::rename(&away, living.corpus()).unwrap();
    living.everything();
    assert_eq!(living.problems(), [""; 0]);
    living.is_as_if_made_afresh();
}

#[test]
fn a_change_that_is_taken_back_before_it_was_dealt_with_does_not_count() {
    let mut living = Living::stopped(&[("a.md", "# A\n"), ("b.md", "# B\n")]);
    living.age("a.md");
    living.start();
    living.everything();
    living.rename("a.md", "../a.md");
    living.indexer().look(&Scope::Everything);
    living.rename("../a.md", "a.md");
    living.everything();
    assert_eq!(living.served(), ["a.md “A” a", "b.md “B” b"]);
    living.write("c.md", "# C\n");
    living.indexer().look(&Scope::Everything);
    living.remove("c.md");
    living.everything();
    living.is_as_if_made_afresh();
}

#[test]
fn a_file_that_is_away_for_a_moment_is_found_again() {
    let mut living = Living::of(&[("b.md", "# B\n")]);
    living.write("a.md", "# A\n");
    living.age("a.md");
    living.indexer().look(&Scope::Everything);
    living.rename("a.md", "../a.md");
    living.finish();
    assert_eq!(living.served(), ["b.md “B” b"]);
    living.rename("../a.md", "a.md");
    living.everything();
    assert_eq!(living.served(), ["a.md “A” a", "b.md “B” b"]);
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_can_be_no_path_is_counted_all_the_same() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("b\\c.md", "# B\n")]);
    assert_eq!(living.account(), [2, 1, 1, 0, 0]);
    assert_eq!(living.problems(), ["b\\c.md: its name has a backslash"]);
    living.everything();
    assert_eq!(living.account(), [2, 1, 1, 0, 0]);
}
