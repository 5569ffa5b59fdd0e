//! Settings: saved, refused beside their fields, and closed to whom they are not for.

use testkit::Office;

use crate::browser::Browser;
use crate::sign_in::code_of;

#[test]
fn each_role_finds_its_settings_and_no_others() {
    let office = Office::new();
    let pages = [
        "teams",
        "categories",
        "fields",
        "checklists",
        "templates",
        "recurring",
        "calendars",
        "agreements",
        "rules",
        "matrix",
        "triage",
        "sites",
        "mailboxes",
    ];
    for (actor, open) in [(&office.ann, 0), (&office.lee, 9), (&office.ada, 13)] {
        let mut browser = Browser::of(&office, actor);
        let list = browser.get("/settings").is(200).says(&["/settings/profile", "/settings/appearance", "/settings/security"]);
        for (n, page) in pages.iter().enumerate() {
            let path = format!("/settings/{page}");
            browser.get(&path).is(if n < open { 200 } else { 404 });
            browser.post(&path, &[]).is(if n < open { 422 } else { 404 });
            assert_eq!(list.body.contains(&format!("href=\"{path}\"")), n < open, "{page}");
        }
    }
    let mut rita = Browser::of(&office, &office.rita);
    rita.get("/settings/profile").is(404);
    let mut ada = Browser::of(&office, &office.ada);
    let found = ada.get("/settings?q=undo%20reply").is(200);
    assert!(!found.body.contains("<a href=\"/settings/teams\">"), "{}", found.body);
    ada.get("/settings?q=priority").says(&["<a href=\"/settings/matrix\">"]);
    ada.get("/settings?q=zebra").says(&["No setting of that name"]);
}

#[test]
fn profile_and_appearance_are_saved_and_wrong_input_stays() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    let saved = ann.post("/settings/profile", &[("name", "Ann Ashby"), ("language", "de"), ("zone", "Europe/Berlin")]);
    ann.follow(saved).says(&["Ann Ashby", "lang=\"de\"", "value=\"Europe/Berlin\" selected"]);
    ann.post("/settings/profile", &[("name", "X"), ("zone", "Mars/Base")]).is(422).says(&["id=\"zone-error\"", "value=\"X\""]);
    let choices = [("theme", "dark"), ("density", "compact"), ("single_keys", "off"), ("undo_send_s", "20")];
    let saved = ann.post("/settings/appearance", &choices);
    ann.follow(saved).says(&["data-theme=\"dark\"", "data-single-keys=\"off\"", "value=\"20\""]);
    ann.post("/settings/appearance", &[("undo_send_s", "99")]).is(422).says(&["id=\"undo_send_s-error\"", "value=\"99\""]);
}

#[test]
fn an_app_is_scanned_proved_and_turned_off_and_its_codes_are_shown_once() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    let scan = ann.post("/settings/security/app", &[]).is(200).says(&["<svg ", "Scan this with your app"]);
    let (base32, url) = (scan.hidden("base32"), scan.hidden("url").replace("&#38;", "&"));
    let wrong = ann.post("/settings/security/app/confirm", &[("code", "000000"), ("base32", &base32), ("url", &url)]).is(422);
    assert_eq!(wrong.says(&["id=\"code-error\"", "<svg "]).hidden("base32"), base32);
    let code = code_of(&base32, office.db.clock().now().0);
    let codes = ann.post("/settings/security/app/confirm", &[("code", &code), ("base32", &base32), ("url", &url)]).is(200);
    let page = ann.get("/settings/security").is(200).says(&["10 recovery codes are left"]);
    assert!(!page.body.contains(&base32));
    ann.post("/settings/security/app/remove", &[("code", "nonsense")]).is(422).says(&["id=\"code-error\""]);
    let list = codes.body.split("class=\"secret\"").nth(1).unwrap_or_default();
    let first = list.split("<li>").nth(1).and_then(|c| c.split("</li>").next()).unwrap_or_default().to_owned();
    let removed = ann.post("/settings/security/app/remove", &[("code", &first)]);
    ann.follow(removed).says(&["The app is off", "Set up an app"]);
}

