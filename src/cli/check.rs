//! `praxis check`: what a person should mend, one line each.

use super::Outcome;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::model::{Problem, ProblemStatus};
use std::path::{Path, PathBuf};

/// Looks at the whole corpus, or at some files or folders of it, afresh.
///
/// # Errors
/// When the corpus cannot be read, or a path is not in it.
pub fn check(config: &Config, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let corpus = Corpus::open(&config.corpus)?.with_max_bytes(config.max_file);
    let root = corpus.root().to_owned();
    let chosen = paths.iter().map(|path| relative(&root, path)).collect::<anyhow::Result<Vec<_>>>()?;
    let snapshot = super::in_memory(&super::words_only(config), corpus)?;
    let is_chosen = |problem: &Problem| chosen.is_empty() || chosen.iter().any(|path| is_below(&problem.path, path));
    let shown = print(&snapshot.problems, is_chosen);
    if shown == 0 {
        println!("{} files checked: nothing to mend", snapshot.accounting.on_disk);
        return Ok(Outcome::Done);
    }
    println!("{shown} to look at");
    Ok(Outcome::LookAt)
}

fn relative(root: &Path, path: &Path) -> anyhow::Result<String> {
    let full = std::fs::canonicalize(path).or_else(|_| std::fs::canonicalize(root.join(path)));
    let full = full.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    let Ok(below) = full.strip_prefix(root) else {
        anyhow::bail!(
            "{} is not in the corpus folder {}; name its folder with --corpus",
            path.display(),
            root.display()
        );
    };
    Ok(below.to_string_lossy().into_owned())
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Prints problems as `file:line: problem (suggestion)`; what is wrong with a file as a whole, at its first line. What a
/// rule leaves out is no problem. Returns how many.
pub(super) fn print(problems: &[Problem], is_chosen: impl Fn(&Problem) -> bool) -> usize {
    let shown = problems.iter().filter(|problem| problem.status != ProblemStatus::Ignored && is_chosen(problem));
    let mut count = 0;
    for problem in shown {
        let line = problem.line.unwrap_or(1);
        let failed = if problem.status.is_failure() { "not indexed: " } else { "" };
        let hint = problem.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        println!("{}:{line}: {failed}{}{hint}", problem.path, problem.reason);
        count += 1;
    }
    count
}
