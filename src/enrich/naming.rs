//! Ids and titles of documents that state none.

use super::passages::quoted;
use crate::model::{DocumentId, Warning};
use icu_normalizer::DecomposingNormalizer;

/// The id under which a document is known: as stated, else from its path without the extension.
pub(super) fn id(stated: Option<&str>, path: &str, warnings: &mut Vec<Warning>) -> DocumentId {
    if let Some(stated) = stated.map(str::trim).filter(|stated| !stated.is_empty()) {
        let id = slug(stated);
        if !id.is_empty() {
            if id != stated {
                warnings.push(Warning {
                    line: None,
                    problem: format!("the id {} has to be “{id}” in addresses", quoted(stated)),
                    suggestion: Some(format!("write “id: {id}”")),
                });
            }
            return DocumentId(id);
        }
        warnings.push(Warning {
            line: None,
            problem: format!("the id {} holds no letter or digit", quoted(stated)),
            suggestion: Some("use letters, digits and hyphens, or leave the id out".to_owned()),
        });
    }
    let id = slug(without_extension(path));
    if id.is_empty() { DocumentId::default() } else { DocumentId(id) }
}

/// Bytes of an id: more make no address better.
const LONGEST: usize = 200;

/// Small letters, digits, `-`, `_` and `.`; accents of Latin, Greek and Cyrillic dropped; everything else is a hyphen.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    for c in decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || ((c == '_' || c == '.') && !slug.is_empty()) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.floor_char_boundary(LONGEST));
    slug.truncate(slug.trim_end_matches(['-', '.']).len());
    slug
}

/// A file's name as a title: without its extension, words apart, a capital first.
pub(super) fn title(path: &str) -> String {
    let name = without_extension(path.rsplit('/').next().unwrap_or(path));
    let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '-' || c == '_').collect();
    let title = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut chars = title.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => path.trim().to_owned(),
    }
}

/// The path up to the last point of its last part, unless that part begins with it.
fn without_extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(point) if point > 0 => &path[..name + point],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_paths() {
        for (path, expected) in [
            ("workshops/2021/Gangs de rue.md", "workshops-2021-gangs-de-rue"),
            ("Été/Montréal_v1.2.html", "ete-montreal_v1.2"),
            ("资料/街头帮派.md", "资料-街头帮派"),
            ("no extension", "no-extension"),
            ("…/!.md", "document"),
        ] {
            assert_eq!(id(None, path, &mut Vec::new()).0, expected);
        }
    }

    #[test]
    fn a_stated_id_is_kept_and_mended() {
        let mut warnings = Vec::new();
        assert_eq!(id(Some("montreal-online-hate"), "x.md", &mut warnings).0, "montreal-online-hate");
        assert_eq!(warnings, []);
        assert_eq!(id(Some("Montréal: haine"), "x.md", &mut warnings).0, "montreal-haine");
        assert_eq!(id(Some("?!"), "x.md", &mut warnings).0, "x");
        assert_eq!(warnings.len(), 2);
    }

    #[test]
    fn file_names_become_titles() {
        assert_eq!(title("a/atelier_2019-final.md"), "Atelier 2019 final");
        assert_eq!(title("élan.txt"), "Élan");
        assert_eq!(title("--.txt"), "--.txt");
    }
}
