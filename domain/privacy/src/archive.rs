//! The archive that a copy is: a zip with a JSON file for each section, the files, and the letters as they came and left.
//!
//! Rows are read a section at a time and files one by one, so that a long history takes disk and not memory.

use std::io::{Seek, Write};

use anyhow::Context;
use db::{Conn, Db, json_rows, params};
use files::Store;
use jiff::Timestamp;
use outcome::{Error, Refusal, Result};
use people::PersonId;
use serde_json::{Map, Value as Json, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::sections::{FILES, LETTERS_IN, LETTERS_OUT, SECTIONS, Section};

/// The form of a copy; it changes when a section or a column does.
pub const COPY_FORM: &str = "firstline-person-1";
/// Longest name of a file in the archive, in characters.
const NAME_CHARS_MAX: usize = 100;

/// A file of the store and its name in the archive.
type Kept = (String, String);

/// Writes all that a copy of this person's data holds; on a thread that may wait. How many files and letters it has.
///
/// # Errors
/// `NotFound` when there is no such person; when the database, the store or `out` fails.
pub fn write_copy(db: &Db, store: &Store, person: PersonId, out: impl Write + Seek) -> Result<usize> {
    let mut zip = ZipWriter::new(out);
    let now = db.clock().now();
    let head = json!({ "form": COPY_FORM, "made_at": moment(now.0), "person": person.0 });
    put(&mut zip, "copy.json", &pretty(&head)?)?;
    for (at, section) in SECTIONS.iter().enumerate() {
        let rows = db.read_now(move |conn| rows(conn, section, person))?;
        if at == 0 && rows.is_empty() {
            return Err(Refusal::NotFound.into());
        }
        put(&mut zip, &format!("{}.json", section.name), &pretty(&Json::Array(rows))?)?;
    }
    let kept = db.read_now(move |conn| kept(conn, person))?;
    let mut written = 0;
    for (file, name) in kept {
        match store.get_now(&file) {
            Ok(bytes) => put(&mut zip, &name, &bytes)?,
            // Taken out since it was listed.
            Err(Error::Refused(Refusal::NotFound)) => continue,
            Err(failed) => return Err(failed),
        }
        written += 1;
    }
    zip.finish().context("the archive's end")?.flush().context("the archive")?;
    Ok(written)
}

fn put(zip: &mut ZipWriter<impl Write + Seek>, name: &str, bytes: &[u8]) -> Result<()> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    zip.start_file(name, options).with_context(|| name.to_owned())?;
    Ok(zip.write_all(bytes).with_context(|| name.to_owned())?)
}

fn pretty(json: &Json) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(json).map_err(anyhow::Error::from)?)
}

fn rows(conn: &Conn, section: &Section, person: PersonId) -> Result<Vec<Json>> {
    let select = section.columns.iter().map(|(_, of)| *of).collect::<Vec<_>>().join(", ");
    let found = json_rows(conn, &format!("SELECT {select} {}", section.from), params![person])?;
    let object = |cells: Vec<Json>| {
        let named = section.columns.iter().zip(cells).map(|((name, _), cell)| ((*name).to_owned(), told(name, cell)));
        Json::Object(named.collect::<Map<_, _>>())
    };
    Ok(found.into_iter().map(object).collect())
}

/// A cell as people read it: instants as dates, JSON as what it holds.
fn told(name: &str, cell: Json) -> Json {
    match &cell {
        Json::Number(ms) if name == "at" || name.ends_with("_at") => ms.as_i64().map_or(Json::Null, moment),
        Json::String(text) if text.starts_with(['{', '[']) && matches!(name, "details" | "preferences" | "to") => {
            serde_json::from_str(text).unwrap_or(cell)
        }
        _ => cell,
    }
}

/// `2026-11-23T09:00:00Z`.
fn moment(ms: i64) -> Json {
    Timestamp::from_millisecond(ms).map_or(Json::Null, |at| Json::String(at.to_string()))
}

/// The files and letters of a copy, and their names in the archive.
fn kept(conn: &Conn, person: PersonId) -> Result<Vec<Kept>> {
    let mut all = Vec::new();
    for (id, file, name) in conn.all::<(i64, String, String)>(&format!("SELECT a.id, a.file, a.name {FILES}"), params![person])? {
        all.push((file, format!("files/{id}-{}", harmless(&name))));
    }
    for (side, sql) in
        [("in", format!("SELECT l.id, l.raw {LETTERS_IN}")), ("out", format!("SELECT g.id, COALESCE(g.raw, '') {LETTERS_OUT}"))]
    {
        let letters = conn.all::<(i64, String)>(&sql, params![person])?;
        all.extend(letters.into_iter().filter(|(_, raw)| !raw.is_empty()).map(|(id, raw)| (raw, format!("letters/{side}-{id}.eml"))));
    }
    Ok(all)
}

/// A file's name without what could lead out of a folder when somebody unpacks the archive.
fn harmless(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let name: String = name.chars().map(plain).take(NAME_CHARS_MAX).collect();
    name.trim_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert_eq!(harmless("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(harmless("C:\\x\0y.txt"), "C__x_y.txt");
        assert_eq!(harmless("Übersicht 2.pdf"), "Übersicht 2.pdf");
    }
}
