//! The site's table of contents in the making: no route without a gate, and every route in a list that tests walk.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use outcome::Refusal;
use people::Role;

use crate::desk::Desk;
use crate::front::{Refused, Visitor};

/// Largest body of a form that carries files, in bytes: a message's files and what forms need around them.
const UPLOAD_BYTES_MAX: usize = 101 * 1024 * 1024;

/// Who may come in by a route; what they may do there is the policies' matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// The desk: agents, leads, administrators.
    Staff,
    /// Leads and administrators.
    Lead,
    /// Administrators.
    Administrator,
}

impl Gate {
    /// Does it open for this role (`None`: nobody is signed in)?
    #[must_use]
    pub fn opens_for(self, role: Option<Role>) -> bool {
        match self {
            Self::Anyone => true,
            Self::SignedIn => role.is_some(),
            Self::Staff => role >= Some(Role::Agent),
            Self::Lead => role >= Some(Role::Lead),
            Self::Administrator => role >= Some(Role::Administrator),
        }
    }
}

/// One route, as tests and the security review see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST`...
    pub method: &'static str,
    /// The path with its placeholders: `/tickets/{id}`.
    pub path: &'static str,
    /// Who may come in.
    pub gate: Gate,
}

/// Routes with their gates.
pub struct Site {
    router: Router<Desk>,
    routes: Vec<Route>,
}

impl Site {
    /// No route yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a site is built once, on one page")]
    pub fn new() -> Self {
        Self { router: Router::new(), routes: Vec::new() }
    }

    /// A page or a document.
    #[must_use]
    pub fn get<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Self {
        self.on("GET", MethodFilter::GET, path, gate, handler)
    }

    /// A deed.
    #[must_use]
    pub fn post<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Self {
        self.on("POST", MethodFilter::POST, path, gate, handler)
    }

    /// A deed that takes something back or away.
    #[must_use]
    pub fn delete<H: Handler<T, Desk>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Self {
        self.on("DELETE", MethodFilter::DELETE, path, gate, handler)
    }

    /// A deed that brings files along: its body may be as large as a message's files.
    #[must_use]
    pub fn upload<H: Handler<T, Desk>, T: 'static>(mut self, path: &'static str, gate: Gate, handler: H) -> Self {
        self.routes.push(Route { method: "POST", path, gate });
        let sized = on(MethodFilter::POST, handler).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
        let guarded = sized.route_layer(from_fn(move |request, next| watch(gate, request, next)));
        self.router = self.router.route(path, guarded);
        self
    }

    fn on<H: Handler<T, Desk>, T: 'static>(
        mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        gate: Gate,
        handler: H,
    ) -> Self {
        self.routes.push(Route { method, path, gate });
        let guarded = on(filter, handler).route_layer(from_fn(move |request, next| watch(gate, request, next)));
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
    let role = request.extensions().get::<Visitor>().and_then(|v| v.signed_in.as_ref()).map(|s| s.actor.role);
    if gate.opens_for(role) {
        return next.run(request).await;
    }
    // Whoever is signed in learns nothing about rooms that are not theirs.
    let refusal = if role.is_none() { Refusal::SignInNeeded } else { Refusal::NotFound };
    Refused::from(refusal).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gate_opens_for_its_role_and_those_above() {
        assert!(Gate::Anyone.opens_for(None) && !Gate::SignedIn.opens_for(None));
        assert!(Gate::SignedIn.opens_for(Some(Role::Requester)) && !Gate::Staff.opens_for(Some(Role::Requester)));
        assert!(Gate::Lead.opens_for(Some(Role::Administrator)) && !Gate::Administrator.opens_for(Some(Role::Lead)));
    }
}
