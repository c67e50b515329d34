//! The generated corpus: a folder of Markdown files with front matter, the same on every run.
//!
//! Words are drawn as words are (the n-th most common a share of 1/n) from 30,000 a language, a tenth of which are
//! common to all; two fifths of a text are function words. A text has 60 to 400 words in sentences and paragraphs. A
//! document speaks of themes of the project's own vocabulary: it states most of them, names them here and there in its
//! text, and a seventh of its words are drawn from those that belong to its theme. Countries, partners (92 of the
//! vocabulary and 300 more) and years are skewed as well. One practice in six is there in two to four languages.

use crate::languages::{LANGUAGES, Language};
use crate::random::Random;
use praxis::analysis::Analysis;
use praxis::i18n;
use praxis::thesaurus::{CountryName, Entry, Thesaurus, Vocabulary};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Raised whenever the same number of documents would be others.
pub(crate) const REVISION: u32 = 1;

const WORDS: usize = 30_000;
const FUNCTION_WORDS: f64 = 0.4;
const OF_THE_THEME: f64 = 0.15;

const KINDS: [&str; 5] = ["practice", "workshop", "report", "conference", "news"];
const LEVELS: [&str; 6] = ["none", "monitoring", "pre-post", "quasi-experimental", "randomised", "systematic-review"];
const COUNTRIES: &str = "CA FR US GB ES MX CO BR AR CL BE DE NL SE IT PT NO DK FI CH AU NZ ZA KE SN CI CM MA TN DZ EG \
                         ML NG TH JP KR IN PH PE EC UY BO GT HN SV CR PA DO HT JM TT IE AT PL CZ HU RO BG GR TR IL JO";

/// One file of the corpus.
pub(crate) struct File {
    /// Below the corpus folder.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What its files and their vocabulary are made of.
pub(crate) struct Corpus {
    pub(crate) files: Vec<File>,
    partners: String,
}

/// The vocabulary of one language.
struct Words {
    language: &'static Language,
    function: Vec<&'static str>,
    content: Vec<String>,
}

/// What all translations of one practice share.
struct Practice {
    number: usize,
    facts: String,
    theme: usize,
    named: Vec<Entry>,
}

struct Generator<'a> {
    random: Random,
    words: Vec<Words>,
    themes: Vec<String>,
    partners: Vec<String>,
    thesaurus: &'a Thesaurus,
}

impl Corpus {
    /// So many documents.
    pub(crate) fn generate(documents: usize) -> Corpus {
        let partners = partners();
        let (vocabulary, _) = Vocabulary::parse(Some(THEMES), Some(&partners), None);
        let thesaurus = Thesaurus::build(vocabulary, &countries(), &Analysis::built_in()).0;
        let mut random = Random(2_026);
        let mut generator = Generator {
            words: words(&mut random),
            themes: thesaurus.concepts().iter().map(|concept| concept.id.clone()).collect(),
            partners: thesaurus.partners().iter().map(|partner| partner.id.clone()).collect(),
            random,
            thesaurus: &thesaurus,
        };
        let mut files = Vec::with_capacity(documents);
        while files.len() < documents {
            let practice = generator.practice(files.len());
            let first = generator.random.below(LANGUAGES.len());
            let versions = if generator.random.chance(1.0 / 6.0) { 2 + generator.random.below(3) } else { 1 };
            for version in 0..versions.min(documents - files.len()) {
                files.push(generator.file(&practice, first, version));
            }
        }
        Corpus { files, partners }
    }

    /// Writes it into a folder, which is emptied before.
    pub(crate) fn write(&self, folder: &Path) -> std::io::Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let vocabulary = folder.join("_vocabulary");
        fs::create_dir_all(&vocabulary)?;
        fs::write(vocabulary.join("themes.yaml"), THEMES)?;
        fs::write(vocabulary.join("partners.yaml"), &self.partners)?;
        fs::write(vocabulary.join("places.yaml"), include_str!("../../corpus/_vocabulary/places.yaml"))?;
        for file in &self.files {
            let path = folder.join(&file.path);
            fs::create_dir_all(path.parent().expect("a file in a folder"))?;
            fs::write(path, &file.text)?;
        }
        Ok(())
    }
}

const THEMES: &str = include_str!("../../corpus/_vocabulary/themes.yaml");

/// The names of all countries in the languages that have an analyzer.
pub(crate) fn countries() -> Vec<CountryName> {
    let names = i18n::country_names(Analysis::languages()).into_iter();
    names.map(|(code, lang, name)| CountryName { code, lang, name }).collect()
}

/// The project's partners, and 300 that nobody knows.
fn partners() -> String {
    let mut yaml = include_str!("../../corpus/_vocabulary/partners.yaml").to_owned();
    let mut random = Random(7);
    for number in 0..300 {
        let name = capitalised(&word(&mut random, &LANGUAGES[number % LANGUAGES.len()]));
        let second = capitalised(&word(&mut random, &LANGUAGES[number % LANGUAGES.len()]));
        writeln!(yaml, "\n- id: partner-{number}\n  names:\n    en: {name} {second} Foundation {number}")
            .expect("writing into memory");
    }
    yaml
}

fn words(random: &mut Random) -> Vec<Words> {
    let shared: Vec<String> = (0..WORDS / 10).map(|_| word(random, &LANGUAGES[0])).collect();
    let own = |language: &'static Language, random: &mut Random| {
        let content = (0..WORDS).map(|rank| match rank % 10 {
            9 => shared[rank / 10].clone(),
            _ => word(random, language),
        });
        Words { language, function: language.function.split_whitespace().collect(), content: content.collect() }
    };
    LANGUAGES.iter().map(|language| own(language, random)).collect()
}

