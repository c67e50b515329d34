//! Spelling variants by rule, on the way to the stem: never seen in the surface.
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

/// French: -ization as -isation. No French word is written so; whoever asks with the American spelling of a word that
/// both languages have means it here too.
pub(super) fn french(word: &str) -> Cow<'_, str> {
    match word.strip_suffix('s').unwrap_or(word).strip_suffix("ization") {
        Some(root) if root.len() > 3 => {
            Cow::Owned(format!("{root}isation{}", if word.ends_with('s') { "s" } else { "" }))
        }
        _ => Cow::Borrowed(word),
    }
}

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

/// Arabic: the feminine ending, often typed as an h, where the article shows that it is no pronoun (elsewhere the stemmer
/// takes off either); and no `and` before the article, which the stemmer leaves.
pub(super) fn arabic(word: &str) -> Cow<'_, str> {
    const ARTICLES: &[&str] = &["ال", "بال", "كال", "لل", "ولل"];
    const PARENTS: &str = "والد";
    let bare = word
        .strip_prefix(['و', 'ف'])
        .filter(|bare| bare.starts_with("ال") && bare.chars().count() >= 5 && !word.starts_with(PARENTS));
    let word = bare.unwrap_or(word);
    match word.strip_suffix('ه') {
        Some(root) if ARTICLES.iter().any(|article| root.starts_with(article)) => Cow::Owned(format!("{root}ة")),
        _ => Cow::Borrowed(word),
    }
}

/// Spanish plurals whose singular ends as a verb does (`mujer`, `joven`, `hogar`, `interés`): the stemmer takes the
/// ending from the one and not from the other, so they go to it in the singular.
pub(super) fn spanish(word: &str) -> Cow<'_, str> {
    const PLURALS: &[&str] = &["ares", "eres", "ires", "anes", "enes", "eses", "ades", "edes", "ides"];
    let plural = word.len() >= 6 && PLURALS.iter().any(|plural| word.ends_with(plural));
    Cow::Borrowed(if plural { &word[..word.len() - 2] } else { word })
}

/// Portuguese plurals that change more than an -s: `-ais`, `-óis`, `-is`, `-veis`, `-ns`, `-ões`. The stemmer would keep
/// them from their singular.
pub(super) fn portuguese(word: &str) -> Cow<'_, str> {
    const PLURALS: &[(&str, &str)] = &[
        ("ais", "al"),
        ("ois", "ol"),
        ("veis", "vel"),
        ("ns", "m"),
        ("oes", "ao"),
        ("nis", "nil"),
        ("tis", "til"),
        ("vis", "vil"),
    ];
    let found = PLURALS.iter().find_map(|(plural, singular)| Some((word.strip_suffix(plural)?, singular)));
    match found {
        Some((root, singular)) if root.len() >= 2 => Cow::Owned(format!("{root}{singular}")),
        _ => Cow::Borrowed(word),
    }
}

/// The singular of a Spanish or Catalan word by its ending.
pub(super) fn spanish_singular(word: &str) -> Option<String> {
    if word.len() <= 3 {
        return Some(word.to_owned());
    }
    if let Some(root) = word.strip_suffix("ces") {
        return Some(format!("{root}z"));
    }
    let root = word.strip_suffix("es").filter(|root| root.ends_with(['l', 'r', 'n', 'd', 'j', 's', 'y']));
    Some(root.map_or_else(|| without_s(word), str::to_owned))
}

/// The singular of a Portuguese word by its ending, after [`portuguese`].
pub(super) fn portuguese_singular(word: &str) -> Option<String> {
    if word.len() <= 3 {
        return Some(word.to_owned());
    }
    let root = word.strip_suffix("es").filter(|root| root.ends_with(['r', 'z']));
    Some(root.map_or_else(|| without_s(word), str::to_owned))
}

/// The singular of a French word by its ending, and its masculine where it ends in -ée.
pub(super) fn french_singular(word: &str) -> Option<String> {
    if word.len() <= 3 {
        return Some(word.to_owned());
    }
    let root = word.strip_suffix('x').filter(|root| root.ends_with('u'));
    let singular = root.map_or_else(|| without_s(word), str::to_owned);
    // The feminine of a participle: aînée.
    Some(singular.strip_suffix("ee").filter(|root| root.len() >= 3).map_or(singular.clone(), |root| format!("{root}e")))
}

fn without_s(word: &str) -> String {
    let root = word.strip_suffix('s').filter(|root| root.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) || root.len() > 3);
    root.unwrap_or(word).to_owned()
}
