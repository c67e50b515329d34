//! Values that nobody stated, found in the text, each with the sentence that it comes from.

use super::weigh::{self, Evidence};
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
    /// As stated; what is taken from the text stands there.
    pub(super) summary: &'a str,
    /// As stated.
    pub(super) places: &'a [String],
    pub(super) text: &'a str,
}

/// Where a mention stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    /// The summary, the places and the first paragraph.
    Lead,
    Body,
}

/// All that speaks for one value.
struct Support<'a> {
    entry: Entry,
    evidence: Evidence,
    /// The mention that is shown: the first that names it, else the first that speaks for it.
    part: &'a str,
    range: Range<usize>,
    by_name: bool,
}

/// Everything that the document names. What counts is weighed: the title says more than the rest, many mentions more
/// than one, and one among few themes more than one among many.
pub(super) fn find(parts: &Parts<'_>, lang: &Lang, knowledge: &Knowledge<'_>) -> Findings {
    let mut all = Gathered::default();
    let find = |text: &str| knowledge.thesaurus.find(text, lang, knowledge.analysis);
    all.add_all(parts.title, find(parts.title), |_| Place::Title);
    all.add_all(parts.summary, find(parts.summary), |_| Place::Lead);
    for place in parts.places {
        let countries = find(place).into_iter().filter(|mention| matches!(mention.entry, Entry::Country(_)));
        all.add_all(place, countries.collect(), |_| Place::Title);
    }
    let text = passages::before_sources(parts.text);
    let lead = passages::first_paragraph(text).unwrap_or_default();
    let place = |at: usize| if lead.contains(&at) { Place::Lead } else { Place::Body };
    all.add_all(text, find(text), place);
    all.settle(knowledge.thesaurus, knowledge.analysis.analyzer(lang).word_count(text))
}

#[derive(Default)]
struct Gathered<'a> {
    supports: Vec<Support<'a>>,
    positions: HashMap<Entry, usize>,
}

impl<'a> Gathered<'a> {
    fn add_all(&mut self, part: &'a str, mentions: Vec<Mention>, place: impl Fn(usize) -> Place) {
        let partners = mentions.iter().filter(|mention| matches!(mention.entry, Entry::Partner(_)));
        let partners: Vec<Range<usize>> = partners.map(|mention| mention.range.clone()).collect();
        for mention in mentions {
            let inside =
                |partner: &Range<usize>| partner.start <= mention.range.start && mention.range.end <= partner.end;
            let inside_partner = matches!(mention.entry, Entry::Country(_)) && partners.iter().any(inside);
            let place = place(mention.range.start);
            self.add(part, mention, place, inside_partner);
        }
    }

    fn add(&mut self, part: &'a str, mention: Mention, place: Place, inside_partner: bool) {
        let named = &part[mention.range.clone()];
        let position = *self.positions.entry(mention.entry.clone()).or_insert_with(|| {
            let (entry, range) = (mention.entry.clone(), mention.range.clone());
            self.supports.push(Support { entry, evidence: Evidence::default(), part, range, by_name: !mention.sign });
            self.supports.len() - 1
        });
        let support = &mut self.supports[position];
        let evidence = &mut support.evidence;
        if mention.sign {
            evidence.signs += 1;
            evidence.title_sign |= place == Place::Title;
        } else if inside_partner && place != Place::Title {
            // The name of an organisation tells its country, and hardly that of the document.
            evidence.in_partners += 1;
        } else {
            evidence.names += 1;
            evidence.title |= place == Place::Title;
            evidence.lead |= place == Place::Lead;
            evidence.several_words = evidence.several_words || Analysis::words(named).len() > 1;
        }
        evidence.wordings.insert(named.to_lowercase());
        if !mention.sign && !support.by_name {
            (support.part, support.range, support.by_name) = (part, mention.range, true);
        }
    }

    /// The values that are well enough supported, the best supported first.
    fn settle(self, thesaurus: &Thesaurus, words: usize) -> Findings {
        let mut findings = Findings::default();
        let named = self.supports.iter().filter(|support| support.by_name);
        findings.mentions = named.map(Support::mentioned).collect();
        let (mut themes, mut countries, mut partners) = (Vec::new(), Vec::new(), Vec::new());
        for support in self.supports {
            match support.entry {
                Entry::Theme(_) => themes.push(support),
                Entry::Country(_) => countries.push(support),
                Entry::Partner(_) => partners.push(support),
            }
        }
        findings.themes = assigned(best_themes(themes, thesaurus, words), MOST_THEMES);
        findings.countries = assigned(best_countries(countries), MOST_COUNTRIES);
        // Stable: what is named as often comes in the order of the text.
        partners.sort_by_key(|support| Reverse(support.evidence.names));
        findings.partners = assigned(partners, MOST_PARTNERS);
        findings
    }
}

impl Support<'_> {
    fn mentioned(&self) -> Mentioned {
        let count = self.evidence.names + self.evidence.in_partners;
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Mentioned { entry: self.entry.key(), text: self.part[self.range.clone()].to_owned(), count }
    }
}

fn best_themes<'a>(themes: Vec<Support<'a>>, thesaurus: &Thesaurus, words: usize) -> Vec<Support<'a>> {
    let all = themes.iter().map(|theme| theme.evidence.amount()).sum();
    let weigh = |theme: &Support<'_>| {
        let general = thesaurus.concept(theme.entry.id()).is_some_and(|concept| concept.broader.is_none());
        weigh::theme(&theme.evidence, all, words, general)
    };
    let mut weighed: Vec<(f64, Support<'a>)> = themes.into_iter().map(|theme| (weigh(&theme), theme)).collect();
    weighed.retain(|(weight, _)| *weight >= weigh::ENOUGH);
    weighed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut best: Vec<Support<'a>> = weighed.into_iter().map(|(_, theme)| theme).collect();
    let above = above(&best, thesaurus);
    // The narrower one says more, and implies those above it.
    best.retain(|theme| theme.evidence.title || !above.contains(theme.entry.id()));
    best
}

fn best_countries(mut countries: Vec<Support<'_>>) -> Vec<Support<'_>> {
    let all = countries.iter().map(|country| country.evidence.names).sum();
    let led = countries.iter().any(|country| country.evidence.title || country.evidence.lead);
    countries.retain(|country| weigh::country(&country.evidence, all, led));
    countries.sort_by_key(|country| Reverse(country.evidence.names));
    countries
}

fn assigned(supports: Vec<Support<'_>>, most: usize) -> Vec<Assigned> {
    let value = |support: Support<'_>| {
        let sentence = passages::sentence(support.part, &support.range);
        let text = support.part[support.range].to_owned();
        Assigned { id: support.entry.id().to_owned(), basis: Basis::Detected { sentence, text }, role: None }
    };
    supports.into_iter().take(most).map(value).collect()
}

/// The themes above others that are found too.
fn above(themes: &[Support<'_>], thesaurus: &Thesaurus) -> HashSet<String> {
    themes.iter().flat_map(|theme| thesaurus.ancestors(theme.entry.id())).map(str::to_owned).collect()
}
