//! Values that nobody stated, found in the text, each with the sentence that it comes from.

use super::{Knowledge, passages};
use crate::analysis::Analysis;
use crate::model::{Assigned, Basis, Lang, Mentioned};
use crate::thesaurus::{Entry, Mention, Thesaurus};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The most values of one kind: a document about everything is about nothing.
const MOST_THEMES: usize = 6;
const MOST_COUNTRIES: usize = 10;
const MOST_PARTNERS: usize = 30;

/// What the text of a document names.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) themes: Vec<Assigned>,
    pub(super) countries: Vec<Assigned>,
    pub(super) partners: Vec<Assigned>,
    /// Everything named, well supported or not, in the order of the text.
    pub(super) mentions: Vec<Mentioned>,
}

/// The parts of a document in which values are looked for.
pub(super) struct Parts<'a> {
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    /// Whether the summary is itself a piece of the text.
    pub(super) summary_detected: bool,
    /// As stated.
    pub(super) places: &'a [String],
    pub(super) text: &'a str,
}

/// All that speaks for one value.
struct Support<'a> {
    entry: Entry,
    mentions: usize,
    /// In the title or the summary, or in several words: enough even once.
    strong: bool,
    /// The first mention, which is shown.
    part: &'a str,
    range: Range<usize>,
}

impl Support<'_> {
    fn is_enough(&self) -> bool {
        self.strong || self.mentions > 1 || !matches!(self.entry, Entry::Theme(_))
    }

    fn mentioned(&self) -> Mentioned {
        // What stands in a summary alone was taken from the text up to a cut.
        let count = u32::try_from(self.mentions.max(1)).unwrap_or(u32::MAX);
        Mentioned { entry: self.entry.key(), text: self.part[self.range.clone()].to_owned(), count }
    }
}

/// Everything that the document names. A theme counts when it stands in the title or the summary, or twice in the text,
/// or once in several words.
pub(super) fn find(parts: &Parts<'_>, lang: &Lang, knowledge: &Knowledge<'_>) -> Findings {
    let mut all = Gathered { supports: Vec::new(), positions: HashMap::new() };
    let find = |text: &str| knowledge.thesaurus.find(text, lang, knowledge.analysis);
    for mention in find(parts.title) {
        all.add(parts.title, mention, true, 1);
    }
    // A summary taken from the text comes again in the text, and counts there.
    let counted = usize::from(!parts.summary_detected);
    for mention in find(parts.summary) {
        all.add(parts.summary, mention, true, counted);
    }
    for place in parts.places {
        for mention in find(place).into_iter().filter(|mention| matches!(mention.entry, Entry::Country(_))) {
            all.add(place, mention, true, 1);
        }
    }
    let text = passages::before_sources(parts.text);
    for mention in find(text) {
        all.add(text, mention, false, 1);
    }
    all.settle(knowledge.thesaurus)
}

struct Gathered<'a> {
    supports: Vec<Support<'a>>,
    positions: HashMap<Entry, usize>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, part: &'a str, mention: Mention, strong: bool, counted: usize) {
        let strong = strong || Analysis::words(&part[mention.range.clone()]).len() > 1;
        match self.positions.get(&mention.entry) {
            Some(position) => {
                self.supports[*position].mentions += counted;
                self.supports[*position].strong |= strong;
            }
            None => {
                self.positions.insert(mention.entry.clone(), self.supports.len());
                let (entry, range) = (mention.entry, mention.range);
                self.supports.push(Support { entry, mentions: counted, strong, part, range });
            }
        }
    }

    /// The values that are well enough supported, the most mentioned first.
    fn settle(mut self, thesaurus: &Thesaurus) -> Findings {
        let mentions = self.supports.iter().map(Support::mentioned).collect();
        self.supports.retain(Support::is_enough);
        let above = above(&self.supports, thesaurus);
        // Stable: what is named as often comes in the order of the text.
        self.supports.sort_by_key(|support| Reverse(support.mentions));
        let mut findings = Findings { mentions, ..Findings::default() };
        for support in self.supports {
            let (list, most) = match &support.entry {
                Entry::Theme(id) if above.contains(id) => continue,
                Entry::Theme(_) => (&mut findings.themes, MOST_THEMES),
                Entry::Country(_) => (&mut findings.countries, MOST_COUNTRIES),
                Entry::Partner(_) => (&mut findings.partners, MOST_PARTNERS),
            };
            if list.len() < most {
                let sentence = passages::sentence(support.part, &support.range);
                let text = support.part[support.range].to_owned();
                let basis = Basis::Detected { sentence, text };
                list.push(Assigned { id: support.entry.id().to_owned(), basis, role: None });
            }
        }
        findings
    }
}

/// The themes above others that are found too: the narrower one says more, and implies them.
fn above(supports: &[Support<'_>], thesaurus: &Thesaurus) -> HashSet<String> {
    let themes = supports.iter().filter(|support| matches!(support.entry, Entry::Theme(_)));
    themes.flat_map(|theme| thesaurus.ancestors(theme.entry.id())).map(str::to_owned).collect()
}
