//! The rules of the house, held against the source: who may import whom, which crate is used where, sizes, lists.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// Which rooms each room may import. ARCHITECTURE.md says why.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("config", &["model"]),
    ("corpus", &["model"]),
    ("watch", &[]),
    ("formats", &["model"]),
    ("extract", &["model", "formats"]),
    ("analysis", &["model"]),
    ("thesaurus", &["model", "analysis"]),
    ("facets", &["model"]),
    ("semantic", &["model"]),
    ("i18n", &["model"]),
    ("enrich", &["model", "analysis", "thesaurus"]),
    ("query", &["model", "facets"]),
    ("schema", &["model", "facets", "analysis", "semantic"]),
    ("index", &["model", "facets", "schema", "analysis", "semantic", "thesaurus"]),
    ("search", &["model", "facets", "analysis", "semantic", "thesaurus", "query", "schema", "index"]),
    ("indexer", &["model", "corpus", "extract", "formats", "thesaurus", "analysis", "enrich", "semantic", "index"]),
    ("web", &["model", "config", "facets", "thesaurus", "i18n", "query", "search", "corpus", "index"]),
    ("eval", &["model", "search", "index"]),
    (
        "cli",
        &[
            "model",
            "config",
            "corpus",
            "formats",
            "extract",
            "analysis",
            "thesaurus",
            "facets",
            "i18n",
            "enrich",
            "query",
            "schema",
            "semantic",
            "index",
            "search",
            "indexer",
            "eval",
            "web",
        ],
    ),
];

/// Rooms that wire the others and may import all.
const WIRING: &[&str] = &["app", "lib", "main"];

/// In which rooms alone a crate, or a module of the standard library, is used.
const FENCES: &[(&str, &[&str])] = &[
    ("tantivy", &["schema", "index", "search"]),
    ("tantivy_fst", &["search"]),
    ("levenshtein_automata", &["search"]),
    ("axum", &["web"]),
    ("tower", &["web"]),
    ("tower_http", &["web"]),
    ("maud", &["web"]),
    ("notify", &["watch"]),
    ("rustix", &["app"]),
    ("tokio", &["web", "app"]),
    ("rust_stemmers", &["analysis"]),
    ("frostem", &["analysis"]),
    ("whatlang", &["enrich"]),
    ("memmap2", &["semantic"]),
    ("std::fs", &["config", "corpus", "semantic", "index", "extract", "cli"]),
];

/// Lines of a source file, beyond which it does more than one thing.
const LONGEST_FILE: usize = 400;

