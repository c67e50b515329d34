//! Asking the same queries of several engines in turn, and what that took.

use rustix::time::{ClockId, clock_gettime};
use std::time::{Duration, Instant};

/// What this thread has used of a processor.
pub(crate) fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).expect("less than a second"))
}

/// The times of one engine: for each query the median over the rounds.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    sorted: Vec<Duration>,
    /// The mean of the queries' processor times.
    pub(crate) processor: Duration,
}

impl Times {
    fn new(mut by_query: Vec<Duration>, processor: &[Duration]) -> Times {
        by_query.sort();
        let processor = processor.iter().sum::<Duration>() / u32::try_from(processor.len()).expect("few queries");
        Times { sorted: by_query, processor }
    }

    pub(crate) fn p50(&self) -> Duration {
        self.sorted[self.sorted.len() / 2]
    }

    pub(crate) fn p99(&self) -> Duration {
        self.sorted[self.sorted.len() * 99 / 100]
    }
}

/// Asks every engine each query in turn, so that whatever else the machine does befalls all alike; one round to warm
/// up, then so many that count.
pub(crate) fn in_turn(queries: usize, rounds: usize, engines: &[&dyn Fn(usize) -> usize]) -> Vec<Times> {
    let mut taken = vec![vec![Vec::with_capacity(rounds); queries]; engines.len()];
    for round in 0..=rounds {
        for query in 0..queries {
            for (engine, taken) in engines.iter().zip(&mut taken) {
                let (started, used) = (Instant::now(), processor_time());
                std::hint::black_box(engine(query));
                if round > 0 {
                    taken[query].push((started.elapsed(), processor_time().saturating_sub(used)));
                }
            }
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    let times = |of: &Vec<Vec<(Duration, Duration)>>| {
        let wall = of.iter().map(|times| median(times.iter().map(|(wall, _)| *wall).collect())).collect();
        let used: Vec<Duration> =
            of.iter().map(|times| median(times.iter().map(|(_, used)| *used).collect())).collect();
        Times::new(wall, &used)
    };
    taken.iter().map(times).collect()
}