#[test]
fn tokens_are_shown_once_sessions_end_and_passkeys_are_prepared() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    let _elsewhere = Browser::of(&office, &office.ann);
    let key = ann.get("/settings/security").is(200).says(&["Sign out everywhere else"]).hidden("key");
    let form = [("name", "Backup script"), ("scope", "read_only"), ("key", key.as_str())];
    ann.post("/settings/security/tokens", &form).is(200).says(&["flt_", "Backup script"]);
    let again = ann.post("/settings/security/tokens", &form).is(200);
    assert!(!again.body.contains("flt_"), "the second time there is no secret to show");
    let page = ann.get("/settings/security").says(&["Backup script", "Reading only"]);
    assert_eq!(page.body.matches("/revoke\"").count(), 1);
    ann.post("/settings/security/tokens", &[("name", "")]).is(422).says(&["id=\"token-name-error\""]);
    ann.post("/settings/security/passkeys/options", &[]).is(200).says(&["\"id\":\"desk.example\"", "excludeCredentials"]);
    ann.post("/settings/security/passkeys", &[("name", "Laptop"), ("credential", "{}")]).is(422).says(&["id=\"passkey-name-error\""]);
    ann.post("/settings/security/passkeys/77/remove", &[]).is(404);
    ann.post("/settings/security/sessions/9999/end", &[]).is(404);
    let ended = ann.post("/settings/security/sessions/end-others", &[]);
    let page = ann.follow(ended);
    assert!(!page.body.contains("Sign out there"), "{}", page.body);
    ann.post("/settings/security/password", &[("password", "short")]).is(422).says(&["id=\"password-error\""]);
}

#[test]
fn teams_have_members_and_can_be_put_away_and_back() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/teams", &[("name", "Network"), ("visibility", "restricted")])
        .is(422)
        .says(&["id=\"name-error\"", "value=\"Network\""]);
    let added = lee.post("/settings/teams", &[("name", "Field"), ("visibility", "restricted")]);
    let path = added.location.clone();
    lee.follow(added).says(&["Added: Field", "name=\"members\""]);
    let (ann, rita) = (office.ann.person().unwrap().to_string(), office.rita.person().unwrap().to_string());
    lee.post(&path, &[("name", "Field"), ("members", &rita)]).is(422).says(&["id=\"members-error\""]);
    lee.post(&path, &[("name", "Field force"), ("visibility", "open"), ("members", &ann)]).is(303);
    lee.get(&path).says(&["value=\"Field force\"", &format!("value=\"{ann}\" checked")]);
    let away = lee.post(&format!("{path}/archive"), &[]);
    lee.follow(away).says(&["Put away: Field force", &format!("action=\"{path}/restore\"")]);
    let back = lee.post(&format!("{path}/restore"), &[]);
    lee.follow(back).says(&["In use again: Field force"]);
    lee.get("/settings/teams/9999").is(404);
}

#[test]
fn categories_grow_move_and_keep_their_team() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    let network = office.network.to_string();
    lee.post("/settings/categories", &[("name", "Network"), ("team", &network)]).is(303);
    let list = lee.get("/settings/categories").says(&["Network"]);
    let id = list.body.split("href=\"/settings/categories/").nth(1).and_then(|r| r.split('"').next()).unwrap_or_default().to_owned();
    lee.post("/settings/categories", &[("name", "VPN"), ("parent", &id)]).is(303);
    lee.get("/settings/categories").says(&["Network / "]);
    lee.post("/settings/categories", &[("name", "VPN"), ("parent", &id)]).is(422).says(&["id=\"name-error\"", "value=\"VPN\""]);
    lee.post(&format!("/settings/categories/{id}"), &[("name", "Networks"), ("team", "")]).is(303);
    lee.get("/settings/categories").says(&["Networks / ", "No team"]);
    lee.post(&format!("/settings/categories/{id}"), &[("name", "Networks"), ("parent", &id)]).is(422).says(&["id=\"parent-error\""]);
    lee.get("/settings/categories/9999").is(404);
}

