//! Tickets.

mod around;
pub mod audit;
mod audits;
mod comment;
pub mod comments;
pub mod create;
pub mod custom;
mod delete;
pub mod input;
pub mod json;
pub mod list;
mod many;
mod merge;
pub mod present;
mod redact;
mod show;
pub mod tags;
pub mod update;
pub mod words;

pub(crate) use create::part as create_part;
pub(crate) use delete::part as delete_part;
pub(crate) use merge::part as merge_part;
pub(crate) use update::part as update_part;

use around::{MetricAnswer, MetricsAnswer, PeopleAnswer, RelatedAnswer};
use audit::AuditJson;
use audits::{AuditAnswer, AuditsAnswer};
use comments::{CommentsAnswer, CountAnswer};
use delete::DeletedTicketsAnswer;
use input::TicketBody;
pub use json::TicketJson;
use many::TicketsBody;
use merge::MergeBody;
use present::SideLoads;
use redact::{CommentAnswer, MarkedBody, RedactBody};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use tags::{TagsAnswer, TagsBody};

use crate::attachments::AttachmentAnswer;
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

/// What a subject is to hold.
const TEXT: &[Param] = &[Param { name: "text", says: "What the subject holds; as a member of a JSON body too.", number: false }];

/// Numbers of tickets.
const IDS: Param = Param { name: "ids", says: "Numbers of tickets, with commas between them, up to 100.", number: false };

