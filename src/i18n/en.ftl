# English. One file is one interface language: `native-name` and `dir` say which, every other key is a message.

native-name = English
dir = ltr

# The frame of every page
site-name = Praxis
site-tagline = Crime-prevention practices from everywhere, in one search
skip-to-content = Skip to the content
main-navigation = Main
more-navigation = About this site
interface-language = Language of the interface
nav-search = All documents
nav-themes = Themes
nav-partners = Partners
nav-countries = Countries
nav-status = Status
nav-about = About
footer-note = The folder of documents is the truth; this site is a reading of it.

# Numbers and dates
documents-count = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
practices-count = { $count ->
    [0] Nothing found
    [one] { $count } result
   *[other] { $count } results
}
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-day = { $day } { month-name } { $year }
date-month = { month-name } { $year }
year-span = { $first }–{ $last }

# Home
home-title = Find what prevents crime
home-intro = Practices, workshops, conferences and reports on crime prevention, in every language in which they were written. Ask in your own language: documents in all the others are searched too.
home-holdings = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} in { $languages ->
    [one] { $languages } language
   *[other] { $languages } languages
}
home-countries = { $count ->
    [one] { $count } country
   *[other] { $count } countries
}
home-partners = { $count ->
    [one] { $count } partner
   *[other] { $count } partners
}
home-examples = Try, in any language:
home-top-themes = Themes
home-latest = Latest documents
home-empty = No document yet. Whatever is saved into the folder appears here within about a second.
home-all-documents = All documents
home-all-themes = All themes
home-all-countries = All countries
home-all-partners = All partners

# Search
search-label = Search
search-placeholder = a practice, a problem, a city, an organisation…
search-button = Search
search-title = All documents
search-title-for = “{ $query }”
suggest-label = Suggestions
suggest-available = Suggestions: { $count }. Use the arrow keys.
suggest-document = Document
search-filters = Narrow down
search-apply = Apply
search-close-filters = Close
search-show = { $count ->
    [0] Nothing found
    [one] Show { $count } result
   *[other] Show { $count } results
}
search-only-words = Only these words: no related themes, no other spellings
search-sort = Sort by
search-sort-apply = Sort
sort-relevance = relevance
sort-newest = newest first
sort-oldest = oldest first
sort-title = title
search-results = Results
export-all = Take along all results:
export-first = Take along the first { $count } results:
export-csv = table (CSV)
export-ris = references (RIS)
search-chosen = Chosen
search-remove = Take off: { $facet }, { $value }
search-clear = Take all off
search-more-values = Show { $count } more
facets-by = Values by
facets-by-count = number
facets-by-name = name
facet-find = Look for one
facet-chosen = { $count ->
    [one] { $count } chosen
   *[other] { $count } chosen
}
facet-narrower = { $count ->
    [one] { $count } narrower
   *[other] { $count } narrower
}
bridge-intro = Keep only
bridge-theme = theme
bridge-partner = partner
bridge-country = country
bridge-page = About it
search-years-from = From
search-years-to = To
search-cut = This search stopped at its limits, of time or of the length of the question: what is shown may not be all.
matched-words = { $count } by their words
matched-vocabulary = { $count } through the vocabulary
matched-meaning = { $count } by their meaning
search-relaxed = No document has all of these words together. These have most of them.
search-relaxed-absent = No document has all of these words; none has { $words }.
search-did-you-mean = Did you mean
search-corrected = Showing results for “{ $text }”.
search-as-typed = Search instead for “{ $text }”
search-instead = Other ways to look
quoted = “{ $text }”
search-nothing = None of this was found in any document. Another spelling, fewer words or a more general one may help.
search-nothing-with-filters = With these filters nothing is left. Without one of them:
search-nothing-at-all = Nothing was found, with these filters or without one of them.
suggestion-theme = the theme { $text }
suggestion-spelling = the spelling “{ $text }”
suggestion-without-word = without “{ $text }”
suggestion-without-filter = without the filter { $text }
pages-label = Pages of results
pages-previous = Previous
pages-next = Next
pages-here = Page { $page } of { $pages }

