//! What a person may be about to name: labels that begin as the text does, or hold a word that does.

use super::{Entry, Thesaurus};
use crate::analysis::Analysis;
use crate::model::Lang;

/// Texts of fewer letters are not taken for the beginning of a name in another language than the reader's: too much
/// begins so.
const SHORTEST_FOREIGN: usize = 3;

impl Thesaurus {
    /// Entries of which a label in this language, or an acronym, begins with the text, then those where a later word
    /// does, then the same in all other languages; each entry once, with that label, shortest first.
    pub fn beginning(&self, text: &str, lang: &Lang, analysis: &Analysis, most: usize) -> Vec<(Entry, String)> {
        let text = folded(text, analysis);
        if text.is_empty() {
            return Vec::new();
        }
        let foreign_too = text.chars().count() >= SHORTEST_FOREIGN;
        let mut found: Vec<(bool, usize, usize, &Entry, &str)> = Vec::new();
        for known in &self.entries {
            let ranked = known.labels.iter().filter_map(|label| {
                let foreign = !label.lang.is_undetermined() && label.lang.primary() != lang.primary();
                let rank = (!foreign || foreign_too).then(|| rank(&folded(&label.text, analysis), &text))??;
                Some((foreign, rank, label.text.chars().count(), &known.entry, label.text.as_str()))
            });
            found.extend(ranked.min());
        }
        found.sort();
        found.truncate(most);
        found.into_iter().map(|(.., entry, label)| (entry.clone(), label.to_owned())).collect()
    }
}

/// 0 where a label begins with the text, 1 where a later word of it does.
fn rank(label: &str, text: &str) -> Option<usize> {
    if label.starts_with(text) {
        return Some(0);
    }
    label.match_indices(' ').any(|(space, _)| label[space + 1..].starts_with(text)).then_some(1)
}

/// The words of a text as they are compared: folded, one space between them.
fn folded(text: &str, analysis: &Analysis) -> String {
    let mut tokens = analysis.analyzer(&Lang::undetermined()).tokens(text);
    let mut out = String::new();
    while let Some(token) = tokens.next() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.surface);
    }
    out
}
