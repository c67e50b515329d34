//! Searching among many vectors: those of the corpus, and made ones that are spread as these are.

use praxis::semantic::{DIMENSIONS, Encoder, Passage, Vectors};

/// How many are searched, and the bound in milliseconds.
const SIZES: &[(usize, f64)] = &[(100_000, 4.0), (1_000_000, 30.0)];
/// Of the nearest that there are, how many are wanted and what share is to be found.
const WANTED: usize = 20;
const RECALL: f64 = 0.98;

type Vector = [f32; DIMENSIONS];

/// Searches, times and compares with the exact answer; whether all is well.
pub(crate) fn run(encoder: &Encoder, texts: &[Passage], queries: &[&str]) -> bool {
    let real: Vec<Vector> = texts.iter().map(|passage| encoder.passage(passage)).collect();
    let queries: Vec<Vector> = queries.iter().map(|query| encoder.query(query)).collect();
    let mut made = Made { real: &real, state: 0x9e37_79b9_7f4a_7c15 };
    let mut vectors = Vectors::in_memory();
    let mut exact: Vec<Vec<(f32, u32)>> = vec![Vec::new(); queries.len()];
    let mut well = true;
    for (size, bound) in SIZES {
        while vectors.len() < *size {
            let slot = u32::try_from(vectors.len()).expect("a million");
            let vector = real.get(vectors.len()).copied().unwrap_or_else(|| made.next());
            vectors.add(u64::from(slot), &vector);
            for (exact, query) in exact.iter_mut().zip(&queries) {
                note(exact, (product(&vector, query), slot));
            }
        }
        well &= search(&mut vectors, &queries, &exact, *bound);
    }
    well
}

fn search(vectors: &mut Vectors, queries: &[Vector], exact: &[Vec<(f32, u32)>], bound: f64) -> bool {
    let view = vectors.view().expect("vectors in memory");
    let mut found = 0;
    let mut times = Vec::new();
    for (query, exact) in queries.iter().zip(exact) {
        let nearest = view.nearest(query, WANTED, |_| true);
        found += nearest.iter().filter(|hit| exact[..WANTED].iter().any(|(_, slot)| *slot == hit.slot)).count();
        times.extend((0..5).map(|_| super::milliseconds(|| drop(view.nearest(query, WANTED, |_| true)))));
    }
    let (time, recall) = (super::median(times), found as f64 / (queries.len() * WANTED) as f64);
    println!(
        "neighbours          {time:.2} ms among {} (bound {bound}); {recall:.3} of the nearest {WANTED} (bound {RECALL})",
        view.len()
    );
    time <= bound && recall >= RECALL
}

/// Keeps the best, sorted.
fn note(best: &mut Vec<(f32, u32)>, next: (f32, u32)) {
    if best.len() < WANTED || next.0 > best[best.len() - 1].0 {
        let at = best.partition_point(|other| other.0 >= next.0);
        best.insert(at, next);
        best.truncate(WANTED);
    }
}

/// Vectors spread as real ones are: near one of them, and from there in directions in which they differ.
struct Made<'a> {
    real: &'a [Vector],
    state: u64,
}

impl Made<'_> {
    fn next(&mut self) -> Vector {
        let mut vector = self.pick();
        for _ in 0..6 {
            let (from, to) = (self.pick(), self.pick());
            let weight = self.fraction() * 0.5;
            for ((value, from), to) in vector.iter_mut().zip(from).zip(to) {
                *value += weight * (to - from);
            }
        }
        vector.iter_mut().for_each(|value| *value += (self.fraction() - 0.5) * 0.05);
        let length = product(&vector, &vector).sqrt();
        vector.map(|value| value / length)
    }

    fn pick(&mut self) -> Vector {
        let at = self.random() % self.real.len() as u64;
        self.real[usize::try_from(at).expect("below a length")]
    }

    fn fraction(&mut self) -> f32 {
        (self.random() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Xorshift (Marsaglia 2003).
    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}

fn product(a: &Vector, b: &Vector) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        sums.iter_mut().zip(a).zip(b).for_each(|((sum, a), b)| *sum += a * b);
    }
    sums.iter().sum()
}
