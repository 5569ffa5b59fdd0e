//! Search in Zendesk's syntax, onto the desk's filter language; people and organizations by the beginnings of their words.

mod own;
mod query;

use axum::Json;
use axum::extract::State;
use db::Conn;
use outcome::Result;
use people::directory::{self, Profile};
use people::{Actor, Organization, PersonId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{Browse, BrowseFrom, By, Jump, Sheet, Which};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Page, Start, Turn, Walked};
use crate::organizations::OrganizationJson;
use crate::tickets::TicketsAnswer;
use crate::tickets::json::TicketJson;
use crate::tickets::list::page_of;
use crate::users::UserJson;
use query::{Query, Type};

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchAnswer {
    /// Records, each with its `result_type`.
    pub results: Vec<Value>,
    /// Nothing.
    pub facets: Option<Value>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// How much was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchCount {
    /// How many.
    pub count: i64,
}

/// People found at most.
const PEOPLE_MAX: i64 = 100;
/// Parameters of a search.
const PARAMS: &[Param] = &[
    Param { name: "query", says: "What is looked for, in Zendesk's syntax.", number: false },
    Param { name: "filter[type]", says: "ticket, user or organization.", number: false },
    Param { name: "sort_by", says: "created_at, updated_at, priority or status.", number: false },
    Param { name: "sort_order", says: "asc or desc.", number: false },
];

/// The routes of search.
pub fn routes(api: Api) -> Api {
    api.get(
        "/search",
        Gate::Staff,
        find,
        Doc::answers::<SearchAnswer>("ListSearchResults", "What one may see and looks for.").paged().params(PARAMS),
    )
    .get("/search/count", Gate::Staff, count, Doc::answers::<SearchCount>("CountSearchResults", "How much of it there is.").params(PARAMS))
    .get(
        "/search/export",
        Gate::Staff,
        export,
        Doc::answers::<SearchAnswer>("ExportSearchResults", "All of it, page by page, in an order that does not move.")
            .paged()
            .params(PARAMS),
    )
    .get(
        "/tickets/search",
        Gate::Staff,
        in_tickets,
        Doc::answers::<TicketsAnswer>("SearchTickets", "Ours: tickets by a filter of the desk's own language.").paged().params(PARAMS),
    )
}

/// An organization and the domains it writes from.
type WithDomains = (Organization, Vec<String>);

/// What a search holds, in the order in which it is paged: tickets, then people, then organizations.
struct Found {
    sheets: Vec<Sheet>,
    people: Vec<Profile>,
    organizations: Vec<WithDomains>,
    walked: Walked,
}

