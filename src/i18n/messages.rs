//! Messages of the interface: read once from the embedded files, chosen by key.

use crate::model::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use rust_embed::RustEmbed;
use std::convert::Infallible;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The interface language where nothing else is known, and the one whose messages stand in for missing ones.
pub const DEFAULT: &str = "en";

#[derive(RustEmbed)]
#[folder = "src/i18n/"]
#[include = "*.ftl"]
struct Files;

/// A value set into a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Text(&'a str),
    /// Written with the language's digit grouping; decides the plural.
    Number(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

/// The messages of one interface language.
pub struct Messages {
    /// The language, by the name of its file.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
    keys: Vec<String>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").field("lang", &self.lang).finish_non_exhaustive()
    }
}

static ALL: LazyLock<Vec<Messages>> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().collect();
    // The default language first, then by name: the order in which an interface lists them.
    names.sort_by_key(|name| (*name != format!("{DEFAULT}.ftl"), name.clone()));
    names.iter().map(|name| Messages::read(name)).collect()
});

impl Messages {
    /// All interface languages, the default one first.
    pub fn all() -> &'static [Messages] {
        &ALL
    }

    /// The interface language with this id (`fr`), as it stands in addresses.
    pub fn get(lang: &str) -> Option<&'static Messages> {
        ALL.iter().find(|messages| messages.lang.as_str() == lang)
    }

    /// The default interface language.
    pub fn default_language() -> &'static Messages {
        &ALL[0]
    }

    fn read(file: &str) -> Messages {
        let lang = file.strip_suffix(".ftl").and_then(Lang::parse).expect("a message file is named by its language");
        let bytes = Files::get(file).expect("the name was just listed").data;
        let text = String::from_utf8(bytes.into_owned()).expect("message files are UTF-8");
        let keys = keys_of(&text);
        let resource = FluentResource::try_new(text)
            .unwrap_or_else(|(_, errors)| panic!("src/i18n/{file} is not well formed: {errors:?}"));

        let identifier = lang.as_str().parse().expect("a BCP 47 tag is a language identifier");
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolating marks would be copied with the text; passages in other languages carry a `lang` attribute instead.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("src/i18n/{file} says a key twice: {errors:?}"));
        Messages { lang, bundle, keys }
    }

    /// The language's own name for itself.
    pub fn native_name(&self) -> String {
        self.text("native-name")
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> String {
        self.text("dir")
    }

    /// Every key of this language's file.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Whether this language's own file has the key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The message with this key; the default language's where this one lacks it, else the key itself.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The message with this key, with values set in by name.
    pub fn text_with(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        match self.own(key, values) {
            Some(text) => text,
            None if self.lang.as_str() != DEFAULT => Messages::default_language().text_with(key, values),
            None => key.to_owned(),
        }
    }

    /// A number with the language's digit grouping.
    pub fn number(&self, number: u64) -> String {
        with_grouping(self.lang.as_str(), i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn own(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value = match value {
                Value::Text(text) => FluentValue::from(*text),
                Value::Number(number) => FluentValue::from(*number as f64),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "message {key} of {}: {errors:?}", self.lang);
        Some(text)
    }
}

/// The language of a bundle, as Fluent hands it to the function that writes numbers.
struct NumberLanguage(LanguageIdentifier);

impl Memoizable for NumberLanguage {
    type Args = ();
    type Error = Infallible;
    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(NumberLanguage(lang))
    }
}

/// Writes whole numbers with the language's digit grouping, which Fluent leaves to its host.
fn grouped(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let tag = memoizer.with_try_get_threadsafe::<NumberLanguage, _, _>((), |lang| lang.0.to_string()).ok()?;
    Some(with_grouping(&tag, number.value as i64))
}

fn with_grouping(tag: &str, number: i64) -> String {
    let locale: Option<Locale> = tag.parse().ok();
    let formatter = locale.and_then(|locale| DecimalFormatter::try_new((&locale).into(), Default::default()).ok());
    formatter.map_or_else(|| number.to_string(), |formatter| formatter.format(&Decimal::from(number)).to_string())
}

/// The keys of a message file, in its order: what stands before ` =` at the beginning of a line.
fn keys_of(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(|line| line.split_once(" ="));
    heads
        .map(|(head, _)| head)
        .filter(|head| head.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

/// The interface language that suits a browser best, by its `Accept-Language` header; the default one where none does.
pub fn negotiate(accept_language: Option<&str>) -> &'static Messages {
    let mut best: (Option<&'static Messages>, f32) = (None, 0.0);
    for range in accept_language.unwrap_or_default().split(',').take(MAX_RANGES) {
        let mut parts = range.split(';');
        let Some(lang) = parts.next().and_then(Lang::parse) else { continue };
        let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.trim().parse::<f32>().ok()).unwrap_or(1.0);
        let Some(found) = Messages::get(lang.as_str()).or_else(|| Messages::get(lang.primary())) else { continue };
        if quality > best.1 {
            best = (Some(found), quality);
        }
    }
    best.0.unwrap_or_else(Messages::default_language)
}

/// The most languages that are read off one header.
const MAX_RANGES: usize = 32;
