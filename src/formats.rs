//! Bytes → what a document says: text, clean HTML, title, what its author stated, and what a person should mend.
//!
//! One file a format, one line in [`FORMATS`]. Parsing never fails: what cannot be understood is a warning and the
//! rest is kept. Whatever comes in, the time it takes grows with its size and no faster. This room refuses to know
//! the disk, the vocabulary and the index; it takes bytes and gives a value.

mod body;
mod docx;
mod email;
mod encoding;
mod epub;
mod html;
mod markdown;
mod markup;
mod odf;
mod package;
mod pdf;
mod pptx;
mod rtf;
mod salvage;
mod stated;
mod text;
mod xlsx;
mod xml;
mod yaml;

use crate::model::{Parsed, ProblemStatus, Stated, Warning};

/// A kind of file that Praxis reads.
pub struct Format {
    /// Its name in the index and in messages.
    pub name: &'static str,
    /// The endings of its files' names, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Recognises the format by its first bytes, for files without an ending.
    pub sniff: Option<fn(&[u8]) -> bool>,
    /// The part that a package of this format cannot be without; none where the format is no package.
    part: Option<&'static str>,
    /// Reads a file. Total: any bytes give a value.
    pub parse: fn(&[u8]) -> Parsed,
}

/// Every format, in one list.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        extensions: &["md", "markdown"],
        sniff: Some(markdown::sniff),
        part: None,
        parse: markdown::parse,
    },
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        sniff: Some(html::sniff),
        part: None,
        parse: html::parse,
    },
    Format { name: "pdf", extensions: &["pdf"], sniff: Some(pdf::sniff), part: None, parse: pdf::parse },
    Format {
        name: "docx",
        extensions: &["docx", "docm", "dotx"],
        sniff: None,
        part: Some("word/document.xml"),
        parse: docx::parse,
    },
    Format {
        name: "pptx",
        extensions: &["pptx", "pptm", "ppsx"],
        sniff: None,
        part: Some("ppt/presentation.xml"),
        parse: pptx::parse,
    },
    Format {
        name: "xlsx",
        extensions: &["xlsx", "xlsm"],
        sniff: None,
        part: Some("xl/workbook.xml"),
        parse: xlsx::parse,
    },
    Format { name: "odt", extensions: &["odt", "ott"], sniff: None, part: Some("content.xml"), parse: odf::parse_text },
    Format { name: "odp", extensions: &["odp"], sniff: None, part: Some("content.xml"), parse: odf::parse_slides },
    Format { name: "ods", extensions: &["ods"], sniff: None, part: Some("content.xml"), parse: odf::parse_sheets },
    Format {
        name: "epub",
        extensions: &["epub"],
        sniff: None,
        part: Some("META-INF/container.xml"),
        parse: epub::parse,
    },
    Format { name: "rtf", extensions: &["rtf"], sniff: Some(rtf::sniff), part: None, parse: rtf::parse },
    Format { name: "email", extensions: &["eml"], sniff: None, part: None, parse: email::parse },
    Format { name: "text", extensions: &["txt", "text"], sniff: None, part: None, parse: text::parse },
];

/// The format of a file, by its name's ending, else by its first bytes. `None`: there is no reader for it yet, and
/// [`no_reader`] says so.
pub fn for_path(path: &str, bytes: &[u8]) -> Option<&'static Format> {
    let Some(extension) = extension(path) else {
        return by_content(bytes)
            .or_else(|| FORMATS.iter().find(|format| format.sniff.is_some_and(|sniff| sniff(bytes))));
    };
    let named = FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
    match named {
        // Names are often wrong where a program has saved in another format than it was asked to.
        Some(named) => {
            by_content(bytes).filter(|found| !(named.part.is_some() && found.part.is_some())).or(Some(named))
        }
        None if OLD.contains(&extension.as_str()) => {
            by_content(bytes).or_else(|| html::sniff(bytes).then(|| by_name("html")).flatten())
        }
        None => None,
    }
}

/// Endings of files of office programs of before 2007, which often hold something newer.
const OLD: &[&str] = &["doc", "ppt", "xls"];

/// The format of what cannot be mistaken: PDF, RTF, and packages, which say within of what kind they are.
fn by_content(bytes: &[u8]) -> Option<&'static Format> {
    let name = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => "pdf",
        [b'{', b'\\', b'r', b't', b'f', ..] => "rtf",
        [b'P', b'K', 3, 4, ..] => "docx",
        _ => return None,
    };
    by_name(name)
}

/// Reads a package as what its parts say that it is; as damaged where they say nothing else than this format.
fn by_parts(package: &package::Package<'_>, bytes: &[u8], not: &'static str) -> Parsed {
    let holds = |part: &str| package.names().iter().any(|name| name == part);
    let format = FORMATS.iter().find(|format| format.part.is_some_and(holds));
    match format.filter(|format| format.name != not) {
        Some(format) => (format.parse)(bytes),
        None => markup::unreadable(not, ProblemStatus::Damaged),
    }
}

/// The format of this name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Why a file that [`for_path`] knows nothing of is not read, in words.
pub fn no_reader(path: &str) -> String {
    match extension(path) {
        Some(extension) if OLD.contains(&extension.as_str()) => {
            format!("no reader for .{extension}: it is of before 2007")
        }
        Some(extension) => format!("no reader for .{extension} yet"),
        None => "no reader for a file whose name has no ending".to_owned(),
    }
}

/// What to do about such a file.
pub fn no_reader_hint(path: &str) -> String {
    match extension(path) {
        Some(extension) if OLD.contains(&extension.as_str()) => format!("save it as .{extension}x"),
        _ => {
            let known: Vec<&str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
            format!("save it in a format that is read ({})", known.join(", "))
        }
    }
}

fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
}

/// Reads a sidecar: the keys of front matter, for a file that has none. Lines are the sidecar's.
pub fn sidecar(text: &str) -> (Stated, Vec<Warning>) {
    let (stated, warnings) = stated::read(text.trim_start_matches('\u{feff}'), 0);
    (stated.unwrap_or_default(), warnings)
}

pub use pdf::parse_words as pdf_of_words;
pub use stated::merge;

/// Says how far a file could be read, and why no further.
fn say(parsed: &mut Parsed, status: ProblemStatus, problem: String, suggestion: &str) {
    parsed.status = status;
    parsed.warnings.insert(0, Warning { line: None, problem, suggestion: Some(suggestion.to_owned()) });
}

/// Says that a part of a file could not be read.
fn partly(parsed: &mut Parsed) {
    let problem = "only a part of it could be read; the rest is damaged or too large".to_owned();
    say(parsed, ProblemStatus::IndexedPartly, problem, "open it in the program it was made with and save it again");
}

/// The last look at what was read: whether there are words in it, and whether all of them.
fn settle(parsed: &mut Parsed, truncated: bool) {
    if parsed.text.is_empty() && parsed.title.is_none() {
        let problem = "no text was found in it".to_owned();
        say(parsed, ProblemStatus::NoText, problem, "check that the file was saved whole");
    } else if truncated {
        let million = body::MAX_TEXT / 1_000_000;
        let problem = format!("longer than {million} million characters of text; the rest is not indexed");
        say(parsed, ProblemStatus::IndexedPartly, problem, "split it into several documents");
    }
}
