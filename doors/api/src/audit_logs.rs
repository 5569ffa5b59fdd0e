//! The audit log, as programs read it.

mod json;
mod list;

use crate::contents::{Api, Doc, Gate, Param};
use list::{AuditLogAnswer, AuditLogsAnswer};

const PARAMS: &[Param] = &[
    Param { name: "filter[source_type]", says: "Acts on this kind of noun: user, ticket, group, webhook, rule, and so on.", number: false },
    Param { name: "filter[source_id]", says: "Acts on the noun of this number.", number: true },
    Param { name: "filter[actor_id]", says: "What this person did.", number: true },
    Param { name: "filter[action]", says: "create, update, destroy, login or exported.", number: false },
    Param { name: "filter[created_at]", says: "Since when; given twice, from when until when.", number: false },
    Param { name: "sort_by", says: "created_at.", number: false },
    Param { name: "sort_order", says: "asc or desc, which is usual.", number: false },
    Param { name: "sort", says: "created_at or -created_at, for pages by cursor.", number: false },
];

/// The routes of the audit log.
pub fn routes(api: Api) -> Api {
    let all = Doc::answers::<AuditLogsAnswer>("ListAuditLogs", "What was set, granted, taken away or looked at, newest first.");
    let one = Doc::answers::<AuditLogAnswer>("ShowAuditLog", "One entry.");
    api.get("/audit_logs", Gate::Administrator, list::all, all.params(PARAMS).paged()).get(
        "/audit_logs/{id}",
        Gate::Administrator,
        list::show,
        one,
    )
}
