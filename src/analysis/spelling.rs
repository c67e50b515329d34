//! Spelling variants by rule, on folded words, on the way to the stem: never seen in the surface.
//!
//! A rule may only bring two spellings of one word together; what is irregular is listed in `forms/`.

use std::borrow::Cow;

/// Every word as it stands.
pub(super) fn as_is(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}

/// English: -ize and -yze as -ise and -yse (not the other way: the stemmer makes `organ` of `organize`), and -our as
/// -or in the words that have both.
pub(super) fn english(word: &str) -> Cow<'_, str> {
    let mut word = Cow::Borrowed(word);
    if let Some(at) = word.rfind(['z']) {
        let (root, ending) = (&word[..at], &word[at + 1..]);
        let family = matches!(
            ending,
            "e" | "es" | "ed" | "ing" | "er" | "ers" | "able" | "ation" | "ations" | "ational" | "ingly" | "edly"
        );
        let vowel = root.ends_with('i') || root.ends_with('y');
        if family && vowel && root.len() > 3 {
            word = Cow::Owned(format!("{root}s{ending}"));
        }
    }
    if let Some(at) = word.find("our")
        && OUR.iter().any(|root| word[..at + 3].ends_with(root))
    {
        word = Cow::Owned(format!("{}or{}", &word[..at], &word[at + 3..]));
    }
    word
}

/// The words in -our that are also written -or.
const OUR: &[&str] = &[
    "ardour",
    "armour",
    "behaviour",
    "candour",
    "clamour",
    "colour",
    "demeanour",
    "endeavour",
    "favour",
    "fervour",
    "flavour",
    "harbour",
    "honour",
    "humour",
    "labour",
    "neighbour",
    "odour",
    "parlour",
    "rancour",
    "rigour",
    "rumour",
    "saviour",
    "savour",
    "splendour",
    "tumour",
    "valour",
    "vapour",
    "vigour",
];

/// German: ae, oe and ue typed for ä, ö and ü, as folding leaves a, o and u of those. Not after a vowel or q
/// (`Steuer`, `Frauen`, `quer`), where the pair is no umlaut, and not in short words, where two might meet by chance.
/// What has the pair by right (`aktuell`, `Israel`) loses a letter of its stem in all its forms alike.
pub(super) fn german(word: &str) -> Cow<'_, str> {
    let umlaut = |at: usize| {
        let before = word[..at].bytes().next_back();
        !matches!(before, Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'q'))
    };
    let pairs = || {
        word.match_indices('e')
            .map(|(at, _)| at)
            .filter(|&at| matches!(word[..at].bytes().next_back(), Some(b'a' | b'o' | b'u')) && umlaut(at - 1))
    };
    if word.len() < 5 || pairs().next().is_none() {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    let mut start = 0;
    for at in pairs() {
        out.push_str(&word[start..at]);
        start = at + 1;
    }
    out.push_str(&word[start..]);
    Cow::Owned(out)
}

/// The singular of a Spanish or Catalan plural by its ending.
pub(super) fn spanish_singular(word: &str) -> Option<String> {
    Some(if word.len() <= 3 {
        word.to_owned()
    } else if let Some(root) = word.strip_suffix("ces") {
        format!("{root}z")
    } else if let Some(root) =
        word.strip_suffix("es").filter(|root| root.ends_with(['l', 'r', 'n', 'd', 'j', 's', 'y']))
    {
        root.to_owned()
    } else {
        without_s(word)
    })
}

/// The singular of a Portuguese plural by its ending, folded: `-oes`, `-ns`, `-ais`, `-res`.
pub(super) fn portuguese_singular(word: &str) -> Option<String> {
    const ENDINGS: &[(&str, &str)] =
        &[("oes", "ao"), ("aes", "ao"), ("ns", "m"), ("ais", "al"), ("eis", "el"), ("res", "r"), ("zes", "z")];
    if word.len() <= 3 {
        return Some(word.to_owned());
    }
    let found = ENDINGS.iter().find_map(|(plural, singular)| Some(format!("{}{singular}", word.strip_suffix(plural)?)));
    Some(found.unwrap_or_else(|| without_s(word)))
}

/// The singular of a French plural by its ending: `-s`, `-x`.
pub(super) fn french_singular(word: &str) -> Option<String> {
    if word.len() > 3 && (word.ends_with("eux") || word.ends_with("aux")) {
        return Some(word[..word.len() - 1].to_owned());
    }
    Some(if word.len() <= 3 { word.to_owned() } else { without_s(word) })
}

fn without_s(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(root) if !root.ends_with('s') => root.to_owned(),
        _ => word.to_owned(),
    }
}
