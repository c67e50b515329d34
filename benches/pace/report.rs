//! The table, the bounds, and the line in the history.

use crate::indexing::Rates;
use crate::measure::Times;
use crate::serving::Served;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub(crate) struct Figures {
    pub(crate) any: Times,
    pub(crate) all: Times,
    pub(crate) same: Times,
    pub(crate) praxis: Times,
    /// With so many facets chosen.
    pub(crate) by_groups: Vec<Times>,
    pub(crate) rates: Option<Rates>,
    pub(crate) text: u64,
    pub(crate) disk: u64,
    pub(crate) served: Served,
}

pub(crate) struct Report {
    pub(crate) documents: usize,
    pub(crate) figures: Figures,
}

/// One figure with its bound.
struct Line {
    /// Its column in the history.
    key: &'static str,
    name: &'static str,
    value: f64,
    /// The bound, and the number of documents at which it holds; at or below it unless `least`.
    bound: Option<(f64, usize)>,
    least: bool,
}

const SMALL: usize = 10_000;
const LARGE: usize = 100_000;

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

impl Report {
    fn lines(&self) -> Vec<Line> {
        let figures = &self.figures;
        let praxis = figures.praxis.p50();
        let none = figures.by_groups[0].p50();
        let groups = |chosen: usize| ratio(figures.by_groups[chosen].p50(), none);
        let mut lines = vec![
            most("raw", "praxis / raw, p50", ratio(praxis, figures.any.p50()), Some((10.0, LARGE))),
            most("raw_all", "praxis / raw with all words, p50", ratio(praxis, figures.all.p50()), None),
            most("same", "praxis / same, p50", ratio(praxis, figures.same.p50()), Some((0.7, LARGE))),
            most("same_p99", "praxis / same, p99", ratio(figures.praxis.p99(), figures.same.p99()), None),
            most("one", "one facet chosen / none, p50", groups(1), Some((1.3, LARGE))),
            most("two", "two facets chosen / none, p50", groups(2), Some((1.3 * 1.3, LARGE))),
            most("three", "three facets chosen / none, p50", groups(3), Some((1.3 * 1.3 * 1.3, LARGE))),
            most("processor", "processor time an answer, ms", ms(figures.praxis.processor), Some((1.5, SMALL))),
            most("memory", "anonymous memory, MB", figures.served.memory as f64 / 1e6, Some((150.0, LARGE))),
            most("disk", "index on disk / text", figures.disk as f64 / figures.text as f64, Some((2.0, LARGE))),
            most("start", "start to first answer, s", figures.served.start.as_secs_f64(), Some((1.0, LARGE))),
            most("save", "save to found, ms", ms(figures.served.save), None),
        ];
        if let Some(rates) = figures.rates {
            lines.extend([
                least("raw_rate", "documents a second, raw", rates.raw, None),
                least("parsed", "from parsed documents / raw", rates.parsed / rates.raw, Some((0.35, LARGE))),
                least("files", "from files / raw", rates.files / rates.raw, Some((0.15, LARGE))),
            ]);
        }
        lines
    }

    fn missed(&self, line: &Line) -> bool {
        line.bound.is_some_and(|(bound, documents)| {
            documents == self.documents && if line.least { line.value < bound } else { line.value > bound }
        })
    }

    pub(crate) fn is_well(&self) -> bool {
        !self.lines().iter().any(|line| self.missed(line))
    }

    pub(crate) fn print(&self) {
        let figures = &self.figures;
        println!("\n{} documents, {:.0} MB of text", self.documents, figures.text as f64 / 1e6);
        println!("{:<34} {:>9} {:>9} {:>13}", "an answer", "p50 ms", "p99 ms", "processor ms");
        let row = |name: &str, times: &Times| {
            println!("{name:<34} {:>9.3} {:>9.3} {:>13.3}", ms(times.p50()), ms(times.p99()), ms(times.processor));
        };
        row("raw (any word, 10 + count)", &figures.any);
        row("raw, all words", &figures.all);
        row("same (20, facets, snippets)", &figures.same);
        row("praxis (the whole answer)", &figures.praxis);
        for (chosen, times) in figures.by_groups.iter().enumerate() {
            row(&format!("praxis, facets chosen: {chosen}"), times);
        }
        println!("{:<34} {:>9} {:>9}", "", "measured", "bound");
        for line in self.lines() {
            let bound = line.bound.filter(|(_, documents)| *documents == self.documents);
            let shown =
                bound.map_or(String::new(), |(bound, _)| format!("{}{bound:.2}", if line.least { '≥' } else { '≤' }));
            let missed = if self.missed(&line) { "  MISSED" } else { "" };
            println!("{:<34} {:>9.3} {shown:>9}{missed}", line.name, line.value);
        }
    }

    /// Appends the figures to the history.
    pub(crate) fn append(&self) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/history.csv");
        let said = |command: &mut Command| {
            let output = command.output().map(|output| output.stdout).unwrap_or_default();
            String::from_utf8_lossy(&output).trim().to_owned()
        };
        let commit = said(Command::new("git").args(["rev-parse", "--short", "HEAD"]));
        let date = said(Command::new("date").arg("+%Y-%m-%d"));
        let figures = &self.figures;
        let mut cells = vec![("date", date), ("commit", commit), ("documents", self.documents.to_string())];
        let of_engines =
            [("any", &figures.any), ("all", &figures.all), ("same", &figures.same), ("praxis", &figures.praxis)];
        let keys = [("any_p50", "any_p99"), ("all_p50", "all_p99"), ("same_p50", "same_p99_ms"), ("p50", "p99")];
        for ((_, times), (p50, p99)) in of_engines.iter().zip(keys) {
            cells.push((p50, format!("{:.3}", ms(times.p50()))));
            cells.push((p99, format!("{:.3}", ms(times.p99()))));
        }
        cells.extend(self.lines().iter().map(|line| (line.key, format!("{:.3}", line.value))));
        let fresh = !path.exists();
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the history");
        let join = |part: fn(&(&str, String)) -> String| cells.iter().map(part).collect::<Vec<_>>().join(",");
        if fresh {
            writeln!(file, "{}", join(|(key, _)| (*key).to_owned())).expect("the history");
        }
        writeln!(file, "{}", join(|(_, value)| value.clone())).expect("the history");
    }
}

fn most(key: &'static str, name: &'static str, value: f64, bound: Option<(f64, usize)>) -> Line {
    Line { key, name, value, bound, least: false }
}

fn least(key: &'static str, name: &'static str, value: f64, bound: Option<(f64, usize)>) -> Line {
    Line { key, name, value, bound, least: true }
}
