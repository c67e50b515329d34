//! The short way is held against the long one.

use super::super::{Deadline, matching, planner};
use super::*;
use crate::analysis::Analysis;
use crate::index::{Entry, Index, Surroundings};
use crate::model::{Assigned, Basis, Document, DocumentId, Fingerprint, Lang, Mentioned, Query};
use crate::thesaurus::{Thesaurus, Vocabulary};
use std::sync::Arc;
use std::time::Duration;

const WORDS: [&str; 9] = ["police", "night", "gangs", "gang", "street", "the", "school", "patrol", "nights"];

/// Documents of drawn words in two languages and several segments, some with a theme, some that only name it.
fn snapshot() -> Snapshot {
    let analysis = Arc::new(Analysis::built_in());
    let themes = "- id: street-gangs\n  pref: {en: street gangs}\n  alt: {fr: [gangs]}\n";
    let (vocabulary, _) = Vocabulary::parse(Some(themes), None, None);
    let thesaurus = Arc::new(Thesaurus::build(vocabulary, &[], &analysis).0);
    let mut index = Index::in_memory(analysis).expect("an index in memory");
    let mut state = 1_u64;
    let mut draw = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % most
    };
    for number in 0..400 {
        let mut words = |most: usize| (0..1 + draw(most)).map(|_| WORDS[draw(WORDS.len())]).collect::<Vec<_>>();
        let theme = || Assigned { id: "street-gangs".to_owned(), basis: Basis::Stated, role: None };
        let mention = Mentioned { entry: "theme:street-gangs".to_owned(), text: "gangs".to_owned(), count: 1 };
        let document = Document {
            id: DocumentId(format!("d{number}")),
            path: format!("{number}.md"),
            lang: Lang::parse(["en", "fr"][number % 2]).expect("a language"),
            title: words(3).join(" "),
            summary: words(4).join(" "),
            text: words(20).join(" "),
            themes: (number % 5 == 0).then(theme).into_iter().collect(),
            mentions: (number % 3 == 0).then_some(mention).into_iter().collect(),
            draft: number % 17 == 0,
            ..Document::default()
        };
        let file = Fingerprint::default();
        index.put(&Entry { document: &document, claim: &document.id.0, file, vocabulary: 0 }).expect("taken in");
        if number % 150 == 149 {
            index.commit().expect("a commit");
        }
    }
    index.remove("30.md").expect("taken out");
    index.commit().expect("a commit");
    index.snapshot(Surroundings { thesaurus, ..Surroundings::default() }).expect("a snapshot")
}

#[test]
fn the_short_way_and_the_long_way_find_and_score_alike() {
    let snapshot = snapshot();
    let deadline = Deadline::after(Duration::from_secs(600));
    let mut compared = 0;
    for text in ["police", "street gangs", "gangs night", "the night patrol", "the", "school -night", "gang patrols"] {
        let query = Query { text: text.to_owned(), ..Query::default() };
        let plan = planner::plan(&query, &snapshot).expect("a plan");
        assert!(suits(&plan), "{text}");
        let of = |found: Matches| {
            let line = |found: Match| (found.segment, found.doc, found.direct, found.bridged, found.by_words);
            let mut lines: Vec<_> = found.all.into_iter().map(|one| (line(one), one.score)).collect();
            lines.sort_by_key(|(line, _)| *line);
            lines
        };
        let short = of(matching::matches(&plan, &snapshot, &deadline).expect("matches"));
        let long = of(matching::exhaustive(&plan, &snapshot, &deadline).expect("matches"));
        compared += short.len();
        assert_eq!(short.len(), long.len(), "{text}");
        for (short, long) in short.iter().zip(&long) {
            assert_eq!(short.0, long.0, "{text}");
            assert!((short.1 - long.1).abs() < 1e-5, "{text}: {short:?} {long:?}");
        }
    }
    assert!(compared > 100, "the queries find something");
}
