//! Fills a database with made-up messages and measures full text:
//! `cargo run --profile dist -p db --example fulltext_figures -- [messages] [database]` (1,000,000 messages into a file of its own).

use std::time::Instant;

use db::fulltext::{Audience, Part, TextQuery};
use db::{Db, Migrations, Options, migrate, params};
use outcome::Result;

/// Words of the made-up language; the n-th is used in proportion to 1/n, as in real ones.
const VOCABULARY: u64 = 60_000;
const WORDS_A_MESSAGE: usize = 60;
const MESSAGES_A_TICKET: i64 = 4;
const MESSAGES_A_TRANSACTION: i64 = 500;
const RUNS: u32 = 5;

const TABLE: Migrations = Migrations {
    slice: "figures",
    steps: &[(
        "0001_figures",
        "CREATE TABLE figures (id BIGINT PRIMARY KEY, updated_at BIGINT NOT NULL);
         CREATE INDEX figures_updated ON figures (updated_at DESC, id DESC);",
    )],
};

/// A xorshift generator: the same text in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A rank from 1, with Zipf's frequency.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank needs few digits")]
    fn rank(&mut self) -> u64 {
        let share = (self.roll() % 1_000_000) as f64 / 1_000_000.0;
        (VOCABULARY as f64).powf(share) as u64
    }
}

fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 16] = ["ka", "ter", "no", "li", "pra", "sun", "me", "dor", "vi", "ro", "gan", "sti", "ul", "be", "xo", "fam"];
    let mut word = String::new();
    let mut rest = rank.wrapping_mul(2_654_435_761) % 1_048_576;
    while word.is_empty() || rest > 0 {
        word.push_str(SYLLABLES[usize::try_from(rest % 16).unwrap_or(0)]);
        rest /= 16;
    }
    word
}

fn message(dice: &mut Dice) -> String {
    (0..WORDS_A_MESSAGE).map(|_| word(dice.rank())).collect::<Vec<_>>().join(" ")
}

fn fill(db: &Db, messages: i64) -> Result<()> {
    let started = Instant::now();
    for first in (0..messages).step_by(usize::try_from(MESSAGES_A_TRANSACTION).unwrap_or(1)) {
        db.write_now(move |tx| {
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ u64::try_from(first + 1).unwrap_or(1).wrapping_mul(0xD134_2543_DE82_EF95));
            for n in first..(first + MESSAGES_A_TRANSACTION).min(messages) {
                let (subject, part) = (n / MESSAGES_A_TICKET + 1, n % MESSAGES_A_TICKET);
                if part == 0 {
                    tx.execute("INSERT INTO figures (id, updated_at) VALUES ($1, $2)", params![subject, n])?;
                }
                let body = message(&mut dice);
                let _ = tx.index(&Part { kind: "ticket", subject, part, audience: Audience::Public, title: "", body: &body })?;
            }
            Ok(())
        })?;
    }
    println!("indexed {messages} messages of {WORDS_A_MESSAGE} words in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn measure(db: &Db, name: &str, query: &TextQuery) -> Result<()> {
    let (asked, counted) = (query.clone(), query.clone());
    let hits = db.read_now(move |conn| {
        let (found, params) = conn.text_condition(&counted, "ticket", Audience::Public, "t.id", 1);
        Ok(conn.one::<(i64,)>(&format!("SELECT count(*) FROM figures t WHERE {found}"), &params)?.0)
    })?;
    let mut best_ms = f64::MAX;
    for _ in 0..RUNS {
        let (asked, started) = (asked.clone(), Instant::now());
        db.read_now(move |conn| {
            let (found, params) = conn.text_condition(&asked, "ticket", Audience::Public, "t.id", 1);
            let page = format!("SELECT t.id FROM figures t WHERE {found} ORDER BY t.updated_at DESC, t.id DESC LIMIT 50");
            conn.all::<(i64,)>(&page, &params)
        })?;
        best_ms = best_ms.min(started.elapsed().as_secs_f64() * 1_000.0);
    }
    println!("{name:<28} {hits:>8} tickets   newest 50 in {best_ms:>8.2} ms");
    Ok(())
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let messages: i64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().map_err(anyhow::Error::from)?;
    let url = args.next().unwrap_or_else(|| folder.path().join("figures.db").display().to_string());
    let db = Db::open(&Options::new(url))?;
    migrate(&db, &[TABLE])?;
    if db.read_now(|conn| conn.first::<(i64,)>("SELECT id FROM figures LIMIT 1", params![]))?.is_none() {
        fill(&db, messages)?;
    }
    println!("{}", db.engine_name());
    for rank in [1, 3, 10, 100, 1_000, 10_000, 50_000] {
        measure(&db, &format!("word of rank {rank}"), &TextQuery::word(&word(rank), false))?;
    }
    measure(&db, "two words, ranks 10 and 100", &TextQuery::typed(&format!("{} {} ", word(10), word(100))))?;
    measure(&db, "phrase of ranks 3 and 10", &TextQuery::phrase(&format!("{} {}", word(3), word(10))))?;
    measure(&db, "beginning of two letters", &TextQuery::word("ka", true))?;
    measure(&db, "nothing", &TextQuery::word("zzzz", false))?;
    Ok(())
}
