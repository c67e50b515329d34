//! XML as a row of simple events, for formats that are XML inside. Whatever is malformed ends the row; what was read
//! before it stands.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Elements open at once: what is nested deeper is a mistake or an attack.
const MAX_DEPTH: usize = 4_096;

/// What happens in a document, in order. Names are without their prefix.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Start(Element<'a>),
    End(&'a str),
    Text(&'a str),
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
    pub(super) name: &'a str,
}

impl Element<'_> {
    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// The value of the attribute of this full name, prefix and all.
    pub(super) fn get_full(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

/// Walks a document. An empty element begins and ends. Whether it was read to its end without a fault.
pub(super) fn walk(source: &str, mut visit: impl FnMut(Node<'_>)) -> bool {
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return false;
                }
                visit(Node::Start(Element { name: start.local_name().as_ref(), start: &start }));
            }
            Ok(Event::Empty(start)) => {
                visit(Node::Start(Element { name: start.local_name().as_ref(), start: &start }));
                visit(Node::End(start.local_name().as_ref()));
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.local_name().as_ref()));
            }
            Ok(Event::Text(text)) => visit(Node::Text(&text.xml10_content())),
            Ok(Event::CData(data)) => visit(Node::Text(&data.xml10_content())),
            // Entities come as events of their own.
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => visit(Node::Text(letter.encode_utf8(&mut [0; 4]))),
                _ => {
                    if let Some(text) = resolve_predefined_entity(&reference.xml10_content()) {
                        visit(Node::Text(text));
                    }
                }
            },
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// The words within the first element of this name.
pub(super) fn text_of(source: &str, name: &str) -> Option<String> {
    let mut found = String::new();
    let (mut depth, mut done) = (0usize, false);
    walk(source, |node| match node {
        Node::Start(element) if depth > 0 || (!done && element.name == name) => depth += 1,
        Node::End(_) if depth > 0 => {
            depth -= 1;
            done |= depth == 0;
        }
        Node::Text(text) if depth > 0 => found.push_str(text),
        _ => {}
    });
    let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
    (!found.is_empty()).then_some(found)
}
