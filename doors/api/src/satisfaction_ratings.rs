//! Satisfaction ratings: what requesters thought of the help.

use axum::Json;
use axum::extract::State;
use outcome::{Error, Result};
use satisfaction::{Rate, Rating, RatingId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{Satisfaction, TicketId};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Sent, Turn, iso};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};

/// A rating.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingJson {
    pub id: i64,
    pub url: String,
    pub ticket_id: i64,
    pub requester_id: i64,
    pub assignee_id: Option<i64>,
    pub group_id: Option<i64>,
    /// `offered`, `good` or `bad`.
    pub score: String,
    pub comment: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    /// Ours: what the ticket was about.
    pub category_id: Option<i64>,
}

/// One rating.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingAnswer {
    /// The rating.
    pub satisfaction_rating: RatingJson,
}

/// A page of ratings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingsAnswer {
    /// The ratings.
    pub satisfaction_ratings: Vec<RatingJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of an answer.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RatingBody {
    /// The answer.
    pub satisfaction_rating: RatingIn,
}

/// An answer.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RatingIn {
    /// `good` or `bad`.
    pub score: String,
    /// What they say to it.
    pub comment: Option<String>,
}

const SCORES: &[Param] = &[
    Param {
        name: "score",
        says: "`offered`, `received`, `received_with_comments`, `received_without_comments`, `good`, `bad`, and these two `_with_comment` or `_without_comment`.",
        number: false,
    },
    Param { name: "start_time", says: "Only what changed at or after this moment, in Unix seconds.", number: true },
    Param { name: "end_time", says: "Only what changed before this moment, in Unix seconds.", number: true },
];

/// The routes about ratings.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<RatingAnswer>(id, says);
    api.get(
        "/satisfaction_ratings",
        Gate::Lead,
        all,
        Doc::answers::<RatingsAnswer>("ListSatisfactionRatings", "What requesters were asked and answered, for leads.")
            .paged()
            .params(SCORES),
    )
    .get(
        "/satisfaction_ratings/received",
        Gate::Lead,
        received,
        Doc::answers::<RatingsAnswer>("ListReceivedSatisfactionRatings", "What was answered.").paged(),
    )
    .get("/satisfaction_ratings/count", Gate::Lead, count, Doc::answers::<CountAnswer>("CountSatisfactionRatings", "How many there are."))
    .get("/satisfaction_ratings/{id}", Gate::Lead, show, one("ShowSatisfactionRating", "One of them."))
    .post(
        "/tickets/{id}/satisfaction_rating",
        Gate::Known,
        create,
        one("CreateTicketSatisfactionRating", "Answers, as whoever asked for the ticket.").takes::<RatingBody>(),
    )
}

impl RatingJson {
    fn new(desk: &Desk, rating: &Rating) -> Self {
        Self {
            id: rating.id.0,
            url: desk.url(&format!("/satisfaction_ratings/{}.json", rating.id)),
            ticket_id: rating.ticket_id.0,
            requester_id: rating.requester_id.0,
            assignee_id: rating.assignee_id.map(|p| p.0),
            group_id: rating.team_id.map(|t| t.0),
            score: rating.score.unwrap_or(Satisfaction::Offered).to_string(),
            comment: (!rating.comment.is_empty()).then(|| rating.comment.clone()),
            created_at: iso(rating.asked_at.unwrap_or(rating.ask_at)),
            updated_at: iso(rating.updated_at),
            category_id: rating.category_id.map(|c| c.0),
        }
    }
}

/// Is it one of those that are asked for?
fn is_wanted(rating: &Rating, score: Option<&str>) -> bool {
    let Some(word) = score else { return true };
    let (word, comment) = if let Some(word) = word.strip_suffix("_with_comment").or(word.strip_suffix("_with_comments")) {
        (word, Some(true))
    } else if let Some(word) = word.strip_suffix("_without_comment").or(word.strip_suffix("_without_comments")) {
        (word, Some(false))
    } else {
        (word, None)
    };
    let is = match word {
        "offered" => rating.score.is_none(),
        "received" => rating.score.is_some(),
        other => rating.score.is_some_and(|score| score.as_str() == other),
    };
    is && comment.is_none_or(|with| with != rating.comment.is_empty())
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, score: Option<&str>) -> Answer<Json<RatingsAnswer>> {
    let page = asked.page()?;
    let (from, until) = (asked.number("start_time")?, asked.number("end_time")?);
    let all = desk.db.read(move |conn| satisfaction::ratings(conn, &caller.actor)).await?;
    let wanted = |r: &Rating| {
        let at = r.updated_at.0 / 1_000;
        is_wanted(r, score) && from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
    };
    let (part, walked) = paged::part(&page, all.into_iter().filter(wanted).collect());
    let satisfaction_ratings = part.iter().map(|rating| RatingJson::new(desk, rating)).collect();
    Ok(Json(RatingsAnswer { satisfaction_ratings, turn: page.turn(desk, asked, &walked) }))
}

/// `GET /satisfaction_ratings`. One statement.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<RatingsAnswer>> {
    page_of(&desk, caller, &asked, asked.text("score")).await
}

/// `GET /satisfaction_ratings/received`.
pub async fn received(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<RatingsAnswer>> {
    page_of(&desk, caller, &asked, Some("received")).await
}

/// `GET /satisfaction_ratings/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let all = desk.db.read(move |conn| satisfaction::ratings(conn, &caller.actor)).await?;
    Ok(Json(counted(&desk, i64::try_from(all.len()).unwrap_or(i64::MAX))))
}

/// `GET /satisfaction_ratings/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<RatingId>) -> Answer<Json<RatingAnswer>> {
    let rating = desk.db.read(move |conn| satisfaction::rating(conn, &caller.actor, id)).await?;
    Ok(Json(RatingAnswer { satisfaction_rating: RatingJson::new(&desk, &rating) }))
}

fn score_of(word: &str) -> Result<Satisfaction> {
    let plain = word.strip_suffix("_with_comment").unwrap_or(word);
    plain.parse().map_err(|_| Error::invalid("score", "satisfaction-score"))
}

/// `POST /tickets/{id}/satisfaction_rating`.
pub async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(ticket): Segment<TicketId>,
    Sent { body, .. }: Sent<RatingBody>,
) -> Answer<Json<RatingAnswer>> {
    let input = body.satisfaction_rating;
    let rate = Rate { ticket, score: score_of(&input.score)?, comment: input.comment };
    let rating = desk.db.write(move |tx| satisfaction::rate(tx, &caller.actor, &rate)).await?;
    Ok(Json(RatingAnswer { satisfaction_rating: RatingJson::new(&desk, &rating) }))
}
