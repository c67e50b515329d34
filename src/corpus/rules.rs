//! Which files are left out, and by which rule.

use super::{IGNORE_FILE, SIDECAR};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs;
use std::path::Path;

/// Names that are never documents: how the rule is shown, and the test of a file's name.
type NameRule = (&'static str, fn(&str) -> bool);

const NAME_RULES: &[NameRule] = &[
    ("*.meta.yaml: a sidecar", |name| name.ends_with(SIDECAR)),
    ("dot file", |name| name.starts_with('.')),
    ("Thumbs.db", |name| name.eq_ignore_ascii_case("Thumbs.db")),
    ("desktop.ini", |name| name.eq_ignore_ascii_case("desktop.ini")),
    ("~$*: an office program's lock", |name| name.starts_with("~$")),
    ("*.tmp", |name| ends_with(name, ".tmp")),
    ("*.part: an unfinished download", |name| ends_with(name, ".part")),
    ("*.crdownload: an unfinished download", |name| ends_with(name, ".crdownload")),
    ("a conflicted copy that a synchronised drive made", is_conflicted_copy),
];

/// What synchronised drives write into the name of a copy that they could not join with the file, in small letters.
const CONFLICTED: &[&str] = &[
    "conflicted copy",
    "copie en conflit",
    "copia en conflicto",
    "cópia em conflito",
    "in konflikt stehende kopie",
    ".sync-conflict-",
];

fn is_conflicted_copy(name: &str) -> bool {
    let name = name.to_lowercase();
    CONFLICTED.iter().any(|mark| name.contains(mark))
}

fn ends_with(name: &str, ending: &str) -> bool {
    name.len() >= ending.len() && name.as_bytes()[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
}

/// Whether a folder of this name is never walked.
pub(super) fn is_hidden_folder(name: &str) -> bool {
    name.starts_with(['_', '.'])
}

/// The rules of one walk: those of every corpus, and the ones that its own ignore file adds.
pub(super) struct Rules {
    own: Gitignore,
}

impl Rules {
    /// Reads the ignore file. A line that makes no sense is passed over; the others hold.
    pub(super) fn load(root: &Path) -> Rules {
        let mut builder = GitignoreBuilder::new(root);
        if let Ok(bytes) = fs::read(root.join(IGNORE_FILE)) {
            for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
                if let Err(error) = builder.add_line(None, line) {
                    tracing::warn!(%error, line, "{IGNORE_FILE} has a line that is no pattern");
                }
            }
        }
        Rules { own: builder.build().unwrap_or_else(|_| Gitignore::empty()) }
    }

    /// Whether a folder is walked at all. `path` is below the corpus folder.
    pub(super) fn walks(&self, path: &str, name: &str) -> bool {
        !is_hidden_folder(name) && !self.own.matched(path, true).is_ignore()
    }

    /// The rule that leaves a file out, where there is one.
    pub(super) fn rule_for(&self, path: &str, name: &str) -> Option<String> {
        if let Some((rule, _)) = NAME_RULES.iter().find(|(_, holds)| holds(name)) {
            return Some((*rule).to_owned());
        }
        match self.own.matched(path, false) {
            ignore::Match::Ignore(glob) => Some(format!("{IGNORE_FILE}: {}", glob.original())),
            _ => None,
        }
    }
}
