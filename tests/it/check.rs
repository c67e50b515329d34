//! `praxis check` names file and line of every fault, and what to do about it.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A file of the copy, what it then says, and the faults that are to be found in it: line, and words of the message.
type Planted = (&'static str, &'static str, &'static [(u32, &'static str)]);

/// Files with faults. Everything that they do not show is right.
const PLANTED: &[Planted] = &[
    (
        "practices/fault-values.md",
        "---\n\
         id: fault-values\n\
         title: Values that are not known\n\
         kind: poem\n\
         language: Klingon!\n\
         themes: [street-gangs, gangz of new york]\n\
         countries:\n  - FR\n  - Atlantis\n\
         partners:\n  - id: icpc\n  - id: Nobody’s Friends\n\
         scope: galactic\n\
         evaluation:\n  level: excellent\n\
         translation: telepathy\n\
         date: 04/11/2021\n\
         reviewed: soon\n\
         sources:\n  - title: A page\n    url: htp:/page\n\
         ---\n\nThe text.\n",
        &[
            (4, "unknown kind “poem”"),
            (5, "“Klingon!” is not a language"),
            (6, "unknown theme “gangz of new york”"),
            (9, "unknown country “Atlantis”"),
            (12, "unknown partner “Nobody’s Friends”"),
            (13, "unknown scope “galactic”"),
            (15, "unknown evaluation level “excellent”"),
            (16, "unknown translation “telepathy”"),
            (17, "“date” is “04/11/2021”, which is not a date"),
            (18, "“reviewed” is “soon”, which is not a date"),
            (21, "“htp:/page” is no web address"),
        ],
    ),
    (
        "practices/fault-keys.md",
        "---\n\
         id: fault-keys\n\
         title:\n\
         kind: practice\n\
         them: [street-gangs]\n\
         language: en\n\
         date: {start: 2020, end: 2015}\n\
         draft: perhaps\n\
         kind: report\n\
         ---\n\n# Keys\n\nThe text.\n",
        &[
            (3, "“title” is empty"),
            (4, "“kind” is stated twice"),
            (5, "unknown key “them”"),
            (7, "the span ends (2015) before it starts (2020)"),
            (8, "“draft” should be true or false"),
        ],
    ),
    (
        "practices/fault-yaml.md",
        "---\nid: fault-yaml\ntitle: Broken\nlanguage: en\nthemes: [street-gangs\n---\n\nThe text.\n",
        &[(5, "does not read as YAML")],
    ),
    (
        "practices/fault-fence.md",
        "---\nid: fault-fence\ntitle: Never ends\n",
        &[(1, "the front matter that begins with --- never ends")],
    ),
    (
        "practices/fault-orphan.md",
        "---\nid: fault-orphan\ntitle: Orphan\nlanguage: en\ntranslation_of: no-such-practice\n---\n\nThe text.\n",
        &[(5, "“no-such-practice”, which no document is called")],
    ),
    (
        "practices/fault-chain.md",
        "---\nid: fault-chain\ntitle: Chaîne\nlanguage: fr\ntranslation_of: cure-violence-chicago-es\n---\n\nLe texte.\n",
        &[(5, "which is itself a translation of “cure-violence-chicago”")],
    ),
    (
        "practices/fault-same-tongue.md",
        "---\nid: fault-same-tongue\ntitle: Same\nlanguage: en\ntranslation_of: cure-violence-chicago\n---\n\nThe text.\n",
        &[(5, "“cure-violence-chicago”, which is in the same language (en)")],
    ),
    (
        "practices/fault-itself.md",
        "---\nid: fault-itself\ntitle: Itself\nlanguage: en\ntranslation_of: fault-itself\n---\n\nThe text.\n",
        &[(5, "translation_of names the document itself")],
    ),
    (
        "practices/zz-fault-second-original.md",
        "---\ntitle: A second original\nid: cure-violence-chicago\nlanguage: en\n---\n\nThe text.\n",
        &[(3, "the id “cure-violence-chicago” belongs to practices/cure-violence-chicago.md already")],
    ),
    (
        "practices/fault-id.md",
        "---\nid: \"Été: 2021\"\ntitle: An id that is no address\nlanguage: en\n---\n\nThe text.\n",
        &[(2, "the id “Été: 2021” has to be “ete-2021” in addresses")],
    ),
];

