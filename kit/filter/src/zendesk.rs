//! What Zendesk's search means differently: repeated fields, and ages without a sign.

use crate::fields::{Field, Kind};
use crate::tree::{Node, Op, Value};

/// `status:new status:open` asks for either; so do our comma lists.
pub(crate) fn repeated_fields_mean_or(node: Node) -> Option<Node> {
    let parts = match node {
        Node::All(parts) => parts,
        other => return Some(other),
    };
    let mut kept: Vec<Node> = Vec::new();
    for part in parts {
        let Node::Term(term) = part else {
            kept.push(part);
            continue;
        };
        let earlier = kept.iter_mut().find_map(|node| match node {
            Node::Term(earlier) if earlier.field == term.field && earlier.op == Op::Is && term.op == Op::Is => Some(earlier),
            _ => None,
        });
        match earlier {
            Some(earlier) => earlier.values.extend(term.values),
            None => kept.push(Node::Term(term)),
        }
    }
    Node::all(kept)
}

/// `created>4hours` looks four hours back.
pub(crate) fn look_back(field: &Field, mut values: Vec<Value>) -> Vec<Value> {
    if matches!(field.kind, Kind::Time) {
        for value in values.iter_mut().filter(|v| !v.quoted) {
            let unit = value.text.trim_start_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
            let age = ["minute", "hour", "day", "week", "month", "year"].contains(&unit.trim_end_matches('s'));
            if age && unit.len() < value.text.len() {
                value.text.insert(0, '-');
            }
        }
    }
    values
}
