//! `/settings/fields`: the desk's own fields, their options, and the rules that say where each is asked.

use ::tickets::{
    AddField, Ask, AskedOf, Category, CategoryId, CustomField, EditField, FieldId, FieldKind, Forms, OptionId, Required, SetAsk,
    SetOptions, When,
};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::Refusal;
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// A field in the list.
struct Line {
    id: i64,
    name: String,
    key: String,
    kind: String,
    /// Where it is asked, in words.
    asked: String,
    archived: bool,
}

/// A rule of the open field.
struct Rule {
    /// The category's number; empty for every ticket.
    category: String,
    place: String,
    text: String,
}

#[derive(Template)]
#[template(path = "settings/fields.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The field that is changed; a new one where there is none.
    open: Option<CustomField>,
    typed: Typed,
    kinds: Vec<Choice>,
    options: String,
    rules: Vec<Rule>,
    categories: Vec<Choice>,
    audiences: Vec<Choice>,
    requireds: Vec<Choice>,
    whens: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed into any of the page's forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    key: String,
    kind: String,
    hint: String,
    pattern: String,
    in_lists: String,
    position: String,
    options: String,
    category: String,
    audience: String,
    required: String,
    /// `field` or `field-option`.
    when: String,
}

/// `GET /settings/fields`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/fields`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = AddField {
        name: typed.name.clone(),
        key: typed.key.clone(),
        kind: typed.kind.parse().unwrap_or(FieldKind::Text),
        hint: typed.hint.clone(),
        pattern: typed.pattern.clone(),
        in_lists: !typed.in_lists.is_empty(),
    };
    match caught(desk.db.write(move |tx| tickets::add_field(tx, &actor, &input)).await)? {
        Ok(done) => {
            let flash = Flash::new("toast-added").with("name", done.name);
            Ok(with_flash(Redirect::to(&format!("/settings/fields/{}", done.id)), &flash))
        }
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `GET /settings/fields/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/fields/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = EditField {
        field: id,
        name: typed.name.clone(),
        hint: typed.hint.clone(),
        pattern: typed.pattern.clone(),
        in_lists: !typed.in_lists.is_empty(),
        position: typed.position.parse().ok(),
    };
    match caught(desk.db.write(move |tx| tickets::edit_field(tx, &actor, &input)).await)? {
        Ok(_) => Ok(saved(id)),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

/// `POST /settings/fields/{id}/options`
pub async fn options(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = SetOptions { field: id, names: typed.options.lines().map(str::to_owned).collect() };
    match caught(desk.db.write(move |tx| tickets::set_options(tx, &actor, &input)).await)? {
        Ok(_) => Ok(saved(id)),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

/// `POST /settings/fields/{id}/rules`
pub async fn rule(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = SetAsk {
        field: id,
        category: typed.category.parse().ok(),
        audience: typed.audience.parse().unwrap_or(AskedOf::Desk),
        required: typed.required.parse().unwrap_or(Required::Never),
        when: when(&typed.when),
    };
    match caught(desk.db.write(move |tx| tickets::set_ask(tx, &actor, &input)).await)? {
        Ok(()) => Ok(saved(id)),
        Err(fields) => {
            let fields = fields.renamed("when_field", "when").renamed("when_option", "when").renamed("field", "category");
            again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?)
        }
    }
}

/// `POST /settings/fields/{id}/rules/remove`
pub async fn unrule(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>, Form(typed): Form<Typed>) -> Answer {
    let place: (FieldId, Option<CategoryId>) = (id, typed.category.parse().ok());
    desk.db.write(move |tx| tickets::drop_ask(tx, &visitor.actor, &place)).await?;
    Ok(saved(id))
}

/// `POST /settings/fields/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::archive_field(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("/settings/fields/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/fields"), &flash))
}

/// `POST /settings/fields/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FieldId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::restore_field(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/fields"), &Flash::new("toast-restored").with("name", done.name)))
}

fn saved(id: FieldId) -> Response {
    with_flash(Redirect::to(&format!("/settings/fields/{id}")), &Flash::new("toast-saved"))
}

