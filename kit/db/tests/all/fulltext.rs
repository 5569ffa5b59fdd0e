//! Full text gives one answer on both engines and in memory.

use db::fulltext::{Audience, Coverage, PART_WORDS_MAX, Part, TextQuery};
use db::{Conn, Db};

use crate::common::fresh;

/// Subject, part and body; the title is the subject's first line.
const TEXTS: [(i64, i64, &str); 16] = [
    (1, 0, "Printer on fire"),
    (1, 1, "The printers in room 5 have a paper jam again. Paper everywhere, jam in the tray."),
    (2, 0, "Drucker über Nacht ausgeschaltet"),
    (2, 1, "Die Häuser haben keinen Strom; bitte den Drucker prüfen."),
    (3, 0, "Ueber den Wolken"),
    (4, 0, "プリンターの紙詰まり"),
    (4, 1, "レーザープリンターが動きません。"),
    (5, 0, "打印机卡纸"),
    (6, 0, "프린터 용지 걸림"),
    (7, 0, "Café résumé naïve"),
    (8, 0, "WS-LDS-0142 and kernel32.dll crash, mail priya.nair@example.com"),
    (8, 1, "Wi-Fi drops at 10.0.0.5, error 0x80070005"),
    (9, 0, "jam of paper"),
    (10, 0, "e-mail does not arrive"),
    (11, 0, "DOS attack; du bist due"),
    (12, 0, "Ελλάδα ΣΊΣΥΦΟΣ Привет МИР"),
];

fn filled() -> crate::common::Fresh {
    let fresh = fresh(&[]);
    let write = fresh.db.write_now(|tx| {
        for (subject, part, body) in TEXTS {
            let (title, body) = if part == 0 { (body, "") } else { ("", body) };
            assert_eq!(tx.index(&Part { kind: "ticket", subject, part, audience: Audience::Public, title, body })?, Coverage::Whole);
        }
        let note = Part {
            kind: "ticket",
            subject: 1,
            part: 2,
            audience: Audience::Internal,
            title: "",
            body: "The toner is a secret counterfeit",
        };
        let other = Part { kind: "article", subject: 1, part: 0, audience: Audience::Public, title: "Counterfeit paper", body: "" };
        assert_eq!((tx.index(&note)?, tx.index(&other)?), (Coverage::Whole, Coverage::Whole));
        Ok(())
    });
    write.unwrap();
    fresh
}

fn ids(conn: &Conn, query: &TextQuery, kind: &str, audience: Audience) -> outcome::Result<Vec<i64>> {
    // Parameters before ours, as a list has them.
    let (found, params) = conn.text_condition(query, kind, audience, "subject_id", 2);
    let params: Vec<db::Value> = std::iter::once(db::Value::Int(0)).chain(params).collect();
    let sql = format!("SELECT DISTINCT subject_id FROM fulltext_entries WHERE subject_id > $1 AND {found} ORDER BY subject_id");
    Ok(conn.all::<(i64,)>(&sql, &params)?.into_iter().map(|(id,)| id).collect())
}

/// What the index finds for the public in tickets; asserts that the memory finds the same.
fn found(db: &Db, query: TextQuery) -> Vec<i64> {
    let asked = query.clone();
    let in_index = db.read_now(move |conn| ids(conn, &asked, "ticket", Audience::Public)).unwrap();
    let parts_of = |id: i64| {
        let parts = TEXTS.iter().filter(move |(subject, ..)| *subject == id);
        parts.map(|(_, part, text)| if *part == 0 { (*text, "") } else { ("", *text) }).collect::<Vec<_>>()
    };
    let in_memory: Vec<i64> = (1..=12).filter(|id| query.matches(&parts_of(*id))).collect();
    assert_eq!(in_index, in_memory, "{query:?}");
    in_index
}

fn none() -> Vec<i64> {
    Vec::new()
}

#[test]
fn words_are_found_in_their_forms() {
    let fresh = filled();
    for (word, expected) in [
        ("printer", vec![1]),
        ("PRINTERS", vec![1]),
        ("haus", vec![2]),
        ("Drucker", vec![2]),
        ("druckern", vec![2]),
        ("über", vec![2, 3]),
        ("ueber", vec![2, 3]),
        ("uber", vec![2]),
        ("cafe", vec![7]),
        ("RESUME", vec![7]),
        ("due", vec![11]),
        ("dos", vec![11]),
        ("does", vec![10]),
        ("σίσυφος", vec![12]),
        ("мир", vec![12]),
        ("rinter", vec![]),
        ("ape", vec![]),
    ] {
        let query = TextQuery::word(word, false);
        assert_eq!(found(&fresh.db, query), expected, "{word}");
    }
}

