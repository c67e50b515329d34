//! Attributes: which are read, which are kept, and how they are written.

use html5ever::tokenizer::Tag;

/// The value of an attribute, where it has one.
pub(super) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let value = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?.value.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// Whether an element is of a class.
pub(super) fn has_class(tag: &Tag, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
}

/// Whether an address leads to a page that can be reached from anywhere.
pub(super) fn is_outward(href: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| href.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

/// The attributes that are kept, as they are written into the start tag.
pub(super) fn attributes(name: &str, tag: &Tag) -> String {
    const KEPT: &[(&str, &[&str])] = &[
        ("lang", &[]),
        ("dir", &[]),
        ("href", &["a"]),
        ("start", &["ol"]),
        ("colspan", &["td", "th"]),
        ("rowspan", &["td", "th"]),
        ("scope", &["th"]),
    ];
    let mut written = String::new();
    for (attribute_name, elements) in KEPT {
        if (elements.is_empty() || elements.contains(&name))
            && let Some(value) = attribute(tag, attribute_name).filter(|value| value.len() < 2000)
        {
            written.push(' ');
            written.push_str(attribute_name);
            written.push_str("=\"");
            escape(&value, &mut written);
            written.push('"');
        }
    }
    written
}

/// Writes text so that it is text in HTML, in an attribute too.
pub(in crate::formats) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

/// Text with its white space run together.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
