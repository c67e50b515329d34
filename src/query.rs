//! What was typed → clauses: words, "phrases", prefix*, and -each of them to exclude.
//!
//! Parsing is total: any text is a query, within caps, and nothing nests. This room refuses to know which words mean
//! something, the index and URLs.

use std::iter::Peekable;
use std::str::CharIndices;

/// The most characters that are read of a query; what follows is left out, and the answer says so.
pub const MAX_CHARACTERS: usize = 2_000;

/// The most clauses that are read of a query.
pub const MAX_CLAUSES: usize = 64;

/// What one clause asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A run of words as typed, to be cut into words as a document's text is.
    Words(String),
    /// Words that must stand side by side, as written.
    Phrase(String),
    /// A word of which only the beginning is given.
    Prefix(String),
}

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub wanted: Vec<Clause>,
    pub excluded: Vec<Clause>,
    /// Whether it is put as a question (`?`), of which not every word is asked for.
    pub question: bool,
    /// Whether the query was longer than what is read of it.
    pub cut: bool,
}

/// Reads a query. Quotation marks of any language open a phrase; one that is never closed ends with the query.
/// `-` before a word or a phrase excludes it; a word ending in `*` is a prefix. All else is words.
pub fn parse(text: &str) -> Typed {
    let mut typed = Typed::default();
    let end = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(index, _)| index);
    typed.cut = end < text.len();
    let text = &text[..end];
    typed.question = text.contains(['?', '؟', '？']);
    let mut characters = text.char_indices().peekable();
    let mut words = String::new();
    while let Some(&(start, first)) = characters.peek() {
        if first.is_whitespace() {
            characters.next();
            continue;
        }
        if typed.wanted.len() + typed.excluded.len() >= MAX_CLAUSES {
            typed.cut = true;
            break;
        }
        let excluded = is_minus(first) && begins_clause(&text[start + first.len_utf8()..]);
        if excluded {
            characters.next();
        }
        match clause(text, &mut characters) {
            Clause::Words(word) if !excluded => {
                words.push_str(&word);
                words.push(' ');
            }
            clause if excluded => typed.excluded.push(clause),
            clause => {
                flush(&mut words, &mut typed.wanted);
                typed.wanted.push(clause);
            }
        }
    }
    flush(&mut words, &mut typed.wanted);
    typed.wanted.retain(has_word);
    typed.excluded.retain(has_word);
    typed
}

fn flush(words: &mut String, wanted: &mut Vec<Clause>) {
    if !words.trim().is_empty() {
        wanted.push(Clause::Words(words.trim().to_owned()));
    }
    words.clear();
}

fn has_word(clause: &Clause) -> bool {
    let (Clause::Words(text) | Clause::Phrase(text) | Clause::Prefix(text)) = clause;
    text.contains(char::is_alphanumeric)
}

fn is_minus(character: char) -> bool {
    matches!(character, '-' | '−')
}

fn begins_clause(rest: &str) -> bool {
    rest.starts_with(|character: char| character.is_alphanumeric() || closing(character).is_some())
}

/// The mark that closes what this one opens.
fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '"' => '"',
        '«' => '»',
        '“' | '„' | '”' => '”',
        '「' => '」',
        _ => return None,
    })
}

/// Whether a character closes a phrase that was opened by another: German closes with the mark that English opens with.
fn closes(character: char, closing: char) -> bool {
    character == closing || (closing == '”' && matches!(character, '“' | '"'))
}

fn clause(text: &str, characters: &mut Peekable<CharIndices<'_>>) -> Clause {
    let Some((start, first)) = characters.next() else { return Clause::Words(String::new()) };
    if let Some(closing) = closing(first) {
        let from = start + first.len_utf8();
        let mut end = text.len();
        for (index, character) in characters.by_ref() {
            if closes(character, closing) {
                end = index;
                break;
            }
        }
        return Clause::Phrase(text[from..end].trim().to_owned());
    }
    let mut end = start + first.len_utf8();
    while let Some(&(index, character)) = characters.peek() {
        if character.is_whitespace() || closing_opens(character) {
            break;
        }
        characters.next();
        end = index + character.len_utf8();
    }
    let word = &text[start..end];
    match word.strip_suffix('*') {
        Some(beginning) => Clause::Prefix(beginning.trim_end_matches('*').to_owned()),
        None => Clause::Words(word.to_owned()),
    }
}

/// Whether a quotation mark inside a run of letters begins a phrase: all but the one that is also an inch or a typo.
fn closing_opens(character: char) -> bool {
    matches!(character, '«' | '“' | '„' | '「')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let typed = parse(text);
        let show = |clauses: &[Clause]| {
            let shown: Vec<String> = clauses.iter().map(|clause| format!("{clause:?}")).collect();
            shown.join(" ")
        };
        let question = if typed.question { " ?" } else { "" };
        assert_eq!(format!("{} - {}{question}", show(&typed.wanted), show(&typed.excluded)), expected, "{text}");
    }

    #[test]
    fn words_phrases_prefixes_and_exclusions() {
        check("gangs de rue", r#"Words("gangs de rue") - "#);
        check(
            r#"gangs "harcèlement de rue" école"#,
            r#"Words("gangs") Phrase("harcèlement de rue") Words("école") - "#,
        );
        check("« gangs de rue »", r#"Phrase("gangs de rue") - "#);
        check("„häusliche Gewalt“ Schule", r#"Phrase("häusliche Gewalt") Words("Schule") - "#);
        check("prév* -vol -\"vol à main\"", r#"Prefix("prév") - Words("vol") Phrase("vol à main")"#);
        check("COVID-19 porte-à-porte", r#"Words("COVID-19 porte-à-porte") - "#);
        check("¿Qué funciona?", r#"Words("¿Qué funciona?") -  ?"#);
    }

    #[test]
    fn nothing_fails() {
        check("", " - ");
        check("  -  * \"\" -* ?", " -  ?");
        check("\"open phrase", r#"Phrase("open phrase") - "#);
        check(&"(".repeat(10_000), " - ");
        check("--gangs", r#"Words("--gangs") - "#);
    }

    #[test]
    fn length_is_capped_and_said() {
        assert!(parse(&"a ".repeat(5_000)).cut);
        assert!(parse(&"\"a\" ".repeat(100)).cut);
        assert!(!parse("gangs").cut);
    }
}
