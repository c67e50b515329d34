//! Front matter and sidecars → [`Stated`]. Every key is optional; whatever is not understood is a warning, and every
//! other key is kept. Values are taken as written: whether a theme or a country exists is not known here.

use super::salvage::salvage;
use super::yaml::{self, Entry, Value, What};
use crate::model::{DateSpan, Evaluation, Source, Stated, StatedPartner, Warning};

/// Reads the value of one key.
type ReadKey = fn(&mut Stated, &Value, &mut Notes<'_>);

/// Every key that a person may state. A new one is a line here and a field of [`Stated`].
const KEYS: &[(&str, ReadKey)] = &[
    ("id", |stated, value, notes| stated.id = notes.text(value)),
    ("title", |stated, value, notes| stated.title = notes.needed(value)),
    ("kind", |stated, value, notes| stated.kind = notes.text(value)),
    ("language", |stated, value, notes| stated.language = notes.text(value)),
    ("summary", |stated, value, notes| stated.summary = notes.text(value)),
    ("themes", |stated, value, notes| stated.themes = notes.texts(value)),
    ("countries", |stated, value, notes| stated.countries = notes.texts(value)),
    ("scope", |stated, value, notes| stated.scope = notes.text(value)),
    ("places", |stated, value, notes| stated.places = notes.texts(value).unwrap_or_default()),
    ("partners", |stated, value, notes| stated.partners = notes.each(value, partner)),
    ("date", |stated, value, notes| stated.date = date(value, notes)),
    ("event", |stated, value, notes| stated.event = notes.text(value)),
    ("target_group", |stated, value, notes| stated.target_group = notes.joined(value)),
    ("setting", |stated, value, notes| stated.setting = notes.joined(value)),
    ("evaluation", |stated, value, notes| stated.evaluation = evaluation(value, notes)),
    ("translation_of", |stated, value, notes| stated.translation_of = notes.text(value)),
    ("translation", |stated, value, notes| stated.translation = notes.text(value)),
    ("sources", |stated, value, notes| stated.sources = notes.each(value, source).unwrap_or_default()),
    ("authors", |stated, value, notes| stated.authors = notes.texts(value).unwrap_or_default()),
    ("publisher", |stated, value, notes| stated.publisher = notes.joined(value)),
    ("rights", |stated, value, notes| stated.rights = notes.joined(value)),
    ("cost", |stated, value, notes| stated.cost = notes.joined(value)),
    ("reviewed", |stated, value, notes| stated.reviewed = notes.text(value)),
    ("contact", |stated, value, notes| stated.contact = notes.joined(value)),
    ("draft", |stated, value, notes| stated.draft = notes.truth(value)),
];

/// Reads YAML that begins `lines_before` lines into its file. `None` where it is no list of keys at all.
pub(super) fn read(source: &str, lines_before: u32) -> (Option<Stated>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let mut notes = Notes { lines_before, key: "", warnings: &mut warnings };
    let entries = match yaml::read(source) {
        Ok(Value { what: What::Map(entries), .. }) => entries,
        Ok(Value { what: What::Nothing, .. }) => Vec::new(),
        Ok(_) => return (None, warnings),
        Err(error) => match salvage(source, error, &mut notes) {
            Some(entries) => entries,
            None => return (None, warnings),
        },
    };
    let mut stated = Stated::default();
    for (at, entry) in entries.iter().enumerate() {
        let key = spelling(&entry.key);
        if entries[at + 1..].iter().any(|later| spelling(&later.key) == key) {
            let problem = format!("“{}” is stated twice; the last one counts", entry.key);
            notes.warn(entry.line, problem, Some("keep one of them"));
            continue;
        }
        match KEYS.iter().find(|(name, _)| *name == key) {
            Some((name, read_key)) => {
                notes.key = name;
                note_lines(&mut stated, name, entry, lines_before);
                read_key(&mut stated, &entry.value, &mut notes);
            }
            None => notes.unknown(entry, KEYS.iter().map(|(name, _)| *name)),
        }
    }
    warnings.sort_by_key(|warning| warning.line);
    (Some(stated), warnings)
}

/// Notes where a key stands, and where its values do.
fn note_lines(stated: &mut Stated, key: &str, entry: &Entry, lines_before: u32) {
    let line = |line: u32| line.saturating_add(lines_before);
    let mut lines = vec![line(entry.line)];
    match &entry.value.what {
        What::List(items) => lines.extend(items.iter().map(|item| line(item.line))),
        What::Map(inner) => {
            for inner in inner {
                let key = format!("{key}.{}", spelling(&inner.key));
                stated.lines.insert(key, vec![line(inner.line)]);
            }
        }
        What::Nothing | What::Text(_) => {}
    }
    stated.lines.insert(key.to_owned(), lines);
}

/// What a file states, with the gaps filled from its sidecar.
#[must_use]
pub fn merge(own: Stated, sidecar: Stated) -> Stated {
    fn either<T>(own: Vec<T>, other: Vec<T>) -> Vec<T> {
        if own.is_empty() { other } else { own }
    }
    Stated {
        id: own.id.or(sidecar.id),
        title: own.title.or(sidecar.title),
        kind: own.kind.or(sidecar.kind),
        language: own.language.or(sidecar.language),
        summary: own.summary.or(sidecar.summary),
        themes: own.themes.or(sidecar.themes),
        countries: own.countries.or(sidecar.countries),
        scope: own.scope.or(sidecar.scope),
        places: either(own.places, sidecar.places),
        partners: own.partners.or(sidecar.partners),
        date: own.date.or(sidecar.date),
        event: own.event.or(sidecar.event),
        target_group: own.target_group.or(sidecar.target_group),
        setting: own.setting.or(sidecar.setting),
        evaluation: own.evaluation.or(sidecar.evaluation),
        translation_of: own.translation_of.or(sidecar.translation_of),
        translation: own.translation.or(sidecar.translation),
        sources: either(own.sources, sidecar.sources),
        authors: either(own.authors, sidecar.authors),
        publisher: own.publisher.or(sidecar.publisher),
        rights: own.rights.or(sidecar.rights),
        cost: own.cost.or(sidecar.cost),
        reviewed: own.reviewed.or(sidecar.reviewed),
        contact: own.contact.or(sidecar.contact),
        draft: own.draft || sidecar.draft,
        // The sidecar's are lines of another file.
        lines: own.lines,
    }
}

/// A key as it is looked up: `Target-Group` is `target_group`.
fn spelling(key: &str) -> String {
    key.trim().to_lowercase().replace(['-', ' '], "_")
}

/// Where a reader of values notes what a person should mend.
pub(super) struct Notes<'a> {
    lines_before: u32,
    /// The key that is being read.
    key: &'static str,
    warnings: &'a mut Vec<Warning>,
}

