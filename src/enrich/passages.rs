//! Pieces of a text fit to be shown: the sentence around a mention, a summary, the part before the list of sources.

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};
use std::ops::Range;

/// The most characters of a shown sentence or summary.
const LONGEST: usize = 300;
/// A line of fewer characters is a heading or a label rather than a paragraph.
const PARAGRAPH: usize = 60;
/// The most characters of a quoted value.
const QUOTED: usize = 80;
/// Bytes of one line around a mention in which its sentence is looked for.
const AROUND: usize = 2000;

/// Headings, folded, after which only sources follow.
const SOURCES: &[&str] = &[
    "sources",
    "references",
    "bibliography",
    "further reading",
    "works cited",
    "notes and references",
    "sources et références",
    "références",
    "références bibliographiques",
    "bibliographie",
    "notes et références",
    "fuentes",
    "referencias",
    "referencias bibliográficas",
    "bibliografía",
    "fontes",
    "referências",
    "referências bibliográficas",
    "bibliografia",
    "quellen",
    "quellenverzeichnis",
    "literatur",
    "literaturverzeichnis",
    "bronnen",
    "literatuur",
    "bronvermelding",
    "fonti",
    "riferimenti",
    "riferimenti bibliografici",
    "källor",
    "referenser",
    "kilder",
    "referanser",
    "lähteet",
    "viitteet",
    "források",
    "surse",
    "referințe",
    "bibliografie",
    "kaynaklar",
    "kaynakça",
    "источники",
    "литература",
    "список литературы",
    "джерела",
    "πηγές",
    "βιβλιογραφία",
    "المراجع",
    "المصادر",
    "מקורות",
    "参考文献",
    "资料来源",
    "來源",
    "出典",
    "参考資料",
    "출처",
    "참고문헌",
];

/// The text up to its list of sources, if that stands at its end.
pub(super) fn before_sources(text: &str) -> &str {
    let mut offset = 0;
    let mut end = text.len();
    for line in text.split_inclusive('\n') {
        let heading = line.trim().trim_start_matches(|c: char| c.is_numeric() || ".):-– #".contains(c));
        let heading = heading.trim_end_matches([':', '.', ' ', '：']);
        // Near the beginning it is an entry of a table of contents.
        let late = offset > text.len() / 3;
        if late && heading.len() <= 60 && SOURCES.contains(&heading.to_lowercase().as_str()) {
            end = offset;
            break;
        }
        offset += line.len();
    }
    &text[..end]
}

/// The sentence in which these bytes stand, on one line; of a very long one, the part around them.
pub(super) fn sentence(text: &str, at: &Range<usize>) -> String {
    let line_start = text[..at.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at.end..].find('\n').map_or(text.len(), |newline| at.end + newline);
    let start = text.ceil_char_boundary(line_start.max(at.start.saturating_sub(AROUND))).min(at.start);
    let end = text.floor_char_boundary(line_end.min(at.end + AROUND)).max(at.end);
    let mut sentence = start..end;
    for boundary in SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(&text[start..end]) {
        let boundary = start + boundary;
        if boundary <= at.start {
            sentence.start = boundary;
        } else if boundary >= at.end {
            sentence.end = boundary;
            break;
        }
    }
    around(text, sentence, at)
}

/// A stretch of the text, cut between words on both sides of a place in it where it is too long.
fn around(text: &str, stretch: Range<usize>, at: &Range<usize>) -> String {
    if text[stretch.clone()].chars().count() <= LONGEST {
        return one_line(&text[stretch]);
    }
    let side = LONGEST.saturating_sub(text[at.clone()].chars().count() + 2) / 2;
    let before = &text[stretch.start..at.start];
    let after = &text[at.end..stretch.end];
    let mut cut = String::new();
    match before.char_indices().rev().nth(side) {
        Some((from, _)) => {
            let from = before[from..].find(' ').map_or(from, |space| from + space + 1);
            cut.push('…');
            cut.push_str(before.get(from..).unwrap_or_default());
        }
        None => cut.push_str(before),
    }
    cut.extend(text[at.clone()].chars().take(LONGEST));
    match after.char_indices().nth(side) {
        Some((to, _)) => {
            cut.push_str(&after[..after[..to].rfind(' ').unwrap_or(to)]);
            cut.push('…');
        }
        None => cut.push_str(after),
    }
    one_line(&cut)
}

