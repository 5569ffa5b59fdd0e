//! Which columns of a table hold the texts and the labels: as told, by their names, or by what they look like.

use std::collections::BTreeSet;

use db::fulltext::fold;

use super::table::{Table, Unusable};

/// Names a column of texts goes by, the surest first.
const TEXT_NAMES: &[&str] = &[
    "text",
    "document",
    "description",
    "body",
    "message",
    "content",
    "ticket",
    "question",
    "utterance",
    "short_description",
    "subject",
    "title",
];
/// Names a column of labels goes by, the surest first.
const LABEL_NAMES: &[&str] = &[
    "label",
    "topic_group",
    "category",
    "topic",
    "class",
    "target",
    "intent",
    "queue",
    "assignment_group",
    "group",
    "team",
    "department",
    "type",
];

/// The two columns, by name.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
    /// The texts.
    pub text: String,
    /// The labels.
    pub label: String,
}

impl Columns {
    /// Finds them in the table that is learned from.
    ///
    /// # Errors
    /// When a column that was named is not there, or only one is there; with the columns there are.
    pub fn find(table: &Table, text: Option<&str>, label: Option<&str>) -> Result<Self, Unusable> {
        let told = |name: Option<&str>| name.map(|name| place(table, name)).transpose();
        let (text, label) = (told(text)?, told(label)?);
        let columns: Vec<usize> = (0..table.header.len()).collect();
        let free = |taken: Option<usize>| columns.iter().copied().filter(move |column| Some(*column) != taken);
        let text =
            text.or_else(|| known(table, TEXT_NAMES, free(label))).or_else(|| free(label).max_by_key(|column| letters(table, *column)));
        let label =
            label.or_else(|| known(table, LABEL_NAMES, free(text))).or_else(|| free(text).min_by_key(|column| sameness(table, *column)));
        match (text, label) {
            (Some(text), Some(label)) if text != label => Ok(Self { text: table.header[text].clone(), label: table.header[label].clone() }),
            (Some(_), Some(_)) => Err(Unusable("--text and --label name the same column".to_owned())),
            _ => Err(Unusable(format!("{}: a column of texts and one of labels are needed; there is only {}", table.name, listed(table)))),
        }
    }

    /// Text and label of each row.
    ///
    /// # Errors
    /// When the table does not have the columns; with those it has.
    pub fn rows<'t>(&self, table: &'t Table) -> Result<Vec<(&'t str, &'t str)>, Unusable> {
        let (text, label) = (place(table, &self.text)?, place(table, &self.label)?);
        Ok(table.rows.iter().map(|row| (row[text].as_str(), row[label].as_str())).collect())
    }
}

fn place(table: &Table, name: &str) -> Result<usize, Unusable> {
    let exact = table.header.iter().position(|known| known == name);
    let close = || table.header.iter().position(|known| fold(known) == fold(name));
    exact.or_else(close).ok_or_else(|| Unusable(format!("{}: no column {name:?}; there are {}", table.name, listed(table))))
}

fn listed(table: &Table) -> String {
    table.header.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn known(table: &Table, names: &[&str], columns: impl Iterator<Item = usize> + Clone) -> Option<usize> {
    let named = |column: usize, name: &str| fold(&table.header[column]).replace([' ', '-'], "_") == name;
    names.iter().find_map(|name| columns.clone().find(|column| named(*column, name)))
}

/// Letters of a column, all rows together.
fn letters(table: &Table, column: usize) -> usize {
    table.rows.iter().map(|row| row[column].len()).sum()
}

/// Different values of a column; a column of one value is no label.
fn sameness(table: &Table, column: usize) -> usize {
    let values = table.rows.iter().map(|row| row[column].as_str()).filter(|value| !value.is_empty()).collect::<BTreeSet<_>>().len();
    if values < 2 { usize::MAX } else { values }
}

#[cfg(test)]
mod tests {
    use super::{Columns, Table};

    fn table(header: &[&str], rows: &[&[&str]]) -> Table {
        let row = |row: &[&str]| row.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>();
        Table { name: "a.csv".into(), header: row(header), rows: rows.iter().map(|fields| row(fields)).collect() }
    }

    fn found(table: &Table, text: Option<&str>, label: Option<&str>) -> Result<(String, String), String> {
        Columns::find(table, text, label).map(|found| (found.text, found.label)).map_err(|e| e.to_string())
    }

    #[test]
    fn by_name_by_looks_or_as_told() {
        let rows: &[&[&str]] =
            &[&["1", "a long text", "x", "same"], &["2", "another long text", "y", "same"], &["3", "a third", "x", "same"]];
        let pair = |text: &str, label: &str| Ok((text.to_owned(), label.to_owned()));
        assert_eq!(found(&table(&["id", "Document", "Topic group", "n"], rows), None, None), pair("Document", "Topic group"));
        assert_eq!(found(&table(&["a", "b", "c", "d"], rows), None, None), pair("b", "c"));
        assert_eq!(found(&table(&["a", "b", "c", "d"], rows), Some("B"), Some("a")), pair("b", "a"));
    }

    #[test]
    fn what_is_missing_is_told_with_what_is_there() {
        let one = table(&["a", "b"], &[&["1", "2"]]);
        assert_eq!(found(&one, Some("x"), None).unwrap_err(), r#"a.csv: no column "x"; there are "a", "b""#);
        assert!(found(&one, Some("a"), Some("a")).unwrap_err().contains("same column"));
        assert!(found(&table(&["a"], &[]), None, None).unwrap_err().contains("only \"a\""));
        assert!(Columns { text: "a".into(), label: "z".into() }.rows(&one).unwrap_err().to_string().contains("\"z\""));
    }
}
