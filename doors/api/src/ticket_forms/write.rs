//! What a form asks is set; a form is a category's, and a form of a new name is a new category.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use text::plain::fold;
use tickets::{AddCategory, AskedOf, Category, CategoryId, FieldId, Forms, RenameCategory, Required, SetAsk};

use super::FormAnswer;
use super::list::read_one;
use crate::desk::Desk;
use crate::front::{Answer, Caller, Id, Segment, Sent};
use crate::ticket_fields::ids;

/// The body of a request about one form.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FormBody {
    /// The form.
    pub ticket_form: FormIn,
}

/// A form as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FormIn {
    /// The path or name of its category.
    pub name: Option<String>,
    /// Shall requesters see what is new in it?
    pub end_user_visible: Option<bool>,
    /// A form is in use as long as its category is: it is put away and taken back with it.
    pub active: Option<bool>,
    /// What it asks; what every ticket has is asked anyway.
    pub ticket_field_ids: Option<Vec<Id>>,
    /// What another answer decides is set at the desk.
    pub agent_conditions: Option<Vec<serde_json::Value>>,
    /// What another answer decides is set at the desk.
    pub end_user_conditions: Option<Vec<serde_json::Value>>,
    /// Ours: its category, in place of a name.
    pub category_id: Option<Id>,
}

impl FormIn {
    /// Refuses what forms here do not have.
    fn checked(&self) -> Result<()> {
        let says = |list: &Option<Vec<serde_json::Value>>| list.as_ref().is_some_and(|list| !list.is_empty());
        if says(&self.agent_conditions) || says(&self.end_user_conditions) {
            return Err(Error::invalid("agent_conditions", "form-conditions-not-here"));
        }
        Ok(())
    }

    /// Puts the category away, or takes it back.
    fn put_in_use(&self, tx: &mut Tx<'_>, actor: &Actor, category: Option<&Category>) -> Result<()> {
        let in_use = category.is_none_or(|c| c.archived_at.is_none());
        match (self.active.filter(|active| *active != in_use), category) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(Error::conflict("form-default-stays")),
            (Some(true), Some(category)) => tickets::restore_category(tx, actor, &category.id).map(drop),
            (Some(false), Some(category)) => tickets::archive_category(tx, actor, &category.id).map(drop),
        }
    }
}

async fn answer(
    desk: &Desk,
    caller: Caller,
    write: impl Fn(&mut Tx<'_>, &Actor) -> Result<i64> + Send + 'static,
) -> Answer<Json<FormAnswer>> {
    let at = desk.clone();
    let form = desk.db.write(move |tx| {
        let id = write(tx, &caller.actor)?;
        read_one(tx, &at, &caller.actor, id)
    });
    Ok(Json(FormAnswer { ticket_form: form.await? }))
}

/// `POST /ticket_forms`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<FormBody>) -> Answer<(StatusCode, Json<FormAnswer>)> {
    let input = body.ticket_form;
    let made = answer(&desk, caller, move |tx, actor| {
        let categories = tickets::categories(tx)?;
        let name = fold(input.name.as_deref().unwrap_or_default());
        let by_number = input.category_id.map(|id| CategoryId(id.0));
        let known = categories.into_iter().find(|c| by_number.map_or_else(|| c.path_key == name, |id| c.id == id));
        input.checked()?;
        let category = &match known {
            Some(category) => category,
            None if by_number.is_none() => {
                let add = AddCategory { parent: None, name: input.name.clone().unwrap_or_default(), team: None };
                tickets::add_category(tx, actor, &add)?
            }
            None => return Err(Error::invalid("category_id", "form-without-category")),
        };
        let forms = tickets::forms(tx)?;
        if forms.asks.iter().any(|ask| ask.category == Some(category.id)) {
            return Err(Error::invalid("name", Sentence::new("form-name-taken").with("name", &category.path)));
        }
        input.put_in_use(tx, actor, Some(category))?;
        match wanted(&forms, &input)? {
            Some(wanted) => set(tx, actor, &forms, Some(category), &wanted, &input),
            None => Ok(ids::form(Some(category.id))),
        }
    });
    Ok((StatusCode::CREATED, made.await?))
}

