//! Who gets a ticket: a pure function of who is there, what they have, and what the ticket needs.

use db::words;
use people::{PersonId, SiteId};

words! {
    /// By which way a team's tickets find somebody.
    pub enum Way {
        /// Not by themselves.
        Off = "off",
        /// One after the other.
        Turns = "turns",
        /// Whoever has least to do, urgent tickets counted more.
        Load = "load",
        /// Whoever knows most of what it needs.
        Skill = "skill",
    }
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Are they off?
    pub away: bool,
    /// Are they on shift?
    pub on_shift: bool,
    /// Their open tickets.
    pub open: i64,
    /// The same, urgent ones counted more.
    pub load: i64,
    /// How many they can have.
    pub capacity: i64,
    /// What they know, and how well.
    pub skills: Vec<(String, u8)>,
    /// Where they are.
    pub site: Option<SiteId>,
}

/// What a ticket needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Skills, each with the least level.
    pub skills: Vec<(String, u8)>,
    /// Where it is: of those who can, somebody there is asked first.
    pub site: Option<SiteId>,
    /// Who did not take it before.
    pub not: Option<PersonId>,
}

/// Why nobody can have it: how many of the team are off or not on shift, have enough, or do not know enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nobody {
    /// Off, or not on shift.
    pub off: usize,
    /// With as many tickets as they can have.
    pub full: usize,
    /// Without a skill that it needs.
    pub unskilled: usize,
}

impl Candidate {
    fn level(&self, skill: &str) -> u8 {
        self.skills.iter().find(|(known, _)| known == skill).map_or(0, |(_, level)| *level)
    }

    fn knows(&self, needs: &Needs) -> bool {
        needs.skills.iter().all(|(skill, least)| self.level(skill) >= *least)
    }
}

/// The one who gets it; `last` had the turn before. Two who are alike are told apart by whose turn comes first after that.
///
/// # Errors
/// Why nobody does.
pub fn choose<'c>(way: Way, last: PersonId, team: &'c [Candidate], needs: &Needs) -> Result<&'c Candidate, Nobody> {
    let mut nobody = Nobody::default();
    let mut can: Vec<&Candidate> = Vec::new();
    for one in team {
        if one.away || !one.on_shift || needs.not == Some(one.person) {
            nobody.off += 1;
        } else if !one.knows(needs) {
            nobody.unskilled += 1;
        } else if one.open >= one.capacity {
            nobody.full += 1;
        } else {
            can.push(one);
        }
    }
    let there = |one: &Candidate| needs.site.is_some() && one.site == needs.site;
    if can.iter().any(|one| there(one)) {
        can.retain(|one| there(one));
    }
    let turn = |one: &Candidate| (one.person <= last, one.person);
    let known = |one: &Candidate| needs.skills.iter().map(|(skill, _)| i64::from(one.level(skill))).sum::<i64>();
    let best = match way {
        Way::Off => None,
        Way::Turns => can.iter().min_by_key(|one| turn(one)),
        Way::Load => can.iter().min_by_key(|one| (one.load, turn(one))),
        Way::Skill => can.iter().min_by_key(|one| (-known(one), one.load, turn(one))),
    };
    best.copied().ok_or(nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: i64) -> Candidate {
        let skills = Vec::new();
        Candidate { person: PersonId(id), away: false, on_shift: true, open: 0, load: 0, capacity: 5, skills, site: None }
    }

    fn who(way: Way, last: i64, team: &[Candidate], needs: &Needs) -> Result<i64, Nobody> {
        choose(way, PersonId(last), team, needs).map(|chosen| chosen.person.0)
    }

    #[test]
    fn turns_go_round_and_leave_out_who_is_off_or_full() {
        let team = [one(1), Candidate { away: true, ..one(2) }, one(3), Candidate { open: 5, ..one(4) }];
        assert_eq!([0, 1, 3].map(|last| who(Way::Turns, last, &team, &Needs::default())), [Ok(1), Ok(3), Ok(1)]);
    }

    #[test]
    fn the_least_loaded_is_asked_and_of_equals_whose_turn_it_is() {
        let team = [Candidate { load: 3, ..one(1) }, Candidate { load: 1, ..one(2) }, Candidate { load: 1, ..one(3) }];
        assert_eq!(who(Way::Load, 0, &team, &Needs::default()), Ok(2));
        assert_eq!(who(Way::Load, 2, &team, &Needs::default()), Ok(3));
    }

    #[test]
    fn whoever_knows_too_little_is_not_asked_and_who_knows_most_is_asked_first() {
        let skilled = |id, level| Candidate { skills: vec![("printers".to_owned(), level)], load: i64::from(level), ..one(id) };
        let team = [one(1), skilled(2, 1), skilled(3, 2), skilled(4, 3)];
        let needs = Needs { skills: vec![("printers".to_owned(), 2)], ..Needs::default() };
        assert_eq!((who(Way::Load, 0, &team, &needs), who(Way::Skill, 0, &team, &needs)), (Ok(3), Ok(4)));
        assert_eq!(who(Way::Load, 0, &team[..2], &needs), Err(Nobody { unskilled: 2, ..Nobody::default() }));
    }

    #[test]
    fn somebody_at_the_site_is_asked_first_and_others_when_nobody_is() {
        let (leeds, hamburg) = (Some(SiteId(1)), Some(SiteId(2)));
        let team = [Candidate { site: hamburg, ..one(1) }, Candidate { site: leeds, load: 9, ..one(2) }];
        assert_eq!(who(Way::Load, 0, &team, &Needs { site: leeds, ..Needs::default() }), Ok(2));
        assert_eq!(who(Way::Load, 0, &team, &Needs { site: Some(SiteId(3)), ..Needs::default() }), Ok(1));
    }

    #[test]
    fn why_nobody_gets_it_is_counted() {
        let team = [Candidate { away: true, ..one(1) }, Candidate { on_shift: false, ..one(2) }, Candidate { open: 5, ..one(3) }, one(4)];
        let needs = Needs { not: Some(PersonId(4)), ..Needs::default() };
        assert_eq!(who(Way::Turns, 0, &team, &needs), Err(Nobody { off: 3, full: 1, unskilled: 0 }));
    }
}
