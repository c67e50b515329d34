//! From the vocabulary, as its files say it, to what can be looked up and found.

use super::vocabulary::{PARTNERS, THEMES, flat};
use super::{
    Concept, CountryName, Entry, Known, Label, Matcher, Partner, Place, REVISION, Target, Thesaurus, Use, Vocabulary,
    countries, names::key,
};
use crate::analysis::{Analysis, Analyzer};
use crate::model::{Lang, Problem, ProblemStatus};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Thesaurus {
    /// Makes a vocabulary ready, with the names of countries as displayed in the languages of the interface. Labels that
    /// cannot be told apart or hold no word are problems; the rest stays in force.
    pub fn build(vocabulary: Vocabulary, countries: &[CountryName], analysis: &Analysis) -> (Thesaurus, Vec<Problem>) {
        let mut thesaurus = Thesaurus { fingerprint: fingerprint(&vocabulary, countries), ..Thesaurus::default() };
        let themes = vocabulary.themes.iter().map(theme_entry);
        let partners = vocabulary.partners.iter().map(partner_entry);
        for known in themes.chain(partners).chain(country_entries(&vocabulary.places, countries)) {
            thesaurus.positions.insert(known.entry.clone(), thesaurus.entries.len());
            thesaurus.entries.push(known);
        }
        for country in countries {
            let names = thesaurus.country_names.entry(country.code.clone()).or_default();
            names.entry(country.lang.clone()).or_insert_with(|| country.name.clone());
        }
        thesaurus.name();
        thesaurus.take(vocabulary);
        let problems = thesaurus.compile(analysis);
        (thesaurus, problems)
    }

    /// The tables by id.
    fn take(&mut self, vocabulary: Vocabulary) {
        for (position, theme) in vocabulary.themes.iter().enumerate() {
            self.concepts.insert(theme.id.clone(), position);
            if let Some(broader) = &theme.broader {
                self.children.entry(broader.clone()).or_default().push(position);
            }
        }
        for (position, partner) in vocabulary.partners.iter().enumerate() {
            self.partners.insert(partner.id.clone(), position);
        }
        self.vocabulary = vocabulary;
    }

    /// The tables by name: an id comes before any label.
    fn name(&mut self) {
        let (themes, partners, countries) = (&mut self.theme_names, &mut self.partner_names, &mut self.country_ids);
        let mut add = |entry: &Entry, name: &str| match entry {
            Entry::Theme(id) => themes.add(name, id),
            Entry::Partner(id) => partners.add(name, id),
            Entry::Country(code) => countries.add(name, code),
        };
        for known in &self.entries {
            add(&known.entry, known.entry.id());
        }
        for known in &self.entries {
            // A place lies in a country, but its name is not the country's.
            let names = known.patterns.iter().filter(|(_, used)| !matches!(used, Use::Never | Use::Place | Use::Sign));
            for (label, _) in names {
                add(&known.entry, &label.text);
            }
        }
    }

    /// The labels to be found, by language.
    fn compile(&mut self, analysis: &Analysis) -> Vec<Problem> {
        let mut languages: BTreeSet<String> = BTreeSet::from(["und".to_owned()]);
        let labels = self.entries.iter().flat_map(|known| &known.patterns).map(|(label, _)| label);
        languages.extend(labels.map(|label| Analysis::key(&label.lang).to_owned()));
        let mut matchers: Vec<(Lang, Matcher)> = languages
            .iter()
            .filter_map(|key| Lang::parse(key))
            .map(|lang| {
                let matcher = if lang.is_undetermined() { Matcher::of_surfaces() } else { Matcher::default() };
                (lang, matcher)
            })
            .collect();
        // Half of the languages on a thread of their own: nothing can be read before the vocabulary is ready.
        let half = matchers.len() / 2;
        let (one, other) = matchers.split_at_mut(half);
        let (mut problems, more) = std::thread::scope(|scope| {
            let here = &*self;
            let one = scope.spawn(|| here.add_labels(one, analysis));
            let other = here.add_labels(other, analysis);
            (one.join().expect("adding labels does not panic"), other)
        });
        for problem in more {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        self.matchers = matchers.into_iter().map(|own| (own.0.as_str().to_owned(), own)).collect();
        problems
    }

    /// Adds to the matchers of some languages the labels that are looked for there.
    fn add_labels(&self, matchers: &mut [(Lang, Matcher)], analysis: &Analysis) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        let mut note = |problem: Problem| {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        };
        for (entry, known) in (0..).zip(&self.entries) {
            for (label, (name, used)) in (0..).zip(&known.patterns) {
                // In all languages at once: the analysis remembers how the text was cut.
                for (lang, matcher) in matchers.iter_mut().filter(|(lang, _)| fits(&known.entry, name, *used, lang)) {
                    let target = Target { entry, label };
                    if !matcher.add(&name.text, *used, target, analysis.analyzer(lang)) {
                        note(no_word(&known.entry, name, self.line(&known.entry)));
                    }
                }
            }
        }
        for (lang, _) in matchers.iter() {
            self.met(lang, analysis.analyzer(lang)).into_iter().for_each(&mut note);
        }
        problems
    }

    /// The line on which an entry begins in its file.
    fn line(&self, entry: &Entry) -> Option<u32> {
        match entry {
            Entry::Theme(id) => self.concept(id).map(|concept| concept.line),
            Entry::Partner(id) => self.partner(id).map(|partner| partner.line),
            Entry::Country(_) => None,
        }
    }

    /// Labels of different themes that are one and the same to the analyzer of their language.
    fn met(&self, lang: &Lang, analyzer: &Analyzer) -> Vec<Problem> {
        let mut owners: HashMap<Vec<String>, (&Entry, &Label)> = HashMap::new();
        let mut problems = Vec::new();
        for known in self.entries.iter().filter(|known| matches!(known.entry, Entry::Theme(_))) {
            for (label, used) in &known.patterns {
                if *used != Use::Name || Analysis::key(&label.lang) != Analysis::key(lang) {
                    continue;
                }
                let (owner, other) = owners.entry(stems(&label.text, analyzer)).or_insert((&known.entry, label));
                // The very same label is found when the file is read.
                if **owner != known.entry && key(&other.text) != key(&label.text) {
                    problems.push(problem(
                        THEMES,
                        self.line(&known.entry),
                        format!(
                            "“{}” of “{}” and “{}” of “{}” cannot be told apart in a text ({lang})",
                            other.text,
                            owner.id(),
                            label.text,
                            known.entry.id()
                        ),
                        format!("keep one of them; until then both mean “{}”", owner.id()),
                    ));
                }
            }
        }
        problems
    }
}