#[test]
fn beginnings_are_found_where_they_are_asked_for() {
    let fresh = filled();
    assert_eq!(found(&fresh.db, TextQuery::word("print", true)), [1]);
    assert_eq!(found(&fresh.db, TextQuery::word("ue", true)), [2, 3]);
    assert_eq!(found(&fresh.db, TextQuery::word("ws-lds-01", true)), [8]);
    assert_eq!(found(&fresh.db, TextQuery::typed("paper ja")), [1, 9]);
    assert_eq!(found(&fresh.db, TextQuery::typed("paper ja ")), none());
    assert_eq!(found(&fresh.db, TextQuery::typed("fire paper")), [1], "words may stand in different parts");
}

#[test]
fn phrases_stand_in_a_row() {
    let fresh = filled();
    assert_eq!(found(&fresh.db, TextQuery::phrase("paper jam")), [1]);
    assert_eq!(found(&fresh.db, TextQuery::phrase("jam of paper")), [9]);
    assert_eq!(found(&fresh.db, TextQuery::phrase("paper jams")), none());
    assert_eq!(found(&fresh.db, TextQuery::phrase("again paper")), [1], "signs between words do not count");
    assert_eq!(found(&fresh.db, TextQuery::phrase("fire the")), none(), "no phrase reaches from part to part");
    assert_eq!(found(&fresh.db, TextQuery::phrase("drucker ueber nacht")), [2]);
    assert_eq!(found(&fresh.db, TextQuery::phrase("über den wolken")), [3]);
    assert_eq!(found(&fresh.db, TextQuery::phrase("printers")), [1], "exactly this form");
    assert_eq!(found(&fresh.db, TextQuery::phrase("haus")), none());
}

#[test]
fn scripts_without_blanks_are_found_anywhere() {
    let fresh = filled();
    for (word, expected) in [
        ("プリンター", vec![4]),
        ("紙詰まり", vec![4]),
        ("詰ま", vec![4]),
        ("紙", vec![4]),
        ("り", vec![4]),
        ("ﾌﾟﾘﾝﾀｰ", vec![4]),
        ("フリンター", vec![]),
        ("卡纸", vec![5]),
        ("机", vec![5]),
        ("纸机", vec![]),
        ("프린터", vec![6]),
        ("린터", vec![6]),
        ("용지", vec![6]),
        ("걸", vec![6]),
    ] {
        assert_eq!(found(&fresh.db, TextQuery::word(word, false)), expected, "{word}");
        assert_eq!(found(&fresh.db, TextQuery::phrase(word)), expected, "{word}");
    }
    assert_eq!(found(&fresh.db, TextQuery::phrase("プリンターの紙詰まり")), [4]);
}

#[test]
fn addresses_and_names_of_things_are_found_whole_and_in_parts() {
    let fresh = filled();
    for (word, expected) in [
        ("priya.nair@example.com", vec![8]),
        ("priya", vec![8]),
        ("example.com", vec![8]),
        ("kernel32.dll", vec![8]),
        ("ws-lds-0142", vec![8]),
        ("WSLDS0142", vec![8]),
        ("0142", vec![8]),
        ("wifi", vec![8]),
        ("Wi-Fi", vec![8]),
        ("wi", vec![8]),
        ("email", vec![10]),
        ("emails", vec![10]),
        ("e-mail", vec![10]),
        ("10.0.0.5", vec![8]),
        ("10005", vec![]),
        ("0x80070005", vec![8]),
        ("0142-lds", vec![]),
    ] {
        assert_eq!(found(&fresh.db, TextQuery::word(word, false)), expected, "{word}");
    }
}

#[test]
fn titles_can_be_asked_alone() {
    let fresh = filled();
    assert_eq!(found(&fresh.db, TextQuery::word("printers", false).in_titles()), [1]);
    assert_eq!(found(&fresh.db, TextQuery::word("paper", false).in_titles()), [9]);
    assert_eq!(found(&fresh.db, TextQuery::phrase("printer on").in_titles()), [1]);
    assert_eq!(found(&fresh.db, TextQuery::word("ueb", true).in_titles()), [2, 3]);
    assert_eq!(found(&fresh.db, TextQuery::word("wifi", false).in_titles()), none());
    assert_eq!(found(&fresh.db, TextQuery::word("wslds", true).in_titles()), [8]);
}

#[test]
fn a_note_is_found_only_by_those_who_see_it() {
    let fresh = filled();
    let ask = |kind: &'static str, audience| {
        fresh.db.read_now(move |conn| ids(conn, &TextQuery::word("counterfeit", false), kind, audience)).unwrap()
    };
    assert_eq!(ask("ticket", Audience::Public), none());
    assert_eq!(ask("ticket", Audience::Internal), [1]);
    assert_eq!(ask("article", Audience::Public), [1]);
    assert_eq!(ask("invoice", Audience::Internal), none());
}

