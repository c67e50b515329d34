//! What can be saved of front matter that is not YAML as a whole.

use super::stated::Notes;
use super::yaml::{self, Entry, Value, What};
use crate::model::Warning;

/// One mistake in YAML must not cost every other key: where the whole does not read, each top-level key is read by
/// itself. A single line that does not read (`title: Gangs: a plan`) is taken as the text that it is.
/// `None` where there is not one line that looks like a key.
pub(super) fn salvage(source: &str, error: Warning, notes: &mut Notes<'_>) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut blamed = false;
    for (first, block) in blocks(source)? {
        match yaml::read(&block) {
            Ok(Value { what: What::Map(found), .. }) => {
                entries.extend(found.into_iter().map(|entry| moved_down(entry, first)));
            }
            Ok(_) => {}
            Err(mistake) => {
                blamed = true;
                let line = first + mistake.line.unwrap_or(1);
                let (key, text) = block.split_once(':').unwrap_or((&block, ""));
                let problem = format!("“{}” does not read as YAML: {}", key.trim(), mistake.problem);
                let text = text.trim();
                // What begins like a list, a reference or a block was never meant as one line of text.
                if text.contains('\n') || text.is_empty() || text.starts_with(['[', '{', '*', '&', '!', '|', '>']) {
                    notes.warn(
                        line,
                        problem,
                        Some("check its brackets, quotes and indentation; it is left out for now"),
                    );
                } else {
                    notes.warn(line, problem, Some("put quotes around its text; it is taken as it stands for now"));
                    let text = text.trim_matches(['"', '\'']).to_owned();
                    let value = Value { line: first + 1, what: What::Text(text) };
                    entries.push(Entry { line: first + 1, key: key.trim().to_owned(), value });
                }
            }
        }
    }
    if !blamed {
        let problem = format!("it does not read as YAML: {}", error.problem);
        notes.warn(error.line.unwrap_or(1), problem, Some("write “key: value”, one a line; check brackets and quotes"));
    }
    Some(entries)
}

/// The top-level keys of a text that should be YAML, each with its lines and the number of lines before it.
fn blocks(source: &str) -> Option<Vec<(u32, String)>> {
    let mut blocks: Vec<(u32, String)> = Vec::new();
    for (number, line) in (0u32..).zip(source.lines()) {
        let begins = line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        });
        if begins {
            blocks.push((number, line.to_owned()));
        } else if let Some((_, block)) = blocks.last_mut() {
            block.push('\n');
            block.push_str(line);
        }
    }
    for (_, block) in &mut blocks {
        block.truncate(block.trim_end().len());
    }
    (!blocks.is_empty()).then_some(blocks)
}

fn moved_down(entry: Entry, lines: u32) -> Entry {
    fn moved(value: Value, lines: u32) -> Value {
        let what = match value.what {
            What::List(items) => What::List(items.into_iter().map(|item| moved(item, lines)).collect()),
            What::Map(entries) => What::Map(entries.into_iter().map(|entry| moved_down(entry, lines)).collect()),
            what => what,
        };
        Value { line: value.line + lines, what }
    }
    Entry { line: entry.line + lines, key: entry.key, value: moved(entry.value, lines) }
}
