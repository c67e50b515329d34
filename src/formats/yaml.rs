//! YAML as a person wrote it: every scalar is text in its own spelling, every value has its line. Bounded.

use crate::model::Warning;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned};
use std::fmt;

/// A value and the line, from 1, where it begins in its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) line: u32,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Nothing,
    /// Text, a number, a date, a word such as `no`: as it was written.
    Text(String),
    List(Vec<Value>),
    Map(Vec<Entry>),
}

/// One key of a map. Keys may occur twice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) line: u32,
    pub(super) key: String,
    pub(super) value: Value,
}

/// Reads one YAML document. An error is a warning with its line in this text.
pub(super) fn read(source: &str) -> Result<Value, Warning> {
    let options = serde_saphyr::options! {
        // Nobody writes more than this by hand; small documents that blow up are refused early.
        budget: serde_saphyr::budget! {
            max_depth: 16,
            max_nodes: 20_000,
            max_events: 60_000,
            max_aliases: 100,
            max_anchors: 100,
            max_recorded_anchor_events: 10_000,
            max_documents: 1,
            flow_nesting_limit: 16,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 10_000, max_replay_stack_depth: 8 },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        // `NO` is a country.
        strict_booleans: true,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(source, options) {
        Ok(raw) => Ok(raw.value.with_spelling(source, &raw.referenced, &raw.defined)),
        Err(error) => {
            let line = error.location().map(|location| u32::try_from(location.line()).unwrap_or(u32::MAX));
            let message = error.without_snippet().to_string();
            // The library ends its messages with the place, which is told apart here.
            let message = message.split(" at line ").next().unwrap_or(&message).lines().next().unwrap_or("").to_owned();
            Err(Warning { line, problem: message, suggestion: None })
        }
    }
}

/// What the library gives: text and structure, with what it takes for a number or a truth value still to be spelt.
enum Raw {
    Nothing,
    Text(String),
    /// A plain word that reads as something else than text; its spelling is in the source.
    Plain(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl Raw {
    fn with_spelling(self, source: &str, referenced: &serde_saphyr::Location, at: &serde_saphyr::Location) -> Value {
        let inner = |spanned: Spanned<Raw>| spanned.value.with_spelling(source, &spanned.referenced, &spanned.defined);
        let line = u32::try_from(referenced.line()).unwrap_or(u32::MAX);
        let what = match self {
            Raw::Nothing => What::Nothing,
            Raw::Text(text) => What::Text(text),
            Raw::Plain(read) => What::Text(spelling(source, at).unwrap_or(read)),
            Raw::List(items) => What::List(items.into_iter().map(inner).collect()),
            Raw::Map(entries) => What::Map(
                entries
                    .into_iter()
                    .filter_map(|(key, value)| match inner(key) {
                        Value { line, what: What::Text(key) } => Some(Entry { line, key, value: inner(value) }),
                        _ => None,
                    })
                    .collect(),
            ),
        };
        Value { line, what }
    }
}

fn spelling(source: &str, at: &serde_saphyr::Location) -> Option<String> {
    let span = at.span();
    let start = usize::try_from(span.byte_offset()?).ok()?;
    let end = start.checked_add(usize::try_from(span.byte_len()?).ok()?)?;
    let spelt = source.get(start..end)?.trim();
    (!spelt.is_empty() && !spelt.contains('\n') && spelt.len() < 100).then(|| spelt.to_owned())
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
