//! Lists in the order that readers of a language expect, and words compared without case and accents.

use crate::model::Lang;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale_core::Locale;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// Sorts by name as the language does: `é` beside `e` in French, `ñ` after `n` in Spanish.
pub fn sort_by_name<T>(lang: &Lang, list: &mut [T], name: impl Fn(&T) -> &str) {
    let locale = lang.as_str().parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    match CollatorBorrowed::try_new((&locale).into(), CollatorOptions::default()) {
        Ok(collator) => list.sort_by(|a, b| collator.compare(name(a), name(b))),
        Err(_) => list.sort_by(|a, b| name(a).cmp(name(b))),
    }
}

/// A text without case and accents, for comparing what is typed with the beginnings of names.
pub fn spelling_key(text: &str) -> String {
    let marks = CodePointMapData::<GeneralCategory>::new();
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned();
    let letters = decomposed.chars().filter(|&c| marks.get(c) != GeneralCategory::NonspacingMark);
    letters.flat_map(char::to_lowercase).collect()
}