# What was set right in an address
notice-page = There is no such page of results: this is page { $value }.
notice-per-page = The number of results on a page was set to { $value }.
notice-sort = “{ $value }” is no order of results: they are sorted by relevance.
notice-match = “{ $value }” is no way to match: all ways are used.
notice-year = “{ $value }” is no year: it was left out.
notice-years-swapped = The years were given the other way round: they were swapped.
notice-unknown-value = { $facet }: “{ $value }” is not known here and was left out.
notice-query-cut = The question was very long: only its beginning was searched for.

# A hit, a document
hit-why = Found by
hit-in-language = in { $language }
document-page = page { $number }
document-slide = slide { $number }
hit-evaluation = Evaluation: { $level }
and-more = and { $count } more
why-word = “{ $text }”
why-prefix = words beginning like “{ $text }”
why-theme = theme
why-partner = partner
why-place = country
why-meaning = similar in meaning
also-in = Also in
facet-theme = Theme
facet-country = Country
facet-partner = Partner
facet-kind = Kind
facet-language = Language
facet-year = Year
facet-evaluation = Evaluation
kind-practice = Practice
kind-workshop = Workshop
kind-conference = Conference
kind-report = Report
kind-news = News
evaluation-none = no evaluation
evaluation-monitoring = monitoring
evaluation-pre-post = before and after
evaluation-quasi-experimental = quasi-experimental
evaluation-randomised = randomised trial
evaluation-systematic-review = systematic review
evaluation-unknown = not documented
country-international = International
language-und = language not known
language-basis-stated = stated in the document
language-basis-declared = declared by the file
language-basis-detected = recognised from the text
language-basis-undetermined = could not be recognised
translation-original = original
translation-official = official translation
translation-machine = machine translation
translation-summary = summary in another language
translation-unknown = translation
document-about = At a glance
document-translations = This document in other languages
not-documented = not documented
document-what = What
document-where = Where
document-who = Who
document-when = When
document-stated = stated in the document
document-date = Date
document-declared = declared by the file
document-detected = found in the text
document-detected-in = found in the text:
document-event = Event
document-target-group = For whom
document-setting = Setting
document-evaluation = How evaluated
document-cost = Cost
document-authors = Authors
document-publisher = Publisher
document-rights = Rights
document-contact = Contact
document-reviewed = Last reviewed
document-sources = Sources
document-cite = How to cite
document-cite-file = Reference for Zotero, EndNote or Mendeley (RIS)
document-evidence = How this is known
document-related = Related documents
document-related-how = They are close to this one in meaning, or share themes, partners or countries with it; what few have in common weighs more.
document-empty = This file holds no text that could be read.
document-last-readable = The file of this document has changed and cannot be read as it is now. This is the last version that could be read.

# Lists
themes-title = Themes
themes-intro = The vocabulary by which documents are described. A theme holds its narrower themes.
theme-facet = What it is
concept-problem = a problem
concept-approach = an approach
concept-setting = a setting
concept-population = a group of people
theme-broader = Broader theme
theme-narrower = Narrower themes
theme-also-called = Other names
theme-related = Often together with
partners-title = Partners
partners-intro = Organisations that the documents name.
partner-also-called = Other names
partner-acronyms = Acronyms
partner-former = Former and other names
partner-seat = Country
partner-website = Website
partner-role = Role:
countries-title = Countries
countries-intro = Where the practices come from.
list-search = { $count ->
    [one] Open the document in the search
   *[other] Search these { $count } documents
}
list-latest = Latest documents
list-empty = Nothing here yet.
entry-total = { $count ->
    [0] No document yet
    [one] { $count } document
   *[other] { $count } documents, translations counted once
}
figure-theme = Themes
figure-country = Countries
figure-partner = Partners in the same documents
figure-kind = Kinds of documents
figure-language = Languages
figure-year = Years
figure-evaluation = Evaluation
figure-years-said = From { $first } to { $last }; the most in { $most }: { $count }.

