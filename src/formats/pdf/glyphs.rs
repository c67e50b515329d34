//! The reader built in: every letter of a page as it is drawn, and where.

use super::{Page, Piece};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, font::Glyph, interpret_page,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Letters of one page that are read.
const MAX_LETTERS: usize = 500_000;

/// Letters in thousandths of their font's size, as PDF counts.
const EM: f64 = 1000.0;

/// Its pages, and whether all of them could be read.
pub(super) fn pages(pdf: &Pdf, max: usize) -> (Vec<Page>, bool) {
    let cache = InterpreterCache::new();
    let mut whole = pdf.pages().len() <= max;
    let mut pages = Vec::new();
    for page in pdf.pages().iter().take(max) {
        let (width, height) = page.render_dimensions();
        let mut reader = Reader { page: Page { height, ..Page::default() }, full: false };
        // A mistake in reading one page costs that page.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let upright = page.initial_transform(true).to_kurbo();
            let settings = InterpreterSettings::default();
            let mut context = Context::new(upright, bounds, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut reader);
        }));
        whole &= read.is_ok() && !reader.full;
        pages.push(reader.page);
    }
    (pages, whole)
}

struct Reader {
    page: Page,
    full: bool,
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.page.pieces.len() >= MAX_LETTERS {
                self.full = true;
                return;
            }
            let transform = props.transform * glyph.transform();
            let advance = match &**glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                None => continue,
            };
            let origin = transform * Point::ZERO;
            let end = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let size = (transform * Point::new(0.0, EM) - origin).hypot();
            if [origin.x, origin.y, end.x, end.y, size].iter().all(|number| number.is_finite()) {
                self.place(origin, end, size, text);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Reader {
    fn place(&mut self, origin: Point, end: Point, size: f64, text: String) {
        if (end.y - origin.y).abs() > (end.x - origin.x).abs() {
            self.page.aside.push_str(&text);
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "places on a page need no more than single precision")]
        let piece = Piece {
            left: origin.x.min(end.x) as f32,
            right: origin.x.max(end.x) as f32,
            base: origin.y as f32,
            size: size as f32,
            text,
            word: false,
        };
        // Letters drawn twice, a little apart, are meant to look bold.
        let again = self.page.pieces.iter().rev().take(40).any(|other| {
            other.text == piece.text
                && (other.left - piece.left).abs() < piece.size * 0.1
                && (other.base - piece.base).abs() < piece.size * 0.1
        });
        if !again {
            self.page.pieces.push(piece);
        }
    }
}
