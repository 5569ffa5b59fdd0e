//! Whatever comes: turns are shared evenly, and nobody has more than they can have.

use people::PersonId;
use proptest::prelude::*;
use routing::{Candidate, Needs, Way, choose};

/// A ticket that comes in, and who finishes one meanwhile.
#[derive(Debug, Clone)]
struct Comes {
    weight: i64,
    finishes: Option<usize>,
}

fn team(capacities: &[i64]) -> Vec<Candidate> {
    let one = |(n, capacity): (i64, &i64)| Candidate {
        person: PersonId(n),
        away: false,
        on_shift: true,
        open: 0,
        load: 0,
        capacity: *capacity,
        skills: Vec::new(),
        site: None,
    };
    (1..).zip(capacities).map(one).collect()
}

fn comes(people: usize) -> impl Strategy<Value = Vec<Comes>> {
    let one = (1_i64..5, proptest::option::of(0..people)).prop_map(|(weight, finishes)| Comes { weight, finishes });
    proptest::collection::vec(one, 1..120)
}

/// Plays what comes; how many each had in all, and how many nobody could have.
fn play(way: Way, team: &mut [Candidate], all: &[Comes]) -> (Vec<usize>, usize) {
    let (mut had, mut nobody, mut last) = (vec![0; team.len()], 0, PersonId(0));
    for comes in all {
        if let Some(one) = comes.finishes.and_then(|n| team.get_mut(n)).filter(|one| one.open > 0) {
            (one.open, one.load) = (one.open - 1, (one.load - 1).max(0));
        }
        match choose(way, last, team, &Needs::default()).map(|chosen| chosen.person) {
            Ok(person) => {
                last = person;
                let n = team.iter().position(|one| one.person == person).unwrap();
                (team[n].open, team[n].load, had[n]) = (team[n].open + 1, team[n].load + comes.weight, had[n] + 1);
                assert!(team[n].open <= team[n].capacity, "{} of {}", team[n].open, team[n].capacity);
            }
            Err(_) => {
                assert!(team.iter().all(|one| one.open >= one.capacity), "somebody could have had it");
                nobody += 1;
            }
        }
    }
    (had, nobody)
}

proptest! {
    #[test]
    fn turns_differ_by_one_at_most((people, all) in (1_usize..9).prop_flat_map(|n| (Just(n), comes(n)))) {
        let (had, nobody) = play(Way::Turns, &mut team(&vec![1_000; people]), &all);
        prop_assert_eq!(nobody, 0);
        prop_assert!(had.iter().max().unwrap() - had.iter().min().unwrap() <= 1, "{:?}", had);
    }

    #[test]
    fn nobody_has_more_than_they_can_have_and_nothing_waits_while_somebody_can(
        (capacities, all) in proptest::collection::vec(0_i64..6, 1..7).prop_flat_map(|c| { let n = c.len(); (Just(c), comes(n)) }),
        way in prop_oneof![Just(Way::Turns), Just(Way::Load), Just(Way::Skill)],
    ) {
        let (had, nobody) = play(way, &mut team(&capacities), &all);
        prop_assert_eq!(had.iter().sum::<usize>() + nobody, all.len());
    }

    #[test]
    fn the_load_of_whoever_gets_one_is_the_least(
        loads in proptest::collection::vec((0_i64..40, any::<bool>()), 1..9),
        last in 0_i64..9,
    ) {
        let mut people = team(&vec![50; loads.len()]);
        for (one, (load, away)) in people.iter_mut().zip(&loads) {
            (one.load, one.open, one.away) = (*load, *load, *away);
        }
        match choose(Way::Load, PersonId(last), &people, &Needs::default()) {
            Ok(chosen) => {
                prop_assert!(!chosen.away);
                prop_assert!(people.iter().filter(|one| !one.away).all(|one| one.load >= chosen.load));
            }
            Err(_) => prop_assert!(people.iter().all(|one| one.away)),
        }
    }
}
