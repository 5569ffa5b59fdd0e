//! The reference is what the code says, and changes only on purpose.

use crate::door::Door;

/// Compares with a file of this folder; `FIRSTLINE_BLESS=1` writes it anew.
pub fn compare(name: &str, is: &str) {
    let path = format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("FIRSTLINE_BLESS").is_some() {
        std::fs::write(&path, is).expect("the file is written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(known == is, "tests/{name} is not what the code says; FIRSTLINE_BLESS=1 writes it anew");
}

#[test]
fn the_document_names_every_route_once_and_is_the_one_that_was_read() {
    let door = Door::new();
    let came = door.get("/api/v2/openapi.json", "");
    assert_eq!(came.json["openapi"], "3.1.0");
    let mut ids = Vec::new();
    for route in api::contents().finish().1 {
        let operation = &came.json["paths"][format!("/api/v2{}", route.path)][route.method.to_lowercase()];
        ids.push(operation["operationId"].as_str().unwrap_or_else(|| panic!("{} {} is missing", route.method, route.path)).to_owned());
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "each operation has a name of its own");
    compare("openapi.json", &format!("{}\n", serde_json::to_string_pretty(&came.json).expect("JSON")));
}

#[test]
fn every_schema_that_is_named_is_there() {
    let door = Door::new();
    let came = door.get("/api/v2/openapi.json", "");
    let text = came.json.to_string();
    for named in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(came.json["components"]["schemas"].get(named).is_some(), "{named} is named and not there");
    }
    let page = door.get("/api/v2/reference", "");
    assert!(String::from_utf8_lossy(&page.bytes).contains("/tickets/{id}"));
}