/// Entries put at the end of a file of the vocabulary, and the faults that are to be found: lines from the first of them.
const VOCABULARY: &[Planted] = &[
    (
        "_vocabulary/themes.yaml",
        "- id: fault-label\n  pref: {en: street gangs}\n\
         - id: fault-broader\n  broader: no-such-theme\n  pref: {en: fault broader}\n\
         - id: fault-up\n  broader: fault-down\n  pref: {en: fault up}\n\
         - id: fault-down\n  broader: fault-up\n  pref: {en: fault down}\n\
         - id: street-gangs\n  pref: {en: fault twice}\n\
         - id: fault-facet\n  facet: mood\n  pref: {en: fault facet}\n\
         - id: fault-key\n  prefs: {en: fault key}\n",
        &[
            (1, "“street gangs” (en) stands for both “street-gangs” and “fault-label”"),
            (3, "there is no theme “no-such-theme”"),
            (9, "would stand above itself"),
            (12, "the id “street-gangs” is already taken above"),
            (14, "unknown facet “mood”"),
            (17, "unknown key “prefs”"),
            (17, "has no label to show"),
        ],
    ),
    (
        "_vocabulary/partners.yaml",
        "- id: fault-partner\n  names: {en: International Centre for the Prevention of Crime}\n\
         - id: fault-home\n  names: {en: Fault Home}\n  homepage: fault.example\n",
        &[(1, "stands for both “icpc” and “fault-partner”"), (3, "“fault.example” is no web address")],
    ),
    (
        "_vocabulary/places.yaml",
        "- {name: Fault City}\n- {name: Broken City, country: [FR}\n",
        &[(1, "a place needs a name and a country"), (2, "cannot be read as YAML")],
    ),
];

#[test]
fn every_planted_fault_is_named_with_file_line_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let corpus = folder.path().join("corpus");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), &corpus);
    let mut expected: Vec<String> = Vec::new();
    for (path, text, faults) in PLANTED {
        fs::write(corpus.join(path), text).expect("writing a file of the copy");
        expected.extend(faults.iter().map(|(line, words)| format!("{path}:{line}: …{words}")));
    }
    for (path, entries, faults) in VOCABULARY {
        let file = corpus.join(path);
        let before = fs::read_to_string(&file).expect("a file of the vocabulary");
        let lines = u32::try_from(before.lines().count()).expect("a file that a person wrote");
        fs::write(&file, format!("{}\n{entries}", before.trim_end())).expect("writing a file of the copy");
        expected.extend(faults.iter().map(|(line, words)| format!("{path}:{}: …{words}", lines + line)));
    }
    assert!(expected.len() >= 30, "{} faults", expected.len());

    let (found, succeeded) = check(&corpus, &folder.path().join("index"));
    assert!(!succeeded, "there is something to look at");
    let is_named = |fault: &String| {
        let (place, words) = fault.split_once('…').expect("a place and words");
        found.iter().any(|line| line.starts_with(place) && line.contains(words) && line.ends_with(')'))
    };
    let missed: Vec<&String> = expected.iter().filter(|fault| !is_named(fault)).collect();
    assert!(missed.is_empty(), "not named: {missed:#?}\nnamed: {found:#?}");
    // And nothing else is said, other than in how many lines.
    assert_eq!(found.len(), expected.len() + 1, "{found:#?}");
}

#[test]
fn the_corpus_of_the_project_has_nothing_to_mend() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (found, succeeded) = check(&corpus, folder.path());
    assert!(succeeded && found.len() == 1 && found[0].ends_with("nothing to mend"), "{found:#?}");
    let (told, succeeded) = praxis("index", &corpus, &folder.path().join("index"));
    let has = |words: &[&str]| told.iter().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(succeeded && has(&["documents served", "ar ", "de ", "en ", "es ", "fr ", "pt "]), "{told:#?}");
    assert!(has(&["practice ", "workshop ", "conference ", "report ", "news "]) && has(&["0 problems"]), "{told:#?}");
}

/// What `praxis check` prints, and whether it says that all is well.
fn check(corpus: &Path, index: &Path) -> (Vec<String>, bool) {
    praxis("check", corpus, index)
}

/// What a command prints, and whether it says that all is well.
fn praxis(command: &str, corpus: &Path, index: &Path) -> (Vec<String>, bool) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_praxis"));
    program.arg(command).arg("--corpus").arg(corpus).arg("--index").arg(index);
    // Meaning has tests of its own, and takes long in a development build.
    let output = program.args(["--model", "off"]).output();
    let output = output.expect("running praxis");
    let said = String::from_utf8_lossy(&output.stdout);
    (said.lines().map(str::to_owned).collect(), output.status.success())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder of the copy");
    for entry in fs::read_dir(from).expect("a folder of the corpus") {
        let path = entry.expect("an entry of a folder").path();
        let copied = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("copying a file");
        }
    }
}
