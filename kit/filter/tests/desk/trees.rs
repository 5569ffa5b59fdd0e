//! Random trees whose every term makes sense, and random things to hold them against.

use filter::{Node, Op};
use proptest::prelude::*;

use super::{DAY_MS, NOW_MS, PEOPLE, TAGS, TEAMS, Thing, WORDS};

const STATUSES: [&str; 6] = ["new", "open", "waiting", "on-hold", "resolved", "closed"];
const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];
const SUBJECTS: [&str; 5] = ["Printer on fire", "Drucker über Nacht aus", "VPN drops", "100% CPU_load", "it's \"odd\""];
const OPS: [Op; 5] = [Op::Is, Op::Greater, Op::GreaterOrEqual, Op::Less, Op::LessOrEqual];

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn term(field: &'static str, op: impl Strategy<Value = Op>, value: impl Strategy<Value = String>) -> impl Strategy<Value = Node> {
    (op, prop::collection::vec(value, 1..4)).prop_map(move |(op, values)| Node::term(field, op, values.iter().map(String::as_str)))
}

fn is() -> impl Strategy<Value = Op> {
    Just(Op::Is)
}

fn ops() -> impl Strategy<Value = Op> {
    prop::sample::select(&OPS[..])
}

pub fn leaf() -> impl Strategy<Value = Node> {
    let presence = one_of(&["none", "any"]);
    prop_oneof![
        term("status", ops(), one_of(&STATUSES)),
        term("status", is(), one_of(&["new..waiting", "resolved..", "..open", "unsolved", "solved", "none", "any"])),
        term("priority", ops(), one_of(&PRIORITIES)),
        term("priority", is(), presence),
        term("type", is(), one_of(&["ticket", "incident", "request"])),
        term("assignee", is(), one_of(&["me", "none", "any", "tom", "Jürgen Weiß", "jurgen*", "2", "99"])),
        term("team", is(), one_of(&["my-teams", "Leeds desk", "3", "none"])),
        term("watcher", is(), one_of(&["me", "none", "any", "tom brandt", "3"])),
        term("tag", is(), one_of(&["vpn", "VPN*", "zürich", "paper jam", "p*", "none", "any", "nothing"])),
        Just(Node::phrase("vpn")).boxed(),
        term("source", is(), one_of(&["mail", "m*", "Portal", "none", "any"])),
        term("subject", is(), one_of(&["fire", "über", "100%", "cpu_", "it's \"odd\"", "print*", "none", "any", "%"])),
        term("id", ops(), one_of(&["3", "7", "40", "-1", "9223372036854775807"])),
        term("id", is(), one_of(&["3..9", "..5", "30..", "5..5"])),
        term("spent", ops(), one_of(&["15m", "1h", "30"])),
        term("spent", is(), one_of(&["10m..2h", "none", "any"])),
        term("created", ops(), one_of(&["-7d", "today", "2026-11-20", "2026-11", "now", "last-week"])),
        term("created", is(), one_of(&["-3d..-1d", "2026-11-10..2026-11-20", "..yesterday", "any"])),
        term("due", ops(), one_of(&["2h", "tomorrow", "-1d", "20:30"])),
        term("due", is(), one_of(&["none", "any", "now..", "-2d..2d"])),
        term("begins", ops(), one_of(&["today", "2026-11-20", "2026-11", "-7d", "now", "tomorrow", "this-week"])),
        term("begins", is(), one_of(&["none", "any", "-3d..today", "2026-11-10..2026-11-20", "..yesterday", "2d"])),
        term("visited", ops(), one_of(&["today", "2026-11-21", "-2d"])),
        term("visited", is(), one_of(&["none", "any", "today..", "last-week"])),
        term("overdue", is(), one_of(&["yes", "no"])),
        term("mine", is(), one_of(&["yes", "no"])),
        term("note", is(), one_of(&["printer", "jam*"])),
        one_of(&WORDS).prop_map(|word| Node::word(&word)),
        one_of(&["print*", "vp*"]).prop_map(|word| Node::word(&word)),
        one_of(&WORDS).prop_map(|word| Node::phrase(&word)),
    ]
}

pub fn grown(leaf: impl Strategy<Value = Node> + 'static) -> impl Strategy<Value = Node> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts.clone().prop_map(|parts| Node::all(parts).unwrap_or_else(|| Node::word("a"))),
            parts.prop_map(|parts| Node::any(parts).unwrap_or_else(|| Node::word("a"))),
            inner.prop_map(Node::negated),
        ]
    })
}

fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(words, 0..=words.len().min(3)).prop_map(|all| all.into_iter().map(str::to_owned).collect())
}

fn id_of(table: &'static [(i64, &'static str)]) -> impl Strategy<Value = i64> {
    prop::sample::select(table).prop_map(|(id, _)| id)
}

pub fn thing() -> impl Strategy<Value = Thing> {
    let words =
        (one_of(&STATUSES), prop::option::of(one_of(&PRIORITIES)), one_of(&["incident", "request"]), prop::option::of(one_of(&SUBJECTS)));
    let nouns = (prop::option::of(id_of(&PEOPLE)), prop::option::of(id_of(&TEAMS)), prop::collection::vec(id_of(&PEOPLE), 0..3));
    let labels = (some_of(&TAGS), prop::option::of(one_of(&["mail", "portal", "phone"])), some_of(&WORDS));
    // Some instants are exactly now and exactly midnight, where off-by-one lives.
    let at = prop_oneof![
        (NOW_MS - 20 * DAY_MS)..(NOW_MS + 5 * DAY_MS),
        Just(NOW_MS),
        Just(NOW_MS - 7 * DAY_MS),
        Just(NOW_MS + 7_200_000),
        Just(NOW_MS - 20 * 3_600_000 - 30 * 60_000),
    ];
    // 2026-11-21 is day 20,778.
    let day = 20_758_i64..20_784;
    let days = (prop::option::of(day.clone()), prop::collection::vec(day, 0..3));
    (words, nouns, labels, prop::option::of(prop_oneof![0_i64..200, Just(15), Just(60)]), at.clone(), prop::option::of(at), days).prop_map(
        |((status, priority, kind, subject), (assignee, team, watchers), (tags, source, words), spent_min, created_at, due_at, days)| {
            Thing {
                id: 0,
                status,
                priority,
                kind,
                assignee,
                team,
                watchers,
                tags,
                source,
                subject,
                spent_min,
                created_at,
                due_at,
                starts_day: days.0,
                visits: days.1,
                words,
            }
        },
    )
}
