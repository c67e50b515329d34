//! `praxis serve`: the indexer on a thread of its own, a watcher that pings it, and a server that sees what it
//! publishes.

use super::encoding::Encoding;
use crate::cli;
use crate::config::{Config, WatchMode};
use crate::corpus::{Corpus, Scope};
use crate::index::{Folder, Snapshot};
use crate::indexer::{Encoded, Indexer, Parts};
use crate::watch::{self, Ping, Watcher};
use crate::web;
use anyhow::Context;
use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch as latest;

/// How long to wait after the index could not be written before trying again.
const RETRY: Duration = Duration::from_secs(5);

/// What the indexer's thread is told.
pub(super) enum Message {
    Look(Vec<Scope>),
    Encoded(Encoded),
    Stop,
}

/// A folder that is watched, indexed, and published; without a server.
pub struct Service {
    snapshots: latest::Receiver<Arc<Snapshot>>,
    messages: Sender<Message>,
    indexer: Option<JoinHandle<()>>,
    watcher: Option<Watcher>,
}

impl Service {
    /// Starts to watch and to index.
    ///
    /// # Errors
    /// When the corpus cannot be read, or another process writes the index.
    pub fn start(config: &Config) -> anyhow::Result<Service> {
        let corpus = Corpus::open(&config.corpus)?.with_max_bytes(config.max_file);
        let (first, published) = mpsc::channel();
        let mut latest: Option<latest::Sender<Arc<Snapshot>>> = None;
        let parts = Parts {
            corpus: corpus.clone(),
            extractor: cli::extractor(config)?,
            countries: cli::countries(),
            encoder: cli::encoder(config),
            publish: Box::new(move |snapshot| {
                let sender = latest.get_or_insert_with(|| {
                    let (sender, receiver) = latest::channel(Arc::clone(&snapshot));
                    // Whoever started the service waits for this one receiver.
                    drop(first.send(receiver));
                    sender
                });
                sender.send_replace(snapshot);
            }),
        };
        let (messages, inbox) = mpsc::channel();
        let watcher = watcher(config, &corpus, messages.clone());
        // What changes from here on is told. A large folder takes as long to walk as its index to be opened.
        let walk = std::thread::Builder::new().name("walk".to_owned());
        let walk = walk.spawn(move || corpus.walk(&Scope::Everything))?;
        let mut indexer = Indexer::in_folder(Folder::new(&config.index), parts)?;
        indexer.watched_by(watcher.as_ref().map_or("off", |watcher| watcher.mode().id()));
        let listing = walk.join().map_err(|_| anyhow::anyhow!("walking the folder ended by a bug, told above"))?;
        indexer.compare(&Scope::Everything, listing);
        indexer.publish()?;
        let snapshots = published.recv().context("the first snapshot")?;
        let encoding = indexer.encoder().map(|encoder| Encoding::start(encoder, messages.clone())).transpose()?;
        let thread = std::thread::Builder::new().name("indexer".to_owned());
        let own = messages.clone();
        let indexer = thread.spawn(move || keep_indexed(indexer, (&own, &inbox), encoding))?;
        Ok(Service { snapshots, messages, indexer: Some(indexer), watcher })
    }

    /// The world as it was last published; changes are told.
    pub fn snapshots(&self) -> latest::Receiver<Arc<Snapshot>> {
        self.snapshots.clone()
    }
}

impl Drop for Service {
    /// Stops watching, and waits until the indexer has committed what it was at.
    fn drop(&mut self) {
        self.watcher = None;
        drop(self.messages.send(Message::Stop));
        if let Some(indexer) = self.indexer.take()
            && indexer.join().is_err()
        {
            tracing::error!("the indexer had ended by a bug");
        }
    }
}

fn watcher(config: &Config, corpus: &Corpus, messages: Sender<Message>) -> Option<Watcher> {
    let options = watch::Options {
        mode: match config.watch {
            WatchMode::Auto => watch::Wish::Auto,
            WatchMode::Native => watch::Wish::Native,
            WatchMode::Poll => watch::Wish::Poll,
        },
        reconcile: config.reconcile,
        ..watch::Options::default()
    };
    let of = corpus.clone();
    let send = move |ping: Ping| {
        // An indexer that has ended needs no pings.
        drop(messages.send(Message::Look(scopes(&of, &ping))));
    };
    match Watcher::start(corpus.root(), &options, send) {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the folder cannot be watched; changes are not noticed");
            None
        }
    }
}

fn scopes(corpus: &Corpus, ping: &Ping) -> Vec<Scope> {
    if ping.everything {
        return vec![Scope::Everything];
    }
    ping.paths.iter().filter_map(|path| corpus.scope_of(path)).collect()
}

