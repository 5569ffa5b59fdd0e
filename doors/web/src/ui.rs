//! What all pages share: layouts, parts and the values they show.

pub mod due;
pub mod line;
pub mod view;

/// The texts of layouts and parts, for the catalogue.
pub fn texts() -> [(catalogue::Language, &'static str); 2] {
    use catalogue::Language;
    [(Language::En, include_str!("../locales/en/ui.ftl")), (Language::De, include_str!("../locales/de/ui.ftl"))]
}

/// The icon of a status word.
#[must_use]
pub fn status_icon(word: impl AsRef<str>) -> &'static str {
    match word.as_ref() {
        "new" => "circle-dashed",
        "open" => "circle-dot",
        "waiting" => "hourglass",
        "on_hold" => "circle-pause",
        "resolved" => "circle-check",
        _ => "lock",
    }
}

/// A key or name made of a fixed beginning and a word: `key("status-", "open")`.
pub fn key(beginning: &str, word: impl std::fmt::Display) -> String {
    format!("{beginning}{word}")
}

#[cfg(test)]
pub(crate) fn english() -> catalogue::Say {
    use std::sync::OnceLock;

    use catalogue::{Catalogue, Language, Say, zone_named};

    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    let catalogue = CATALOGUE.get_or_init(|| Catalogue::new(&texts()));
    Say::new(catalogue, Language::En, zone_named("UTC").expect("UTC is a zone"))
}
