//! Law 1: a crate uses its own floor's lower ranks and the floors below; doors don't know each other.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Fault;
use crate::tree;

/// The domain's ranks, lowest first: a room may use the rooms above it in this table, never those beside or below it.
const RANKS: [&[&str]; 7] = [
    &["people"],
    &["rota", "sla", "knowledge", "assets", "services"],
    &["tickets"],
    &["side"],
    &["mail", "triage", "paging", "routing", "webhooks", "problems", "changes", "projects", "training", "monitoring"],
    &["automation", "notifications", "satisfaction", "reports", "audit"],
    &["privacy"],
];

/// What stands beside the house, with the floors each may use: tests and tools.
const BESIDE: [(&str, &[&str]); 3] =
    [("testkit", &["kit", "domain"]), ("journeys", &["kit", "domain", "doors", "apps", "testkit"]), ("xtask", &["kit"])];

/// A crate of the workspace and the crates of the workspace it names.
#[derive(Debug)]
pub struct Room {
    name: String,
    /// The folder below the root: `kit`, `domain`, `doors`, `apps`, or its own name when it stands beside the house.
    floor: String,
    uses: Vec<Use>,
}

#[derive(Debug)]
struct Use {
    name: String,
    only_in_tests: bool,
}

/// Reads the workspace from `cargo metadata` and checks every arrow.
pub fn check(root: &Path) -> Result<Vec<Fault>> {
    Ok(arrows(&rooms(root)?))
}

/// Every arrow that points up, sideways or out of rank.
fn arrows(rooms: &[Room]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for room in rooms {
        let manifest = manifest_of(room);
        if room.floor == "domain" && rank(&room.name).is_none() {
            faults.push(Fault::new(&manifest, 0, format!("`{}` has no rank; give it one in xtask/src/tidy/floors.rs", room.name)));
        }
        for used in &room.uses {
            let Some(below) = rooms.iter().find(|other| other.name == used.name) else { continue };
            let test_tool = used.only_in_tests && below.floor == "testkit";
            if !test_tool && let Some(why) = forbidden(room, below) {
                faults.push(Fault::new(&manifest, 0, format!("`{}` uses `{}`: {why}", room.name, below.name)));
            }
        }
    }
    faults
}

fn forbidden(room: &Room, below: &Room) -> Option<String> {
    if let Some((_, floors)) = BESIDE.iter().find(|(name, _)| *name == room.floor) {
        return (!floors.contains(&below.floor.as_str())).then(|| format!("{} may use only {}", room.floor, floors.join(", ")));
    }
    let (Some(from), Some(to)) = (height(&room.floor), height(&below.floor)) else {
        return Some(format!("`{}` is for tests and tools", below.name));
    };
    if to > from {
        return Some(format!("arrows only go down, from {} to {} they go up", room.floor, below.floor));
    }
    match (room.floor.as_str(), to == from) {
        ("doors" | "apps", true) => Some(format!("{} don't know each other", room.floor)),
        ("domain", true) => match (rank(&room.name), rank(&below.name)) {
            (Some(own), Some(theirs)) if theirs >= own => Some(format!("rank {own} may not use rank {theirs}")),
            _ => None,
        },
        _ => None,
    }
}

fn height(floor: &str) -> Option<usize> {
    ["kit", "domain", "doors", "apps"].iter().position(|known| *known == floor)
}

fn rank(room: &str) -> Option<usize> {
    RANKS.iter().position(|rooms| rooms.contains(&room))
}

fn manifest_of(room: &Room) -> String {
    if room.floor == room.name { format!("{}/Cargo.toml", room.name) } else { format!("{}/{}/Cargo.toml", room.floor, room.name) }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: std::path::PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<String>,
}

fn rooms(root: &Path) -> Result<Vec<Room>> {
    let answer = tree::cargo(root).args(["metadata", "--no-deps", "--format-version", "1"]).output().context("running cargo metadata")?;
    ensure!(answer.status.success(), "cargo metadata failed:\n{}", String::from_utf8_lossy(&answer.stderr));
    let metadata: Metadata = serde_json::from_slice(&answer.stdout).context("reading cargo metadata")?;
    metadata
        .packages
        .into_iter()
        .map(|package| {
            let folder = package.manifest_path.strip_prefix(root).context("every crate lies in the checkout")?;
            let floor = folder.iter().next().context("a manifest has a folder")?.to_string_lossy().into_owned();
            let ours = package.dependencies.into_iter().filter(|dependency| dependency.path.is_some());
            let uses = ours.map(|dependency| Use { name: dependency.name, only_in_tests: dependency.kind.as_deref() == Some("dev") });
            Ok(Room { name: package.name, floor, uses: uses.collect() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Room, Use, arrows};

    fn room(floor: &str, name: &str, uses: &[&str]) -> Room {
        let uses = uses.iter().map(|used| match used.strip_prefix("dev:") {
            Some(name) => Use { name: name.into(), only_in_tests: true },
            None => Use { name: (*used).into(), only_in_tests: false },
        });
        Room { name: name.into(), floor: floor.into(), uses: uses.collect() }
    }

    fn house(changed: Room) -> Vec<String> {
        let mut rooms = vec![
            room("kit", "db", &["outcome"]),
            room("kit", "outcome", &[]),
            room("domain", "people", &["db", "dev:testkit"]),
            room("domain", "tickets", &["people", "db"]),
            room("domain", "mail", &["tickets", "people"]),
            room("domain", "problems", &["tickets"]),
            room("doors", "web", &["tickets", "db"]),
            room("doors", "mailroom", &["mail"]),
            room("apps", "firstline", &["web", "mailroom", "mail"]),
            room("testkit", "testkit", &["db", "people"]),
            room("journeys", "journeys", &["firstline", "testkit"]),
            room("xtask", "xtask", &["outcome"]),
        ];
        rooms.retain(|room| room.name != changed.name);
        rooms.push(changed);
        arrows(&rooms).into_iter().map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn a_house_in_order_has_no_faults() {
        assert!(house(room("kit", "db", &["outcome"])).is_empty());
    }

    #[test]
    fn each_wrong_arrow_is_named() {
        for (changed, why) in [
            (room("kit", "db", &["people"]), "arrows only go down, from kit to domain they go up"),
            (room("domain", "people", &["tickets"]), "rank 0 may not use rank 2"),
            (room("domain", "problems", &["mail"]), "rank 4 may not use rank 4"),
            (room("domain", "tickets", &["web"]), "arrows only go down, from domain to doors they go up"),
            (room("doors", "web", &["mailroom"]), "doors don't know each other"),
            (room("doors", "web", &["testkit"]), "`testkit` is for tests and tools"),
            (room("testkit", "testkit", &["web"]), "testkit may use only kit, domain"),
            (room("domain", "gardening", &[]), "`gardening` has no rank"),
        ] {
            let name = changed.name.clone();
            let said = house(changed);
            assert!(said.len() == 1 && said[0].contains(why), "{name}: {said:?}");
        }
    }

    #[test]
    fn tests_may_use_the_testkit() {
        assert!(house(room("doors", "web", &["dev:testkit", "tickets"])).is_empty());
    }
}
