//! Lines of pages → headings, paragraphs and lists.

use super::super::body::without_space_between;
use super::super::markup::{Block, Markup};
use super::layout::{self, Item, Line};
use super::{Page, furniture};
use std::collections::HashSet;

/// Letters this much larger than the document's usual ones are a heading's, or its title's.
const HEADING: f32 = 1.12;
const TITLE: f32 = 1.3;

/// A heading is no longer than this, in letters.
const MAX_HEADING: usize = 220;

/// What pages say, in order, with a mark where each begins.
pub(super) fn write(pages: Vec<Page>, markup: &mut Markup) {
    let heights: Vec<f32> = pages.iter().map(|page| page.height).collect();
    let asides: Vec<String> = pages.iter().map(|page| page.aside.trim().to_owned()).collect();
    let mut rows: Vec<_> = pages.into_iter().map(|page| layout::rows(page.pieces)).collect();
    furniture::remove(&mut rows, &heights);
    let backwards = is_backwards(&rows);
    let pages: Vec<Vec<Item>> = rows
        .iter()
        .map(|rows| {
            let mut items = Vec::new();
            layout::arrange(rows, backwards, 0, &mut items);
            items
        })
        .collect();
    let mut writer =
        Writer { usual: usual_size(&pages), levels: levels(&pages), words: words(&pages), ..Writer::default() };
    for (items, aside) in pages.iter().zip(&asides) {
        markup.page();
        writer.page(items, markup);
        markup.block(Block::Paragraph, aside);
    }
}

/// Whether most of its lines are read from right to left.
fn is_backwards(pages: &[Vec<layout::Row>]) -> bool {
    let lines: Vec<bool> = pages.iter().flatten().take(400).map(|row| layout::line(row, false).backwards).collect();
    lines.iter().filter(|backwards| **backwards).count() * 2 > lines.len()
}

fn lines(pages: &[Vec<Item>]) -> impl Iterator<Item = &Line> {
    pages.iter().flatten().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    })
}

/// Sizes in half points, so that they can be counted.
fn rounded(size: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "the size of letters is a small number")]
    let rounded = (size * 2.0).round() as i32;
    rounded
}

/// The size of most letters.
fn usual_size(pages: &[Vec<Item>]) -> f32 {
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for line in lines(pages) {
        *counts.entry(rounded(line.size)).or_default() += line.text.len();
    }
    let usual = counts.into_iter().max_by_key(|(_, letters)| *letters).map_or(20, |(size, _)| size);
    f32::from(i16::try_from(usual).unwrap_or(i16::MAX)) / 2.0
}

/// The sizes of headings, largest first.
fn levels(pages: &[Vec<Item>]) -> Vec<i32> {
    let usual = usual_size(pages);
    let mut sizes: Vec<i32> =
        lines(pages).filter(|line| line.size > usual * HEADING).map(|line| rounded(line.size)).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    sizes
}

/// All words, to know which of those that are divided at the end of a line have a hyphen of their own.
fn words(pages: &[Vec<Item>]) -> HashSet<String> {
    let word = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    lines(pages).flat_map(|line| line.text.split_whitespace()).map(word).collect()
}

#[derive(Default)]
struct Writer {
    usual: f32,
    levels: Vec<i32>,
    words: HashSet<String>,
    titled: bool,
    open: Option<Open>,
}

/// A block that is being written.
struct Open {
    kind: Block,
    text: String,
    last: Line,
    /// The reach of its lines.
    left: f32,
    right: f32,
    lines: usize,
}

impl Writer {
    fn page(&mut self, items: &[Item], markup: &mut Markup) {
        let pitch = pitch(items);
        for item in items {
            match item {
                Item::Line(line) => self.line(line, pitch, markup),
                Item::Break => {}
                Item::Table(rows) => {
                    self.close(markup);
                    markup.rows(rows);
                }
            }
        }
        self.close(markup);
    }

    fn line(&mut self, line: &Line, pitch: f32, markup: &mut Markup) {
        let kind = self.kind(line);
        let (item, text) = without_bullet(&line.text);
        let kind = if item && kind == Block::Paragraph { Block::Item } else { kind };
        if !item
            && let Some(open) = &mut self.open
            && continues(open, line, kind, pitch)
        {
            join(&mut open.text, text, &self.words);
            open.left = open.left.min(line.left);
            open.right = open.right.max(line.right);
            open.last = line.clone();
            open.lines += 1;
            return;
        }
        self.close(markup);
        let (left, right) = (line.left, line.right);
        self.open = Some(Open { kind, text: text.to_owned(), last: line.clone(), left, right, lines: 1 });
    }

