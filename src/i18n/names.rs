//! Names of countries and languages, from ICU's compiled data (CLDR).

use super::Messages;
use crate::model::Lang;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, LocaleDisplayNamesFormatter, RegionDisplayNames};
use icu_experimental::displaynames::{DisplayNamesOptions, DisplayNamesPreferences, Style};
use icu_locale_core::subtags::Region;
use icu_locale_core::{LanguageIdentifier, Locale};

/// The value of the facet `country` of what belongs to no country.
pub const INTERNATIONAL: &str = "international";

/// The alpha-2 codes of ISO 3166-1 as published by the standard's maintenance agency, separated by spaces.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT \
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Every alpha-2 code of ISO 3166-1, in the order of the alphabet.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split_ascii_whitespace()
}

/// A country's name in a language. `international` has one too. `None` where the code means no country.
pub fn country_name(code: &str, lang: &Lang) -> Option<String> {
    if code == INTERNATIONAL {
        let messages = Messages::get(lang.primary()).unwrap_or_else(Messages::default_language);
        return Some(messages.text("country-international"));
    }
    if !country_codes().any(|known| known == code) {
        return None;
    }
    let names = RegionDisplayNames::try_new(preferences(lang)?, DisplayNamesOptions::default()).ok()?;
    names.of(code.parse::<Region>().ok()?).map(str::to_owned)
}

/// A language's name in a language: `pt-BR` is *português (Brasil)* in Portuguese. `und` has a name too.
/// `None` where the tag means no language that is known.
pub fn language_name(tag: &str, lang: &Lang) -> Option<String> {
    let asked = Lang::parse(tag)?;
    if asked.is_undetermined() {
        let messages = Messages::get(lang.primary()).unwrap_or_else(Messages::default_language);
        return Some(messages.text("language-und"));
    }
    let asked: LanguageIdentifier = asked.as_str().parse().ok()?;
    let preferences = preferences(lang)?;
    let primary = LanguageDisplayNames::try_new(preferences, DisplayNamesOptions::default()).ok()?;
    let name = primary.of(asked.language)?;
    if asked.script.is_none() && asked.region.is_none() {
        return Some(name.to_owned());
    }
    let whole = LocaleDisplayNamesFormatter::try_new(preferences, DisplayNamesOptions::default()).ok()?;
    Some(whole.of(&Locale::from(asked)).into_owned())
}

/// The names of all countries in each of these languages, as they are looked for in texts: code, language, name.
/// A country's usual short name is given beside its full one, unless it is as short as a word of another meaning (*US*).
pub fn country_names<'a>(langs: impl IntoIterator<Item = &'a str>) -> Vec<(String, Lang, String)> {
    let mut short = DisplayNamesOptions::default();
    short.style = Some(Style::Short);
    let mut all = Vec::new();
    for lang in langs.into_iter().filter_map(Lang::parse) {
        let Some(preferences) = preferences(&lang) else { continue };
        let Ok(names) = RegionDisplayNames::try_new(preferences, DisplayNamesOptions::default()) else { continue };
        let Ok(short_names) = RegionDisplayNames::try_new(preferences, short) else { continue };
        for code in country_codes() {
            let region: Region = code.parse().expect("the list holds region codes");
            let full = names.of(region);
            let brief = short_names.of(region).filter(|name| Some(*name) != full && name.chars().count() > 3);
            all.extend(
                [full, brief].into_iter().flatten().map(|name| (code.to_owned(), lang.clone(), name.to_owned())),
            );
        }
    }
    all
}

/// The languages written from right to left: those whose usual script is Arabic, Hebrew, Syriac, Thaana or N’Ko.
const RIGHT_TO_LEFT: [&str; 16] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "uz-arab", "yi"];

/// The direction in which a language is written, as the attribute `dir` names it.
pub fn direction(lang: &Lang) -> &'static str {
    let tag = lang.as_str().to_ascii_lowercase();
    let right_to_left = RIGHT_TO_LEFT.iter().any(|known| *known == lang.primary() || *known == tag);
    if right_to_left { "rtl" } else { "ltr" }
}

fn preferences(lang: &Lang) -> Option<DisplayNamesPreferences> {
    Some((&lang.as_str().parse::<Locale>().ok()?).into())
}
