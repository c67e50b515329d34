//! The words of a whole text, analysed once for those who read it one after the other on the same thread.

use super::Analyzer;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// How many texts a thread remembers: the title, the summary and the body of a document, and one more.
const REMEMBERED: usize = 4;

/// Texts of more bytes are not kept.
const LONGEST: usize = 1 << 20;

thread_local! {
    /// The latest last.
    static RECENT: RefCell<Vec<Rc<Analysed>>> = const { RefCell::new(Vec::new()) };
}

/// The words of a text, in the order of the text.
#[derive(Debug, Default)]
pub struct Analysed {
    analyzer: u32,
    text: Box<str>,
    places: Vec<Place>,
    /// Surfaces and stems, one after the other; a stem that is its surface is not written again.
    forms: String,
}

#[derive(Debug)]
struct Place {
    range: Range<usize>,
    /// In the forms.
    surface: Range<usize>,
    stem: Range<usize>,
}

/// One of its words.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub surface: &'a str,
    pub stem: &'a str,
}

impl Analysed {
    fn new(analyzer: &Analyzer, text: &str) -> Analysed {
        let places = Vec::with_capacity(text.len() / 6);
        let forms = String::with_capacity(text.len() * 3 / 2);
        let mut analysed = Analysed { analyzer: analyzer.id, text: text.into(), places, forms };
        let mut tokens = analyzer.tokens(text);
        while let Some(token) = tokens.next() {
            let start = analysed.forms.len();
            analysed.forms.push_str(&token.surface);
            let surface = start..analysed.forms.len();
            let mut stem = surface.clone();
            if token.stem != token.surface {
                analysed.forms.push_str(&token.stem);
                stem = surface.end..analysed.forms.len();
            }
            analysed.places.push(Place { range: token.start..token.end, surface, stem });
        }
        analysed
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The words.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        self.places.iter().map(|place| Word {
            range: place.range.clone(),
            surface: &self.forms[place.surface.clone()],
            stem: &self.forms[place.stem.clone()],
        })
    }
}

/// The words of a text; those of the texts that were asked for last are remembered.
pub(super) fn analysed(analyzer: &Analyzer, text: &str) -> Rc<Analysed> {
    let is_it = |known: &&Rc<Analysed>| known.analyzer == analyzer.id && *known.text == *text;
    if let Some(known) = RECENT.with_borrow(|recent| recent.iter().rfind(is_it).cloned()) {
        return known;
    }
    let analysed = Rc::new(Analysed::new(analyzer, text));
    if text.len() <= LONGEST {
        RECENT.with_borrow_mut(|recent| {
            if recent.len() == REMEMBERED {
                recent.remove(0);
            }
            recent.push(Rc::clone(&analysed));
        });
    }
    analysed
}
