//! Rules over documents: links lead to files that exist, every setting stands in the configuration table.

use std::path::Path;

use super::Fault;
use crate::tree::File;

/// Where the settings are declared, and where they are explained.
const SETTINGS: (&str, &str) = ("apps/firstline/src/config.rs", "docs/operating/configuration.md");

/// Links of one document that lead nowhere. `exists` says whether a path relative to the root is there.
pub fn links(document: &File, exists: impl Fn(&Path) -> bool) -> Vec<Fault> {
    let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    let mut in_code = false;
    for (at, line) in document.text.lines().enumerate() {
        in_code ^= line.trim_start().starts_with("```");
        for (start, _) in line.match_indices("](") {
            let Some((target, _)) = line[start + 2..].split_once(')') else { continue };
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            if !in_code && !elsewhere && !exists(&plain(&folder.join(path))) {
                faults.push(Fault::new(&document.path, at + 1, format!("the link to {target} leads nowhere")));
            }
        }
    }
    faults
}

/// Settings that the configuration table does not name.
pub fn settings(files: &[File]) -> Vec<Fault> {
    let find = |path: &str| files.iter().find(|file| file.path == path);
    let (Some(declared), Some(explained)) = (find(SETTINGS.0), find(SETTINGS.1)) else {
        return vec![Fault::new(
            SETTINGS.1,
            0,
            format!("settings are declared in {} and explained here; one of the two is missing", SETTINGS.0),
        )];
    };
    let of_config = declared.text.lines().skip_while(|line| !line.starts_with("pub struct Config ")).take_while(|line| *line != "}");
    let names = of_config.filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':').map(|(name, _)| name));
    let absent = names.filter(|name| !explained.text.contains(&format!("`{name}`")));
    absent.map(|name| Fault::new(SETTINGS.1, 0, format!("the setting `{name}` is not explained"))).collect()
}

/// The path with its `..` steps taken.
fn plain(path: &Path) -> std::path::PathBuf {
    let mut out = std::path::PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, links, settings};
    use crate::tree::File;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    #[test]
    fn links_lead_somewhere() {
        let document = file(
            "docs/a.md",
            "[home](../README.md#top) [site](https://example.com) [here](#x)\n```\n[not](a-link)\n```\n![lost](pictures/lost.png)\n",
        );
        let faults = links(&document, |path| path.to_str() == Some("README.md"));
        assert_eq!(
            faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["docs/a.md:5: the link to pictures/lost.png leads nowhere"]
        );
    }

    #[test]
    fn every_setting_is_explained() {
        let declared = file(
            SETTINGS.0,
            "pub struct Config {\n    /// Where.\n    pub listen: SocketAddr,\n    pub data: PathBuf,\n}\npub struct Flags {\n    pub other: u8,\n}\n",
        );
        let explained = file(SETTINGS.1, "| `listen` | where |\n");
        let faults = settings(&[declared, explained]);
        assert_eq!(
            faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["docs/operating/configuration.md: the setting `data` is not explained"]
        );
        assert_eq!(settings(&[]).len(), 1);
    }
}
