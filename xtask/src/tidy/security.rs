//! `docs/security.md` names every requirement of OWASP ASVS 5.0 of levels 1 and 2, each once, with the state it is in.

use std::path::Path;

use anyhow::Result;

use super::Fault;

/// Where the walk is written down.
const DOCUMENT: &str = "docs/security.md";
/// What a requirement can be.
const STATES: [&str; 3] = ["met", "n/a", "not met"];
/// The requirements: chapter, section, and from which number to which.
#[rustfmt::skip]
const REQUIREMENTS: [(u8, u8, u8, u8); 75] = [
    (1, 1, 1, 2), (1, 2, 1, 9), (1, 3, 1, 11), (1, 4, 1, 3), (1, 5, 1, 2), (2, 1, 1, 3), (2, 2, 1, 3),
    (2, 3, 1, 4), (2, 4, 1, 1), (3, 2, 1, 2), (3, 3, 1, 4), (3, 4, 1, 6), (3, 5, 1, 5), (3, 7, 1, 2),
    (4, 1, 1, 3), (4, 2, 1, 1), (4, 3, 1, 2), (4, 4, 1, 4), (5, 1, 1, 1), (5, 2, 1, 3), (5, 3, 1, 2),
    (5, 4, 1, 3), (6, 1, 1, 3), (6, 2, 1, 12), (6, 3, 1, 4), (6, 4, 1, 4), (6, 5, 1, 5), (6, 6, 1, 3),
    (6, 8, 1, 4), (7, 1, 1, 3), (7, 2, 1, 4), (7, 3, 1, 2), (7, 4, 1, 5), (7, 5, 1, 2), (7, 6, 1, 2),
    (8, 1, 1, 2), (8, 2, 1, 3), (8, 3, 1, 1), (8, 4, 1, 1), (9, 1, 1, 3), (9, 2, 1, 4), (10, 1, 1, 2),
    (10, 2, 1, 2), (10, 3, 1, 4), (10, 4, 1, 11), (10, 5, 1, 5), (10, 6, 1, 2), (10, 7, 1, 3), (11, 1, 1, 2),
    (11, 2, 1, 3), (11, 3, 1, 3), (11, 4, 1, 4), (11, 5, 1, 1), (11, 6, 1, 1), (12, 1, 1, 3), (12, 2, 1, 2),
    (12, 3, 1, 4), (13, 1, 1, 1), (13, 2, 1, 5), (13, 3, 1, 2), (13, 4, 1, 5), (14, 1, 1, 2), (14, 2, 1, 4),
    (14, 3, 1, 3), (15, 1, 1, 3), (15, 2, 1, 3), (15, 3, 1, 7), (16, 1, 1, 1), (16, 2, 1, 5), (16, 3, 1, 4),
    (16, 4, 1, 3), (16, 5, 1, 3), (17, 1, 1, 1), (17, 2, 1, 4), (17, 3, 1, 2),
];

/// Requirements that are missing, named twice, unknown, or without a state or a reason.
pub fn check(root: &Path) -> Result<Vec<Fault>> {
    Ok(faults(&std::fs::read_to_string(root.join(DOCUMENT))?))
}

fn faults(text: &str) -> Vec<Fault> {
    let mut wanted: Vec<String> = Vec::new();
    for (chapter, section, from, to) in REQUIREMENTS {
        wanted.extend((from..=to).map(|number| format!("V{chapter}.{section}.{number}")));
    }
    let mut faults = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let Some(row) = line.strip_prefix("| V") else { continue };
        let mut fault = |says: String| faults.push(Fault::new(DOCUMENT, place + 1, says));
        let cells: Vec<&str> = row.split(" | ").collect();
        let id = format!("V{}", cells[0]);
        match wanted.iter().position(|known| *known == id) {
            Some(at) => drop(wanted.swap_remove(at)),
            None => fault(format!("`{id}` is named twice, or is no requirement of level 1 or 2")),
        }
        if cells.len() < 3 || !STATES.contains(&cells[1]) || cells[2].trim_end_matches([' ', '|']).is_empty() {
            fault(format!("`{id}` needs one of the states {STATES:?} and words"));
        }
    }
    faults.extend(wanted.iter().map(|id| Fault::new(DOCUMENT, 0, format!("`{id}` is missing"))));
    faults
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn what_is_missing_twice_or_without_words_is_found() {
        let all = faults("").len();
        assert!(all > 200);
        assert_eq!(faults("| V1.1.1 | met | here |").len(), all - 1);
        assert_eq!(faults("| V1.1.1 | met | here |\n| V1.1.1 | n/a | why |").len(), all);
        assert_eq!(faults("| V1.1.1 | perhaps | here |").len(), all);
        assert_eq!(faults("| V99.1.1 | met | here |").len(), all + 1);
    }
}
