//! Ids that several files claim, and translations that come before their originals.

use super::Living;
use praxis::corpus::Scope;

fn with_id(id: &str, title: &str) -> String {
    format!("---\nid: {id}\ntitle: {title}\n---\nWords.\n")
}

/// The served documents as path and id, the part of an id that is made of a path cut off.
fn ids(living: &Living) -> Vec<String> {
    let mark = |line: &str| {
        let (path, _) = line.split_once(' ').unwrap();
        let (_, id) = line.rsplit_once(' ').unwrap();
        match id.split_once('-') {
            Some((claim, _)) => format!("{path} {claim}-…"),
            None => format!("{path} {id}"),
        }
    };
    living.served().iter().map(|line| mark(line)).collect()
}

#[test]
fn the_first_path_owns_an_id_and_the_next_inherits_it() {
    let mut living = Living::of(&[("b.md", &with_id("x", "B")), ("c.md", &with_id("x", "C"))]);
    assert_eq!(ids(&living), ["b.md x", "c.md x-…"]);
    assert_eq!(living.problems(), ["c.md: the id “x” belongs to b.md already"]);
    living.write("a.md", &with_id("x", "A"));
    living.look(&["a.md"]);
    assert_eq!(ids(&living), ["a.md x", "b.md x-…", "c.md x-…"]);
    assert_eq!(
        living.problems(),
        ["b.md: the id “x” belongs to a.md already", "c.md: the id “x” belongs to a.md already"]
    );
    assert_eq!(living.account(), [3, 3, 0, 0, 0]);
    living.remove("a.md");
    living.look(&["a.md"]);
    assert_eq!(ids(&living), ["b.md x", "c.md x-…"]);
    living.write("b.md", &with_id("y", "B"));
    living.look(&["b.md"]);
    assert_eq!(ids(&living), ["b.md y", "c.md x"]);
    assert_eq!(living.problems(), [""; 0]);
    living.is_as_if_made_afresh();
}

#[test]
fn an_heir_inherits_from_a_file_that_fails_or_is_left_out() {
    let mut living = Living::of(&[("a.md", &with_id("x", "A")), ("b.md", &with_id("x", "B"))]);
    living.write(".praxisignore", "a.md\n");
    living.everything();
    assert_eq!(ids(&living), ["b.md x"]);
    living.remove(".praxisignore");
    living.everything();
    assert_eq!(ids(&living), ["a.md x", "b.md x-…"]);
    living.is_as_if_made_afresh();
}

#[test]
fn a_moved_file_keeps_its_id() {
    let mut living = Living::of(&[("m.md", &with_id("x", "M"))]);
    for (from, to) in [("m.md", "z.md"), ("z.md", "a.md")] {
        living.rename(from, to);
        living.look(&[to, from]);
        assert_eq!(ids(&living), [format!("{to} x")]);
        assert_eq!(living.problems(), [""; 0]);
    }
}

#[test]
fn the_copy_of_a_folder_doubles_the_documents() {
    let mut living = Living::of(&[
        ("one/a.md", &with_id("x", "A")),
        ("one/b.md", "---\nid: y\ntranslation_of: x\nlanguage: fr\n---\nMots.\n"),
        ("one/c.md", "# C\n"),
    ]);
    assert_eq!(living.now().documents, 3);
    for name in ["a.md", "b.md", "c.md"] {
        let text = std::fs::read_to_string(living.corpus().join("one").join(name)).unwrap();
        living.write(&format!("copy/{name}"), &text);
    }
    living.look(&["copy"]);
    assert_eq!(living.now().documents, 6);
    assert_eq!(living.account(), [6, 6, 0, 0, 0]);
    assert_eq!(ids(&living).iter().filter(|line| line.ends_with("-…")).count(), 4);
    living.is_as_if_made_afresh();
    // Whatever is known of duplicates is known after a restart as well.
    living.start();
    living.everything();
    living.is_as_if_made_afresh();
    std::fs::remove_dir_all(living.corpus().join("copy")).unwrap();
    living.look(&["copy"]);
    assert_eq!(living.now().documents, 3);
    living.is_as_if_made_afresh();
}

fn translation(of: &str) -> String {
    format!("---\ntranslation_of: {of}\nlanguage: fr\n---\nMots.\n")
}

#[test]
fn a_translation_without_its_original_is_a_problem_until_it_comes() {
    let mut living = Living::of(&[("fr.md", &translation("x"))]);
    let missing = "fr.md: translation_of names “x”, which no document is called";
    assert_eq!(living.problems(), [missing]);
    living.start();
    living.everything();
    assert_eq!(living.problems(), [missing]);
    living.write("en.md", &with_id("x", "Original"));
    living.look(&["en.md"]);
    assert_eq!(living.problems(), [""; 0]);
    living.remove("en.md");
    living.look(&["en.md"]);
    assert_eq!(living.problems(), [missing]);
}

#[test]
fn a_translation_of_a_translation_is_a_problem() {
    let mut living = Living::of(&[
        ("en.md", &with_id("x", "Original")),
        ("fr.md", "---\nid: fr\ntranslation_of: x\n---\nMots.\n"),
        ("es.md", "---\nid: es\ntranslation_of: fr\n---\nPalabras.\n"),
    ]);
    let chain = "es.md: translation_of names “fr”, which is itself a translation of “x”";
    assert_eq!(living.problems(), [chain]);
    living.start();
    living.everything();
    assert_eq!(living.problems(), [chain]);
    living.write("es.md", "---\nid: es\ntranslation_of: x\n---\nPalabras.\n");
    living.look(&["es.md"]);
    assert_eq!(living.problems(), [""; 0]);
}

#[test]
fn a_translation_of_itself_is_a_problem_and_stands_alone() {
    let mut living = Living::of(&[("a.md", "---\nid: x\ntranslation_of: x\n---\nWords.\n")]);
    let own = "a.md: translation_of names the document itself";
    assert_eq!(living.problems(), [own]);
    living.start();
    living.everything();
    assert_eq!(living.problems(), [own]);
    assert_eq!(living.now().documents, 1);
}

#[test]
fn ids_are_set_right_after_an_end_amid_a_change_of_hands() {
    let mut living = Living::stopped(&[("y.md", &with_id("x", "Y"))]);
    living.age("y.md");
    living.start();
    living.everything();
    // A batch, the last of which takes the id of a file that is indexed again after it (on a machine so slow that time
    // ends the batch, perhaps together with it).
    for number in 0..999 {
        living.write(&format!("{number:04}.txt"), "Words.\n");
    }
    living.write("b.md", &with_id("x", "B"));
    living.indexer().look(&Scope::Everything);
    while living.now().documents < 1_001 {
        living.indexer().work().unwrap();
    }
    living.start();
    living.everything();
    living.is_as_if_made_afresh();
}
