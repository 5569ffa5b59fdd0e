//! Tickets.

mod audit;
mod audits;
mod comment;
mod create;
mod delete;
mod input;
mod json;
mod list;
mod many;
mod present;
mod show;
mod update;
mod words;

pub(crate) use create::part as create_part;
pub(crate) use delete::{part as delete_part, restore_part};
pub(crate) use update::part as update_part;

use audit::AuditJson;
use audits::{AuditAnswer, AuditsAnswer};
use delete::DeletedTicketsAnswer;
use input::TicketBody;
use json::TicketJson;
use many::TicketsBody;
use present::SideLoads;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::contents::{Api, Doc, Gate, Param};
use crate::front::Turn;
use crate::job_statuses::JobStatusAnswer;

/// One ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TicketAnswer {
    /// The ticket.
    pub ticket: TicketJson,
    /// What was asked for beside it.
    #[serde(flatten)]
    pub beside: SideLoads,
}

/// A ticket that was changed, and what changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TicketChanged {
    /// The ticket.
    pub ticket: TicketJson,
    /// What happened.
    pub audit: AuditJson,
}

/// A page of tickets.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TicketsAnswer {
    /// The tickets.
    pub tickets: Vec<TicketJson>,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: SideLoads,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// What is named in `include`.
pub const INCLUDE: Param = Param { name: "include", says: "What to send along: users, groups, organizations.", number: false };
/// How a list is ordered.
const SORT: &[Param] = &[
    INCLUDE,
    Param { name: "sort_by", says: "id, created_at, updated_at, priority or status.", number: false },
    Param { name: "sort_order", says: "asc or desc.", number: false },
    Param { name: "sort", says: "id or updated_at, with a minus before it from the highest down.", number: false },
    Param { name: "external_id", says: "Only the ticket that another system calls this.", number: false },
];

/// Numbers of tickets.
const IDS: Param = Param { name: "ids", says: "Numbers of tickets, with commas between them, up to 100.", number: false };

/// The routes about tickets.
pub fn routes(api: Api) -> Api {
    many_at_once(one_by_one(api))
}

fn many_at_once(api: Api) -> Api {
    let job = |id, says| Doc::answers::<JobStatusAnswer>(id, says);
    api.get(
        "/tickets/show_many",
        Gate::Staff,
        many::show,
        Doc::answers::<TicketsAnswer>("ShowManyTickets", "Tickets by their numbers.").paged().params(&[IDS, INCLUDE]),
    )
    .post("/tickets/create_many", Gate::Staff, many::create, job("CreateManyTickets", "Opens tickets, by a job.").takes::<TicketsBody>())
    .put(
        "/tickets/update_many",
        Gate::Staff,
        many::update,
        job("UpdateManyTickets", "Changes tickets, by a job.").takes::<TicketsBody>().params(&[IDS]),
    )
    .delete("/tickets/destroy_many", Gate::Staff, many::destroy, job("DestroyManyTickets", "Deletes tickets, by a job.").params(&[IDS]))
    .get(
        "/deleted_tickets",
        Gate::Staff,
        delete::list,
        Doc::answers::<DeletedTicketsAnswer>("ListDeletedTickets", "Deleted tickets, the last one first.").paged(),
    )
    .put(
        "/deleted_tickets/restore_many",
        Gate::Staff,
        many::restore,
        job("RestoreManyTickets", "Brings deleted tickets back, by a job.").params(&[IDS]),
    )
    .put(
        "/deleted_tickets/{id}/restore",
        Gate::Staff,
        delete::restore,
        Doc::answers::<Value>("RestoreTicket", "Brings a deleted ticket back."),
    )
}

fn one_by_one(api: Api) -> Api {
    api.get(
        "/tickets",
        Gate::Staff,
        list::all,
        Doc::answers::<TicketsAnswer>("ListTickets", "The tickets one may work on.").paged().params(SORT),
    )
    .get("/tickets/{id}", Gate::Staff, show::show, Doc::answers::<TicketAnswer>("ShowTicket", "One ticket.").params(&[INCLUDE]))
    .post(
        "/tickets",
        Gate::Staff,
        create::create,
        Doc::answers::<TicketChanged>("CreateTicket", "Opens a ticket.").takes::<TicketBody>().status(201),
    )
    .put(
        "/tickets/{id}",
        Gate::Staff,
        update::update,
        Doc::answers::<TicketChanged>("UpdateTicket", "Changes a ticket.").takes::<TicketBody>(),
    )
    .delete("/tickets/{id}", Gate::Staff, delete::delete, Doc::bare("DeleteTicket", "Puts a ticket out of sight."))
    .get(
        "/tickets/{id}/audits",
        Gate::Staff,
        audits::list,
        Doc::answers::<AuditsAnswer>("ListTicketAudits", "What happened to a ticket, in order.").paged(),
    )
    .get("/tickets/{id}/audits/{audit}", Gate::Staff, audits::show, Doc::answers::<AuditAnswer>("ShowTicketAudit", "One of these."))
}
