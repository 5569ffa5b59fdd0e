//! The tags that tickets have, by how many have each.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use tickets::TagsFrom;

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Start, Turn, Walked};
use crate::tickets::comments::{CountAnswer, counted};

/// A tag and how many tickets have it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TagJson {
    pub name: String,
    pub count: i64,
}

/// A page of tags.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllTagsAnswer {
    /// The tags, the most used first.
    pub tags: Vec<TagJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// Tags that begin so.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TagNamesAnswer {
    /// The tags.
    pub tags: Vec<String>,
    /// How many there are.
    pub count: usize,
    /// All come at once.
    pub next_page: Option<String>,
    /// All come at once.
    pub previous_page: Option<String>,
}

/// Tags that are completed at once.
const COMPLETED_MAX: usize = 100;

/// The routes about tags of the whole desk.
pub fn routes(api: Api) -> Api {
    const NAME: &[Param] = &[Param { name: "name", says: "How they begin.", number: false }];
    api.get("/tags", Gate::Staff, all, Doc::answers::<AllTagsAnswer>("ListTags", "Tags of tickets, the most used first.").paged())
        .get("/tags/count", Gate::Staff, count, Doc::answers::<CountAnswer>("CountTags", "How many tags are in use."))
        .get(
            "/autocomplete/tags",
            Gate::Staff,
            beginning,
            Doc::answers::<TagNamesAnswer>("AutocompleteTags", "Tags that begin so, the most used first.").params(NAME),
        )
}

/// One statement, one more where it is paged by number.
async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<AllTagsAnswer>> {
    let page = asked.page()?;
    let from = match page.start {
        Start::Begin => TagsFrom::Start,
        Start::After(count, id) => TagsFrom::After(count, id),
        Start::Before(count, id) => TagsFrom::Before(count, id),
        Start::Skip(count) => TagsFrom::Skip(count),
    };
    let found = desk.db.read(move |conn| {
        let (found, more) = tickets::all_tags(conn, &caller.actor, from, page.size)?;
        let count = if page.counts() { Some(tickets::count_tags(conn, &caller.actor)?) } else { None };
        Ok((found, more, count))
    });
    let (found, more, count) = found.await?;
    let place = |tag: Option<&tickets::TagCount>| tag.map(|tag| (tag.tickets, tag.id));
    let walked = Walked { first: place(found.first()), last: place(found.last()), more, count };
    let tags = found.into_iter().map(|tag| TagJson { name: tag.tag, count: tag.tickets }).collect();
    Ok(Json(AllTagsAnswer { tags, turn: page.turn(&desk, &asked, &walked) }))
}

async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let value = desk.db.read(move |conn| tickets::count_tags(conn, &caller.actor)).await?;
    Ok(Json(counted(&desk, value)))
}

async fn beginning(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TagNamesAnswer>> {
    let start = asked.text("name").unwrap_or_default().to_owned();
    let tags = desk.db.read(move |conn| tickets::tags_beginning(conn, &caller.actor, &start, COMPLETED_MAX)).await?;
    Ok(Json(TagNamesAnswer { count: tags.len(), tags, next_page: None, previous_page: None }))
}
