//! What the values of facets are called in the interface's language, and which values there are at all.

use crate::facets::{FACETS, Labels as Source, Order};
use crate::i18n::{self, Messages};
use crate::model::Lang;
use crate::thesaurus::Thesaurus;
use std::collections::BTreeMap;

/// A name, and its language where it is not the interface's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) lang: Option<Lang>,
}

/// Names things for one reader.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a> {
    pub(super) ui: &'static Messages,
    pub(super) thesaurus: &'a Thesaurus,
}

impl Labels<'_> {
    /// The label of a facet's value; the id itself where nothing better is known.
    pub(super) fn value(&self, key: &str, id: &str) -> Label {
        let Some(facet) = FACETS.iter().find(|facet| facet.key == key) else { return plain(id.to_owned()) };
        match facet.labels {
            Source::Concept => self.theme(id),
            Source::Partner => self.partner(id),
            Source::Country => plain(i18n::country_name(id, &self.ui.lang).unwrap_or_else(|| id.to_owned())),
            Source::Language => plain(self.language(id)),
            Source::Message if listed(facet.order, id) => plain(self.ui.text(&format!("{key}-{id}"))),
            Source::Message | Source::Verbatim => plain(id.to_owned()),
        }
    }

    pub(super) fn theme(&self, id: &str) -> Label {
        self.thesaurus
            .concept(id)
            .and_then(|concept| self.choose(&concept.pref))
            .unwrap_or_else(|| plain(id.to_owned()))
    }

    pub(super) fn partner(&self, id: &str) -> Label {
        let Some(partner) = self.thesaurus.partner(id) else { return plain(id.to_owned()) };
        let acronym = || partner.acronyms.first().cloned().map(plain);
        self.choose(&partner.names).or_else(acronym).unwrap_or_else(|| plain(id.to_owned()))
    }

    pub(super) fn language(&self, tag: &str) -> String {
        i18n::language_name(tag, &self.ui.lang).unwrap_or_else(|| tag.to_owned())
    }

    /// The name in the interface's language, else in English, else in any.
    fn choose(&self, names: &BTreeMap<Lang, String>) -> Option<Label> {
        let in_language = |lang: &str| names.iter().find(|(known, _)| known.primary() == lang);
        let chosen = in_language(self.ui.lang.primary()).or_else(|| in_language(i18n::DEFAULT));
        let (lang, text) = chosen.or_else(|| names.first_key_value())?;
        let lang = (lang.primary() != self.ui.lang.primary()).then(|| lang.clone());
        Some(Label { text: text.clone(), lang })
    }
}

fn plain(text: String) -> Label {
    Label { text, lang: None }
}

fn listed(order: Order, id: &str) -> bool {
    matches!(order, Order::Listed(ids) if ids().contains(&id))
}

/// The right id for a value that stands in an address: itself, its usual spelling, or the one that has it as a label.
pub(super) fn known_value(thesaurus: &Thesaurus, key: &str, value: &str) -> Option<String> {
    let facet = FACETS.iter().find(|facet| facet.key == key)?;
    match facet.labels {
        Source::Concept => thesaurus.resolve_theme(value).map(str::to_owned),
        Source::Partner => thesaurus.resolve_partner(value).map(str::to_owned),
        Source::Country => known_country(thesaurus, value),
        Source::Language => {
            let lang = Lang::parse(value)?;
            let english = Lang::parse(i18n::DEFAULT).expect("the default is a language");
            i18n::language_name(lang.primary(), &english).map(|_| lang.primary().to_owned())
        }
        Source::Message => listed(facet.order, value).then(|| value.to_owned()),
        Source::Verbatim => Some(value.to_owned()),
    }
}

fn known_country(thesaurus: &Thesaurus, value: &str) -> Option<String> {
    let upper = value.to_ascii_uppercase();
    let is_code = |code: &str| i18n::country_codes().any(|known| known == code);
    if value == i18n::INTERNATIONAL || is_code(value) {
        return Some(value.to_owned());
    }
    if is_code(&upper) { Some(upper) } else { thesaurus.resolve_country(value).map(str::to_owned) }
}
