//! A table from a CSV file, plain or compressed: a header, and rows of as many fields.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use flate2::read::MultiGzDecoder;

/// Rows of one table, at most.
const ROWS_MAX: usize = 1_000_000;
/// Bytes of one table, uncompressed, at most: 2 GiB.
const TABLE_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes of the beginning in which the header is looked for.
const HEADER_BYTES_MAX: usize = 64 * 1024;
/// How a compressed file begins (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The mark some programs put before UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Why a table cannot be used, and what would be right.
#[derive(Debug)]
pub struct Unusable(pub String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A table in memory.
#[derive(Debug)]
pub struct Table {
    /// Where it was read from, for what is said about it.
    pub name: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with as many fields as the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table; whether it is compressed and which sign divides its fields is seen from its beginning.
    ///
    /// # Errors
    /// When it cannot be read, or a row has more or fewer fields than the header; with the line.
    pub fn read(path: &Path) -> Result<Self, Unusable> {
        let name = path.display().to_string();
        let wrong = |what: &dyn fmt::Display| Unusable(format!("{name}: {what}"));
        let file = File::open(path).map_err(|e| wrong(&e))?;
        let mut file = BufReader::new(file);
        let compressed = file.fill_buf().map_err(|e| wrong(&e))?.starts_with(&GZIP);
        let plain: Box<dyn Read> = if compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        let mut plain = BufReader::with_capacity(HEADER_BYTES_MAX, plain.take(TABLE_BYTES_MAX + 1));
        let divider = divider(plain.fill_buf().map_err(|e| wrong(&e))?);
        let mut reader = ReaderBuilder::new().has_headers(false).delimiter(divider).from_reader(plain);
        let (mut header, mut rows, mut record) = (Vec::new(), Vec::new(), ByteRecord::new());
        while reader.read_byte_record(&mut record).map_err(|e| wrong(&e))? {
            if rows.len() == ROWS_MAX {
                return Err(wrong(&format!("more than {ROWS_MAX} rows; take a part of it")));
            }
            // Letters of another charset become a sign for "unknown"; the rest of their row still counts.
            let fields: Vec<String> = record.iter().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect();
            if header.is_empty() {
                header = fields.iter().map(|name| name.trim_start_matches(BYTE_ORDER_MARK).to_owned()).collect();
            } else {
                rows.push(fields);
            }
        }
        if reader.position().byte() > TABLE_BYTES_MAX {
            return Err(wrong(&format!("more than {TABLE_BYTES_MAX} bytes; take a part of it")));
        }
        if header.is_empty() {
            return Err(wrong(&"empty; a header and rows below it are needed"));
        }
        Ok(Self { name, header, rows })
    }
}

/// The sign that comes most often in the first line: comma, semicolon or tab.
fn divider(beginning: &[u8]) -> u8 {
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let times = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    [b'\t', b';', b','].into_iter().max_by_key(|sign| times(*sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::Table;

    fn read(bytes: &[u8]) -> Result<Table, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Table::read(file.path()).map_err(|unusable| unusable.to_string())
    }

    #[test]
    fn commas_semicolons_tabs_quotes_marks_and_compression() {
        for text in ["\u{feff}text,label\n\"a, b\nc\",x\n", "text;label\r\n\"a, b\nc\";x\r\n", "text\tlabel\n\"a, b\nc\"\tx"] {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!((table.header, table.rows), (vec!["text".into(), "label".into()], vec![vec!["a, b\nc".into(), "x".into()]]));
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"text,label\na,b\n").unwrap();
        assert_eq!(read(&packed.finish().unwrap()).unwrap().rows.len(), 1);
    }

    #[test]
    fn what_is_no_table_is_told_with_its_line() {
        assert!(read(b"").unwrap_err().contains("empty"));
        assert!(read(b"a,b\n1,2\n1,2,3\n").unwrap_err().contains("line: 3"), "{:?}", read(b"a,b\n1,2\n1,2,3\n"));
        assert!(read(&[0x1f, 0x8b, 9, 9, 9]).is_err());
        assert!(Table::read(std::path::Path::new("nowhere.csv")).unwrap_err().to_string().contains("nowhere.csv"));
    }
}