/// The indexer's life: what was there at the start, then whatever it is told to look at.
fn keep_indexed(
    mut indexer: Indexer,
    (own, inbox): (&Sender<Message>, &Receiver<Message>),
    mut encoding: Option<Encoding>,
) {
    loop {
        // A bug that one document sets off must not end the keeping of all others.
        let round = catch_unwind(AssertUnwindSafe(|| round(&mut indexer, (own, inbox), encoding.as_mut())));
        let failed = match round {
            Ok(Ok(ControlFlow::Continue(()))) => continue,
            Ok(Ok(ControlFlow::Break(()))) => return,
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => "a bug, told above".to_owned(),
        };
        tracing::error!(error = failed, "the index could not be written; trying again");
        if matches!(inbox.recv_timeout(RETRY), Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected)) {
            return;
        }
        match indexer.start_over() {
            // What came in while it waited may have been of the vocabulary.
            Ok(()) => look(&mut indexer, &[]),
            Err(error) => tracing::error!(error = format!("{error:#}"), "the index could not be read"),
        }
    }
}

/// Takes in what it is told, waiting for it where nothing is left to do, and does some of the work.
fn round(
    indexer: &mut Indexer,
    (own, inbox): (&Sender<Message>, &Receiver<Message>),
    encoding: Option<&mut Encoding>,
) -> anyhow::Result<ControlFlow<()>> {
    if let Some(encoding) = encoding {
        encoding.feed(indexer)?;
    }
    if indexer.is_idle() {
        let own = own.clone();
        // An indexer that has ended needs to know no more.
        indexer.gather(move || drop(own.send(Message::Look(Vec::new()))))?;
    }
    let message =
        if indexer.is_idle() { inbox.recv().map_err(|_| TryRecvError::Disconnected) } else { inbox.try_recv() };
    match message {
        Ok(Message::Look(mut scopes)) => {
            let mut encoded = Encoded::new();
            let stop = gather(inbox, &mut scopes, &mut encoded);
            look(indexer, &scopes);
            if stop {
                return Ok(ControlFlow::Break(()));
            }
            if !encoded.is_empty() {
                indexer.encoded(encoded)?;
            }
        }
        Ok(Message::Encoded(encoded)) => {
            indexer.encoded(encoded)?;
            return Ok(ControlFlow::Continue(()));
        }
        Ok(Message::Stop) | Err(TryRecvError::Disconnected) => return Ok(ControlFlow::Break(())),
        Err(TryRecvError::Empty) => {}
    }
    indexer.work()?;
    Ok(ControlFlow::Continue(()))
}

/// Takes in all messages that wait. Returns whether one of them says to stop.
fn gather(inbox: &Receiver<Message>, scopes: &mut Vec<Scope>, encoded: &mut Encoded) -> bool {
    loop {
        match inbox.try_recv() {
            Ok(Message::Look(more)) => scopes.extend(more),
            Ok(Message::Encoded(more)) => encoded.extend(more),
            Ok(Message::Stop) => return true,
            Err(_) => return false,
        }
    }
}

fn look(indexer: &mut Indexer, scopes: &[Scope]) {
    if let Err(error) = indexer.look_at_vocabulary() {
        tracing::error!(error = format!("{error:#}"), "the vocabulary could not be taken in force");
    }
    if scopes.contains(&Scope::Everything) {
        indexer.look(&Scope::Everything);
        indexer.try_again(jiff::Timestamp::now());
        return;
    }
    for (place, scope) in scopes.iter().enumerate() {
        if !scopes[..place].contains(scope) {
            indexer.look(scope);
        }
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// When the address is taken, the corpus cannot be read, or another process writes the index.
pub fn serve(config: &Config) -> anyhow::Result<()> {
    let service = Service::start(config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the server")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(config.listen)
            .await
            .with_context(|| format!("listening at {}: is it taken? Name another with --listen", config.listen))?;
        let address = listener.local_addr()?;
        println!("http://{address}");
        std::io::stdout().flush()?;
        tracing::info!(%address, corpus = %config.corpus.display(), "serving");
        let app = web::App::new(service.snapshots(), config);
        web::serve(listener, app, stopped()).await
    })?;
    tracing::info!("stopping");
    drop(service);
    Ok(())
}

/// Ends when the process is asked to: Ctrl-C, or the terminate signal.
async fn stopped() {
    let interrupted = async { tokio::signal::ctrl_c().await.is_ok() };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await.is_some(),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<bool>();
    tokio::select! {
        _ = interrupted => {}
        _ = terminated => {}
    }
}
