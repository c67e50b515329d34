//! The folder: what a walk lists, what a comparison finds, and what the watcher says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use praxis::corpus::{Change, Corpus, Entry, Listing, Scope, Stamp, Unreadable, apply, diff};
use praxis::model::Failure;
use praxis::watch::{Mode, Options, Ping, Watcher, Wish};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> (TempDir, Corpus) {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    let corpus = Corpus::open(dir.path()).unwrap();
    (dir, corpus)
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Each file with its rule or reason, `-` for one that is a document.
fn shown(listing: &Listing) -> Vec<String> {
    listing
        .files
        .iter()
        .map(|(path, entry)| match entry {
            Entry::Seen(_) => format!("{path}: -"),
            Entry::Ignored { rule } => format!("{path}: ignored, {rule}"),
            Entry::Failed { reason, .. } => format!("{path}: failed, {reason}"),
        })
        .collect()
}

#[test]
fn opening_says_what_is_wrong() {
    let (dir, _) = folder(&[("a.md", "x")]);
    let error = Corpus::open(&dir.path().join("missing")).unwrap_err().to_string();
    assert!(error.contains("missing") && error.contains("create it"), "{error}");
    let error = Corpus::open(&dir.path().join("a.md")).unwrap_err().to_string();
    assert!(error.contains("a file, not a folder"), "{error}");
}

#[test]
fn every_file_is_listed_with_its_rule() {
    let (dir, corpus) = folder(&[
        ("a.md", "x"),
        ("deep/er/b.pdf", "x"),
        ("deep/er/b.pdf.meta.yaml", "title: x"),
        (".hidden", "x"),
        ("Thumbs.db", "x"),
        ("desktop.ini", "x"),
        ("~$a.docx", "x"),
        ("a.tmp", "x"),
        ("a.PART", "x"),
        ("a.crdownload", "x"),
        ("_vocabulary/themes.yaml", "x"),
        (".git/config", "x"),
        ("deep/_notes/c.md", "x"),
        ("private/secret.md", "x"),
        ("draft.odt", "x"),
        ("keep.odt", "x"),
        (".praxisignore", "private/\n*.odt\n!keep.odt\n\\\n"),
    ]);
    let listing = corpus.walk(&Scope::Everything);
    assert_eq!(
        shown(&listing),
        [
            ".hidden: ignored, dot file",
            ".praxisignore: ignored, dot file",
            "Thumbs.db: ignored, Thumbs.db",
            "a.PART: ignored, *.part: an unfinished download",
            "a.crdownload: ignored, *.crdownload: an unfinished download",
            "a.md: -",
            "a.tmp: ignored, *.tmp",
            "deep/er/b.pdf: -",
            "deep/er/b.pdf.meta.yaml: ignored, *.meta.yaml: a sidecar",
            "desktop.ini: ignored, desktop.ini",
            "draft.odt: ignored, .praxisignore: *.odt",
            "keep.odt: -",
            "~$a.docx: ignored, ~$*: an office program's lock",
        ]
    );
    assert_eq!(shown(&corpus.walk(&Scope::Subtree("deep".into()))).len(), 2);
    assert_eq!(shown(&corpus.walk(&Scope::File("a.md".into()))), ["a.md: -"]);
    for unseen in ["_vocabulary/themes.yaml", "private/secret.md", ".git/config", "deep/_notes/c.md", "no.md", "a.md/x"]
    {
        let listing = corpus.walk(&Scope::File(unseen.into()));
        assert_eq!(listing, Listing::default(), "{unseen}");
    }
    for hostile in ["../a.md", "/etc/passwd", "deep/../a.md", "a\0.md", ""] {
        assert_eq!(corpus.walk(&Scope::File(hostile.into())), Listing::default(), "{hostile:?}");
        assert_eq!(corpus.resolve(hostile), None, "{hostile:?}");
    }
    let before = corpus.vocabulary_fingerprint();
    assert_eq!(before, corpus.vocabulary_fingerprint());
    write(dir.path(), "_vocabulary/partners.yaml", "y");
    assert_ne!(before, corpus.vocabulary_fingerprint());
}

#[cfg(unix)]
#[test]
fn links_and_odd_names() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let (outside, _) = folder(&[("secret.md", "x")]);
    let (dir, corpus) = folder(&[("a.md", "x"), ("deep/b.md", "y")]);
    symlink(dir.path().join("a.md"), dir.path().join("inside.md")).unwrap();
    symlink(outside.path().join("secret.md"), dir.path().join("outside.md")).unwrap();
    symlink(dir.path(), dir.path().join("deep/loop")).unwrap();
    symlink("nowhere", dir.path().join("broken.md")).unwrap();
    fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    std::os::unix::net::UnixListener::bind(dir.path().join("socket")).unwrap();
    let listing = corpus.walk(&Scope::Everything);
    assert_eq!(
        shown(&listing),
        [
            "a.md: -",
            "broken.md: failed, the link leads nowhere",
            "caf\u{fffd}.md: failed, its name is not valid UTF-8 text",
            "deep/b.md: -",
            "inside.md: -",
            "outside.md: failed, the link leads out of the corpus folder",
        ]
    );
    assert_eq!(corpus.resolve("outside.md"), None);
    assert_eq!(corpus.read("outside.md"), Err(Unreadable::Gone));
    assert_eq!(corpus.read("inside.md").unwrap().bytes, b"x");
    assert!(matches!(corpus.read("deep"), Err(Unreadable::Failed { .. })));
}

