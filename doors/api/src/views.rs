//! Saved views.

pub mod conditions;
pub mod input;
mod json;
mod list;
mod run;
pub mod told;
mod write;

pub use json::ViewJson;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use crate::tickets::TicketsAnswer;
use crate::tickets::comments::CountAnswer;
use input::ViewBody;
use list::ViewsAnswer;
use run::{ViewCountAnswer, ViewCountsAnswer, ViewRunAnswer};

/// One view.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewAnswer {
    /// The view.
    pub view: ViewJson,
}

const IDS: &[Param] = &[Param { name: "ids", says: "Numbers of views, with commas between them.", number: false }];
const QUERY: &[Param] = &[Param { name: "query", says: "A part of a title.", number: false }];

/// The routes about views.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<ViewAnswer>(id, says);
    let page = |id, says| Doc::answers::<ViewsAnswer>(id, says).paged();
    let api = api
        .get("/views", Gate::Staff, list::all, page("ListViews", "The views one may use."))
        .get("/views/active", Gate::Staff, list::all, page("ListActiveViews", "The views one may use."))
        .get("/views/compact", Gate::Staff, list::all, page("ListViewsCompact", "The views one may use."))
        .get("/views/count", Gate::Staff, list::count, Doc::answers::<CountAnswer>("CountViews", "How many views one may use."))
        .get("/views/show_many", Gate::Staff, list::show_many, page("ShowManyViews", "Some views.").params(IDS))
        .get("/views/search", Gate::Staff, list::search, page("SearchViews", "Views by a part of their title.").params(QUERY))
        .post("/views", Gate::Staff, write::create, one("CreateView", "Saves a view.").takes::<ViewBody>())
        .get("/views/{id}", Gate::Staff, list::show, one("ShowView", "One view."))
        .put("/views/{id}", Gate::Staff, write::update, one("UpdateView", "Changes a view.").takes::<ViewBody>())
        .delete("/views/{id}", Gate::Staff, write::delete, Doc::bare("DeleteView", "Deletes a view."))
        .delete(
            "/views/destroy_many",
            Gate::Staff,
            write::delete_many,
            Doc::bare("DestroyManyViews", "Deletes several, or none.").params(IDS),
        );
    api.get(
        "/views/count_many",
        Gate::Staff,
        run::count_many,
        Doc::answers::<ViewCountsAnswer>("CountManyViews", "How many tickets they hold.").params(IDS),
    )
    .get("/views/{id}/count", Gate::Staff, run::count, Doc::answers::<ViewCountAnswer>("CountView", "How many tickets it holds."))
    .get("/views/{id}/tickets", Gate::Staff, run::tickets_of, Doc::answers::<TicketsAnswer>("ListTicketsOfView", "Its tickets.").paged())
    .get("/views/{id}/execute", Gate::Staff, run::execute, Doc::answers::<ViewRunAnswer>("ExecuteView", "Its tickets as rows.").paged())
    .post(
        "/views/preview",
        Gate::Staff,
        run::preview,
        Doc::answers::<ViewRunAnswer>("PreviewView", "What a view would hold.").takes::<ViewBody>().paged(),
    )
    .post(
        "/views/preview/count",
        Gate::Staff,
        run::preview_count,
        Doc::answers::<ViewCountAnswer>("PreviewViewCount", "How much a view would hold.").takes::<ViewBody>(),
    )
}
