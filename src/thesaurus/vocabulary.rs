//! What the staff wrote: themes, partners and places, as the files say it.

use super::entries::{self, Findings, Item};
use super::names::key;
use crate::model::{Lang, Problem};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Texts by language. Under the undetermined language stands what holds for all.
pub type Texts = BTreeMap<Lang, Vec<String>>;

/// What a theme speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConceptFacet {
    Problem,
    Approach,
    Setting,
    Population,
}

impl ConceptFacet {
    /// All of them, in the order in which an interface lists them.
    pub const ALL: [ConceptFacet; 4] =
        [ConceptFacet::Problem, ConceptFacet::Approach, ConceptFacet::Setting, ConceptFacet::Population];

    /// The word in the vocabulary's files.
    pub fn id(self) -> &'static str {
        match self {
            ConceptFacet::Problem => "problem",
            ConceptFacet::Approach => "approach",
            ConceptFacet::Setting => "setting",
            ConceptFacet::Population => "population",
        }
    }
}

/// A theme: a SKOS concept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Concept {
    pub id: String,
    /// The id of the concept above it; always one that exists, and never a circle.
    pub broader: Option<String>,
    pub facet: Option<ConceptFacet>,
    /// The label to show, by language.
    pub pref: BTreeMap<Lang, String>,
    /// Other words for it.
    pub alt: Texts,
    /// Words that a query may use for it, too general to be looked for in texts.
    pub search_only: Texts,
    /// Words that speak for it in a text, too general to be its name.
    pub text_only: Texts,
    /// Words and phrases that never mean it.
    pub not: Texts,
    /// The same concept elsewhere: scheme → identifiers.
    pub close_match: BTreeMap<String, Vec<String>>,
    pub note: Option<String>,
    #[serde(skip)]
    pub(super) line: u32,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Partner {
    pub id: String,
    /// Its name, by language.
    pub names: BTreeMap<Lang, String>,
    pub acronyms: Vec<String>,
    /// Former and other names, in any language.
    pub former: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What kind of organisation: `type` in the file.
    pub kind: Option<String>,
    /// An http or https address.
    pub homepage: Option<String>,
    /// Words and phrases that never mean it.
    pub not: Texts,
    #[serde(skip)]
    pub(super) line: u32,
}

/// A place by which a country is recognised in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub name: String,
    /// Other names, in any language.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Words and phrases that never mean it.
    pub not: Texts,
}

/// The vocabulary, as its files say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    pub themes: Vec<Concept>,
    pub partners: Vec<Partner>,
    pub places: Vec<Place>,
}

pub(super) const THEMES: &str = "_vocabulary/themes.yaml";
pub(super) const PARTNERS: &str = "_vocabulary/partners.yaml";
const PLACES: &str = "_vocabulary/places.yaml";

impl Vocabulary {
    /// Reads the text of the three files, each of which may be missing. Whatever makes no sense is a problem with
    /// its line, and the rest stays in force.
    pub fn parse(
        themes_yaml: Option<&str>,
        partners_yaml: Option<&str>,
        places_yaml: Option<&str>,
    ) -> (Vocabulary, Vec<Problem>) {
        let (themes, mut problems) = read(themes_yaml, THEMES, concept);
        let (partners, more) = read(partners_yaml, PARTNERS, partner);
        problems.extend(more);
        let (places, more) = read(places_yaml, PLACES, place);
        problems.extend(more);
        let mut vocabulary = Vocabulary { themes, partners, places };
        let mut findings = Findings::new(THEMES);
        drop_repeated(&mut vocabulary.themes, |theme| (&theme.id, theme.line), &mut findings);
        mend_hierarchy(&mut vocabulary.themes, &mut findings);
        same_labels(&vocabulary.themes, &mut findings);
        problems.append(&mut findings.problems);
        let mut findings = Findings::new(PARTNERS);
        drop_repeated(&mut vocabulary.partners, |partner| (&partner.id, partner.line), &mut findings);
        same_names(&vocabulary.partners, &mut findings);
        problems.append(&mut findings.problems);
        (vocabulary, problems)
    }
}

