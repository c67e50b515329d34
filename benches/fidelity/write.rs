//! Texts → files that pandoc and LibreOffice can read.

use super::source::{Block, Source};
use std::fmt::Write;
use std::path::Path;

/// Writes a text as an article, once more in two columns, and as slides.
pub(crate) fn write(source: &Source, folder: &Path) {
    let save = |name: &str, text: String| {
        std::fs::write(folder.join(format!("{}.{name}", source.language)), text).expect("a file that can be written");
    };
    save("article.fodt", office(source, false));
    save("columns.fodt", office(source, true));
    save("article.md", markdown(source));
    save("slides.md", slides(source));
}

/// An OpenDocument text in one file, with running titles and page numbers.
fn office(source: &Source, columns: bool) -> String {
    let (mode, align) = if source.language == "ar" { ("rl-tb", "end") } else { ("lr-tb", "start") };
    let justified = if columns { "justify" } else { align };
    let font = if source.language == "zh" { "WenQuanYi Zen Hei" } else { "DejaVu Sans" };
    let language = source.language;
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}" fo:text-align="{align}"/><style:text-properties style:font-name="F" fo:font-family="'{font}'" style:font-family-asian="'{font}'" style:font-family-complex="'DejaVu Sans'" fo:font-size="11pt" style:font-size-asian="11pt" style:font-size-complex="11pt" fo:language="{language}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="20pt" style:font-size-asian="20pt" style:font-size-complex="20pt"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="15pt" style:font-size-asian="15pt" style:font-size-complex="15pt"/></style:style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm" fo:text-align="{justified}"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.7cm"/></style:section-properties></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2cm" fo:margin-right="2cm" style:writing-mode="{mode}"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>Praxis · 2026</text:p></style:header><style:footer><text:p><text:page-number>1</text:page-number> / <text:page-count>2</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<text:p text:style-name="Title">{title}</text:p>
"#,
        title = escaped(&source.title)
    );
    if columns {
        out.push_str("<text:section text:style-name=\"S\" text:name=\"S\">\n");
    }
    body(&source.blocks, &mut out);
    if columns {
        out.push_str("</text:section>\n");
    }
    out.push_str("</office:text></office:body></office:document>\n");
    out
}

fn body(blocks: &[Block], out: &mut String) {
    let mut notes = 0;
    let mut in_list = false;
    for block in blocks {
        let item = matches!(block, Block::Item(_));
        if item != in_list {
            out.push_str(if item { "<text:list>" } else { "</text:list>\n" });
            in_list = item;
        }
        match block {
            Block::Heading(text) => {
                put(
                    out,
                    format_args!(
                        "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">{}</text:h>\n",
                        escaped(text)
                    ),
                );
            }
            Block::Paragraph(text, note) => {
                put(out, format_args!("<text:p text:style-name=\"Body\">{}", escaped(text)));
                if let Some(note) = note {
                    notes += 1;
                    put(
                        out,
                        format_args!(
                            "<text:note text:id=\"n{notes}\" text:note-class=\"footnote\"><text:note-citation>{notes}</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
                            escaped(note)
                        ),
                    );
                }
                out.push_str("</text:p>\n");
            }
            Block::Item(text) => {
                let words = escaped(text);
                put(out, format_args!("<text:list-item><text:p>{words}</text:p></text:list-item>"));
            }
            Block::Table(rows) => {
                out.push_str("<table:table><table:table-column table:number-columns-repeated=\"3\"/>");
                for row in rows {
                    out.push_str("<table:table-row>");
                    for cell in row {
                        put(
                            out,
                            format_args!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(cell)),
                        );
                    }
                    out.push_str("</table:table-row>");
                }
                out.push_str("</table:table>\n");
            }
        }
    }
    if in_list {
        out.push_str("</text:list>\n");
    }
}

fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("writing to memory succeeds");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn head(source: &Source) -> String {
    let direction = if source.language == "ar" { "dir: rtl\n" } else { "" };
    format!("---\ntitle: \"{}\"\nlang: {}\n{direction}---\n\n", source.title.replace('"', "'"), source.language)
}

fn markdown(source: &Source) -> String {
    let mut out = head(source);
    let mut ends = String::new();
    let mut notes = 0;
    for block in &source.blocks {
        match block {
            Block::Heading(text) => put(&mut out, format_args!("\n# {text}\n\n")),
            Block::Paragraph(text, note) => {
                out.push_str(text);
                if let Some(note) = note {
                    notes += 1;
                    put(&mut out, format_args!("[^{notes}]"));
                    put(&mut ends, format_args!("[^{notes}]: {note}\n\n"));
                }
                out.push_str("\n\n");
            }
            Block::Item(text) => put(&mut out, format_args!("- {text}\n")),
            Block::Table(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    put(&mut out, format_args!("\n| {} |", row.join(" | ")));
                    if index == 0 {
                        put(&mut out, format_args!("\n|{}", "---|".repeat(row.len())));
                    }
                }
                out.push_str("\n\n");
            }
        }
    }
    format!("{out}\n{ends}")
}

fn slides(source: &Source) -> String {
    let mut out = head(source);
    for (heading, points) in source.slides() {
        put(&mut out, format_args!("\n# {heading}\n\n"));
        for point in points {
            put(&mut out, format_args!("- {point}\n"));
        }
    }
    out
}