# Status
status-title = Status
status-intro = Every file of the folder, counted once.
status-ready = Everything in the folder is searchable.
status-not-ready = The folder is still being read: some documents are not searchable yet.
status-files = Files
status-on-disk = in the folder
status-indexed = searchable
status-failed = failed
status-ignored = ignored by a rule
status-pending = waiting
status-documents = Documents
status-languages = Languages
status-watch = Watching the folder
watch-native = told by the operating system
watch-poll = looking regularly
watch-off = not watching
status-last-reconcile = Last complete comparison
status-meaning = Search by meaning
status-meaning-off = off: no encoder was found; words and vocabulary find what they find
status-meaning-encoding = { $encoded } of { $passages } passages are ready
status-meaning-complete = complete: { $passages } passages
status-generation = State of the index
status-problems = What a person should look at
status-no-problems = Nothing: every file was read without a remark.
status-problems-hidden = { $count ->
    [one] { $count } remark on a file is shown to the operator only.
   *[other] { $count } remarks on files are shown to the operator only.
}
status-at-work = Being read now:
status-lacking = Waiting for a person’s eye
status-lacking-hint = Nothing in these documents says it, so filters do not find them. Whoever knows writes it into the front matter, or into a file NAME.meta.yaml beside the document, and it is kept through every later save.
status-without-date = { $count ->
    [one] { $count } document without a date
   *[other] { $count } documents without a date
}
status-without-country = { $count ->
    [one] { $count } document without a country
   *[other] { $count } documents without a country
}
status-without-language = { $count ->
    [one] { $count } document whose language is not certain
   *[other] { $count } documents whose language is not certain
}
status-minutes-ago = { $count ->
    [0] less than a minute ago
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
problem-file = File
problem-state = State
problem-reason = Reason
problem-hint = What to do
problem-line = line { $line }
problem-indexed = searchable, with a remark
problem-indexed-partly = searchable in part
problem-no-text = searchable by its name: no text
problem-encrypted = protected by a password
problem-damaged = damaged
problem-too-large = too large
problem-timeout = took too long
problem-unsupported = no reader for it
problem-failed = failed
problem-ignored = ignored

# About
about-title = About
about-what-title = What this is
about-what = Praxis is a search over practices of crime prevention: write-ups, workshops, conferences, reports and news, kept as plain files in one folder.
about-languages-title = Your language, everybody’s practices
about-languages = Every document is read in its own language. A question is understood in all of them, and each result says why it is there and in which language it was written.
about-evidence-title = What is stated and what is found
about-evidence = A document’s themes, countries and partners are either stated by its author or found in its text. What was found is marked as such, with the sentence it was found in. The evaluation says what was documented, never whether a practice is good.
about-rigour-title = How rigorously it was evaluated
about-rigour = The squares beside an evaluation say how much its design rules out other explanations, as far as a document tells: the more of them are filled, the more. They say nothing about how large an effect was, nor whether it would show elsewhere. A practice without an evaluation may work well: nobody has measured it.
about-privacy-title = Privacy
about-privacy = No account, no cookie, nothing loaded from elsewhere. Questions are not recorded.
about-access-title = For everyone
about-access = Every page works with the keyboard, with a screen reader, on a small screen, without a script and on paper. The aim is WCAG 2.2, level AA.
about-shortcut = The key / goes to the search box
about-how-title = How to ask
about-how-phrase = these words, side by side
about-how-prefix = words that begin so
about-how-without = documents without this word
about-api-title = For programs
about-api = The same answers are there for programs:

# When something goes wrong
error-way-on = Go to the search, or to the home page.
error-home = Home page
error-search = Search
error-bad-request-title = This address cannot be understood
error-bad-request-text = Something in the address is malformed.
error-not-found-title = This page is not here
error-not-found-text = The address may be mistyped, or the document was moved or taken away.
error-gone-title = This document is here no more
error-gone-text = Its file was taken out of the folder.
error-gone-document = “{ $title }” was here until { $day }. Its file was taken out of the folder since.
error-method-title = This cannot be done here
error-method-text = Pages here are for reading only.
error-too-large-title = Too much was sent
error-too-large-text = The request is larger than is accepted here.
error-busy-title = Too many searches at once
error-busy-text = Please try again in a few seconds.
error-timeout-title = This took too long
error-timeout-text = The answer was not ready in time. A more precise question helps, or another try a little later.
error-internal-title = Something went wrong here
error-internal-text = The fault is ours, and it has been written down. Please try again.
error-parameter = “{ $value }” cannot be the value of { $key }. Allowed: { $allowed }.
