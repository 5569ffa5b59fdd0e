# Settings: what each does, and whom it touches.

settings-search = Find a setting
settings-none = No setting of that name
settings-none-text = Nothing here says “{ $words }”.
settings-all = Show all settings
settings-own = Yours
settings-desk = The desk’s, for everybody
settings-profile-title = Profile
settings-profile-text = Your name, language and time zone. Colleagues and requesters see your name.
settings-appearance-title = Appearance and keys
settings-appearance-text = Colours, rows of lists, single keys, and how long a reply can be taken back. Only you see this.
settings-security-title = Sign-in and security
settings-security-text = Password, second factor, passkeys, where you are signed in, and API tokens. Only your own account.
settings-teams-title = Teams
settings-teams-text = Who shares a queue, and who sees its tickets. Touches everybody at the desk.
settings-categories-title = Categories
settings-categories-text = What tickets are about, and which team new ones go to. Requesters see the names when they ask.
settings-matrix-title = Priority matrix
settings-matrix-text = Which impact and urgency make which priority. Touches new tickets, and old ones when their impact or urgency changes.
settings-triage-title = Proposals
settings-triage-text = What the desk’s own history proposes for new tickets, and what of it is set without asking. Touches tickets that come in.
settings-sites-title = Sites
settings-sites-text = The places where people work, each with its time zone. Touches people and tickets of that place.
settings-mailboxes-title = Mailboxes
settings-mailboxes-text = The addresses the desk is written to and writes from. Touches every letter in and out.

settings-name = Name
settings-name-hint = As colleagues and requesters read it.
settings-language = Language
settings-language-hint = Of your pages and of the letters you get.
settings-zone = Time zone
settings-zone-hint = All times are told in it.
settings-density = Rows of lists
settings-density-hint = Comfortable shows two lines of each ticket, compact one.
settings-keys = Single keys
settings-keys-on = On: R replies, J and K move
settings-keys-off = Off
settings-keys-hint = Turn them off if you dictate, or if you hit keys by accident.
settings-undo = Seconds in which a reply can be taken back
settings-undo-hint = 0 sends at once; 30 is the most.

