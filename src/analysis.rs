//! Language → analyzer: one stream of tokens, the same for indexing, for queries and for matching labels.
//!
//! A word comes in two forms. Its *surface* is the word folded: case, accents, width and format characters are gone,
//! so that it is found however it was typed. Its *stem* is the key under which its inflections and listed variants
//! meet. Both are made word by word, by the entry of the language in `analysis::languages`.
//!
//! This room refuses to know fields, documents and tantivy.

mod fold;
mod languages;
mod lists;
mod remembered;
mod spelling;
mod stem;
mod words;

use crate::model::Lang;
use languages::{Cutting, Enclitics, LANGUAGES, Language, PLAIN};
pub use lists::WordLists;
pub use remembered::{Analysed, Word};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Raised whenever code (not data) changes what a token is.
const ANALYSIS_REVISION: u32 = 3;

/// The most characters of a word that are kept: a longer one (a coded picture, a run of letters) is cut, so that no
/// text can make a term of any size.
const LONGEST_WORD: usize = 120;

/// Maps that are asked for every word of every text: a hash that is quick, and seeded all the same.
pub(crate) type FastMap<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
type FastSet<K> = HashSet<K, foldhash::fast::RandomState>;

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
#[derive(Debug)]
pub struct Analysis {
    analyzers: Vec<Analyzer>,
    default: Analyzer,
    fingerprint: u64,
}

impl Default for Analysis {
    fn default() -> Analysis {
        Analysis::built_in()
    }
}

impl Analysis {
    /// The analyzers with the built-in word lists alone.
    pub fn built_in() -> Analysis {
        Analysis::new(&WordLists::default())
    }

    /// The analyzers with the built-in word lists and these on top; where both list a form, these win.
    pub fn new(lists: &WordLists) -> Analysis {
        let mut hasher = DefaultHasher::new();
        ANALYSIS_REVISION.hash(&mut hasher);
        stem::REVISIONS.hash(&mut hasher);
        for language in LANGUAGES {
            language.hash(&mut hasher);
        }
        lists.hash(&mut hasher);
        Analysis {
            analyzers: LANGUAGES.iter().map(|language| Analyzer::new(language, lists)).collect(),
            default: Analyzer::new(&PLAIN, lists),
            fingerprint: hasher.finish(),
        }
    }

    /// The analyzer of this language: by its primary subtag, else the sound default, which folds and does not stem.
    pub fn analyzer(&self, lang: &Lang) -> &Analyzer {
        let key = Analysis::key(lang);
        self.analyzers.iter().find(|analyzer| analyzer.language.key == key).unwrap_or(&self.default)
    }

    /// The language under which the words of this one are kept: its primary subtag, in its present spelling
    /// (`no` for `nb` and `nn`, `he` for `iw`).
    pub fn key(lang: &Lang) -> &str {
        let primary = lang.primary();
        languages::ALIASES.iter().find(|(alias, _)| *alias == primary).map_or(primary, |(_, key)| key)
    }

    /// The analyzers of their own that languages have, by the keys of the languages.
    pub fn analyzers(&self) -> impl Iterator<Item = (&'static str, &Analyzer)> {
        self.analyzers.iter().map(|analyzer| (analyzer.language.key, analyzer))
    }

    /// The keys of the languages that have an analyzer of their own.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|language| language.key)
    }

    /// Changes whenever any token of any text could change.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The words of a text in byte ranges, whatever its language: the segmentation that all analyzers share.
    pub fn words(text: &str) -> Vec<Range<usize>> {
        words::words(text)
    }
}

/// The analysis of one language.
#[derive(Debug)]
pub struct Analyzer {
    language: &'static Language,
    /// Folded form → stem, for what is listed.
    forms: FastMap<String, String>,
    /// Stems that belong to listed forms and to no other word.
    reserved: FastSet<String>,
    stop: FastSet<String>,
    /// Tells this analyzer's entries in a cache of stems from another's.
    id: u32,
}

impl Analyzer {
    fn new(language: &'static Language, lists: &WordLists) -> Analyzer {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let (forms, reserved, stop) = (FastMap::default(), FastSet::default(), FastSet::default());
        let mut analyzer = Analyzer { language, forms, reserved, stop, id };
        let built_in = lists::parse_forms(language.forms);
        let own = lists.of(language.key);
        for entries in [&built_in.apart, &own.apart] {
            for (lemma, forms) in entries {
                let stem = folded(lemma);
                for form in forms {
                    analyzer.forms.insert(folded(form), stem.clone());
                }
                analyzer.forms.insert(stem.clone(), stem.clone());
                analyzer.reserved.insert(stem);
            }
        }
        for entries in [&built_in.joined, &own.joined] {
            for (lemma, forms) in entries {
                let mut stem = String::new();
                stem::stem_word(&analyzer, lemma, &folded(lemma), &mut stem);
                for form in forms {
                    analyzer.forms.insert(folded(form), stem.clone());
                }
            }
        }
        let stop = language.stop.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        analyzer.stop.extend(stop.map(folded));
        analyzer.stop.extend(own.stop.iter().map(|word| folded(word)));
        analyzer
    }

