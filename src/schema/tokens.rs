//! The analyzers as one tantivy tokenizer: a value begins with its language, a term with its language and form.

use crate::analysis::{Analysis, Tokens};
use crate::model::Lang;
use std::sync::Arc;
use tantivy::tokenizer::{BoxTokenStream, Token, TokenStream, Tokenizer};

/// Ends the language at the head of a value: a character that no text keeps.
const HEAD: char = '\u{1}';

/// In which of its two forms a word is a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordForm {
    /// As it stands, folded.
    Surface,
    /// What it shares with its inflections.
    Stem,
}

/// The term of a word: `fr=gangs` (surface), `fr~gang` (stem). `key` is the language under which its words are kept.
pub fn term_text(key: &str, form: WordForm, word: &str) -> String {
    let mut text = String::with_capacity(key.len() + 1 + word.len());
    write_term(&mut text, key, form, word);
    text
}

fn write_term(out: &mut String, key: &str, form: WordForm, word: &str) {
    out.push_str(key);
    out.push(if form == WordForm::Surface { '=' } else { '~' });
    out.push_str(word);
}

/// A value for a field of words: its language, then its text.
pub(super) fn tagged(lang: &Lang, text: &str) -> String {
    format!("{lang}{HEAD}{text}")
}

/// The tokenizer of the fields of words.
#[derive(Clone)]
pub(super) struct Words {
    analysis: Arc<Analysis>,
}

impl Words {
    pub(super) fn new(analysis: Arc<Analysis>) -> Words {
        Words { analysis }
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, value: &'a str) -> BoxTokenStream<'a> {
        let (tag, text) = value.split_once(HEAD).unwrap_or(("und", value));
        let lang = Lang::parse(tag).unwrap_or_default();
        let stream = WordStream {
            key: Analysis::key(&lang).to_owned(),
            tokens: self.analysis.analyzer(&lang).tokens(text),
            token: Token::default(),
            stem: String::new(),
            stem_waits: false,
        };
        BoxTokenStream::new(stream)
    }
}

/// Gives every word twice at one position: first its surface, then its stem.
struct WordStream<'a> {
    key: String,
    tokens: Tokens<'a>,
    token: Token,
    stem: String,
    stem_waits: bool,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        if self.stem_waits {
            self.stem_waits = false;
            write_term(&mut self.token.text, &self.key, WordForm::Stem, &self.stem);
            return true;
        }
        let Some(word) = self.tokens.next() else { return false };
        write_term(&mut self.token.text, &self.key, WordForm::Surface, &word.surface);
        self.stem.clear();
        self.stem.push_str(&word.stem);
        self.stem_waits = true;
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = word.position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
