//! What is going to be executed: the words of a query in every language, what it names, and what a document must have.

use crate::index::LanguageStatistics;
use crate::model::Lang;
use crate::thesaurus::Entry;
use tantivy::postings::TermInfo;

/// How one word, phrase or prefix of the query can stand in documents of one language.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// One word: the terms of its stem and of its surface.
    Word { stem: String, surface: String },
    /// Several terms side by side.
    Sequence(Vec<String>),
    /// All terms that begin so.
    Prefix(String),
}

/// A [`Form`] in a language of the plan.
#[derive(Clone, Debug)]
pub(super) struct Realisation {
    /// Place in [`Plan::languages`].
    pub language: usize,
    pub form: Form,
    /// Of a word, by segment: where its stem stands in the text.
    pub terms: Vec<Option<TermInfo>>,
}

/// One thing that the query asks for: a word, a phrase or a prefix. Each is one bit of a mask.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub text: String,
    /// A stop word of a language that the query can be in.
    pub function: bool,
    /// Whether it is a plain word, of which a long query need not find each.
    pub word: bool,
    pub realisations: Vec<Realisation>,
    /// By language of the plan: inverse document frequency.
    pub idf: Vec<f32>,
    /// By language of the plan: whether any document there has it.
    pub known: Vec<bool>,
}

/// A language of the corpus.
#[derive(Clone, Debug)]
pub(super) struct PlanLanguage {
    pub key: String,
    pub lang: Lang,
    pub statistics: LanguageStatistics,
    /// What term frequencies saturate against, by field (text, title, summary) and field norm id.
    pub saturation: Box<[[f32; 256]; 3]>,
    /// The most that a document of this language could score in words: what scores are divided by.
    pub attainable: f32,
}

/// Something of the vocabulary that the query names.
#[derive(Clone, Debug)]
pub(super) struct Bridge {
    /// The words of the query that name it.
    pub span: u64,
    pub entry: Entry,
}

/// Words of the query that were typed side by side, as they would stand side by side in one language.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub span: u64,
    pub language: usize,
    pub terms: Vec<String>,
}

/// What a document must have.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    /// These bits, all of them.
    pub required: u64,
    /// These bits by weight, [`Rule::enough`] in sum.
    pub counted: u64,
    pub weights: Vec<f32>,
    pub enough: f32,
}

impl Unit {
    /// The term of its stem in a language of the plan, where it is one word there.
    pub(super) fn stem(&self, language: usize) -> Option<String> {
        let own = self.realisations.iter().find(|realisation| realisation.language == language)?;
        match &own.form {
            Form::Word { stem, .. } => Some(stem.clone()),
            Form::Sequence(_) | Form::Prefix(_) => None,
        }
    }
}

impl Run {
    /// The places of its words among the units.
    pub(super) fn units(&self) -> impl Iterator<Item = usize> {
        let span = self.span;
        (0..u64::BITS as usize).filter(move |unit| span & (1 << unit) != 0)
    }

    /// Whether each of its words stands in some document of its language.
    pub(super) fn is_known(&self, units: &[Unit]) -> bool {
        let mut own = units.iter().enumerate().filter(|(index, _)| self.span & (1 << index) != 0);
        own.all(|(_, unit)| unit.known[self.language])
    }
}

impl Rule {
    /// Whether a document with these bits matches.
    pub(super) fn holds(&self, mask: u64) -> bool {
        mask & self.required == self.required && (self.counted == 0 || self.weight(mask & self.counted) >= self.enough)
    }

    /// The sum of the weights of these bits.
    pub(super) fn weight(&self, mut mask: u64) -> f32 {
        let mut sum = 0.0;
        while mask != 0 {
            sum += self.weights[mask.trailing_zeros() as usize];
            mask &= mask - 1;
        }
        sum
    }
}

/// What is going to be executed.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub units: Vec<Unit>,
    pub excluded: Vec<Unit>,
    pub bridges: Vec<Bridge>,
    pub runs: Vec<Run>,
    pub rule: Rule,
    pub languages: Vec<PlanLanguage>,
    /// By the ordinal of a language in the index's dictionary: its place in `languages`, none beyond its end.
    pub places: Vec<usize>,
    /// Whether it is a question, or of many words, of which a document need not have each.
    pub long: bool,
    /// Whether nothing has all that was asked for, and less is asked for now.
    pub relaxed: bool,
    /// Whether the query was longer than what is looked up of it.
    pub cut: bool,
    /// Whether something was typed in which there is no word at all, so that nothing matches.
    pub wordless: bool,
}

impl Plan {
    /// Whether nothing is asked for, so that everything matches.
    pub(super) fn is_everything(&self) -> bool {
        self.units.is_empty()
    }

    /// The mask of the units that are no function words; of all where there are no others.
    pub(super) fn content(&self) -> u64 {
        let content = mask(&self.units, |unit| !unit.function);
        if content == 0 { mask(&self.units, |_| true) } else { content }
    }
}

/// The bits of the units that are chosen.
pub(super) fn mask(units: &[Unit], chosen: impl Fn(&Unit) -> bool) -> u64 {
    let bits = units.iter().enumerate().filter(|(_, unit)| chosen(unit));
    bits.fold(0, |mask, (index, _)| mask | 1 << index)
}
