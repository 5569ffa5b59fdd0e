//! Reading is total, and what is printed reads back as what it was.

mod desk;

use desk::fields;
use desk::trees::{grown, leaf};
use filter::{Dialect, Filter, Node, Op};
use proptest::prelude::*;

/// Texts with everything that means something to the language.
fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        r#"[-a-c():",.*<>=!\\/ or]{1,12}"#,
        r#"(not |or |and |NOT|status:|tag>|"|“|„|-|\(|\)|,|\*|\.\.|sort:|is:|a|ß|日本|\n|\u{0}){1,10}"#,
        any::<String>(),
    ]
}

fn odd_leaf() -> impl Strategy<Value = Node> {
    let searchable = odd_text().prop_map(|text| format!("{text}x")).boxed();
    prop_oneof![
        searchable.clone().prop_map(|text| Node::word(&text)),
        searchable.clone().prop_map(|text| Node::phrase(&text)),
        prop::collection::vec(searchable, 1..3).prop_map(|values| Node::term("tag", Op::Is, values.iter().map(String::as_str))),
        leaf(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_prints_as_a_text_that_reads_back(node in grown(odd_leaf())) {
        let filter = Filter::new(Some(node), Vec::new());
        let text = filter.to_string();
        prop_assume!(text.len() <= filter::limits::TEXT_BYTES_MAX);
        let read = Filter::parse(&text, &fields());
        prop_assert_eq!(read.as_ref(), Ok(&filter), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_in_its_place(text in odd_text(), zendesk: bool) {
        let dialect = if zendesk { Dialect::Zendesk } else { Dialect::Firstline };
        match Filter::parse_as(&text, &fields(), dialect) {
            Ok(filter) => {
                let printed = filter.to_string();
                prop_assert_eq!(Filter::parse(&printed, &fields()), Ok(filter), "{}", printed);
            }
            Err(problem) => {
                prop_assert!(text.get(problem.span.start..problem.span.end).is_some(), "{:?}", problem);
                prop_assert!(problem.span.start < problem.span.end, "{:?}", problem);
                prop_assert!(problem.arg("at").is_some());
            }
        }
    }

    #[test]
    fn several_pieces_are_read_as_one_would_expect(pieces in prop::collection::vec(odd_text(), 1..5)) {
        let text = pieces.join(" ");
        if let Ok(filter) = Filter::parse(&text, &fields()) {
            prop_assert_eq!(Filter::parse(&filter.to_string(), &fields()), Ok(filter), "{}", text);
        }
    }

    #[test]
    fn typing_is_completed_without_a_fault(text in odd_text(), cursor in 0_usize..40) {
        for suggestion in filter::completion(&text, cursor, &fields(), &desk::Names).unwrap() {
            prop_assert!(text.get(suggestion.replaces.start..suggestion.replaces.end).is_some());
            prop_assert!(!suggestion.insert.is_empty());
        }
        let _ = Filter::peek(&text, "type");
    }
}
