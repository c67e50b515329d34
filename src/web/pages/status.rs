//! Where every file stands, and what a person should look at.

use super::Chrome;
use crate::i18n::{self, Messages};
use crate::index::{Gap, Lacking};
use crate::model::{Document, Problem};
use crate::web::errors::Failure;
use crate::web::reader::{FromHere, Reader};
use crate::web::{App, components, links};
use axum::extract::State;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /{lang}/status`
pub(super) async fn handler(
    State(app): State<App>,
    FromHere(here): FromHere,
    reader: Reader,
) -> Result<Markup, Failure> {
    let world = Arc::clone(&reader.world);
    let titled = move || -> anyhow::Result<Vec<Gapped>> {
        let titled = |lacking: Lacking| {
            let first = lacking.first.iter().map(|id| world.document(id)).collect::<anyhow::Result<Vec<_>>>()?;
            Ok(Gapped { gap: lacking.gap, documents: lacking.documents, first: first.into_iter().flatten().collect() })
        };
        world.lacking(LACKING).into_iter().map(titled).collect()
    };
    let lacking = app.searches.run(titled).await?;
    Ok(view(&Page { reader: &reader, files_shown: here || app.site.public_status, lacking: &lacking }))
}

/// Documents of each kind of gap that are listed.
const LACKING: usize = 20;

/// The documents that lack one value, some of them to be listed.
struct Gapped {
    gap: Gap,
    documents: u64,
    first: Vec<Document>,
}

struct Page<'a> {
    reader: &'a Reader,
    /// Whether names of files may be seen.
    files_shown: bool,
    lacking: &'a [Gapped],
}

fn view(page: &Page<'_>) -> Markup {
    let (ui, world) = (page.reader.ui, &page.reader.world);
    let title = ui.text("status-title");
    let ready = if world.ready { "status-ready" } else { "status-not-ready" };
    let watch = match world.watch.mode.as_str() {
        "native" => "watch-native",
        "poll" => "watch-poll",
        _ => "watch-off",
    };
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("status-intro")) }
        p { (ui.text(ready)) }
        (at_work(page))
        div.tables { (files(page)) (languages(page)) }
        dl.names {
            (components::field(&ui.text("status-watch"), &[ui.text(watch)]))
            @let compared: Vec<Markup> = world.watch.last_reconcile.iter().map(|at| moment(ui, at)).collect();
            (components::field(&ui.text("status-last-reconcile"), &compared))
            (components::field(&ui.text("status-meaning"), &[meaning(page)]))
            (components::field(&ui.text("status-generation"), &[html! { code { (world.generation) } }]))
        }
        section aria-labelledby="problems" {
            h2 #problems { (ui.text("status-problems")) }
            @if world.problems.is_empty() {
                p { (ui.text("status-no-problems")) }
            } @else if page.files_shown {
                (problems(page))
            } @else {
                p { (ui.text_with("status-problems-hidden", &[("count", world.problems.len().into())])) }
            }
        }
        (lacking(page))
    };
    components::layout(&Chrome::new(page.reader, &title, "status-page"), &main)
}

/// The files that are being dealt with now.
fn at_work(page: &Page<'_>) -> Markup {
    let (ui, world) = (page.reader.ui, &page.reader.world);
    let rest = world.accounting.pending.saturating_sub(world.at_work.len() as u64);
    html! {
        @if page.files_shown && !world.at_work.is_empty() {
            p { (ui.text("status-at-work")) }
            ul {
                @for path in world.at_work.iter() { li { code { (path) } } }
                @if rest > 0 { li { (ui.text_with("and-more", &[("count", rest.into())])) } }
            }
        }
    }
}

/// The documents of which something could not be found out that a person may know.
fn lacking(page: &Page<'_>) -> Markup {
    let ui = page.reader.ui;
    html! {
        @if !page.lacking.is_empty() {
            section aria-labelledby="lacking" {
                h2 #lacking { (ui.text("status-lacking")) }
                p { (ui.text("status-lacking-hint")) }
                @for lacking in page.lacking {
                    details {
                        summary { (ui.text_with(gap_name(lacking.gap), &[("count", lacking.documents.into())])) " (" code { (lacking.gap.key()) ":" } ")" }
                        ul {
                            @for document in &lacking.first {
                                @let (lang, dir) = components::foreign(page.reader, &document.lang);
                                li { a href=(links::document(ui, &document.id)) lang=[lang] dir=[dir] { (document.title) } }
                            }
                            @let rest = lacking.documents.saturating_sub(lacking.first.len() as u64);
                            @if rest > 0 { li { (ui.text_with("and-more", &[("count", rest.into())])) } }
                        }
                    }
                }
            }
        }
    }
}

fn gap_name(gap: Gap) -> &'static str {
    match gap {
        Gap::Date => "status-without-date",
        Gap::Country => "status-without-country",
        Gap::Language => "status-without-language",
    }
}

/// How far passages are encoded.
fn meaning(page: &Page<'_>) -> String {
    let (ui, world) = (page.reader.ui, &page.reader.world);
    let Some(passages) = &world.meaning else { return ui.text("status-meaning-off") };
    let key = if world.ready && passages.complete { "status-meaning-complete" } else { "status-meaning-encoding" };
    ui.text_with(key, &[("encoded", passages.encoded.into()), ("passages", passages.total.into())])
}

/// A moment (ISO 8601, UTC) as a date and a time of day.
fn moment(ui: &Messages, at: &str) -> Markup {
    let (day, time) = at.split_once('T').unwrap_or((at, ""));
    html! {
        time datetime=(at) { (i18n::date(ui, day)) ", " (time.trim_end_matches('Z')) " UTC" }
        @if let Some(minutes) = minutes_since(at) { " (" (ui.text_with("status-minutes-ago", &[("count", minutes.into())])) ")" }
    }
}

/// Whole minutes from a moment to now; none where the clock has gone back since.
fn minutes_since(at: &str) -> Option<u64> {
    let at: jiff::Timestamp = at.parse().ok()?;
    u64::try_from(jiff::Timestamp::now().duration_since(at).as_mins()).ok()
}

fn files(page: &Page<'_>) -> Markup {
    let (ui, files) = (page.reader.ui, page.reader.world.accounting);
    let rows = [
        ("status-indexed", files.indexed),
        ("status-failed", files.failed),
        ("status-ignored", files.ignored),
        ("status-pending", files.pending),
        ("status-on-disk", files.on_disk),
    ];
    html! {
        table {
            caption { (ui.text("status-files")) }
            tbody { @for (key, count) in rows { tr { th scope="row" { (ui.text(key)) } td.number { (ui.number(count)) } } } }
        }
    }
}

fn languages(page: &Page<'_>) -> Markup {
    let (ui, world, labels) = (page.reader.ui, &page.reader.world, page.reader.labels());
    let mut rows: Vec<_> = world.languages.iter().map(|(tag, count)| (labels.language(tag), *count)).collect();
    i18n::sort_by_name(&ui.lang, &mut rows, |(name, _)| name);
    html! {
        table {
            caption { (ui.text("status-documents")) }
            tbody {
                @for (name, count) in rows { tr { th scope="row" { (name) } td.number { (ui.number(count)) } } }
                tr {
                    th scope="row" { (ui.text("status-languages")) " (" (ui.number(world.languages.len() as u64)) ")" }
                    td.number { (ui.text_with("documents-count", &[("count", world.documents.into())])) }
                }
            }
        }
    }
}

fn problems(page: &Page<'_>) -> Markup {
    let ui = page.reader.ui;
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="problems" {
            table {
                thead {
                    tr { @for key in ["problem-file", "problem-state", "problem-reason", "problem-hint"] { th scope="col" { (ui.text(key)) } } }
                }
                tbody { @for problem in page.reader.world.problems.iter() { (row(page, problem)) } }
            }
        }
    }
}

fn row(page: &Page<'_>, problem: &Problem) -> Markup {
    let ui = page.reader.ui;
    // Remarks on files are written in the language of the command line.
    let written = Messages::default_language();
    let (lang, dir) = components::foreign(page.reader, &written.lang);
    html! {
        tr {
            td {
                code { (problem.path) }
                @if let Some(line) = problem.line { " " (ui.text_with("problem-line", &[("line", (&line.to_string()).into())])) }
            }
            td { (ui.text(&format!("problem-{}", problem.status.id()))) }
            td lang=[lang] dir=[dir] { (problem.reason) }
            td lang=[lang] dir=[dir] { @if let Some(hint) = &problem.hint { (hint) } }
        }
    }
}
