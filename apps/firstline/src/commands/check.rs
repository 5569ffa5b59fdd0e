//! `firstline check`: the configuration and every connection tried, and what to do about what does not answer.

use std::process::ExitCode;

use db::Db;
use files::Store;
use outcome::Result;
use serde_json::json;

use crate::config::Config;
use crate::opened::store_config;

/// One thing that was tried.
struct Tried {
    part: &'static str,
    place: String,
    trouble: Option<String>,
    advice: &'static str,
}

/// Runs the command; exit code 1 when something does not answer.
pub fn run(config: &Config, as_json: bool) -> Result<ExitCode> {
    let mut tried = vec![data_folder(config), database(config), files(config), listen(config)];
    if !config.smtp_listen.is_empty() {
        tried.push(smtp(config));
    }
    if !config.lmtp_listen.is_empty() {
        tried.push(lmtp(config));
    }
    tried.extend(mail_keys(config));
    if !config.relay.is_empty() {
        tried.push(relay(config));
    }
    let database_holds = tried.iter().all(|t| t.part != "database" || t.trouble.is_none());
    if database_holds && migrated(config) {
        tried.extend(mailboxes(config));
    }
    let fine = tried.iter().all(|t| t.trouble.is_none());
    if as_json {
        let parts: Vec<_> = tried
            .iter()
            .map(|t| json!({ "part": t.part, "place": t.place, "ok": t.trouble.is_none(), "trouble": t.trouble, "advice": t.trouble.as_ref().map(|_| t.advice) }))
            .collect();
        println!("{}", json!({ "ok": fine, "parts": parts }));
    } else {
        for t in &tried {
            match &t.trouble {
                None => println!("ok       {:<12} {}", t.part, t.place),
                Some(trouble) => println!("TROUBLE  {:<12} {}\n         {trouble}\n         What to do: {}", t.part, t.place, t.advice),
            }
        }
        if config.relay.is_empty() {
            println!("note     relay        none: letters stay in the outbox until `relay` is set");
        }
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn data_folder(config: &Config) -> Tried {
    let trial = std::fs::create_dir_all(&config.data).and_then(|()| tempfile::NamedTempFile::new_in(&config.data).map(drop));
    Tried {
        part: "data folder",
        place: config.data.display().to_string(),
        trouble: trial.err().map(|e| e.to_string()),
        advice: "let the user that runs Firstline own the folder, or name another one with `data`",
    }
}

fn database(config: &Config) -> Tried {
    let place = config.database_url();
    Tried {
        part: "database",
        trouble: Db::reachable(&place).err().map(|e| e.to_string()),
        place: without_password(&place),
        advice: "for PostgreSQL: is the server running, does the database exist, do user and password hold? For the embedded one: may the folder be written?",
    }
}

fn files(config: &Config) -> Tried {
    let trial =
        store_config(config).map_err(outcome::Error::from).and_then(|c| Store::open(&c)).and_then(|store| super::block_on(store.check())?);
    Tried {
        part: "files",
        place: if config.files.is_empty() { config.data.join("files").display().to_string() } else { config.files.clone() },
        trouble: trial.err().map(|e| e.to_string()),
        advice: "may the folder be written; for S3: do endpoint, region, bucket and keys hold?",
    }
}

fn listen(config: &Config) -> Tried {
    Tried {
        part: "pages",
        place: config.listen.to_string(),
        trouble: std::net::TcpListener::bind(config.listen).err().map(|e| e.to_string()),
        advice: "another program listens there (perhaps Firstline itself, which is fine), or the port needs rights; choose another with `listen`",
    }
}

fn smtp(config: &Config) -> Tried {
    Tried {
        part: "smtp door",
        place: config.smtp_listen.clone(),
        trouble: std::net::TcpListener::bind(&config.smtp_listen).err().map(|e| e.to_string()),
        advice: "another program listens there (perhaps Firstline itself, which is fine), or the port needs rights; choose another with `smtp_listen`",
    }
}

fn lmtp(config: &Config) -> Tried {
    let trouble = match config.lmtp_listen.parse::<mailroom::Listen>() {
        Ok(mailroom::Listen::Tcp(at)) => std::net::TcpListener::bind(at).err().map(|e| e.to_string()),
        Ok(mailroom::Listen::Unix(path)) => {
            let folder = path.parent().unwrap_or(&path).to_path_buf();
            tempfile::NamedTempFile::new_in(&folder).err().map(|e| format!("{}: {e}", folder.display()))
        }
        Err(error) => Some(error.to_string()),
    };
    Tried {
        part: "lmtp door",
        place: config.lmtp_listen.clone(),
        trouble,
        advice: "another program listens there (perhaps Firstline itself, which is fine), or the folder of the socket is missing or may not be written",
    }
}

/// The files that letters need: the key that secrets are sealed with, the doors' certificate, the key letters are signed with.
fn mail_keys(config: &Config) -> Vec<Tried> {
    let place = if config.secret_key.is_empty() { config.secret_key_place().display().to_string() } else { "secret_key".to_owned() };
    let mut tried = vec![Tried {
        part: "secret key",
        place,
        trouble: config.key().err().map(|e| format!("{e:#}")),
        advice: "put back the key that was made at the first start; it lies beside the database and in no backup. Every process needs the same one",
    }];
    if let Some(files) = crate::wiring::tls_files(config) {
        tried.push(Tried {
            part: "certificate",
            place: config.smtp_certificate.clone(),
            trouble: files.check().err().map(|e| e.to_string()),
            advice: "smtp_certificate names a PEM file with the certificate and those that vouch for it, smtp_key its private key",
        });
    }
    if !config.dkim_domain.is_empty() {
        tried.push(Tried {
            part: "dkim key",
            place: config.dkim_key.clone(),
            trouble: crate::wiring::dkim(config).err().map(|e| e.to_string()),
            advice: "dkim_key names a PEM file with an RSA or Ed25519 key (PKCS#8), as `openssl genpkey` writes it",
        });
    }
    tried
}

/// Is there a desk in the database already? A check makes none.
fn migrated(config: &Config) -> bool {
    let embedded = config.is_embedded() && !std::path::Path::new(&config.database_url()).exists();
    !embedded
        && crate::open_unmigrated(config).is_ok_and(|opened| opened.db.read_now(db::applied_steps).is_ok_and(|steps| !steps.is_empty()))
}

fn mailboxes(config: &Config) -> Vec<Tried> {
    const ADVICE: &str = "`firstline mail doctor` says what to do about each step";
    match super::mail_doctor::examine(config, None) {
        Err(error) => vec![Tried { part: "mailboxes", place: String::new(), trouble: Some(error.to_string()), advice: ADVICE }],
        Ok(all) => all
            .into_iter()
            .map(|(mailbox, steps)| {
                let say = super::english();
                let trouble = steps.iter().find(|step| step.found == mail::Found::Trouble).map(|step| step.says.said(&say));
                Tried { part: "mailbox", place: mailbox.address, trouble, advice: ADVICE }
            })
            .collect(),
    }
}

fn relay(config: &Config) -> Tried {
    let trial = crate::wiring::relay(config).and_then(|relay| match relay {
        Some(relay) => super::block_on(relay.check())?,
        None => Ok(()),
    });
    Tried {
        part: "relay",
        place: without_password(&config.relay),
        trouble: trial.err().map(|e| e.to_string()),
        advice: "do host, port and TLS hold (smtps:// for port 465, smtp:// with STARTTLS for 587), and user and password? Special characters in them are written %XX",
    }
}

/// The address as it may be shown.
fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => format!("{}://…@{}", &address[..scheme], &address[at + 1..]),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(super::without_password("smtps://desk:s3cret@mail.example:465"), "smtps://…@mail.example:465");
        assert_eq!(super::without_password("data/firstline.db"), "data/firstline.db");
    }
}
