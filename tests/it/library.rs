//! A small corpus for a test: files and a vocabulary as text, read, understood and indexed in memory as a folder is.

use praxis::analysis::{Analysis, WordLists};
use praxis::enrich::{self, Knowledge};
use praxis::formats;
use praxis::i18n;
use praxis::index::{Entry, Index, Meaning, Snapshot, Surroundings};
use praxis::model::{Document, Fingerprint, Matching, Query, Results, Why};
use praxis::search::{self, Limits};
use praxis::thesaurus::{CountryName, Thesaurus, Vocabulary};
use std::sync::Arc;

/// The themes of the tests, a few with the traps of the field.
pub(crate) const THEMES: &str = "
- id: youth
  facet: problem
  pref: {en: youth and school, fr: jeunes et école, es: juventud y escuela}
- id: street-gangs
  broader: youth
  facet: problem
  pref: {en: street gangs, fr: gangs de rue, es: pandillas}
  alt: {en: [youth gangs], fr: [bandes de jeunes], es: [maras, pandillas juveniles]}
- id: theft-robbery
  facet: problem
  pref: {en: theft and robbery, fr: vols, es: robo y hurto}
  alt: {en: [theft], fr: [vol, vol à la tire], es: [robo, hurto]}
- id: sexual-violence
  facet: problem
  pref: {en: sexual violence, fr: violences sexuelles, es: violencia sexual}
  alt: {en: [rape], fr: [viol], es: [violación]}
- id: street-harassment
  facet: problem
  pref: {en: street harassment, fr: harcèlement de rue, es: acoso callejero}
";

pub(crate) const PARTNERS: &str = "
- id: spvm
  names: {fr: Service de police de la Ville de Montréal, en: Montréal police service}
  acronyms: [SPVM]
  country: CA
- id: icpc
  names: {en: International Centre for the Prevention of Crime, fr: Centre international pour la prévention de la criminalité}
  acronyms: [ICPC, CIPC]
";

/// A corpus in memory.
pub(crate) struct Library {
    pub(crate) snapshot: Snapshot,
}

impl Library {
    /// Files as `//- path` lines, each followed by its text.
    pub(crate) fn of(files: &str) -> Library {
        Library::with_words(files, "")
    }

    /// The same with the vocabulary's list of words.
    pub(crate) fn with_words(files: &str, words: &str) -> Library {
        let (lists, warnings) = WordLists::parse_yaml(words);
        assert!(warnings.is_empty(), "{warnings:?}");
        Library::with_themes(files, THEMES, &Arc::new(Analysis::new(&lists)))
    }

    /// The same with other themes.
    pub(crate) fn with_themes(files: &str, themes: &str, analysis: &Arc<Analysis>) -> Library {
        let thesaurus = Arc::new(thesaurus(themes, PARTNERS, analysis));
        let knowledge = Knowledge { thesaurus: &thesaurus, analysis };
        let documents = files.split("//- ").filter(|part| !part.trim().is_empty()).map(|part| {
            let (path, text) = part.split_once('\n').expect("a path on a line of its own");
            let format = formats::for_path(path.trim(), text.as_bytes()).expect("a format that is read");
            enrich::enrich(path.trim(), (format.parse)(text.as_bytes()), &knowledge)
        });
        Library::indexed(&documents.collect::<Vec<_>>(), analysis, &thesaurus)
    }

    pub(crate) fn indexed(documents: &[Document], analysis: &Arc<Analysis>, thesaurus: &Arc<Thesaurus>) -> Library {
        Library::with_meaning(documents, analysis, thesaurus, None)
    }

    /// The same with the vectors of passages and queries.
    pub(crate) fn with_meaning(
        documents: &[Document],
        analysis: &Arc<Analysis>,
        thesaurus: &Arc<Thesaurus>,
        meaning: Option<&mut Meaning>,
    ) -> Library {
        let mut index = Index::in_memory(Arc::clone(analysis)).expect("an index in memory");
        for (place, document) in documents.iter().enumerate() {
            let entry = Entry { document, claim: &document.id.0, file: Fingerprint::default(), vocabulary: 0 };
            index.put(&entry).expect("taking a document in");
            // Several segments, as a living index has them.
            if place % 16 == 15 {
                index.commit().expect("a commit");
            }
        }
        index.commit().expect("a commit");
        let surroundings = Surroundings { thesaurus: Arc::clone(thesaurus), ready: true, ..Surroundings::default() };
        Library { snapshot: index.snapshot_with(surroundings, meaning).expect("a snapshot") }
    }

    pub(crate) fn ask(&self, query: &Query) -> Results {
        search::answer(query, &self.snapshot, &Limits::default()).expect("an answer")
    }

    /// What a text finds, best first: the paths without their ending.
    pub(crate) fn found(&self, text: &str) -> Vec<String> {
        self.paths(&Query { text: text.to_owned(), per_page: 100, ..Query::default() })
    }

    /// The same with only the words typed, in the order of their names.
    pub(crate) fn found_by_words(&self, text: &str) -> Vec<String> {
        let query = Query { text: text.to_owned(), matching: Matching::Words, per_page: 100, ..Query::default() };
        let mut paths = self.paths(&query);
        paths.sort();
        paths
    }

    fn paths(&self, query: &Query) -> Vec<String> {
        let hits = self.ask(query).hits;
        hits.into_iter()
            .map(|hit| hit.path.rsplit_once('.').map_or(hit.path.clone(), |(stem, _)| stem.into()))
            .collect()
    }

    /// Every hit with the reasons for it, a line each.
    pub(crate) fn explained(&self, text: &str) -> String {
        let results = self.ask(&Query { text: text.to_owned(), ..Query::default() });
        let mut out = String::new();
        for hit in results.hits {
            let why: Vec<String> = hit.why.iter().map(reason).collect();
            out.push_str(&format!("{}: {}\n", hit.path, why.join(", ")));
        }
        out
    }
}

pub(crate) fn thesaurus(themes: &str, partners: &str, analysis: &Analysis) -> Thesaurus {
    let (vocabulary, problems) = Vocabulary::parse(Some(themes), Some(partners), None);
    assert!(problems.is_empty(), "{problems:?}");
    let names = i18n::country_names(["en", "fr", "es"]).into_iter();
    let countries: Vec<CountryName> = names.map(|(code, lang, name)| CountryName { code, lang, name }).collect();
    let (thesaurus, problems) = Thesaurus::build(vocabulary, &countries, analysis);
    assert!(problems.is_empty(), "{problems:?}");
    thesaurus
}

fn reason(why: &Why) -> String {
    match why {
        Why::Word { text, lang } => format!("word {text} [{lang}]"),
        Why::Prefix { text, lang } => format!("prefix {text} [{lang}]"),
        Why::Theme { text, concept } => format!("theme {concept} by {text}"),
        Why::Partner { text, partner } => format!("partner {partner} by {text}"),
        Why::Place { text, country } => format!("country {country} by {text}"),
        Why::Meaning { .. } => "meaning".to_owned(),
    }
}
