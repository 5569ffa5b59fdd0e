//! The commands of the one binary, run as people and scripts run them, on whichever engine the run is for.
#![expect(clippy::unwrap_used, reason = "tests")]

mod place;

use std::io::Write;
use std::process::{Command, Output};

use place::{Place, furnished};
use serde_json::Value;

const LETTER: &str =
    "From: Bea Quist <bea@new.example>\nTo: support@desk.example\nSubject: The scanner hums\nMessage-ID: <one@new.example>\n\nIt hums.\n";

#[test]
fn migrating_twice_applies_nothing_the_second_time() {
    let place = Place::new();
    assert!(!place.json(&["migrate", "--json"], "")["applied"].as_array().unwrap().is_empty());
    assert!(place.json(&["migrate", "--json"], "")["applied"].as_array().unwrap().is_empty());
}

#[test]
fn a_person_is_added_with_an_invitation_and_gets_a_token() {
    let place = furnished();
    let added = place.json(&["person", "add", "--email", "ann@desk.example", "--name", "Ann Lee", "--role", "agent", "--json"], "");
    assert!(added["invitation"].as_str().unwrap().contains("/invitation/"));
    let token = place.json(&["token", "create", "--email", "ann@desk.example", "--name", "reporting", "--json"], "");
    assert!(token["token"].as_str().unwrap().starts_with("flt_"));
    let again = place.run(&["person", "add", "--email", "ann@desk.example", "--name", "Ann Lee", "--role", "agent"], "");
    assert_eq!(again.status.code(), Some(1), "refused, not failed");
    assert!(String::from_utf8_lossy(&again.stderr).contains("already belongs to somebody"));
    let wrong = place.run(&["person", "add", "--email", "x@desk.example", "--name", "X", "--role", "king"], "");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_letter_is_delivered_once_and_a_stranger_to_no_mailbox_is_refused() {
    let place = furnished();
    let first = place.json(&["deliver"], LETTER);
    assert_eq!(first["outcome"], "opened");
    assert!(first["why"].as_str().unwrap().len() > 10, "{first}");
    let again = place.json(&["deliver"], LETTER);
    assert_eq!((&again["ticket"], &again["message"]), (&first["ticket"], &first["message"]));
    let nowhere = place.run(&["deliver", "--mailbox", "nobody@desk.example"], LETTER);
    assert!(!nowhere.status.success());
}

#[test]
fn a_backup_is_verified_and_comes_back_with_its_letters_and_its_search() {
    let place = furnished();
    place.json(&["deliver"], LETTER);
    let file = place.data.path().join("backup.tar.gz");
    let name = file.to_str().unwrap();
    let backup = place.json(&["backup", name, "--json"], "");
    assert_eq!((&backup["verified"], &backup["rows"]["tickets"]), (&Value::Bool(true), &Value::from(1)));
    assert!(backup["files"].as_u64().unwrap() >= 1, "the raw letter is a file: {backup}");
    assert!(!place.run(&["backup", name], "").status.success(), "a backup never overwrites another");

    let other = Place::new();
    let restored = other.json(&["restore", name, "--json"], "");
    assert_eq!(restored["rows"]["tickets"], 1);
    assert!(restored["indexed"].as_u64().unwrap() >= 2);
    assert_eq!(other.json(&["deliver"], LETTER)["ticket"], place.json(&["deliver"], LETTER)["ticket"], "the letter is known there too");
    assert!(!other.run(&["restore", name], "").status.success(), "only an empty desk is restored into");
}

#[test]
fn a_check_names_what_does_not_answer() {
    let place = furnished();
    assert!(place.run(&["check"], "").status.success());
    let output = Command::new(env!("CARGO_BIN_EXE_firstline"))
        .args(["check", "--json", "--database", "postgres://nobody@127.0.0.1:1/none", "--data"])
        .arg(place.data.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let says: Value = serde_json::from_slice(&output.stdout).unwrap();
    let database = says["parts"].as_array().unwrap().iter().find(|p| p["part"] == "database").unwrap();
    assert!(database["ok"] == false && database["advice"].as_str().unwrap().contains("PostgreSQL"));
}

#[test]
fn the_doctor_names_on_the_command_line_what_is_missing() {
    let place = furnished();
    // Its own port, where nobody listens.
    let key = seal::Key::of_file(&place.data.path().join("secret.key")).unwrap();
    let server = mail::ServerInput { host: "127.0.0.1".into(), port: 1, password: "x".into(), ..mail::ServerInput::default() };
    let input = mail::FetchInput { server, ..mail::FetchInput::default() };
    let set = move |tx: &mut db::Tx<'_>| {
        let (ada,) = tx.one::<(people::PersonId,)>("SELECT id FROM people WHERE role = 'administrator'", &[])?;
        let ada = people::directory::actor_of(tx, ada, people::Door::Command)?.expect("she is active");
        let (id,) = tx.one::<(mail::MailboxId,)>("SELECT id FROM mailboxes", &[])?;
        mail::set_fetch(tx, &ada, &key, id, &input)
    };
    place.desk.db.write_now(set).unwrap();
    let output = place.run(&["mail", "doctor", "--mailbox", "support@desk.example", "--json"], "");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let says: Value = serde_json::from_slice(&output.stdout).unwrap();
    let steps = says["mailboxes"][0]["steps"].as_array().unwrap();
    let trouble = steps.iter().find(|step| step["found"] == "trouble").unwrap();
    assert_eq!((says["ok"].as_bool(), trouble["side"].as_str(), trouble["part"].as_str()), (Some(false), Some("in"), Some("port")));
    assert!(trouble["says"].as_str().unwrap().contains("127.0.0.1") && !trouble["advice"].as_str().unwrap().is_empty(), "{trouble}");
    let told = place.run(&["mail", "doctor"], "");
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.starts_with("support@desk.example (Support)") && told.contains("TROUBLE") && told.contains("What to do:"), "{told}");
    let unknown = place.run(&["mail", "doctor", "--mailbox", "nobody@desk.example"], "");
    assert!(!unknown.status.success() && String::from_utf8_lossy(&unknown.stderr).contains("nobody@desk.example"));
}

