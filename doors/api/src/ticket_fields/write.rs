//! Fields are added, changed and taken away. One that is added is asked of every ticket; the desk's rules may ask it elsewhere besides.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use tickets::{AddField, AskedOf, CustomField, EditField, FieldId, FieldKind, Forms, Required, SetAsk, SetChoices};

use super::json::everywhere;
use super::{FieldAnswer, OptionIn, TicketFieldJson, ids, system};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent};

/// The body of a request about one field.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FieldBody {
    /// The field.
    pub ticket_field: FieldIn,
}

/// A field as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FieldIn {
    pub r#type: Option<String>,
    pub title: Option<String>,
    pub title_in_portal: Option<String>,
    pub description: Option<String>,
    pub position: Option<i64>,
    pub active: Option<bool>,
    pub required: Option<bool>,
    pub required_in_portal: Option<bool>,
    pub visible_in_portal: Option<bool>,
    pub regexp_for_validation: Option<String>,
    pub relationship_target_type: Option<String>,
    pub custom_field_options: Option<Vec<OptionIn>>,
    /// Ours: what filters call it; made of the title when not sent.
    pub key: Option<String>,
    /// Ours: is it a column of lists?
    pub in_lists: Option<bool>,
}

impl FieldIn {
    /// The kind of field that Zendesk's word means. Options with levels make a tree.
    fn kind(&self) -> Result<FieldKind> {
        let options = self.custom_field_options.iter().flatten();
        let in_levels = options.filter_map(|option| option.name.as_ref()).any(|name| name.0.contains("::"));
        let word = self.r#type.as_deref().unwrap_or_default();
        Ok(match (word, self.relationship_target_type.as_deref()) {
            ("text", _) => FieldKind::Text,
            ("integer", _) => FieldKind::Number,
            ("date", _) => FieldKind::Date,
            ("checkbox", _) => FieldKind::Checkbox,
            ("regexp", _) => FieldKind::Pattern,
            ("tagger" | "dropdown", _) if in_levels => FieldKind::Tree,
            ("tagger" | "dropdown", _) => FieldKind::Choice,
            ("lookup", None | Some("zen:user")) => FieldKind::Person,
            _ => return Err(Error::invalid("type", Sentence::new("field-type-not-here").with("type", word))),
        })
    }

    /// Of whom it is asked, and when it must be answered, as far as a program says.
    fn asked(&self, was: Option<(AskedOf, Required)>) -> Option<(AskedOf, Required)> {
        let says = [self.required, self.required_in_portal, self.visible_in_portal].iter().any(Option::is_some);
        let (audience, required) = match was {
            Some(was) if !says => return Some(was),
            None if !says => return None,
            was => was.unwrap_or((AskedOf::Desk, Required::Never)),
        };
        let audience = self.visible_in_portal.map_or(audience, |all| if all { AskedOf::Everybody } else { AskedOf::Desk });
        let opening = self.required_in_portal.unwrap_or(required == Required::Opening);
        let resolving = self.required.unwrap_or(required == Required::Resolving);
        let required = match (opening, resolving) {
            (true, _) => Required::Opening,
            (false, true) => Required::Resolving,
            (false, false) => Required::Never,
        };
        Some((audience, required))
    }
}

fn told(desk: &Desk, forms: &Forms, id: FieldId) -> Answer<Json<FieldAnswer>> {
    let field = forms.field(id).ok_or(Refusal::NotFound)?;
    Ok(Json(FieldAnswer { ticket_field: TicketFieldJson::own(desk, forms, field) }))
}

/// `POST /ticket_fields`.
pub async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<FieldBody>,
) -> Answer<(StatusCode, Json<FieldAnswer>)> {
    let (id, forms) = desk.db.write(move |tx| add(tx, &caller.actor, &body.ticket_field)).await?;
    Ok((StatusCode::CREATED, told(&desk, &forms, id)?))
}

