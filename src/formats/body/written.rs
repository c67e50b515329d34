//! What was written of a page, and the part of it that is the document.

use super::Head;
use super::attributes::one_line;
use super::output::Finished;
use std::ops::Range;

/// A stretch of the output, in the HTML and in the text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) name: &'static str,
    pub(super) html: Range<usize>,
    pub(super) text: Range<usize>,
}

/// All that was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) out: Finished,
    pub(super) head: Head,
    /// The input ended within something that was being left out.
    pub(super) leftover: bool,
}

/// The part of what was written that is the document.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) html: String,
    pub(super) text: String,
    pub(super) heading: Option<String>,
}

impl Written {
    /// The main part of a page, where it says which it is; else everything. The first heading is taken out where
    /// nothing stands before it and it is the title.
    pub(super) fn main_part(&self, keep_heading: impl Fn(&str) -> bool) -> Cut {
        let parts = self.parts();
        let heading = parts
            .iter()
            .find_map(|part| {
                self.out.headings.iter().find(|mark| is_within(&mark.html, &part.html) && !self.words(mark).is_empty())
            })
            .or_else(|| self.out.headings.iter().find(|mark| !self.words(mark).is_empty()));
        let mut cut = Cut { heading: heading.map(|mark| self.words(mark)), ..Cut::default() };
        for part in &parts {
            let first = cut.text.is_empty();
            let taken_out = heading.filter(|mark| {
                first
                    && is_within(&mark.html, &part.html)
                    && self.out.text[part.text.start..mark.text.start].trim().is_empty()
                    && !keep_heading(&self.words(mark))
            });
            let (html, text) = match taken_out {
                Some(mark) => (mark.html.clone(), mark.text.clone()),
                None => (part.html.start..part.html.start, part.text.start..part.text.start),
            };
            for piece in [part.html.start..html.start, html.end..part.html.end] {
                cut.html.push_str(&self.out.html[piece]);
            }
            for piece in [part.text.start..text.start, text.end..part.text.end] {
                cut.text.push_str(&self.out.text[piece]);
            }
        }
        cut
    }

    fn words(&self, mark: &Mark) -> String {
        one_line(&self.out.text[mark.text.clone()])
    }

    fn parts(&self) -> Vec<Mark> {
        let all = Mark { name: "", html: 0..self.out.html.len(), text: 0..self.out.text.len() };
        for name in ["main", "article"] {
            let mut found: Vec<&Mark> = self.out.mains.iter().filter(|mark| mark.name == name).collect();
            found.sort_by_key(|mark| mark.html.start);
            // Of nested parts, the outer one.
            let mut outer: Vec<Mark> = Vec::new();
            for mark in found {
                if outer.last().is_none_or(|last| mark.html.start >= last.html.end) {
                    outer.push(mark.clone());
                }
            }
            let has_words = outer.iter().any(|mark| !self.out.text[mark.text.clone()].trim().is_empty());
            if has_words && (name == "main" || outer.len() == 1) {
                return outer;
            }
        }
        vec![all]
    }
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
