//! HTML of any kind → clean, well-nested HTML and its text, one block a line.
//!
//! The tokens of the input are written again under rules of our own, with a bounded stack and no tree: every step
//! costs the same however deep or broken the input is, which no tree builder that follows the HTML standard can say
//! of itself. What comes out is small, harmless HTML, and goes through a sanitizer of good name all the same.

mod attributes;
mod elements;
mod lines;
mod output;
mod writer;
mod written;

use ammonia::{Builder, UrlRelative};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use writer::{Drops, Writer};
use written::Written;

pub(super) use attributes::escape;
pub(super) use lines::without_space_between;
pub(super) use output::MAX_TEXT;

/// What is read of a body.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) html: String,
    pub(super) text: String,
    /// The first heading of the first level, taken out of html and text where nothing stands before it.
    pub(super) heading: Option<String>,
    /// What the head of an HTML page says of itself.
    pub(super) head: Head,
    /// Whether there was more of it than is kept.
    pub(super) truncated: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) author: Option<String>,
}

/// Reads HTML. `keep_heading` says that the first heading is not the document's title and stays where it is.
pub(super) fn read(source: &str, keep_heading: impl Fn(&str) -> bool) -> Body {
    let source = with_bounded_tags(source);
    let closers = closers(&source);
    let mut written = write(&source, closers.clone(), Drops::Furniture);
    if written.leftover || written.out.text.is_empty() {
        // What is left out with its content (a menu, a page header) holds everything, or is never closed.
        written = write(&source, closers, Drops::Code);
    }
    let mut body = Body { head: written.head.clone(), ..Body::default() };
    let cut = written.main_part(keep_heading);
    body.heading = cut.heading;
    body.text = cut.text.trim().to_owned();
    body.html = sanitize(&cut.html).replace("<h1", "<h2").replace("</h1>", "</h2>");
    body.truncated = written.out.truncated;
    body
}

fn write(source: &str, closers: Closers, drops: Drops) -> Written {
    let sink = Sink { writer: RefCell::new(Writer::new(closers, drops)) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(source));
    while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    tokenizer.sink.writer.into_inner().finish()
}

/// Elements whose content is no markup, and how the tokenizer reads it.
const RAW: &[(&str, RawKind)] = &[
    ("title", RawKind::Rcdata),
    ("textarea", RawKind::Rcdata),
    ("style", RawKind::Rawtext),
    ("iframe", RawKind::Rawtext),
    ("noembed", RawKind::Rawtext),
    ("noframes", RawKind::Rawtext),
    ("script", RawKind::ScriptData),
];

/// How many closing tags there are of each element: one that is left out with its content and never closes would
/// swallow the rest of the document.
type Closers = HashMap<&'static str, usize>;

fn closers(source: &str) -> Closers {
    let mut found = Closers::new();
    for (at, _) in source.match_indices("</") {
        let rest = &source.as_bytes()[at + 2..];
        let length = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = source[at + 2..at + 2 + length].to_ascii_lowercase();
        if let Some((name, _)) = elements::find(&name) {
            *found.entry(name).or_insert(0) += 1;
        }
    }
    found
}

struct Sink {
    writer: RefCell<Writer>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.writer.borrow_mut();
        match token {
            Token::CharacterTokens(text) => writer.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => writer.end(&tag.name),
            Token::TagToken(tag) => {
                writer.start(&tag);
                let raw =
                    RAW.iter().find(|(name, _)| *name == &*tag.name && !tag.self_closing && writer.will_close(name));
                if let Some((_, kind)) = raw {
                    return TokenSinkResult::RawData(*kind);
                }
            }
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// A tag with thousands of attributes would cost the square of their number: the tokenizer compares each with all
/// before it. What comes after the first few hundred is left out.
fn with_bounded_tags(source: &str) -> Cow<'_, str> {
    const MAX_ATTRIBUTES: usize = 200;
    let bytes = source.as_bytes();
    let mut kept = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if !bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
            continue;
        }
        let tag = TagScan::of(&bytes[at..], MAX_ATTRIBUTES);
        if let Some(cut) = tag.cut {
            kept.push_str(&source[from..at + cut]);
            from = at + tag.end;
        }
        at += tag.end;
    }
    if kept.is_empty() {
        return Cow::Borrowed(source);
    }
    kept.push_str(&source[from..]);
    Cow::Owned(kept)
}

fn memchr(byte: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| *b == byte)
}

/// Where a tag ends, and where to cut it if it has too many attributes.
struct TagScan {
    end: usize,
    cut: Option<usize>,
}

impl TagScan {
    /// `bytes` begin after the `<`. The end is at the `>`, or at the end of the bytes.
    fn of(bytes: &[u8], max: usize) -> TagScan {
        let (mut attributes, mut between, mut value, mut cut) = (0, false, false, None);
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => break,
                b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' | b'/' => between = true,
                b'=' => value = true,
                b'"' | b'\'' if value => {
                    at += 1 + memchr(*byte, &bytes[(at + 1).min(bytes.len())..]).unwrap_or(bytes.len());
                    between = true;
                    value = false;
                }
                _ => {
                    if between && !value {
                        attributes += 1;
                        if attributes > max && cut.is_none() {
                            cut = Some(at);
                        }
                    }
                    between = false;
                    value = false;
                }
            }
            at += 1;
        }
        TagScan { end: at.min(bytes.len()), cut }
    }
}

fn sanitize(html: &str) -> String {
    static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = Builder::empty();
        builder
            .tags(elements::kept())
            .clean_content_tags(HashSet::from(["script", "style", "title"]))
            .generic_attributes(HashSet::from(["lang", "dir"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href"])),
                ("ol", HashSet::from(["start"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]))
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .url_relative(UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer nofollow"));
        builder
    });
    SANITIZER.clean(html).to_string().trim().to_owned()
}
