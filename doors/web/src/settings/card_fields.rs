//! `/settings/card-fields`: what the desk wants to know of people and organizations besides.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::Refusal;
use people::{AddNounField, EditNounField, Noun, NounField, NounFieldId, NounFieldKind, NounOptionInput, SetNounOptions};
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
    archived: bool,
}

/// The fields about one kind of noun.
struct List {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "settings/card_fields.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lists: Vec<List>,
    /// The field that is changed; a new one where there is none.
    open: Option<NounField>,
    typed: Typed,
    abouts: Vec<Choice>,
    kinds: Vec<Choice>,
    options: String,
    fields: &'a Fields,
}

/// What is typed into any of the page's forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    about: String,
    name: String,
    key: String,
    kind: String,
    hint: String,
    pattern: String,
    position: String,
    options: String,
}

/// `GET /settings/card-fields`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/card-fields`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = AddNounField {
        about: typed.about.parse().unwrap_or(Noun::Person),
        name: typed.name.clone(),
        key: typed.key.clone(),
        kind: typed.kind.parse().unwrap_or(NounFieldKind::Text),
        hint: typed.hint.clone(),
        pattern: typed.pattern.clone(),
    };
    match caught(desk.db.write(move |tx| people::add_noun_field(tx, &actor, &input)).await)? {
        Ok(done) => {
            let flash = Flash::new("toast-added").with("name", done.name);
            Ok(with_flash(Redirect::to(&format!("/settings/card-fields/{}", done.id)), &flash))
        }
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `GET /settings/card-fields/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<NounFieldId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/card-fields/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<NounFieldId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = EditNounField {
        field: id,
        name: typed.name.clone(),
        hint: typed.hint.clone(),
        pattern: typed.pattern.clone(),
        position: typed.position.parse().ok(),
    };
    match caught(desk.db.write(move |tx| people::edit_noun_field(tx, &actor, &input)).await)? {
        Ok(_) => Ok(saved(id)),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

/// `POST /settings/card-fields/{id}/options`: an option keeps its word as long as its name stays.
pub async fn options(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<NounFieldId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, names) = (visitor.actor.clone(), typed.options.clone());
    let written = desk.db.write(move |tx| {
        let was = people::noun_field(tx, id)?;
        let named = |name: &str| NounOptionInput {
            id: was.options.iter().find(|option| option.name == name).map(|option| option.id),
            name: name.to_owned(),
            tag: String::new(),
        };
        let options = names.lines().map(str::trim).filter(|name| !name.is_empty()).map(named).collect();
        people::set_noun_options(tx, &actor, &SetNounOptions { field: id, options })
    });
    match caught(written.await)? {
        Ok(_) => Ok(saved(id)),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields.renamed("name", "options")).await?),
    }
}

/// `POST /settings/card-fields/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<NounFieldId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| people::archive_noun_field(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("/settings/card-fields/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/card-fields"), &flash))
}

/// `POST /settings/card-fields/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<NounFieldId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| people::restore_noun_field(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/card-fields"), &Flash::new("toast-restored").with("name", done.name)))
}

fn saved(id: NounFieldId) -> Response {
    with_flash(Redirect::to(&format!("/settings/card-fields/{id}")), &Flash::new("toast-saved"))
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<NounFieldId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "card-fields"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, all) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            Ok((shell, Noun::ALL.iter().map(|about| people::noun_fields(conn, *about)).collect::<outcome::Result<Vec<_>>>()?))
        })
        .await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().flatten().find(|field| field.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "card-fields", &open.name);
    }
    let known = open.map(typed_of).unwrap_or_default();
    let typed = match typed {
        // The options alone were sent: the rest stands as it is.
        Some(sent) if open.is_some() && !sent.options.is_empty() => Typed { options: sent.options, ..known },
        Some(sent) => Typed { kind: if open.is_some() { known.kind } else { sent.kind.clone() }, ..sent },
        None => known,
    };
    let word = |kind: &str, word: &str| say.say(&format!("{kind}-{word}")).into_owned();
    let list = |about: &Noun, fields: &Vec<NounField>| List {
        id: about.as_str(),
        title: say.say(heading(*about)).into_owned(),
        lines: fields.iter().map(|field| line(say, field)).collect(),
    };
    Ok(Page {
        t: say,
        lists: if open.is_none() { Noun::ALL.iter().zip(&all).map(|(about, fields)| list(about, fields)).collect() } else { Vec::new() },
        abouts: Noun::ALL.iter().map(|n| Choice::new(n, say.say(heading(*n)), &typed.about)).collect(),
        kinds: NounFieldKind::ALL.iter().map(|k| Choice::new(k, word("card-field-kind", k.as_str()), &typed.kind)).collect(),
        options: match open {
            Some(_) if !typed.options.is_empty() => typed.options.clone(),
            Some(field) => field.choosable().map(|o| o.name.as_str()).collect::<Vec<_>>().join("\n"),
            None => String::new(),
        },
        open: open.cloned(),
        shell,
        nav,
        typed,
        fields,
    })
}

/// What fields about these are called together.
fn heading(about: Noun) -> &'static str {
    match about {
        Noun::Person => "card-fields-person",
        Noun::Organization => "card-fields-organization",
    }
}

fn typed_of(field: &NounField) -> Typed {
    Typed {
        about: field.about.to_string(),
        name: field.name.clone(),
        key: field.key.clone(),
        kind: field.kind.to_string(),
        hint: field.hint.clone(),
        pattern: field.pattern.clone(),
        position: field.position.to_string(),
        options: String::new(),
    }
}

fn line(say: &Say, field: &NounField) -> Line {
    Line {
        id: field.id.0,
        name: field.name.clone(),
        key: field.key.clone(),
        kind: say.say(&format!("card-field-kind-{}", field.kind)).into_owned(),
        archived: field.archived_at.is_some(),
    }
}
