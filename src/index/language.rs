//! What the passages of a language have in common besides what they say, by which a query in that language would prefer
//! them: found from the index's own passages, and left out of how near they are.

use crate::semantic::{DIMENSIONS, View};
use std::collections::HashMap;

/// The most passages of one language by which its mean is taken.
const SAMPLE: usize = 400;

/// The mean of so many passages is trusted half: of few it tells more of what they are about than of their language.
const HALF_TRUSTED: f32 = 8.0;

/// The most by which the language changes how near a passage is: more is not of the language, but of what all that is
/// written in it happens to be about.
const MOST: f32 = 0.15;

type Vector = [f32; DIMENSIONS];

/// How the mean of a language's passages differs from the mean of all languages, as far as it is trusted.
#[derive(Clone, Debug)]
pub(super) struct Own(Vector);

/// What is each language's own, from the numbers of the vectors of its passages. Nothing where there is one language.
pub(super) fn own(view: &View, by_language: HashMap<u32, Vec<u32>>) -> HashMap<u32, Own> {
    let means: Vec<(u32, f32, Vector)> = by_language
        .into_iter()
        .map(|(language, slots)| {
            let trust = slots.len() as f32 / (slots.len() as f32 + HALF_TRUSTED);
            (language, trust, mean(view, &slots))
        })
        .collect();
    if means.len() < 2 {
        return HashMap::new();
    }
    let trusts: f32 = means.iter().map(|(_, trust, _)| trust).sum();
    let mut of_all = [0.0; DIMENSIONS];
    for (_, trust, mean) in &means {
        of_all.iter_mut().zip(mean).for_each(|(sum, value)| *sum += value * trust / trusts);
    }
    let differs = |trust: f32, mean: Vector| Own(std::array::from_fn(|n| trust * (mean[n] - of_all[n])));
    means.into_iter().map(|(language, trust, mean)| (language, differs(trust, mean))).collect()
}

/// The mean of vectors spread over all of these.
fn mean(view: &View, slots: &[u32]) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    let step = slots.len().div_ceil(SAMPLE);
    let vectors: Vec<_> = slots.iter().step_by(step).filter_map(|slot| view.vector(*slot)).collect();
    for vector in &vectors {
        sum.iter_mut().zip(vector.vector()).for_each(|(sum, value)| *sum += value);
    }
    sum.map(|value| value / vectors.len().max(1) as f32)
}

/// What a vector has to do with what is each language's own.
pub(crate) struct BeyondLanguage<'a> {
    own: &'a HashMap<u32, Own>,
    view: &'a View,
    /// By language: the product of its own with the vector, and with itself.
    products: HashMap<u32, (f32, f32)>,
}

impl<'a> BeyondLanguage<'a> {
    pub(super) fn new(vector: &Vector, own: &'a HashMap<u32, Own>, view: &'a View) -> BeyondLanguage<'a> {
        let products =
            own.iter().map(|(language, own)| (*language, (product(&own.0, vector), product(&own.0, &own.0))));
        BeyondLanguage { own, view, products: products.collect() }
    }

    /// The cosine of the vector with a passage less what is its language's own, where the cosine with the passage as it is
    /// is known.
    pub(crate) fn similarity(&self, slot: u32, language: Option<u32>, as_it_is: f32) -> f32 {
        let Some(language) = language else { return as_it_is };
        let (Some(own), Some((of_vector, square))) = (self.own.get(&language), self.products.get(&language)) else {
            return as_it_is;
        };
        let Some(passage) = self.view.vector(slot) else { return as_it_is };
        // The passage is of length 1.
        let square = 1.0 - 2.0 * product(&own.0, &passage.vector()) + square;
        ((as_it_is - of_vector) / square.max(0.01).sqrt()).clamp(as_it_is - MOST, as_it_is + MOST)
    }
}

fn product(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::Vectors;

    /// Of length 1, with these first numbers.
    fn vector(first: &[f32]) -> Vector {
        let length = product_of(first).sqrt();
        std::array::from_fn(|n| first.get(n).map_or(0.0, |value| value / length))
    }

    fn product_of(values: &[f32]) -> f32 {
        values.iter().map(|value| value * value).sum()
    }

    #[test]
    fn a_passage_in_another_language_is_as_near_as_one_in_the_querys_own() {
        // The first number says the language, the others what is meant.
        let said = [[1.0, 0.0], [0.0, 1.0]];
        let passages: Vec<Vector> =
            [0.6, -0.6].iter().flat_map(|language| said.map(|[a, b]| vector(&[*language, a, b]))).collect();
        let mut vectors = Vectors::in_memory();
        (0..).zip(&passages).for_each(|(key, passage)| vectors.add(key, passage));
        let view = vectors.view().expect("in memory");
        let own = own(&view, HashMap::from([(0, vec![0, 1]), (1, vec![2, 3])]));
        let query = vector(&[0.6, 1.0, 0.0]);
        let beyond = BeyondLanguage::new(&query, &own, &view);
        let before = |slot: usize| product(&query, &passages[slot]);
        let after = |slot: u32, language| beyond.similarity(slot, Some(language), before(slot as usize));
        assert!(after(0, 0) - after(2, 1) < 0.9 * (before(0) - before(2)), "{} {}", after(0, 0), after(2, 1));
        assert!(after(2, 1) > after(1, 0), "what is meant counts more than the language");
        assert!((beyond.similarity(0, None, 0.5) - 0.5).abs() < f32::EPSILON);
    }

    #[test]
    fn one_language_has_nothing_of_its_own() {
        let mut vectors = Vectors::in_memory();
        vectors.add(0, &vector(&[1.0]));
        assert!(own(&vectors.view().expect("in memory"), HashMap::from([(0, vec![0])])).is_empty());
    }
}
