//! Word F1 and bigram F1 of two texts.

use std::collections::HashMap;
use std::hash::Hash;

/// Harmonic means of precision and recall, from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Score {
    pub(crate) words: f64,
    pub(crate) pairs: f64,
}

impl Score {
    pub(crate) fn of(expected: &str, found: &str) -> Score {
        let (expected, found) = (words(expected), words(found));
        let pairs = |words: &[String]| -> Vec<(String, String)> {
            words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
        };
        Score { words: f1(&expected, &found), pairs: f1(&pairs(&expected), &pairs(&found)) }
    }
}

fn f1<T: Eq + Hash>(expected: &[T], found: &[T]) -> f64 {
    let mut left: HashMap<&T, usize> = HashMap::new();
    for item in expected {
        *left.entry(item).or_default() += 1;
    }
    let common = found
        .iter()
        .filter(|item| left.get_mut(item).filter(|count| **count > 0).map(|count| *count -= 1).is_some())
        .count();
    2.0 * common as f64 / (expected.len() + found.len()).max(1) as f64
}

/// Words in lower case; each ideograph is one. Marks over letters belong to the letters.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars() {
        let last = words.last_mut().expect("there is always one");
        match letter {
            '\u{4e00}'..='\u{9fff}' => words.extend([letter.to_string(), String::new()]),
            '\u{64b}'..='\u{652}' | '\u{640}' => {}
            letter if letter.is_alphanumeric() => last.extend(letter.to_lowercase()),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