#[test]
fn a_sidecar_belongs_to_its_document() {
    let (dir, corpus) = folder(&[("a.pdf", "pdf")]);
    let scope = Scope::File("a.pdf.meta.yaml".into());
    let mut known = corpus.walk(&Scope::Everything).files;
    let hash = corpus.read("a.pdf").unwrap().hash;
    write(dir.path(), "a.pdf.meta.yaml", "title: A");
    let listing = corpus.walk(&scope);
    let changes = diff(&known, &listing, &scope);
    assert_eq!(changes, [Change::Look("a.pdf".into()), Change::Pass("a.pdf.meta.yaml".into())]);
    let contents = corpus.read("a.pdf").unwrap();
    assert_eq!(contents.sidecar.as_deref(), Some(&b"title: A"[..]));
    assert_ne!(contents.hash, hash);
    changes.iter().for_each(|change| apply(&mut known, &listing, change));
    fs::remove_file(dir.path().join("a.pdf.meta.yaml")).unwrap();
    let changes = diff(&known, &corpus.walk(&scope), &scope);
    assert_eq!(changes, [Change::Gone("a.pdf.meta.yaml".into()), Change::Look("a.pdf".into())]);
    assert_eq!(corpus.read("a.pdf").unwrap().hash, hash);
}

#[test]
fn a_large_file_is_refused_in_words() {
    let (_dir, corpus) = folder(&[("a.md", &"x".repeat(2 << 20)), ("b.md", "x")]);
    let corpus = corpus.with_max_bytes(1 << 20);
    let Err(Unreadable::Failed(Failure { reason, hint, .. })) = corpus.read("a.md") else { panic!("read") };
    assert_eq!(reason, "larger than 1 MiB");
    assert!(hint.is_some());
    assert_eq!(corpus.read("b.md").unwrap().bytes, b"x");
    assert_eq!(corpus.read("c.md"), Err(Unreadable::Gone));
}

#[test]
fn a_file_and_a_folder_that_change_places() {
    let (dir, corpus) = folder(&[("x", "file"), ("y/a.md", "x")]);
    let known = corpus.walk(&Scope::Everything).files;
    fs::remove_file(dir.path().join("x")).unwrap();
    write(dir.path(), "x/a.md", "x");
    fs::remove_dir_all(dir.path().join("y")).unwrap();
    write(dir.path(), "y", "file");
    for (scope, expected) in [
        (Scope::File("x".into()), vec![Change::Gone("x".into()), Change::Look("x/a.md".into())]),
        (Scope::Subtree("y".into()), vec![Change::Gone("y/a.md".into()), Change::Look("y".into())]),
    ] {
        assert_eq!(diff(&known, &corpus.walk(&scope), &scope), expected, "{scope:?}");
    }
}

