//! Lists of people, page by page.

use axum::Json;
use axum::extract::State;
use db::Conn;
use outcome::Result;
use people::directory::{self, Key, Profile, Whom};
use people::{Actor, OrganizationId, PersonId, Role, Team, TeamId};
use schemars::JsonSchema;
use serde::Serialize;

use super::{UserAnswer, UserJson, users_json};
use crate::contents::Param;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused, Segment, Turn, Walked};
use crate::groups::GroupJson;
use crate::organizations::OrganizationJson;
use crate::paged;

/// What may be named in `include`.
pub const INCLUDE: Param = Param { name: "include", says: "What to send along: organizations, groups.", number: false };

/// What is sent along with people.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Beside {
    /// The organizations they belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizations: Option<Vec<OrganizationJson>>,
    /// The teams they work in first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupJson>>,
}

/// A page of people.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UsersAnswer {
    /// The people.
    pub users: Vec<UserJson>,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: Beside,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// What the database says of the nouns that people name, as far as it was asked for.
#[derive(Default)]
struct Named {
    organizations: Option<Vec<directory::OrganizationProfile>>,
    groups: Option<Vec<Team>>,
}

fn named(conn: &Conn, actor: &Actor, (organizations, groups): (bool, bool), profiles: &[Profile]) -> Result<Named> {
    let mut named = Named::default();
    if organizations {
        let mut ids: Vec<OrganizationId> = profiles.iter().filter_map(|profile| profile.person.organization_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let walk = directory::Walk { key: Key::Number, place: directory::Place::Begin, limit: ids.len(), counts: false };
        let found = directory::walk_organizations(conn, actor, &directory::WhichOrganizations::Ids(ids), &walk)?;
        named.organizations = Some(found.found.into_iter().map(|(_, organization)| organization).collect());
    }
    if groups {
        let ids: Vec<TeamId> = profiles.iter().filter_map(|profile| profile.team).collect();
        named.groups = Some(directory::teams(conn, actor)?.into_iter().filter(|team| ids.contains(&team.id)).collect());
    }
    Ok(named)
}

impl Named {
    fn json(&self, desk: &Desk) -> Beside {
        let organizations = self.organizations.as_ref();
        Beside {
            organizations: organizations.map(|all| all.iter().map(|one| OrganizationJson::of(desk, one)).collect()),
            groups: self.groups.as_ref().map(|all| all.iter().map(|team| GroupJson::new(desk, team)).collect()),
        }
    }
}

fn wanted(asked: &Asked) -> (bool, bool) {
    (asked.includes("organizations"), asked.includes("groups"))
}

/// `GET /users/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, asked: Asked) -> Answer<Json<UserAnswer>> {
    let (actor, wanted) = (caller.actor, wanted(&asked));
    let read = desk.db.read(move |conn| {
        let profile = directory::profile(conn, &actor, id)?;
        let named = named(conn, &actor, wanted, std::slice::from_ref(&profile))?;
        Ok((profile, named))
    });
    let (profile, named) = read.await?;
    Ok(Json(UserAnswer { beside: named.json(&desk), ..UserAnswer::new(UserJson::new(&desk, &profile)) }))
}

/// `GET /users`, by `role`, `role[]` or `external_id`.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UsersAnswer>> {
    let mut roles = Vec::new();
    for word in asked.all("role").chain(asked.all("role[]")) {
        match word {
            "end-user" => roles.push(Role::Requester),
            "agent" => roles.extend([Role::Agent, Role::Lead]),
            "admin" => roles.push(Role::Administrator),
            _ => return Err(Refused::Parameter { name: "role", says: "It must be end-user, agent or admin.".to_owned() }),
        }
    }
    let whom = match asked.text("external_id") {
        Some(name) => Whom::External(vec![name.to_owned()]),
        None if roles.is_empty() => Whom::Active,
        None => Whom::Roles(roles),
    };
    page_of(&desk, caller, &asked, whom).await
}

/// `GET /users/show_many`, by `ids` or `external_ids`.
pub async fn show_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UsersAnswer>> {
    let whom = match asked.text("external_ids") {
        Some(names) => Whom::External(names.split(',').map(|name| name.trim().to_owned()).collect()),
        None => Whom::Ids(asked.ids("ids")?.into_iter().map(PersonId).collect()),
    };
    page_of(&desk, caller, &asked, whom).await
}

