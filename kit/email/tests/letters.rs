//! Our own letters, each with one defect or habit of the world, and what must be read in them; then everything else.
//!
//! `tests/letters/<defect>.eml` stands beside `<defect>.expected`. With `FIRSTLINE_BLESS=1` the test writes the expected
//! files anew; read the difference before you keep it.

use email::{Letter, auto_reply, bounce, new_text, thread};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use text::sanitize::{ImagePolicy, letter_html};

#[test]
fn our_letters_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut wrong = String::new();
    let mut count = 0;
    for path in files(&folder, "eml") {
        let described = describe(&Letter::parse(&std::fs::read(&path).expect("a letter")));
        let expected = path.with_extension("expected");
        if std::env::var_os("FIRSTLINE_BLESS").is_some() {
            std::fs::write(&expected, &described).expect("the folder is writable");
        }
        let known = std::fs::read_to_string(&expected).unwrap_or_default();
        if known != described {
            write!(wrong, "── {}\nexpected:\n{known}\ngot:\n{described}\n", path.display()).expect("a string takes all");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 15);
}

#[test]
fn every_letter_of_the_corpora_is_read() {
    let mut count = 0;
    for (corpus_name, extension) in [("mime-messages", "msg"), ("bounces/eml", "eml")] {
        let Some(folder) = corpus(corpus_name) else { return };
        for path in files(&folder, extension) {
            let bytes = std::fs::read(&path).expect("a letter");
            let letter = read_in_every_way(&bytes);
            // Cut anywhere, it is still a letter.
            for part in 1..8 {
                let _ = read_in_every_way(&bytes[..bytes.len() * part / 8]);
            }
            assert!(!letter.text.is_empty() || !letter.attachments.is_empty() || bytes.len() < 2_000, "{}", path.display());
            count += 1;
        }
    }
    println!("{count} letters of the corpora read");
}

#[test]
fn decoded_contents_are_as_the_corpus_says() {
    let Some(folder) = corpus("mime-messages") else { return };
    let (mut all, mut found) = (0, 0);
    let mut missing = String::new();
    for path in files(&folder, "msg") {
        let letter = Letter::parse(&std::fs::read(&path).expect("a letter"));
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let contents = contents(&letter).iter().map(|bytes| squeeze(&String::from_utf8_lossy(bytes))).collect::<Vec<_>>();
        for decoded in files(&folder, "txt").into_iter().chain(files(&folder, "bin")) {
            let name = decoded.file_name().expect("a name").to_string_lossy().into_owned();
            if !name.starts_with(&format!("{stem}_decoded_")) {
                continue;
            }
            all += 1;
            // The corpus keeps the decoded bytes in the charset the letter declares.
            let charset = letter.header("Content-Type").and_then(|value| value.split_once("charset=")).map_or("utf-8", |(_, label)| label);
            let mut as_letter = format!("Content-Type: text/plain; charset={charset}\n\n").into_bytes();
            let bytes = std::fs::read(&decoded).expect("a file");
            as_letter.extend(&bytes);
            let is_text = decoded.extension().is_some_and(|extension| extension == "txt");
            let expected = squeeze(&if is_text { Letter::parse(&as_letter).text } else { String::from_utf8_lossy(&bytes).into_owned() });
            if expected.is_empty() || contents.iter().any(|content| content.contains(&expected)) {
                found += 1;
            } else {
                writeln!(missing, "{name}: {expected:.200}").expect("a string takes all");
            }
        }
    }
    println!("decoded parts: {found} of {all} found\n{missing}");
    assert_eq!(found, all, "{missing}");
}

