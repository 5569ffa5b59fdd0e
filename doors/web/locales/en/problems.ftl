# Problems, news to several requesters, major incidents.

problems-text = What lies behind incidents: the cause, what helps meanwhile, and who sees to it.
problems-which = Which problems
problems-unfinished = Unsolved
problems-known = Known errors
problems-all = All
problems-shown = { $count ->
    [one] One problem
   *[other] { $count } problems
  }
problems-none = No problem here
problems-none-text = When several tickets have one cause, write the problem down: the tickets then show what helps, and their people hear when it is fixed.
problems-add = Write down a problem
problems-edit = Change
problem-from = From { $ticket }
problem-with-parts = { $count ->
    [one] Its part is an incident of the problem too
   *[other] Its { $count } parts are incidents of the problem too
  }
problem-name = Problem
problem-name-hint = In a line, so that a colleague recognizes it.
problem-about = How it shows
problem-about-hint = What people see, and when. For whoever wonders whether theirs is the same.
problem-workaround = Workaround
problem-workaround-hint = What helps until it is fixed. It stands beside every ticket of the problem.
problem-no-workaround = None known yet
problem-cause = Cause
problem-no-cause = Not found yet
problem-known = Known error
problem-known-hint = The desk knows how to get around it. It is offered when a ticket is linked.
problem-state = State
problem-state-open = Looking for the cause
problem-state-found = Cause found
problem-state-fixed = Fixed
problem-state-dropped = Stays as it is
problem-owner = Who sees to it
problem-owned-by = { $name } sees to it
problem-what = What we know
problem-incidents = Incidents
problem-no-incidents = No ticket is linked yet.
problem-hidden = { $count ->
    [one] One more ticket belongs to a team whose work you do not see.
   *[other] { $count } more tickets belong to teams whose work you do not see.
  }
problem-link = Link a ticket
problem-unlink = Take away
problem-unlink-one = Take #{ $ticket } away
problem-history = What happened
problem-did-open = { $name } wrote it down{ $what }
problem-did-edit = { $name } changed what is known{ $what }
problem-did-move = { $name }: { $what }
problem-did-know = { $name } called it a known error{ $what }
problem-did-forget = { $name } called it no known error any more{ $what }
problem-did-hand = { $name } chose who sees to it{ $what }
problem-did-link = { $name } linked { $what }
problem-did-unlink = { $name } took { $what } away
problem-did-begin-telling = { $name } began to tell requesters: { $what }
problem-did-tell = Requesters told in the name of { $name }: { $what }
problem-did-call-off = { $name } took the news back before it went out{ $what }
toast-problem-added = Problem written down
toast-incident-linked = #{ $number } linked
toast-incident-unlinked = #{ $number } taken away

telling-title = What was told
telling-begin = Tell the requesters
telling-text = What is new
telling-text-hint = {"{name}"} becomes the first name, {"{number}"} the ticket’s number. You see every letter before it goes.
telling-fixed-text = Hello {"{name}"},

    the cause of what you reported in {"{number}"} is found and fixed. If you still see it, answer this message and we look again.
telling-preview = { $count ->
    [one] Look at the letter
   *[other] Look at all { $count } letters
  }
telling-preview-again = Write the letters anew
telling-letters = { $count ->
    [one] One letter
   *[other] { $count } letters
  }
telling-letter-to = Letter to { $name }
telling-before = told { $time }
telling-resolves = Call these tickets resolved
telling-resolves-hint = An answer opens a ticket again.
telling-undo-hint = You can take all of it back for { $seconds } seconds.
telling-at-once = They go at once: you chose no time for undo in your settings.
telling-send = Send
telling-none = Nobody to tell
telling-none-text = Closed tickets, and those that go on in another one, hear nothing.
telling-held = { $name } tells { $count ->
    [one] one requester
   *[other] { $count } requesters
  } { $time }
telling-out = { $name } told { $count ->
    [one] one requester
   *[other] { $count } requesters
  } { $time }
telling-withdrawn = { $name } took the news for { $count ->
    [one] one requester
   *[other] { $count } requesters
  } back
telling-partly = { $name } told { $count ->
    [one] one requester
   *[other] { $count } requesters
  } { $time }; not written, because the ticket was closed meanwhile or asks for answers first: { $refused }
toast-telling = { $count ->
    [one] Telling one requester
   *[other] Telling { $count } requesters
  }
toast-telling-undone = Taken back. Nobody was told.

around-title = Behind it
around-by-whole = through the ticket this is a part of
around-choose = Problem behind this ticket
around-link = Link
around-new = Write down the problem behind it
around-change = Plan a change for it
around-show = Show the problem behind it
around-tell = { $count ->
    [one] Tell the requester of its part
   *[other] Tell the requesters of its { $count } parts
  }

majors-title = Major incidents
majors-text = Times in which one incident came before all others: who led, what was said, how it ended.
majors-none = None so far
majors-none-text = A lead declares one at a ticket, under “Behind it”.
major-running = This is a major incident
major-runs = Running
major-is-over = Over
major-since = since { $time }
major-over-since = Over since { $time }
major-from-to = { $from }, { $span } long
major-led-by = { $name } leads
major-next = Next note { $time }
major-next-late = The next note was promised for { $time }. People are waiting for it.
major-now = What people read now
major-write = Say what is new
major-publish = Publish the note
major-end = End it
major-summary = How it ended
major-summary-hint = What it was and that it is over. People read it for a day.
major-declare = Declare a major incident
major-declare-text = It gets an owner, a note for everybody whom it concerns, and a clock for the next one.
major-title = What is wrong
major-title-hint = As the people whom it concerns would say it.
major-note = Note
major-note-hint = What is known, what helps meanwhile, what happens next. No jargon: everybody whom it concerns reads it.
major-owner = Who leads
major-every-label = Next note in
major-whom = Whom it concerns
major-every-site = Every site
major-every-organization = Every organization
major-every-category = Whatever they asked for
major-category-hint = With a category only people with an open request about it read the note.
major-did-declare = { $name } declared it
major-did-note = { $name } said what is new
major-did-remind = { $name } reminded the owner of the next note
major-did-miss = { $name } told owner and leads that the next note is late
major-did-end = { $name } ended it
major-did-resume = { $name } took the end back
major-band = Major incident
major-band-more = and { $count } more
toast-major-declared = Declared. The note is in the portal.
toast-major-noted = Note published
toast-major-ended = Ended
portal-major-next = More by { $time }
portal-major-over = Over since { $time }