#[test]
fn the_matrix_sites_and_mailboxes_are_an_administrators() {
    let office = Office::new();
    let mut ada = Browser::of(&office, &office.ada);
    let mut cells: Vec<(String, String)> = Vec::new();
    for (i, impact) in ["high", "medium", "low"].iter().enumerate() {
        for (u, urgency) in ["high", "medium", "low"].iter().enumerate() {
            cells.push((format!("{impact}_{urgency}"), (1 + (i + u).min(3)).to_string()));
        }
    }
    let fields = |cells: &[(String, String)]| cells.iter().map(|(k, v)| (k.clone(), v.clone())).collect::<Vec<_>>();
    let post = |ada: &mut Browser<'_>, cells: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> = cells.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        ada.post("/settings/matrix", &pairs)
    };
    post(&mut ada, fields(&cells)).is(303);
    cells[8].1 = "1".to_owned();
    post(&mut ada, fields(&cells)).is(422).says(&["class=\"errors"]);

    ada.post("/settings/sites", &[("name", "Hull"), ("zone", "Europe/London")]).is(303);
    ada.post("/settings/sites", &[("name", "Hull"), ("zone", "Europe/Berlin")])
        .is(422)
        .says(&["id=\"name-error\"", "value=\"Europe/Berlin\" selected"]);
    let site = format!("/settings/sites/{}", office.leeds);
    ada.get(&site).is(200).says(&["value=\"Leeds\""]);
    ada.post(&site, &[("name", "Leeds North"), ("zone", "Europe/London")]).is(303);
    ada.get("/settings/sites").says(&["Leeds North"]);
    ada.get("/settings/sites/9999").is(404);

    ada.get("/settings/mailboxes").says(&["support@desk.example"]);
    ada.post("/settings/mailboxes", &[("name", "Help"), ("address", "nonsense")])
        .is(422)
        .says(&["id=\"address-error\"", "value=\"nonsense\""]);
    ada.post("/settings/mailboxes", &[("name", "Help"), ("address", "help@desk.example")]).is(303);
    let mailbox = format!("/settings/mailboxes/{}", office.support);
    ada.get(&mailbox).says(&["value=\"support@desk.example\""]);
    let away = ada.post(&format!("{mailbox}/archive"), &[]);
    ada.follow(away).says(&["Put away: Support"]);
    ada.post(&format!("{mailbox}/restore"), &[]).is(303);
    ada.get("/settings/mailboxes/9999").is(404);
}

#[test]
fn a_mailboxs_ways_are_set_shown_and_examined() {
    let office = Office::new();
    let mut ada = Browser::of(&office, &office.ada);
    let id = office.support;
    let at = |page: &str| format!("/settings/mailboxes/{id}/{page}");
    ada.get("/settings/mailboxes").is(200).says(&[&at("connection")]);
    ada.get(&at("connection")).is(200).says(&["SMTP or LMTP door", "Not set up", "By the desk"]);
    ada.get(&at("way-in")).is(200).says(&["name=\"processed_folder\"", "name=\"authority\""]);
    let server = [("way_in", "imap"), ("host", "imap.desk.example"), ("security", "tls"), ("sign_in", "password"), ("old_letters", "no")];
    ada.post(&at("way-in"), &server).is(422).says(&["id=\"password-error\"", "value=\"imap.desk.example\""]);
    let plain = [("way_in", "imap"), ("host", "imap.desk.example"), ("security", "plain"), ("sign_in", "password"), ("password", "x")];
    ada.post(&at("way-in"), &plain).is(422).says(&["id=\"security-error\""]);
    let whole: Vec<(&str, &str)> = server.into_iter().chain([("password", "very secret words"), ("processed_folder", "Done")]).collect();
    let saved = ada.post(&at("way-in"), &whole);
    let page = ada.follow(saved).says(&["imap.desk.example:993", "INBOX → Done", "never yet"]);
    assert!(!page.body.contains("very secret words"));
    assert!(!ada.get(&at("way-in")).body.contains("very secret words"), "a password is never shown again");
    // A password that is kept goes to no other server.
    let elsewhere = [("way_in", "imap"), ("host", "evil.example"), ("security", "tls"), ("sign_in", "password")];
    ada.post(&at("way-in"), &elsewhere).is(422).says(&["id=\"password-error\""]);
    let relay = [("host", "smtp.desk.example"), ("security", "start_tls"), ("sign_in", "password"), ("password", "x")];
    let saved = ada.post(&at("way-out"), &relay);
    ada.follow(saved).says(&["smtp.desk.example:587"]);
    let saved = ada.post(&at("way-out/remove"), &[]);
    ada.follow(saved).says(&["By the desk"]);
    let saved = ada.post(&at("checkup"), &[]);
    ada.follow(saved).says(&["Under way"]);
    let saved = ada.post(&at("way-in"), &[("way_in", "pipe")]);
    ada.follow(saved).says(&["firstline deliver"]);
}