impl Concept {
    /// Its labels that are looked for in texts, in the order pref, alt.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.pref.iter().map(|(lang, label)| (lang, label.as_str())).chain(flat(&self.alt))
    }
}

impl Partner {
    /// All its names: by language first, then acronyms and former names, which belong to no language.
    pub(super) fn labels(&self) -> impl Iterator<Item = (Option<&Lang>, &str)> {
        let others = self.acronyms.iter().chain(&self.former).map(|name| (None, name.as_str()));
        self.names.iter().map(|(lang, name)| (Some(lang), name.as_str())).chain(others)
    }
}

/// Every text with its language.
pub(super) fn flat(texts: &Texts) -> impl Iterator<Item = (&Lang, &str)> {
    texts.iter().flat_map(|(lang, texts)| texts.iter().map(move |text| (lang, text.as_str())))
}

fn read<T>(text: Option<&str>, path: &'static str, make: fn(&mut Item<'_>) -> Option<T>) -> (Vec<T>, Vec<Problem>) {
    let mut findings = Findings::new(path);
    let known: &[&str] = match path {
        THEMES => &["id", "broader", "facet", "pref", "alt", "search_only", "text_only", "not", "close_match", "note"],
        PARTNERS => &["id", "names", "acronyms", "former", "country", "type", "homepage", "not", "note"],
        _ => &["name", "names", "country", "not", "note"],
    };
    let mut all = Vec::new();
    for (line, keys) in entries::read(text.unwrap_or_default(), &mut findings) {
        let mut item = Item::new(line, keys, &mut findings);
        all.extend(make(&mut item));
        item.finish(known);
    }
    (all, findings.problems)
}

fn concept(item: &mut Item<'_>) -> Option<Concept> {
    let Some(id) = item.text("id") else {
        item.problem("a theme without an id", "give it a short stable name: “- id: street-gangs”");
        return None;
    };
    let facet = item.text("facet").and_then(|word| {
        let facet = ConceptFacet::ALL.into_iter().find(|facet| facet.id() == word);
        if facet.is_none() {
            let known = ConceptFacet::ALL.map(ConceptFacet::id).join(", ");
            item.problem(format!("theme “{id}”: unknown facet “{word}”"), format!("use one of: {known}"));
        }
        facet
    });
    let mut alt = BTreeMap::new();
    let mut pref = BTreeMap::new();
    for (lang, mut labels) in item.texts_by_language("pref") {
        pref.insert(lang.clone(), labels.remove(0));
        // A second preferred label is another word for the same.
        if !labels.is_empty() {
            alt.insert(lang, labels);
        }
    }
    for (lang, labels) in item.texts_by_language("alt") {
        alt.entry(lang).or_insert_with(Vec::new).extend(labels);
    }
    if pref.is_empty() {
        item.problem(format!("theme “{id}” has no label to show"), "add “pref: {en: …, fr: …, es: …}”");
    }
    Some(Concept {
        broader: item.text("broader"),
        facet,
        pref,
        alt,
        search_only: item.texts_by_language("search_only"),
        text_only: item.texts_by_language("text_only"),
        not: item.texts_by_language("not"),
        close_match: item.texts_by_key("close_match"),
        note: item.text("note"),
        line: item.line,
        id,
    })
}

fn partner(item: &mut Item<'_>) -> Option<Partner> {
    let Some(id) = item.text("id") else {
        item.problem("a partner without an id", "give it a short stable name: “- id: icpc”");
        return None;
    };
    let mut names = BTreeMap::new();
    let mut former = Vec::new();
    for (lang, mut labels) in item.texts_by_language("names") {
        names.insert(lang, labels.remove(0));
        former.append(&mut labels);
    }
    former.extend(item.texts("former"));
    let acronyms = item.texts("acronyms");
    if names.is_empty() && acronyms.is_empty() {
        item.problem(format!("partner “{id}” has no name"), "add “names: {en: …, fr: …}” or “acronyms: […]”");
    }
    let homepage = item.text("homepage").filter(|address| {
        let fine = address.starts_with("https://") || address.starts_with("http://");
        if !fine {
            item.problem(format!("partner “{id}”: “{address}” is no web address"), "begin it with “https://”");
        }
        fine
    });
    Some(Partner {
        country: item.text("country").and_then(|code| country(item, &code)),
        kind: item.text("type"),
        not: item.texts_by_language("not"),
        line: item.line,
        id,
        names,
        acronyms,
        former,
        homepage,
    })
}

