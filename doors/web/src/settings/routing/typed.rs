//! A team's way as its form has it, and skills as they are typed.

use ::people::TeamId;
use ::routing::WayInput;
use outcome::{Error, Result, Sentence};
use serde::Deserialize;

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub way: String,
    pub calendar: String,
    pub rota: String,
    pub overflow: String,
    pub minutes: String,
    /// Which button was pressed.
    r#do: String,
}

impl Typed {
    /// A way that holds.
    pub fn of(way: &WayInput) -> Self {
        fn text<T: ToString>(value: Option<T>) -> String {
            value.map(|v| v.to_string()).unwrap_or_default()
        }
        Self {
            way: way.way.to_string(),
            calendar: text(way.calendar),
            rota: text(way.rota),
            overflow: text(way.overflow),
            minutes: text(way.take_minutes),
            r#do: String::new(),
        }
    }

    /// Is it only to be rehearsed?
    pub fn rehearses(&self) -> bool {
        self.r#do == "rehearse"
    }

    /// What it says, read.
    pub fn input(&self, team: TeamId) -> Result<WayInput> {
        let minutes = self.minutes.trim();
        let wrong = || Error::invalid("minutes", Sentence::new("routing-minutes").with("max", ::routing::TAKE_MINUTES_MAX));
        Ok(WayInput {
            team,
            way: self.way.parse().map_err(|_| Error::invalid("way", "routing-no-way"))?,
            calendar: self.calendar.parse().ok(),
            rota: self.rota.parse().ok(),
            overflow: self.overflow.parse().ok(),
            take_minutes: if minutes.is_empty() { None } else { Some(minutes.parse().map_err(|_| wrong())?) },
        })
    }
}

/// Skills of `printers 2, vpn`; without a level it is 1.
pub fn skills_of(text: &str) -> Vec<(String, u8)> {
    let one = |part: &str| match part.rsplit_once(char::is_whitespace) {
        Some((name, level)) if level.bytes().all(|b| b.is_ascii_digit()) => (name.to_owned(), level.parse().unwrap_or(u8::MAX)),
        _ => (part.to_owned(), 1),
    };
    text.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

/// Skills as they are typed.
pub fn written(skills: &[(String, u8)]) -> String {
    skills.iter().map(|(skill, level)| format!("{skill} {level}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skills_read_as_they_are_written() {
        let all = vec![("office 365".to_owned(), 2), ("vpn".to_owned(), 3)];
        assert_eq!(skills_of(&written(&all)), all);
        assert_eq!(skills_of("vpn, , print servers"), [("vpn".to_owned(), 1), ("print servers".to_owned(), 1)]);
        assert_eq!(skills_of("vpn 999"), [("vpn".to_owned(), u8::MAX)], "refused, and not silently made less");
    }
}