    fn kind(&self, line: &Line) -> Block {
        let large = line.size > self.usual * HEADING && line.text.chars().any(char::is_alphabetic);
        if !large {
            return Block::Paragraph;
        }
        let level = self.levels.iter().position(|size| *size == rounded(line.size)).unwrap_or_default();
        let title = level == 0
            && line.size > self.usual * TITLE
            && (!self.titled || self.open.as_ref().is_some_and(|open| open.kind == Block::Title));
        match title {
            true => Block::Title,
            false => Block::Heading(u8::try_from(level.clamp(1, 5)).unwrap_or(5)),
        }
    }

    fn close(&mut self, markup: &mut Markup) {
        let Some(mut open) = self.open.take() else { return };
        if !matches!(open.kind, Block::Paragraph | Block::Item) && open.text.chars().count() > MAX_HEADING {
            open.kind = Block::Paragraph;
        }
        self.titled |= open.kind == Block::Title;
        markup.block(open.kind, &open.text);
    }
}

/// How far lines of text usually are from each other.
fn pitch(items: &[Item]) -> f32 {
    let mut distances: Vec<f32> = items
        .windows(2)
        .filter_map(|pair| match pair {
            [Item::Line(a), Item::Line(b)] if (a.size - b.size).abs() < 0.6 && b.base > a.base => {
                Some((b.base - a.base) / b.size)
            }
            _ => None,
        })
        .filter(|distance| *distance < 3.0)
        .collect();
    distances.sort_by(f32::total_cmp);
    // Of a page with many short paragraphs, most distances are those between them.
    distances.get(distances.len() / 4).copied().unwrap_or(1.3)
}

/// Whether a line goes on with what is open.
fn continues(open: &Open, line: &Line, kind: Block, pitch: f32) -> bool {
    let is_text = |kind| matches!(kind, Block::Paragraph | Block::Item);
    if (open.last.size - line.size).abs() > 0.08 * line.size.max(open.last.size)
        || open.last.backwards != line.backwards
    {
        return false;
    }
    if !is_text(kind) || !is_text(open.kind) {
        return kind == open.kind && (line.base - open.last.base).abs() < line.size * 2.0;
    }
    let ended = open.last.text.ends_with(['.', '!', '?', ':', '。', '؟', '！', '？', '：', ';']);
    if line.base <= open.last.base {
        // The next column goes on with the sentence of the one before.
        return !ended;
    }
    if line.base - open.last.base > line.size * pitch * 1.22 + 0.5 {
        return false;
    }
    let width = open.right - open.left;
    let (start, short) = match line.backwards {
        true => (open.right - line.right, open.last.left - open.left),
        false => (line.left - open.left, open.right - open.last.right),
    };
    // The first line of a paragraph is moved in, or the last one of the paragraph before is short.
    let moved_in = open.lines > 1 && open.kind == Block::Paragraph && start > line.size * 0.9 && ended;
    !(moved_in || ended && open.lines > 1 && short > width * 0.25)
}

/// A line without the mark of an item, and whether it had one.
fn without_bullet(text: &str) -> (bool, &str) {
    const BULLETS: &[char] = &['•', '●', '▪', '■', '◦', '‣', '·', '–', '—', '-', '*', '➢', '✓', '○', '□'];
    // Fonts of signs have their bullets among the letters of private use.
    let is_bullet = |first: &char| BULLETS.contains(first) || matches!(first, '\u{e000}'..='\u{f8ff}');
    let Some(first) = text.chars().next().filter(is_bullet) else { return (false, text) };
    let rest = &text[first.len_utf8()..];
    // A dash or an asterisk may stand before a word; a dot of this kind is nothing else.
    let apart = rest.starts_with(' ') || !matches!(first, '–' | '—' | '-' | '*' | '·');
    match apart && !rest.trim().is_empty() {
        true => (true, rest.trim()),
        false => (false, text),
    }
}

/// Adds a line to a text; a word divided between them is made whole.
fn join(text: &mut String, line: &str, words: &HashSet<String>) {
    let divided = text.ends_with(['-', '\u{2010}', '\u{ad}']);
    let goes_on = line.chars().next().is_some_and(char::is_lowercase);
    if divided && goes_on {
        let bare = text.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
        let before =
            bare.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '-')).next().unwrap_or_default();
        let after = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).next().unwrap_or_default();
        let with = format!("{before}-{after}").to_lowercase();
        let without = format!("{before}{after}").to_lowercase();
        let own = text.ends_with('-') && words.contains(&with) && !words.contains(&without);
        if !own && bare.chars().next_back().is_some_and(char::is_alphabetic) {
            let length = bare.len();
            text.truncate(length);
        }
        text.push_str(line);
        return;
    }
    let together = match (text.chars().next_back(), line.chars().next()) {
        (Some(last), Some(first)) => without_space_between(last, first),
        _ => true,
    };
    if !together {
        text.push(' ');
    }
    text.push_str(line);
}
