//! Documents whose files have gone or moved: their addresses still say something, after a restart too.

use super::Living;

/// What is remembered: id, title, and where it has moved to.
fn departed(living: &Living) -> Vec<String> {
    let now = living.now();
    let line = |departed: &praxis::model::Departed| {
        let moved = departed.moved.as_ref().map_or("gone", |id| id.0.as_str());
        format!("{} “{}” {moved}", departed.id, departed.title)
    };
    now.departed.values().map(line).collect()
}

#[test]
fn a_deleted_document_is_remembered_with_its_day_and_after_a_restart() {
    let mut living = Living::of(&[("a.md", "# Night walk\n\nWords."), ("b.md", "# Other\n\nMore words.")]);
    living.remove("a.md");
    living.look(&["a.md"]);
    assert_eq!(departed(&living), ["a “Night walk” gone"]);
    let today = jiff::Timestamp::now().strftime("%Y-%m").to_string();
    assert!(living.now().departed.values().all(|departed| departed.day.starts_with(&today)));
    living.start();
    living.everything();
    assert_eq!(departed(&living), ["a “Night walk” gone"]);
}

#[test]
fn a_document_that_returns_has_not_gone() {
    let mut living = Living::of(&[("a.md", "# Night walk\n\nWords.")]);
    living.remove("a.md");
    living.everything();
    living.write("a.md", "# Night walk\n\nOther words.");
    living.everything();
    assert_eq!(departed(&living), [""; 0]);
}

#[test]
fn a_renamed_file_is_found_by_its_former_address() {
    let mut living =
        Living::of(&[("a.md", "# Night walk\n\nWords."), ("b.md", "---\nid: b\n---\n# B\n\nOther words.")]);
    living.rename("a.md", "walks/night.md");
    living.rename("b.md", "walks/b.md");
    living.everything();
    assert_eq!(departed(&living), ["a “Night walk” walks-night"]);
    living.remove("walks/night.md");
    living.everything();
    assert_eq!(departed(&living), ["a “Night walk” walks-night", "walks-night “Night walk” gone"]);
}

#[test]
fn a_draft_was_never_there() {
    let mut living = Living::of(&[("a.md", "---\ndraft: true\n---\n# Night walk\n\nWords.")]);
    living.remove("a.md");
    living.everything();
    assert_eq!(departed(&living), [""; 0]);
}

#[test]
fn a_damaged_list_of_the_departed_costs_nothing_else() {
    let mut living = Living::of(&[("a.md", "# Night walk\n\nWords."), ("b.md", "# Other\n\nMore words.")]);
    std::fs::write(living.index().join("departed.json"), "[{").unwrap();
    living.start();
    living.everything();
    assert_eq!(living.account(), [2, 2, 0, 0, 0]);
    living.remove("a.md");
    living.everything();
    assert_eq!(departed(&living), ["a “Night walk” gone"]);
}
