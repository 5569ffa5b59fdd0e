//! Every refusal points at its characters and says what would be right, in both languages.

mod desk;

use std::collections::BTreeSet;

use catalogue::keys_of;
use desk::problem;

/// The text with `[` and `]` round the span of its problem, and the problem's key.
fn marked(text: &str) -> String {
    let problem = problem(text);
    let (start, end) = (problem.span.start, problem.span.end);
    format!("{}[{}]{} {}", &text[..start], &text[start..end], &text[end..], problem.says.key)
}

#[test]
fn a_problem_points_at_its_characters() {
    for (expected, text) in [
        ("a [stauts]:open filter-field-misspelled", "a stauts:open"),
        ("[invoice]:5 filter-field-unknown", "invoice:5"),
        ("status:[opne] filter-value-misspelled", "status:opne"),
        ("status:new,[purple] filter-value-unknown", "status:new,purple"),
        ("[status]: filter-value-missing", "status:"),
        ("[tag]:a, filter-value-missing", "tag:a,"),
        ("tag:[\"\"] filter-value-missing", "tag:\"\""),
        ("assignee:[pria] filter-name-misspelled", "assignee:pria"),
        ("assignee:[zoe] filter-name-unknown", "assignee:zoe"),
        ("team:[\"Leds desk\"] filter-name-misspelled", "team:\"Leds desk\""),
        ("tag>[vpn] filter-not-comparable", "tag>vpn"),
        ("type<[incident] filter-not-comparable", "type<incident"),
        ("status<[unsolved] filter-not-comparable", "status<unsolved"),
        ("id:[abc] filter-number-wrong", "id:abc"),
        ("spent>[long] filter-duration-wrong", "spent>long"),
        ("due<[soon] filter-time-wrong", "due<soon"),
        ("overdue:[perhaps] filter-flag-wrong", "overdue:perhaps"),
        ("id:[9..3] filter-range-backwards", "id:9..3"),
        ("status:[closed..new] filter-range-backwards", "status:closed..new"),
        ("created:[tomorrow..today] filter-range-backwards", "created:tomorrow..today"),
        ("a [\"b c] filter-quote-open", "a \"b c"),
        ("a [(]b filter-group-open", "a (b"),
        ("a b[)] filter-group-not-open", "a b)"),
        ("a [()] filter-group-empty", "a ()"),
        ("[or] a filter-or-left", "or a"),
        ("a [or] filter-or-right", "a or"),
        ("[???] filter-nothing-to-search", "???"),
        ("sort:[tag] filter-order-unknown", "sort:tag"),
        ("a ([sort:due]) filter-order-inside", "a (sort:due)"),
        ("is:[overdu] filter-question-misspelled", "is:overdu"),
        ("is:[gone] filter-question-unknown", "is:gone"),
    ] {
        assert_eq!(marked(text), expected, "{text}");
    }
}

#[test]
fn a_slip_gets_a_suggestion() {
    for (text, meant) in [
        ("asignee:me", "assignee"),
        ("status:opne", "open"),
        ("status:solvd", "solved"),
        ("team:\"Leds desk\"", "Leeds desk"),
        ("is:overdu", "overdue"),
        ("prio:high", "priority"),
    ] {
        assert_eq!(problem(text).arg("meant"), Some(meant), "{text}");
    }
    assert_eq!(problem("type:x").arg("allowed"), Some("incident, request"));
}

#[test]
fn columns_count_characters_and_not_bytes() {
    let problem = problem("プリンター status:ope");
    assert_eq!((problem.column, problem.arg("at")), (14, Some("14")));
}

#[test]
fn limits_are_refused_and_named() {
    use filter::limits::{DEPTH_MAX, ORDERS_MAX, PARAMS_MAX, PHRASE_CHARS_MAX, TERMS_MAX, TEXT_BYTES_MAX, VALUES_MAX, WORDS_MAX};
    let many = |part: &str, count: usize| vec![part; count].join(" ");
    let values = |count: usize| vec!["7"; count].join(",");
    for (key, max, text) in [
        ("filter-too-long", TEXT_BYTES_MAX, "a ".repeat(TEXT_BYTES_MAX)),
        ("filter-too-deep", DEPTH_MAX, format!("{}a{}", "(".repeat(DEPTH_MAX + 1), ")".repeat(DEPTH_MAX + 1))),
        ("filter-too-deep", DEPTH_MAX, format!("{}a", "-".repeat(DEPTH_MAX + 1))),
        ("filter-too-many-terms", TERMS_MAX, many("id:1", TERMS_MAX + 1)),
        ("filter-too-many-words", WORDS_MAX, many("a", WORDS_MAX + 1)),
        ("filter-phrase-too-long", PHRASE_CHARS_MAX, format!("\"{}\"", many("ä", PHRASE_CHARS_MAX))),
        ("filter-too-many-values", VALUES_MAX, format!("id:{}", values(VALUES_MAX + 1))),
        ("filter-too-many-values", PARAMS_MAX, many(&format!("id:{}", values(VALUES_MAX)), PARAMS_MAX / VALUES_MAX + 1)),
        ("filter-too-many-orders", ORDERS_MAX, many("sort:id", ORDERS_MAX + 1)),
    ] {
        let problem = problem(&text);
        assert_eq!((problem.says.key, problem.arg("max")), (key, Some(max.to_string().as_str())));
    }
}

#[test]
fn every_key_has_its_sentence_in_both_languages() {
    let mut used = BTreeSet::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let key = |part: &str| part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect::<String>();
        used.extend(source.split("\"filter-").skip(1).map(|part| format!("filter-{}", key(part))).filter(|key| key != "filter-field-"));
    }
    for (language, source) in filter::TEXTS {
        let known: BTreeSet<String> = keys_of(source).into_keys().collect();
        assert_eq!(known, used, "{language}");
    }
}

#[test]
fn sentences_use_only_the_arguments_they_get() {
    let texts = [
        "stauts:x",
        "a status:opne",
        "status:x",
        "a:b tag>x",
        "team:zzz",
        "team:leds",
        "id:x",
        "sort:x",
        "is:x",
        "xx:5",
        "overdue:x",
        "status:",
    ];
    for problem in texts.map(problem) {
        let given: BTreeSet<String> = problem.says.args.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (language, source) in filter::TEXTS {
            let wanted = keys_of(source).remove(problem.says.key).unwrap_or_default();
            assert!(wanted.iter().all(|name| given.contains(name)), "{language} {}: {wanted:?} of {given:?}", problem.says.key);
        }
    }
}