    /// The words of a text.
    pub fn tokens<'a>(&'a self, text: &'a str) -> Tokens<'a> {
        let words = match self.language.cutting {
            Cutting::Words => words::words(text),
            Cutting::HangulBigrams => words::hangul_bigrams(text, words::words(text)),
        };
        Tokens { analyzer: self, text, words, next: 0, token: Token::default() }
    }

    /// Whether this folded word stands in a list of forms: it is a word of the language, whether a document has it or not.
    pub fn is_listed(&self, surface: &str) -> bool {
        self.forms.contains_key(surface)
    }

    /// Whether this stem is that of listed forms that are kept apart from every other word: the word has a namesake.
    pub fn is_kept_apart(&self, stem: &str) -> bool {
        self.reserved.contains(stem)
    }

    /// The words of a text that is going to be read again soon: a document is read for what it names, and to be indexed.
    pub fn analysed(&self, text: &str) -> Rc<Analysed> {
        remembered::analysed(self, text)
    }

    /// How many words a text has, as [`Analysis::words`] cuts it.
    pub fn word_count(&self, text: &str) -> usize {
        match self.language.cutting {
            Cutting::Words => self.analysed(text).len(),
            Cutting::HangulBigrams => words::words(text).len(),
        }
    }

    /// Whether this text is one word that carries nothing by itself in this language.
    pub fn is_stop(&self, text: &str) -> bool {
        let tokens = self.tokens(text);
        let [word] = tokens.words.as_slice() else { return false };
        self.is_stop_word(&folded(&text[tokens.without_clitics(word.clone())]))
    }

    /// Whether this folded word carries nothing by itself in this language.
    pub fn is_stop_word(&self, surface: &str) -> bool {
        self.stop.contains(surface)
    }
}

/// A stream of tokens over a text.
#[derive(Debug)]
pub struct Tokens<'a> {
    analyzer: &'a Analyzer,
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
        let range = self.without_clitics(range);
        let word = &self.text[range.clone()];
        let cut = if word.len() > LONGEST_WORD { word.char_indices().nth(LONGEST_WORD) } else { None };
        let word = cut.map_or(word, |(end, _)| &word[..end]);
        let token = &mut self.token;
        (token.start, token.end, token.position) = (range.start, range.end, self.next);
        fold::fold(word, &mut token.surface);
        stem::stem_cached(self.analyzer, word, &token.surface, &mut token.stem);
        self.next += 1;
        Some(&self.token)
    }

    /// The word without the elided articles before it (l', d', qu') and without the 's after it.
    fn without_clitics(&self, range: Range<usize>) -> Range<usize> {
        let language = self.analyzer.language;
        let Range { mut start, mut end } = range;
        while let Some((before, after)) = split_first_apostrophe(&self.text[start..end])
            && language.elided.iter().any(|elided| folded_equals(before, elided))
        {
            start = end - after.len();
        }
        while let Some((before, after)) = split_last_apostrophe(&self.text[start..end])
            && match language.enclitics {
                Enclitics::Listed(listed) => listed.iter().any(|enclitic| folded_equals(after, enclitic)),
                Enclitics::Any => true,
            }
        {
            end = start + before.len();
        }
        start..end
    }
}

fn split_first_apostrophe(word: &str) -> Option<(&str, &str)> {
    word.split_once(fold::is_apostrophe).filter(|(before, after)| !before.is_empty() && !after.is_empty())
}

fn split_last_apostrophe(word: &str) -> Option<(&str, &str)> {
    word.rsplit_once(fold::is_apostrophe).filter(|(before, after)| !before.is_empty() && !after.is_empty())
}

fn folded_equals(part: &str, folded_part: &str) -> bool {
    if part.is_ascii() { part.eq_ignore_ascii_case(folded_part) } else { folded(part) == folded_part }
}

/// The folded form of one word.
fn folded(word: &str) -> String {
    let mut out = String::new();
    fold::fold(word, &mut out);
    out
}