/// `PUT /ticket_forms/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<i64>,
    Sent { body, .. }: Sent<FormBody>,
) -> Answer<Json<FormAnswer>> {
    let input = body.ticket_form;
    let write = move |tx: &mut Tx<'_>, actor: &Actor| {
        let (forms, categories) = (tickets::forms(tx)?, tickets::categories(tx)?);
        let category = known(&categories, id)?;
        input.checked()?;
        if let Some(name) = input.name.as_ref().filter(|name| category.map_or("default", |c| c.path_key.as_str()) != fold(name)) {
            // The name of a form is a path: only a category that lies below none is called by it alone.
            let root = category.filter(|c| c.parent_id.is_none()).ok_or_else(|| Error::invalid("name", "form-named-by-category"))?;
            tickets::rename_category(tx, actor, &RenameCategory { category: root.id, name: name.clone() })?;
        }
        input.put_in_use(tx, actor, category)?;
        match wanted(&forms, &input)? {
            Some(wanted) => set(tx, actor, &forms, category, &wanted, &input),
            None => Ok(id),
        }
    };
    answer(&desk, caller, write).await
}

/// `DELETE /ticket_forms/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<i64>) -> Answer<StatusCode> {
    let done = desk.db.write(move |tx| {
        let (forms, categories) = (tickets::forms(tx)?, tickets::categories(tx)?);
        let category = known(&categories, id)?.ok_or_else(|| Error::conflict("form-default-stays"))?;
        for ask in forms.asks.iter().filter(|ask| ask.category == Some(category.id)) {
            tickets::drop_ask(tx, &caller.actor, &(ask.field, ask.category))?;
        }
        Ok(())
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The category of a form that is there; none of the first one.
fn known(categories: &[Category], id: i64) -> Result<Option<&Category>> {
    if id == ids::DEFAULT_FORM {
        return Ok(None);
    }
    let own = ids::category(id);
    Ok(Some(categories.iter().find(|c| Some(c.id) == own).ok_or(Refusal::NotFound)?))
}

/// The fields of the desk's own that a program wants asked, if it says.
fn wanted(forms: &Forms, input: &FormIn) -> Result<Option<Vec<FieldId>>> {
    let Some(sent) = &input.ticket_field_ids else { return Ok(None) };
    let own = sent.iter().map(|id| id.0).filter(|id| *id > ids::OWN_FROM);
    let field = |id| ids::field(forms, id).map(|field| field.id);
    let unknown = |id| Error::invalid("ticket_field_ids", Sentence::new("custom-field-unknown").with("id", id));
    own.map(|id| field(id).ok_or_else(|| unknown(id))).collect::<Result<_>>().map(Some)
}

/// Asks these fields in this place and no others.
fn set(tx: &mut Tx<'_>, actor: &Actor, forms: &Forms, category: Option<&Category>, wanted: &[FieldId], input: &FormIn) -> Result<i64> {
    let place = category.map(|c| c.id);
    let path = category.map(|c| c.path.as_str());
    let asked: Vec<_> = forms.form(path, AskedOf::Desk).iter().map(|q| (q.field.id, q.ask.category)).collect();
    for (field, at) in &asked {
        if wanted.contains(field) {
            continue;
        }
        if *at != place {
            let name = forms.field(*field).map_or_else(String::new, |f| f.name.clone());
            return Err(Error::invalid("ticket_field_ids", Sentence::new("form-field-from-above").with("name", name)));
        }
        tickets::drop_ask(tx, actor, &(*field, place))?;
    }
    let audience = if input.end_user_visible == Some(true) { AskedOf::Everybody } else { AskedOf::Desk };
    for field in wanted.iter().filter(|field| !asked.iter().any(|(known, _)| known == *field)) {
        tickets::set_ask(tx, actor, &SetAsk { field: *field, category: place, audience, required: Required::Never, when: None })?;
    }
    Ok(ids::form(place))
}
