//! Where words stand on a page → lines and tables in reading order.
//!
//! Words on one height are a row. Rows that leave the same upright strip free, with prose on both sides, are columns
//! and are read one after the other; with short entries on both sides they are a table and are read across.

use super::{Piece, logical};

/// A strip narrower than this, by the size of the letters, separates nothing.
const GUTTER: f32 = 0.9;

/// A line of prose in a column is at least this wide by the size of its letters, and by the width of its column.
const PROSE_EMS: f32 = 9.0;
const PROSE_SHARE: f32 = 0.5;

/// Columns within columns.
const MAX_DEPTH: usize = 4;

/// Rows of one page among which columns are looked for.
const MAX_ROWS: usize = 1_500;

/// Words on one height.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) pieces: Vec<Piece>,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) text: String,
    /// Whether it is read from right to left.
    pub(super) backwards: bool,
}

/// What stands on a page, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Line(Line),
    /// Rows of cells.
    Table(Vec<Vec<String>>),
    /// What follows stands elsewhere: a column ends.
    Break,
}

/// The rows of a page, from the top.
pub(super) fn rows(mut pieces: Vec<Piece>) -> Vec<Row> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let near = rows.iter_mut().rev().take(4).find(|row| {
            let overlap = row.base.min(piece.base) - (row.base - row.size).max(piece.base - piece.size);
            overlap > 0.6 * row.size.min(piece.size)
        });
        match near {
            Some(row) => {
                if piece.size > row.size {
                    (row.base, row.size) = (piece.base, piece.size);
                }
                row.pieces.push(piece);
            }
            None => rows.push(Row { base: piece.base, size: piece.size, pieces: vec![piece] }),
        }
    }
    for row in &mut rows {
        row.pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows.retain(|row| row.pieces.iter().any(|piece| !piece.text.trim().is_empty()));
    rows.sort_by(|a, b| a.base.total_cmp(&b.base));
    rows
}

/// The text of a row, as one line. `among`: whether most lines are read from right to left.
pub(super) fn line(row: &Row, among: bool) -> Line {
    let (text, backwards) = logical::line(&row.pieces, among);
    Line { left: row.left(), right: row.right(), base: row.base, size: usual_size(&row.pieces), text, backwards }
}