settings-password = Password
settings-password-current = Your password now
settings-password-new = New password
settings-password-go = Change the password
settings-password-others = You are signed out everywhere else.
settings-password-fresh = You came in by a link a moment ago, or have no password yet, so the old one is not asked for.
settings-app = Authenticator app
settings-app-text = After the password we ask for a code of your phone. Who learns your password still cannot come in.
settings-app-on = On
settings-app-begin = Set up an app
settings-app-scan = Scan this with your app
settings-app-scan-text = Any authenticator app will do. Then type the six digits it shows.
settings-app-qr = Code to scan with an authenticator app; the same as letters stands below
settings-app-type = Or type this into the app:
settings-app-code = Code of the app
settings-app-confirm = Turn it on
settings-app-remove = Turn the app off
settings-app-remove-code = A code, to turn it off
settings-codes = Recovery codes
settings-codes-text = Keep these where you find them without your phone. Each works once instead of a code of the app. They are not shown again.
settings-codes-kept = I have kept them
settings-codes-new = Make new recovery codes
settings-codes-left = { $count ->
    [0] No recovery code is left.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
settings-passkeys = Passkeys
settings-passkeys-text = Sign in with your finger, face or a security key instead of a password.
settings-passkeys-script = Registering a passkey needs JavaScript.
settings-passkey-name = What you call this device
settings-passkey-example = Work laptop
settings-passkey-add = Register a passkey
settings-passkey-since = since { $time }
settings-last-used = last used { $time }
settings-never-used = never used
settings-remove = Remove
settings-remove-named = Remove { $name }
settings-sessions = Where you are signed in
settings-session-this = This one
settings-session-unknown = Unknown browser
settings-session-end = Sign out there
settings-sessions-end = Sign out everywhere else
settings-tokens = API tokens
settings-tokens-text = For programs that act in your name. A token can do what you can do, but makes no other way to come in.
settings-token-name = Where it is used
settings-token-scope = What it may do
settings-token-make = Make a token
settings-token-made = Token for { $name }
settings-token-once = Copy it now. It is not shown again.
settings-token-shown = This token was made already, and its secret was shown then. If nobody kept it, revoke it and make another.
settings-token-kept = I have kept it
settings-copy = Copy
settings-revoke = Revoke
settings-revoke-named = Revoke { $name }

settings-add = Add
settings-archive = Put away
settings-restore = Use again
settings-archived = Put away
settings-no-team = No team
settings-no-category = No category
settings-teams-none = There is no team yet.
settings-team-add = Add a team
settings-team-name = Name
settings-team-visibility = Who sees its tickets
settings-team-visibility-hint = A restricted team suits payroll or personnel: others do not even learn that a ticket exists.
settings-team-members = Members
settings-team-archived = This team was put away: nothing new is given to it.
settings-team-archive = Put this team away
settings-team-restore = Use this team again
settings-team-archive-text = Its tickets keep it; nothing new is given to it. You can take this back.
settings-categories-none = There is no category yet.
settings-category-add = Add a category
settings-category-edit = Change this category
settings-category-name = Name
settings-category-parent = Part of
settings-category-root = Nothing: it stands on top
settings-category-team = Team
settings-category-team-hint = New tickets go to it; those that are there stay.
settings-category-archive-text = Old tickets keep it; new ones cannot have it while it is put away.
settings-matrix-corner = Impact, urgency
settings-matrix-cell = { $impact }; { $urgency }
settings-matrix-rank = Choose a priority from 1 to 4.
settings-sites-none = There is no site yet.
settings-site-add = Add a site
settings-site-edit = Change this site
settings-site-name = Name
settings-site-zone-hint = The time people at this place live by.
settings-mailboxes-none = There is no mailbox yet: no letter can come in or leave.
settings-mailbox-add = Add a mailbox
settings-mailbox-edit = Change this mailbox
settings-mailbox-address = Address
settings-mailbox-address-hint = Such as support@example.org. Your mail server must pass its letters on to Firstline.
settings-mailbox-name = Name at the desk
settings-mailbox-name-hint = Such as Support.
settings-mailbox-sender = Name in letters
settings-mailbox-sender-hint = What recipients see beside the address; the name when empty.
settings-mailbox-team = Team of its letters
settings-mailbox-category = Category of its letters
settings-mailbox-signature = Signature
settings-mailbox-signature-hint = Stands below every answer.
settings-mailbox-archive-text = It takes no letters while it is put away; its tickets and answers stay.
settings-sub-addresses = Sub-addresses
settings-sub-addresses-yes = The mail server knows support+anything@
settings-sub-addresses-no = It does not
settings-sub-addresses-hint = With them, an answer finds its ticket even when a mail program drops every trace. Most servers know them.

toast-saved = Saved
toast-added = Added: { $name }
toast-archived = Put away: { $name }
toast-restored = In use again: { $name }
toast-password = Your password is changed
toast-session-ended = Signed out there
toast-sessions-ended = Signed out everywhere else
toast-app-removed = The app is off
toast-passkey-added = The passkey is registered
toast-passkey-removed = The passkey is removed
toast-token-revoked = The token is revoked

# Calendars and agreements.
settings-calendars-title = Business calendars
settings-calendars-text = When a place is open, with its holidays. Touches when tickets under an agreement are due, from now on; what was counted stays counted.
settings-calendars-none = There is no calendar yet. Agreements need one.
settings-calendar-line = { $zone }. { $days ->
    [0] No holidays.
    [one] One holiday or special day.
   *[other] { $days } holidays and special days.
} { $agreements ->
    [0] No agreement is measured by it.
    [one] One agreement is measured by it.
   *[other] { $agreements } agreements are measured by it.
}
settings-calendar-week = The week
settings-calendar-add = Add a calendar
settings-calendar-edit = Change this calendar
settings-calendar-edit-text = Due times of every ticket under its agreements are reckoned anew.
settings-calendar-name = Name
settings-calendar-zone-hint = Hours are meant by the clocks of this place, summer and winter.
settings-calendar-hours = Hours
settings-calendar-hours-hint = Several spans with commas: 08:00-12:00, 13:00-17:30. Over midnight: 22:00-06:00. A whole day: 00:00-24:00. Nothing: closed.
settings-calendar-special = Holidays and special days, one a line
settings-calendar-special-hint = *-12-25 Christmas Day · easter+1 Easter Monday · 2026-12-24 09:00-12:00 Christmas Eve (these hours instead) · 2026-03-04 -11:00-12:15 All hands (closed in between) · 2026-12-27..2026-12-31 Between the years
settings-calendar-archive-text = It is offered no more. One that an agreement is measured by stays.
settings-holidays = Holidays from a file
settings-holidays-text = Whole days are closed, events with times are breaks, yearly ones come every year. What is known already is not added twice.
settings-holidays-file = iCalendar file (.ics)
settings-holidays-import = Import
settings-day-mon = Monday
settings-day-tue = Tuesday
settings-day-wed = Wednesday
settings-day-thu = Thursday
settings-day-fri = Friday
settings-day-sat = Saturday
settings-day-sun = Sunday
settings-day-short-mon = Mon
settings-day-short-tue = Tue
settings-day-short-wed = Wed
settings-day-short-thu = Thu
settings-day-short-fri = Fri
settings-day-short-sat = Sat
settings-day-short-sun = Sun
settings-day-closed = closed
settings-agreements-title = Agreements
settings-agreements-text = What is promised for which tickets, and what happens when it runs out. The first whose condition holds counts. Touches every open ticket at once.
settings-agreements-none = There is no agreement yet. Nothing is promised, and no ticket is due.
settings-agreement-line = Measured by { $calendar }. { $clocks ->
    [0] No clock runs by it.
    [one] One clock runs by it.
   *[other] { $clocks } clocks run by it.
}
settings-agreement-all = Every ticket
settings-agreement-up = Move { $name } up
settings-agreement-down = Move { $name } down
settings-agreement-add = Add an agreement
settings-agreement-edit = Change this agreement
settings-agreement-touches = { $clocks ->
    [0] No clock runs by it now.
    [one] One clock runs by it now and is held to the new targets at once.
   *[other] { $clocks } clocks run by it now and are held to the new targets at once.
}
settings-agreement-needs-calendar = An agreement is measured by a business calendar.
settings-agreement-name = Name
settings-agreement-filter = For which tickets
settings-agreement-filter-hint = A filter, such as organization:"Acme" priority>=high tag:vip. Nothing: every ticket.
settings-agreement-calendar = Measured by
settings-agreement-calendar-hint = Only its hours count.
settings-agreement-warn = Warn at percent of the time
settings-agreement-warn-hint = Whoever has the ticket is told; 0 for never.
settings-agreement-targets = What is promised
settings-agreement-targets-hint = Business time such as 30m, 4h or 1h 30m; nothing where nothing is promised.
settings-agreement-promise = Promise
settings-agreement-pauses = Pauses
settings-agreement-cell = { $promise }, P{ $rank }
settings-agreement-pause-waiting = while waiting
settings-agreement-pause-on_hold = on hold
settings-agreement-first_response = Until the first public reply
settings-agreement-next_response = Until the reply to a further word
settings-agreement-update = From one public reply to the next
settings-agreement-resolution = Until it is resolved
settings-agreement-team = How long one team has it
settings-agreement-no-time = “{ $time }” is no time. Write it as 30m, 4h or 1h 30m.
settings-agreement-no-act = Choose what the step does.
settings-agreement-steps = When time runs out
settings-agreement-steps-hint = At so many percent of the time, 100 being the breach, one thing is done, once.
settings-agreement-archive-text = Its tickets go over to the next agreement that holds, or nothing is promised for them any more.
settings-rehearse = Rehearse
settings-rehearsal = The last 30 days with this
settings-rehearsed = { $looked ->
    [0] No ticket came in the last 30 days.
    [one] One ticket came in the last 30 days. Tickets this would hold for: { $held }.
   *[other] { $looked } tickets came in the last 30 days; this would hold for { $held } of them.
}
settings-rehearsed-more = There were more than { $max }; these are the newest.
settings-rehearsed-moves = New under it: { $gained }. No longer under it: { $left }.
settings-rehearsed-how = Conditions are asked of tickets as they are now; hours are those of the calendar as it is now. Nothing was changed.
settings-rehearsed-would = With this
settings-rehearsed-was = As it was
settings-rehearsed-differs = Where it would make a difference
settings-tally = { $kept } kept, { $broken } broken, { $open } open
settings-would = { $promise }: { $would }, was { $was }.
settings-verdict-kept = kept
settings-verdict-broken = broken
settings-verdict-open = open
settings-verdict-none = not promised
settings-step-percent = At percent
settings-step-metric = Of
settings-step-act = Do
settings-step-any = every promise
settings-step-none = nothing
settings-step-tell = Tell { $name }
settings-step-rota = { $name }: whoever is on duty
settings-step-page = Page { $name }
settings-step-raise = Raise the priority
settings-step-reassign = Give it to { $name }
toast-holidays = { $added } added, { $known } known already, { $passed } passed over
# The ways of a mailbox.

settings-connection = Connection
settings-change = Change
settings-way-in = How letters come
settings-way-is-door = A mail server passes them on to the SMTP or LMTP door.
settings-way-is-imap = Firstline fetches them (IMAP).
settings-way-is-pipe = A mail server hands each to “firstline deliver”.
settings-way-imap = Fetch letters (IMAP)
settings-way-imap-text = Firstline signs in to { $mailbox } and fetches each new letter as soon as it arrives.
settings-way-imap-go = Fetch from there
settings-way-other = Or let a mail server bring them
settings-way-now = now
settings-way-choose = Choose
settings-way-door = SMTP or LMTP door
settings-way-door-text = Your mail server passes letters on to the address in smtp_listen or lmtp_listen.
settings-way-pipe = Pipe
settings-way-pipe-text = Your mail server runs: firstline deliver --mailbox { $mailbox }
settings-server-host = Server
settings-server-host-hint = Such as imap.example.org: the name its certificate is for.
settings-server-port = Port
settings-server-port-hint = The usual one when empty.
settings-server-security = Protection
settings-security-tls = TLS
settings-security-start-tls = STARTTLS
settings-security-plain = None (this machine only)
settings-server-sign-in = Sign-in
settings-sign-in-password = Password
settings-sign-in-grant = With the provider (OAuth)
settings-sign-in-nothing = None
settings-server-user = User
settings-server-user-hint = The mailbox’s address when empty.
settings-server-password = Password
settings-server-password-hint = Kept sealed. Leave empty to keep the one there is.
settings-server-authority = Own certificate authority
settings-server-authority-hint = Certificates (PEM) that are trusted besides the system’s. Usually empty.
settings-folder = Folder
settings-folder-hint = Usually INBOX.
settings-processed-folder = Move fetched letters to
settings-processed-folder-hint = A folder, made if absent. When empty they stay and are marked as read.
settings-old-letters = Letters that lie there already
settings-old-letters-no = Leave them
settings-old-letters-yes = Fetch them, too
settings-old-letters-hint = Each becomes a ticket or joins one. Nobody gets an acknowledgement for them.
settings-way-out = How letters leave
settings-way-out-text = By default letters leave by the desk’s relay. A mailbox can have one of its own, as Microsoft 365 and Google want it.
settings-way-out-own = By a relay of its own:
settings-way-out-by-desk = By the desk’s relay.
settings-way-out-desks = Back to the desk’s relay
settings-way-out-remove = Use the desk’s relay
settings-provider = Sign-in with the provider
settings-provider-text = Register Firstline with the provider once, with this address to come back to:
settings-provider-none = Not set up. Microsoft 365 and Google want it instead of a password.
settings-provider-which = Provider
settings-provider-microsoft = Microsoft 365
settings-provider-google = Google
settings-provider-other = Another one
settings-provider-tenant = Directory (Microsoft)
settings-provider-tenant-hint = The tenant’s name or number; any organization when empty.
settings-provider-client = Client ID
settings-provider-client-hint = What the provider calls Firstline.
settings-provider-secret = Client secret
settings-provider-secret-hint = Kept sealed. Leave empty to keep the one there is.
settings-provider-secret-ends = Client secret ends on
settings-provider-secret-ends-hint = You are told a month before.
settings-provider-other-text = Addresses of another provider, and its certificate authority
settings-provider-authorize = Authorization address
settings-provider-token = Token address
settings-provider-device = Device address
settings-provider-scope = Scope
settings-provider-ask = Sign in with the provider
settings-provider-ask-device = With a second device
settings-provider-go = Go to the provider
settings-provider-go-text = Sign in there as the mailbox, and allow Firstline to read and send its letters. You come back here.
settings-device-text = Open this address on any device, and type this code:
settings-grant-unasked = not asked yet
settings-grant-asked = waiting for the answer
settings-grant-given = granted
settings-grant-failing = cannot be renewed
settings-grant-ended = ended, sign in anew
settings-grant-renewed = Renewed
settings-grant-ends = Renewed again before
settings-grant-refresh-ends = Must be granted anew by
settings-fetch-failing = Fetching does not work and is tried again: { $says }
settings-fetch-looked = Last look
settings-fetch-letter = Last letter
settings-fetch-never = never yet
settings-fetch-waits = News
settings-waits-idle = The server tells us at once.
settings-waits-poll = We ask every minute.
settings-fetch-progress = { $done } of { $total } letters, about { $left } to go
settings-fetch-began = { $total } letters to go
settings-fetch-progress-label = Letters fetched
settings-fetch-anew = Go through the folder again
settings-fetch-anew-text = From its first letter on. Letters that Firstline knows change nothing.
settings-stuck-forget = Forget these
settings-doctor = Connection doctor
settings-doctor-text = Walks from the server’s name to a letter that arrives, and says what is missing. Sends a letter from this mailbox to itself.
settings-doctor-go = Check the connection
settings-doctor-under-way = Under way; this takes up to a minute and a half.
settings-found-fine = holds
settings-found-note = note
settings-found-trouble = trouble
settings-found-untried = not tried
settings-side-in = In
settings-side-out = Out
settings-part-name = Name
settings-part-port = Port
settings-part-tls = TLS
settings-part-sign-in = Sign-in
settings-part-folder = Folder
settings-part-door = Door
settings-part-send = Sending
settings-part-receive = Receiving
toast-asked = Asking the provider
toast-checking = Checking the connection
toast-fetch-anew = Going through the folder again
settings-stuck-letter = Letter { $uid } of the folder
settings-keeping-title = How long things are kept
settings-keeping-text = What goes by itself when it is old enough. Off until you switch it on; what went does not come back. Figures do not change.
settings-keeping-head-words = Words of closed tickets
settings-keeping-text-words = Subject, messages, files, drafts, answers in words and letters go; category, times, agreements and marks stay.
settings-keeping-on-words = Empty tickets when they have been closed long enough
settings-keeping-days-words = Days since closing
settings-keeping-head-originals = Originals of letters
settings-keeping-text-originals = Letters as they came and left go; what they said stays in the tickets. Letters that wait in Mail to check or for the relay stay.
settings-keeping-on-originals = Remove originals when they are old enough
settings-keeping-days-originals = Days since the letter
settings-keeping-category = Category, with those below it
settings-keeping-all = Every category
settings-keeping-look = What would it touch?
settings-keeping-looked-words = { $count ->
    [0] It would touch no ticket now.
    [one] It would empty one ticket now.
   *[other] It would empty { $count } tickets now.
}
settings-keeping-looked-originals = { $count ->
    [0] It would touch no letter now.
    [one] It would remove the original of one letter now.
   *[other] It would remove the originals of { $count } letters now.
}
settings-keeping-ran = Last looked after
settings-keeping-never = Has not run yet.
settings-keeping-did-words = { $count ->
    [0] nothing was old enough.
    [one] one ticket was emptied.
   *[other] { $count } tickets were emptied.
}
settings-keeping-did-originals = { $count ->
    [0] nothing was old enough.
    [one] one original was removed.
   *[other] { $count } originals were removed.
}
