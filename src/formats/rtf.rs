//! Rich Text (RTF): words, paragraphs and tables; fonts, pictures and styles are passed over.

mod charset;

use super::markup::{Block, Markup, Metadata, unreadable};
use crate::model::{Parsed, ProblemStatus};
use charset::{charset_encoding, encoding};
use encoding_rs::Encoding;

const NAME: &str = "rtf";

/// Groups open at once; what nests deeper ends the reading.
const MAX_DEPTH: usize = 1_000;

/// Groups whose words are not the document's.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "fldinst",
    "annotation",
    "atnid",
    "atnauthor",
    "bkmkstart",
    "bkmkend",
    "listtext",
    "pntext",
    "nonshppict",
    "filetbl",
];

pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    if !sniff(bytes) {
        return unreadable(NAME, ProblemStatus::Damaged);
    }
    let mut reader = Reader::new(bytes);
    let whole = reader.read();
    reader.end_paragraph();
    for note in std::mem::take(&mut reader.notes) {
        reader.markup.block(Block::Paragraph, &note);
    }
    let metadata = Metadata {
        title: reader.title(),
        authors: reader
            .author
            .trim()
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        language: None,
        ..Metadata::default()
    };
    reader.markup.finish(NAME, metadata, !whole)
}

/// What holds within a group and is put back at its end.
#[derive(Clone, Copy, Debug)]
struct State {
    silent: bool,
    /// Which of the words about the document are being read.
    about: About,
    encoding: &'static Encoding,
    /// How many characters stand for one `\u`, for programs that do not know it.
    fallback: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Nothing,
    Title,
    Author,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
    stack: Vec<State>,
    /// Bytes of words in the encoding of the moment.
    raw: Vec<u8>,
    words: String,
    /// Fallback characters still to be passed over.
    skip: usize,
    high: Option<u32>,
    kind: Block,
    in_table: bool,
    in_row: bool,
    /// Encodings by font, and the font that is being described.
    fonts: std::collections::HashMap<i32, &'static Encoding>,
    font: Option<i32>,
    in_fonts: bool,
    title: String,
    author: String,
    markup: Markup,
    /// What a footnote interrupts, and the footnotes that were read.
    interrupted: Option<Interrupted>,
    notes: Vec<String>,
}

