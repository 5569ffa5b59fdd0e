//! What the desk promises, in the words programs ask for it: agreements as policies. To read.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use sla::{Agreement, AgreementId, Metric};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment};

/// An agreement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SlaPolicyJson {
    pub id: i64,
    pub url: String,
    pub title: String,
    pub description: String,
    pub position: i64,
    /// For which tickets it holds, in the filter language, as one condition.
    pub filter: Value,
    pub policy_metrics: Vec<SlaMetricJson>,
}

/// A target of an agreement for one priority.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SlaMetricJson {
    pub priority: String,
    pub metric: String,
    /// Minutes.
    pub target: u32,
    pub business_hours: bool,
}

/// One agreement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SlaPolicyAnswer {
    /// The agreement.
    pub sla_policy: SlaPolicyJson,
}

/// The agreements in use, in the order in which they are asked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SlaPoliciesAnswer {
    /// The agreements.
    pub sla_policies: Vec<SlaPolicyJson>,
    /// How many there are.
    pub count: usize,
    /// All come at once.
    pub next_page: Option<String>,
    /// All come at once.
    pub previous_page: Option<String>,
}

/// The routes about promises.
pub fn routes(api: Api) -> Api {
    api.get("/slas/policies", Gate::Staff, policies, Doc::answers::<SlaPoliciesAnswer>("ListSLAPolicies", "The agreements in use.")).get(
        "/slas/policies/{id}",
        Gate::Staff,
        policy,
        Doc::answers::<SlaPolicyAnswer>("ShowSLAPolicy", "One agreement."),
    )
}

/// Zendesk's words for the priorities, as agreements have them: from 1 to 4.
const PRIORITIES: [&str; 4] = ["urgent", "high", "normal", "low"];

fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstResponse => "first_reply_time",
        Metric::NextResponse => "next_reply_time",
        Metric::Update => "periodic_update_time",
        Metric::Resolution => "total_resolution_time",
        Metric::Team => "group_ownership_time",
    }
}

impl SlaPolicyJson {
    fn new(desk: &Desk, agreement: &Agreement) -> Self {
        let targets = agreement.targets.iter().flat_map(|targets| {
            PRIORITIES.iter().zip(targets.minutes).filter_map(|(priority, minutes)| {
                Some(SlaMetricJson {
                    priority: (*priority).to_owned(),
                    metric: metric(targets.metric).to_owned(),
                    target: minutes?,
                    business_hours: true,
                })
            })
        });
        Self {
            id: agreement.id.0,
            url: desk.url(&format!("/slas/policies/{}.json", agreement.id)),
            title: agreement.name.clone(),
            description: String::new(),
            position: agreement.position,
            filter: json!({ "all": [{ "field": "filter", "operator": "is", "value": agreement.filter }], "any": [] }),
            policy_metrics: targets.collect(),
        }
    }
}

async fn policies(State(desk): State<Desk>, caller: Caller) -> Answer<Json<SlaPoliciesAnswer>> {
    let all = desk.db.read(move |conn| sla::agreements(conn, &caller.actor)).await?;
    let in_use = all.iter().filter(|agreement| agreement.archived_at.is_none());
    let sla_policies: Vec<_> = in_use.map(|agreement| SlaPolicyJson::new(&desk, agreement)).collect();
    Ok(Json(SlaPoliciesAnswer { count: sla_policies.len(), sla_policies, next_page: None, previous_page: None }))
}

async fn policy(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<AgreementId>) -> Answer<Json<SlaPolicyAnswer>> {
    let agreement = desk.db.read(move |conn| sla::agreement(conn, &caller.actor, id)).await?;
    Ok(Json(SlaPolicyAnswer { sla_policy: SlaPolicyJson::new(&desk, &agreement) }))
}
