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

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemStatus {
    /// Indexed; as a problem: something should be looked at.
    #[default]
    Indexed,
    /// Indexed as far as it could be read.
    IndexedPartly,
    /// Indexed by its name and what it says of itself: there are no words in it, as in a scan.
    NoText,
    /// Protected by a password.
    Encrypted,
    /// Cut short, broken, or not of the kind that its name says.
    Damaged,
    /// Larger than is read, or more than may be unpacked from it.
    TooLarge,
    /// Reading it took longer than one file may take.
    Timeout,
    /// Nothing here reads files of its kind.
    Unsupported,
    /// It could not be had at all: the disk or the system refuses.
    Failed,
    /// Left out by a rule.
    Ignored,
}

impl ProblemStatus {
    /// All of them, the best first.
    pub const ALL: [ProblemStatus; 10] = [
        ProblemStatus::Indexed,
        ProblemStatus::IndexedPartly,
        ProblemStatus::NoText,
        ProblemStatus::Encrypted,
        ProblemStatus::Damaged,
        ProblemStatus::TooLarge,
        ProblemStatus::Timeout,
        ProblemStatus::Unsupported,
        ProblemStatus::Failed,
        ProblemStatus::Ignored,
    ];

    /// The name used in the API and in messages.
    pub fn id(self) -> &'static str {
        match self {
            ProblemStatus::Indexed => "indexed",
            ProblemStatus::IndexedPartly => "indexed-partly",
            ProblemStatus::NoText => "no-text",
            ProblemStatus::Encrypted => "encrypted",
            ProblemStatus::Damaged => "damaged",
            ProblemStatus::TooLarge => "too-large",
            ProblemStatus::Timeout => "timeout",
            ProblemStatus::Unsupported => "unsupported",
            ProblemStatus::Failed => "failed",
            ProblemStatus::Ignored => "ignored",
        }
    }

    /// Whether nothing of the file's text can be found: it counts as failed in the accounting.
    pub fn is_failure(self) -> bool {
        use ProblemStatus::{Damaged, Encrypted, Failed, Timeout, TooLarge, Unsupported};
        matches!(self, Encrypted | Damaged | TooLarge | Timeout | Unsupported | Failed)
    }
}

/// Why nothing could be read of a file, in words, and what a person can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One of those of which [`ProblemStatus::is_failure`] holds.
    pub status: ProblemStatus,
    pub reason: String,
    pub hint: Option<String>,
}

impl Failure {
    /// A failure with what to do about it; an empty hint is none.
    pub fn new(status: ProblemStatus, reason: impl Into<String>, hint: &str) -> Failure {
        Failure { status, reason: reason.into(), hint: (!hint.is_empty()).then(|| hint.to_owned()) }
    }
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

/// Every file of the folder, counted once: `on_disk = indexed + failed + ignored + pending`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounting {
    pub on_disk: u64,
    pub indexed: u64,
    pub failed: u64,
    pub ignored: u64,
    pub pending: u64,
}