fn word(random: &mut Random, language: &Language) -> String {
    let part = |list: &'static str, random: &mut Random| {
        let parts: Vec<&str> = list.split(' ').collect();
        *random.of(&parts)
    };
    let mut word = String::new();
    for _ in 0..2 + random.below(2) {
        word.push_str(part(language.onsets, random));
        word.push_str(part(language.vowels, random));
    }
    word.push_str(part(language.codas, random));
    word
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Generator<'_> {
    fn practice(&mut self, number: usize) -> Practice {
        let random = &mut self.random;
        let theme = random.zipf(self.themes.len());
        let mut themes = vec![self.themes[theme].clone()];
        let mut named = vec![Entry::Theme(themes[0].clone())];
        for _ in 0..random.below(3) {
            let other = &self.themes[random.zipf(self.themes.len())];
            if !themes.contains(other) {
                themes.push(other.clone());
            }
        }
        let countries: Vec<&str> = COUNTRIES.split_whitespace().collect();
        let mut facts = String::new();
        let mut fact = |text: String| writeln!(facts, "{text}").expect("writing into memory");
        fact(format!("kind: {}", KINDS[random.zipf(KINDS.len())]));
        if random.chance(0.85) {
            fact(format!("themes: [{}]", themes.join(", ")));
        }
        let country = countries[random.zipf(countries.len())];
        named.push(Entry::Country(country.to_owned()));
        if random.chance(0.85) {
            let second = if random.chance(0.15) { ", CH" } else { "" };
            fact(format!("countries: [{country}{second}]"));
        }
        let partner = self.partners[random.zipf(self.partners.len())].clone();
        if random.chance(0.7) {
            let second = &self.partners[random.zipf(self.partners.len())];
            let second = if *second == partner { String::new() } else { format!(", {second}") };
            fact(format!("partners: [{partner}{second}]"));
        }
        named.push(Entry::Partner(partner));
        let year = 2_025 - random.zipf(30);
        match random.below(10) {
            0 => {}
            1 => fact(format!("date: {{start: {}, end: {year}}}", year - 1 - random.below(5))),
            _ => fact(format!("date: {year}-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28))),
        }
        if random.chance(0.6) {
            fact(format!("evaluation: {{level: {}}}", LEVELS[random.zipf(LEVELS.len())]));
        }
        fact(format!("sources:\n  - title: Report {number}\nreviewed: 2026-01-15"));
        Practice { number, facts, theme, named }
    }

    fn file(&mut self, practice: &Practice, first: usize, version: usize) -> File {
        let place = (first + version) % LANGUAGES.len();
        let (key, original) = (LANGUAGES[place].key, LANGUAGES[first].key);
        let number = practice.number;
        let title = {
            let words = 3 + self.random.below(6);
            capitalised(&self.words(place, practice.theme, words).join(" "))
        };
        let mut text = format!("---\nid: p{number}-{key}\ntitle: {title}\n");
        if self.random.chance(0.9) {
            writeln!(text, "language: {key}").expect("writing into memory");
        }
        if version > 0 {
            writeln!(text, "translation_of: p{number}-{original}").expect("writing into memory");
        }
        if self.random.chance(0.5) {
            let words = 12 + self.random.below(15);
            let summary = capitalised(&self.words(place, practice.theme, words).join(" "));
            writeln!(text, "summary: \"{summary}.\"").expect("writing into memory");
        }
        text.push_str(&practice.facts);
        text.push_str("---\n\n");
        self.body(place, practice, &mut text);
        File { path: format!("{}s/{:03}/p{number}-{key}.md", KINDS[number % 5], number % 199), text }
    }

    /// Paragraphs of sentences, a heading now and then; the themes, the country and the partner by name.
    fn body(&mut self, place: usize, practice: &Practice, text: &mut String) {
        let mut left = 60 + self.random.below(170) + self.random.below(170);
        let lang = praxis::model::Lang::parse(LANGUAGES[place].key).expect("a language");
        let mut sentence = 0;
        while left > 0 {
            let words = (8 + self.random.below(13)).min(left);
            left -= words;
            let mut drawn = self.words(place, practice.theme, words);
            if let Some(entry) = practice.named.get(sentence / 2).filter(|_| sentence % 2 == 1) {
                drawn.push(self.thesaurus.label(entry, &lang).to_owned());
            }
            let mut line = capitalised(&drawn.join(" "));
            line.push_str(if self.random.chance(0.1) { "? " } else { ". " });
            text.push_str(&line);
            sentence += 1;
            if sentence % 5 == 0 {
                text.push_str("\n\n");
                if self.random.chance(0.3) {
                    let heading = capitalised(&self.words(place, practice.theme, 3).join(" "));
                    writeln!(text, "## {heading}\n").expect("writing into memory");
                }
            }
        }
        text.push('\n');
    }

    fn words(&mut self, place: usize, theme: usize, number: usize) -> Vec<String> {
        let words = &self.words[place];
        let random = &mut self.random;
        let mut drawn: Vec<String> = Vec::with_capacity(number + 3);
        for _ in 0..number {
            if random.chance(FUNCTION_WORDS) {
                drawn.push(words.function[random.zipf(words.function.len())].to_owned());
                continue;
            }
            let rank = match random.chance(OF_THE_THEME) {
                true => (400 + theme * 150 + random.zipf(150)).min(WORDS - 1),
                false => random.zipf(WORDS),
            };
            let word = &words.content[rank];
            let mut inflected = format!("{word}{}", random.of(words.language.endings));
            if let Some(elided) = words.language.elided
                && word.starts_with(['a', 'e', 'i', 'o', 'u'])
                && random.chance(0.3)
            {
                inflected.insert_str(0, elided);
            }
            if random.chance(0.05) {
                inflected.push(',');
            }
            drawn.push(inflected);
        }
        drawn
    }
}
