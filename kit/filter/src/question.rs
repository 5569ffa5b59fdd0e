//! `is:overdue`, `is:open`, `has:assignee`: questions in which the field's name is the value.

use outcome::Sentence;

use crate::fields::{Field, Fields, Kind};
use crate::problem::{Problem, Span};
use crate::scan::Head;
use crate::suggest::nearest;
use crate::tree::{Node, Op, Term, Value};

/// The term that the question asks for; several values are several questions, any of which will do.
pub(crate) fn ask(fields: &Fields, head: &Head<'_>, values: &[Value], span: Span) -> Result<Node, Problem> {
    if head.op != Op::Is {
        return Err(Problem::new(head.span, Sentence::new("filter-not-comparable").with("field", head.name)));
    }
    let has = head.name.eq_ignore_ascii_case("has");
    let asked: Result<Vec<Node>, Problem> = values.iter().map(|value| question(fields, has, value, span)).collect();
    Node::any(asked?).ok_or_else(|| Problem::new(span, Sentence::new("filter-value-missing").with("field", head.name)))
}

fn question(fields: &Fields, has: bool, value: &Value, span: Span) -> Result<Node, Problem> {
    let term = |field: &Field, text: &str| {
        let value = Value { text: text.to_owned(), quoted: false, span: value.span };
        Node::Term(Term { field: field.name().to_owned(), op: Op::Is, values: vec![value], span })
    };
    let named = fields.find(&value.text).filter(|field| !matches!(field.kind, Kind::FullText));
    match named {
        Some(field) if matches!(field.kind, Kind::Flag) => return Ok(term(field, "yes")),
        Some(field) if has => return Ok(term(field, "any")),
        _ => {}
    }
    let known = |field: &&Field| matches!(&field.kind, Kind::Words(vocabulary) if vocabulary.meaning(&value.text).is_some());
    if let Some(field) = fields.iter().find(known).filter(|_| !has) {
        return Ok(term(field, &value.text));
    }
    let answers = fields.iter().flat_map(|field| match &field.kind {
        Kind::Flag => vec![field.name()],
        Kind::Words(vocabulary) if !has => vocabulary.words().collect(),
        _ if has => vec![field.name()],
        _ => Vec::new(),
    });
    let says = Sentence::new("filter-question-unknown").with("value", &value.text);
    Err(Problem::new(
        value.span,
        match nearest(&value.text, answers) {
            Some(meant) => Sentence { key: "filter-question-misspelled", ..says }.with("meant", meant),
            None => says,
        },
    ))
}
