//! Learning from little, in several languages, the same every time, and bytes that can be trusted.

use proptest::prelude::*;
use resemble::{Chance, Classifier, Example, Learning, Neighbours, TooLittle};

/// Tickets put together from parts: what it is about, and what people write around it.
fn tickets(count: usize, seed: u64) -> Vec<(String, &'static str)> {
    const ABOUT: [(&str, [&str; 5]); 4] = [
        ("printing", ["der Drucker druckt nicht", "Druckertreiber fehlt", "the printer jams", "toner is empty", "プリンターが動きません"]),
        ("network", ["VPN bricht ab", "kein Netzwerk am Platz", "wifi drops all day", "the vpn asks again", "ネットワークに接続できない"]),
        ("access", ["Kennwort abgelaufen", "Zugang gesperrt", "my password expired", "locked out of my account", "パスワードを忘れました"]),
        (
            "hardware",
            ["Bildschirm flackert", "Tastatur klemmt", "the laptop does not start", "a new monitor please", "新しいモニターをください"],
        ),
    ];
    const AROUND: [&str; 6] = ["Hallo,", "Hello team", "bitte um Hilfe", "since Monday morning", "お願いします", "Danke und Grüße"];
    let mut chance = Chance::new(seed);
    (0..count)
        .map(|_| {
            let (label, about) = ABOUT[chance.below(ABOUT.len())];
            let (before, after) = (AROUND[chance.below(AROUND.len())], AROUND[chance.below(AROUND.len())]);
            (format!("{before} {} {after} {}", about[chance.below(about.len())], chance.below(100_000)), label)
        })
        .collect()
}

fn examples<'t>(tickets: &'t [(String, &'static str)]) -> Vec<Example<'t>> {
    tickets.iter().map(|(text, label)| Example::new(text, label)).collect()
}

fn first(classifier: &Classifier, text: &str) -> String {
    classifier.guess(text)[0].label.to_owned()
}

#[test]
fn a_few_hundred_tickets_in_three_languages_are_enough() {
    let tickets = tickets(300, 5);
    let classifier = Classifier::learn(&examples(&tickets), &Learning::default()).expect("four labels");
    // Other endings, compounds and typos than were learned.
    for (text, label) in [
        ("Die Druckerei der Drucker: Drucken geht nicht", "printing"),
        ("Netzwerkproblem mit VPN-Abbrüchen", "network"),
        ("i forgot my pasword", "access"),
        ("monitors flicker", "hardware"),
        ("プリンター", "printing"),
        ("ネットワークが切れる", "network"),
    ] {
        assert_eq!(first(&classifier, text), label, "{text}");
    }
}

#[test]
fn the_same_examples_make_the_same_bytes_on_one_thread_or_many() {
    let tickets = tickets(300, 6);
    let one = Classifier::learn(&examples(&tickets), &Learning { seed: 3, threads: 1 }).expect("four labels");
    let many = Classifier::learn(&examples(&tickets), &Learning { seed: 3, threads: 4 }).expect("four labels");
    assert_eq!(one.to_bytes(), many.to_bytes());
}

#[test]
fn too_little_is_refused_with_what_is_there() {
    let few = [Example::new("a", "x"), Example::new("b", "x"), Example::new("c", "x"), Example::new("d", "y")];
    assert_eq!(Classifier::learn(&few, &Learning::default()), Err(TooLittle { examples: 4, labels: 1 }));
    assert_eq!(Classifier::learn(&[], &Learning::default()), Err(TooLittle { examples: 0, labels: 0 }));
}

#[test]
fn texts_without_a_known_word_get_every_label_and_no_neighbour() {
    let tickets = tickets(200, 7);
    let examples = examples(&tickets);
    let classifier = Classifier::learn(&examples, &Learning::default()).expect("four labels");
    let guesses = classifier.guess("");
    assert_eq!(guesses.len(), 4);
    assert!((guesses.iter().map(|g| g.confidence).sum::<f32>() - 1.0).abs() < 1e-4 && guesses[0].confidence < 0.6, "{guesses:?}");
    let neighbours = Neighbours::learn(&classifier, &examples);
    assert!(neighbours.nearest(&classifier, "…", 5).is_empty() && neighbours.nearest(&classifier, "vpn", 0).is_empty());
}

#[test]
fn the_likest_text_is_the_text_itself() {
    let tickets = tickets(300, 8);
    let examples = examples(&tickets);
    let classifier = Classifier::learn(&examples, &Learning::default()).expect("four labels");
    let neighbours = Neighbours::learn(&classifier, &examples);
    for (at, (text, _)) in tickets.iter().enumerate().step_by(37) {
        let near = neighbours.nearest(&classifier, text, 3);
        assert!(near[0].text == at && near[0].likeness > 0.99 && near[2].likeness <= near[0].likeness, "{text}: {near:?}");
    }
}

#[test]
fn what_was_learned_survives_as_bytes() {
    let tickets = tickets(300, 9);
    let examples = examples(&tickets);
    let classifier = Classifier::learn(&examples, &Learning::default()).expect("four labels");
    let neighbours = Neighbours::learn(&classifier, &examples);
    let again = Classifier::from_bytes(&classifier.to_bytes()).expect("its own bytes");
    assert_eq!(again, classifier);
    assert_eq!(Neighbours::from_bytes(&neighbours.to_bytes(), &again), Ok(neighbours));
    assert!(Classifier::from_bytes(b"RSMC\x00").is_err() && Classifier::from_bytes(b"").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_bytes_are_told_apart_or_harmless(at in 0_usize..20_000, byte in any::<u8>(), text in ".{0,80}") {
        let tickets = tickets(40, 10);
        let examples = examples(&tickets);
        let classifier = Classifier::learn(&examples, &Learning::default()).expect("four labels");
        let (mut bytes, mut near) = (classifier.to_bytes(), Neighbours::learn(&classifier, &examples).to_bytes());
        prop_assert!(Classifier::from_bytes(&bytes[..at % bytes.len()]).is_err());
        let (place, near_place) = (at % bytes.len(), at % near.len());
        bytes[place] = byte;
        near[near_place] = byte;
        if let Ok(read) = Classifier::from_bytes(&bytes) {
            prop_assert_eq!(read.guess(&text).len(), read.labels().len());
        }
        if let Ok(read) = Neighbours::from_bytes(&near, &classifier) {
            prop_assert!(read.nearest(&classifier, &text, 5).len() <= 5);
        }
    }
}
