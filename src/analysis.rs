//! Language → analyzer: one stream of tokens, the same for indexing, for queries and for matching labels.
//!
//! This room refuses to know fields, documents and tantivy.

use crate::model::Lang;
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use std::ops::Range;

/// One word of a text, in the two forms in which it is indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text that was analysed.
    pub start: usize,
    pub end: usize,
    /// The place among the words of the text, from 0.
    pub position: usize,
    /// The word as it stands, folded: case, accents, format characters.
    pub surface: String,
    /// What it shares with its inflections and listed variants.
    pub stem: String,
}

/// All analyzers, with the word lists in force.
#[derive(Debug, Default)]
pub struct Analysis {
    default: Analyzer,
}

impl Analysis {
    /// The analyzers with the built-in word lists alone.
    pub fn built_in() -> Analysis {
        Analysis::default()
    }

    /// The analyzer of this language: by its primary subtag, else the sound default.
    pub fn analyzer(&self, _lang: &Lang) -> &Analyzer {
        &self.default
    }

    /// The language under which the words of this one are kept: its primary subtag.
    pub fn key(lang: &Lang) -> &str {
        lang.primary()
    }

    /// The languages that have an entry.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        ["en", "fr", "es"].into_iter()
    }

    /// Changes whenever any token of any text could change.
    pub fn fingerprint(&self) -> u64 {
        0
    }

    /// The words of a text in byte ranges, whatever its language: the segmentation that all analyzers share.
    pub fn words(text: &str) -> Vec<Range<usize>> {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let mut start = 0;
        let mut words = Vec::new();
        for (end, kind) in segmenter.segment_str(text).iter_with_word_type() {
            if kind.is_word_like() {
                words.push(start..end);
            }
            start = end;
        }
        words
    }
}

/// The analysis of one language.
#[derive(Debug, Default)]
pub struct Analyzer {}

impl Analyzer {
    /// The words of a text.
    pub fn tokens<'a>(&'a self, text: &'a str) -> Tokens<'a> {
        Tokens { text, words: Analysis::words(text), next: 0, token: Token::default() }
    }

    /// Whether this folded word carries nothing by itself in this language.
    pub fn is_stop_word(&self, _surface: &str) -> bool {
        false
    }
}

/// A stream of tokens over a text.
#[derive(Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    words: Vec<Range<usize>>,
    next: usize,
    token: Token,
}

impl Tokens<'_> {
    /// The next token, valid until the next call.
    #[expect(clippy::should_implement_trait, reason = "lends the token it holds, which an Iterator cannot")]
    pub fn next(&mut self) -> Option<&Token> {
        let range = self.words.get(self.next)?.clone();
        let surface = self.text[range.clone()].to_lowercase();
        self.token = Token { start: range.start, end: range.end, position: self.next, stem: surface.clone(), surface };
        self.next += 1;
        Some(&self.token)
    }
}
