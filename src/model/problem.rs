//! What a person should look at, and the account of every file.

use serde::{Deserialize, Serialize};

/// Something in one file that a person should mend; never a reason not to index the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Warning {
    /// Line in the file, from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong, in words: `unknown theme “gangz”`.
    pub problem: String,
    /// What to do: `did you mean “street-gangs”?`
    pub suggestion: Option<String>,
}

/// What became of a file that is not simply indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemStatus {
    /// Indexed, and something should be looked at.
    #[default]
    Indexed,
    Failed,
    Ignored,
}

/// One line of the status page and of `praxis check`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// Path below the corpus folder.
    pub path: String,
    pub line: Option<u32>,
    pub status: ProblemStatus,
    pub reason: String,
    pub hint: Option<String>,
}

impl Problem {
    /// A warning about a file that is indexed all the same.
    pub fn indexed(path: &str, warning: Warning) -> Problem {
        Problem {
            path: path.to_owned(),
            line: warning.line,
            status: ProblemStatus::Indexed,
            reason: warning.problem,
            hint: warning.suggestion,
        }
    }
}

/// Where one file of the folder stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStatus {
    Indexed,
    Failed { reason: String, hint: Option<String> },
    Ignored { rule: String },
    Pending,
}

/// Every file of the folder, counted once: `on_disk = indexed + failed + ignored + pending`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounting {
    pub on_disk: u64,
    pub indexed: u64,
    pub failed: u64,
    pub ignored: u64,
    pub pending: u64,
}
