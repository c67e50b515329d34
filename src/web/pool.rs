//! The threads on which searches run: few at once, some in waiting, and beyond that an honest "too many".

use super::errors::Failure;
use anyhow::Context;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many may wait for each that runs.
const WAITING: usize = 16;

#[derive(Clone, Debug)]
pub(super) struct SearchPool {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl SearchPool {
    /// A pool of at most this many searches at a time.
    pub(super) fn new(at_once: usize) -> SearchPool {
        let at_once = at_once.max(1);
        let admitted = Semaphore::new(at_once * (1 + WAITING));
        SearchPool { running: Arc::new(Semaphore::new(at_once)), admitted: Arc::new(admitted) }
    }

    /// Runs work that computes or reads the index, off the threads that serve connections.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| Failure::busy())?;
        let running = Arc::clone(&self.running).acquire_owned().await.context("the pool is never closed")?;
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work ends, even if nobody waits for it any more: what runs is what is counted.
            let _permits = (admitted, running);
            work()
        });
        Ok(done.await.context("a search broke down")??)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test(flavor = "multi_thread")]
    async fn beyond_those_who_run_and_wait_there_are_too_many() {
        let pool = SearchPool::new(1);
        let (release, held) = mpsc::channel::<()>();
        let running = pool.clone();
        let first = tokio::spawn(async move { running.run(move || Ok(held.recv().is_err())).await });
        let waiting: Vec<_> = (0..WAITING)
            .map(|number| {
                let pool = pool.clone();
                tokio::spawn(async move { pool.run(move || Ok(number)).await })
            })
            .collect();
        while pool.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(pool.run(|| Ok(())).await.is_err(), "too many");
        drop(release);
        assert!(first.await.unwrap().unwrap());
        for (number, waited) in waiting.into_iter().enumerate() {
            assert_eq!(waited.await.unwrap().unwrap(), number);
        }
        assert!(pool.run(|| Ok(())).await.is_ok());
    }

    #[tokio::test]
    async fn a_search_that_panics_takes_no_place_with_it() {
        let pool = SearchPool::new(1);
        for _ in 0..=WAITING + 1 {
            assert!(pool.run(|| -> anyhow::Result<()> { panic!("a bug") }).await.is_err());
        }
        assert!(pool.run(|| Ok(())).await.is_ok());
    }
}