async fn find(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<SearchAnswer>> {
    run(&desk, caller, &asked, (By::Updated, true)).await
}

async fn export(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<SearchAnswer>> {
    run(&desk, caller, &asked, (By::Number, false)).await
}

async fn in_tickets(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TicketsAnswer>> {
    let filter = asked.text("query").unwrap_or_default().to_owned();
    page_of(&desk, caller, &asked, Which::Filter(filter), (By::Updated, true)).await
}

async fn run(desk: &Desk, caller: Caller, asked: &Asked, usual: (By, bool)) -> Answer<Json<SearchAnswer>> {
    let (query, page) = (Query::of(asked, usual), asked.page()?);
    let found = desk.db.read(move |conn| read(conn, &caller.actor, &query, &page)).await?;
    let mut results: Vec<Value> = Vec::new();
    results.extend(found.sheets.iter().map(|sheet| typed("ticket", &TicketJson::new(desk, sheet))));
    results.extend(found.people.iter().map(|person| typed("user", &UserJson::new(desk, person))));
    results.extend(found.organizations.iter().map(|(one, domains)| typed("organization", &OrganizationJson::new(desk, one, domains))));
    Ok(Json(SearchAnswer { results, facets: None, turn: page.turn(desk, asked, &found.walked) }))
}

fn typed(kind: &str, record: &impl Serialize) -> Value {
    let mut record = serde_json::to_value(record).unwrap_or_else(|_| json!({}));
    record["result_type"] = kind.into();
    record
}

async fn count(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<SearchCount>> {
    let query = Query::of(&asked, (By::Number, false));
    let count = desk.db.read(move |conn| {
        let which = Which::Filter(own::told(conn, &query.filter)?);
        let tickets = if query.wants(Type::Ticket) { tickets::count_of(conn, &caller.actor, &which)? } else { 0 };
        let (people, organizations) = others(conn, &caller.actor, &query)?;
        Ok(tickets + i64::try_from(people.len() + organizations.len()).unwrap_or(0))
    });
    Ok(Json(SearchCount { count: count.await? }))
}

fn read(conn: &Conn, actor: &Actor, query: &Query, page: &Page) -> Result<Found> {
    let which = Which::Filter(own::told(conn, &query.filter)?);
    let in_tickets = query.wants(Type::Ticket);
    let count = if page.counts() && in_tickets { tickets::count_of(conn, actor, &which)? } else { 0 };
    let from = match page.start {
        Start::Begin => BrowseFrom::Start,
        Start::After(key, id) => BrowseFrom::After(key, id),
        Start::Before(key, id) => BrowseFrom::Before(key, id),
        Start::Skip(skip) => BrowseFrom::Skip(skip),
    };
    let mut walked = Walked::default();
    let mut sheets = Vec::new();
    if in_tickets {
        let found = tickets::browse(conn, actor, &Browse { which, by: query.by, descending: query.descending, from, limit: page.size })?;
        let place = |at: Option<&(i64, tickets::Ticket)>| at.map(|(key, ticket)| (*key, ticket.id.0));
        walked = Walked { first: place(found.tickets.first()), last: place(found.tickets.last()), more: found.more, count: None };
        sheets = tickets::sheets(conn, actor, found.tickets.into_iter().map(|(_, ticket)| ticket).collect())?;
    }
    // People and organizations are few; they come after the last ticket, and by cursor only where there is no ticket.
    let (mut people, mut organizations) = (Vec::new(), Vec::new());
    if !walked.more && (page.counts() || !in_tickets) {
        (people, organizations) = others(conn, actor, query)?;
        let all = i64::try_from(people.len() + organizations.len()).unwrap_or(0);
        walked.count = Some(count + all);
        let skip = if let Start::Skip(skip) = page.start { usize::try_from((skip - count).max(0)).unwrap_or(0) } else { 0 };
        let room = page.size.saturating_sub(sheets.len());
        let in_people = people.len();
        people = people.into_iter().skip(skip).take(room).collect();
        let left = room - people.len();
        organizations = organizations.into_iter().skip(skip.saturating_sub(in_people)).take(left).collect();
        walked.more = i64::try_from(skip + people.len() + organizations.len()).unwrap_or(0) < all;
    } else {
        walked.count = Some(count);
    }
    Ok(Found { sheets, people, organizations, walked })
}

/// People and organizations that are looked for, as far as the asker may see them.
fn others(conn: &Conn, actor: &Actor, query: &Query) -> Result<(Vec<Profile>, Vec<WithDomains>)> {
    let mut people = Vec::new();
    if query.wants(Type::User) {
        let briefs = directory::find_people(conn, actor, &query.words, PEOPLE_MAX)?;
        let wanted = briefs.iter().filter(|brief| query.role.is_none_or(|staff| staff == (brief.role >= people::Role::Agent)));
        let ids: Vec<PersonId> = wanted.map(|brief| brief.id).collect();
        people = directory::profiles_named(conn, &ids)?;
    }
    let mut organizations = Vec::new();
    if query.wants(Type::Organization) {
        let places = tickets::places(conn, actor, &query.words, tickets::JUMPS_MAX)?;
        let ids: Vec<_> =
            places.into_iter().filter_map(|place| if let Jump::Organization(o) = place { Some(o.id) } else { None }).collect();
        organizations = directory::organizations_of(conn, actor, &ids)?;
    }
    Ok((people, organizations))
}
