//! The reference: OpenAPI 3.1 made from the table of contents, and a page to read it.

use std::sync::OnceLock;

use axum::Json;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Response};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::ROOT;
use crate::contents::{Api, Doc, Gate, Paging, Route};

/// The document itself.
#[derive(Serialize, JsonSchema)]
struct Document {
    openapi: String,
    info: Map<String, Value>,
    paths: Map<String, Value>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
struct Page(String);

/// The routes of the reference.
pub fn routes(api: Api) -> Api {
    api.get("/openapi", Gate::Anyone, document, Doc::answers::<Document>("ShowOpenApi", "This document, as OpenAPI 3.1.")).get(
        "/reference",
        Gate::Anyone,
        page,
        Doc::answers::<Page>("ShowReference", "This document, as a page to read."),
    )
}

/// The document of all routes.
#[must_use]
pub fn whole() -> &'static Value {
    static WHOLE: OnceLock<Value> = OnceLock::new();
    WHOLE.get_or_init(|| of(&crate::contents().finish().1))
}

fn of(routes: &[Route]) -> Value {
    let settings = |path: &str| {
        SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = path.to_owned().into();
            settings.meta_schema = None;
        })
    };
    let mut answers = settings("/components/schemas").for_serialize().into_generator();
    let mut bodies = settings("/components/schemas").for_deserialize().into_generator();
    let mut paths = Map::new();
    for route in routes {
        let operations = paths.entry(format!("{ROOT}{}", route.path)).or_insert_with(|| json!({}));
        operations[route.method.to_lowercase()] = operation(route, &mut answers, &mut bodies);
    }
    let mut schemas = answers.take_definitions(true);
    schemas.extend(bodies.take_definitions(true));
    schemas.insert("Refusal".to_owned(), refusal());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Firstline",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The JSON API of Firstline, in Zendesk's dialect. Every path may end in .json.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "An API token." },
                "basic": { "type": "http", "scheme": "basic", "description": "address/token and an API token, or an address and its password." },
            },
            "responses": { "Refused": {
                "description": "It was not done.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Refusal" } } },
            } },
        },
    })
}

fn operation(route: &Route, answers: &mut SchemaGenerator, bodies: &mut SchemaGenerator) -> Value {
    let doc = route.doc;
    let mut answer = json!({ "description": doc.says });
    if let Some(shape) = doc.answers {
        let kind = if doc.id == "ShowReference" { "text/html" } else { "application/json" };
        answer["content"] = json!({ kind: { "schema": shape(answers) } });
    }
    let mut operation = json!({
        "operationId": doc.id,
        "tags": [route.room()],
        "summary": doc.says,
        "parameters": parameters(route),
        "security": if route.gate == Gate::Anyone { json!([{}, { "token": [] }, { "basic": [] }]) } else { json!([{ "token": [] }, { "basic": [] }]) },
        "responses": { doc.status.to_string(): answer, "4XX": { "$ref": "#/components/responses/Refused" } },
        "x-gate": format!("{:?}", route.gate),
    });
    if let Some(status) = doc.or_status {
        operation["responses"][status.to_string()] = operation["responses"][doc.status.to_string()].clone();
    }
    if let Some(shape) = doc.takes {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": shape(bodies) } } });
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let mut all = Vec::new();
    for name in route.path.split('/').filter_map(|word| word.strip_prefix('{')).map(|word| word.trim_end_matches('}')) {
        let text = matches!(name, "token" | "name") || route.path.starts_with("/job_statuses");
        let schema = if text { json!({ "type": "string" }) } else { json!({ "type": "integer", "format": "int64" }) };
        all.push(json!({ "name": name, "in": "path", "required": true, "schema": schema }));
    }
    let mut query = |name: &str, says: &str, schema: Value| {
        all.push(json!({ "name": name, "in": "query", "description": says, "schema": schema }));
    };
    if route.doc.paging == Paging::Both {
        query("page[size]", "Records of a page, up to 100.", json!({ "type": "integer", "minimum": 1 }));
        query("page[after]", "The cursor after which the page begins.", json!({ "type": "string" }));
        query("page[before]", "The cursor before which the page ends.", json!({ "type": "string" }));
        query("page", "The number of a page, for paging by number.", json!({ "type": "integer", "minimum": 1 }));
        query("per_page", "Records of a page, for paging by number.", json!({ "type": "integer", "minimum": 1 }));
    }
    for param in route.doc.params {
        let schema = if param.number { json!({ "type": "integer" }) } else { json!({ "type": "string" }) };
        query(param.name, param.says, schema);
    }
    all
}

fn refusal() -> Value {
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": { "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "title": { "type": "string" }, "message": { "type": "string" } } }] },
            "description": { "type": "string" },
            "details": { "type": "object", "additionalProperties": { "type": "array", "items": {
                "type": "object", "properties": { "description": { "type": "string" }, "error": { "type": "string" } } } } },
        },
    })
}

async fn document() -> Json<&'static Value> {
    Json(whole())
}

/// The page: plain tables, no script.
async fn page() -> Response {
    static PAGE: OnceLock<String> = OnceLock::new();
    let html = PAGE.get_or_init(|| written(&crate::contents().finish().1));
    ([(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'")], Html(html.as_str())).into_response()
}

fn written(routes: &[Route]) -> String {
    let mut rooms: Vec<&str> = routes.iter().map(Route::room).collect();
    rooms.dedup();
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Firstline API</title><h1>Firstline API</h1><p>In Zendesk's dialect, below <code>/api/v2</code>. Programs read \
         <a href=\"/api/v2/openapi.json\">openapi.json</a>.</p>",
    );
    rooms.sort_unstable();
    rooms.dedup();
    for room in rooms {
        page.push_str(&format!("<h2>{room}</h2><table><tr><th>Request<th>What it does<th>Who"));
        for route in routes.iter().filter(|route| route.room() == room) {
            let (method, path, says) = (route.method, route.path, route.doc.says.replace('<', "&lt;"));
            page.push_str(&format!("<tr><td><code>{method} {path}</code><td>{says}<td>{}", who(route.gate)));
        }
        page.push_str("</table>");
    }
    page
}

fn who(gate: Gate) -> &'static str {
    match gate {
        Gate::Anyone => "anybody",
        Gate::Known => "whoever is known",
        Gate::Staff => "the desk",
        Gate::Lead => "leads",
        Gate::Administrator => "administrators",
    }
}
