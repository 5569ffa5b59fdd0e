//! How many letters one core reads in a second: `cargo bench -p email`.
//!
//! The letters are the crate's own (`tests/letters`), and, where they are at hand, those of the corpora. *Parsed* is
//! [`Letter::parse`]; *read in full* adds what the intake does with each: the report, the automatic answer, the new text, and
//! the HTML made safe.

use email::{Letter, auto_reply, bounce, new_text};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use text::sanitize::{ImagePolicy, letter_html};

/// How long each figure is measured.
const MEASURED: Duration = Duration::from_secs(3);

fn main() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let corpora = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    for (name, folder, extension) in [
        ("our letters", own, "eml"),
        ("mime-messages", corpora.join("mime-messages"), "msg"),
        ("bounces", corpora.join("bounces/eml"), "eml"),
    ] {
        let letters = letters(&folder, extension);
        if letters.is_empty() {
            println!("{name:<14} CORPUS ABSENT");
            continue;
        }
        let bytes: usize = letters.iter().map(Vec::len).sum();
        let parsed = per_second(&letters, &|raw| drop(black_box(Letter::parse(raw))));
        let read = per_second(&letters, &read_in_full);
        println!(
            "{name:<14} {:>6.0} parsed/s  {:>6.0} read in full/s  ({} letters of {} bytes on average)",
            parsed,
            read,
            letters.len(),
            bytes / letters.len()
        );
    }
    let large = large(30 * 1024 * 1024);
    let started = Instant::now();
    let letter = black_box(Letter::parse(&large));
    println!(
        "a letter with a file of {} MB: {:?}",
        letter.attachments.iter().map(|f| f.bytes.len()).sum::<usize>() / 1_000_000,
        started.elapsed()
    );
}

fn letters(folder: &Path, extension: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == extension));
    paths.filter_map(|path| std::fs::read(path).ok()).collect()
}

fn per_second(letters: &[Vec<u8>], deed: &dyn Fn(&[u8])) -> f64 {
    let started = Instant::now();
    let mut count = 0_u32;
    while started.elapsed() < MEASURED {
        for raw in letters {
            deed(raw);
            count += 1;
        }
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

fn read_in_full(raw: &[u8]) {
    let letter = Letter::parse(raw);
    black_box(bounce::read(&letter));
    black_box(auto_reply::is_automatic(&letter, None));
    black_box(new_text::split(&letter.text));
    if let Some(html) = &letter.html {
        black_box(letter_html(html, &ImagePolicy::none()));
    }
}

/// A letter with one file of so many bytes.
fn large(bytes: usize) -> Vec<u8> {
    let file = data_encoding::BASE64_MIME.encode(&vec![7; bytes]);
    format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename=a.zip\nContent-Transfer-Encoding: base64\n\n{file}\n--b--\n").into_bytes()
}
