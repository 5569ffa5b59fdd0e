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
    if !config.relay.is_empty() {
        tried.push(relay(config));
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