#[test]
fn what_is_out_of_sight_is_not_gone() {
    let (dir, corpus) = folder(&[("a.md", "x"), ("deep/b.md", "x")]);
    let known = corpus.walk(&Scope::Everything).files;
    let mut listing = corpus.walk(&Scope::Everything);
    listing.files.remove("deep/b.md");
    listing.unreadable.insert("deep".into(), "denied".into());
    assert_eq!(diff(&known, &listing, &Scope::Everything), []);
    let moved = dir.path().with_extension("away");
    fs::rename(dir.path(), &moved).unwrap();
    for scope in [Scope::Everything, Scope::File("a.md".into()), Scope::Subtree("deep".into())] {
        assert_eq!(diff(&known, &corpus.walk(&scope), &scope), [], "{scope:?}");
    }
    fs::rename(&moved, dir.path()).unwrap();
}

#[test]
fn hints_become_scopes() {
    let (_dir, corpus) = folder(&[]);
    let scope = |path: &str| corpus.scope_of(&corpus.root().join(path));
    assert_eq!(scope(""), Some(Scope::Everything));
    assert_eq!(scope("a/b.md"), Some(Scope::File("a/b.md".into())));
    assert_eq!(scope(".praxisignore"), Some(Scope::Everything));
    assert_eq!(scope("_vocabulary/themes.yaml"), None);
    assert_eq!(scope("a/.git/index"), None);
    assert_eq!(corpus.scope_of(Path::new("/elsewhere")), None);
}

fn entries() -> impl Strategy<Value = BTreeMap<String, Entry>> {
    let path = prop::sample::select(vec![
        "a",
        "a.meta.yaml",
        "b",
        "d/a",
        "d/b",
        "d/e/a",
        "d/e/a.meta.yaml",
        "dd/a",
        "d.meta.yaml",
    ]);
    let entry = prop_oneof![
        (0u64..3, 0i64..2).prop_map(|(size, modified)| Entry::Seen(Stamp { size, modified, inode: 1 })),
        Just(Entry::Ignored { rule: "r".into() }),
        Just(Entry::Failed { reason: "f".into(), hint: None }),
    ];
    prop::collection::btree_map(path.prop_map(str::to_owned), entry, 0..9)
}

proptest! {
    #[test]
    fn applying_all_changes_makes_known_what_was_listed(
        known in entries(),
        disk in entries(),
        scope in prop::sample::select(vec![
            Scope::Everything, Scope::Subtree(String::new()), Scope::Subtree("d".into()), Scope::Subtree("d/e".into()),
            Scope::File("a".into()), Scope::File("d/a".into()), Scope::File("d".into()), Scope::File("a.meta.yaml".into()),
        ]),
    ) {
        let files: BTreeMap<_, _> = disk.into_iter().filter(|(path, _)| scope.contains(path)).collect();
        let listing = Listing { files, ..Listing::default() };
        let changes = diff(&known, &listing, &scope);
        let mut after = known.clone();
        for change in &changes {
            prop_assert!(scope.contains(change.path()));
            apply(&mut after, &listing, change);
        }
        for (path, entry) in &after {
            let expected = if scope.contains(path) { listing.files.get(path) } else { known.get(path) };
            prop_assert_eq!(Some(entry), expected);
        }
        prop_assert!(listing.files.keys().all(|path| after.contains_key(path)));
        prop_assert!(known.keys().filter(|path| !scope.contains(path)).all(|path| after.contains_key(path)));
        prop_assert_eq!(diff(&after, &listing, &scope), vec![]);
    }
}

