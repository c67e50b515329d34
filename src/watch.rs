//! Events of the operating system, or a timer → “look again”.
//!
//! An event is only a hint: the system loses some, reports others twice, and names a folder where a thousand files
//! changed. This room gathers hints until it has been quiet for a moment and passes them on. It refuses to know what a
//! change means, and never opens a file.

use anyhow::Context as _;
use notify::event::{CreateKind, Event, EventKind, ModifyKind, RemoveKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// “Look again”: at these paths, below these folders, or everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ping {
    /// Files and folders that were created, changed, moved or removed; absolute. What is a folder, or was one, is to
    /// be looked at with all that is below it.
    pub paths: BTreeSet<PathBuf>,
    /// It is not known what has changed, or it is time to make sure.
    pub everything: bool,
}

impl Ping {
    /// The ping that doubts everything.
    pub fn everything() -> Ping {
        Ping { everything: true, ..Ping::default() }
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.paths.is_empty()
    }
}

/// How changes shall become known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// By the system's events, or by looking where there are none.
    #[default]
    Auto,
    /// By the system's events only: where they cannot be had, changes are seen at the next reconciliation.
    Native,
    /// By looking, for network shares, which send no events.
    Poll,
}

/// How changes do become known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Native,
    Poll,
}

impl Mode {
    /// The word used by the status page and the API.
    pub fn id(self) -> &'static str {
        match self {
            Mode::Native => "native",
            Mode::Poll => "poll",
        }
    }
}

/// Times and ways of a [`Watcher`].
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub mode: Wish,
    /// A ping waits until nothing has happened for so long …
    pub quiet: Duration,
    /// … but no longer than this after the first event.
    pub patience: Duration,
    /// A new folder is looked at once more after so long: files may be written into it before the system watches it.
    pub second_look: Duration,
    /// Everything is looked at so often, whatever events say.
    pub reconcile: Duration,
    /// Everything is looked at so often where there are no events.
    pub poll: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mode: Wish::Auto,
            quiet: Duration::from_millis(100),
            patience: Duration::from_millis(500),
            second_look: Duration::from_secs(1),
            reconcile: Duration::from_secs(60),
            poll: Duration::from_secs(1),
        }
    }
}

/// After events were lost, everything is looked at; looking makes events of its own, so not at once again.
const AFTER_LOSS: Duration = Duration::from_secs(3);
/// More hints than this are dearer than looking everywhere.
const MAX_HINTS: usize = 1_000;

enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// Watches a folder until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    mode: Mode,
    messages: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Watches `root` and all below it. `send` is called on a thread of the watcher's own. Nothing is sent for what is
    /// there already: look at everything after starting.
    ///
    /// # Errors
    /// Where no thread can be started. Without events from the system it looks regularly, and says so in the log.
    pub fn start(root: &Path, options: &Options, send: impl Fn(Ping) + Send + 'static) -> anyhow::Result<Watcher> {
        let (messages, received) = channel();
        let native = match options.mode {
            Wish::Poll => None,
            Wish::Auto | Wish::Native => native(root, messages.clone()),
        };
        let (mode, round) = match (&native, options.mode) {
            (None, Wish::Auto | Wish::Poll) => (Mode::Poll, options.poll),
            _ => (Mode::Native, options.reconcile),
        };
        let hints = Hints::new(*options, round, Instant::now());
        let root = root.to_owned();
        let thread = std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || watch(&root, native, hints, &received, send))
            .context("starting the thread that watches the folder")?;
        Ok(Watcher { mode, messages, thread: Some(thread) })
    }

    /// How changes become known.
    pub fn mode(&self) -> Mode {
        self.mode
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // Where the thread has ended already, nobody is there to be told.
        drop(self.messages.send(Message::Stop));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn native(root: &Path, messages: Sender<Message>) -> Option<RecommendedWatcher> {
    let deliver = move |event| {
        // What is read needs no second look; it is most of what happens. An overflow comes as another kind.
        if !matches!(&event, Ok(Event { kind: EventKind::Access(_), .. })) {
            drop(messages.send(Message::Event(event)));
        }
    };
    let watched = notify::recommended_watcher(deliver).and_then(|mut watcher| {
        watcher.watch(root, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    watched
        .inspect_err(
            |error| tracing::warn!(%error, "the system gives no events for the corpus: looking regularly instead"),
        )
        .ok()
}

fn watch(
    root: &Path,
    mut native: Option<RecommendedWatcher>,
    mut hints: Hints,
    received: &Receiver<Message>,
    send: impl Fn(Ping),
) {
    loop {
        let wait = hints.due().saturating_duration_since(Instant::now());
        match received.recv_timeout(wait) {
            Ok(Message::Event(event)) => hints.note(event, root, Instant::now()),
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(ping) = hints.take(Instant::now()) {
            if ping.everything && std::mem::take(&mut hints.root_replaced) {
                // The folder that was watched is gone; another may stand in its place.
                if let Some(watcher) = &mut native {
                    drop(watcher.unwatch(root));
                    hints.root_replaced = watcher.watch(root, RecursiveMode::Recursive).is_err();
                }
            }
            send(ping);
        }
    }
}

/// Hints that were not passed on yet, and when they are due. Knows no clock: every time is told.
struct Hints {
    options: Options,
    /// How often everything is looked at.
    round: Duration,
    waiting: Ping,
    first: Option<Instant>,
    last: Instant,
    /// New folders, and when they are looked at once more.
    again: Vec<(Instant, PathBuf)>,
    next_round: Instant,
    /// Events were lost: everything is to be looked at then.
    lost: Option<Instant>,
    last_loss: Option<Instant>,
    root_replaced: bool,
}

impl Hints {
    fn new(options: Options, round: Duration, now: Instant) -> Hints {
        Hints {
            options,
            round,
            waiting: Ping::default(),
            first: None,
            last: now,
            again: Vec::new(),
            next_round: now + round,
            lost: None,
            last_loss: None,
            root_replaced: false,
        }
    }

    /// When the next ping is due.
    fn due(&self) -> Instant {
        let settled = self.first.map(|first| (self.last + self.options.quiet).min(first + self.options.patience));
        let again = self.again.iter().map(|(at, _)| *at).min();
        [settled, again, self.lost].into_iter().flatten().fold(self.next_round, Instant::min)
    }

    /// The ping that is due, if one is.
    fn take(&mut self, now: Instant) -> Option<Ping> {
        if self.due() > now {
            return None;
        }
        let mut ping = std::mem::take(&mut self.waiting);
        self.first = None;
        self.again.retain(|(at, folder)| {
            let due = *at <= now;
            if due {
                ping.paths.insert(folder.clone());
            }
            !due
        });
        if self.lost.is_some_and(|at| at <= now) {
            self.lost = None;
            self.last_loss = Some(now);
            ping.everything = true;
        }
        ping.everything |= self.next_round <= now;
        if ping.everything {
            self.next_round = now + self.round;
            ping.paths.clear();
        }
        (!ping.is_empty()).then_some(ping)
    }

    fn note(&mut self, event: notify::Result<Event>, root: &Path, now: Instant) {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            Ok(_) => return self.doubt(now),
            Err(error) => {
                tracing::warn!(%error, "watching the corpus failed for a moment: everything is looked at again");
                return self.doubt(now);
            }
        };
        let may_be_folder = match event.kind {
            EventKind::Access(_) => return,
            EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) => false,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => false,
            // A rename does not say of what; a created or removed thing need not either.
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(_) => true,
            EventKind::Any | EventKind::Other => true,
        };
        for path in event.paths {
            if path == root {
                self.root_replaced |=
                    matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
                self.doubt(now);
            } else {
                if may_be_folder && path.is_dir() {
                    self.again.push((now + self.options.second_look, path.clone()));
                }
                self.waiting.paths.insert(path);
            }
            self.first.get_or_insert(now);
            self.last = now;
        }
        if self.waiting.paths.len() + self.again.len() > MAX_HINTS {
            self.waiting = Ping::everything();
            // The second look at all the new folders is one look at everything.
            if !self.again.is_empty() {
                self.again.clear();
                self.lost = Some(now + self.options.second_look);
            }
        }
    }

    /// Plans a look at everything: soon, but not again and again.
    fn doubt(&mut self, now: Instant) {
        let earliest = self.last_loss.map_or(now, |at| now.max(at + AFTER_LOSS));
        let at = earliest.max(now + self.options.quiet);
        self.lost = Some(self.lost.map_or(at, |planned| planned.min(at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag, RenameMode};

    fn hints() -> (Hints, Instant) {
        let now = Instant::now();
        (Hints::new(Options::default(), Duration::from_secs(60), now), now)
    }

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn changed(path: &str) -> notify::Result<Event> {
        Ok(Event::new(EventKind::Modify(ModifyKind::Data(DataChange::Any))).add_path(path.into()))
    }

    fn paths(paths: &[&str]) -> BTreeSet<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn hints_wait_for_quiet_but_not_for_ever() {
        let (mut hints, start) = hints();
        hints.note(changed("/c/a"), Path::new("/c"), start);
        assert_eq!(hints.take(start + ms(99)), None);
        for step in 1..10 {
            hints.note(changed("/c/b"), Path::new("/c"), start + ms(step * 50));
            assert_eq!(hints.take(start + ms(step * 50)), None, "{step}");
        }
        let ping = hints.take(start + ms(500)).unwrap();
        assert_eq!(ping, Ping { paths: paths(&["/c/a", "/c/b"]), ..Ping::default() });
        assert_eq!(hints.take(start + ms(700)), None);
    }

    #[test]
    fn everything_is_looked_at_in_every_round() {
        let (mut hints, start) = hints();
        assert_eq!(hints.due(), start + Duration::from_secs(60));
        assert_eq!(hints.take(start + Duration::from_secs(60)), Some(Ping::everything()));
        assert_eq!(hints.due(), start + Duration::from_secs(120));
    }

    #[test]
    fn lost_events_are_doubt_and_doubt_does_not_feed_itself() {
        let (mut hints, start) = hints();
        let lost = || Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan));
        hints.note(lost(), Path::new("/c"), start);
        assert_eq!(hints.take(start + ms(100)), Some(Ping::everything()));
        hints.note(lost(), Path::new("/c"), start + ms(150));
        assert_eq!(hints.take(start + ms(2900)), None);
        assert_eq!(hints.take(start + ms(3100)), Some(Ping::everything()));
    }

    #[test]
    fn renames_and_floods_are_looked_at_from_above() {
        let (mut hints, start) = hints();
        let both = Event::new(EventKind::Modify(ModifyKind::Name(RenameMode::Both)));
        hints.note(Ok(both.add_path("/c/x".into()).add_path("/c/y".into())), Path::new("/c"), start);
        let ping = hints.take(start + ms(200)).unwrap();
        assert_eq!(ping, Ping { paths: paths(&["/c/x", "/c/y"]), ..Ping::default() });
        for number in 0..=MAX_HINTS {
            hints.note(changed(&format!("/c/{number}")), Path::new("/c"), start + ms(300));
        }
        assert_eq!(hints.take(start + ms(400)), Some(Ping::everything()));
    }

    #[test]
    fn access_is_no_change() {
        let (mut hints, start) = hints();
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any)).add_path("/c/a".into());
        hints.note(Ok(read), Path::new("/c"), start);
        assert_eq!(hints.take(start + ms(1000)), None);
    }
}