/// Whether a label is looked for in texts of this language: a theme's in its own, a partner's names in every one, a
/// country's name in its own. In a text of unknown language, all names and no words.
fn fits(entry: &Entry, label: &Label, used: Use, lang: &Lang) -> bool {
    let own = Analysis::key(&label.lang) == Analysis::key(lang) || label.lang.is_undetermined();
    match entry {
        Entry::Theme(_) => own && !lang.is_undetermined(),
        Entry::Partner(_) => used != Use::Never || own || lang.is_undetermined(),
        Entry::Country(_) => own || lang.is_undetermined(),
    }
}

fn theme_entry(theme: &Concept) -> Known {
    let label = |(lang, text): (&Lang, &str)| Label { lang: lang.clone(), text: text.to_owned() };
    let labels: Vec<Label> = theme.labels().map(label).collect();
    let mut patterns: Vec<(Label, Use)> = labels.iter().map(|label| (label.clone(), Use::Name)).collect();
    patterns.extend(flat(&theme.search_only).map(|text| (label(text), Use::QueryOnly)));
    patterns.extend(flat(&theme.text_only).map(|text| (label(text), Use::Sign)));
    patterns.extend(flat(&theme.not).map(|text| (label(text), Use::Never)));
    Known { entry: Entry::Theme(theme.id.clone()), labels, patterns }
}

