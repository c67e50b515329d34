//! E-mails (EML): the subject as title, the body as it was written.

use super::docx::day;
use super::markup::{Block, Markup, Metadata, unreadable};
use super::{body, settle, text};
use crate::model::{Parsed, ProblemStatus, Stated};
use mail_parser::{Message, MessageParser, MimeHeaders};

const NAME: &str = "email";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let Some(message) = MessageParser::default().parse(bytes) else { return unreadable(NAME, ProblemStatus::Damaged) };
    let subject = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    let author = message.from().and_then(|from| from.first()).and_then(|from| from.name().or(from.address()));
    let html = message.html_part(0).filter(|part| part.is_text_html()).and_then(|part| part.text_contents());
    let mut truncated = false;
    let mut parsed = match html {
        Some(html) => {
            let body = body::read(html, |_| true);
            truncated = body.truncated;
            Parsed { html: body.html, text: body.text, ..Parsed::default() }
        }
        None => {
            let words = message.body_text(0).unwrap_or_default();
            // A line's end that a mail program has put in is no end of a paragraph; the first line is no title.
            let parsed = text::parse(words.as_bytes());
            let title = parsed.title.clone().map(|title| format!("{title}\n")).unwrap_or_default();
            Parsed { text: format!("{title}{}", parsed.text), ..parsed }
        }
    };
    attachments(&message, &mut parsed);
    parsed.format = NAME.to_owned();
    parsed.title = subject.filter(|subject| !subject.is_empty());
    parsed.written = message.date().and_then(|date| day(&date.to_rfc3339()));
    parsed.stated = Stated { authors: author.map(str::to_owned).into_iter().collect(), ..Stated::default() };
    settle(&mut parsed, truncated);
    parsed
}

/// Adds the names of attached files, and the words of those that are plain text.
fn attachments(message: &Message<'_>, parsed: &mut Parsed) {
    let mut markup = Markup::default();
    for part in message.attachments() {
        if let Some(name) = part.attachment_name() {
            markup.block(Block::Item, name);
        }
        if part.is_text()
            && let Some(words) = part.text_contents()
        {
            markup.block(Block::Paragraph, words);
        }
    }
    if !markup.is_empty() {
        let attached = markup.finish(NAME, Metadata::default(), false);
        parsed.text = format!("{}\n{}", parsed.text, attached.text).trim().to_owned();
        parsed.html.push_str(&attached.html);
    }
}
