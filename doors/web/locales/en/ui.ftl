# Layouts and shared parts.

product = Firstline
skip = Skip to content
nav-main = Main
nav-queue = Queue
nav-queue-count = { $count ->
    [one] , { $count } ticket
   *[other] , { $count } tickets
}
nav-search = Search
nav-people = People
nav-organizations = Organi­zations
nav-outbox = Outbox
nav-settings = Settings
nav-crumbs = Where you are
command = Search or run a command
new-ticket = New ticket
notices-none = Notifications, none new
notices-new = Notifications, { $count } new
you-menu = Your account, { $name }, { $initials }
you-profile = Your profile
you-appearance = Appearance
you-keys = Keys
you-security = Sign-in and security
you-sign-out = Sign out
theme = Theme
toasts = Confirmations
undo = Undo
close = Close
cancel = Cancel
save = Save
more = more
internal-note = Internal note
reply = Reply
you = You
unread = Unread:
required = needed
errors-title = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}
quoted-show = Show the earlier text
events-more = { $count } more
new-rule = New
pager = Pages of this list
pager-before = Earlier
pager-after = Later
keys-title = Keys
keys-close-hint = Esc closes. Keys can be turned off in Settings, Appearance and keys.
palette-label = Commands
palette-input = Search or run a command
palette-run = run
palette-ticket = ticket
palette-person = person
key-search = Search
key-keys = All keys
key-new-ticket = New ticket
key-queue = Go to the queue
key-people = Go to people
key-organizations = Go to organizations
key-outbox = Go to the outbox
key-settings = Go to settings
key-notices = Go to notifications
key-next = Next
key-before = Previous
key-peek = Peek
key-choose = Choose
key-pane-list = Show or hide the list
key-pane-side = Show or hide the side

status-new = New
status-open = Open
status-waiting = Waiting
status-on_hold = On hold
status-resolved = Resolved
status-closed = Closed
priority-1 = Critical
priority-2 = High
priority-3 = Normal
priority-4 = Low
priority-short = P{ $rank }
nobody = Nobody

due-left = { $span } left
due-over = { $span } over
due-at = due { $time }
due-paused = Paused
due-paused-left = Paused, { $span } left
due-met = Met, { $span }
line-opened = Opened { $time }
line-first-reply = First reply { $time }, in { $span }
line-resolved = Resolved { $time }, in { $span }
line-due = { $what } { $time }
line-due-left = { $what } { $time }, { $left }

composer-mode = Message type
composer-reply-label = Reply to { $name }
composer-note-label = Internal note
composer-to = To
composer-note-to = Only your team sees this
composer-reply-placeholder = Write a reply
composer-note-placeholder = Write a note for your team
composer-bold = Bold
composer-list = Bulleted list
composer-link = Link
composer-code = Code
composer-quote = Quote
composer-attach = Attach files
composer-saved = Saved { $time }
composer-add-note = Add note
composer-other-ways = Other ways to send
composer-remove-file = Remove { $name }

portal-ask = Ask
portal-requests = My requests
portal-help = Help
portal-sign-in = Sign in

js-saving = Saving
js-saved = Saved { $time }
js-not-saved = Not saved yet, trying again
js-upload-failed = Not uploaded. Remove it and attach it again
js-upload-remove = Remove
js-file-too-big = Too big. One file may have { $max }
js-files-too-big = Too much. All files together may have { $max }
js-no-results = Nothing found
js-retry-now = Retry now
js-live-stopped = Live updates stopped at { $time }. What you type is still saved here.
js-live-retry = Trying again in { $count } s.
js-live-back = Live updates are back
js-new-rows = { $count } new, show
js-copied = Copied
js-group-commands = Commands
js-group-results = Found
js-chosen = { $count } chosen
js-mention-in-reply = You mention a colleague. Make it a note?
js-is-over = It is overdue now
