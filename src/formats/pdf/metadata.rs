//! What a PDF says of itself.

use super::super::markup::Metadata;
use encoding_rs::{UTF_8, UTF_16BE, WINDOWS_1252};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

pub(super) fn of(pdf: &Pdf) -> Metadata {
    let said = pdf.metadata();
    let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let language = root.and_then(|root| root.get::<PdfString<'_>>(b"Lang".as_slice()));
    Metadata {
        title: said.title.as_deref().and_then(text),
        authors: said.author.as_deref().and_then(text).into_iter().collect(),
        language: language.and_then(|language| text(language.as_bytes())),
        written: said.creation_date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
    }
}

/// A string of a PDF: UTF-16 or UTF-8 with a mark, else Latin letters.
fn text(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => UTF_8.decode_without_bom_handling(rest).0,
        bytes => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let text = text.replace(|letter: char| letter.is_control(), " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
