//! Text → vectors → neighbours, on the model of the repository.

use praxis::semantic::{DIMENSIONS, Encoder, Passage, Role, Vectors, passages};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

type Vector = [f32; DIMENSIONS];

fn model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/e5-small-q4.bin")
}

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::open(&model()).expect("the model of the repository"));

fn cosine(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Vectors that differ, the same every time.
fn made(count: usize) -> Vec<Vector> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u32 << 23) as f32 - 1.0
    };
    let mut vector = || {
        let vector: Vector = std::array::from_fn(|_| next());
        let length = cosine(&vector, &vector).sqrt();
        vector.map(|value| value / length)
    };
    (0..count).map(|_| vector()).collect()
}

/// What the engine for which the weights were made gives. `cargo bench --bench meaning` holds thousands of lines
/// against it.
#[test]
fn pieces_are_those_of_the_reference() {
    let expected: &[(Role, &str, &[u32])] = &[
        (Role::Query, "Youth gangs", &[0, 41, 1294, 12, 116_233, 4642, 7, 2]),
        (
            Role::Query,
            "ﬁancée’s  café — 50 %",
            &[0, 41, 1294, 12, 36_604, 109_160, 13, 26, 7, 26_216, 292, 836, 1745, 2],
        ),
        (Role::Passage, "عنف الشباب", &[0, 46_692, 12, 6, 224_157, 55_562, 2]),
        (Role::Passage, "青少年暴力", &[0, 46_692, 12, 6, 63_071, 77_906, 2]),
        (Role::Query, "หนุ่มสาว", &[0, 41, 1294, 12, 6, 42_520, 17_560, 2]),
        (Role::Query, "Straßenraub", &[0, 41, 1294, 12, 93_240, 219, 5829, 2]),
        (Role::Query, "🙂 ok", &[0, 41, 1294, 12, 3143, 3664, 2]),
    ];
    for (role, text, pieces) in expected {
        assert_eq!(ENCODER.pieces(*role, text), *pieces, "{text}");
    }
}

#[test]
fn vectors_are_those_of_the_reference() {
    let begin = |role, text: &str| ENCODER.encode(role, text)[..8].to_vec();
    let near = |ours: Vec<f32>, theirs: [f32; 8]| {
        assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 3e-3), "{ours:?} instead of {theirs:?}");
    };
    near(
        begin(Role::Query, "Youth gangs"),
        [0.028_527, -0.020_962, -0.051_38, -0.072_383, 0.049_288, -0.021_174, 0.005_337, 0.023_736],
    );
    near(
        begin(Role::Passage, "عنف الشباب في المدن"),
        [0.041_449, -0.026_978, -0.051_034, -0.105_555, 0.059_903, -0.003_126, -0.038, 0.002_452],
    );
}

#[test]
fn every_processor_finds_the_same_vectors() {
    let plain = Encoder::open_plain(&model()).expect("the model of the repository");
    for text in ["Youth gangs", "Prévenir le harcèlement de rue dans les transports en commun la nuit", ""] {
        let cosine = cosine(&plain.encode(Role::Query, text), &ENCODER.encode(Role::Query, text));
        assert!(cosine > 0.9995, "{text}: {cosine}");
    }
}

#[test]
fn a_question_lies_nearest_to_what_answers_it_in_whatever_language() {
    let answers = [
        "Los vecinos instalaron mejores luces en las calles y bajaron los robos en las casas.",
        "Des médiateurs accompagnent les voyageuses et font cesser le harcèlement dans les bus.",
        "Die Schule bildet Schülerinnen und Schüler aus, die bei Mobbing eingreifen.",
        "يساعد المرشدون الشباب على ترك العصابات والعثور على عمل.",
    ];
    let vectors = answers.map(|text| ENCODER.passage(&passages("", text)[0]));
    let nearest = |query: &str| {
        let query = ENCODER.query(query);
        (0..vectors.len()).max_by(|a, b| cosine(&query, &vectors[*a]).total_cmp(&cosine(&query, &vectors[*b])))
    };
    assert_eq!(nearest("does street lighting reduce burglary?"), Some(0));
    assert_eq!(nearest("harassment of women on public transport"), Some(1));
    assert_eq!(nearest("acoso escolar entre compañeros"), Some(2));
    assert_eq!(nearest("comment sortir les jeunes des gangs ?"), Some(3));
}

