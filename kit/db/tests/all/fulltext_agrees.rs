//! Over random texts and queries: index and memory find the same, and what is found can be shown.

use db::fulltext::{Audience, Part, TextQuery, highlight};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::common::fresh;

const SUBJECTS: usize = 120;
const QUERIES: u32 = 400;

/// Words that meet: forms of one stem, umlauts in both spellings, parts and wholes, scripts without blanks, signs.
const WORDS: [&str; 30] = [
    "printer",
    "printers",
    "printing",
    "Drucker",
    "druckern",
    "über",
    "ueber",
    "uber",
    "Häuser",
    "Haus",
    "haeuser",
    "e-mail",
    "email",
    "emails",
    "Wi-Fi",
    "wifi",
    "10.0.0.5",
    "a.b@example.com",
    "example",
    "紙詰まり",
    "紙",
    "詰ま",
    "iPhone用紙",
    "프린터",
    "ｶﾞ",
    "が",
    "—",
    "🎉",
    "STRASSE",
    "straße",
];

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned), 1 => "[a-cäöüß紙詰'._-]{1,6}"];
    let sign = prop::sample::select(&[" ", "  ", ", ", "-", ".", "", "\n"][..]);
    prop::collection::vec((word, sign), 0..8).prop_map(|pieces| pieces.into_iter().map(|(word, sign)| word + sign).collect())
}

fn query() -> impl Strategy<Value = TextQuery> {
    let short = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.join(" "));
    let asked = prop_oneof![2 => short, 1 => text()];
    (asked, 0..4, any::<bool>()).prop_map(|(text, how, titles)| {
        let query = match how {
            0 => TextQuery::word(&text, false),
            1 => TextQuery::word(&text, true),
            2 => TextQuery::phrase(&text),
            _ => TextQuery::typed(&text),
        };
        if titles { query.in_titles() } else { query }
    })
}

#[test]
fn index_and_memory_find_the_same() {
    let mut runner = TestRunner::new(Config { cases: QUERIES, failure_persistence: None, ..Config::default() });
    let subjects = prop::collection::vec((text(), text(), text()), SUBJECTS).new_tree(&mut runner).unwrap().current();
    let fresh = fresh(&[]);
    let kept = subjects.clone();
    let write = fresh.db.write_now(move |tx| {
        for (subject, (title, first, second)) in (1..).zip(&kept) {
            for (part, title, body) in [(0, title.as_str(), first), (1, "", second)] {
                let _ = tx.index(&Part { kind: "ticket", subject, part, audience: Audience::Public, title, body })?;
            }
        }
        Ok(())
    });
    write.unwrap();
    if fresh.db.engine_name() == "postgresql" {
        // With statistics, searches for common words are planned the other way.
        fresh.db.write_now(|tx| tx.execute("ANALYZE fulltext_entries", db::params![])).unwrap();
    }
    let agree = |query: TextQuery| {
        let asked = query.clone();
        let in_index = fresh.db.read_now(move |conn| {
            let (found, params) = conn.text_condition(&asked, "ticket", Audience::Public, "e.subject_id", 1);
            let (has, asked_of) = conn.text_condition_of_one(&asked, "ticket", Audience::Public, "e.subject_id", 1);
            let (select, selected) = conn.text_select(&asked, "ticket", Audience::Public, 1);
            let all = |when: &str, params: &[db::Value]| {
                let sql = format!("SELECT DISTINCT e.subject_id FROM fulltext_entries e WHERE {when} ORDER BY 1");
                conn.all::<(i64,)>(&sql, params)
            };
            let both = (all(&found, &params)?, all(&format!("e.subject_id IN ({select})"), &selected)?);
            assert_eq!(both.0, both.1, "{asked:?}");
            assert_eq!(all(&has, &asked_of)?, both.0, "asked of each alone: {asked:?}");
            Ok(both.0)
        });
        let in_index: Vec<i64> = in_index.unwrap().into_iter().map(|(id,)| id).collect();
        let holds = |(title, first, second): &(String, String, String)| query.matches(&[(title, first), ("", second)]);
        let in_memory: Vec<i64> = (1..).zip(&subjects).filter(|(_, subject)| holds(subject)).map(|(id, _)| id).collect();
        prop_assert_eq!(in_index, in_memory, "{:?}", query);
        Ok(())
    };
    runner.run(&query(), agree).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_can_be_shown(text in text(), query in query(), chars_max in 1_usize..60) {
        let pieces = highlight(&text, &query, usize::MAX);
        prop_assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text.clone());
        if query.matches(&[(&text, &text)]) {
            prop_assert!(pieces.iter().any(|p| p.hit), "{:?} in {:?}", query, text);
        }
        let cut: usize = highlight(&text, &query, chars_max).iter().map(|p| p.text.chars().count()).sum();
        prop_assert!(cut <= chars_max + 2);
    }

    #[test]
    fn any_text_is_shown_and_looked_through_without_a_fault(text: String, asked: String, chars_max in 0_usize..30) {
        for query in [TextQuery::word(&asked, true), TextQuery::phrase(&asked), TextQuery::typed(&asked)] {
            let _ = highlight(&text, &query, chars_max);
            let _ = query.matches(&[(&asked, &text)]);
        }
    }
}