#[derive(Debug)]
struct Source {
    path: PathBuf,
    /// The modules from the root of the crate to this file: `["search", "plan"]`.
    module: Vec<String>,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let module = module(path.strip_prefix(root().join("src")).expect("below src"));
                let text = fs::read_to_string(&path).expect("a source file");
                sources.push(Source { path, module, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn module(relative: &Path) -> Vec<String> {
    relative.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
}

/// All paths of a file, from the root of the crate (`crate::…`, `super::…` resolved) or of another crate.
struct Paths<'a> {
    module: Vec<String>,
    found: &'a mut Vec<Vec<String>>,
}

impl Paths<'_> {
    fn of(source: &Source) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let file = syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path.display()));
        Paths { module: source.module.clone(), found: &mut found }.visit_file(&file);
        found
    }

    fn add(&mut self, segments: Vec<String>) {
        match segments.first().map(String::as_str) {
            Some("crate" | "super" | "self") => {
                let mut resolved = if segments[0] == "crate" { Vec::new() } else { self.module.clone() };
                for segment in &segments {
                    match segment.as_str() {
                        "crate" | "self" => {}
                        "super" => {
                            resolved.pop();
                        }
                        name => resolved.push(name.to_owned()),
                    }
                }
                resolved.insert(0, "crate".to_owned());
                self.found.push(resolved);
            }
            Some(_) => self.found.push(segments),
            None => {}
        }
    }

    fn uses(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.uses(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.add(with(&name.ident)),
            syn::UseTree::Rename(rename) => self.add(with(&rename.ident)),
            syn::UseTree::Glob(_) => self.add(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.uses(item, before)),
        }
    }

    /// Paths inside of macro calls, which are no syntax tree: runs of `name :: name`.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut run: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if run.is_empty() || colons == 2 => {
                    run.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !run.is_empty() => colons += 1,
                other => {
                    self.end_run(&mut run);
                    colons = 0;
                    match other {
                        TokenTree::Ident(name) => run.push(name.to_string()),
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.end_run(&mut run);
    }

    fn end_run(&mut self, run: &mut Vec<String>) {
        if run.len() > 1 {
            self.add(std::mem::take(run));
        }
        run.clear();
    }
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.uses(&item.tree, &[]);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            return; // tests beside the code may use whatever they need
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

fn broken_imports(source: &Source) -> Vec<String> {
    let room = source.module[0].as_str();
    if WIRING.contains(&room) {
        return Vec::new();
    }
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let Some(allowed) = table.get(room) else {
        return vec![format!("{}: the room {room} is not in the table", source.path.display())];
    };
    let mut broken = BTreeSet::new();
    for path in Paths::of(source).iter().filter(|path| path[0] == "crate" && path.len() > 1) {
        let other = path[1].as_str();
        let is_room = table.contains_key(other) || WIRING.contains(&other);
        if is_room && other != room && !allowed.contains(&other) {
            broken.insert(format!("{}: {room} must not know {other}", source.path.display()));
        }
    }
    broken.into_iter().collect()
}

fn broken_fences(source: &Source) -> Vec<String> {
    let room = source.module[0].as_str();
    let mut broken = BTreeSet::new();
    for path in Paths::of(source) {
        let joined = path.join("::");
        for (fenced, rooms) in FENCES {
            let inside = joined == *fenced || joined.starts_with(&format!("{fenced}::"));
            if inside && !rooms.contains(&room) {
                broken.insert(format!("{}: {fenced} is for {}", source.path.display(), rooms.join(", ")));
            }
        }
    }
    broken.into_iter().collect()
}

fn none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

fn sample(module: &[&str], text: &str) -> Source {
    let module = module.iter().map(|part| (*part).to_owned()).collect();
    Source { path: "sample.rs".into(), module, text: text.to_owned() }
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    none(sources().iter().flat_map(broken_imports).collect());
}

#[test]
fn crates_stay_in_their_rooms() {
    none(sources().iter().flat_map(broken_fences).collect());
}

#[test]
fn the_check_of_imports_sees_every_way_to_name_a_room() {
    let caught = |module: &[&str], text: &str| broken_imports(&sample(module, text)).join(" ");
    assert!(caught(&["web", "api"], "use crate::indexer::Indexer;").contains("web must not know indexer"));
    assert!(caught(&["web", "api"], "use super::super::indexer;").contains("web must not know indexer"));
    assert!(caught(&["web"], "use crate::{model, indexer as x};").contains("web must not know indexer"));
    assert!(caught(&["web"], "fn f() { crate::indexer::x(); }").contains("web must not know indexer"));
    assert!(caught(&["web"], "fn f() { println!(\"{}\", crate::indexer::X); }").contains("web must not know indexer"));
    assert!(caught(&["nowhere"], "").contains("not in the table"));
    assert_eq!(caught(&["web", "api"], "use super::params; use crate::model::Query;"), "");
    assert!(broken_fences(&sample(&["web"], "use tantivy::Term;")).join(" ").contains("tantivy is for"));
    assert!(broken_fences(&sample(&["web"], "fn f() { std::fs::read(\"x\"); }")).join(" ").contains("std::fs is for"));
    assert_eq!(broken_fences(&sample(&["index"], "use std::fs;")).len(), 0);
}

#[test]
fn files_do_one_thing() {
    let long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines", source.path.display()))
    };
    none(sources().iter().filter_map(long).collect());
}

#[test]
fn every_file_says_why_it_exists() {
    let mute = |source: &Source| (!source.text.starts_with("//!")).then(|| source.path.display().to_string());
    none(sources().iter().filter_map(mute).collect());
}

#[test]
fn exceptions_are_few_and_have_reasons() {
    let all: String = sources().iter().map(|source| source.text.as_str()).collect();
    assert!(!all.contains("#[allow("), "expect with a reason instead of allow");
    assert!(all.matches("expect(unsafe_code").count() <= 2, "unsafe code in two places at most");
    assert_eq!(all.matches("PreEscaped(").count(), 1, "markup is taken as it is in one place");
    let words = ["TODO", "FIXME", "XXX", "unimplemented!"];
    none(words.iter().filter(|word| all.contains(**word)).map(|word| format!("{word} in the sources")).collect());
}

#[test]
fn architecture_names_every_room() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rooms = MAY_IMPORT.iter().map(|(room, _)| *room).chain(["app"]);
    none(
        rooms.filter(|room| !text.contains(&format!("| `{room}`"))).map(|room| format!("no row for {room}")).collect(),
    );
}

#[test]
fn architecture_tells_the_imports_that_are_tested() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut broken = Vec::new();
    for (room, allowed) in MAY_IMPORT.iter().filter(|(room, _)| *room != "cli") {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{room}`"))).unwrap_or_default();
        let told = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let told: BTreeSet<&str> =
            told.split(',').map(str::trim).filter(|room| !room.is_empty() && *room != "–").collect();
        if told != allowed.iter().copied().collect() {
            broken.push(format!("{room}: ARCHITECTURE.md says {told:?}, the test {allowed:?}"));
        }
    }
    none(broken);
}

#[test]
fn readme_tells_every_setting() {
    use clap::CommandFactory;
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let mut command = praxis::config::CommandLine::command();
    let serve = command.find_subcommand_mut("serve").expect("the command serve");
    let mut missing = Vec::new();
    for argument in serve.get_arguments() {
        let Some(flag) = argument.get_long() else { continue };
        let told = argument.get_env().is_none_or(|name| readme.contains(&*name.to_string_lossy()));
        if flag != "help" && !(told && readme.contains(&format!("--{flag}"))) {
            missing.push(format!("README.md does not tell --{flag}"));
        }
    }
    none(missing);
}
