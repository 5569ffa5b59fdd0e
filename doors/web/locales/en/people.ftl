# People and organizations.

people-add = Add a person
people-add-go = Add
people-add-text = Requesters need nothing more to write to us. Whoever works at the desk needs an address, and gets an invitation from their page.
people-search = Name, address or number
people-go = Show
people-role = Role
people-role-hint = Requesters ask; agents answer; leads answer for the desk; administrators run it.
people-role-unknown = Choose a role from the list.
people-role-change = Change the role
people-role-change-hint = Who loses reach is signed out; who is no longer staff leaves every team.
people-all-roles = All roles
people-gone = also those who left
people-none = Nobody found
people-none-text = Try the beginning of a name, an address or a number.
people-everybody = Show everybody
people-shown = { $count ->
    [one] One person
   *[other] { $count } people
}
people-name = Name
people-email = Email address
people-email-hint = May be left out for somebody known only by telephone.
people-email-primary = letters go here
people-email-other = also theirs
people-email-verified = proved
people-email-make-primary = Write here
people-email-add = Another address
people-phone = Telephone
people-phone-add = Another number
people-phone-label = What it is
people-title = Job title
people-organization = Organization
people-no-organization = No organization
people-site = Site
people-no-site = No site
people-notes = Notes
people-notes-hint = What the desk should know. Never shown to requesters.
people-edit = Edit
people-sees = Sees
people-sees-organization = Everything their organization asks for
people-sees-organization-hint = Otherwise they see only what they asked for themselves.
people-deactivated = Left
people-unverified = Not vouched for
people-reach = Reached by
people-facts = Facts
people-local-time = Time there
people-tickets = Tickets
people-tickets-none = No ticket yet.
people-tickets-cut = The latest { $count }. Search finds the others.
people-account = Account
people-account-text = Whoever leaves keeps their tickets and words; they only cannot come in any more.
people-invite = Send an invitation
people-reset = Take the second factor away
people-deactivate = Deactivate
people-reactivate = Let them in again
organizations-text = Client companies and departments.
organizations-add = Add an organization
organizations-edit = Edit
organizations-none = No organization yet
organizations-none-text = People can be at the desk’s service without one. Add one to see what a company or department asks for.
organizations-shown = { $count ->
    [one] One organization
   *[other] { $count } organizations
}
organizations-people = { $count ->
    [0] Nobody belongs to it
    [one] One person
   *[other] { $count } people
}
organizations-nobody = Nobody belongs to it yet.
organizations-shares = Everybody sees what the others asked
organizations-shares-hint = Suits a small office; leave it off where requests are private.
organizations-domains = Domains its people write from
organizations-domains-hint = One a line, such as example.org. Who first writes from one of them belongs to it.

toast-role = The role is changed
toast-invited = An invitation is on its way to { $email }
toast-reset = The second factor is gone; they sign in anew
toast-deactivated = { $name } cannot come in any more
toast-reactivated = { $name } may come in again

people-merge = Merge with somebody
people-merge-text = If { $name } is somebody the desk knows twice. Everything goes to the one who stays, for good: nobody can take them apart again.
people-merge-who = Who stays
people-merge-who-hint = Name or address
people-merge-next = Look at both
people-merge-gone = Goes
people-merge-stays = Stays
people-merge-look = { $count ->
    [0] { $name } gets the addresses, numbers and tags. There are no tickets.
    [one] { $name } gets the addresses, numbers, tags and one ticket.
   *[other] { $name } gets the addresses, numbers, tags and { $count } tickets.
}
people-merge-go = Merge for good
people-merge-other = Choose somebody else
toast-people-merged = { $name } is both of them now.
people-erase = Erase
people-erased = Erased
people-being-erased = Being erased
people-erase-title = Erase { $name }
people-erase-text = For people who ask that nothing about them is kept. There is no way back.
people-erase-under-way = They are being erased. Done so far: { $tickets ->
    [one] one ticket
   *[other] { $tickets } tickets
}, { $messages ->
    [one] one message
   *[other] { $messages } messages
} in tickets of others.
people-erase-goes = What it touches
people-erase-account = Account
people-erase-account-text = Name, addresses, numbers, notes, tags and answers, every way to sign in, and what is their own at the desk. They come in no more from the first moment.
people-erase-tickets = Tickets
people-erase-tickets-text = { $count ->
    [0] None.
    [one] One ticket loses its words: subject, { $messages ->
        [one] one message
       *[other] { $messages } messages
    } by whomever, drafts and answers.
   *[other] { $count } tickets lose their words: subjects, { $messages ->
        [one] one message
       *[other] { $messages } messages
    } by whomever, drafts and answers.
}
people-erase-elsewhere = In tickets of others
people-erase-elsewhere-text = { $count ->
    [one] One message they wrote loses its words, and so do quotes of it.
   *[other] { $count } messages they wrote lose their words, and so do quotes of them.
}
people-erase-files = Files and letters
people-erase-files-text = { $files ->
    [0] No files
    [one] One file
   *[other] { $files } files
} and { $letters ->
    [one] one letter as it came or left.
   *[other] { $letters } letters as they came and left.
}
people-erase-stays = What stays
people-erase-stays-text = That there were tickets, their category, tags and times, how agreements were kept, and the marks: figures do not change. What others wrote in their own tickets stays too.
people-erase-unfinished = { $count ->
    [one] Also empty the ticket that is not finished
   *[other] Also empty the { $count } tickets that are not finished
}
people-erase-name = Their name, to be sure
people-erase-name-hint = { $name }
people-erase-go = Erase for good
toast-erasure-begun = They are being erased. They come in no more; the rest takes a moment.
erased-person-called = Erased person
erased-ticket-called = Erased
people-copy = Copy of their data
people-copy-title = Copy of the data of { $name }
people-copy-text = For people who ask what is kept about them: what they are here, what they wrote and were sent, what they were asked and when they signed in, with files and letters, as a zip archive. Internal notes and other people’s addresses are not in it.
people-copy-ask = Have a copy made
people-copy-none = There is no copy at the moment.
people-copy-made = Copies
people-copy-being-made = Being made. Large ones take some minutes; reload the page.
people-copy-fetch = Download, { $size }
people-copy-until = can be downloaded until { $until }
people-copy-asked = Asked for
toast-copy-asked = The copy is being made.
