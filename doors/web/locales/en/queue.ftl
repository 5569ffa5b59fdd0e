queue-views = Lists
queue-mine = Mine
queue-unassigned = Unassigned
queue-my-teams = My teams
queue-waiting = Waiting
queue-all = All
queue-you = You
queue-filter = Filter
queue-filter-example = status:open priority>=high tag:vpn "paper jam"
queue-apply = Apply
queue-clear = Clear
queue-group = Group by
queue-group-by-nothing = No groups
queue-group-none = None
queue-group-priority = P{ $rank } { $word }
queue-by-priority = By priority
queue-by-status = By status
queue-by-kind = By kind
queue-by-assignee = By assignee
queue-by-team = By team
queue-by-requester = By requester
queue-by-organization = By organization
queue-by-category = By category
queue-by-site = By site
queue-column-due = Due
queue-column-waiting = Waits since
queue-column-priority = Priority
queue-column-subject = Subject
queue-column-status = Status
queue-column-requester = Requester
queue-column-assignee = Assignee
queue-column-updated = Changed
queue-unread = Unread
queue-shown = { $count ->
    [one] { $count } ticket on this page
   *[other] { $count } tickets on this page
}
queue-empty = Nobody is waiting here
queue-empty-text = Everything in this list is answered, on hold or done. The next useful thing may be a ticket that nobody has taken yet.
queue-empty-go = Look at unassigned tickets
queue-no-match = No ticket fits this filter
queue-no-match-text = You asked for { $filter }.
kind-incident = Incident
kind-service_request = Service request
move-first-answer = No answer yet, since { $time }
move-answer = { $name } replied { $time }
move-work = { $name } wrote last, { $time }
move-changed = Changed { $time }
move-theirs = Waiting for them since { $time }
move-held = { $why }
move-held-until = { $why }, until { $time }
move-resolved = Resolved { $time }
move-closed = Closed { $time }
move-merged = Goes on in #{ $number }
queue-mail-to-check = Mail to check
bulk-title = Chosen tickets
bulk-choose = Choose ticket { $number }
bulk-choose-all = Choose all on this page
bulk-take = Take
bulk-waiting = Waiting
bulk-resolve = Resolve
bulk-close = Close
bulk-to = Give to
bulk-nobody = Nobody
bulk-give = Give
bulk-tag = Tag
bulk-tag-go = Add
bulk-tag-missing = Give a tag first.
toast-bulk = { $count ->
    [one] { $count } ticket changed
   *[other] { $count } tickets changed
}
toast-bulk-some = { $count } changed, { $refused } could not be
view-name = Name of a view
view-save = Save this filter
view-delete = Delete this view
toast-view-saved = Saved as a view
toast-view-deleted = View deleted
bulk-text = Choose what to do. Each deed stands alone and has a way back; tickets that cannot take it stay as they are.
bulk-back = Back to the list
bulk-more = More
bulk-which = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
bulk-nothing-text = Tick the tickets in the list, then choose what to do.
bulk-give-title = Who does it
bulk-status-title = Where it stands
bulk-weigh-title = Priority
bulk-as-it-is = As it is
bulk-weigh = Set impact and urgency
bulk-weight-missing = Choose an impact, an urgency, or both.
bulk-category = Set the category
bulk-tag-title = Tags
bulk-tags = Tags
bulk-tags-hint = Several are divided by commas.
bulk-untag = Take away
bulk-merge-title = Merge
bulk-merge-text = They all go on in one ticket. If that one is among them, it stays. Each merge can be undone.
toast-bulk-nothing = No ticket is chosen
view-edit = Edit view
view-text = A view is a filter with a name. Its filter reads as the one above a list.
view-filter-hint = For example { $example }
view-sort = Order
view-sort-usual = The usual order
view-rising = { $column }, rising
view-falling = { $column }, falling
view-sharing = Who sees it
view-sharing-hint = Leads share views with their teams and with everybody at the desk.
view-own = Only me
view-team = Team { $team }
view-everybody = Everybody at the desk
queue-column-created = Opened
queue-column-organization = Organization
queue-column-team = Team
queue-column-category = Category
queue-column-number = Number
bulk-whole = Change all tickets of this list
round-title = One deed for a whole list
round-try-text = { $count ->
    [one] For the one ticket of this list. Nothing has happened yet.
   *[other] For all { NUMBER($count) } tickets of this list. Nothing has happened yet.
}
round-for = { $count ->
    [one] One ticket
   *[other] { NUMBER($count) } tickets
}
round-tried = What would come of it
round-tried-all = Every ticket of the list was tried, and nothing of it was kept.
round-tried-first = { $count ->
    [one] The first ticket was tried, and nothing of it was kept. The others have their turn once you begin.
   *[other] The first { NUMBER($count) } tickets were tried, and nothing of it was kept. The others have their turn once you begin.
}
round-would-change = Would change
round-would-refuse = Would stay as they are
round-begin-text = It goes on by itself, also when you leave the page. Tickets that cannot take it stay as they are and are named. For an hour you can take it back.
round-begin = { $count ->
    [one] Do it to this ticket
   *[other] Do it to all { NUMBER($count) } tickets
}
round-state-going = Under way: { NUMBER($gone) } of { NUMBER($due) } tickets had their turn.
round-state-done = Done.
round-state-stopped = Stopped. The tickets that had no turn are as they were.
round-state-taking-back = Being taken back: { NUMBER($gone) } of { NUMBER($due) } tickets.
round-state-taken-back = Taken back.
round-progress = How far it is
round-changed = Changed
round-unchanged = So already
round-refused = Could not be changed
round-taken-back = Changed back
round-kept = Could not be changed back
round-stop = Stop
round-take-back = { $count ->
    [one] Change this ticket back
   *[other] Change all { NUMBER($count) } tickets back
}
round-take-back-text = Each ticket for an hour after it was changed. What somebody has changed since stays.
round-look-again = Look again
round-stayed = Tickets that stayed as they are
round-stayed-first = { $count ->
    [one] The first one:
   *[other] The first { NUMBER($count) }:
}
round-earlier = Earlier changes to whole lists
round-does-take = Take them
round-does-give = Give to { $name }
round-does-give-nobody = Give to nobody
round-does-move = Move to “{ $name }”
round-does-tag = Add the tags { $name }
round-does-untag = Take away the tags { $name }
round-does-category = Put under { $name }
round-does-category-none = Put under no category
round-does-merge = Merge into { $name }
bulk-whole-text = { $count ->
    [one] The list has one ticket.
   *[other] The list has { NUMBER($count) } tickets, and what you choose is for all of them. First you see what would come of it.
}
