# Side conversations.
told-side-begun = wrote to others beside the ticket: “{ $subject }”
told-side-written = wrote again in the side conversation “{ $subject }”
told-side-answered = took in an answer in the side conversation “{ $subject }”
told-side-noted = noted an automatic letter in the side conversation “{ $subject }”
told-side-closed = closed the side conversation “{ $subject }”
told-side-reopened = opened the side conversation “{ $subject }” again

# The section beside a ticket, and its pages.
side-title = Side conversations
side-show = See side conversations
side-open-count = { $count } open
side-begin = Write to others beside this ticket
side-none = Nobody else has been written to
side-none-text = Ask a vendor, another team or anybody by address. They see what you write here and nothing of the ticket; whoever asked for the ticket sees nothing of it.
side-turns =
    { $count ->
        [one] { $count } letter
       *[other] { $count } letters
    }
side-state-open = Open
side-state-closed = Closed
side-emptied = (erased)
side-erased = Erased person
side-to = To
side-to-hint = One address or several, with commas between them. Everybody sees who else is written to.
side-subject = Subject
side-subject-hint = The people you write to see it. The ticket’s own subject is not sent.
side-body = Message
side-body-hint = This is all they get, with your name and the mailbox’s signature. Markdown is fine. It leaves at once and cannot be taken back.
side-files = Files of this ticket to send along
side-send = Send
side-with = With
side-go-on = Write again
side-also = Also to
side-also-hint = Leave it empty to write to those who take part already. Whoever is added gets letters from now on.
side-close = Close
side-reopen = Open again
check-beside = Join the side conversation
toast-side-begun = Sent. Answers will be here.
toast-side-written = Sent.
toast-side-closed = Closed. An answer opens it again.
toast-side-reopened = Open again.