/// The first paragraph that reads like one, up to the end of a sentence.
pub(super) fn summary(text: &str) -> Option<String> {
    let paragraph = before_sources(text).lines().map(str::trim).find(|line| reads_like_one(line))?;
    let cut = text_boundary(paragraph);
    let mut end = 0;
    for boundary in SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(&paragraph[..cut]) {
        // A cut that falls inside a sentence is no end of one.
        if boundary < cut || cut == paragraph.len() {
            end = boundary;
        }
    }
    if paragraph[..end].chars().count() * 3 >= LONGEST || cut == paragraph.len() {
        return Some(one_line(&paragraph[..end]));
    }
    let word = paragraph[..cut].rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
    Some(one_line(&paragraph[..word]) + "…")
}

/// Where the first paragraph stands that reads like one.
pub(super) fn first_paragraph(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if reads_like_one(line.trim()) {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

/// Where the longest summary ends at the latest.
fn text_boundary(paragraph: &str) -> usize {
    paragraph.char_indices().nth(LONGEST).map_or(paragraph.len(), |(at, _)| at)
}

/// Whether a line is a paragraph: long enough, and of letters.
fn reads_like_one(line: &str) -> bool {
    let (mut length, mut letters) = (0, 0);
    for c in line.chars() {
        length += weight(c);
        letters += if c.is_alphabetic() { weight(c) } else { 0 };
    }
    length >= PARAGRAPH && letters * 3 >= length * 2
}

/// How many letters of an alphabet a character says as much as: one of Chinese or Japanese is about three.
pub(super) fn weight(c: char) -> usize {
    if ('\u{2e80}'..='\u{9fff}').contains(&c) { 3 } else { 1 }
}

/// What someone wrote, as it is quoted in a message: on one line, and not at any length.
pub(super) fn quoted(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("“{}…”", &line[..cut]),
        None => format!("“{line}”"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around_word(text: &str, word: &str) -> String {
        let start = text.find(word).unwrap();
        sentence(text, &(start..start + word.len()))
    }

    #[test]
    fn a_sentence_is_found_in_its_line() {
        let text = "First line.\nThe city met. Street gangs were the theme! It rained.\nLast gangs.";
        assert_eq!(around_word(text, "gangs"), "Street gangs were the theme!");
        assert_eq!(around_word("gangs", "gangs"), "gangs");
        assert_eq!(around_word("警察来了。街头帮派很多。完。", "街头帮派"), "街头帮派很多。");
    }

    #[test]
    fn a_long_sentence_is_cut_on_both_sides() {
        let text = format!("{}gangs {}", "word ".repeat(200), "other ".repeat(200));
        let cut = around_word(&text, "gangs");
        assert!(cut.starts_with("…word") && cut.ends_with("other…") && cut.contains(" gangs "), "{cut}");
        assert!(cut.chars().count() <= LONGEST);
        let unbroken = format!("{}gangs{}", "é".repeat(5000), "é".repeat(5000));
        assert!(around_word(&unbroken, "gangs").chars().count() <= LONGEST);
    }

    #[test]
    fn a_summary_is_the_first_paragraph_up_to_a_sentence() {
        let first = "The programme places mediators in the metro every evening, and it works. ";
        let text = format!("Where\nMontréal, 2021\n{}\nSecond.", first.repeat(6));
        assert_eq!(summary(&text).unwrap(), first.repeat(4).trim());
        assert_eq!(summary("Too short."), None);
        assert_eq!(summary(&"12 345 | ".repeat(20)), None);
        assert!(summary(&"mot ".repeat(200)).unwrap().ends_with("mot…"));
    }

    #[test]
    fn the_list_of_sources_is_not_the_text() {
        let text = "Un long texte sur la ville et ses habitants.\nSources :\nLe Monde";
        assert_eq!(before_sources(text), "Un long texte sur la ville et ses habitants.\n");
        assert_eq!(before_sources("Sources\nA long text about many sources of the river."), text_of_contents());
    }

    fn text_of_contents() -> &'static str {
        "Sources\nA long text about many sources of the river."
    }
}
