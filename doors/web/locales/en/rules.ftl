# Rules: what happens by itself.
settings-rules-title = Rules
settings-rules-text = What happens by itself when something happens to a ticket. Rules are asked in this order, and a new one is off until you switch it on. Touches every ticket its filter holds for.
settings-rules-none = There is no rule yet. Nothing happens by itself.
settings-rule-on = On
settings-rule-off = Off
settings-rule-runs = { $count ->
    [0] It has touched no ticket.
    [one] It has acted once.
   *[other] It has acted { $count } times.
}
settings-rule-add = Add a rule
settings-rule-add-text = It is added switched off. Then you see which tickets it would have touched.
settings-rule-edit = Change this rule
settings-rule-name = Name
settings-rule-when = When
settings-rule-when-opened = A ticket comes in
settings-rule-when-reply_added = Somebody answers
settings-rule-when-note_added = A note is written
settings-rule-when-assigned = Team or assignee changes
settings-rule-when-prioritized = The priority changes
settings-rule-when-recategorized = The category changes
settings-rule-when-tagged = Tags change
settings-rule-when-waited = It begins to wait for the requester
settings-rule-when-resolved = It is resolved
settings-rule-when-reopened = It comes back
settings-rule-when-clock_warned = A promise runs short
settings-rule-when-clock_breached = A promise is broken
settings-rule-when-anything = Anything of these, or anything else changes
settings-rule-when-time = By the clock, each ticket once
settings-rule-no-when = Choose when the rule is asked.
settings-rule-filter = If
settings-rule-filter-hint = A filter, such as team:Network tag:vpn or status:waiting since<-7d. Times are read in UTC. Nothing: every ticket.
settings-rule-deeds = Then
settings-rule-deeds-hint = Done in this order, as Rule and its number on the ticket’s timeline.
settings-rule-stays = Leave as it is
settings-rule-category = Category
settings-rule-team = Team
settings-rule-assignee = Assignee
settings-rule-impact = Impact
settings-rule-urgency = Urgency
settings-rule-tag = Add tags
settings-rule-tag-hint = Several with commas.
settings-rule-untag = Remove tags
settings-rule-note = Write an internal note
settings-rule-reply = Answer the requester
settings-rule-reply-hint = The requester gets this text as it stands here.
settings-rule-page = Page somebody
settings-rule-page-hint = Called one step after the other until somebody acknowledges. Nobody who is away is called.
settings-rule-to = Status
settings-rule-once = Once per ticket
settings-rule-stops = No later rule hears of it. For rules by the clock this has no effect.
settings-rule-does-recategorize = sets the category
settings-rule-does-assign = assigns
settings-rule-does-prioritize = sets the priority
settings-rule-does-tag = changes tags
settings-rule-does-note = writes a note
settings-rule-does-reply = answers the requester
settings-rule-does-page = pages somebody
settings-rule-does-move = changes the status
settings-rule-is-on = This rule is on
settings-rule-is-off = This rule is off
settings-rule-would = { $count ->
    [0] It would have met no ticket of the last 30 days.
    [one] It would have met one ticket of the last 30 days.
   *[other] It would have met { $count } tickets of the last 30 days.
}
settings-rule-would-hint = Counted are the tickets you may see, each asked as it is today. Looking changes nothing. A rule by the clock meets every ticket its filter holds for now.
settings-rule-would-show = Which tickets, and what would change
settings-rule-would-more = The latest 50 are shown.
settings-rule-ticket = Ticket
settings-rule-change = What would change
settings-rule-at = When
settings-rule-switch-on = Switch this rule on
settings-rule-switch-off = Switch this rule off
settings-rule-log = What it did
settings-rule-log-none = It has not met a ticket yet.
settings-rule-outcome-done = Done
settings-rule-outcome-unchanged = Nothing to change
settings-rule-outcome-refused = Refused: the ticket does not allow it
settings-rule-outcome-stopped = Stopped: too many rules set one another off
settings-rule-history = Changes
settings-rule-undo = As it was before
settings-rule-added = { $name } added it
settings-rule-edited = { $name } changed it
settings-rule-moved = { $name } put it at another place
settings-rule-switched_on = { $name } switched it on
settings-rule-switched_off = { $name } switched it off