fn add(tx: &mut Tx<'_>, actor: &Actor, input: &FieldIn) -> Result<(FieldId, Forms)> {
    let field = tickets::add_field(
        tx,
        actor,
        &AddField {
            key: input.key.clone().unwrap_or_default(),
            hint: input.description.clone().unwrap_or_default(),
            pattern: input.regexp_for_validation.clone().unwrap_or_default(),
            in_lists: input.in_lists.unwrap_or(false),
            ..AddField::new(input.title.clone().or_else(|| input.title_in_portal.clone()).unwrap_or_default(), input.kind()?)
        },
    )?;
    let (audience, required) = input.asked(None).unwrap_or((AskedOf::Desk, Required::Never));
    tickets::set_ask(tx, actor, &SetAsk { field: field.id, category: None, audience, required, when: None })?;
    if let Some(position) = input.position {
        tickets::edit_field(tx, actor, &edited(&field, &FieldIn { position: Some(position), ..FieldIn::default() }))?;
    }
    options(tx, actor, &field, input)?;
    set_active(tx, actor, &field, input)?;
    Ok((field.id, tickets::forms(tx)?))
}

/// The field with what is sent.
fn edited(field: &CustomField, input: &FieldIn) -> EditField {
    EditField {
        field: field.id,
        name: input.title.clone().unwrap_or_else(|| field.name.clone()),
        hint: input.description.clone().unwrap_or_else(|| field.hint.clone()),
        pattern: input.regexp_for_validation.clone().unwrap_or_else(|| field.pattern.clone()),
        in_lists: input.in_lists.unwrap_or(field.in_lists),
        position: input.position.map(|position| (position - system::COUNT).max(1)),
    }
}

fn options(tx: &mut Tx<'_>, actor: &Actor, field: &CustomField, input: &FieldIn) -> Result<()> {
    let Some(options) = input.custom_field_options.as_ref().filter(|options| !options.is_empty() || field.kind.has_options()) else {
        return Ok(());
    };
    let choices = options.iter().map(|option| option.choice(field.kind, Some(field))).collect();
    tickets::set_choices(tx, actor, &SetChoices { field: field.id, choices }).map(drop)
}

fn set_active(tx: &mut Tx<'_>, actor: &Actor, field: &CustomField, input: &FieldIn) -> Result<()> {
    match input.active {
        Some(true) => tickets::restore_field(tx, actor, &field.id).map(drop),
        Some(false) => tickets::archive_field(tx, actor, &field.id).map(drop),
        None => Ok(()),
    }
}

/// `PUT /ticket_fields/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<i64>,
    Sent { body, .. }: Sent<FieldBody>,
) -> Answer<Json<FieldAnswer>> {
    let (id, forms) = desk.db.write(move |tx| change(tx, &caller.actor, id, &body.ticket_field)).await?;
    told(&desk, &forms, id)
}

fn change(tx: &mut Tx<'_>, actor: &Actor, id: i64, input: &FieldIn) -> Result<(FieldId, Forms)> {
    if (1..=system::COUNT).contains(&id) {
        return Err(Error::conflict("field-of-every-ticket"));
    }
    let forms = tickets::forms(tx)?;
    let field = ids::field(&forms, id).ok_or(Refusal::NotFound)?;
    set_active(tx, actor, field, &FieldIn { active: input.active.filter(|active| *active), ..FieldIn::default() })?;
    tickets::edit_field(tx, actor, &edited(field, input))?;
    let root = everywhere(&forms, field.id);
    let was = root.map(|ask| (ask.audience, ask.required));
    let is = input.asked(was);
    if let Some((audience, required)) = is.filter(|_| is != was && (field.archived_at.is_none() || input.active == Some(true))) {
        let when = root.and_then(|ask| ask.when);
        tickets::set_ask(tx, actor, &SetAsk { field: field.id, category: None, audience, required, when })?;
    }
    options(tx, actor, field, input)?;
    set_active(tx, actor, field, &FieldIn { active: input.active.filter(|active| !*active), ..FieldIn::default() })?;
    Ok((field.id, tickets::forms(tx)?))
}

/// `DELETE /ticket_fields/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<i64>) -> Answer<StatusCode> {
    if (1..=system::COUNT).contains(&id) {
        return Err(Error::conflict("field-of-every-ticket").into());
    }
    desk.db.write(move |tx| tickets::delete_field(tx, &caller.actor, &ids::meant(id))).await?;
    Ok(StatusCode::NO_CONTENT)
}
