//! Why routing gave a ticket to whom, or to nobody.

use ::tickets::{Because, Timeline};
use catalogue::Say;
use people::{PersonId, TeamId};

/// To whom, and why to them.
pub fn found(say: &Say, line: &Timeline, person: PersonId, because: &Because) -> String {
    let mut why: Vec<String> = Vec::new();
    if because.again {
        why.push(say.say("told-routed-again").into_owned());
    }
    if because.shift {
        why.push(say.say("told-routed-shift").into_owned());
    }
    if !because.skills.is_empty() {
        why.push(say.say1("told-routed-knows", "skills", say.list(&because.skills).as_str()).into_owned());
    }
    if because.site {
        why.push(say.say("told-routed-site").into_owned());
    }
    why.push(say.say2("told-routed-open", "open", because.open, "capacity", because.capacity).into_owned());
    say.say2("told-routed", "name", line.person(person).unwrap_or("?"), "why", why.join(", ")).into_owned()
}

/// Why nobody could have it, and where it went; `counts` are of those who were off, had enough and knew too little.
pub fn nobody(say: &Say, line: &Timeline, counts: [usize; 3], overflow: Option<TeamId>) -> String {
    let keys = ["told-not-routed-off", "told-not-routed-full", "told-not-routed-unskilled"];
    let each = keys.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let mut why: Vec<String> = each.map(|(key, count)| say.say1(key, "count", count).into_owned()).collect();
    if why.is_empty() {
        why.push(say.say("told-not-routed-none").into_owned());
    }
    match overflow {
        Some(team) => say.say2("told-passed-on", "name", line.team(team).unwrap_or("?"), "why", why.join(", ")).into_owned(),
        None => say.say1("told-not-routed", "why", why.join(", ")).into_owned(),
    }
}
