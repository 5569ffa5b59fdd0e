outbox-text = Every letter that leaves passes here. Without a relay they stay, readable, on this machine.
outbox-empty = No letter has left yet
outbox-empty-text = The first answer to a requester will be here.
outbox-held-count =
    { $count ->
        [one] One letter is held back: it looks like part of a loop, or has nowhere to go.
       *[other] { $count } letters are held back: they look like parts of a loop, or have nowhere to go.
    }
outbox-all = All
outbox-held-see = Look at them and decide
outbox-state = State
outbox-subject = Subject
outbox-from = From
outbox-to = To
outbox-cc = Copy
outbox-ticket = Ticket
outbox-when = When
outbox-file = File
outbox-raw = The letter as it left
outbox-release = Let it leave
outbox-again = Send it again
outbox-queued = On its way
outbox-held = Held back
outbox-sent = Sent
outbox-kept_in_outbox = Kept here
outbox-bounced = Came back
outbox-given_up = Given up
toast-released = It is on its way
jobs-given-up = Could not be done
jobs-retry = Try again
toast-retried = Trying again
check-title = Mail to check
check-text = Letters that Firstline did not want to decide about alone.
check-empty = Nothing waits for you here
check-empty-text = Letters that belong nowhere for certain would stand here, each with the reason.
check-no-subject = (no subject)
check-ticket = Ticket number
check-ticket-number = Give the number of a ticket, such as 402.
check-attach = Attach to this ticket
check-open = Open a new ticket
check-discard = Leave it
toast-decided = Done
toast-discarded = Left. It can still be found in the letters.
letter-raw = The letter as it came
letter-vouched = Sender
letter-vouched-by = { $by } vouches for this address
letter-vouched-yes = The address is vouched for
letter-vouched-no = Nobody vouches for this address