impl Notes<'_> {
    /// More warnings than this about one file help nobody.
    const MAX: usize = 50;

    pub(super) fn warn(&mut self, line: u32, problem: String, suggestion: Option<&str>) {
        if self.warnings.len() < Self::MAX {
            let line = Some(line.saturating_add(self.lines_before));
            self.warnings.push(Warning { line, problem, suggestion: suggestion.map(str::to_owned) });
        }
    }

    fn wrong(&mut self, value: &Value, meant: &str) {
        let is = match &value.what {
            What::Nothing => "nothing",
            What::Text(_) => "a text",
            What::List(_) => "a list",
            What::Map(_) => "a group of keys",
        };
        let problem = format!("“{}” should be {meant}, and is {is}; it is left out", self.key);
        self.warn(value.line, problem, Some(&format!("write “{}: …” on one line", self.key)));
    }

    fn unknown(&mut self, entry: &Entry, known: impl Iterator<Item = &'static str>) {
        let key = spelling(&entry.key);
        let near = known
            .map(|name| (strsim::jaro_winkler(&key, name), name))
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let shown: String = entry.key.chars().take(60).collect();
        let suggestion = near.map_or_else(
            || "leave it out, or say it in the text: README.md lists the keys".to_owned(),
            |(_, name)| format!("did you mean “{name}”?"),
        );
        self.warn(entry.line, format!("unknown key “{shown}”"), Some(&suggestion));
    }

    /// One text. A list of one is taken for its item.
    fn text(&mut self, value: &Value) -> Option<String> {
        match &value.what {
            What::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            What::Nothing => None,
            What::List(items) if items.len() == 1 => self.text(&items[0]),
            What::List(items) if items.is_empty() => None,
            What::List(items) => {
                let first = self.text(&items[0]);
                let problem = format!("“{}” takes one value; the first is taken", self.key);
                self.warn(value.line, problem, Some("keep the one that is meant"));
                first
            }
            What::Map(_) => {
                self.wrong(value, "a text");
                None
            }
        }
    }

    /// One text that must not be empty where the key is there at all.
    fn needed(&mut self, value: &Value) -> Option<String> {
        let text = self.text(value);
        let empty = match &value.what {
            What::Nothing => true,
            What::Text(text) => text.trim().is_empty(),
            What::List(items) => items.is_empty(),
            What::Map(_) => false,
        };
        if empty {
            let problem = format!("“{}” is empty", self.key);
            self.warn(value.line, problem, Some("write it, or leave the key out: then it is taken from the text"));
        }
        text
    }

    /// One text; a list becomes one text with commas.
    fn joined(&mut self, value: &Value) -> Option<String> {
        match &value.what {
            What::List(_) => self.texts(value).map(|texts| texts.join(", ")).filter(|text| !text.is_empty()),
            _ => self.text(value),
        }
    }

    /// A list of texts; one text is a list of one. An empty list is stated as much as a full one.
    fn texts(&mut self, value: &Value) -> Option<Vec<String>> {
        self.each(value, |value, notes| notes.text(value))
    }

    /// A list, each item read by `read`; one value is a list of one. `None` where nothing is stated.
    fn each<T>(&mut self, value: &Value, read: fn(&Value, &mut Self) -> Option<T>) -> Option<Vec<T>> {
        match &value.what {
            What::Nothing => None,
            What::List(items) => Some(items.iter().filter_map(|item| read(item, self)).collect()),
            _ => read(value, self).map(|item| vec![item]),
        }
    }

    fn truth(&mut self, value: &Value) -> bool {
        match self.text(value).map(|text| text.to_lowercase()).as_deref() {
            Some("true" | "yes" | "on" | "1") => true,
            Some("false" | "no" | "off" | "0") | None => false,
            Some(_) => {
                let problem = format!("“{}” should be true or false; it is taken as true", self.key);
                self.warn(value.line, problem, Some("write true or false"));
                true
            }
        }
    }

    /// The values of a group of keys, in the order of `names`. Other keys are warnings.
    fn group<'v, const N: usize>(&mut self, entries: &'v [Entry], names: [&'static str; N]) -> [Option<&'v Value>; N] {
        for entry in entries {
            if !names.contains(&spelling(&entry.key).as_str()) {
                self.unknown(entry, names.into_iter());
            }
        }
        names.map(|name| entries.iter().rev().find(|entry| spelling(&entry.key) == name).map(|entry| &entry.value))
    }

    fn text_of(&mut self, value: Option<&Value>) -> Option<String> {
        value.and_then(|value| self.text(value))
    }
}

