//! Values by kind: words and their ranks, flags, numbers and their ranges.

use outcome::Sentence;

use crate::bound::Test;
use crate::fields::{Field, Vocabulary};
use crate::problem::{Problem, Span};
use crate::suggest::nearest;
use crate::tree::{Op, Value};

/// Refuses `<` and `>` for a field without an order.
pub(crate) fn only_is(field: &Field, op: Op, span: Span) -> Result<(), Problem> {
    if op == Op::Is {
        return Ok(());
    }
    Err(Problem::new(span, Sentence::new("filter-not-comparable").with("field", field.name()).with("op", op)))
}

/// What stands before the `*` of a bare `print*`.
pub(crate) fn starred(value: &Value) -> Option<&str> {
    value.text.strip_suffix('*').filter(|start| !value.quoted && !start.is_empty())
}

pub(crate) fn flag(field: &Field, value: &Value) -> Result<bool, Problem> {
    match value.text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "any" => Ok(true),
        "no" | "false" | "0" | "none" => Ok(false),
        _ => Err(Problem::new(value.span, Sentence::new("filter-flag-wrong").with("field", field.name()).with("value", &value.text))),
    }
}

pub(crate) fn word(field: &Field, vocabulary: &Vocabulary, op: Op, value: &Value) -> Result<Test, Problem> {
    let owned = |words: Vec<&str>| Test::TextIn(words.into_iter().map(str::to_owned).collect());
    if op == Op::Is {
        if let Some((from, to)) = value.text.split_once("..").filter(|_| vocabulary.ranked && !value.quoted) {
            let rank = |text: &str, open: usize| if text.is_empty() { Ok(open) } else { rank(field, vocabulary, op, text, value.span) };
            let (low, high) = (rank(from, 0)?, rank(to, usize::MAX)?);
            if low > high {
                return Err(Problem::new(value.span, "filter-range-backwards"));
            }
            return Ok(owned(vocabulary.words().enumerate().filter(|(r, _)| (low..=high).contains(r)).map(|(_, w)| w).collect()));
        }
        let meaning = vocabulary.meaning(&value.text);
        return meaning.map(owned).ok_or_else(|| unknown_word(field, vocabulary, &value.text, value.span));
    }
    only_is(field, if vocabulary.ranked { Op::Is } else { op }, value.span)?;
    let rank = rank(field, vocabulary, op, &value.text, value.span)?;
    let passes = |r: usize| match op {
        Op::Greater => r > rank,
        Op::GreaterOrEqual => r >= rank,
        Op::Less => r < rank,
        Op::LessOrEqual => r <= rank,
        Op::Is => r == rank,
    };
    Ok(owned(vocabulary.words().enumerate().filter(|(r, _)| passes(*r)).map(|(_, w)| w).collect()))
}

fn rank(field: &Field, vocabulary: &Vocabulary, op: Op, text: &str, span: Span) -> Result<usize, Problem> {
    match vocabulary.meaning(text).as_deref() {
        Some([word]) => vocabulary.rank(word).ok_or_else(|| unknown_word(field, vocabulary, text, span)),
        Some(_) => Err(Problem::new(span, Sentence::new("filter-not-comparable").with("field", text).with("op", op))),
        None => Err(unknown_word(field, vocabulary, text, span)),
    }
}

fn unknown_word(field: &Field, vocabulary: &Vocabulary, text: &str, span: Span) -> Problem {
    let aliases = vocabulary.aliases.iter().map(|(alias, _)| alias.as_ref());
    let allowed = vocabulary.words().collect::<Vec<_>>().join(", ");
    let says = |key| Sentence::new(key).with("field", field.name()).with("value", text);
    Problem::new(
        span,
        match nearest(text, vocabulary.words().chain(aliases)) {
            Some(meant) => says("filter-value-misspelled").with("meant", meant).with("allowed", allowed),
            None => says("filter-value-unknown").with("allowed", allowed),
        },
    )
}

/// Compares with what `read` finds in the text: the first and the last number that it covers.
pub(crate) fn compared(value: &Value, op: Op, wrong: &'static str, read: impl Fn(&str) -> Option<(i64, i64)>) -> Result<Test, Problem> {
    let number = |text: &str| read(text).ok_or_else(|| Problem::new(value.span, Sentence::new(wrong).with("value", &value.text)));
    if op == Op::Is
        && let Some((from, to)) = value.text.split_once("..").filter(|ends| !value.quoted && *ends != ("", ""))
    {
        let low = if from.is_empty() { None } else { Some(number(from)?.0) };
        let high = if to.is_empty() { None } else { Some(number(to)?.1) };
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            return Err(Problem::new(value.span, "filter-range-backwards"));
        }
        return Ok(Test::Between(low, high.and_then(|high| high.checked_add(1))));
    }
    let (first, last) = number(&value.text)?;
    let nothing = Test::NumberIn(Vec::new());
    Ok(match op {
        Op::Is if first == last => Test::NumberIn(vec![first]),
        Op::Is => Test::Between(Some(first), last.checked_add(1)),
        Op::Greater => last.checked_add(1).map_or(nothing, |from| Test::Between(Some(from), None)),
        Op::GreaterOrEqual => Test::Between(Some(first), None),
        Op::Less => Test::Between(None, Some(first)),
        Op::LessOrEqual => last.checked_add(1).map_or(Test::Present, |to| Test::Between(None, Some(to))),
    })
}
