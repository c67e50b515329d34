//! The mix of queries, fixed before anything was measured.
//!
//! Each query is drawn from one document of the corpus, as people search for what they have read of. Its words are
//! words of that document's text, taken at random places, so that common words are as common in queries as in texts;
//! function words and words of fewer than three letters are passed over. One word: 35 %, two: 35 %, three: 20 %, four
//! to six: 10 %. Filters are values of facets that this document has, one a facet: none chosen in 50 % of the queries,
//! of one facet in 25 %, of two in 15 %, of three in 10 %; the facets are drawn from all but the evaluation.

use crate::corpus::File;
use crate::random::Random;
use praxis::analysis::Analysis;
use praxis::enrich::{self, Knowledge};
use praxis::facets::FACETS;
use praxis::model::{Document, Filters, Parsed, Query, YEAR};

/// One query, and the filters that could be chosen with it.
pub(crate) struct Asked {
    pub(crate) words: Vec<String>,
    /// Facet and value, three of them where the document has as many.
    pub(crate) choices: Vec<(usize, String)>,
    /// How many of the choices the mix has chosen.
    pub(crate) chosen: usize,
}

impl Asked {
    pub(crate) fn text(&self) -> String {
        self.words.join(" ")
    }

    /// The query with so many of its choices.
    pub(crate) fn query(&self, chosen: usize) -> Query {
        let mut filters = Filters::default();
        for (facet, value) in self.choices.iter().take(chosen) {
            match FACETS[*facet].key {
                YEAR => (filters.year_from, filters.year_to) = (value.parse().ok(), value.parse().ok()),
                key => filters.add(key, value),
            }
        }
        Query { text: self.text(), filters, ..Query::default() }
    }
}

/// The mix.
pub(crate) fn queries(number: usize, files: &[File], knowledge: &Knowledge<'_>) -> Vec<Asked> {
    let mut random = Random(11);
    let mut asked = Vec::with_capacity(number);
    while asked.len() < number {
        let document = enrich::enrich("a.md", parse(&files[random.below(files.len())]), knowledge);
        let wanted = length(&mut random);
        let words = words(&document, wanted, knowledge.analysis, &mut random);
        let choices = choices(&document, &mut random);
        let share = random.share();
        let chosen = [0.5, 0.75, 0.9].iter().filter(|bound| share >= **bound).count();
        if words.len() == wanted && choices.len() == 3 {
            asked.push(Asked { words, choices, chosen });
        }
    }
    asked
}

/// A file as its format's reader reads it.
pub(crate) fn parse(file: &File) -> Parsed {
    let format = praxis::formats::for_path(&file.path, file.text.as_bytes()).expect("Markdown is read");
    (format.parse)(file.text.as_bytes())
}

fn length(random: &mut Random) -> usize {
    match random.share() {
        share if share < 0.35 => 1,
        share if share < 0.70 => 2,
        share if share < 0.90 => 3,
        _ => 4 + random.below(3),
    }
}

fn words(document: &Document, number: usize, analysis: &Analysis, random: &mut Random) -> Vec<String> {
    let analyzer = analysis.analyzer(&document.lang);
    let mut content: Vec<String> = Vec::new();
    let mut tokens = analyzer.tokens(&document.text);
    while let Some(token) = tokens.next() {
        if !analyzer.is_stop_word(&token.surface) && token.surface.chars().count() > 2 {
            content.push(document.text[token.start..token.end].to_lowercase());
        }
    }
    let mut words: Vec<String> = Vec::new();
    while words.len() < number && !content.is_empty() {
        let word = content.swap_remove(random.below(content.len()));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn choices(document: &Document, random: &mut Random) -> Vec<(usize, String)> {
    let mut facets: Vec<usize> = (0..FACETS.len()).filter(|&facet| FACETS[facet].key != "evaluation").collect();
    let mut choices = Vec::new();
    while choices.len() < 3 && !facets.is_empty() {
        let facet = facets.swap_remove(random.below(facets.len()));
        let values = (FACETS[facet].values)(document);
        if !values.is_empty() {
            choices.push((facet, random.of(&values).clone()));
        }
    }
    choices
}
