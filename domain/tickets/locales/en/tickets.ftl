# What the tickets slice says when an input does not hold or a deed is refused.

subject-missing = Say in a line what it is about.
subject-too-long = A subject has at most { $max } characters. Put the rest into the text.
body-missing = Write something, or attach a file.
body-too-long = A text has at most { $max_kib } KiB. Attach what is longer as a file.
requester-unknown = Choose who is asking. This person is not known, or has left.
person-unknown = This person is not known, or has left.
category-unknown = This category no longer exists. Choose another.
team-unknown = This team no longer exists. Choose another.
ticket-site-unknown = This site no longer exists. Choose another.
assignee-unknown = Only somebody who works at the desk can be given a ticket.
assignee-not-in-team = { $name } does not belong to this team, and only its members see its tickets. Choose another team first.

tag-empty = A tag has at least one character.
tag-characters = “{ $tag }” has characters that a tag cannot have. Letters, digits and - _ . : / + # & are fine.
tag-too-long = A tag has at most { $max } characters.
tags-too-many = A ticket has at most { $max } tags. Remove one that is no longer needed.
watchers-too-many = A ticket has at most { $max } watchers. A team can see it without watching.
bookmarks-too-many = You keep { $max } tickets at hand. Let one go first.

attachments-too-many = A message carries at most { $max } files. Send the others with a second message.
attachment-not-yours = A file is no longer there. Attach it again.
file-name-missing = The file has no name.
file-name-too-long = The name of a file has at most { $max } characters. Rename it and attach it again.

reply-crossed = { $name } wrote { $seconds } s ago. Read it, or send anyway.
reply-crossed-minutes = { $name } wrote { $minutes } min ago. Read it, or send anyway.
reply-crossed-since = { $name } has written since you opened this. Read it, or send anyway.
reply-crossed-by-firstline = Firstline has added a message since you opened this. Read it, or send anyway.
reply-closed = This ticket is closed. Reopen it first, or open a new one.
reply-has-gap = Something is still missing in this answer: fill in or take out what stands between ⟦ and ⟧.
reply-already-out = This message is out already and cannot be taken back.
reply-held-too-long = A message can be held back for at most { $max } seconds.
note-moves-nothing = An internal note leaves the status as it is. Change the status on its own.
mentions-too-many = A message can call at most { $max } people by name.
mention-cannot-see = { $name } cannot see this ticket. Leave the name out, or move the ticket to a team that { $name } belongs to.
draft-mode = A draft is a reply or a note to a ticket, or a new ticket.
drafts-too-many = You have { $max } drafts. Send or delete one first; none is thrown away for you.

hold-reason-missing = Say what it waits for.
hold-reason-too-long = A reason has at most { $max } characters.
hold-until-past = Choose a moment that lies ahead.
hold-until-far = Choose a moment within the next two years.
ticket-closed = This ticket is closed. Reopen it first.
ticket-merged = Another ticket goes on in place of this one. Undo the merge first.
auto-close-days = Choose 1 to { $max } days, or never.

undo-too-late = A change can be undone for { $minutes } minutes. This one is older.
undo-changed-since = Somebody has changed this since. It stays as it is now.
undo-impossible = This cannot be undone.
external-id-too-long = This identifier has more than { $max } characters.
bundle-unknown = There are no files under this name that are yours and not sent yet.
import-messages = A ticket that is imported has from 1 to { $max } messages.
import-time-ahead = What is imported has happened already: no time lies ahead.
import-resolved-and-open = A ticket that was resolved is resolved or closed.
import-author-unknown = Nobody here has the number { $person }. Import people first.
author-cannot-say = The person you name as the author is not here, or could not say this on this ticket.
redact-nothing = Say which words to take out.
redact-not-there = This message does not say that. Copy the words from it.
make-private-held = This message is not out yet. Take it back instead.
merge-people-tickets = This person has more than { $max } tickets; so many do not change hands at once.
escalate-finished = This ticket is finished. Reopen it first.
escalate-packet-missing = Say what was asked, tried and seen, so that nobody begins again.
escalate-to-whom = This team has it already. Choose another team, or somebody of it by name.
escalate-to-voice = That is who speaks with the requester. Choose somebody else, or hand it back instead.
escalate-not-member = { $name } is not of the team { $team }. Choose one of its members, or nobody in particular.
escalate-voice-blind = Whoever speaks with the requester would not see the ticket there any more. Choose another team, or assign it instead.
hand-back-not-escalated = This ticket was not escalated, or was handed back already.
hand-back-voice-gone = Whoever spoke with the requester no longer works here. Choose who speaks from now on, or assign the ticket.
hand-back-note-missing = Say what was found, so that the requester can be told.
voice-works-on-it = They work on the ticket themselves. Hand it back instead.
voice-unknown = Choose somebody who works at the desk and sees this ticket.