/// A letter with a file of 30 MiB, and how long that file is.
fn large_letter() -> (String, usize) {
    const LINES: usize = 30 * 1024 * 1024 / 57 + 1;
    let head = LETTER.replace("\n\n", "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n");
    let file = "--b\nContent-Type: application/octet-stream; name=disk.log\nContent-Transfer-Encoding: base64\n\n";
    (format!("{head}{file}{}--b--\n", format!("{}\n", "TG9n".repeat(19)).repeat(LINES)), LINES * 57)
}

/// The most memory that a running process has held so far, in MiB, where the system tells.
fn peak_mib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib / 1024)
}

#[test]
fn a_file_of_thirty_mib_is_explained_and_delivered_with_bounded_memory() {
    // The letter, the file out of it, and what is made of both for a moment: seven times the letter, never more with a larger desk.
    const PEAK_MIB_MAX: u64 = 300;
    let place = furnished();
    let (letter, bytes) = large_letter();
    let explained = place.json(&["mail", "explain"], &letter);
    assert_eq!(
        (&explained["attachments"][0]["name"], &explained["attachments"][0]["size"]),
        (&Value::from("disk.log"), &Value::from(bytes))
    );
    let mut child = place.start(&["deliver"]);
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(letter.as_bytes()).unwrap());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_mib(child.id()).unwrap_or_default());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    writer.join().unwrap();
    let output = child.wait_with_output().unwrap();
    let says: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(says["outcome"], "opened", "{}", String::from_utf8_lossy(&output.stderr));
    println!("a letter of {} MiB was delivered with {peak} MiB of memory", bytes * 4 / 3 / 1024 / 1024);
    assert!(peak <= PEAK_MIB_MAX, "{peak} MiB");
    let too_long = place.run(&["deliver"], &"x".repeat(48 * 1024 * 1024 + 1));
    assert!(String::from_utf8_lossy(&too_long.stderr).contains("letter_mib_max"), "whoever sends more hears which limit it is");
}

/// A table of tickets about printers and networks, and one row of neither.
fn table(rows: usize) -> String {
    let row = |n: usize| match n % 2 {
        0 => format!("{n};\"the printer in room {n} jams; again\";printing\n"),
        _ => format!("{n};vpn drops at desk {n};network\n"),
    };
    std::iter::once("id;Description;Topic\n".to_owned()).chain((0..rows).map(row)).collect()
}

fn evaluate(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstline")).args(["suggest", "evaluate"]).args(args).output().unwrap()
}

