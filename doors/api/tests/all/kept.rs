//! What one keeps: bookmarks, tokens, settings of one's own.

use axum::body::Body;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use people::Scope;
use serde_json::{Value, json};

use crate::door::{Door, request};

#[test]
fn a_ticket_is_kept_at_hand_until_it_is_let_go() {
    let door = Door::new();
    let (ann, ben, rita) = (door.token(&door.ann, Scope::Full), door.token(&door.ben, Scope::Full), door.token(&door.rita, Scope::Full));
    let ticket = json!({ "ticket": { "subject": "VPN drops", "comment": { "body": "b" } } });
    let ticket = door.call("POST", "/api/v2/tickets", &ann, ticket).json["ticket"]["id"].clone();
    let keep = json!({ "bookmark": { "ticket_id": ticket } });
    let kept = door.call("POST", "/api/v2/bookmarks.json", &ann, keep.clone());
    assert_eq!((kept.status, &kept.json["bookmark"]["ticket"]["subject"]), (StatusCode::CREATED, &json!("VPN drops")), "{}", kept.json);
    let again = door.call("POST", "/api/v2/bookmarks.json", &ann, keep.clone());
    assert_eq!((again.status, &again.json["bookmark"]["id"]), (StatusCode::OK, &kept.json["bookmark"]["id"]), "kept once");
    assert_eq!(door.get("/api/v2/bookmarks?page%5Bsize%5D=100", &ann).json["bookmarks"][0]["ticket"]["id"], ticket);
    assert_eq!(door.get("/api/v2/bookmarks", &ben).json["count"], 0, "what one keeps is nobody else's business");
    assert_eq!(door.get("/api/v2/tickets/search?query=bookmarked:yes", &ann).json["tickets"][0]["id"], ticket);
    let path = format!("/api/v2/bookmarks/{}", kept.json["bookmark"]["id"]);
    assert_eq!(door.call("DELETE", &path, &ben, Value::Null).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("DELETE", &path, &ann, Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get("/api/v2/bookmarks", &ann).json["bookmarks"], json!([]));
    assert_eq!(door.call("POST", "/api/v2/bookmarks", &rita, keep).status, StatusCode::FORBIDDEN);
    let gone = door.call("POST", "/api/v2/bookmarks", &ann, json!({ "bookmark": { "ticket_id": 99_999 } }));
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_token_shows_and_ends_itself_and_makes_no_other() {
    let door = Door::new();
    let auth = door.token(&door.ada, Scope::Full);
    let current = door.get("/api/v2/oauth/tokens/current.json", &auth).json["token"].clone();
    assert_eq!((&current["scopes"], &current["name"]), (&json!(["read", "write"]), &json!("Script")));
    assert!(current.get("full_token").is_none());
    assert_eq!(door.get("/api/v2/oauth/tokens", &auth).json["tokens"][0]["id"], current["id"]);
    assert_eq!(door.get("/api/v2/oauth/clients?page%5Bsize%5D=100", &auth).json["clients"], json!([]));
    let wanted = json!({ "token": { "client_id": 7, "scopes": ["read"] } });
    assert_eq!(door.call("POST", "/api/v2/oauth/tokens", &auth, wanted.clone()).status, StatusCode::FORBIDDEN);
    door.password(&door.ada, "a password of hers");
    let proved = format!("Basic {}", STANDARD.encode("ada@desk.example:a password of hers"));
    let made = door.call("POST", "/api/v2/oauth/tokens", &proved, wanted);
    assert_eq!((made.status, &made.json["token"]["scopes"]), (StatusCode::CREATED, &json!(["read"])), "{}", made.json);
    let second = format!("Bearer {}", made.json["token"]["full_token"].as_str().expect("a secret"));
    assert_eq!(door.get("/api/v2/oauth/tokens/current", &second).json["token"]["id"], made.json["token"]["id"]);
    assert_eq!(door.call("DELETE", "/api/v2/oauth/tokens/current", &auth, Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get("/api/v2/oauth/tokens/current", &auth).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn keyboard_shortcuts_are_ones_own_to_choose() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let path = "/api/v2/users/me/settings.json";
    assert_eq!(door.get(path, &auth).json["settings"]["lotus"]["keyboard_shortcuts_enabled"], true);
    let off = json!({ "settings": { "lotus": { "keyboard_shortcuts_enabled": false } } });
    assert_eq!(door.call("PUT", path, &auth, off).json["settings"]["lotus"]["keyboard_shortcuts_enabled"], false);
    let lotus = door.get(path, &auth).json["settings"]["lotus"].clone();
    assert_eq!((&lotus["keyboard_shortcuts_enabled"], &lotus["undo_send_s"]), (&json!(false), &json!(10)), "the rest stays");
    let odd = json!({ "settings": { "lotus": { "theme": "pink" } } });
    assert_eq!(door.call("PUT", path, &auth, odd).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn whoever_shows_their_password_may_add_an_agent_and_a_token_may_not() {
    let door = Door::new();
    door.password(&door.ada, "a password of hers");
    let proved = format!("Basic {}", STANDARD.encode("ada@desk.example:a password of hers"));
    let agent = |email: &str| json!({ "user": { "name": "New Agent", "email": email, "role": "agent", "verified": true } });
    let by_token = door.call("POST", "/api/v2/users", &door.token(&door.ada, Scope::Full), agent("one@desk.example"));
    assert_eq!(by_token.status, StatusCode::FORBIDDEN);
    let made = door.call("POST", "/api/v2/users", &proved, agent("two@desk.example"));
    assert_eq!((made.status, &made.json["user"]["role"]), (StatusCode::CREATED, &json!("agent")), "{}", made.json);
    let own = format!("/api/v2/users/{}/identities", door.ada.person().expect("a person"));
    let address = json!({ "identity": { "type": "email", "value": "ada.two@desk.example" } });
    assert_eq!(door.call("POST", &own, &proved, address).status, StatusCode::CREATED);
    let whom = door.rita.person().expect("a person").to_string();
    let behalf = request("POST", "/api/v2/users", &proved).header("x-on-behalf-of", whom);
    let came = door.send(behalf.body(Body::from(agent("three@desk.example").to_string())).expect("a request"));
    assert_eq!(came.status, StatusCode::FORBIDDEN, "for somebody else one may what they may");
}

#[test]
fn what_was_deleted_leaves_its_name_to_another() {
    let door = Door::new();
    let auth = door.token(&door.ada, Scope::Full);
    for _ in 0..3 {
        let group = door.call("POST", "/api/v2/groups", &auth, json!({ "group": { "name": "My Group" } }));
        assert_eq!(group.status, StatusCode::CREATED, "{}", group.json);
        let group = format!("/api/v2/groups/{}", group.json["group"]["id"]);
        assert_eq!(door.call("DELETE", &group, &auth, Value::Null).status, StatusCode::NO_CONTENT);
        assert_eq!(door.get(&group, &auth).json["group"]["deleted"], true);
        let user = json!({ "user": { "name": "Test U.", "email": "test@example.org", "external_id": "e1" } });
        let user = door.call("POST", "/api/v2/users", &auth, user);
        assert_eq!(user.status, StatusCode::CREATED, "{}", user.json);
        let user = format!("/api/v2/users/{}", user.json["user"]["id"]);
        assert_eq!(door.call("DELETE", &user, &auth, Value::Null).json["user"]["active"], false);
        for (path, key) in [("user_fields", "user_field"), ("organization_fields", "organization_field")] {
            let field =
                door.call("POST", &format!("/api/v2/{path}"), &auth, json!({ key: { "type": "text", "title": "Age", "key": "aGe" } }));
            assert_eq!(field.status, StatusCode::CREATED, "{}", field.json);
            let field = format!("/api/v2/{path}/{}", field.json[key]["id"]);
            assert_eq!(door.call("DELETE", &field, &auth, Value::Null).status, StatusCode::NO_CONTENT);
            assert_eq!(door.get(&field, &auth).json[key]["active"], false);
        }
    }
}

#[test]
fn a_file_comes_as_a_form_of_parts() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let body = "--x\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\nArgentina.gif\r\n\
                --x\r\nContent-Disposition: form-data; name=\"uploaded_data\"; filename=\"local.path\"\r\nContent-Type: image/gif\r\n\r\n\
                GIF89a\r\n--x--\r\n";
    let sent = |body: &'static str| {
        let request = request("POST", "/api/v2/uploads.json", &auth).header("content-type", "multipart/form-data; boundary=x");
        door.send(request.body(Body::from(body)).expect("a request"))
    };
    let came = sent(body);
    assert_eq!(came.status, StatusCode::CREATED, "{}", came.json);
    let file = &came.json["upload"]["attachment"];
    assert_eq!(
        (&file["file_name"], &file["size"], &file["content_type"]),
        (&json!("Argentina.gif"), &json!(6), &json!("image/gif")),
        "{file}"
    );
    assert_eq!(sent("--x--\r\n").status, StatusCode::BAD_REQUEST);
}

#[test]
fn macros_are_changed_many_at_once_or_not_at_all() {
    let door = Door::new();
    let auth = door.token(&door.lee, Scope::Full);
    let make = |title: &str| {
        let body = json!({ "macro": { "title": title, "actions": [{ "field": "priority", "value": "low" }] } });
        let made = door.call("POST", "/api/v2/macros", &auth, body).json["macro"].clone();
        assert_eq!(made["actions"], json!([{ "field": "priority", "value": "low" }]), "what went in comes out");
        made["id"].clone()
    };
    let (one, two) = (make("One"), make("Two"));
    let change = |second: &Value| {
        let body = json!({ "macros": [{ "id": one, "title": "First" }, { "id": second, "active": false }] });
        door.call("PUT", "/api/v2/macros/update_many.json", &auth, body)
    };
    assert_eq!(change(&json!(99_999)).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&format!("/api/v2/macros/{one}"), &auth).json["macro"]["title"], "One", "all or none");
    let came = change(&two);
    assert_eq!((&came.json["macros"][0]["title"], &came.json["macros"][1]["active"]), (&json!("First"), &json!(false)), "{}", came.json);
}
