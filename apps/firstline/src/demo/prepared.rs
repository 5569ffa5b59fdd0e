//! What the demo's desk has prepared: answers that are given again and again, in English and German.

use ::people::{Actor, Door, PersonId, directory};
use automation::{SaveCanned, Scope, save_canned};
use catalogue::Language;
use db::Tx;
use outcome::Result;

/// Name, English and German text of the answers for everybody.
const ANSWERS: [(&str, &str, &str); 6] = [
    (
        "We have it",
        "Hello {{requester.first_name}},\n\nthank you, we have your request (#{{ticket.number}}). You will hear from me by {{ticket.due}}. \
         You can follow it here: {{ticket.link}}\n\n{{agent.first_name}}",
        "Guten Tag {{requester.name}},\n\ndanke, Ihre Anfrage ist bei uns (#{{ticket.number}}). Sie hören von mir bis {{ticket.due}}. \
         Den Stand sehen Sie hier: {{ticket.link}}\n\n{{agent.name}}",
    ),
    (
        "Restart the VPN client",
        "Hello {{requester.first_name}},\n\nplease try this once:\n\n1. Quit the VPN client from its icon, not only the window.\n\
         2. Wait ten seconds and open it again.\n3. Sign in and leave it open for half an hour.\n\n\
         Does it still drop? Then send me the time of the last drop, and I look at our side.\n\n{{agent.first_name}}",
        "Guten Tag {{requester.name}},\n\nbitte versuchen Sie einmal Folgendes:\n\n1. Beenden Sie den VPN-Client über sein Symbol, \
         nicht nur das Fenster.\n2. Warten Sie zehn Sekunden und öffnen Sie ihn wieder.\n\
         3. Melden Sie sich an und lassen Sie ihn eine halbe Stunde offen.\n\n\
         Bricht die Verbindung weiter ab? Dann schreiben Sie mir die Uhrzeit, und ich sehe auf unserer Seite nach.\n\n{{agent.name}}",
    ),
    (
        "Password set anew",
        "Hello {{requester.first_name}},\n\nyour password is set anew. The next sign-in asks you for one of your own. \
         We never send passwords by email: I will tell you the first one by phone.\n\n{{agent.first_name}}",
        "",
    ),
    (
        "Which device is it?",
        "Hello {{requester.first_name}},\n\nwhich device is it? The number stands on a white label below it and begins with LT or PC.\n\n\
         {{agent.first_name}}",
        "Guten Tag {{requester.name}},\n\num welches Gerät geht es? Die Nummer steht auf einem weißen Aufkleber an der Unterseite und \
         beginnt mit LT oder PC.\n\n{{agent.name}}",
    ),
    (
        "Handed to another team",
        "Hello {{requester.first_name}},\n\nI have given this to {{ticket.team}}; {{ticket.assignee}} writes to you next. \
         You need not do anything.\n\n{{agent.first_name}}",
        "",
    ),
    (
        "Is it working again?",
        "Hello {{requester.first_name}},\n\nis “{{ticket.subject}}” working again? If I hear nothing until Friday, I take it that it is. \
         An answer opens it again at any time.\n\n{{agent.first_name}}",
        "Guten Tag {{requester.name}},\n\ngeht „{{ticket.subject}}“ wieder? Wenn ich bis Freitag nichts höre, nehme ich es an. \
         Eine Antwort öffnet die Anfrage jederzeit wieder.\n\n{{agent.name}}",
    ),
];

/// All of it; `priya` has two of her own.
pub fn make(tx: &mut Tx<'_>, by: &Actor, priya: PersonId) -> Result<()> {
    for (name, english, german) in ANSWERS {
        save_canned(tx, by, &answer(name, Scope::Shared, english, german))?;
    }
    let Some(actor) = directory::actor_of(tx, priya, Door::Web)? else { return Ok(()) };
    for (name, english) in
        [("Lunch", "I am at lunch and look at this from 13:00."), ("Call me", "Just call me on 4017, it is quicker by phone.\n\nPriya")]
    {
        save_canned(tx, &actor, &answer(name, Scope::Own(priya), english, ""))?;
    }
    Ok(())
}

fn answer(name: &str, scope: Scope, english: &str, german: &str) -> SaveCanned {
    let texts = vec![(Language::En, english.to_owned()), (Language::De, german.to_owned())];
    SaveCanned { id: None, name: name.to_owned(), scope, texts }
}
