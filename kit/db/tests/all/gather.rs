//! Several small reads in one statement.

use crate::common::{MONDAY, fresh};
use db::{Gather, Migrations, Moment, Part, params};

const NOTES: Migrations = Migrations {
    slice: "test",
    steps: &[("0001", "CREATE TABLE notes (id {id}, at BIGINT, body {text}); CREATE TABLE words (word {text} PRIMARY KEY);")],
};

#[test]
fn parts_of_different_shapes_come_in_one_statement_and_in_order() {
    let f = fresh(&[NOTES]);
    f.db.write_now(|tx| {
        for (at, body) in [(Some(MONDAY), "b"), (None, "a"), (Some(Moment(7)), "a")] {
            tx.execute_one("INSERT INTO notes (at, body) VALUES ($1, $2)", params![at, body])?;
        }
        tx.execute_one("INSERT INTO words (word) VALUES ($1)", params!["zebra"])?;
        Ok(())
    })
    .unwrap();
    let read = f.db.read_now(|conn| {
        let mut gather = Gather::default();
        let word = gather.param("zebra");
        gather.part(&Part {
            what: "word",
            ints: &[],
            texts: &["w.word"],
            from: &format!("FROM words w WHERE w.word = ${word}"),
            order: "",
        });
        assert_eq!(gather.next_param(), 2);
        gather.params(params![1].to_vec());
        gather.part(&Part {
            what: "note",
            ints: &["n.id", "n.at"],
            texts: &["n.body"],
            from: "FROM notes n WHERE n.id > $2",
            order: "n.body",
        });
        gather.part(&Part { what: "note too", ints: &["-n.id"], texts: &[], from: "FROM notes n", order: "" });
        let mut found = Vec::new();
        gather.each(conn, |piece| {
            let body = if piece.what == "note too" { None } else { Some(piece.text::<String>(0)?) };
            let id = if piece.what == "word" { None } else { Some(piece.int::<i64>(0)?) };
            found.push((piece.what, id, if piece.what == "note" { piece.int::<Option<Moment>>(1)? } else { None }, body));
            Ok(())
        })?;
        assert_eq!(conn.statements(), 1);
        Ok(found)
    });
    let text = |t: &str| Some(t.to_owned());
    let expected = vec![
        ("word", None, None, text("zebra")),
        ("note", Some(2), None, text("a")),
        ("note", Some(3), Some(Moment(7)), text("a")),
        ("note too", Some(-3), None, None),
        ("note too", Some(-2), None, None),
        ("note too", Some(-1), None, None),
    ];
    assert_eq!(read.unwrap(), expected);
}

#[test]
fn a_cell_that_is_something_else_is_a_fault() {
    let f = fresh(&[NOTES]);
    f.db.write_now(|tx| tx.execute_one("INSERT INTO notes (body) VALUES ('x')", params![])).unwrap();
    let read = f.db.read_now(|conn| {
        let mut gather = Gather::default();
        gather.part(&Part { what: "note", ints: &["n.at"], texts: &[], from: "FROM notes n", order: "" });
        gather.each(conn, |piece| piece.int::<Moment>(0).map(drop))
    });
    assert!(read.unwrap_err().to_string().contains("an integer"));
}

#[test]
fn nothing_asked_is_nothing_read() {
    let f = fresh(&[NOTES]);
    f.db.read_now(|conn| {
        Gather::default().each(conn, |piece| panic!("{piece:?}"))?;
        assert_eq!(conn.statements(), 0);
        Ok(())
    })
    .unwrap();
}
