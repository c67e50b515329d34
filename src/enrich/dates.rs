//! When a document speaks of, as stated: years, months or days of the Gregorian calendar, alone or as a span.

use super::passages::quoted;
use crate::model::{DateSpan, Warning};
use jiff::civil::Date;

/// What a stated date means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    /// First and last calendar year, both included.
    pub(super) years: Option<(i32, i32)>,
    /// ISO 8601, as precise as stated: the end of a span.
    pub(super) date: Option<String>,
}

/// A date as precise as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Years that a write-up can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

/// Reads a date or a span; what is no date is a warning and the other end counts.
pub(super) fn span(stated: Option<&DateSpan>, warnings: &mut Vec<Warning>) -> When {
    let Some(stated) = stated else { return When::default() };
    let start = stated.start.as_deref().and_then(|text| read("date", text, warnings));
    // One date is both ends, and told once where it is none.
    let end = stated.end.as_deref().filter(|end| stated.start.as_deref() != Some(end));
    let end = end.and_then(|text| read("date", text, warnings)).or(start.filter(|_| stated.end == stated.start));
    let (Some(mut start), Some(mut end)) = (start.or(end), end.or(start)) else { return When::default() };
    if start.first() > end.last() {
        warnings.push(Warning {
            line: None,
            problem: format!("the span ends ({}) before it starts ({})", end.iso(), start.iso()),
            suggestion: Some(format!("write “date: {{start: {}, end: {}}}”", end.iso(), start.iso())),
        });
        (start, end) = (end, start);
    }
    When { years: Some((start.year.into(), end.year.into())), date: Some(end.iso()) }
}

/// Warns where this is no date.
pub(super) fn check(key: &str, stated: Option<&str>, warnings: &mut Vec<Warning>) {
    if let Some(text) = stated {
        read(key, text, warnings);
    }
}

fn read(key: &str, text: &str, warnings: &mut Vec<Warning>) -> Option<Moment> {
    let moment = Moment::parse(text);
    if moment.is_none() {
        let turned = turned(text).map_or_else(String::new, |moment| format!("; perhaps {}", moment.iso()));
        warnings.push(Warning {
            line: None,
            problem: format!("“{key}” is {}, which is not a date", quoted(text)),
            suggestion: Some(format!("write the year, or year-month, or year-month-day: 2021-11-04{turned}")),
        });
    }
    moment
}

impl Moment {
    pub(super) fn of_year(year: i16) -> Moment {
        Moment { year, month: None, day: None }
    }

    /// A month or a day, if there is such a one.
    pub(super) fn at(year: i16, month: i8, day: Option<i8>) -> Option<Moment> {
        let real = Date::new(year, month, day.unwrap_or(1)).is_ok();
        (real && YEARS.contains(&year)).then_some(Moment { year, month: Some(month), day })
    }

    pub(super) fn when(self) -> When {
        When { years: Some((self.year.into(), self.year.into())), date: Some(self.iso()) }
    }

    /// `2021`, `2021-11`, `2021-11-04`, `2021/11/4`, and the day of `2021-11-04T09:00`.
    pub(super) fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        let day = text.split(['T', ' ']).next()?;
        let mut parts = day.split(['-', '/']);
        let year = parts.next()?;
        let year = (year.len() == 4).then(|| number(year))??;
        Moment::new(year, parts.next(), parts.next()).filter(|_| parts.next().is_none())
    }

    fn new(year: i16, month: Option<&str>, day: Option<&str>) -> Option<Moment> {
        let month = month.map(|month| number(month).ok_or(())).transpose().ok()?;
        let day = day.map(|day| number(day).ok_or(())).transpose().ok()?;
        let month = month.map(i8::try_from).transpose().ok()?;
        let day = day.map(i8::try_from).transpose().ok()?;
        let real = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        (real && YEARS.contains(&year)).then_some(Moment { year, month, day })
    }

    /// The first day it may mean, comparable with others.
    fn first(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may mean.
    fn last(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    pub(super) fn iso(self) -> String {
        let month = self.month.map_or_else(String::new, |month| format!("-{month:02}"));
        let day = self.day.map_or_else(String::new, |day| format!("-{day:02}"));
        format!("{:04}{month}{day}", self.year)
    }
}

/// `04/11/2021` or `4.11.2021`, read with the day first.
fn turned(text: &str) -> Option<Moment> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let [day, month, year] = parts[..] else { return None };
    Moment::new(number(year)?, Some(month), Some(day))
}

/// Digits alone: no sign, no space.
fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(start: &str, end: &str) -> (When, Vec<Warning>) {
        let end = (!end.is_empty()).then(|| end.to_owned());
        let mut warnings = Vec::new();
        let when = span(Some(&DateSpan { start: Some(start.to_owned()), end }), &mut warnings);
        (when, warnings)
    }

    #[test]
    fn dates_are_as_precise_as_they_are_stated() {
        for (text, iso) in [
            ("2021", "2021"),
            ("2021-11", "2021-11"),
            ("2021-11-4", "2021-11-04"),
            ("2021/11/04", "2021-11-04"),
            ("2024-02-29", "2024-02-29"),
            ("2021-11-04T09:30", "2021-11-04"),
        ] {
            let (when, warnings) = years(text, "");
            assert_eq!(when.date.as_deref(), Some(iso), "{text}");
            assert_eq!(warnings, []);
        }
    }

    #[test]
    fn what_is_no_date_is_said() {
        for text in ["", "soon", "21", "2021-13", "2021-02-30", "2021-11-04-05", "-2021", "20211104", "+202", "0999"] {
            let (when, warnings) = years(text, "");
            assert_eq!(when, When::default(), "{text}");
            assert_eq!(warnings.len(), 1, "{text}");
        }
        let (_, warnings) = years("04/11/2021", "");
        assert!(warnings[0].suggestion.as_deref().unwrap().ends_with("perhaps 2021-11-04"));
    }

    #[test]
    fn a_span_is_from_the_earlier_to_the_later() {
        assert_eq!(years("2015", "2020-06").0, When { years: Some((2015, 2020)), date: Some("2020-06".to_owned()) });
        let (when, warnings) = years("2020", "2015");
        assert_eq!(when.years, Some((2015, 2020)));
        assert_eq!(warnings[0].problem, "the span ends (2015) before it starts (2020)");
        assert_eq!(years("2021-11", "2021").1, []);
        let (when, warnings) = years("2015", "later");
        assert_eq!((when.years, warnings.len()), (Some((2015, 2015)), 1));
    }
}