fn partner(value: &Value, notes: &mut Notes<'_>) -> Option<StatedPartner> {
    let What::Map(entries) = &value.what else {
        return notes.text(value).map(|name| StatedPartner { name, role: None });
    };
    let [id, name, role] = notes.group(entries, ["id", "name", "role"]);
    let name = notes.text_of(id).or_else(|| notes.text_of(name));
    if name.is_none() {
        let problem = "a partner needs an id or a name; it is left out".to_owned();
        notes.warn(value.line, problem, Some("write “- id: …” or the name alone"));
    }
    Some(StatedPartner { name: name?, role: notes.text_of(role) })
}

fn source(value: &Value, notes: &mut Notes<'_>) -> Option<Source> {
    let What::Map(entries) = &value.what else {
        let title = notes.text(value)?;
        let url = is_address(&title).then(|| title.clone());
        return Some(Source { title, url });
    };
    let [title, address] = notes.group(entries, ["title", "url"]);
    let url = notes.text_of(address);
    let title = notes.text_of(title).or_else(|| url.clone());
    if title.is_none() {
        let problem = "a source needs a title or a url; it is left out".to_owned();
        notes.warn(value.line, problem, Some("write “- title: …” and “url: https://…” below it"));
    }
    if let Some(url) = url.as_ref().filter(|url| !is_address(url)) {
        let line = address.map_or(value.line, |address| address.line);
        notes.warn(line, format!("“{url}” is no web address"), Some("begin it with https://"));
    }
    Some(Source { title: title?, url: url.filter(|url| is_address(url)) })
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
        && !text.contains(char::is_whitespace)
}

fn evaluation(value: &Value, notes: &mut Notes<'_>) -> Option<Evaluation> {
    let What::Map(entries) = &value.what else {
        return notes.text(value).map(|level| Evaluation { level: Some(level), findings: Vec::new() });
    };
    let [level, findings] = notes.group(entries, ["level", "findings"]);
    let level = notes.text_of(level);
    let findings = findings.and_then(|findings| notes.texts(findings)).unwrap_or_default();
    Some(Evaluation { level, findings })
}

/// A day, a month, a year or a span. One date is both its ends; a span without an end is still going on.
fn date(value: &Value, notes: &mut Notes<'_>) -> Option<DateSpan> {
    match &value.what {
        What::Map(entries) => {
            let [start, end] = notes.group(entries, ["start", "end"]);
            let span = DateSpan { start: notes.text_of(start), end: notes.text_of(end) };
            (span != DateSpan::default()).then_some(span)
        }
        What::List(items) if items.len() == 2 => {
            let span = DateSpan { start: notes.text(&items[0]), end: notes.text(&items[1]) };
            (span != DateSpan::default()).then_some(span)
        }
        _ => notes.text(value).map(|text| {
            let (start, end) = years(&text).unwrap_or((text.clone(), text));
            DateSpan { start: Some(start), end: Some(end) }
        }),
    }
}

/// `2015-2020`, with any dash or a slash: two years.
fn years(text: &str) -> Option<(String, String)> {
    let (start, end) = text.split_once(['-', '–', '—', '/'])?;
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let (start, end) = (start.trim(), end.trim());
    (is_year(start) && is_year(end)).then(|| (start.to_owned(), end.to_owned()))
}
