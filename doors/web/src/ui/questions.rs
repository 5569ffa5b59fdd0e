//! The desk's own fields as questions of a form: the same in the portal, in a new ticket and beside one.

use std::collections::{BTreeMap, HashMap};

use ::tickets::{Answer, CustomField, FieldId, FieldKind, FieldValue, Forms, Given, Question, Required, When, input_name};
use askama::Template;
use catalogue::Say;
use db::Moment;
use jiff::civil::Time;

use crate::front::Fields;
use crate::ui::view::Choice;

/// A question as a form shows it.
pub struct Asked {
    /// What its input is called.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// What is typed.
    pub typed: String,
    /// Its options.
    pub choices: Vec<Choice>,
    /// Must it be answered here?
    pub needed: bool,
    /// The answer it hangs on.
    pub hangs: Option<Hangs>,
    /// What is wrong.
    pub error: String,
}

/// The questions alone, as a part of a page.
#[derive(Template)]
#[template(path = "ui/questions_part.html")]
pub struct Part {
    /// The questions.
    pub asks: Vec<Asked>,
}

/// The answer a question hangs on.
pub struct Hangs {
    /// The input that decides.
    pub on: &'static str,
    /// The values with which the question is due, divided by blanks.
    pub values: String,
    /// The same in words, for whoever has no scripts.
    pub words: String,
}

/// What is typed into the inputs of questions, by the name of the input.
pub type TypedAnswers = HashMap<String, String>;

/// The questions of a form.
#[must_use]
pub fn asked(say: &Say, forms: &Forms, form: &[Question<'_>], typed: &TypedAnswers, wrong: &Fields, at: Required) -> Vec<Asked> {
    let one = |q: &Question<'_>| {
        let name = input_name(q.field.id);
        let typed = typed.get(name).cloned().unwrap_or_default();
        let needed = q.ask.required == at && at != Required::Never;
        Asked {
            name,
            kind: q.field.kind,
            label: if needed || q.field.kind == FieldKind::Checkbox {
                q.field.name.clone()
            } else {
                say.say1("question-optional", "name", q.field.name.as_str()).into_owned()
            },
            hint: hint(say, q.field),
            choices: choices(say, q.field, &typed),
            typed,
            needed,
            hangs: q.ask.when.and_then(|when| hangs(say, forms, when)),
            error: wrong.of(name, say),
        }
    };
    form.iter().map(one).collect()
}

/// What a form sent for these questions; a box that is not ticked sends nothing, which means *no*.
#[must_use]
pub fn given(form: &[Question<'_>], typed: &TypedAnswers) -> Vec<Given> {
    let one = |q: &Question<'_>| Given { field: q.field.id, typed: typed.get(input_name(q.field.id)).cloned().unwrap_or_default() };
    form.iter().map(one).collect()
}

/// The answers that a form sent, whichever questions it had.
#[must_use]
pub fn all_given(typed: &TypedAnswers) -> Vec<Given> {
    let field = |name: &str| name.strip_prefix("field-")?.parse().ok().map(FieldId);
    typed.iter().filter_map(|(name, typed)| Some(Given { field: field(name)?, typed: typed.clone() })).collect()
}

/// What the ticket answers, as a form that changes it begins.
#[must_use]
pub fn typed_of(answers: &BTreeMap<FieldId, Answer>) -> TypedAnswers {
    let typed = |(id, answer): (&FieldId, &Answer)| (input_name(*id).to_owned(), answer.value.typed());
    answers.iter().map(typed).collect()
}

/// What was answered, question and answer, in the order of the fields.
#[must_use]
pub fn answered(say: &Say, forms: &Forms, answers: &BTreeMap<FieldId, Answer>, now: Moment) -> Vec<(String, String)> {
    let one = |field: &CustomField| Some((field.name.clone(), words(say, answers.get(&field.id)?, now)));
    forms.fields.iter().filter_map(one).collect()
}

/// An answer in the reader's words.
#[must_use]
pub fn words(say: &Say, answer: &Answer, now: Moment) -> String {
    value_words(say, &answer.value, &answer.shown, Some(now))
}

/// A value in the reader's words; `shown` is how it reads when it is a name. A day without a year is one of this year's.
#[must_use]
pub fn value_words(say: &Say, value: &FieldValue, shown: &str, now: Option<Moment>) -> String {
    match value {
        FieldValue::Ticked => say.say("yes").into_owned(),
        FieldValue::Number(n) => say.number(*n),
        FieldValue::Day(_) => {
            let noon = value.day().and_then(|day| day.to_datetime(Time::constant(12, 0, 0, 0)).to_zoned(say.zone.clone()).ok());
            let Some(at_ms) = noon.map(|noon| noon.timestamp().as_millisecond()) else { return shown.to_owned() };
            now.map_or_else(|| say.date_long(at_ms), |now| say.date_short(at_ms, now.0)).into_owned()
        }
        FieldValue::Text(_) | FieldValue::Option(_) | FieldValue::Person(_) => shown.to_owned(),
    }
}

fn hint(say: &Say, field: &CustomField) -> String {
    match field.kind {
        FieldKind::Person if field.hint.is_empty() => say.say("question-person-hint").into_owned(),
        _ => field.hint.clone(),
    }
}

/// The options that can be chosen, and one that was chosen before it was put away.
fn choices(say: &Say, field: &CustomField, typed: &str) -> Vec<Choice> {
    if !field.kind.has_options() {
        return Vec::new();
    }
    let open = field.options.iter().filter(|o| !o.archived || o.id.to_string() == typed);
    let none = Choice::new("", say.say("question-choose"), typed);
    std::iter::once(none).chain(open.map(|o| Choice::new(o.id, o.name.as_str(), typed))).collect()
}

fn hangs(say: &Say, forms: &Forms, when: When) -> Option<Hangs> {
    let decides = forms.field(when.field)?;
    let on = input_name(when.field);
    let Some(option) = when.option else {
        let words = say.say1("question-if-ticked", "name", decides.name.as_str()).into_owned();
        return Some(Hangs { on, values: "yes".to_owned(), words });
    };
    let below = decides.options.iter().filter(|o| o.id == option || decides.is_below(o.id, option));
    let values = below.map(|o| o.id.to_string()).collect::<Vec<_>>().join(" ");
    let words = say.say2("question-if", "name", decides.name.as_str(), "option", decides.option(option).unwrap_or_default()).into_owned();
    Some(Hangs { on, values, words })
}
