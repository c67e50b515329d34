//! Markdown (CommonMark with tables, footnotes, strikethrough and bare addresses), with optional front matter.

use super::encoding::decode;
use super::{body, settle, stated};
use crate::model::{Parsed, ProblemStatus, Stated, Warning};
use comrak::Options;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Front matter longer than this is taken for text.
const MAX_FRONT_MATTER: usize = 256 << 10;

pub(super) fn sniff(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n") || bytes.starts_with(b"# ")
}

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let (text, damage) = decode(bytes, None);
    let (stated, mut warnings, source) = front_matter(&text);
    warnings.extend(damage);
    let html = comrak::markdown_to_html(&with_bounded_quotes(source), &OPTIONS);
    let stated_title = stated.title.clone();
    let body = body::read(&html, |heading| stated_title.as_deref().is_some_and(|title| !same(title, heading)));
    let mut parsed = Parsed {
        format: "markdown".to_owned(),
        stated,
        title: body.heading,
        html: body.html,
        text: body.text,
        declared_language: None,
        status: ProblemStatus::Indexed,
        pages: Vec::new(),
        written: None,
        warnings,
    };
    settle(&mut parsed, body.truncated);
    parsed
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.cjk_friendly_emphasis = true;
    // What is not harmless is taken out afterwards, where all formats are.
    options.render.r#unsafe = true;
    options
});

/// Quotations within quotations within quotations: nobody means more than a few, and every level costs on every line.
/// The marks of the levels beyond are left out.
fn with_bounded_quotes(source: &str) -> Cow<'_, str> {
    const MAX_QUOTES: usize = 32;
    let quotes = |line: &str| {
        line.bytes().take_while(|byte| matches!(byte, b'>' | b' ' | b'\t')).filter(|byte| *byte == b'>').count()
    };
    if source.lines().all(|line| quotes(line) <= MAX_QUOTES) {
        return Cow::Borrowed(source);
    }
    let bounded = source.split_inclusive('\n').map(|line| {
        if quotes(line) <= MAX_QUOTES {
            return Cow::Borrowed(line);
        }
        Cow::Owned("> ".repeat(MAX_QUOTES) + line.trim_start_matches(['>', ' ', '\t']))
    });
    Cow::Owned(bounded.collect())
}

/// Whether two titles read the same.
fn same(a: &str, b: &str) -> bool {
    a.split_whitespace()
        .flat_map(|word| word.chars().flat_map(char::to_lowercase))
        .eq(b.split_whitespace().flat_map(|word| word.chars().flat_map(char::to_lowercase)))
}

/// Front matter, what is wrong with it, and the body.
fn front_matter(text: &str) -> (Stated, Vec<Warning>, &str) {
    let none = |warnings| (Stated::default(), warnings, text);
    let Some(inside) = after_fence(text, &["---"]) else { return none(Vec::new()) };
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if after_fence(line, &["---", "..."]).is_some() {
            let (yaml, body) = (&inside[..at], &inside[at + line.len()..]);
            return match stated::read(yaml, 1) {
                (Some(stated), warnings) => (stated, warnings, body),
                // Two rules across the page with text between them, and no keys.
                (None, _) => none(vec![Warning {
                    line: Some(1),
                    problem: "what stands between the first two --- lines is no list of keys; it is taken as text"
                        .to_owned(),
                    suggestion: Some("write “key: value”, one a line, or remove the first ---".to_owned()),
                }]),
            };
        }
        at += line.len();
        if at > MAX_FRONT_MATTER {
            break;
        }
    }
    none(vec![Warning {
        line: Some(1),
        problem: "the front matter that begins with --- never ends; it is taken as text".to_owned(),
        suggestion: Some("put a line with --- after the last key".to_owned()),
    }])
}

/// What follows a first line that is one of these and nothing else.
fn after_fence<'t>(text: &'t str, fences: &[&str]) -> Option<&'t str> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    fences.contains(&line.trim_end()).then_some(rest)
}
