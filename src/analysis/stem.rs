//! The stem: one key for a word's inflections, by what is listed, by spelling rules, by a stemmer.
//!
//! Stemmers err most on short words (Spanish `mara`, a gang, becomes `mar`, the sea; `casa` and `caso` become
//! one). Where the language has a rule for its singular, a word whose singular has at most [`SHORT`] letters is
//! only brought to that; not so if it ends in -e, as short verb forms do (`debe`, `pode`), which belong to longer ones.
//! And no stem has fewer than [`SHORTEST`] letters unless the word itself does.

use super::fold;
use super::languages::{Folding, Stemmer};
use super::{Analyzer, FastMap};
use std::borrow::Cow;
use std::cell::RefCell;

/// The stemmers' own versions: what they do may change with them.
pub(super) const REVISIONS: &[&str] = &["rust-stemmers 1.2", "frostem 2.20261016", "icu 2.4"];

/// Words of so few letters keep all of them but a plural's. Three would be a thousandth of nDCG@10 better on public
/// questions in Spanish and Portuguese, and let `mara` meet `mar`.
const SHORT: usize = 4;
/// A stem of fewer letters is a chance meeting.
const SHORTEST: usize = 3;
/// Longer runs of letters are no words of a language; stemmers would only lose time on them.
const LONGEST_STEMMED: usize = 50;
/// Stems remembered by a thread at the most, half of them new: about 8 MB.
const REMEMBERED: usize = 1 << 16;

thread_local! {
    /// Words repeat, and stemming is most of the work: by analyzer, what was stemmed and its stem.
    static STEMS: RefCell<StemCache> = RefCell::default();
}

/// By word.
type Stems = FastMap<Box<str>, Box<str>>;

/// New stems push out old ones, by halves: what was asked for since the last half was full stays.
#[derive(Default)]
struct StemCache {
    by_analyzer: Vec<(u32, Halves)>,
    new: usize,
}

#[derive(Default)]
struct Halves {
    new: Stems,
    old: Stems,
}

impl StemCache {
    /// The stems of an analyzer: there are few, and most often it is the last one's.
    fn of(&mut self, analyzer: u32) -> &mut Halves {
        let known = self.by_analyzer.iter().rposition(|(id, _)| *id == analyzer);
        let place = known.unwrap_or_else(|| {
            self.by_analyzer.push((analyzer, Halves::default()));
            self.by_analyzer.len() - 1
        });
        &mut self.by_analyzer[place].1
    }

    fn insert(&mut self, analyzer: u32, word: Box<str>, stem: Box<str>) {
        if self.new >= REMEMBERED / 2 {
            self.by_analyzer.iter_mut().for_each(|(_, halves)| halves.old = std::mem::take(&mut halves.new));
            self.by_analyzer.retain(|(_, halves)| !halves.old.is_empty());
            self.new = 0;
        }
        self.new += 1;
        self.of(analyzer).new.insert(word, stem);
    }
}

/// [`stem_word`], remembering what it found.
pub(super) fn stem_cached(analyzer: &Analyzer, word: &str, surface: &str, stem: &mut String) {
    stem.clear();
    if analyzer.language.stemmer == Stemmer::None && analyzer.forms.is_empty() {
        stem.push_str(surface);
        return;
    }
    // Where the stemmer sees the letters before folding, the surface does not decide the stem; the word does.
    let seen = if matches!(analyzer.language.folding, Folding::AfterStem(_)) { word } else { surface };
    STEMS.with_borrow_mut(|cache| {
        let halves = cache.of(analyzer.id);
        if let Some(known) = halves.new.get(seen) {
            stem.push_str(known);
            return;
        }
        if let Some((word, known)) = halves.old.remove_entry(seen) {
            stem.push_str(&known);
            cache.insert(analyzer.id, word, known);
            return;
        }
        stem_word(analyzer, word, surface, stem);
        cache.insert(analyzer.id, seen.into(), stem.as_str().into());
    });
}

/// Writes the stem of a word into `stem`, given the word as it stands and folded.
pub(super) fn stem_word(analyzer: &Analyzer, word: &str, surface: &str, stem: &mut String) {
    by_rule(analyzer, word, surface, stem);
    // French `pares` would meet the preposition `par`, and with it every document.
    if analyzer.is_stop_word(stem) && !analyzer.is_stop_word(surface) && !analyzer.forms.contains_key(surface) {
        stem.clear();
        stem.push_str(&(analyzer.language.singular)(surface).unwrap_or_else(|| surface.to_owned()));
    }
}

fn by_rule(analyzer: &Analyzer, word: &str, surface: &str, stem: &mut String) {
    stem.clear();
    let language = analyzer.language;
    if let Some(listed) = analyzer.forms.get(surface) {
        stem.push_str(listed);
        return;
    }
    if language.stemmer == Stemmer::None || surface.len() > 4 * LONGEST_STEMMED {
        stem.push_str(surface);
        return;
    }
    match language.folding {
        Folding::BeforeStem(accents) => {
            let spelled = (language.spelling)(surface);
            if let Some(listed) = analyzer.forms.get(spelled.as_ref()) {
                stem.push_str(listed);
                return;
            }
            let singular = (language.singular)(&spelled);
            if let Some(singular) = singular.as_ref().filter(|singular| is_short(singular)) {
                stem.push_str(singular);
                return;
            }
            fold::fold(&language.stemmer.stem(&accent(&spelled, accents)), stem);
            if stem.chars().count() < SHORTEST || analyzer.reserved.contains(stem.as_str()) {
                stem.clear();
                stem.push_str(singular.as_deref().unwrap_or(&spelled));
            }
        }
        Folding::AfterStem(casing) => {
            let mut spelled = String::with_capacity(word.len());
            fold::spell(word, casing, &mut spelled);
            fold::fold(&language.stemmer.stem(&(language.spelling)(&spelled)), stem);
            if stem.chars().count() < SHORTEST || analyzer.reserved.contains(stem.as_str()) {
                stem.clear();
                stem.push_str(surface);
            }
        }
    }
}

fn is_short(singular: &str) -> bool {
    singular.chars().count() <= SHORT && !singular.ends_with('e')
}

/// Puts the accents back on the ending that the stemmer knows only with them. The first ending that fits counts.
fn accent<'a>(word: &'a str, endings: &[(&str, &str)]) -> Cow<'a, str> {
    let found = endings.iter().find_map(|(plain, accented)| Some((word.strip_suffix(plain)?, accented)));
    match found {
        Some((root, accented)) if root.len() >= 2 => Cow::Owned(format!("{root}{accented}")),
        _ => Cow::Borrowed(word),
    }
}

impl Stemmer {
    fn stem<'a>(self, word: &'a str) -> Cow<'a, str> {
        match self {
            Stemmer::None => Cow::Borrowed(word),
            Stemmer::Snowball(algorithm) => rust_stemmers::Stemmer::create(algorithm).stem(word),
            Stemmer::Newer(algorithm) => frostem::Stemmer::new(algorithm).stem(word),
        }
    }
}

/// For the entries that bring words to no singular.
pub(super) fn no_singular(_word: &str) -> Option<String> {
    None
}
