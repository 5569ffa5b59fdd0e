//! A whole database goes out and comes back, from whichever engine the run is for.

use crate::common::fresh;
use db::{Migrations, params};

const PARTS: Migrations = Migrations {
    slice: "test",
    steps: &[(
        "0001",
        "CREATE TABLE parts (id {id}, whole_id BIGINT REFERENCES parts (id), name {text} NOT NULL, z {bytes}, w DOUBLE PRECISION);",
    )],
};

#[test]
fn what_went_out_comes_back_and_ids_go_on() {
    let old = fresh(&[PARTS]);
    old.db
        .write_now(|tx| {
            tx.execute_one("INSERT INTO parts (id, name, z, w) VALUES (2, 'ü \"quoted\"', $1, 0.25)", params![vec![0u8, 9]])?;
            tx.execute_one("INSERT INTO parts (id, name, whole_id) VALUES (1, 'refers to a later row of the file', 2)", params![])
        })
        .unwrap();
    let mut file = Vec::new();
    let out = db::dump(&old.db, &mut file, &mut |_, _| {}).unwrap();
    assert_eq!(out["parts"], 2);

    let new = fresh(&[PARTS]);
    let mut input = file.as_slice();
    assert!(db::steps_of(&mut input).unwrap().contains(&("test".into(), "0001".into())));
    assert_eq!(db::load(&new.db, &mut input, &mut |_, _| {}).unwrap(), out);
    let rows = new
        .db
        .read_now(|c| {
            c.all::<(i64, Option<i64>, String, Option<Vec<u8>>, Option<f64>)>(
                "SELECT id, whole_id, name, z, w FROM parts ORDER BY id",
                params![],
            )
        })
        .unwrap();
    assert_eq!(rows[1], (2, None, "ü \"quoted\"".into(), Some(vec![0, 9]), Some(0.25)));
    let next: i64 = new.db.write_now(|tx| tx.insert("INSERT INTO parts (name) VALUES ('next') RETURNING id", params![])).unwrap();
    assert_eq!(next, 3);
}

#[test]
fn a_cut_off_or_doubled_restore_keeps_nothing() {
    let old = fresh(&[PARTS]);
    old.db.write_now(|tx| tx.execute_one("INSERT INTO parts (name) VALUES ('one')", params![])).unwrap();
    let mut file = Vec::new();
    db::dump(&old.db, &mut file, &mut |_, _| {}).unwrap();
    let text = String::from_utf8(file.clone()).unwrap();
    let cut = text.trim_end().rsplit_once('\n').unwrap().0.to_owned();

    let new = fresh(&[PARTS]);
    let mut input = cut.as_bytes();
    db::steps_of(&mut input).unwrap();
    assert!(db::load(&new.db, &mut input, &mut |_, _| {}).unwrap_err().to_string().contains("cut off"));
    assert_eq!(new.db.read_now(|c| c.one::<(i64,)>("SELECT COUNT(*) FROM parts", params![])).unwrap(), (0,));
    for expected in [true, false] {
        let mut input = file.as_slice();
        db::steps_of(&mut input).unwrap();
        assert_eq!(db::load(&new.db, &mut input, &mut |_, _| {}).is_ok(), expected);
    }
    assert!(db::steps_of(&mut "not a backup".as_bytes()).is_err());
}