#[test]
fn learning_is_judged_on_two_tables_without_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("a.csv"), table(200)).unwrap();
    std::fs::write(path("b.csv"), table(30)).unwrap();
    std::fs::write(path("one.csv"), "Description,Topic\na,x\nb,x\nc,x\n").unwrap();
    let output = evaluate(&["--train", &path("a.csv"), "--test", &path("b.csv")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = figures.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["accuracy", "macro_f1", "p_at_1", "p_at_5", "train_s", "predict_per_s"]);
    assert_eq!((figures["accuracy"].as_f64(), figures["macro_f1"].as_f64(), figures["p_at_5"].as_f64()), (Some(1.0), Some(1.0), Some(1.0)));

    let refused = |args: &[&str]| {
        let output = evaluate(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let wrong = refused(&["--train", &path("a.csv"), "--test", &path("b.csv"), "--label", "Group"]);
    assert!(wrong.contains(r#"no column "Group"; there are "id", "Description", "Topic""#), "{wrong}");
    assert!(refused(&["--train", &path("one.csv"), "--test", &path("b.csv")]).contains("2 such labels are needed"));
    assert!(refused(&["--train", &path("missing.csv"), "--test", &path("b.csv")]).contains("missing.csv"));
}

#[test]
fn a_bench_fills_a_desk_once_and_measures_it() {
    let place = Place::new();
    let bench = ["bench", "--tickets", "60", "--messages", "3", "--rounds", "1", "--together-s", "0", "--json"];
    let found = place.json(&bench, "");
    let whats: Vec<&str> = found["figures"].as_array().unwrap().iter().map(|f| f["what"].as_str().unwrap()).collect();
    for what in ["queue, all", "ticket", "search, two words", "reply", "new ticket", "letter in, on disk"] {
        assert!(whats.contains(&what), "{whats:?}");
    }
    let (tickets, messages, off) = place
        .desk
        .db
        .read_now(|conn| {
            conn.one::<(i64, i64, i64)>(
                "SELECT (SELECT COUNT(*) FROM tickets), (SELECT COUNT(*) FROM messages WHERE ticket_id <= 60), \
                 (SELECT COUNT(*) FROM (SELECT t.status, COALESCE(t.team_id, 0) AS team, COALESCE(t.assignee_id, 0) AS assignee, COUNT(*) AS n \
                  FROM tickets t GROUP BY 1, 2, 3) r LEFT JOIN ticket_counts c \
                  ON c.status = r.status AND c.team_id = r.team AND c.assignee_id = r.assignee WHERE c.tickets IS NULL OR c.tickets <> r.n)",
                &[],
            )
        })
        .unwrap();
    assert!(tickets > 60 && messages >= 60 * 3, "{tickets} tickets, {messages} messages");
    assert_eq!(off, 0, "kept counts are what a recount finds");
    let again = place.json(&bench, "");
    assert!(again["facts"].as_array().unwrap().iter().all(|fact| fact[0] != "filled in"), "it is filled once: {again}");
    assert!(!place.run(&["bench", "--tickets", "61", "--messages", "3"], "").status.success(), "another size wants another desk");
}

/// The files of an export by name, the lines of each in one order.
fn exported(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<String>> {
    let mut all = std::collections::BTreeMap::new();
    for part in ["tables", "files"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let mut lines: Vec<String> = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).lines().map(str::to_owned).collect();
            lines.sort();
            all.insert(format!("{part}/{}", path.file_name().unwrap().to_string_lossy()), lines);
        }
    }
    all
}

#[test]
fn an_export_comes_back_on_the_other_engine_and_is_the_same_again() {
    let place = furnished();
    place.json(&["deliver"], LETTER);
    place.json(&["token", "create", "--email", "ada@desk.example", "--name", "reporting", "--json"], "");
    let folder = |place: &Place| place.data.path().join("export");
    let first = place.json(&["export", "--to", folder(&place).to_str().unwrap(), "--json"], "");
    assert_eq!((&first["form"], &first["rows"]["tickets"]), (&Value::from("firstline-export-1"), &Value::from(1)));
    assert!(!place.run(&["export", "--to", folder(&place).to_str().unwrap()], "").status.success(), "an export overwrites none");
    let was = exported(&folder(&place));
    assert!(was.contains_key("tables/people.jsonl") && was.keys().any(|name| name.starts_with("files/")));
    for secret in ["api_tokens", "passwords", "sessions", "invitations", "totp_apps"] {
        assert!(!was.contains_key(&format!("tables/{secret}.jsonl")), "{secret}");
    }
    let settings = was["tables/settings.jsonl"].join("\n");
    assert!(!settings.contains("_key"), "{settings}");
    let subject = "\"subject\":\"The scanner hums\"";
    assert!(was["tables/tickets.jsonl"].iter().any(|line| line.contains(subject)), "people read it too");

    // A run on PostgreSQL goes to SQLite here, and back.
    let mut other = Place::new();
    other.desk.url = other.data.path().join("other.db").display().to_string();
    let imported = other.json(&["import-export", "--from", folder(&place).to_str().unwrap(), "--json"], "");
    assert!(imported["indexed"].as_u64().unwrap() >= 2);
    other.json(&["export", "--to", folder(&other).to_str().unwrap(), "--json"], "");
    assert_eq!(exported(&folder(&other)), was);

    // A name that would lead out of the folder is refused, and nothing is put in.
    let (head, hostile) = (folder(&other).join("export.json"), Place::new());
    let sound = std::fs::read_to_string(&head).unwrap();
    std::fs::write(&head, sound.replacen("\"settings\":", "\"../settings\":", 2)).unwrap();
    let refused = hostile.run(&["import-export", "--from", folder(&other).to_str().unwrap()], "");
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("a table that there cannot be: ../settings"), "{said}");
    std::fs::write(&head, sound).unwrap();

    let back = Place::new();
    back.json(&["import-export", "--from", folder(&other).to_str().unwrap(), "--json"], "");
    back.json(&["export", "--to", folder(&back).to_str().unwrap(), "--json"], "");
    assert_eq!(exported(&folder(&back)), was);
    assert!(!back.run(&["import-export", "--from", folder(&other).to_str().unwrap()], "").status.success(), "only an empty desk");
    assert_eq!(back.json(&["deliver"], LETTER)["ticket"], 1, "the letter is known there too");
}

#[test]
fn an_export_that_was_cut_off_is_refused() {
    let place = furnished();
    let folder = place.data.path().join("export");
    place.json(&["export", "--to", folder.to_str().unwrap(), "--json"], "");
    let people = folder.join("tables/people.jsonl");
    std::fs::write(&people, "").unwrap();
    let other = Place::new();
    assert!(!other.run(&["import-export", "--from", folder.to_str().unwrap()], "").status.success(), "rows are missing");
    std::fs::remove_file(folder.join("export.json")).unwrap();
    let refused = other.run(&["import-export", "--from", folder.to_str().unwrap()], "");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no whole export"), "{refused:?}");
}

/// What `docs/export.md` says there is, is what there is.
#[test]
fn the_guide_names_every_table_and_column_of_an_export() {
    let place = furnished();
    let folder = place.data.path().join("export");
    place.json(&["export", "--to", folder.to_str().unwrap(), "--json"], "");
    let head: Value = serde_json::from_slice(&std::fs::read(folder.join("export.json")).unwrap()).unwrap();
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/export.md")).unwrap();
    for (table, columns) in head["columns"].as_object().unwrap() {
        let section = guide.split(&format!("\n### {table}\n")).nth(1).unwrap_or_else(|| panic!("docs/export.md has no {table}"));
        let section = section.split("\n#").next().unwrap();
        for column in columns.as_array().unwrap() {
            assert!(section.contains(&format!("`{}`", column.as_str().unwrap())), "docs/export.md: {table}.{column}");
        }
    }
    for out in head["left_out"].as_array().unwrap() {
        assert!(guide.contains(out.as_str().unwrap()), "docs/export.md: {out}");
    }
}

#[test]
fn people_are_exported_and_erased_again_by_number() {
    let place = furnished();
    place.json(&["deliver"], LETTER);
    let archive = place.data.path().join("bea.zip");
    let made = place.json(&["person", "export", "bea@new.example", "--to", archive.to_str().unwrap(), "--json"], "");
    assert_eq!(made["form"], "firstline-person-1");
    assert!(std::fs::read(&archive).unwrap().starts_with(b"PK"));
    let number = made["person"].to_string();
    let begun = place.json(&["person", "erase", &number, "9999", "--json"], "");
    assert_eq!((begun["begun"].as_array().unwrap().len(), begun["passed_over"].as_array().unwrap().len()), (1, 1));
    let again = place.json(&["person", "erase", &number, "--json"], "");
    assert_eq!(again["begun"].as_array().unwrap().len(), 0, "the same list may be given again");
    let listed = place.run(&["person", "erased"], "");
    assert_eq!(String::from_utf8(listed.stdout).unwrap().trim(), number);
}