/// The routes about tickets.
pub fn routes(api: Api) -> Api {
    said_and_told(lists(many_at_once(one_by_one(api))))
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
    .delete("/tickets/destroy_many", Gate::Lead, many::destroy, job("DestroyManyTickets", "Deletes tickets, by a job.").params(&[IDS]))
    .get(
        "/deleted_tickets",
        Gate::Lead,
        delete::list,
        Doc::answers::<DeletedTicketsAnswer>("ListDeletedTickets", "Deleted tickets, the last one first.").paged(),
    )
    .put(
        "/deleted_tickets/restore_many",
        Gate::Lead,
        delete::restore_many,
        Doc::answers::<Value>("RestoreManyTickets", "Brings deleted tickets back, all or none.").params(&[IDS]),
    )
    .put(
        "/deleted_tickets/{id}/restore",
        Gate::Lead,
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
    .delete("/tickets/{id}", Gate::Lead, delete::delete, Doc::bare("DeleteTicket", "Puts a ticket out of sight."))
    .get(
        "/tickets/{id}/audits",
        Gate::Staff,
        audits::list,
        Doc::answers::<AuditsAnswer>("ListTicketAudits", "What happened to a ticket, in order.").paged(),
    )
    .get("/tickets/{id}/audits/{audit}", Gate::Staff, audits::show, Doc::answers::<AuditAnswer>("ShowTicketAudit", "One of these."))
}

fn lists(api: Api) -> Api {
    let page = |id, says| Doc::answers::<TicketsAnswer>(id, says).paged().params(SORT);
    api.get("/tickets/count", Gate::Staff, around::count, Doc::answers::<CountAnswer>("CountTickets", "How many tickets one may work on."))
        .get("/tickets/recent", Gate::Staff, around::recent, page("ListRecentTickets", "Those one had open last."))
        .get("/users/{id}/tickets/requested", Gate::Staff, around::requested, page("ListTicketsRequested", "Those a person asked for."))
        .get("/users/{id}/tickets/assigned", Gate::Staff, around::assigned, page("ListTicketsAssigned", "Those a person does."))
        .get("/users/{id}/tickets/ccd", Gate::Staff, around::watched, page("ListTicketsCcd", "Those a person watches."))
        .get("/users/{id}/tickets/followed", Gate::Staff, around::watched, page("ListTicketsFollowed", "Those a person watches."))
        .get(
            "/organizations/{id}/tickets",
            Gate::Staff,
            around::of_organization,
            page("ListOrganizationTickets", "Those of an organization."),
        )
        .get("/tickets/{id}/incidents", Gate::Staff, around::incidents, page("ListTicketIncidents", "Those that are part of it."))
        .get("/problems", Gate::Staff, around::problems, page("ListTicketProblems", "Those that have parts."))
        .post(
            "/problems/autocomplete",
            Gate::Staff,
            around::problems_named,
            page("AutocompleteProblems", "Those of them whose subject holds a text.").params(TEXT),
        )
        .get(
            "/ticket_metrics",
            Gate::Staff,
            around::metrics,
            Doc::answers::<MetricsAnswer>("ListTicketMetrics", "How long things took.").paged(),
        )
        .get(
            "/ticket_metrics/{id}",
            Gate::Staff,
            around::metric,
            Doc::answers::<MetricAnswer>("ShowTicketMetrics", "How long things took for a ticket."),
        )
        .get(
            "/ticket_audits",
            Gate::Staff,
            audits::all,
            Doc::answers::<AuditsAnswer>("ListAuditsForAccount", "What happened to all tickets.").paged(),
        )
}

fn said_and_told(api: Api) -> Api {
    let people = |id, says| Doc::answers::<PeopleAnswer>(id, says);
    let tags = |id, says| Doc::answers::<TagsAnswer>(id, says);
    api.get(
        "/tickets/{id}/comments",
        Gate::Staff,
        comments::list,
        Doc::answers::<CommentsAnswer>("ListTicketComments", "What was said, in order.").paged().params(&[INCLUDE]),
    )
    .get(
        "/tickets/{id}/comments/count",
        Gate::Staff,
        comments::count,
        Doc::answers::<CountAnswer>("CountTicketComments", "How much was said."),
    )
    .put(
        "/tickets/{id}/comments/{comment}/redact",
        Gate::Staff,
        redact::words,
        Doc::answers::<CommentAnswer>("RedactStringInComment", "Takes words out of a comment for good.").takes::<RedactBody>(),
    )
    .put(
        "/tickets/{id}/comments/{comment}/make_private",
        Gate::Staff,
        redact::make_private,
        Doc::answers::<CommentAnswer>("MakeTicketCommentPrivate", "Keeps a comment for the desk from now on."),
    )
    .put(
        "/tickets/{id}/comments/{comment}/attachments/{attachment}/redact",
        Gate::Staff,
        redact::file,
        Doc::answers::<AttachmentAnswer>("RedactCommentAttachment", "Takes a file out of a comment for good."),
    )
    .put(
        "/comment_redactions/{comment}",
        Gate::Staff,
        redact::marked,
        Doc::answers::<CommentAnswer>("RedactTicketCommentInAgentWorkspace", "Takes out what is marked in a comment, and files of it.")
            .takes::<MarkedBody>(),
    )
    .get("/tickets/{id}/tags", Gate::Staff, tags::list, tags("ListTicketTags", "Its tags."))
    .post("/tickets/{id}/tags", Gate::Staff, tags::set, tags("SetTicketTags", "These tags and no others.").takes::<TagsBody>())
    .put("/tickets/{id}/tags", Gate::Staff, tags::add, tags("AddTicketTags", "These tags too.").takes::<TagsBody>())
    .delete("/tickets/{id}/tags", Gate::Staff, tags::remove, tags("RemoveTicketTags", "These tags no longer.").takes::<TagsBody>())
    .post(
        "/tickets/{id}/merge",
        Gate::Staff,
        merge::begin,
        Doc::answers::<JobStatusAnswer>("MergeTickets", "Lets other tickets go on in this one, by a job.").takes::<MergeBody>(),
    )
    .get("/tickets/{id}/collaborators", Gate::Staff, around::collaborators, people("ListTicketCollaborators", "Who is kept up to date."))
    .get("/tickets/{id}/followers", Gate::Staff, around::followers, people("ListTicketFollowers", "Those of the desk among them."))
    .get("/tickets/{id}/email_ccs", Gate::Staff, around::email_ccs, people("ListTicketEmailCcs", "Those who are not of the desk."))
    .get(
        "/tickets/{id}/related",
        Gate::Staff,
        around::related,
        Doc::answers::<RelatedAnswer>("TicketRelatedInformation", "What has to do with it."),
    )
    .get(
        "/tickets/{id}/metrics",
        Gate::Staff,
        around::metric,
        Doc::answers::<MetricAnswer>("ListTicketMetricsOfTicket", "How long things took."),
    )
}