/// The size of most letters.
fn usual_size(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for piece in pieces.iter().filter(|piece| !piece.text.trim().is_empty()) {
        let letters = piece.text.chars().count();
        match sizes.iter_mut().find(|(size, _)| (size - piece.size).abs() < 0.3) {
            Some((_, count)) => *count += letters,
            None => sizes.push((piece.size, letters)),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(1.0, |(size, _)| size)
}

impl Row {
    fn left(&self) -> f32 {
        self.visible().map(|piece| piece.left).fold(f32::INFINITY, f32::min)
    }

    fn right(&self) -> f32 {
        self.visible().map(|piece| piece.right).fold(f32::NEG_INFINITY, f32::max)
    }

    fn visible(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.text.trim().is_empty())
    }

    /// The part of it between two places; `None` where there is nothing.
    fn within(&self, from: f32, to: f32) -> Option<Row> {
        let inside = |piece: &&Piece| (from..to).contains(&((piece.left + piece.right) / 2.0));
        let pieces: Vec<Piece> = self.pieces.iter().filter(inside).cloned().collect();
        let row = Row { pieces, ..*self };
        row.visible().next()?;
        Some(row)
    }

    /// The strips of it, from the left edge to the right one, in which there is nothing.
    fn free(&self, edges: (f32, f32)) -> Vec<(f32, f32)> {
        let mut free = Vec::new();
        let mut reached = edges.0;
        for piece in self.visible() {
            if piece.left - reached >= GUTTER * self.size {
                free.push((reached, piece.left));
            }
            reached = reached.max(piece.right);
        }
        if edges.1 - reached >= GUTTER * self.size {
            free.push((reached, edges.1));
        }
        free
    }
}

/// Puts rows in reading order. `backwards`: the right column comes first.
pub(super) fn arrange(rows: &[Row], backwards: bool, depth: usize, out: &mut Vec<Item>) {
    if depth > MAX_DEPTH || rows.len() > MAX_ROWS {
        out.extend(rows.iter().map(|row| Item::Line(line(row, backwards))));
        return;
    }
    let edges = (
        rows.iter().map(Row::left).fold(f32::INFINITY, f32::min),
        rows.iter().map(Row::right).fold(f32::NEG_INFINITY, f32::max),
    );
    let mut at = 0;
    while at < rows.len() {
        match Stretch::find(&rows[at..], edges) {
            Some(stretch) => {
                let part = &rows[at..at + stretch.rows];
                let taken = stretch.write(part, edges, (backwards, depth), out);
                at += taken;
            }
            None => {
                out.push(Item::Line(line(&rows[at], backwards)));
                at += 1;
            }
        }
    }
}

/// Rows that leave a strip free.
struct Stretch {
    rows: usize,
    gutter: (f32, f32),
    gutters: Vec<(f32, f32)>,
}

impl Stretch {
    /// The longest stretch that begins with the first row.
    fn find(rows: &[Row], edges: (f32, f32)) -> Option<Stretch> {
        let mut free = rows[0].free(edges);
        let mut count = 1;
        let mut divided = dividing(&free, &rows[..1]);
        for end in 2..=rows.len() {
            let row = &rows[end - 1];
            let now = common(&free, &row.free(edges), row.size * GUTTER);
            let now_divided = dividing(&now, &rows[..end]);
            // What stands by itself further down is no part of a column.
            let apart = row.base - rows[end - 2].base > row.size * 3.0;
            if apart && !divided.is_empty() && dividing(&now, &rows[end - 1..end]).is_empty() {
                break;
            }
            if now.is_empty() || (!divided.is_empty() && now_divided.is_empty()) {
                break;
            }
            (free, divided, count) = (now, now_divided, end);
        }
        let width = |gutter: &(f32, f32)| gutter.1 - gutter.0;
        let gutter = *divided.iter().max_by(|a, b| width(a).total_cmp(&width(b)))?;
        Some(Stretch { rows: count, gutter, gutters: divided })
    }

    /// Writes what the rows are, and says how many of them that was.
    fn write(&self, rows: &[Row], edges: (f32, f32), (backwards, depth): (bool, usize), out: &mut Vec<Item>) -> usize {
        let middle = (self.gutter.0 + self.gutter.1) / 2.0;
        let side = |from: f32, to: f32| -> Vec<Row> { rows.iter().filter_map(|row| row.within(from, to)).collect() };
        let (left, right) = (side(f32::NEG_INFINITY, middle), side(middle, f32::INFINITY));
        if is_prose(&left) && is_prose(&right) {
            let sides = if backwards { [right, left] } else { [left, right] };
            for column in sides {
                out.push(Item::Break);
                arrange(&column, backwards, depth + 1, out);
            }
            out.push(Item::Break);
            return rows.len();
        }
        // A table begins with its first divided row and ends with its last.
        let is_divided =
            |row: &Row| row.within(f32::NEG_INFINITY, middle).is_some() && row.within(middle, f32::INFINITY).is_some();
        let begin = rows.iter().position(is_divided);
        let end = rows.iter().rposition(is_divided).map(|last| last + 1);
        let (Some(begin), Some(end)) = (begin, end) else {
            out.push(Item::Line(line(&rows[0], backwards)));
            return 1;
        };
        if begin > 0 {
            out.extend(rows[..begin].iter().map(|row| Item::Line(line(row, backwards))));
            return begin;
        }
        let part = &rows[..end];
        let starts: Vec<Row> = part.iter().filter_map(|row| row.within(edges.0 - 1.0, middle)).collect();
        let is_list = starts.iter().all(is_marker)
            || backwards && part.iter().filter_map(|row| row.within(middle, f32::INFINITY)).all(|row| is_marker(&row));
        if end < 2 || is_list {
            out.push(Item::Line(line(&rows[0], backwards)));
            return 1;
        }
        out.push(Item::Table(table(part, &self.gutters, backwards)));
        end
    }
}

/// Whether it is what stands before an item of a list.
fn is_marker(row: &Row) -> bool {
    let text = line(row, false).text;
    let bare = text.trim_end_matches(['.', ')']);
    text.chars().count() <= 4 && (bare.len() < text.len() || !bare.chars().any(char::is_alphanumeric))
        || bare.is_empty()
        || text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
        || bare == "o"
}

/// Strips that are free in both.
fn common(a: &[(f32, f32)], b: &[(f32, f32)], width: f32) -> Vec<(f32, f32)> {
    let mut both = Vec::new();
    for x in a {
        for y in b {
            let strip = (x.0.max(y.0), x.1.min(y.1));
            if strip.1 - strip.0 >= width {
                both.push(strip);
            }
        }
    }
    both.truncate(50);
    both
}

/// The strips with something on both sides.
fn dividing(free: &[(f32, f32)], rows: &[Row]) -> Vec<(f32, f32)> {
    let (left, right) = rows
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), row| (left.min(row.left()), right.max(row.right())));
    free.iter().copied().filter(|strip| left < strip.0 + 0.5 && right > strip.1 - 0.5).collect()
}

fn is_prose(rows: &[Row]) -> bool {
    if rows.len() < 2 {
        return false;
    }
    let mut widths: Vec<f32> = rows.iter().map(|row| row.right() - row.left()).collect();
    widths.sort_by(f32::total_cmp);
    let (median, widest) = (widths[widths.len() / 2], widths[widths.len() - 1]);
    median >= rows[0].size * PROSE_EMS && median >= widest * PROSE_SHARE
}

/// Cells by row. Lines close to each other are one row of the table, where others are further apart; so is a line
/// without a first entry.
fn table(rows: &[Row], gutters: &[(f32, f32)], backwards: bool) -> Vec<Vec<String>> {
    let mut cuts: Vec<f32> = gutters.iter().map(|gutter| (gutter.0 + gutter.1) / 2.0).collect();
    cuts.sort_by(f32::total_cmp);
    cuts.insert(0, f32::NEG_INFINITY);
    cuts.push(f32::INFINITY);
    let distances: Vec<f32> = rows.windows(2).map(|pair| pair[1].base - pair[0].base).collect();
    let near = distances.iter().copied().fold(f32::INFINITY, f32::min);
    let far = distances.iter().copied().fold(0.0, f32::max);
    let mut cells: Vec<Vec<String>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut words: Vec<String> = cuts
            .windows(2)
            .map(|cut| row.within(cut[0], cut[1]).map(|part| line(&part, backwards).text).unwrap_or_default())
            .collect();
        if backwards {
            words.reverse();
        }
        let close = index > 0 && far > near * 1.15 && distances[index - 1] < (near * 1.1).min(row.size * 1.4);
        let goes_on = close || index > 0 && words[0].is_empty() && distances[index - 1] < row.size * 2.0;
        match cells.last_mut().filter(|_| goes_on) {
            Some(last) => {
                for (cell, more) in last.iter_mut().zip(words).filter(|(_, more)| !more.is_empty()) {
                    if !cell.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(&more);
                }
            }
            None => cells.push(words),
        }
    }
    cells
}
