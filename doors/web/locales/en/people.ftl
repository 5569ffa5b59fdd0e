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