#[test]
fn what_is_no_model_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("model.bin");
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("writing the file");
        format!("{:#}", Encoder::open(&path).expect_err("no model"))
    };
    assert!(refused(b"").contains("cut short"));
    assert!(refused(&[0; 4096]).contains("does not begin"));
    let whole = std::fs::read(model()).expect("the model of the repository");
    assert!(refused(&whole[..5_000_000]).contains("cut short"));
    assert!(refused(&whole[..whole.len() - 1]).contains("cut short"));
    assert!(format!("{:#}", Encoder::open(&folder.path().join("none.bin")).expect_err("no file")).contains("none.bin"));
}

#[test]
fn neighbours_are_those_that_an_exact_search_finds() {
    let all = made(5_000);
    let mut vectors = Vectors::in_memory();
    for (key, vector) in all.iter().enumerate() {
        vectors.add(key as u64, vector);
    }
    let view = vectors.view().expect("vectors in memory");
    assert_eq!(view.len(), 5_000);
    for query in made(5_010).iter().skip(5_000) {
        let even = view.nearest(query, 10, |slot| slot % 2 == 0);
        let mut exact: Vec<usize> = (0..all.len()).step_by(2).collect();
        exact.sort_by(|a, b| cosine(query, &all[*b]).total_cmp(&cosine(query, &all[*a])));
        // Rounded to 8 bits, two that are as near may change places.
        let top = cosine(query, &all[exact[0]]);
        assert!((even[0].similarity - top).abs() < 2e-3, "{} instead of {top}", even[0].similarity);
        let found = even.iter().filter(|hit| exact[..10].contains(&(hit.slot as usize))).count();
        assert!(found >= 9, "{found} of 10");
    }
}

#[test]
fn vectors_outlive_the_process_and_what_a_crash_left_half_written_is_dropped() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("vectors");
    let all = made(10);
    let mut vectors = Vectors::in_file(&path, [7; 32]).expect("a new file");
    for (key, vector) in all.iter().enumerate() {
        vectors.add(key as u64 * 10, vector);
    }
    let before = vectors.view().expect("a view");
    drop(vectors);

    let mut again = Vectors::in_file(&path, [7; 32]).expect("the same file");
    assert_eq!((again.len(), again.slot(90), again.slot(91)), (10, Some(9), None));
    assert_eq!(again.view().expect("a view").vector(3), before.vector(3));
    drop(again);

    let mut bytes = std::fs::read(&path).expect("the file");
    bytes.truncate(bytes.len() - 100);
    std::fs::write(&path, bytes).expect("writing the file");
    let mut torn = Vectors::in_file(&path, [7; 32]).expect("the torn file");
    assert_eq!(torn.len(), 9);
    torn.add(90, &all[9]);
    assert_eq!(torn.view().expect("a view").vector(9), before.vector(9));
    drop(torn);

    assert_eq!(Vectors::reading(&path, [7; 32]).expect("the file").len(), 10);
    assert_eq!(Vectors::reading(&path, [8; 32]).expect("the file").len(), 0);
    assert_eq!(Vectors::in_file(&path, [8; 32]).expect("a file of another model").len(), 0);
}

#[test]
fn vectors_of_which_most_are_unwanted_are_written_anew_without_them() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("vectors");
    let mut vectors = Vectors::in_file(&path, [0; 32]).expect("a new file");
    let all = made(4_100);
    for (key, vector) in all.iter().enumerate() {
        vectors.add(key as u64, vector);
    }
    let before = vectors.view().expect("a view");
    vectors.compact(|key| key % 2 == 0 || key < 10).expect("kept as it is");
    assert_eq!(vectors.len(), 4_100);
    vectors.compact(|key| key % 100 == 0).expect("written anew");
    assert_eq!(vectors.len(), 41);
    let view = vectors.view().expect("a view");
    assert_eq!(view.vector(vectors.slot(400).expect("wanted")), before.vector(400));
    assert_eq!(before.len(), 4_100);
}

#[test]
fn a_passage_is_known_by_what_is_encoded() {
    let key = |title: &str, text: &str| passages(title, text).iter().map(Passage::key).collect::<Vec<_>>();
    assert_eq!(key("Gangs", "One line.\n\nAnother."), key("Gangs", "One line. Another."));
    assert_ne!(key("Gangs", "One line."), key("Guns", "One line."));
}