fn when(word: &str) -> Option<When> {
    let (field, option) = word.split_once('-').map_or((word, None), |(field, option)| (field, Some(option)));
    Some(When { field: field.parse().ok()?, option: option.and_then(|o| o.parse::<OptionId>().ok()) })
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<FieldId>, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "fields"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, forms, categories) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            Ok((shell, tickets::forms(conn)?, tickets::categories(conn)?))
        })
        .await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(forms.field(id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "fields", &open.name);
    }
    let known = open.map(typed_of).unwrap_or_default();
    let typed = match typed {
        // A form of the page that was sent alone leaves the others as they stand.
        Some(sent) if open.is_some() && sent.name.is_empty() && !fields.of("name", say).is_empty() => sent,
        Some(sent) if open.is_some() && sent.name.is_empty() => {
            Typed { name: known.name, hint: known.hint, pattern: known.pattern, in_lists: known.in_lists, position: known.position, ..sent }
        }
        Some(sent) => sent,
        None => known,
    };
    let word = |kind: &str, word: &str| say.say(&format!("{kind}-{word}")).into_owned();
    Ok(Page {
        t: say,
        lines: if open.is_none() { forms.fields.iter().map(|f| line(say, &forms, f)).collect() } else { Vec::new() },
        kinds: FieldKind::ALL.iter().map(|k| Choice::new(k, word("field-kind", k.as_str()), &typed.kind)).collect(),
        options: match open {
            Some(_) if !typed.options.is_empty() => typed.options.clone(),
            Some(field) => field.choosable().map(|o| o.name.as_str()).collect::<Vec<_>>().join("\n"),
            None => String::new(),
        },
        rules: open.map(|f| rules(say, &forms, f)).unwrap_or_default(),
        categories: places(say, &categories, &typed.category),
        audiences: AskedOf::ALL.iter().map(|a| Choice::new(a, word("field-audience", a.as_str()), &typed.audience)).collect(),
        requireds: Required::ALL.iter().map(|r| Choice::new(r, word("field-required", r.as_str()), &typed.required)).collect(),
        whens: open.map(|f| whens(say, &forms, f, &typed.when)).unwrap_or_default(),
        open: open.cloned(),
        shell,
        nav,
        typed,
        fields,
    })
}

fn typed_of(field: &CustomField) -> Typed {
    Typed {
        name: field.name.clone(),
        key: field.key.clone(),
        kind: field.kind.to_string(),
        hint: field.hint.clone(),
        pattern: field.pattern.clone(),
        in_lists: if field.in_lists { "yes".to_owned() } else { String::new() },
        position: field.position.to_string(),
        ..Typed::default()
    }
}

fn line(say: &Say, forms: &Forms, field: &CustomField) -> Line {
    let places: Vec<String> = forms.asks.iter().filter(|a| a.field == field.id).map(|a| place(say, a)).collect();
    Line {
        id: field.id.0,
        name: field.name.clone(),
        key: field.key.clone(),
        kind: say.say(&format!("field-kind-{}", field.kind)).into_owned(),
        asked: if places.is_empty() {
            say.say("settings-field-nowhere").into_owned()
        } else {
            say.say1("settings-field-asked", "places", say.list(&places).as_str()).into_owned()
        },
        archived: field.archived_at.is_some(),
    }
}

fn place(say: &Say, ask: &Ask) -> String {
    ask.path.clone().unwrap_or_else(|| say.say("settings-field-everywhere").into_owned())
}

fn rules(say: &Say, forms: &Forms, field: &CustomField) -> Vec<Rule> {
    let rule = |ask: &Ask| {
        let mut text = vec![
            say.say(&format!("field-audience-{}", ask.audience)).into_owned(),
            say.say(&format!("field-required-{}", ask.required)).into_owned(),
        ];
        text.extend(ask.when.map(|when| when_words(say, forms, when)));
        Rule { category: ask.category.map(|c| c.to_string()).unwrap_or_default(), place: place(say, ask), text: text.join(" · ") }
    };
    forms.asks.iter().filter(|a| a.field == field.id).map(rule).collect()
}

fn when_words(say: &Say, forms: &Forms, when: When) -> String {
    let field = forms.field(when.field);
    let name = field.map(|f| f.name.as_str()).unwrap_or_default();
    match when.option {
        Some(option) => {
            let option = field.and_then(|f| f.option(option)).unwrap_or_default();
            say.say2("question-if", "name", name, "option", option).into_owned()
        }
        None => say.say1("question-if-ticked", "name", name).into_owned(),
    }
}

fn places(say: &Say, categories: &[Category], chosen: &str) -> Vec<Choice> {
    let everywhere = Choice::new("", say.say("settings-field-everywhere"), chosen);
    let open = categories.iter().filter(|c| c.archived_at.is_none());
    std::iter::once(everywhere).chain(open.map(|c| Choice::new(c.id, c.path.as_str(), chosen))).collect()
}

/// Every answer that a question may hang on.
fn whens(say: &Say, forms: &Forms, field: &CustomField, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", say.say("settings-field-always"), chosen)];
    for decides in forms.fields.iter().filter(|f| f.id != field.id && f.archived_at.is_none() && f.kind.can_decide()) {
        if decides.kind.has_options() {
            choices.extend(decides.choosable().map(|o| {
                let words = when_words(say, forms, When { field: decides.id, option: Some(o.id) });
                Choice::new(format!("{}-{}", decides.id, o.id), words, chosen)
            }));
        } else {
            choices.push(Choice::new(decides.id, when_words(say, forms, When { field: decides.id, option: None }), chosen));
        }
    }
    choices
}