fn partner_entry(partner: &Partner) -> Known {
    let label = |(lang, text): (Option<&Lang>, &str)| Label {
        lang: lang.cloned().unwrap_or_else(Lang::undetermined),
        text: text.to_owned(),
    };
    let labels: Vec<Label> = partner.labels().map(label).collect();
    let mut patterns: Vec<(Label, Use)> = labels.iter().map(|label| (label.clone(), Use::ProperName)).collect();
    patterns.extend(flat(&partner.not).map(|(lang, text)| (label((Some(lang), text)), Use::Never)));
    Known { entry: Entry::Partner(partner.id.clone()), labels, patterns }
}

fn country_entries(places: &[Place], names: &[CountryName]) -> Vec<Known> {
    let mut countries: BTreeMap<&str, Known> = BTreeMap::new();
    let new = |code: &str| Known { entry: Entry::Country(code.to_owned()), labels: Vec::new(), patterns: Vec::new() };
    for name in names {
        let label = Label { lang: name.lang.clone(), text: name.name.clone() };
        let country = countries.entry(&name.code).or_insert_with(|| new(&name.code));
        let forms = countries::written_forms(&name.name).into_iter();
        country.patterns.extend(forms.map(|text| (Label { text, ..label.clone() }, Use::ProperName)));
        country.labels.push(label);
    }
    for (code, tag, text) in countries::OTHER_NAMES {
        // Only of countries that are there at all.
        if let (Some(country), Some(lang)) = (countries.get_mut(code), Lang::parse(tag)) {
            let label = Label { lang, text: (*text).to_owned() };
            country.patterns.push((label.clone(), Use::ProperName));
            country.labels.push(label);
        }
    }
    let anywhere = |text: &str| Label { lang: Lang::undetermined(), text: text.to_owned() };
    for (code, text) in countries::NOT {
        if let Some(country) = countries.get_mut(code) {
            country.patterns.push((anywhere(text), Use::Never));
        }
    }
    for place in places {
        let country = countries.entry(&place.country).or_insert_with(|| new(&place.country));
        let names = [&place.name].into_iter().chain(&place.names);
        country.patterns.extend(names.map(|text| (anywhere(text), Use::Place)));
        let never = |(lang, text): (&Lang, &str)| (Label { lang: lang.clone(), text: text.to_owned() }, Use::Never);
        country.patterns.extend(flat(&place.not).map(never));
    }
    countries.into_values().collect()
}

fn stems(text: &str, analyzer: &Analyzer) -> Vec<String> {
    let mut tokens = analyzer.tokens(text);
    let mut stems = Vec::new();
    while let Some(token) = tokens.next() {
        stems.push(token.stem.clone());
    }
    stems
}

fn no_word(entry: &Entry, label: &Label, line: Option<u32>) -> Problem {
    let path = if matches!(entry, Entry::Theme(_)) { THEMES } else { PARTNERS };
    let reason = format!("the label “{}” of “{}” holds no word", label.text, entry.id());
    problem(path, line, reason, "write it in letters or leave it out".to_owned())
}

fn problem(path: &str, line: Option<u32>, reason: String, hint: String) -> Problem {
    Problem { path: path.to_owned(), line, status: ProblemStatus::Indexed, reason, hint: Some(hint) }
}

/// 8 bytes of a hash over all that is said.
fn fingerprint(vocabulary: &Vocabulary, countries: &[CountryName]) -> u64 {
    let said = serde_json::to_vec(&(REVISION, vocabulary, countries, countries::OTHER_NAMES, countries::NOT))
        .expect("plain values with text keys are always JSON");
    let hash = blake3::hash(&said);
    let first = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
    u64::from_le_bytes(*first)
}
