//! Who can be paged: a rota, whoever has the ticket, its team, its leads; as a choice and as the word that a form sends.

use catalogue::Say;
use rota::Rota;
use sla::Whom;

use crate::ui::view::Choice;

/// Who can be paged besides rotas.
const WHOM: [(&str, Whom); 3] = [("assignee", Whom::Assignee), ("team", Whom::Team), ("leads", Whom::Leads)];

/// The choices, rotas in use first.
pub fn offered(say: &Say, rotas: Vec<Rota>, chosen: &str) -> Vec<Choice> {
    let in_use = rotas.into_iter().filter(|rota| rota.archived_at.is_none());
    let mut all: Vec<Choice> = in_use.map(|rota| Choice::new(word(Whom::Rota(rota.id.0)), rota.name, chosen)).collect();
    all.extend(WHOM.iter().map(|(word, _)| Choice::new(word, say.say(&format!("told-whom-{word}")), chosen)));
    all
}

/// As a form sends it.
pub fn word(whom: Whom) -> String {
    match whom {
        Whom::Rota(rota) => format!("rota-{rota}"),
        Whom::Person(person) => format!("person-{person}"),
        known => WHOM.iter().find(|(_, whom)| *whom == known).map(|(word, _)| (*word).to_owned()).unwrap_or_default(),
    }
}

/// What a form sent.
pub fn of_word(word: &str) -> Option<Whom> {
    match word.split_once('-') {
        Some(("rota", rota)) => Some(Whom::Rota(rota.parse().ok()?)),
        Some(("person", person)) => Some(Whom::Person(person.parse().ok()?)),
        _ => WHOM.iter().find(|(known, _)| *known == word).map(|(_, whom)| *whom),
    }
}

#[cfg(test)]
mod tests {
    use people::PersonId;

    use super::*;

    #[test]
    fn words_read_as_they_are_written() {
        for whom in [Whom::Rota(3), Whom::Person(PersonId(7)), Whom::Assignee, Whom::Team, Whom::Leads] {
            assert_eq!(of_word(&word(whom)), Some(whom));
        }
        assert_eq!((of_word(""), of_word("rota-x"), of_word("everybody")), (None, None, None));
    }
}
