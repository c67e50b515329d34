//! A YAML list of entries, read so that one bad entry never costs another.

use crate::model::{Lang, Problem, ProblemStatus};
use serde_json::{Map, Value};
use serde_saphyr::{Options, Spanned};
use std::collections::BTreeMap;

/// What was wrong with one file, line by line.
pub(super) struct Findings {
    path: &'static str,
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    pub(super) fn new(path: &'static str) -> Findings {
        Findings { path, problems: Vec::new() }
    }

    /// Something that a person should mend; everything else stays in force.
    pub(super) fn add(&mut self, line: u32, reason: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem {
            path: self.path.to_owned(),
            line: (line > 0).then_some(line),
            status: ProblemStatus::Indexed,
            reason: reason.into(),
            hint: Some(hint.into()),
        });
    }
}

/// One entry of the list: its keys are taken out as they are read, so that what is left over is unknown.
pub(super) struct Item<'a> {
    pub(super) line: u32,
    keys: Map<String, Value>,
    findings: &'a mut Findings,
}

/// The entries of a file, in its order. Where the file as a whole is no YAML, each entry is read for itself.
pub(super) fn read(text: &str, findings: &mut Findings) -> Vec<(u32, Map<String, Value>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let values = match parse(text) {
        Ok(values) => values,
        Err((line, reason)) => {
            let chunks = chunks(text);
            if chunks.is_empty() {
                findings.add(line, reason, "write a list in which every entry begins with “- id: …”");
            }
            chunks.into_iter().flat_map(|(first, chunk)| read_chunk(first, chunk, findings)).collect()
        }
    };
    let mut entries = Vec::new();
    for (line, value) in values {
        match value {
            Value::Object(keys) => entries.push((line, keys)),
            Value::Null => {}
            _ => findings.add(line, "this entry is not made of keys and values", "begin it with “- id: …”"),
        }
    }
    entries
}

fn read_chunk(first: u32, chunk: &str, findings: &mut Findings) -> Vec<(u32, Value)> {
    match parse(chunk) {
        Ok(values) => values.into_iter().map(|(line, value)| (first + line.max(1) - 1, value)).collect(),
        Err((line, reason)) => {
            let hint = "compare its indentation, colons and quotes with its neighbours; the other entries are in force";
            findings.add(first + line.max(1) - 1, reason, hint);
            Vec::new()
        }
    }
}

fn parse(text: &str) -> Result<Vec<(u32, Value)>, (u32, String)> {
    // `country: NO` is Norway and `no: …` is Norwegian, never “false”.
    let options: Options = serde_saphyr::options! { strict_booleans: true, leading_zero_numbers_as_strings: true };
    match serde_saphyr::from_str_with_options::<Option<Vec<Spanned<Value>>>>(text, options) {
        Ok(items) => {
            Ok(items.unwrap_or_default().into_iter().map(|item| (line(item.referenced.line()), item.value)).collect())
        }
        Err(error) => {
            let at = error.location().map_or(0, |location| line(location.line()));
            let words = error.without_snippet().to_string();
            // Its lines are counted from the piece that was read.
            let words = words.split(" at line ").next().and_then(|words| words.lines().next());
            Err((at, format!("cannot be read as YAML: {}", words.unwrap_or("not well formed"))))
        }
    }
}

fn line(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(0)
}

/// The text cut before each `- ` at the left margin, with the number of each piece's first line.
fn chunks(text: &str) -> Vec<(u32, &str)> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if line.starts_with("- ") || line.trim_end() == "-" {
            starts.push((number, offset));
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    starts.iter().zip(ends).map(|((number, start), end)| (*number, &text[*start..end])).collect()
}

impl<'a> Item<'a> {
    pub(super) fn new(line: u32, keys: Map<String, Value>, findings: &'a mut Findings) -> Item<'a> {
        Item { line, keys, findings }
    }

    pub(super) fn problem(&mut self, reason: impl Into<String>, hint: impl Into<String>) {
        self.findings.add(self.line, reason, hint);
    }

    /// One text; numbers count as texts.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.keys.remove(key)?;
        let text = scalar(&value);
        if text.is_none() && !value.is_null() {
            self.problem(format!("“{key}” should be one text"), format!("write “{key}: …” on one line"));
        }
        text
    }

    /// Texts; one alone counts as a list of one.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let value = self.keys.remove(key).unwrap_or(Value::Null);
        self.list(key, value)
    }

    /// Texts by language; a list without languages holds for all and stands under the undetermined one.
    pub(super) fn texts_by_language(&mut self, key: &str) -> BTreeMap<Lang, Vec<String>> {
        let mut by_language = BTreeMap::new();
        match self.keys.remove(key).unwrap_or(Value::Null) {
            Value::Object(languages) => {
                for (tag, value) in languages {
                    let texts = self.list(key, value);
                    match Lang::parse(&tag) {
                        Some(lang) if !texts.is_empty() => {
                            by_language.entry(lang).or_insert_with(Vec::new).extend(texts);
                        }
                        Some(_) => {}
                        None => self.problem(
                            format!("“{tag}” under “{key}” is not a language"),
                            "use a language tag such as en, fr, es or pt-BR",
                        ),
                    }
                }
            }
            value => {
                let texts = self.list(key, value);
                if !texts.is_empty() {
                    by_language.insert(Lang::undetermined(), texts);
                }
            }
        }
        by_language
    }

    /// Texts by any key.
    pub(super) fn texts_by_key(&mut self, key: &str) -> BTreeMap<String, Vec<String>> {
        match self.keys.remove(key) {
            Some(Value::Object(keys)) => keys.into_iter().map(|(name, value)| (name, self.list(key, value))).collect(),
            None | Some(Value::Null) => BTreeMap::new(),
            Some(_) => {
                self.problem(format!("“{key}” should name what it refers to"), format!("write “{key}: {{name: …}}”"));
                BTreeMap::new()
            }
        }
    }

    /// Says which of the keys that are left over are not known.
    pub(super) fn finish(mut self, known: &[&str]) {
        let left: Vec<String> = self.keys.keys().filter(|key| !known.contains(&key.as_str())).cloned().collect();
        for key in left {
            let near = known.iter().max_by(|a, b| {
                let nearness = |known: &str| strsim::normalized_damerau_levenshtein(known, &key);
                nearness(a).total_cmp(&nearness(b))
            });
            let hint = near.map_or_else(String::new, |near| format!("did you mean “{near}”?"));
            self.problem(format!("unknown key “{key}”"), hint);
        }
    }

    fn list(&mut self, key: &str, value: Value) -> Vec<String> {
        let values = match value {
            Value::Null => return Vec::new(),
            Value::Array(values) => values,
            one => vec![one],
        };
        let mut texts = Vec::new();
        for value in values {
            match scalar(&value) {
                Some(text) => texts.push(text),
                None if value.is_null() => {}
                None => {
                    self.problem(format!("“{key}” should be a list of texts"), format!("write “{key}: [one, two]”"));
                }
            }
        }
        texts
    }
}

fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}