/// Receives pings until one satisfies.
fn wait_for(pings: &Receiver<Ping>, what: &str, satisfies: impl Fn(&Ping) -> bool) {
    let begin = Instant::now();
    while let Some(left) = Duration::from_secs(20).checked_sub(begin.elapsed()) {
        match pings.recv_timeout(left) {
            Ok(ping) if satisfies(&ping) => return,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    panic!("no ping about {what}");
}

#[test]
fn the_watcher_says_where_to_look() {
    let (dir, corpus) = folder(&[("a.md", "x"), ("old/b.md", "x")]);
    let root = corpus.root().to_owned();
    let (send, pings) = channel();
    let options = Options { reconcile: Duration::from_secs(3600), ..Options::default() };
    let watcher = Watcher::start(&root, &options, move |ping| {
        drop(send.send(ping));
    })
    .unwrap();
    assert_eq!(watcher.mode(), Mode::Native);
    write(dir.path(), "a.md", "more");
    wait_for(&pings, "a change", |ping| ping.paths.contains(&root.join("a.md")));
    fs::write(root.join(".a.tmp"), "atomic").unwrap();
    fs::rename(root.join(".a.tmp"), root.join("a.md")).unwrap();
    wait_for(&pings, "an atomic save", |ping| ping.paths.contains(&root.join("a.md")));
    fs::rename(root.join("old"), root.join("new")).unwrap();
    wait_for(&pings, "a renamed folder", |ping| {
        ping.paths.contains(&root.join("old")) && ping.paths.contains(&root.join("new"))
    });
    wait_for(&pings, "the second look at it", |ping| ping.paths.contains(&root.join("new")));
    write(dir.path(), "_vocabulary/themes.yaml", "x");
    wait_for(&pings, "the vocabulary", |ping| ping.paths.contains(&root.join("_vocabulary")));
    fs::remove_dir_all(root.join("new")).unwrap();
    wait_for(&pings, "a removed folder", |ping| ping.paths.contains(&root.join("new")));
    drop(watcher);
    write(dir.path(), "late.md", "x");
    assert!(pings.recv_timeout(Duration::from_secs(5)).is_err(), "nobody is told any more");
}

#[test]
fn many_files_in_new_folders_are_all_found() {
    let (dir, corpus) = folder(&[]);
    let (send, pings) = channel();
    let options = Options { reconcile: Duration::from_secs(3600), ..Options::default() };
    let _watcher = Watcher::start(corpus.root(), &options, move |ping| {
        drop(send.send(ping));
    })
    .unwrap();
    for folder in 0..100 {
        for file in 0..10 {
            write(dir.path(), &format!("new/{folder}/{file}.md"), "x");
        }
    }
    let mut known = BTreeMap::new();
    let begin = Instant::now();
    while known.len() < 1000 {
        assert!(begin.elapsed() < Duration::from_secs(20), "{} of 1000 files found", known.len());
        let Ok(ping) = pings.recv_timeout(Duration::from_secs(20)) else { continue };
        let scopes: Vec<Scope> = match ping.everything {
            true => vec![Scope::Everything],
            false => ping.paths.iter().filter_map(|path| corpus.scope_of(path)).collect(),
        };
        for scope in scopes {
            let listing = corpus.walk(&scope);
            for change in diff(&known, &listing, &scope) {
                apply(&mut known, &listing, &change);
            }
        }
    }
}

#[test]
fn without_events_everything_is_looked_at_regularly() {
    let (dir, corpus) = folder(&[]);
    for mode in [Wish::Poll, Wish::Auto] {
        let missing = dir.path().join("missing");
        let root = if mode == Wish::Auto { &missing } else { corpus.root() };
        let (send, pings) = channel();
        let options = Options { mode, poll: Duration::from_millis(20), ..Options::default() };
        let watcher = Watcher::start(root, &options, move |ping| {
            drop(send.send(ping));
        })
        .unwrap();
        assert_eq!(watcher.mode(), Mode::Poll);
        for _ in 0..3 {
            wait_for(&pings, "the timer", |ping| ping.everything);
        }
    }
}
