# What happened.

notice-ticket-opened = { $name } opened #{ $ticket } “{ $subject }”.
notice-ticket-reply-added = { $name } answered #{ $ticket } “{ $subject }”.
notice-ticket-note-added = { $name } wrote a note on #{ $ticket } “{ $subject }”.
notice-ticket-assigned = { $name } assigned #{ $ticket } “{ $subject }”.
notice-ticket-prioritized = { $name } changed the priority of #{ $ticket } “{ $subject }”.
notice-ticket-resolved = { $name } resolved #{ $ticket } “{ $subject }”.
notice-ticket-reopened = { $name } reopened #{ $ticket } “{ $subject }”.
notice-ticket-closed = { $name } closed #{ $ticket } “{ $subject }”.
notice-ticket-merged = { $name } merged #{ $ticket } “{ $subject }” into another ticket.
notice-ticket-watcher-added = { $name } made you watch #{ $ticket } “{ $subject }”.
notice-ticket-voice-set = { $name } lets you speak with the requester of #{ $ticket } “{ $subject }” while others work on it.
notice-ticket-clock-warned = #{ $ticket } “{ $subject }”: { $promise } is due { $time }.
notice-ticket-clock-breached = #{ $ticket } “{ $subject }”: { $promise } was due { $time }.
notice-ticket-escalated = #{ $ticket } “{ $subject }” is escalated: { $promise }, due { $time }.
notice-major-declared = { $name } declared #{ $ticket } “{ $subject }” a major incident; you lead it.
notice-major-update-due = The next note on the major incident #{ $ticket } “{ $subject }” is due soon.
notice-major-update-missed = The next note on the major incident #{ $ticket } “{ $subject }” is late.
notice-ticket-paged = You are paged about #{ $ticket } “{ $subject }”. Please acknowledge before { $time }; after that the next one is called.
notice-ticket-page-unanswered = Nobody answered the page about #{ $ticket } “{ $subject }”.
notice-ticket-rated = { $name } was not happy with the help on #{ $ticket } “{ $subject }”.
notice-ticket-side-answered = Somebody answered in a side conversation of #{ $ticket } “{ $subject }”.
notice-ticket-notified = A rule tells you of #{ $ticket } “{ $subject }”.
notice-change-asked = { $name } asks you to approve the change “{ $subject }”.
notice-change-approved = { $name } approved the change “{ $subject }”.
notice-change-declined = { $name } declined the change “{ $subject }”.
notice-letter-held = A letter waits in Mail to check.
notice-outgoing-held = A letter about #{ $ticket } “{ $subject }” is held and did not leave.
notice-outgoing-bounced = A letter about #{ $ticket } “{ $subject }” did not arrive.
notice-outgoing-given-up = A letter about #{ $ticket } “{ $subject }” could not be handed over.

# Why the reader is told.

notice-because-mentioned = Because you are mentioned.
notice-because-assigned = Because it was given to you.
notice-because-yours = Because it is your ticket.
notice-because-due = Because you answer for what is promised.
notice-because-opinion = Because you lead the team that helped.
notice-because-paged = Because you are paged.
notice-because-rule = Because a rule says so.
notice-because-approve = Because you are asked to approve it.
notice-because-voice = Because you speak with the requester.
notice-because-watching = Because you watch it.
notice-because-team = Because it is your team’s and nobody has it.
notice-because-unassigned = Because nobody has it, and no team either.
notice-because-mail = Because mail needs a person.

# Letters.

notice-approve = Approve or decline here; you need not sign in. The link works once, for you alone:
notice-answer-by-mail = Answer this letter to answer the requester.
notice-acknowledge = Acknowledge with one click:
notice-digest-subject = { $count ->
    [one] One thing for you
   *[other] { $count } things for you
}
notice-digest-more = These are the first { $max }; the app shows the others.

# Refusals.

notice-paged-always = Being paged always comes by email at once.
notices-too-many = At most { $max } notifications can be marked at once.
