//! What a person stated, looked up: names become ids, and what is not known is a warning with the nearest known value.

use super::{Knowledge, passages::quoted};
use crate::model::{Assigned, Basis, EvaluationLevel, Kind, Stated, TranslationKind, Warning};

/// The country of what belongs to no country.
pub(super) const INTERNATIONAL: &str = "international";

const TRANSLATIONS: [(&str, TranslationKind); 3] = [
    ("official", TranslationKind::Official),
    ("machine", TranslationKind::Machine),
    ("summary", TranslationKind::Summary),
];

/// The stated themes by id; `None` where nothing is stated, which is not the same as an empty list.
pub(super) fn themes(stated: &Stated, knowledge: &Knowledge<'_>, warnings: &mut Vec<Warning>) -> Option<Vec<Assigned>> {
    let thesaurus = knowledge.thesaurus;
    let mut assigned = Vec::new();
    for (at, name) in stated.themes.as_ref()?.iter().enumerate() {
        match thesaurus.resolve_theme(name) {
            Some(id) => add(&mut assigned, id, None),
            None => {
                let near = thesaurus.suggest_theme(name);
                let warning = unknown("theme", name, near, "_vocabulary/themes.yaml");
                warnings.push(Warning { line: stated.line_of("themes", at), ..warning });
            }
        }
    }
    Some(assigned)
}

/// The stated partners by id, with the part each played.
pub(super) fn partners(
    stated: &Stated,
    knowledge: &Knowledge<'_>,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Assigned>> {
    let thesaurus = knowledge.thesaurus;
    let mut assigned = Vec::new();
    for (at, partner) in stated.partners.as_ref()?.iter().enumerate() {
        let name = &partner.name;
        match thesaurus.resolve_partner(name) {
            Some(id) => add(&mut assigned, id, partner.role.clone()),
            None => {
                let near = thesaurus.suggest_partner(name);
                let warning = unknown("partner", name, near, "_vocabulary/partners.yaml");
                warnings.push(Warning { line: stated.line_of("partners", at), ..warning });
            }
        }
    }
    Some(assigned)
}

/// The stated countries by code, with the stated scope as one of them.
pub(super) fn countries(
    stated: &Stated,
    knowledge: &Knowledge<'_>,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Assigned>> {
    let mut assigned = Vec::new();
    let scope = stated.scope.as_deref().map(str::trim);
    match scope {
        Some(scope) if scope.eq_ignore_ascii_case(INTERNATIONAL) => add(&mut assigned, INTERNATIONAL, None),
        Some(scope) => warnings.push(Warning {
            line: stated.line("scope"),
            problem: format!("unknown scope {}", quoted(scope)),
            suggestion: Some(format!("the only scope is “{INTERNATIONAL}”; otherwise name the countries")),
        }),
        None => {}
    }
    for (at, name) in stated.countries.iter().flatten().enumerate() {
        if name.trim().eq_ignore_ascii_case(INTERNATIONAL) {
            add(&mut assigned, INTERNATIONAL, None);
            continue;
        }
        match knowledge.thesaurus.resolve_country(name) {
            Some(code) => add(&mut assigned, code, None),
            None => {
                let near = knowledge.thesaurus.suggest_country(name);
                warnings.push(Warning {
                    line: stated.line_of("countries", at),
                    problem: format!("unknown country {}", quoted(name)),
                    suggestion: Some(near.map_or_else(
                        || "use two letters of ISO 3166-1, such as CA or FR, or the country's name".to_owned(),
                        |code| format!("did you mean “{code}”?"),
                    )),
                });
            }
        }
    }
    (stated.countries.is_some() || !assigned.is_empty()).then_some(assigned)
}

/// The stated kind.
pub(super) fn kind(stated: &Stated, warnings: &mut Vec<Warning>) -> Option<Kind> {
    choose("kind", stated.kind.as_deref()?, &Kind::ALL.map(|kind| (kind.id(), kind)), warnings)
}

/// The stated level of evaluation; unknown where nothing is stated.
pub(super) fn evaluation(stated: &Stated, warnings: &mut Vec<Warning>) -> EvaluationLevel {
    let level = stated.evaluation.as_ref().and_then(|evaluation| evaluation.level.as_deref());
    let known = EvaluationLevel::ALL.map(|level| (level.id(), level));
    level.and_then(|level| choose("evaluation level", level, &known, warnings)).unwrap_or_default()
}

/// How the stated translation came about.
pub(super) fn translation(stated: &Stated, warnings: &mut Vec<Warning>) -> Option<TranslationKind> {
    choose("translation", stated.translation.as_deref()?, &TRANSLATIONS, warnings)
}

/// One of a few known words, however it is cased and joined.
fn choose<T: Copy>(what: &str, word: &str, known: &[(&str, T)], warnings: &mut Vec<Warning>) -> Option<T> {
    let id = word.trim().to_lowercase().replace(['_', ' '], "-");
    let chosen = known.iter().find(|(known, _)| *known == id);
    if chosen.is_none() {
        let all: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
        warnings.push(Warning {
            line: None,
            problem: format!("unknown {what} {}", quoted(word)),
            suggestion: Some(format!("use one of: {}", all.join(", "))),
        });
    }
    chosen.map(|(_, value)| *value)
}

fn add(assigned: &mut Vec<Assigned>, id: &str, role: Option<String>) {
    match assigned.iter_mut().find(|value| value.id == id) {
        Some(value) => value.role = value.role.take().or(role),
        None => assigned.push(Assigned { id: id.to_owned(), basis: Basis::Stated, role }),
    }
}

fn unknown(what: &str, name: &str, near: Option<&str>, file: &str) -> Warning {
    Warning {
        line: None,
        problem: format!("unknown {what} {}", quoted(name)),
        suggestion: Some(near.map_or_else(
            || format!("add it to {file} or use a {what} that is there"),
            |near| format!("did you mean “{near}”?"),
        )),
    }
}
