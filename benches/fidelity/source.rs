//! The texts: documents of the corpus, cut into blocks, with a table and notes added.

/// A piece of a document.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Heading(String),
    /// A paragraph, and a note at its end.
    Paragraph(String, Option<String>),
    Item(String),
    Table(Vec<Vec<String>>),
}

/// A text in one language.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) language: &'static str,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// Language, file of the corpus or text, title of the table and its cells, two notes.
type Origin = (&'static str, &'static str, [[&'static str; 3]; 4], [&'static str; 2]);

const ORIGINS: &[Origin] = &[
    (
        "en",
        include_str!("../../corpus/practices/cardiff-model-violence-prevention.md"),
        [
            ["Year", "Participants", "Place"],
            ["2015", "120", "City centre"],
            ["2018", "450", "Schools and parks"],
            ["2020", "38", "Online"],
        ],
        ["Figures of the municipality, rounded.", "See the annual report for the method."],
    ),
    (
        "fr",
        include_str!("../../corpus/practices/becoming-a-man-chicago.fr.md"),
        [
            ["Année", "Participants", "Lieu"],
            ["2015", "120", "Centre-ville"],
            ["2018", "450", "Écoles et parcs d’été"],
            ["2020", "38", "À distance"],
        ],
        ["Chiffres arrondis de la municipalité.", "Voir le rapport annuel pour la méthode employée."],
    ),
    (
        "es",
        include_str!("../../corpus/practices/cahoots-eugene.es.md"),
        [
            ["Año", "Participantes", "Lugar"],
            ["2015", "120", "Centro histórico"],
            ["2018", "450", "Escuelas y parques"],
            ["2020", "38", "En línea"],
        ],
        ["Cifras redondeadas del municipio.", "Véase el informe anual para el método."],
    ),
    (
        "ar",
        include_str!("../../corpus/practices/harassmap-egypt.ar.md"),
        [
            ["السنة", "المشاركون", "المكان"],
            ["2015", "120", "وسط المدينة"],
            ["2018", "450", "المدارس والحدائق"],
            ["2020", "38", "عبر الإنترنت"],
        ],
        ["أرقام تقريبية من البلدية.", "انظر التقرير السنوي لمعرفة المنهج."],
    ),
    (
        "zh",
        include_str!("zh.md"),
        [["年份", "人数", "地点"], ["2015", "120", "市中心"], ["2018", "450", "学校和公园"], ["2020", "38", "网上"]],
        ["数字来自市政府。", "方法见年度报告。"],
    ),
];

pub(crate) fn all() -> Vec<Source> {
    ORIGINS.iter().map(source).collect()
}

fn source((language, text, cells, notes): &Origin) -> Source {
    let (head, body) = text.trim_start_matches("---\n").split_once("\n---\n").expect("front matter and a body");
    let title = head.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title").trim_matches('"');
    let mut blocks = Vec::new();
    let mut notes = notes.iter();
    for line in body.lines().map(plain).filter(|line| !line.is_empty()) {
        blocks.push(match (line.strip_prefix("## "), line.strip_prefix("- ")) {
            (Some(heading), _) => Block::Heading(heading.to_owned()),
            (_, Some(item)) => Block::Item(item.to_owned()),
            _ => Block::Paragraph(line, notes.next().map(|note| (*note).to_owned())),
        });
    }
    let table = cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    blocks.insert(blocks.len().min(4), Block::Table(table));
    Source { language, title: title.to_owned(), blocks }
}

/// A line of Markdown without emphasis and links, which make no words of their own.
fn plain(line: &str) -> String {
    let mut line = line.trim().replace("**", "").replace(['*', '_', '`'], "");
    while let (Some(from), Some(middle)) = (line.find('['), line.find("](")) {
        let Some(end) = line[middle..].find(')').filter(|_| from < middle) else { break };
        line = format!("{}{}{}", &line[..from], &line[from + 1..middle], &line[middle + end + 1..]);
    }
    line
}

impl Source {
    /// The whole text in reading order, notes at the end.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        let mut notes = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Heading(text) | Block::Item(text) => lines.push(text.clone()),
                Block::Paragraph(text, note) => {
                    lines.push(text.clone());
                    notes.extend(note.clone());
                }
                Block::Table(rows) => lines.extend(rows.iter().map(|row| row.join(" "))),
            }
        }
        lines.extend(notes);
        lines.join("\n")
    }

    /// Slides: a heading each, and the first sentences of what stands below it.
    pub(crate) fn slides(&self) -> Vec<(String, Vec<String>)> {
        let mut slides: Vec<(String, Vec<String>)> = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => slides.push((heading.clone(), Vec::new())),
                Block::Paragraph(text, _) | Block::Item(text) => {
                    let end = text
                        .find(['.', '。'])
                        .map_or(text.len(), |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
                    if let Some((_, points)) = slides.last_mut().filter(|(_, points)| points.len() < 3) {
                        points.push(text[..end].to_owned());
                    }
                }
                Block::Table(_) => {}
            }
        }
        slides.retain(|(_, points)| !points.is_empty());
        slides
    }

    pub(crate) fn slides_text(&self) -> String {
        let slides = self.slides().into_iter().map(|(heading, points)| format!("{heading}\n{}", points.join("\n")));
        format!("{}\n{}", self.title, slides.collect::<Vec<_>>().join("\n"))
    }
}
