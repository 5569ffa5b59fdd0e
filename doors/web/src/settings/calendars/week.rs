//! A picture of a week: for each day a track of 24 hours with what is open on it.

use calendar::Definition;
use catalogue::Say;

use super::typed::DAYS;

/// Seconds of a day on the track.
const DAY_S: f64 = 86_400.0;

/// A week's tracks.
pub struct Picture {
    /// Monday first.
    pub days: Vec<Track>,
}

/// One day.
pub struct Track {
    /// The weekday's short name.
    pub name: String,
    /// The hours in words.
    pub hours: String,
    /// Where bars begin and how wide they are, in per cent.
    pub bars: Vec<(String, String)>,
}

impl Picture {
    /// The week of a calendar. What lasts over midnight goes on on the next day's track.
    pub fn of(say: &Say, definition: &Definition) -> Self {
        let mut days = Vec::with_capacity(DAYS.len());
        for (place, (field, day)) in DAYS.into_iter().enumerate() {
            let spans = definition.week.on(day);
            let before = definition.week.on(DAYS[(place + DAYS.len() - 1) % DAYS.len()].1);
            let own = spans.iter().map(|s| (f64::from(s.from_s()), f64::from(s.to_s()).min(DAY_S)));
            let over = before.iter().filter(|s| s.over_midnight()).map(|s| (0.0, f64::from(s.to_s()) - DAY_S));
            let percent = |part: f64| format!("{:.2}%", part / DAY_S * 100.0);
            let words: Vec<String> = spans.iter().map(ToString::to_string).collect();
            days.push(Track {
                name: say.say(&format!("settings-day-short-{field}")).into_owned(),
                hours: if words.is_empty() { say.say("settings-day-closed").into_owned() } else { words.join(", ") },
                bars: over.chain(own).map(|(from, to)| (percent(from), percent(to - from))).collect(),
            });
        }
        Self { days }
    }
}
