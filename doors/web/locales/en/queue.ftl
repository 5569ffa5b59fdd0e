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
