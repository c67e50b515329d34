//! Names of countries that people write and that tables of display names lack, and what only looks like a country.

/// Other names: ISO 3166-1 code, language (`und` for any), name.
pub(super) const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("BO", "en", "Plurinational State of Bolivia"),
    ("CD", "en", "Democratic Republic of the Congo"),
    ("CD", "es", "República Democrática del Congo"),
    ("CD", "fr", "République démocratique du Congo"),
    ("CI", "en", "Ivory Coast"),
    ("CI", "en", "Côte d’Ivoire"),
    ("CV", "en", "Cabo Verde"),
    ("CZ", "en", "Czech Republic"),
    ("CZ", "fr", "République tchèque"),
    ("CZ", "es", "República Checa"),
    ("GB", "en", "Great Britain"),
    ("GB", "en", "England"),
    ("GB", "en", "Scotland"),
    ("GB", "en", "Wales"),
    ("GB", "en", "Northern Ireland"),
    ("GB", "en", "UK"),
    ("GB", "en", "U.K."),
    ("GB", "es", "Gran Bretaña"),
    ("GB", "es", "Inglaterra"),
    ("GB", "es", "Escocia"),
    ("GB", "fr", "Grande-Bretagne"),
    ("GB", "fr", "Angleterre"),
    ("GB", "fr", "Écosse"),
    ("GB", "fr", "Pays de Galles"),
    ("GB", "fr", "Irlande du Nord"),
    ("GB", "es", "Irlanda del Norte"),
    ("HK", "en", "Hong Kong"),
    ("HK", "fr", "Hong Kong"),
    ("HK", "es", "Hong Kong"),
    ("KR", "en", "Republic of Korea"),
    ("KR", "fr", "République de Corée"),
    ("KR", "es", "República de Corea"),
    ("MK", "en", "Macedonia"),
    ("MM", "en", "Burma"),
    ("NL", "en", "Holland"),
    ("PS", "en", "Palestine"),
    ("PS", "fr", "Palestine"),
    ("PS", "es", "Palestina"),
    ("RU", "en", "Russian Federation"),
    ("RU", "fr", "Fédération de Russie"),
    ("RU", "es", "Federación de Rusia"),
    ("SY", "en", "Syrian Arab Republic"),
    ("TR", "en", "Turkey"),
    ("TR", "en", "Türkiye"),
    ("TZ", "en", "United Republic of Tanzania"),
    ("US", "en", "United States of America"),
    ("US", "en", "USA"),
    ("US", "en", "U.S."),
    ("US", "en", "U.S.A."),
    ("US", "es", "EE. UU."),
    ("US", "es", "EE.UU."),
    ("US", "es", "Estados Unidos de América"),
    ("US", "fr", "États-Unis d’Amérique"),
    ("US", "fr", "USA"),
    ("VA", "en", "Holy See"),
    ("VN", "en", "Viet Nam"),
];

/// Phrases that hold a country's name and mean something else.
pub(super) const NOT: &[(&str, &str)] = &[
    ("CG", "Congo Basin"),
    ("CO", "Colombie-Britannique"),
    ("GB", "New England"),
    ("GB", "Nouvelle-Angleterre"),
    ("GB", "Nueva Inglaterra"),
    ("GB", "New South Wales"),
    ("GE", "State of Georgia"),
    ("GE", "Atlanta, Georgia"),
    ("GN", "Guinea pig"),
    ("GN", "Gulf of Guinea"),
    ("GN", "golfe de Guinée"),
    ("GN", "golfo de Guinea"),
    ("JE", "New Jersey"),
    ("JE", "Jersey City"),
    ("JO", "Jordan River"),
    ("JO", "Michael Jordan"),
    ("MX", "New Mexico"),
    ("MX", "Nouveau-Mexique"),
    ("MX", "Nuevo México"),
    ("MX", "Gulf of Mexico"),
    ("MX", "golfe du Mexique"),
    ("MX", "golfo de México"),
    ("NE", "Niger Delta"),
    ("NE", "delta du Niger"),
    ("NE", "delta del Níger"),
    ("PA", "Panama City, Florida"),
    ("PE", "Peru, Indiana"),
    ("US", "Estados Unidos Mexicanos"),
];

/// The forms in which a display name is written in running text: `Myanmar (Burma)` is both of its names, `Bosnia &
/// Herzegovina` is also written out.
pub(super) fn written_forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    match name.split_once('(') {
        Some((before, rest)) => {
            forms.push(before.trim().to_owned());
            forms.push(rest.trim_end_matches(')').trim().to_owned());
        }
        None => forms.push(name.to_owned()),
    }
    for index in 0..forms.len() {
        if forms[index].contains(" & ") {
            forms.push(forms[index].replace(" & ", " and "));
        }
        if let Some(rest) = forms[index].strip_prefix("St. ") {
            forms.push(format!("Saint {rest}"));
        }
    }
    forms.retain(|form| !form.is_empty());
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_names_are_written_in_several_ways() {
        assert_eq!(written_forms("Myanmar (Burma)"), ["Myanmar", "Burma"]);
        assert_eq!(written_forms("St. Kitts & Nevis").len(), 3);
        assert_eq!(written_forms("France"), ["France"]);
    }
}