/// `GET /deleted_users`: whoever left.
pub async fn left(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UsersAnswer>> {
    page_of(&desk, caller, &asked, Whom::Left).await
}

/// `GET /organizations/{id}/users`.
pub async fn of_organization(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    asked: Asked,
) -> Answer<Json<UsersAnswer>> {
    let actor = caller.actor.clone();
    desk.db.read(move |conn| directory::organization(conn, &actor, id)).await?;
    page_of(&desk, caller, &asked, Whom::Organization(id)).await
}

/// `GET /groups/{id}/users`.
pub async fn of_group(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TeamId>, asked: Asked) -> Answer<Json<UsersAnswer>> {
    page_of(&desk, caller, &asked, Whom::Team(id)).await
}

/// A page of a list: one statement, one more where it is paged by number, and one for each noun that is asked for beside it.
pub async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, whom: Whom) -> Answer<Json<UsersAnswer>> {
    let (page, wanted, actor) = (asked.page()?, wanted(asked), caller.actor);
    let read = desk.db.read(move |conn| {
        let found = directory::walk_people(conn, &actor, &whom, &paged::walk(&page, Key::Number))?;
        let walked = paged::walked(&found, |profile| profile.person.id.0);
        let profiles: Vec<Profile> = found.found.into_iter().map(|(_, profile)| profile).collect();
        let named = named(conn, &actor, wanted, &profiles)?;
        Ok((profiles, named, walked))
    });
    let (profiles, named, walked) = read.await?;
    Ok(Json(UsersAnswer { users: users_json(desk, &profiles), beside: named.json(desk), turn: page.turn(desk, asked, &walked) }))
}

/// `GET /users/search` by `query` or `external_id`: names, addresses and numbers are found by how their words begin.
pub async fn search(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UsersAnswer>> {
    if let Some(name) = asked.text("external_id") {
        return page_of(&desk, caller, &asked, Whom::External(vec![name.to_owned()])).await;
    }
    let query = asked.text("query").unwrap_or_default().to_owned();
    found(&desk, caller, &asked, query).await
}

/// `GET /users/autocomplete` by `name`.
pub async fn autocomplete(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UsersAnswer>> {
    let name = asked.text("name").unwrap_or_default().to_owned();
    found(&desk, caller, &asked, name).await
}

async fn found(desk: &Desk, caller: Caller, asked: &Asked, text: String) -> Answer<Json<UsersAnswer>> {
    let (page, actor) = (asked.page()?, caller.actor);
    let read = desk.db.read(move |conn| {
        let (text, role) = without_role(&text);
        let briefs = people::find_people(conn, &actor, &text, directory::FOUND_MAX)?;
        let ids: Vec<PersonId> = briefs.iter().filter(|brief| role.is_none_or(|role| role == brief.role)).map(|brief| brief.id).collect();
        let (ids, walked) = paged::part(&page, ids);
        let profiles = whole(conn, &actor, ids)?;
        Ok((profiles, walked))
    });
    let (profiles, walked): (Vec<Profile>, Walked) = read.await?;
    Ok(Json(UsersAnswer { users: users_json(desk, &profiles), beside: Beside::default(), turn: page.turn(desk, asked, &walked) }))
}

fn whole(conn: &Conn, actor: &Actor, ids: Vec<PersonId>) -> Result<Vec<Profile>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let walk = directory::Walk { key: Key::Number, place: directory::Place::Begin, limit: ids.len(), counts: false };
    let found = directory::walk_people(conn, actor, &Whom::Ids(ids.clone()), &walk)?.found;
    let mut profiles: Vec<Profile> = found.into_iter().map(|(_, profile)| profile).collect();
    // In the order in which they were found: by name.
    profiles.sort_by_key(|profile| ids.iter().position(|id| *id == profile.person.id));
    Ok(profiles)
}

/// The words that are looked for, and the role that a program narrows them to: `role:agent ann`. `type:user` says nothing here.
fn without_role(query: &str) -> (String, Option<Role>) {
    let mut role = None;
    let mut words = Vec::new();
    for word in query.split_whitespace() {
        match word.split_once(':') {
            Some(("role", "end-user")) => role = Some(Role::Requester),
            Some(("role", "agent")) => role = Some(Role::Agent),
            Some(("role", "admin")) => role = Some(Role::Administrator),
            Some(("type", "user")) => {}
            Some(("email" | "name" | "phone", text)) => words.push(text.trim_matches('"')),
            _ => words.push(word.trim_matches('"')),
        }
    }
    (words.join(" "), role)
}

#[cfg(test)]
mod tests {
    use super::{Role, without_role};

    #[test]
    fn what_narrows_a_search_is_taken_out_of_its_words() {
        assert_eq!(without_role("type:user role:agent ann"), ("ann".to_owned(), Some(Role::Agent)));
        assert_eq!(without_role("email:n@example.com"), ("n@example.com".to_owned(), None));
    }
}