/// All decoded contents, those of enclosed letters included.
fn contents(letter: &Letter) -> Vec<Vec<u8>> {
    let mut all = vec![letter.text.clone().into_bytes(), letter.html.clone().unwrap_or_default().into_bytes()];
    for file in &letter.attachments {
        all.push(file.bytes.clone());
        if file.media_type == "message/rfc822" {
            all.extend(contents(&Letter::parse(&file.bytes)));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_letter(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_in_every_way(&bytes);
    }

    #[test]
    fn any_pieces_of_letters_are_a_letter(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let _ = read_in_every_way(pieces.concat().as_bytes());
    }
}

const PIECES: &[&str] = &[
    "From: ",
    "To: ",
    "Subject: ",
    "Date: ",
    "Content-Type: ",
    "Content-Disposition: ",
    "Content-Transfer-Encoding: ",
    "References: ",
    "multipart/mixed; boundary=b",
    "multipart/alternative",
    "text/plain",
    "text/html; charset=",
    "utf-16",
    "iso-2022-jp",
    "message/rfc822",
    "base64",
    "quoted-printable",
    "x-uuencode",
    "attachment; filename=",
    "filename*0*=utf-8''",
    "\n",
    "\r\n",
    "\n\n",
    "--b",
    "--b--",
    "--",
    "=?utf-8?Q?",
    "=?iso-8859-1?B?",
    "?=",
    "=",
    "==",
    "<",
    ">",
    "<a@b.example>",
    "\"",
    "(",
    ")",
    ",",
    ";",
    ":",
    "é",
    "\u{202e}",
    "\0",
    "> ",
    "On Mon, 1 Jan 2024 at 10:00 Ann <a@b.example> wrote:",
    "-----Original Message-----",
    "-- ",
    "Sent from my iPhone",
    "From: Ann",
    "Sent: today",
    "Subject: x",
    "550 5.1.1 ",
    "user unknown",
    "Final-Recipient: rfc822; a@b.example",
    "Status: 5.1.1",
    "begin 644 x\n",
    "end\n",
    "MAILER-DAEMON",
    "<p>",
    "</div>",
    "<blockquote>",
    "cid:",
    "2026-11-21",
    "+0100",
    "undeliverable",
    "r-abc",
    " ",
    "\t",
];

/// Everything this crate and its neighbour do with a letter; the point is that nothing panics.
fn read_in_every_way(bytes: &[u8]) -> Letter {
    let letter = Letter::parse(bytes);
    let split = new_text::split(&letter.text);
    let _ = new_text::forwarded(&letter.text);
    let _ = new_text::split(&split.new_text);
    let _ = auto_reply::is_automatic(&letter, None);
    let _ = bounce::read(&letter);
    let _ = thread::find(&thread::ReplyKey::new([1; 32]), &letter);
    let _ = thread::ancestors(&letter);
    if let Some(html) = &letter.html {
        let _ = letter_html(html, &ImagePolicy::none());
    }
    letter
}

fn describe(letter: &Letter) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &dyn std::fmt::Debug| {
        let value = format!("{value:?}");
        if !matches!(value.as_str(), "None" | "[]" | "\"\"") {
            writeln!(out, "{name}: {value}").expect("a string takes all");
        }
    };
    let addresses = |list: &[email::Address]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    line("from", &letter.from.as_ref().map(ToString::to_string));
    line("sender", &letter.sender.as_ref().map(ToString::to_string));
    line("reply_to", &addresses(&letter.reply_to));
    line("to", &addresses(&letter.to));
    line("cc", &addresses(&letter.cc));
    line("delivered_to", &addresses(&letter.delivered_to));
    line("return_path", &letter.return_path);
    line("subject", &letter.subject);
    line("date", &letter.date);
    line("message_id", &letter.message_id);
    line("ancestors", &thread::ancestors(letter));
    line("text", &letter.text);
    line(
        "html",
        &letter
            .html
            .as_ref()
            .map(|html| letter_html(html, &ImagePolicy::none().inline("pic.1@example.com", "/files/1")).html.into_string()),
    );
    let split = new_text::split(&letter.text);
    if split.new_text.trim() != letter.text.trim() {
        line("new_text", &split.new_text);
        line("quoted", &split.quoted);
        line("signature", &split.signature);
    }
    for file in &letter.attachments {
        line("attachment", &(&file.name, &file.media_type, file.bytes.len(), &file.content_id, file.inline));
    }
    line("automatic", &auto_reply::is_automatic(letter, None));
    line("bounce", &bounce::read(letter));
    line("defects", &letter.defects);
    out
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == extension));
    files.sort();
    files
}

/// A folder of the corpora; says loudly when it is absent.
fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join(name);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", root.display());
    None
}

/// Letters made to keep a parser busy; each of about half a megabyte.
#[test]
fn hostile_letters_are_quick() {
    let size = 500_000;
    let fill = |piece: &str| piece.repeat(size / piece.len());
    let bounce = "From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail\n\ncould not be delivered\n";
    let letters = [
        fill("X: y\n"),
        format!("Subject: {}\n\n", fill("=?a?b?")),
        format!("To: {}\n\n", fill("a@b.example,")),
        format!("To: {}\n\n", fill("((((")),
        format!("References: {}\n\n", fill("<a@b> ")),
        fill("Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
        fill("Content-Type: message/rfc822\n\n"),
        format!("Content-Type: multipart/mixed; boundary=b\n\n{}", fill("--b\nContent-ID: <a>\n\n\n")),
        format!("\n{}", fill("On 1 1 2024 a@b.example wrote:\n")),
        format!("\n{}", fill("On 1 1 2024 a@b.example\n")),
        format!("\n{}", fill("text\n\n____\n")),
        format!("\n{}", fill("> \n")),
        format!("\n{}", fill("```\n")),
        format!("\n{}", fill("From: a\nSubject: b\n\n")),
        format!("\n{}", fill("Sent from my iPhone\n")),
        format!("{bounce}{}", (0..size / 20).map(|n| format!("<a{n}@b.example>: x\n")).collect::<String>()),
        format!("Content-Type: text/html\n\n{}", fill("<blockquote>cid:x ")),
        fill("\u{1b}$B"),
    ];
    for letter in letters {
        let started = std::time::Instant::now();
        let _ = read_in_every_way(letter.as_bytes());
        let took = started.elapsed();
        println!("{took:?} for {:.60?}", &letter[..letter.floor_char_boundary(60)]);
        assert!(took.as_secs() < 20, "{took:?} for {:.100?}", &letter[..letter.floor_char_boundary(100)]);
    }
}
