//! The date of what a text tells, where nobody stated one: in its title or first paragraph, else in its file's path.

use super::dates::Moment;
use super::passages;
use crate::model::{Basis, Lang};
use std::ops::{Range, RangeInclusive};

/// A date that was found, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mentioned {
    pub(super) moment: Moment,
    pub(super) basis: Basis,
}

/// Years that are taken for one where no month stands beside them: other numbers have four digits too.
const BARE_YEARS: RangeInclusive<i16> = 1950..=2099;

/// After these a year is one that is looked forward to: “Agenda 2030”.
const FORWARD: &[&str] = &["agenda", "horizon", "horizonte", "vision", "visión", "visão"];

/// Words that may stand between the parts of a date.
const BETWEEN: &[&str] = &["de", "del", "of", "do", "d", "the"];

/// What follows a day's number in one word: 1st, 1er, 1º.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "re", "º", "ª", "°", "o"];

/// Languages that write months with a capital: “may” is a verb.
const CAPITALS: &[&str] = &["en", "de"];

/// The months by language, as they are written out; the Arabic ones by both their names.
const MONTHS: &[(&str, [&str; 12])] = &[
    (
        "en",
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "février fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août aout",
            "septembre",
            "octobre",
            "novembre",
            "décembre decembre",
        ],
    ),
    (
        "es",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre setiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "pt",
        [
            "janeiro",
            "fevereiro",
            "março marco",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
    (
        "de",
        [
            "januar jänner",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
    ),
    (
        "it",
        [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    ),
    (
        "nl",
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        "ar",
        [
            "يناير",
            "فبراير شباط",
            "مارس آذار",
            "أبريل نيسان",
            "مايو أيار",
            "يونيو حزيران",
            "يوليو تموز",
            "أغسطس آب",
            "سبتمبر أيلول",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    ),
];

/// A date with its month, in the title or the first paragraph: what is told took place then.
pub(super) fn precise(title: &str, text: &str, lang: &Lang) -> Option<Mentioned> {
    parts(title, text).into_iter().find_map(|part| {
        let words = words(part);
        (0..words.len())
            .find_map(|at| with_month(&words, at, lang).or_else(|| iso(part, &words, at)))
            .map(|(moment, range)| Mentioned { moment, basis: basis(part, &range) })
    })
}

/// The one year that the title, else the first paragraph, else the file's path names. Several leave it open.
pub(super) fn year(title: &str, text: &str, path: &str) -> Option<Mentioned> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut parts = parts(title, text);
    parts.push(stem);
    for part in parts {
        let years = years(part);
        let Some((year, range)) = years.first() else { continue };
        if years.iter().any(|(other, _)| other != year) {
            return None;
        }
        return Some(Mentioned { moment: Moment::of_year(*year), basis: basis(part, range) });
    }
    None
}

fn parts<'a>(title: &'a str, text: &'a str) -> Vec<&'a str> {
    let lead = passages::first_paragraph(text).map(|range| &text[range]);
    [Some(title), lead].into_iter().flatten().collect()
}

fn basis(part: &str, range: &Range<usize>) -> Basis {
    Basis::Detected { sentence: passages::sentence(part, range), text: part[range.clone()].to_owned() }
}

/// A word of a text and where it stands.
struct Word<'a> {
    text: &'a str,
    lower: String,
    range: Range<usize>,
}

fn words(part: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let text = &part[from..at];
                words.push(Word { text, lower: text.to_lowercase(), range: from..at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The date whose month is this word: “20 to 22 October 2021”, “le 1er mars 2019”, “October 14, 2021”, “mayo de 2020”.
fn with_month(words: &[Word<'_>], at: usize, lang: &Lang) -> Option<(Moment, Range<usize>)> {
    let month = month(&words[at], lang)?;
    let mut after = (at + 1..words.len()).filter(|next| !BETWEEN.contains(&words[*next].lower.as_str()));
    let (first, second, third) = (after.next()?, after.next(), after.next());
    if let Some(year) = four_digits(words[first].text) {
        let before = (0..at).rev().find(|before| !BETWEEN.contains(&words[*before].lower.as_str()));
        let day = before.and_then(|before| Some((day(&words[before].lower)?, words[before].range.start)));
        let start = day.map_or(words[at].range.start, |(_, start)| start);
        let moment = Moment::at(year, month, day.map(|(day, _)| day))?;
        return Some((moment, start..words[first].range.end));
    }
    let mut last = day(&words[first].lower)?;
    let mut end = second?;
    if let Some(later) = day(&words[end].lower).filter(|_| four_digits(words[end].text).is_none()) {
        (last, end) = (later, third?);
    }
    let moment = Moment::at(four_digits(words[end].text)?, month, Some(last))?;
    Some((moment, words[at].range.start..words[end].range.end))
}

/// `2021-11-04`
fn iso(part: &str, words: &[Word<'_>], at: usize) -> Option<(Moment, Range<usize>)> {
    four_digits(words[at].text)?;
    let range = words[at].range.start..words.get(at + 2)?.range.end;
    let is_date = range.len() == "2021-11-04".len();
    is_date.then(|| Moment::parse(&part[range.clone()])).flatten().map(|moment| (moment, range))
}

fn years(part: &str) -> Vec<(i16, Range<usize>)> {
    let words = words(part);
    let forward = |at: usize| at > 0 && FORWARD.contains(&words[at - 1].lower.as_str());
    let year = |at: usize| four_digits(words[at].text).filter(|year| BARE_YEARS.contains(year) && !forward(at));
    (0..words.len()).filter_map(|at| Some((year(at)?, words[at].range.clone()))).collect()
}

fn month(word: &Word<'_>, lang: &Lang) -> Option<i8> {
    let (language, months) = MONTHS.iter().find(|(language, _)| *language == lang.primary())?;
    if CAPITALS.contains(language) && !word.text.starts_with(char::is_uppercase) {
        return None;
    }
    (1..).zip(months).find(|(_, names)| names.split(' ').any(|name| name == word.lower)).map(|(month, _)| month)
}

fn day(word: &str) -> Option<i8> {
    let digits = ORDINALS.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(digits).and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
}

fn four_digits(word: &str) -> Option<i16> {
    (word.chars().count() == 4).then(|| number(word)).flatten()
}

/// A number in the digits of the West or of the Arab world.
fn number(word: &str) -> Option<i16> {
    let digit = |c: char| match c {
        '٠'..='٩' => Some(c as i16 - '٠' as i16),
        _ => c.to_digit(10).and_then(|digit| i16::try_from(digit).ok()),
    };
    let folded = word.chars().try_fold(0_i16, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    folded.filter(|_| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(mentioned: Option<Mentioned>) -> Option<(String, String)> {
        mentioned.map(|mentioned| match mentioned.basis {
            Basis::Detected { text, .. } => (mentioned.moment.iso(), text),
            _ => panic!("a date that was found is detected"),
        })
    }

    #[test]
    fn dates_are_found_as_people_write_them() {
        for (lang, title, iso, words) in [
            ("en", "Held from 20 to 22 October 2021 in Nice", "2021-10-22", "22 October 2021"),
            ("en", "October 14, 2021: a day", "2021-10-14", "October 14, 2021"),
            ("en", "From October 20–22, 2021", "2021-10-22", "October 20–22, 2021"),
            ("en", "On the 3rd of May 2019", "2019-05-03", "3rd of May 2019"),
            ("fr", "Le 1er août 2025, à Paris", "2025-08-01", "1er août 2025"),
            ("fr", "En décembre 2022", "2022-12", "décembre 2022"),
            ("es", "El viernes 5 de noviembre de 2021", "2021-11-05", "5 de noviembre de 2021"),
            ("pt", "Em março de 2018", "2018-03", "março de 2018"),
            ("de", "Am 14. März 2017", "2017-03-14", "14. März 2017"),
            ("ar", "في ١٤ مارس ٢٠١٩", "2019-03-14", "١٤ مارس ٢٠١٩"),
            ("en", "Seen on 2021-11-04 at noon", "2021-11-04", "2021-11-04"),
        ] {
            let lang = Lang::parse(lang).unwrap();
            assert_eq!(found(precise(title, "", &lang)), Some((iso.to_owned(), words.to_owned())), "{title}");
        }
        let english = Lang::parse("en").unwrap();
        for title in ["They may 2021 times", "31 February 2021", "March on, 300 people", "Room 4021-11-04"] {
            assert_eq!(found(precise(title, "", &english)), None, "{title}");
        }
    }

    #[test]
    fn a_year_alone_counts_where_there_is_one() {
        assert_eq!(found(year("Safe cities in 2014", "", "x.md")), Some(("2014".to_owned(), "2014".to_owned())));
        assert_eq!(found(year("Safe cities", "", "workshops/2021/a.md")).unwrap().0, "2021");
        assert_eq!(found(year("From 2014 to 2019", "", "2021.md")), None, "which of them is open");
        assert_eq!(found(year("The Agenda 2030", "", "x.md")), None);
        assert_eq!(found(year("1234 people", "", "x.md")), None);
    }
}