#[test]
fn a_changed_part_is_found_by_its_new_words_only() {
    let fresh = filled();
    let part = |body| Part { kind: "ticket", subject: 9, part: 0, audience: Audience::Public, title: "", body };
    let has = |word: &'static str| fresh.db.read_now(move |c| ids(c, &TextQuery::word(word, false), "ticket", Audience::Public)).unwrap();
    let change = |body: &'static str| fresh.db.write_now(move |tx| tx.index(&part(body)).map(drop)).unwrap();
    change("marmalade");
    assert_eq!((has("marmalade"), has("paper")), (vec![9], vec![1]));
    change("");
    assert_eq!(has("marmalade"), none());
    fresh.db.write_now(|tx| tx.unindex_subject("ticket", 1)).unwrap();
    assert_eq!(has("paper"), none());
    fresh.db.write_now(|tx| tx.unindex_kind("ticket")).unwrap();
    assert_eq!((has("drucker"), has("紙")), (none(), none()));
}

#[test]
fn what_is_rolled_back_is_not_found() {
    let fresh = filled();
    let part = Part { kind: "ticket", subject: 9, part: 7, audience: Audience::Public, title: "", body: "ephemeral" };
    let rolled_back: outcome::Result<()> = fresh.db.write_now(move |tx| {
        let _ = tx.index(&part)?;
        Err(outcome::Refusal::NotFound.into())
    });
    assert!(rolled_back.is_err());
    assert_eq!(fresh.db.read_now(|c| ids(c, &TextQuery::word("ephemeral", false), "ticket", Audience::Internal)).unwrap(), none());
}

#[test]
fn nothing_typed_becomes_syntax() {
    let fresh = filled();
    let evil = [
        "\"",
        "'",
        "\\",
        "*",
        "a OR b",
        "NEAR(a b)",
        "title:x",
        "extras : \"eprinter\"",
        "eprinter",
        "printer\" OR extras : \"x",
        "' | 'wfire",
        "'a':1A & 'b'",
        "!fire",
        "fire:*",
        "fire <-> on",
        "-fire",
        "^fire",
        "{title} : fire",
        "$1",
        "%",
        "; DROP TABLE fulltext_entries",
        "\u{0}fire",
        "\u{fffd}",
        "½",
        "①",
        "''''",
        "a\u{301}\u{300}",
        "🎉",
        "fire🎉on",
        "ﷺ",
        "(((",
        "COLLATE",
        "AND",
        "NOT",
    ];
    for text in evil {
        for query in [TextQuery::word(text, false), TextQuery::word(text, true), TextQuery::phrase(text), TextQuery::typed(text)] {
            found(&fresh.db, query.clone());
            found(&fresh.db, query.in_titles());
        }
    }
    assert_eq!(found(&fresh.db, TextQuery::phrase("fire <-> on")), none());
    assert_eq!(found(&fresh.db, TextQuery::typed("🎉")), none(), "nothing to look for finds nothing");
}

#[test]
fn a_megabyte_is_found_to_its_end() {
    let fresh = filled();
    let text = format!("{} needle in haystack {} last words", "lorem ipsum dolor ".repeat(29_000), "a ".repeat(100_000));
    assert!(text.len() > 700_000);
    let kept = text.clone();
    let coverage = fresh.db.write_now(move |tx| {
        tx.index(&Part { kind: "ticket", subject: 77, part: 0, audience: Audience::Public, title: "Long", body: &kept })
    });
    assert_eq!(coverage.unwrap(), Coverage::Whole);
    let ask = |query: TextQuery| fresh.db.read_now(move |c| ids(c, &query, "ticket", Audience::Public)).unwrap();
    for phrase in ["needle in haystack", "dolor needle", "haystack a a a", "a a last words", "dolor lorem ipsum dolor lorem"] {
        assert_eq!(ask(TextQuery::phrase(phrase)), [77], "{phrase}");
    }
    assert_eq!(ask(TextQuery::phrase("ipsum lorem")), none());
    let beyond = fresh.db.write_now(|tx| {
        let body = "b ".repeat(PART_WORDS_MAX + 1);
        tx.index(&Part { kind: "ticket", subject: 78, part: 0, audience: Audience::Public, title: "", body: &body })
    });
    assert_eq!(beyond.unwrap(), Coverage::Beginning);
}

#[test]
fn a_subject_out_of_bounds_is_a_fault_and_no_wrong_answer() {
    let fresh = filled();
    if fresh.db.engine_name() == "sqlite" {
        for subject in [-1, 1 << 34] {
            let part = Part { kind: "ticket", subject, part: 0, audience: Audience::Public, title: "x", body: "" };
            assert!(fresh.db.write_now(move |tx| tx.index(&part).map(drop)).is_err());
        }
    }
}