#[test]
fn a_provider_is_set_up_and_asked_and_answers_once() {
    let office = Office::new();
    let mut ada = Browser::of(&office, &office.ada);
    let id = office.support;
    let at = |page: &str| format!("/settings/mailboxes/{id}/{page}");
    ada.get(&at("provider")).is(200).says(&["https://desk.example/settings/mailboxes/granted"]);
    ada.post(&at("provider"), &[("provider", "microsoft")]).is(422).says(&["id=\"client_id-error\""]);
    let typed = [
        ("provider", "microsoft"),
        ("tenant", "acme"),
        ("client_id", "firstline"),
        ("client_secret", "hush"),
        ("client_secret_ends", "2027-01-31"),
    ];
    let saved = ada.post(&at("provider"), &typed);
    ada.follow(saved).says(&["not asked yet", "Microsoft 365", "2027"]);
    let asked = ada
        .post(&at("provider/ask"), &[])
        .is(200)
        .says(&["https://login.microsoftonline.com/acme/oauth2/v2.0/authorize?response_type=code"]);
    let state = asked.body.split("state=").nth(1).and_then(|s| s.split(['&', '"']).next()).expect("a state").to_owned();
    let refused = ada.get(&format!("/settings/mailboxes/granted?state={state}&error=access_denied&error_description=No"));
    ada.follow(refused).says(&["ended, sign in anew", "access_denied No"]);
    let again = ada.get(&format!("/settings/mailboxes/granted?state={state}&code=x"));
    ada.follow(again).says(&["This sign-in is over"]);
}

#[test]
fn how_long_things_are_kept_is_looked_at_and_set_by_administrators() {
    let office = Office::new();
    Browser::of(&office, &office.lee).get("/settings/keeping").is(404);
    let mut ada = Browser::of(&office, &office.ada);
    ada.get("/settings/keeping").is(200).says(&["Has not run yet", "value=\"730\"", "Originals of letters"]);
    ada.post("/settings/keeping", &[("rule", "words"), ("days", "90"), ("look", "yes")]).is(200).says(&["no ticket now", "value=\"90\""]);
    ada.get("/settings/keeping").says(&["value=\"730\""]);
    ada.post("/settings/keeping", &[("rule", "words"), ("days", "0"), ("on", "yes")]).is(422).says(&["id=\"words-days-error\""]);
    ada.post("/settings/keeping", &[("rule", "words"), ("days", "ever")]).is(422).says(&["value=\"ever\""]);
    let saved = ada.post("/settings/keeping", &[("rule", "originals"), ("days", "30"), ("on", "yes")]);
    ada.follow(saved).says(&["Saved", "value=\"30\"", "checked"]);
    ada.post("/settings/keeping", &[("rule", "everything"), ("days", "30")]).is(404);
}
