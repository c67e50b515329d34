//! From page to page of results, to the end.

use crate::i18n::Messages;
use crate::model::Query;
use crate::web::links;
use maud::{Markup, html};

/// Pages on either side of the one that is shown.
const AROUND: usize = 2;

/// Links to the pages of a search that has this many results; nothing where one page holds them all.
pub(in crate::web) fn paging(ui: &Messages, query: &Query, total: u64) -> Markup {
    let last = pages(query, total);
    let to = |page: usize| links::search(ui, &Query { page, ..query.clone() });
    html! {
        @if last > 1 {
            nav.paging aria-label=(ui.text("pages-label")) {
                @if query.page > 1 { a rel="prev" href=(to(query.page - 1)) { (ui.text("pages-previous")) } }
                ul.inline {
                    @for (position, page) in near(query.page, last).into_iter().enumerate() {
                        @match page {
                            Some(page) => li {
                                a href=(to(page)) aria-current=[(page == query.page).then_some("page")] { (ui.number(page as u64)) }
                            },
                            None => li.gap id={ "gap-" (position) } { "…" },
                        }
                    }
                }
                @if query.page < last { a rel="next" href=(to(query.page + 1)) { (ui.text("pages-next")) } }
            }
        }
    }
}

/// How many pages there are, at least one.
pub(in crate::web) fn pages(query: &Query, total: u64) -> usize {
    usize::try_from(total).unwrap_or(usize::MAX).div_ceil(query.per_page).max(1)
}

/// The first page, those around this one, the last one, and `None` where some are left out.
fn near(page: usize, last: usize) -> Vec<Option<usize>> {
    let mut shown = Vec::new();
    let mut before = 0;
    let around = page.saturating_sub(AROUND).max(1)..=(page + AROUND).min(last);
    for candidate in std::iter::once(1).chain(around).chain(std::iter::once(last)) {
        if candidate <= before {
            continue;
        }
        if candidate > before + 1 {
            shown.push(None);
        }
        shown.push(Some(candidate));
        before = candidate;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn every_page_can_be_reached_from_its_neighbours() {
        assert_eq!(near(1, 1), [Some(1)]);
        assert_eq!(near(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(near(5, 9), [Some(1), None, Some(3), Some(4), Some(5), Some(6), Some(7), None, Some(9)]);
        assert_eq!(near(9, 9), [Some(1), None, Some(7), Some(8), Some(9)]);
    }
}
