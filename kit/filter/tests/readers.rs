//! The law of the language: a statement and the memory give the same answer, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod desk;

use desk::trees::{grown, leaf, thing};
use desk::{Names, Thing, WordTable, context, database, fields};
use filter::{Filter, Node};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

/// Databases filled, and filters asked of each.
const DATABASES: u32 = 3;
const FILTERS: u32 = 400;

fn things_of(runner: &mut TestRunner) -> Vec<Thing> {
    let mut things = prop::collection::vec(thing(), 80).new_tree(runner).unwrap().current();
    for (id, thing) in (1..).zip(&mut things) {
        thing.id = id;
    }
    things
}

fn both(db: &db::Db, things: &[Thing], node: Node) -> (Vec<i64>, Vec<i64>, String) {
    let fields = fields();
    let bound = Filter::new(Some(node), Vec::new()).bind(&fields, &Names, &context()).unwrap();
    let in_memory = things.iter().filter(|thing| bound.matches(*thing)).map(|thing| thing.id).collect();
    // Parameters before ours, as a list has them.
    let found = bound.to_sql(&WordTable, 2);
    let sql = format!("SELECT t.id FROM things t WHERE t.id > $1 AND {} ORDER BY t.id", found.condition);
    let params: Vec<db::Value> = std::iter::once(db::Value::Int(0)).chain(found.params).collect();
    let asked = sql.clone();
    let in_sql = db.read_now(move |conn| conn.all::<(i64,)>(&asked, &params)).unwrap();
    (in_memory, in_sql.into_iter().map(|(id,)| id).collect(), sql)
}

#[test]
fn a_statement_and_the_memory_give_the_same_answer() {
    for _ in 0..DATABASES {
        let mut runner = TestRunner::new(Config { cases: FILTERS, failure_persistence: None, ..Config::default() });
        let things = things_of(&mut runner);
        let (db, _folder) = database(&things);
        runner
            .run(&grown(leaf()), |node| {
                let text = node.to_string();
                let (in_memory, in_sql, sql) = both(&db, &things, node);
                prop_assert_eq!(in_memory, in_sql, "{}\n{}", text, sql);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn the_opposite_of_a_filter_finds_exactly_the_rest() {
    let mut runner = TestRunner::new(Config { cases: FILTERS, failure_persistence: None, ..Config::default() });
    let things = things_of(&mut runner);
    let (db, _folder) = database(&things);
    runner
        .run(&grown(leaf()), |node| {
            let (found, ..) = both(&db, &things, node.clone());
            let (_, rest, sql) = both(&db, &things, Node::negated(node));
            let mut all: Vec<i64> = found.into_iter().chain(rest).collect();
            all.sort_unstable();
            prop_assert_eq!(all, things.iter().map(|thing| thing.id).collect::<Vec<_>>(), "{}", sql);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_is_missing_is_not_me() {
    let mut runner = TestRunner::deterministic();
    let things = things_of(&mut runner);
    let (db, _folder) = database(&things);
    let fields = fields();
    let node = Filter::parse("-assignee:me", &fields).unwrap().when.unwrap();
    let (in_memory, in_sql, _) = both(&db, &things, node);
    let expected: Vec<i64> = things.iter().filter(|thing| thing.assignee != Some(desk::ME)).map(|thing| thing.id).collect();
    assert!(things.iter().any(|thing| thing.assignee.is_none()));
    assert_eq!((&in_memory, &in_sql), (&expected, &expected));
}