/// A paragraph that waits for the end of a footnote within it.
struct Interrupted {
    /// How many groups are open within the footnote, at least.
    depth: usize,
    words: String,
    kind: Block,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Reader<'a> {
        let state = State { silent: false, about: About::Nothing, encoding: encoding_rs::WINDOWS_1252, fallback: 1 };
        Reader {
            bytes,
            at: 0,
            state,
            stack: Vec::new(),
            raw: Vec::new(),
            words: String::new(),
            skip: 0,
            high: None,
            kind: Block::Paragraph,
            in_table: false,
            in_row: false,
            fonts: std::collections::HashMap::new(),
            font: None,
            in_fonts: false,
            title: String::new(),
            author: String::new(),
            markup: Markup::default(),
            interrupted: None,
            notes: Vec::new(),
        }
    }

    /// Reads to the end; whether all groups were closed.
    fn read(&mut self) -> bool {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.stack.len() == MAX_DEPTH {
                        return false;
                    }
                    self.stack.push(self.state);
                }
                b'}' => {
                    self.flush();
                    let Some(state) = self.stack.pop() else { return false };
                    self.in_fonts &= self.stack.len() > 1;
                    self.state = state;
                    self.end_note();
                    if self.stack.is_empty() {
                        return true;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
        false
    }

    fn control(&mut self) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        if !byte.is_ascii_alphabetic() {
            self.at += 1;
            match byte {
                b'\'' => {
                    let digits =
                        self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("-"),
                b'*' => self.state.silent = true,
                b'\\' | b'{' | b'}' => self.byte(byte),
                b'\r' | b'\n' => self.end_paragraph(),
                _ => {}
            }
            return;
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&rest[..length]).unwrap_or_default().to_owned();
        let rest = &rest[length..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..sign + digits]).ok().and_then(|number| number.parse().ok());
        let space = usize::from(rest.get(sign + digits) == Some(&b' '));
        self.at += length + if digits > 0 { sign + digits + space } else { usize::from(rest.first() == Some(&b' ')) };
        self.word(&word, number);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "bin" {
            self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)).min(self.bytes.len());
            return;
        }
        if word != "u" {
            self.flush();
        }
        match word {
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.push("\n"),
            "tab" => self.push(" "),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "pard" => self.kind = Block::Paragraph,
            "ls" | "pnlvlblt" => self.kind = Block::Item,
            "outlinelevel" => {
                self.kind = Block::Heading(u8::try_from(number.unwrap_or(0)).unwrap_or(8).saturating_add(1));
            }
            "trowd" => self.start_row(),
            "cell" => self.end_cell(),
            "row" => self.end_row(),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "ansicpg" => self.state.encoding = encoding(number.unwrap_or(1252)),
            "f" => {
                self.font = number;
                if !self.in_fonts
                    && let Some(encoding) = number.and_then(|font| self.fonts.get(&font))
                {
                    self.state.encoding = encoding;
                }
            }
            "fcharset" => {
                if let (Some(font), Some(charset)) = (self.font, number) {
                    self.fonts.insert(font, charset_encoding(charset));
                }
            }
            "fonttbl" => (self.in_fonts, self.state.silent) = (true, true),
            "title" => (self.state.silent, self.state.about) = (false, About::Title),
            "author" => (self.state.silent, self.state.about) = (false, About::Author),
            // The picture for programs that know it; words in a shape are words.
            "shptxt" => self.state.silent = false,
            "footnote" => self.begin_note(),
            word if SILENT.contains(&word) => self.state.silent = true,
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.raw.push(byte);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        let unit = u32::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0);
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let letter = 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                self.push(char::from_u32(letter).unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
            }
            _ => self.push(char::from_u32(unit).unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4])),
        }
        self.skip = self.state.fallback;
    }

    /// Decodes the bytes that have come together.
    fn flush(&mut self) {
        self.skip = 0;
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        let (words, _) = self.state.encoding.decode_without_bom_handling(&raw);
        self.push(&words);
    }

    fn push(&mut self, words: &str) {
        if !self.raw.is_empty() {
            self.flush();
        }
        match (self.state.about, self.state.silent) {
            (_, true) => {}
            (About::Nothing, _) => self.words.push_str(words),
            (About::Title, _) => self.title.push_str(words),
            (About::Author, _) => self.author.push_str(words),
        }
    }

    fn title(&self) -> Option<String> {
        let title = self.title.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    fn begin_note(&mut self) {
        self.state.silent = false;
        if self.interrupted.is_none() {
            let words = std::mem::take(&mut self.words);
            self.interrupted = Some(Interrupted { depth: self.stack.len(), words, kind: self.kind });
        }
    }

    /// Goes on with the paragraph after a footnote whose group has ended.
    fn end_note(&mut self) {
        if let Some(before) = self.interrupted.take_if(|before| self.stack.len() < before.depth) {
            self.notes.push(std::mem::replace(&mut self.words, before.words));
            self.kind = before.kind;
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        if self.state.silent {
            return;
        }
        if self.interrupted.is_some() {
            self.words.push(' ');
            return;
        }
        if self.in_table && !self.in_row {
            self.in_table = false;
            self.markup.table("</table>\n");
        }
        let words = std::mem::take(&mut self.words);
        self.markup.block(self.kind, &words);
    }

    fn start_row(&mut self) {
        if !self.in_table {
            self.end_paragraph();
            self.markup.table("<table>");
            self.in_table = true;
        }
        if !self.in_row {
            self.markup.table("<tr>");
            self.in_row = true;
        }
    }

    fn end_cell(&mut self) {
        if self.in_row {
            self.markup.table("<td>");
            let words = std::mem::take(&mut self.words);
            self.markup.block(Block::Paragraph, &words);
            self.markup.table("</td>");
        } else {
            self.end_paragraph();
        }
    }

    fn end_row(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.markup.table("</tr>");
        }
    }
}
