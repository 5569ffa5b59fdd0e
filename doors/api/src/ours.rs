//! What is the desk's own and has no counterpart in Zendesk: categories, the matrix of impact and urgency, and why a clock shows what
//! it shows. To read.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use sla::{End, Explanation};
use tickets::{Category, CategoryId, Level, TicketId};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn, iso};
use crate::paged;
use crate::tickets::words;

/// What tickets are about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CategoryJson {
    pub id: i64,
    pub url: String,
    pub name: String,
    /// All names from the root: `Network / VPN`.
    pub path: String,
    pub parent_id: Option<i64>,
    /// The team that its new tickets go to.
    pub group_id: Option<i64>,
    pub active: bool,
}

/// One category.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CategoryAnswer {
    /// The category.
    pub category: CategoryJson,
}

/// A page of categories.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CategoriesAnswer {
    /// The categories, each branch before its twigs.
    pub categories: Vec<CategoryJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// Which priority an impact and an urgency make.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CellJson {
    pub impact: String,
    pub urgency: String,
    pub priority: String,
}

/// The whole matrix.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixAnswer {
    /// Its nine cells.
    pub priority_matrix: Vec<CellJson>,
}

/// One run of a clock with every stretch of its time.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExplanationJson {
    /// `first_response`, `next_response`, `update`, `resolution` or `team`.
    pub metric: String,
    /// Which run of this clock it is, counted from 1.
    pub cycle: i64,
    /// The agreement by which it is, or was last, promised.
    pub policy: Option<String>,
    pub time_zone: Option<String>,
    pub started_at: String,
    pub ended_at: Option<String>,
    /// Was it kept (true), or dropped because nothing was promised any more (false)?
    pub met: Option<bool>,
    /// Seconds of business time that were promised.
    pub target_seconds: Option<i64>,
    /// Seconds of business time that were counted up to now.
    pub spent_seconds: i64,
    pub due_at: Option<String>,
    pub breached_at: Option<String>,
    pub stretches: Vec<StretchJson>,
    /// Are there more stretches than are told?
    pub truncated: bool,
}

/// A stretch of time, and why it did or did not count.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StretchJson {
    pub from: String,
    pub to: String,
    pub counts: bool,
    /// `counts`, `night`, `weekend`, `holiday: ..`, `paused: waiting`, ..
    pub reason: String,
}

/// Why the clocks of a ticket show what they show.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExplanationsAnswer {
    /// The runs, in the order in which they began.
    pub sla_explanation: Vec<ExplanationJson>,
}

/// The routes about what is the desk's own.
pub fn routes(api: Api) -> Api {
    api.get(
        "/categories",
        Gate::Staff,
        categories,
        Doc::answers::<CategoriesAnswer>("ListCategories", "Ours: what tickets are about, as a tree.").paged(),
    )
    .get("/categories/{id}", Gate::Staff, category, Doc::answers::<CategoryAnswer>("ShowCategory", "Ours: one of them."))
    .get(
        "/priority_matrix",
        Gate::Staff,
        matrix,
        Doc::answers::<MatrixAnswer>("ShowPriorityMatrix", "Ours: which impact and urgency make which priority."),
    )
    .get(
        "/tickets/{id}/sla_explanation",
        Gate::Staff,
        explanation,
        Doc::answers::<ExplanationsAnswer>("ShowTicketSlaExplanation", "Ours: every counted and skipped stretch of a ticket's clocks."),
    )
}

impl CategoryJson {
    fn new(desk: &Desk, category: &Category) -> Self {
        Self {
            id: category.id.0,
            url: desk.url(&format!("/categories/{}.json", category.id)),
            name: category.name.clone(),
            path: category.path.clone(),
            parent_id: category.parent_id.map(|c| c.0),
            group_id: category.team_id.map(|t| t.0),
            active: category.archived_at.is_none(),
        }
    }
}

async fn categories(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<CategoriesAnswer>> {
    let page = asked.page()?;
    let (part, walked) = paged::part(&page, desk.db.read(tickets::categories).await?);
    let categories = part.iter().map(|category| CategoryJson::new(&desk, category)).collect();
    Ok(Json(CategoriesAnswer { categories, turn: page.turn(&desk, &asked, &walked) }))
}

async fn category(State(desk): State<Desk>, _: Caller, Segment(id): Segment<CategoryId>) -> Answer<Json<CategoryAnswer>> {
    let all = desk.db.read(tickets::categories).await?;
    let category = all.iter().find(|category| category.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(CategoryAnswer { category: CategoryJson::new(&desk, category) }))
}

async fn matrix(State(desk): State<Desk>, _: Caller) -> Answer<Json<MatrixAnswer>> {
    let matrix = desk.db.read(tickets::matrix).await?;
    let cells = Level::ALL.iter().flat_map(|impact| Level::ALL.iter().map(move |urgency| (*impact, *urgency)));
    let cell = |(impact, urgency): (Level, Level)| CellJson {
        impact: impact.as_str().to_owned(),
        urgency: urgency.as_str().to_owned(),
        priority: words::priority(matrix.priority(impact, urgency)).to_owned(),
    };
    Ok(Json(MatrixAnswer { priority_matrix: cells.map(cell).collect() }))
}

async fn explanation(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<ExplanationsAnswer>> {
    let told = desk.db.read(move |conn| Ok(tickets::explain_clocks(conn, &caller.actor, id)?.1)).await?;
    Ok(Json(ExplanationsAnswer { sla_explanation: told.iter().map(ExplanationJson::new).collect() }))
}

impl ExplanationJson {
    fn new(told: &Explanation) -> Self {
        let stretch = |stretch: &sla::Explained| StretchJson {
            from: iso(stretch.from),
            to: iso(stretch.to),
            counts: stretch.reason == sla::Reason::Counted,
            reason: stretch.reason.to_string(),
        };
        Self {
            metric: told.metric.as_str().to_owned(),
            cycle: told.cycle,
            policy: told.agreement.clone(),
            time_zone: told.zone.clone(),
            started_at: iso(told.started),
            ended_at: told.ended.map(|(at, _)| iso(at)),
            met: told.ended.map(|(_, end)| end == End::Met),
            target_seconds: told.target_ms.map(|ms| ms / db::SECOND_MS),
            spent_seconds: told.spent_ms / db::SECOND_MS,
            due_at: told.due.map(iso),
            breached_at: told.breached.map(iso),
            stretches: told.stretches.iter().map(stretch).collect(),
            truncated: told.cut,
        }
    }
}
