//! Dates written out, as precise as they are known.

use super::Messages;

/// An ISO 8601 date (`2021`, `2021-11`, `2021-11-04`) in the words of the language; as it stands where it is none.
pub fn date(messages: &Messages, iso: &str) -> String {
    let mut parts = iso.splitn(3, '-');
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next().map(str::parse::<u64>), parts.next().map(str::parse::<u64>));
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return iso.to_owned();
    }
    match (month, day) {
        (None, _) => year.to_owned(),
        (Some(Ok(month @ 1..=12)), None) => {
            messages.text_with("date-month", &[("month", month.into()), ("year", year.into())])
        }
        (Some(Ok(month @ 1..=12)), Some(Ok(day @ 1..=31))) => {
            messages.text_with("date-day", &[("day", day.into()), ("month", month.into()), ("year", year.into())])
        }
        _ => iso.to_owned(),
    }
}

/// A year, or a span of years.
pub fn years(messages: &Messages, (first, last): (i32, i32)) -> String {
    if first == last {
        return first.to_string();
    }
    messages.text_with("year-span", &[("first", (&first.to_string()).into()), ("last", (&last.to_string()).into())])
}
