//! A text's words as one value of a field, and that value as a tantivy tokenizer: what has been analysed once is not
//! analysed again. A value begins with the key of its language; a term has the language and the form in front.

use crate::analysis::Analysed;
use std::str::Split;
use tantivy::tokenizer::{BoxTokenStream, Token, TokenStream, Tokenizer};

/// Stands between the parts of a value: a character that no word has.
const BETWEEN: char = '\u{1}';

/// In which of its two forms a word is a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordForm {
    /// As it stands, folded.
    Surface,
    /// What it shares with its inflections.
    Stem,
}

impl WordForm {
    fn mark(self) -> char {
        if self == WordForm::Surface { '=' } else { '~' }
    }
}

/// The term of a word: `fr=gangs` (surface), `fr~gang` (stem). `key` is the language under which its words are kept.
pub fn term_text(key: &str, form: WordForm, word: &str) -> String {
    let mut text = String::with_capacity(key.len() + 1 + word.len());
    text.push_str(key);
    text.push(form.mark());
    text.push_str(word);
    text
}

/// A value for a field of words: the key of its language, then surface and stem of each word; nothing for a stem that
/// is its surface.
pub(super) fn value(key: &str, words: &Analysed) -> String {
    let mut value = String::with_capacity(key.len() + 16 * words.len());
    value.push_str(key);
    for word in words.words() {
        value.push(BETWEEN);
        value.push_str(word.surface);
        value.push(BETWEEN);
        if word.stem != word.surface {
            value.push_str(word.stem);
        }
    }
    value
}

/// The tokenizer of the fields of words.
#[derive(Clone, Default)]
pub(super) struct Words {
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, value: &'a str) -> BoxTokenStream<'a> {
        let mut parts = value.split(BETWEEN);
        let key = parts.next().unwrap_or_default();
        self.token.text.clear();
        self.token.text.push_str(key);
        self.token.position = usize::MAX;
        BoxTokenStream::new(WordStream { token: &mut self.token, key: key.len(), parts, stem: None })
    }
}

/// Gives every word twice at one position: first its surface, then its stem.
struct WordStream<'a> {
    token: &'a mut Token,
    /// Bytes of the key that begins each term.
    key: usize,
    parts: Split<'a, char>,
    stem: Option<&'a str>,
}

impl WordStream<'_> {
    fn write(&mut self, form: WordForm, word: &str) {
        self.token.text.truncate(self.key);
        self.token.text.push(form.mark());
        self.token.text.push_str(word);
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(stem) = self.stem.take() {
            self.write(WordForm::Stem, stem);
            return true;
        }
        let (Some(surface), Some(stem)) = (self.parts.next(), self.parts.next()) else { return false };
        self.stem = Some(if stem.is_empty() { surface } else { stem });
        self.write(WordForm::Surface, surface);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
