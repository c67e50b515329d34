//! How much speaks for a value that nobody stated.
//!
//! The weights of themes are those of a logistic regression over the documents of the project's own corpus that state
//! their themes, read without what they state; rounded, since more digits would say more than is known.

use std::collections::BTreeSet;

/// All that speaks for one value.
#[derive(Default)]
pub(super) struct Evidence {
    /// How often it is named, apart from the names of partners.
    pub(super) names: usize,
    /// How often something speaks for it that does not name it.
    pub(super) signs: usize,
    /// How often the name of a partner holds it.
    pub(super) in_partners: usize,
    /// Whether the title names it, and whether something in the title speaks for it.
    pub(super) title: bool,
    pub(super) title_sign: bool,
    /// Whether the summary or the first paragraph names it.
    pub(super) lead: bool,
    /// Whether a name of several words stands there: single words are said in passing more often.
    pub(super) several_words: bool,
    /// The different words that name it or speak for it.
    pub(super) wordings: BTreeSet<String>,
}

/// How much of a name a sign is.
const SIGN: f64 = 0.3;
/// Words of a text beyond which mentions count for less: in a long report everything is named once.
const LONG: f64 = 600.0;

/// The least weight that a theme needs. At this weight about one in four of the weighed documents states the theme, which
/// is low on purpose: people state few of the themes that a text deals with.
pub(super) const ENOUGH: f64 = -1.1;

impl Evidence {
    /// Mentions, signs counting for less.
    pub(super) fn amount(&self) -> f64 {
        self.names as f64 + SIGN * self.signs as f64
    }
}

/// How much speaks for a theme, in a text of so many words in which there is so much for all themes together.
pub(super) fn theme(evidence: &Evidence, all: f64, words: usize, general: bool) -> f64 {
    let shrink = (LONG / (words.max(1) as f64)).min(1.0);
    let in_title = |held: bool| f64::from(u8::from(held));
    // What the title names is no aside, however long the text.
    let count = |number: usize, title: f64| ((number as f64 - title) * shrink + title).ln_1p();
    let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let share = if all > 0.0 { evidence.amount() / all } else { 0.0 };
    -1.8 + 2.8 * count(evidence.names, in_title(evidence.title))
        + 0.65 * count(evidence.signs, in_title(evidence.title_sign))
        + 2.9 * share
        + when(evidence.title, 1.4)
        + when(evidence.title_sign, 1.2)
        + when(evidence.several_words, 0.4)
        + when(evidence.wordings.len() > 1, 0.3)
        + when(evidence.wordings.len() > 2, 0.75)
        // “Violence”, “justice”: what stands above everything else is named everywhere.
        - when(general, 2.0)
}

/// Whether the document is about this country, where all countries together are named so often, and some of them in the
/// title or first thing (`led`).
pub(super) fn country(evidence: &Evidence, all: usize, led: bool) -> bool {
    if evidence.title {
        return true;
    }
    if evidence.names == 0 {
        return !led && evidence.in_partners > 0;
    }
    // Less than a fifth of the mentions is a list or an aside.
    let well_named = evidence.names * 5 >= all;
    well_named && (evidence.lead || evidence.names > 1 || !led)
}
