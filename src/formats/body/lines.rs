//! The text of a body: one block a line, white space as a reader sees it, no addresses.

use std::fmt::Write as _;

/// What stands between two cells of a row.
const BETWEEN_CELLS: &str = " | ";

/// Lines as they are written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    line: String,
    /// White space was read and not written yet; whether a line end was in it.
    space: Option<bool>,
}

impl Lines {
    /// Adds words. White space runs together; what stands before and after a line is left out.
    pub(super) fn push(&mut self, words: &str) {
        for letter in words.chars() {
            if letter.is_ascii_whitespace() {
                let line_end = letter == '\n' || self.space == Some(true);
                self.space = Some(line_end);
                continue;
            }
            if let Some(line_end) = self.space.take()
                && let Some(last) = self.line.chars().next_back()
                && !(line_end && without_space_between(last, letter))
            {
                self.line.push(' ');
            }
            self.line.push(letter);
        }
    }

    /// Adds words of a preformatted block: a line end ends the line.
    pub(super) fn push_preformatted(&mut self, words: &str) {
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
            }
            self.push(line);
        }
    }

    /// A space, such as a forced line break within a block.
    pub(super) fn space(&mut self) {
        self.space.get_or_insert(false);
    }

    /// Begins another cell of the row that the line is.
    pub(super) fn next_cell(&mut self) {
        self.space = None;
        if !self.line.is_empty() && !self.line.ends_with(BETWEEN_CELLS) {
            self.line.push_str(BETWEEN_CELLS);
        }
    }

    /// Ends the line, if anything stands in it.
    pub(super) fn end_line(&mut self) {
        self.space = None;
        let line = self.line.trim_end_matches(BETWEEN_CELLS).trim();
        if !line.is_empty() {
            let before = self.text.len();
            without_addresses(line, &mut self.text);
            if self.text.len() > before {
                self.text.push('\n');
            }
        }
        self.line.clear();
    }

    /// Bytes of all finished lines.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Bytes of the line that is being written.
    pub(super) fn line_len(&self) -> usize {
        self.line.len()
    }

    /// All lines, each with its end.
    pub(super) fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

/// Writes a line without the web addresses in it: they are words to nobody, and clutter the snippets.
fn without_addresses(line: &str, out: &mut String) {
    if !line.contains("://") && !line.contains("www.") {
        out.push_str(line);
        return;
    }
    let start = out.len();
    for word in line.split(' ') {
        let bare = word.trim_start_matches(['(', '<', '[', '«', '"']);
        let is_address = ["http://", "https://", "www."]
            .iter()
            .any(|begin| bare.get(..begin.len()).is_some_and(|b| b.eq_ignore_ascii_case(begin)));
        if is_address {
            // The sentence that it ended still ends.
            if let Some(end) = word.chars().next_back().filter(|end| ".!?;,".contains(*end))
                && out.len() > start
            {
                out.push(end);
            }
            continue;
        }
        if out.len() > start {
            out.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{word}");
    }
}

/// Whether a line end between these letters means nothing: scripts that put no spaces between words are broken
/// anywhere.
pub(in crate::formats) fn without_space_between(before: char, after: char) -> bool {
    fn spaceless(letter: char) -> bool {
        matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
    }
    spaceless(before) && spaceless(after)
}
