//! The table of contents in the making: no route without a gate and a word in the reference, and every route in a list that tests walk.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use outcome::Refusal;
use people::Role;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::desk::Desk;
use crate::front::{Caller, Refused};

/// Largest body that is a file, in bytes; what the desk takes is configured and may be less.
const UPLOAD_BYTES_MAX: usize = 101 * 1024 * 1024;

/// Who may come in by a route; what they may do there is the policies' matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Anybody, known or not.
    Anyone,
    /// Whoever shows a credential that works.
    Known,
    /// The desk: agents, leads, administrators.
    Staff,
    /// Leads and administrators.
    Lead,
    /// Administrators.
    Administrator,
}

impl Gate {
    /// Does it open for this role (`None`: nobody is known)?
    #[must_use]
    pub fn opens_for(self, role: Option<Role>) -> bool {
        match self {
            Self::Anyone => true,
            Self::Known => role.is_some(),
            Self::Staff => role >= Some(Role::Agent),
            Self::Lead => role >= Some(Role::Lead),
            Self::Administrator => role >= Some(Role::Administrator),
        }
    }
}

/// A parameter of the query: its name, what it means, and whether it is a whole number.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// As it is written: `ids`.
    pub name: &'static str,
    /// What it means.
    pub says: &'static str,
    /// A whole number rather than a text?
    pub number: bool,
}

/// How a page is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// All of it comes at once.
    None,
    /// `page[size]`, `page[after]`, `page[before]`, or `page` and `per_page`.
    Both,
}

type Shape = fn(&mut SchemaGenerator) -> Schema;

/// What the reference says of a route.
#[derive(Debug, Clone, Copy)]
pub struct Doc {
    pub(crate) id: &'static str,
    pub(crate) says: &'static str,
    pub(crate) takes: Option<Shape>,
    pub(crate) answers: Option<Shape>,
    pub(crate) status: u16,
    pub(crate) or_status: Option<u16>,
    pub(crate) paging: Paging,
    pub(crate) params: &'static [Param],
}

impl Doc {
    /// An answer of this shape, 200. `id` is the operation's name, `says` one sentence.
    #[must_use]
    pub fn answers<T: JsonSchema>(id: &'static str, says: &'static str) -> Self {
        let answers: Shape = |generator| generator.subschema_for::<T>();
        Self { id, says, takes: None, answers: Some(answers), status: 200, or_status: None, paging: Paging::None, params: &[] }
    }

    /// An answer without a body, 204.
    #[must_use]
    pub fn bare(id: &'static str, says: &'static str) -> Self {
        Self { id, says, takes: None, answers: None, status: 204, or_status: None, paging: Paging::None, params: &[] }
    }

    /// It takes a body of this shape.
    #[must_use]
    pub fn takes<T: JsonSchema>(mut self) -> Self {
        self.takes = Some(|generator| generator.subschema_for::<T>());
        self
    }

    /// It answers with this status.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// It answers with this status where something new was made.
    #[must_use]
    pub const fn or_status(mut self, status: u16) -> Self {
        self.or_status = Some(status);
        self
    }

    /// Its list comes in pages.
    #[must_use]
    pub const fn paged(mut self) -> Self {
        self.paging = Paging::Both;
        self
    }

    /// It looks at these parameters.
    #[must_use]
    pub const fn params(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }
}

/// One route, as tests, the reference and the security review see it.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// `GET`, `POST`...
    pub method: &'static str,
    /// The path below `/api/v2` with its placeholders: `/tickets/{id}`.
    pub path: &'static str,
    /// Who may come in.
    pub gate: Gate,
    /// What the reference says.
    pub doc: Doc,
}

impl Route {
    /// The resource it belongs to: the first word of its path.
    #[must_use]
    pub fn room(&self) -> &'static str {
        self.path.trim_start_matches('/').split('/').next().unwrap_or_default()
    }
}

/// Routes with their gates.
pub struct Api {
    router: Router<Desk>,
    routes: Vec<Route>,
}

impl Api {
    /// No route yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a table of contents is built once, on one page")]
    pub fn new() -> Self {
        Self { router: Router::new(), routes: Vec::new() }
    }

    /// A question.
    #[must_use]
    pub fn get<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H, doc: Doc) -> Self {
        self.add("GET", path, gate, doc, on(MethodFilter::GET, handler))
    }

    /// Something new, or a deed.
    #[must_use]
    pub fn post<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H, doc: Doc) -> Self {
        self.add("POST", path, gate, doc, on(MethodFilter::POST, handler))
    }

    /// A change; some programs send it as `PATCH`.
    #[must_use]
    pub fn put<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H, doc: Doc) -> Self {
        self.add("PUT", path, gate, doc, on(MethodFilter::PUT.or(MethodFilter::PATCH), handler))
    }

    /// A deed that takes something away.
    #[must_use]
    pub fn delete<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H, doc: Doc) -> Self {
        self.add("DELETE", path, gate, doc, on(MethodFilter::DELETE, handler))
    }

    /// A file: its body may be as large as one.
    #[must_use]
    pub fn upload<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H, doc: Doc) -> Self {
        self.add("POST", path, gate, doc, on(MethodFilter::POST, handler).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)))
    }

    fn add(mut self, method: &'static str, path: &'static str, gate: Gate, doc: Doc, handler: MethodRouter<Desk>) -> Self {
        self.routes.push(Route { method, path, gate, doc });
        let guarded = handler.route_layer(from_fn(move |request, next| watch(gate, request, next)));
        self.router = self.router.route(path, guarded);
        self
    }

    /// The routes of one room, added to these.
    #[must_use]
    pub fn room(self, add: impl FnOnce(Self) -> Self) -> Self {
        add(self)
    }

    /// The router, and the list.
    pub fn finish(self) -> (Router<Desk>, Vec<Route>) {
        (self.router, self.routes)
    }
}

async fn watch(gate: Gate, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>();
    if gate.opens_for(caller.map(|caller| caller.actor.role)) {
        return next.run(request).await;
    }
    let refusal = if caller.is_none() { Refusal::SignInNeeded } else { Refusal::NotAllowed("come_in") };
    Refused::from(refusal).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gate_opens_for_its_role_and_those_above() {
        assert!(Gate::Anyone.opens_for(None) && !Gate::Known.opens_for(None));
        assert!(Gate::Known.opens_for(Some(Role::Requester)) && !Gate::Staff.opens_for(Some(Role::Requester)));
        assert!(Gate::Lead.opens_for(Some(Role::Administrator)) && !Gate::Administrator.opens_for(Some(Role::Lead)));
    }
}
