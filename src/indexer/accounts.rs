//! Where every file stands: indexed, failed, ignored or pending; and what a person should look at.

use super::claims::Claims;
use crate::corpus::{SIDECAR, Scope};
use crate::index::Indexed;
use crate::model::{Accounting, Failure, Lang, Problem, ProblemStatus, Warning};
use std::collections::BTreeMap;

/// Where one file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    Indexed {
        hash: u64,
        id: String,
        /// Where another document has the id that it claims.
        claim: Option<String>,
        /// The id of the original that it translates.
        original: Option<String>,
        vocabulary: u64,
        /// Only where it was read since the start.
        told: Option<Box<Told>>,
    },
    Failed(Failure),
    Ignored {
        rule: String,
    },
}

/// What a file says of itself, by which it is compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) lang: Lang,
    /// The lines of `id` and `translation_of`.
    pub(super) id_line: Option<u32>,
    pub(super) original_line: Option<u32>,
}

impl State {
    pub(super) fn of(indexed: Indexed) -> State {
        State::Indexed {
            hash: indexed.file.hash,
            original: Some(indexed.group).filter(|group| *group != indexed.id),
            claim: Some(indexed.claim).filter(|claim| *claim != indexed.id),
            id: indexed.id,
            vocabulary: indexed.vocabulary,
            told: None,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Account {
    /// As it was last dealt with; `None` before the first time.
    state: Option<State>,
    /// Whether it has changed since.
    pending: bool,
    /// Why the file cannot be read now, where an earlier version of it is indexed.
    broken: Option<Failure>,
    problems: Vec<Problem>,
}

/// All files of the folder.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    files: BTreeMap<String, Account>,
    unreadable: BTreeMap<String, String>,
}

impl Accounts {
    /// Of files that all stand somewhere. Made at once, they take half of the memory that one after the other they would.
    pub(super) fn of(files: Vec<(String, State, Vec<Problem>)>) -> Accounts {
        let account = |state, problems| Account { state: Some(state), problems, ..Account::default() };
        let files = files.into_iter().map(|(path, state, problems)| (path, account(state, problems))).collect();
        Accounts { files, unreadable: BTreeMap::new() }
    }

    /// Files that do not have the id which they should have by what all files claim.
    pub(super) fn moved(&self, claims: &Claims) -> Vec<String> {
        self.files.keys().filter(|path| self.is_moved(path, claims)).cloned().collect()
    }

    /// Whether a file does not have the id which it should have.
    pub(super) fn is_moved(&self, path: &str, claims: &Claims) -> bool {
        match self.files.get(path).and_then(|account| account.state.as_ref()) {
            Some(State::Indexed { id, claim, .. }) => claims.id(claim.as_deref().unwrap_or(id), path) != *id,
            _ => false,
        }
    }

    /// Notes why an indexed file cannot be read now, or that nothing is known against it. Returns what was noted before.
    pub(super) fn broken(&mut self, path: &str, why: Option<Failure>) -> Option<Failure> {
        let account = self.files.get_mut(path)?;
        account.pending &= why.is_none();
        std::mem::replace(&mut account.broken, why)
    }

    pub(super) fn set(&mut self, path: &str, state: State, problems: Vec<Problem>) {
        self.files.insert(path.to_owned(), Account { state: Some(state), problems, ..Account::default() });
    }

    pub(super) fn pending(&mut self, path: &str) {
        self.files.entry(path.to_owned()).or_default().pending = true;
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Where a file's content turns out to be what is indexed already: it is as it was. Returns whether that is so.
    pub(super) fn restore(&mut self, path: &str, content: u64) -> bool {
        let Some(account) = self.files.get_mut(path) else { return false };
        let same = matches!(&account.state, Some(State::Indexed { hash, .. }) if *hash == content);
        if same {
            account.pending = false;
            account.broken = None;
        }
        same
    }

    /// Why a file cannot be read, where it cannot.
    pub(super) fn failure(&self, path: &str) -> Option<&Failure> {
        let account = self.files.get(path)?;
        match &account.state {
            Some(State::Failed(failure)) => Some(failure),
            _ => account.broken.as_ref(),
        }
    }

    /// The id that an indexed file claims.
    pub(super) fn claim(&self, path: &str) -> Option<&str> {
        match self.files.get(path)?.state.as_ref()? {
            State::Indexed { id, claim, .. } => Some(claim.as_ref().unwrap_or(id)),
            _ => None,
        }
    }

    /// Indexed files that were understood by another vocabulary than this.
    pub(super) fn stale(&self, current: u64) -> impl Iterator<Item = &str> {
        let is_stale = move |account: &Account| matches!(&account.state, Some(State::Indexed { vocabulary, .. }) if *vocabulary != current);
        self.files.iter().filter(move |(_, account)| is_stale(account)).map(|(path, _)| path.as_str())
    }

    /// Notes which folders could not be looked at, in place of what was said of this scope before.
    pub(super) fn unreadable(&mut self, scope: &Scope, found: BTreeMap<String, String>) {
        self.unreadable.retain(|path, _| !scope.contains(path));
        self.unreadable.extend(found);
    }

    pub(super) fn accounting(&self) -> Accounting {
        let mut sum = Accounting { on_disk: self.files.len() as u64, ..Accounting::default() };
        for account in self.files.values() {
            match &account.state {
                _ if account.pending => sum.pending += 1,
                _ if account.broken.is_some() => sum.failed += 1,
                Some(State::Indexed { .. }) => sum.indexed += 1,
                Some(State::Failed(_)) => sum.failed += 1,
                Some(State::Ignored { .. }) => sum.ignored += 1,
                None => sum.pending += 1,
            }
        }
        sum
    }

    /// The first files that are pending, by path.
    pub(super) fn at_work(&self, most: usize) -> Vec<String> {
        let pending = self.files.iter().filter(|(_, account)| account.pending || account.state.is_none());
        pending.map(|(path, _)| path.clone()).take(most).collect()
    }

    /// What a person should look at, by path.
    pub(super) fn problems(&self, claims: &Claims) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (path, reason) in &self.unreadable {
            let path = if path.is_empty() { "." } else { path };
            problems.push(problem(path, ProblemStatus::Failed, reason, Some("what is below it is kept as it was")));
        }
        for (path, account) in &self.files {
            match &account.state {
                Some(State::Failed(Failure { status, reason, hint })) => {
                    problems.push(problem(path, *status, reason, hint.as_deref()));
                }
                Some(State::Ignored { rule }) => problems.extend(self.ignored(path, rule)),
                Some(State::Indexed { id, claim, original, told, .. }) => {
                    let (claim, told) = (claim.as_ref().unwrap_or(id), told.as_deref());
                    problems.extend(taken(path, claim, told, claims));
                    problems
                        .extend(original.as_ref().and_then(|original| self.translation(path, original, told, claims)));
                }
                None => {}
            }
            if let Some(Failure { status, reason, hint }) = &account.broken {
                problems.push(problem(path, *status, reason, Some(&until_then(hint.as_deref()))));
            }
            problems.extend(account.problems.iter().cloned());
        }
        problems
    }

    /// A sidecar is left out because its file has it, and then there is nothing to look at.
    fn ignored(&self, path: &str, rule: &str) -> Option<Problem> {
        let Some(document) = path.strip_suffix(SIDECAR) else {
            return Some(problem(path, ProblemStatus::Ignored, rule, None));
        };
        let reason = format!("a sidecar of {document}, which is not there");
        let hint = "name it after the file that it speaks of";
        (!self.files.contains_key(document)).then(|| problem(path, ProblemStatus::Ignored, &reason, Some(hint)))
    }

    /// What is wrong with whose translation a file says it is.
    fn translation(&self, path: &str, original: &str, told: Option<&Told>, claims: &Claims) -> Option<Problem> {
        let line = told.and_then(|told| told.original_line);
        let warning = |problem: String, suggestion: &str| {
            let suggestion = Some(suggestion.to_owned());
            Some(Problem::indexed(path, Warning { line, problem, suggestion }))
        };
        let Some(owner) = claims.owner(original) else {
            return warning(
                format!("translation_of names “{original}”, which no document is called"),
                "name the id of the original, or add the original to the folder",
            );
        };
        match self.files.get(owner).and_then(|account| account.state.as_ref()) {
            Some(State::Indexed { original: Some(first), .. }) => warning(
                format!("translation_of names “{original}”, which is itself a translation of “{first}”"),
                "name the id of the original that all translations share",
            ),
            Some(State::Indexed { original: None, told: Some(first), .. })
                if !first.lang.is_undetermined()
                    && told.is_some_and(|told| told.lang.primary() == first.lang.primary()) =>
            {
                warning(
                    format!("translation_of names “{original}”, which is in the same language ({})", first.lang),
                    "say in which language this one is written, or leave translation_of out",
                )
            }
            _ => None,
        }
    }
}

/// What is wrong with the id that a file claims.
fn taken(path: &str, claim: &str, told: Option<&Told>, claims: &Claims) -> Option<Problem> {
    let owner = claims.owner(claim).filter(|owner| *owner != path)?;
    let warning = Warning {
        line: told.and_then(|told| told.id_line),
        problem: format!("the id “{claim}” belongs to {owner} already"),
        suggestion: Some("give one of them another id; until then this one has an id of its own".to_owned()),
    };
    Some(Problem::indexed(path, warning))
}

fn problem(path: &str, status: ProblemStatus, reason: &str, hint: Option<&str>) -> Problem {
    Problem { path: path.to_owned(), line: None, status, reason: reason.to_owned(), hint: hint.map(str::to_owned) }
}

/// What to do about a file of which an earlier version is served.
fn until_then(hint: Option<&str>) -> String {
    format!("{}; until then the last version that could be read is served", hint.unwrap_or("mend it"))
}

/// What is wrong with a document that says it translates itself.
pub(super) fn translates_itself(path: &str, line: Option<u32>) -> Problem {
    let warning = Warning {
        line,
        problem: "translation_of names the document itself".to_owned(),
        suggestion: Some("name the id of the original, or leave it out of the original".to_owned()),
    };
    Problem::indexed(path, warning)
}