fn place(item: &mut Item<'_>) -> Option<Place> {
    let name = item.text("name");
    let code = item.text("country").and_then(|code| country(item, &code));
    let (Some(name), Some(country)) = (name, code) else {
        item.problem("a place needs a name and a country", "write “- {name: Montréal, country: CA}”");
        return None;
    };
    Some(Place { name, names: item.texts("names"), country, not: item.texts_by_language("not") })
}

/// A two-letter code, in capitals.
fn country(item: &mut Item<'_>, code: &str) -> Option<String> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(code.to_ascii_uppercase());
    }
    item.problem(format!("“{code}” is no country code"), "use two letters of ISO 3166-1, such as CA or FR");
    None
}

fn drop_repeated<T>(entries: &mut Vec<T>, id_and_line: fn(&T) -> (&String, u32), findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    entries.retain(|entry| {
        let (id, line) = id_and_line(entry);
        let new = seen.insert(id.clone());
        if !new {
            findings.add(line, format!("the id “{id}” is already taken above"), "give this entry an id of its own");
        }
        new
    });
}

/// Takes away every `broader` that leads nowhere or in a circle.
fn mend_hierarchy(themes: &mut [Concept], findings: &mut Findings) {
    let ids: BTreeSet<String> = themes.iter().map(|theme| theme.id.clone()).collect();
    for theme in themes.iter_mut() {
        let Some(broader) = theme.broader.take_if(|broader| !ids.contains(broader)) else { continue };
        let near = ids.iter().max_by(|a, b| strsim::jaro(a, &broader).total_cmp(&strsim::jaro(b, &broader)));
        let hint = near.map_or_else(String::new, |near| format!("did you mean “{near}”?"));
        findings.add(theme.line, format!("theme “{}”: there is no theme “{broader}”", theme.id), hint);
    }
    let mut above: HashMap<String, String> = HashMap::new();
    for theme in themes.iter_mut() {
        let Some(broader) = theme.broader.clone() else { continue };
        let chain = std::iter::successors(Some(&broader), |id| above.get(*id));
        if chain.into_iter().any(|id| *id == theme.id) {
            theme.broader = None;
            let reason = format!("theme “{}” would stand above itself through “{broader}”", theme.id);
            findings.add(theme.line, reason, "change one “broader” of this circle; this one is left out until then");
        } else {
            above.insert(theme.id.clone(), broader);
        }
    }
}

fn same_labels(themes: &[Concept], findings: &mut Findings) {
    let mut owners: HashMap<(&str, String), &str> = HashMap::new();
    for theme in themes {
        for (lang, label) in theme.labels() {
            let owner = owners.entry((lang.primary(), key(label))).or_insert(&theme.id);
            if *owner != theme.id {
                let reason = format!("“{label}” ({lang}) stands for both “{owner}” and “{}”", theme.id);
                findings.add(theme.line, reason, format!("keep it in one; until then it means “{owner}”"));
            }
        }
    }
}

fn same_names(partners: &[Partner], findings: &mut Findings) {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for partner in partners {
        for (_, name) in partner.labels() {
            let owner = owners.entry(key(name)).or_insert(&partner.id);
            if *owner != partner.id {
                let reason = format!("“{name}” stands for both “{owner}” and “{}”", partner.id);
                findings.add(partner.line, reason, format!("keep it in one; until then it means “{owner}”"));
            }
        }
    }
}
