//! What the desk wants to know of people and organizations besides: shown on their pages, asked on the pages that change them.

use std::collections::BTreeMap;

use catalogue::Say;
use jiff::civil::Date;
use people::{NounField, NounFieldKind, ToldAnswer};

use crate::ui::view::Choice;

/// What stands before a field's key in the name of its input.
const BEGINS: &str = "field-";

/// What is answered, for reading.
pub struct Fact {
    /// What is asked.
    pub name: String,
    /// What is answered.
    pub text: String,
    /// Several lines?
    pub long: bool,
}

/// A question, for answering.
pub struct Question {
    /// Its input.
    pub input: String,
    /// What is asked.
    pub name: String,
    /// What helps to answer it.
    pub hint: String,
    /// What it takes.
    pub kind: NounFieldKind,
    /// What is answered or typed.
    pub value: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

impl Question {
    /// The kind of its input.
    #[must_use]
    pub fn input_kind(&self) -> &'static str {
        if self.kind == NounFieldKind::Date { "date" } else { "text" }
    }
}

/// The answers there are.
#[must_use]
pub fn facts(say: &Say, answers: Vec<ToldAnswer>) -> Vec<Fact> {
    let fact = |answer: ToldAnswer| {
        let shown = answer.shown?;
        let text = match answer.kind {
            NounFieldKind::Checkbox => say.say("yes").into_owned(),
            NounFieldKind::Date => day(say, &shown).unwrap_or(shown),
            _ => shown,
        };
        Some(Fact { name: answer.name, text, long: answer.kind == NounFieldKind::Textarea })
    };
    answers.into_iter().filter_map(fact).collect()
}

/// A day as its reader says it.
fn day(say: &Say, shown: &str) -> Option<String> {
    let begins = shown.parse::<Date>().ok()?.to_zoned(say.zone.clone()).ok()?;
    Some(say.date_long(begins.timestamp().as_millisecond()).into_owned())
}

/// The questions, with what was typed, or else with what is answered.
#[must_use]
pub fn questions(say: &Say, fields: &[NounField], answers: &[ToldAnswer], typed: Option<&BTreeMap<String, String>>) -> Vec<Question> {
    let question = |field: &NounField| {
        let input = format!("{BEGINS}{}", field.key);
        let answer = answers.iter().find(|answer| answer.key == field.key);
        let value = match typed {
            Some(typed) => typed.get(&input).cloned().unwrap_or_default(),
            None => answer.and_then(|answer| answer.value.clone()).unwrap_or_default(),
        };
        let mut choices = Vec::new();
        if field.kind == NounFieldKind::Dropdown {
            choices.push(Choice::new("", say.say("question-choose"), &value));
            // An option that was put away stays with whoever has it.
            let there = field.options.iter().filter(|option| !option.archived || option.tag == value);
            choices.extend(there.map(|option| Choice::new(&option.tag, option.name.as_str(), &value)));
        }
        Question { input, name: field.name.clone(), hint: field.hint.clone(), kind: field.kind, value, choices }
    };
    fields.iter().filter(|field| field.archived_at.is_none()).map(question).collect()
}

/// What was typed into the questions, by the keys of their fields.
#[must_use]
pub fn given(typed: &BTreeMap<String, String>) -> Vec<(String, String)> {
    typed.iter().filter_map(|(input, text)| Some((input.strip_prefix(BEGINS)?.to_owned(), text.clone()))).collect()
}
