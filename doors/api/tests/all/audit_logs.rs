//! The audit log through the door: administrators read it, narrowed and page by page.

use axum::http::StatusCode;
use people::{Role, Scope};
use serde_json::json;

use crate::door::Door;

fn door() -> Door {
    let door = Door::new();
    door.db.bear(audit::witness());
    door
}

#[test]
fn administrators_read_what_was_done_and_nobody_else_does() {
    let door = door();
    let ada = door.token(&door.ada, Scope::Full);
    let lee = door.token(&door.lee, Scope::Full);
    let all = door.get("/api/v2/audit_logs?page%5Bsize%5D=10", &ada);
    assert_eq!(all.status, StatusCode::OK, "{}", all.json);
    let newest = &all.json["audit_logs"][0];
    assert_eq!((&newest["kind"], &newest["action"], &newest["source_type"]), (&json!("token.created"), &json!("create"), &json!("user")));
    assert_eq!((&newest["actor_name"], &newest["actor_id"], &newest["source_label"]), (&json!("system"), &json!(-1), &json!("Lee Lund")));
    let one = door.get(&format!("/api/v2/audit_logs/{}.json", newest["id"]), &ada);
    assert_eq!(&one.json["audit_log"], newest);
    assert_eq!(door.get("/api/v2/audit_logs/999999", &ada).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("/api/v2/audit_logs", &lee).status, StatusCode::FORBIDDEN);
}

#[test]
fn the_log_is_narrowed_sorted_and_turned() {
    let door = door();
    let ada = door.token(&door.ada, Scope::Full);
    let (admin, site) = (door.ada.clone(), people::SiteInput { name: "Hull".to_owned(), zone: "Europe/London".to_owned() });
    door.write(move |tx| people::add_site(tx, &admin, &site).map(drop)).expect("a site");
    let (admin, ann) = (door.ada.clone(), door.ann.person().expect("a person"));
    door.write(move |tx| people::change_role(tx, &admin, &people::ChangeRole { person: ann, role: Role::Lead }).map(drop)).expect("a role");
    door.token(&door.ben, Scope::ReadOnly);
    let kinds = |query: &str| {
        let came = door.get(&format!("/api/v2/audit_logs?{query}"), &ada);
        assert_eq!(came.status, StatusCode::OK, "{query}: {}", came.json);
        let kinds = came.json["audit_logs"].as_array().expect("entries").iter().map(|e| e["kind"].as_str().expect("a word").to_owned());
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(kinds(&format!("filter%5Bsource_type%5D=user&filter%5Bsource_id%5D={ann}")), ["person.role_changed"]);
    assert_eq!(kinds("filter%5Baction%5D=update"), ["person.role_changed"]);
    let by_ada = format!("filter%5Bactor_id%5D={}", door.ada.person().expect("a person"));
    assert_eq!(kinds(&by_ada), ["person.role_changed", "site.added"]);
    assert_eq!(kinds(&format!("{by_ada}&sort=created_at")), ["site.added", "person.role_changed"]);
    assert_eq!(kinds("filter%5Bcreated_at%5D=2099-01-01T00:00:00Z"), [""; 0]);
    let first = door.get("/api/v2/audit_logs?page%5Bsize%5D=2", &ada).json;
    assert_eq!(first["meta"]["has_more"], json!(true));
    let next = first["links"]["next"].as_str().expect("a next page").split("/api/v2").nth(1).expect("a path").to_owned();
    let second = door.get(&format!("/api/v2{next}"), &ada).json;
    assert_eq!(second["audit_logs"][0]["kind"], json!("site.added"), "{second}");
    assert_eq!(door.get("/api/v2/audit_logs?page=1&per_page=2", &ada).json["count"], json!(4));
    for wrong in ["filter%5Baction%5D=dance", "filter%5Bip_address%5D=1.2.3.4", "sort=name", "filter%5Bcreated_at%5D=x"] {
        assert_eq!(door.get(&format!("/api/v2/audit_logs?{wrong}"), &ada).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}
