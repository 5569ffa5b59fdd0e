//! The plot: which story befalls whom, and when each turn of it is.

use ::people::TeamId;
use db::{DAY_MS, HOUR_MS, MINUTE_MS, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use outcome::Result;
use tickets::{Kind, Level, Source};

use super::chance::Chance;
use super::desk::Set;
use super::people::{Cast, Player};
use super::scenarios::Scenario;

/// Days that are told.
pub const DAYS: i64 = 90;
/// Tickets of the older days.
const OLDER: usize = 310;
/// Tickets of the last days, which are still moving.
const RECENT: usize = 92;
/// How long the last days are.
const RECENT_MS: i64 = 4 * DAY_MS;
/// How long a ticket of the last days may lie untouched without anybody wondering.
const FRESH_MS: i64 = 10 * HOUR_MS;
/// Of a hundred tickets of the last days that are no longer fresh, how many have come to their end.
const SETTLED_PERCENT: i64 = 70;

/// Something that somebody does to ticket number `ticket` of the plot.
pub struct Deed {
    /// When.
    pub at: Moment,
    /// The ticket, counted from 0 in the order of opening.
    pub ticket: usize,
    /// What.
    pub what: What,
}

/// What somebody does.
pub enum What {
    /// A request comes in.
    Open(Box<Opening>),
    /// A specialist takes it.
    Take(Player),
    /// The requester writes.
    Ask(String),
    /// A specialist writes to the requester.
    Answer(Player, String),
    /// A specialist writes a note, mentioning nobody.
    Note(Player, String),
    /// It is put on hold.
    Hold(Player, String),
    /// The last answer, and it is resolved.
    Solve(Player, String),
    /// Work is written down, in minutes.
    Work(Player, i64),
    /// It goes on in an earlier ticket.
    MergeInto(Player, usize),
    /// It has to do with an earlier ticket.
    LinkTo(Player, usize),
}

/// A request as it comes in.
pub struct Opening {
    /// Who asks.
    pub requester: Player,
    /// The way in.
    pub source: Source,
    /// Incident or request.
    pub kind: Kind,
    /// What it is about.
    pub subject: String,
    /// What is written.
    pub body: String,
    /// A file that comes along.
    pub file: Option<String>,
    /// The category's path.
    pub category: String,
    /// How much is hit.
    pub impact: Level,
    /// How soon it hurts.
    pub urgency: Level,
    /// Tags.
    pub tags: Vec<String>,
    /// The team it is routed to.
    pub team: TeamId,
}

/// Writes the plot: every deed in the order of time, none after `now`.
pub fn write(cast: &Cast, set: &Set, now: Moment) -> Result<Vec<Deed>> {
    let mut chance = Chance::new(2026);
    let mut openings: Vec<Moment> = Vec::new();
    for _ in 0..OLDER {
        openings.push(at_work(now.plus_ms(-chance.between(RECENT_MS, DAYS * DAY_MS)), &mut chance));
    }
    for _ in 0..RECENT {
        let at = now.plus_ms(-chance.between(2 * MINUTE_MS, RECENT_MS));
        // What is fresh may fall at any hour, so that a demo started at night is a living desk too.
        openings.push(if now.since_ms(at) > FRESH_MS { at_work(at, &mut chance) } else { at });
    }
    // A weekend's requests that wait for Monday morning may lie ahead of it.
    openings.retain(|at| *at <= now);
    openings.sort();
    let mut deeds = Vec::new();
    let mut last_of_tag: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (ticket, at) in openings.into_iter().enumerate() {
        tell(cast, set, &mut chance, ticket, at, now.since_ms(at), &mut last_of_tag, &mut deeds);
    }
    deeds.retain(|d| d.at <= now);
    deeds.sort_by_key(|d| (d.at, d.ticket));
    Ok(deeds)
}

#[expect(clippy::too_many_arguments, reason = "a teller needs the whole stage")]
fn tell(
    cast: &Cast,
    set: &Set,
    chance: &mut Chance,
    ticket: usize,
    opened: Moment,
    age_ms: i64,
    last_of_tag: &mut std::collections::BTreeMap<String, usize>,
    deeds: &mut Vec<Deed>,
) {
    let old = age_ms > RECENT_MS;
    let requester = if chance.falls(4) { cast.requesters[0].clone() } else { chance.one(&cast.requesters).clone() };
    let stories: Vec<&Scenario> = set.stories.iter().filter(|s| s.german == requester.german && (!s.german || chance.falls(90))).collect();
    let story = *chance.one(&stories);
    let specialist = specialist_for(cast, story, &requester, chance);
    let fill = Fill::new(&requester, &specialist, cast, chance);
    let subject = fill.fill(chance.one::<String>(&story.subjects));
    let source = *chance.one(&[Source::Email, Source::Email, Source::Email, Source::Portal, Source::Portal, Source::Phone, Source::WalkUp]);
    let network = story.category.starts_with("Network") || story.category.starts_with("Files");
    let team = cast.teams[if requester.german {
        1
    } else if network {
        2
    } else {
        0
    }];
    let tags = story.tags.clone();
    let opening = Opening {
        source,
        kind: story.kind.unwrap_or(Kind::Incident),
        body: fill.fill(&story.opening),
        file: story.file.clone(),
        category: story.category.clone(),
        impact: story.impact,
        urgency: story.urgency,
        team,
        tags: tags.clone(),
        subject,
        requester,
    };
    let mut at = opened;
    deeds.push(Deed { at, ticket, what: What::Open(Box::new(opening)) });
    // Of the last days' tickets many have only come so far: today's the least, and few of those before were left lying.
    let told = story.turns.len() + 1;
    let turns = if old || (age_ms > FRESH_MS && chance.falls(SETTLED_PERCENT)) {
        told
    } else {
        let least = if age_ms > FRESH_MS { 2 } else { 0 };
        usize::try_from(chance.between(least, 4)).unwrap_or(0)
    };
    if turns == 0 {
        return;
    }
    let step = |at: &mut Moment, low: i64, high: i64, chance: &mut Chance| {
        let next = at.plus_ms(chance.between(low, high) * MINUTE_MS);
        *at = if age_ms > FRESH_MS { at_work(next, chance) } else { next };
        *at
    };
    deeds.push(Deed { at: step(&mut at, 3, 70, chance), ticket, what: What::Take(specialist.clone()) });
    if let Some(earlier) = tags.first().and_then(|t| last_of_tag.insert(t.clone(), ticket)).filter(|_| chance.falls(12)) {
        let what = if chance.falls(35) { What::MergeInto(specialist.clone(), earlier) } else { What::LinkTo(specialist.clone(), earlier) };
        let merged = matches!(what, What::MergeInto(..));
        deeds.push(Deed { at: step(&mut at, 1, 10, chance), ticket, what });
        if merged {
            return;
        }
    }
    for (who, text) in story.turns.iter().take(turns) {
        let text = fill.fill(text);
        let at = step(&mut at, 4, if who == "r" { 240 } else { 95 }, chance);
        let what = match who.as_str() {
            "r" => What::Ask(text),
            "n" => What::Note(if chance.falls(30) { chance.one(&cast.specialists).clone() } else { specialist.clone() }, text),
            _ => What::Answer(specialist.clone(), text),
        };
        deeds.push(Deed { at, ticket, what });
    }
    if let (Some(reason), true) = (&story.hold, !old || chance.falls(60)) {
        deeds.push(Deed { at: step(&mut at, 5, 60, chance), ticket, what: What::Hold(specialist.clone(), reason.clone()) });
        if !old {
            return;
        }
    }
    // Some of the old ones still wait for somebody who has left it at that.
    if turns <= story.turns.len() || (old && chance.falls(5)) {
        return;
    }
    deeds.push(Deed { at: step(&mut at, 10, 180, chance), ticket, what: What::Solve(specialist.clone(), fill.fill(&story.solved)) });
    deeds.push(Deed { at: at.plus_ms(MINUTE_MS), ticket, what: What::Work(specialist, *chance.one(&[5, 10, 15, 20, 30, 45, 60])) });
    if old && chance.falls(6) {
        let again = if story.german {
            "Leider ist es heute wieder da. Könnt ihr noch einmal schauen?"
        } else {
            "I'm afraid it is back this morning. Could you have another look?"
        };
        deeds.push(Deed { at: step(&mut at, 600, 2_000, chance), ticket, what: What::Ask(again.to_owned()) });
    }
}

fn specialist_for(cast: &Cast, story: &Scenario, requester: &Player, chance: &mut Chance) -> Player {
    let [priya, marek, aisha, ravi, elena] = [0, 1, 2, 3, 4].map(|n| &cast.specialists[n]);
    let of = |players: &[&Player], chance: &mut Chance| (*chance.one(players)).clone();
    match () {
        () if requester.german => of(&[elena, elena, elena, marek], chance),
        () if story.category.starts_with("Network") || story.category.starts_with("Files") => of(&[ravi, ravi, priya], chance),
        () => of(&[priya, priya, marek, aisha], chance),
    }
}

/// What stands in for the braces of a story.
struct Fill(Vec<(&'static str, String)>);

impl Fill {
    fn new(requester: &Player, specialist: &Player, cast: &Cast, chance: &mut Chance) -> Self {
        let first = |p: &Player| p.name.split_whitespace().next().unwrap_or(&p.name).to_owned();
        let rooms = ["Room Ada", "Room Tyne", "Room Humber", "the harbour room", "the third floor kitchen"];
        let printers = ["4F-colour", "2F-mono", "DOCK-label", "HH-2-colour", "HR-mfp"];
        let apps = ["FreightSuite", "LedgerOne", "DockPlan", "CargoView"];
        Self(vec![
            ("{first}", first(requester)),
            ("{agent}", first(specialist)),
            ("{manager}", chance.one(&cast.requesters).name.clone()),
            ("{room}", (*chance.one(&rooms)).to_owned()),
            ("{printer}", (*chance.one(&printers)).to_owned()),
            ("{app}", (*chance.one(&apps)).to_owned()),
            ("{device}", format!("LT-{:04}", chance.between(120, 980))),
            ("{code}", chance.one(&[809, 619, 1_603, 4_012, 7_741]).to_string()),
        ])
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (slot, value)| text.replace(slot, value))
    }
}

/// The same time, or the next morning where nobody works: at night and on weekends.
fn at_work(at: Moment, chance: &mut Chance) -> Moment {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let Ok(stamp) = Timestamp::from_millisecond(at.0) else { return at };
    let local = stamp.to_zoned(zone);
    let weekday = local.weekday().to_monday_zero_offset();
    let days = match (weekday, local.hour()) {
        (5, _) => 2,
        (6, _) => 1,
        (4, 18..) => 3,
        (_, 18..) => 1,
        (_, 8..18) => return at,
        _ => 0,
    };
    let midnight = at.0 - i64::from(local.hour()) * HOUR_MS - i64::from(local.minute()) * MINUTE_MS;
    Moment(midnight + days * DAY_MS + 8 * HOUR_MS + chance.between(5, 150) * MINUTE_MS)
}
