//! How much is done between two commits.

use std::time::Duration;

/// How many files at most are dealt with between two commits, and for how long, at the least and at the most.
const SMALLEST: usize = 1_000;
const LARGEST: usize = 24_000;
const SHORTEST: Duration = Duration::from_millis(1_500);
const LONGEST: Duration = Duration::from_secs(12);

/// How many files at most come into the next batch, and how long it may take, after so many of a round. It may be as
/// large as all before it, so that of a whole folder few parts are written, which are to be merged.
pub fn batch(before: usize) -> (usize, Duration) {
    let most = before.clamp(SMALLEST, LARGEST);
    let times = u32::try_from(most / SMALLEST).expect("a batch is small");
    (most, (SHORTEST * times).min(LONGEST))
}
