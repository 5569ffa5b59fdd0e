# What lists, search, views, categories and deeds between tickets say.

queue-limit-wrong = A page has 1 to { $max } rows.
queue-cursor-wrong = This place in the list no longer fits its order. Start again at the top.

category-name-missing = Give the category a name.
category-name-too-long = A category's name has at most { $max } characters.
category-name-two-levels = A name with “ / ” in it would read as two levels. Add the second one below the first.
category-name-taken = “{ $path }” is there already.
category-name-archived = “{ $path }” is there, but archived. Restore it, or choose another name.
category-parent-archived = The category above is archived. Restore that one first.
category-below-itself = A category cannot lie below itself.
category-too-deep = Categories lie at most { $max } levels deep.
category-too-many = There are { $max } categories, which is as many as there can be. Archived ones count.

matrix-absurd = With impact { $impact ->
    [high] high
    [medium] medium
   *[low] low
 } and urgency { $urgency ->
    [high] high
    [medium] medium
   *[low] low
 }, the priority is more urgent than where one of the two is higher. Raise the other one, or lower this one.

view-name-missing = Give the view a name.
view-name-too-long = A view's name has at most { $max } characters.
view-order-too-long = A view is sorted by at most { $max } columns.
view-too-many = There are { $max } views here already. Delete one that nobody needs.

ticket-with-itself = These are one and the same ticket. Choose another.
merge-already = This ticket already goes on in { $into }. Undo that merge first.
merge-into-closed = Ticket { $into } is closed. Reopen it first, or merge the other way round.
merge-too-deep = More than { $max } tickets would be merged into one another in a row. Merge them into the last one directly.
not-merged = This ticket is not merged into another.

split-messages-count = Choose 1 to { $max } messages.
split-message-elsewhere = One of the messages is no longer in this ticket. Look at it again.
split-message-held = One of the messages can still be taken back. Wait until it is out.
split-leaves-nothing = At least one message stays behind. To give the whole ticket another subject, change the subject.

links-too-many = Ticket { $ticket } has { $max } links, which is as many as there can be.
not-linked = These tickets are not linked.
part-of-itself = A ticket cannot be part of one of its own parts.
parts-too-deep = Parts lie at most { $max } levels deep, the whole ticket counted.
parts-too-many = A ticket has at most { $max } parts.

minutes-wrong = Enter 1 to { $max } minutes. Split what took longer by day.
time-note-too-long = A note has at most { $max } characters.

bulk-count = Choose 1 to { $max } tickets.

# What can be asked about tickets in a filter.
filter-field-status = Where the ticket stands: new, open, waiting, on_hold, resolved, closed; or unfinished, finished.
filter-field-kind = incident or service_request.
filter-field-number = The ticket's number.
filter-field-created = When it came in.
filter-field-updated = When anything about it last changed.
filter-field-resolved = When it was resolved.
filter-field-closed = When it was closed.
filter-field-source = The way it came in: email, portal, phone, walk_up, agent, api, monitoring.
filter-field-subject = Words of the subject alone.
filter-field-priority = What to do first: low, normal, high, critical; or p1 to p4.
filter-field-impact = How much is hit: low, medium, high.
filter-field-urgency = How soon it hurts: low, medium, high.
filter-field-satisfaction = What the requester thought of the help: offered while they have not answered, good, bad.
filter-field-assignee = Who does it; me for yourself, none for nobody.
filter-field-team = Whose work it is; mine for your teams.
filter-field-requester = Who asked.
filter-field-organization = For whom the requester works.
filter-field-category = What it is about, everything below included.
filter-field-site = Where it is.
filter-field-opened-by = Who wrote it down, when not the requester.
filter-field-watcher = Who watches it.
filter-field-tag = A tag.
filter-field-replied = When the desk first answered.
filter-field-last-message = When somebody last wrote to the requester, or the requester to us.
filter-field-since = Since when it stands where it stands.
filter-field-hold-until = Until when it is on hold.
filter-field-spent = How much work was written down.
filter-field-messages = How many messages it has.
filter-field-reopened = How often it came back.
filter-field-parent = The number of the ticket it is a part of.
filter-field-unassigned = Nobody does it.
filter-field-answered = The desk has answered.
filter-field-external-id = What another system calls the ticket.
filter-field-voice = Who speaks with the requester while others work on it.
filter-field-escalated = It was escalated, and somebody else speaks with the requester.
filter-field-our-move = The requester wrote last, and it is our move.
filter-field-merged = Another ticket goes on in its place.
filter-field-watched = You watch it.
filter-field-bookmarked = You keep it at hand.
filter-field-attachment = It has files.
filter-field-due = When the next promise is due.
filter-field-promise = Which promise is due next: first_response, next_response, update, resolution or team.
filter-field-overdue = A promise is late.
round-nothing = This list is empty.
round-is-over = It is over already.
round-under-way = It is under way. Stop it, or wait until it is done.
round-changed-nothing = It changed nothing, so there is nothing to take back.
rounds-too-many = { $max } of yours are under way. Wait until one is done.
round-not-found = You do not see this ticket, or not any more.
round-not-allowed = You may not do this to this ticket.
