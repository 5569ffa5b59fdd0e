# Letters out.

mail-from = { $name }, { $desk }
mail-answer-footer = Request #{ $ticket }. Answer this letter to add to it.
mail-files-left-out = Too large for a letter, you find it with your request: { $names }
mail-acknowledgement =
    Hello { $name },

    we have your request “{ $subject }”. Its number is #{ $ticket }.
    Answer this letter to add to it.
mail-acknowledgement-plain-subject = We have your request [#{ $ticket }]
mail-acknowledgement-plain =
    Hello,

    a letter from this address reached our help desk. Its number is #{ $ticket }.
    If you did not write to us, you need not do anything.

mail-address-added-subject = An address was added to your account
mail-address-added =
    Hello { $name },

    another email address was added to your account at the help desk. Whoever reads mail there can sign in as you.
    If this is not right, answer this letter.

# Why a letter opened, joined, was held or ignored.

mail-why-opened = Opened: { $name } wrote to the desk.
mail-why-opened-stranger = Opened: the first letter from this address.
mail-why-token = Joined: it carries the signed address of our letter about #{ $ticket }.
mail-why-answer = Joined: it answers our letter about #{ $ticket }.
mail-why-follows = Joined: it follows an earlier letter about #{ $ticket }.
mail-why-shares = Joined: it shares its beginnings with an earlier letter about #{ $ticket }.
mail-why-agent = Joined as the desk’s answer: it carries the signed address of our letter to this colleague about #{ $ticket }.
mail-why-stranger-token = Joined: somebody new answers, with the signed address of our letter about #{ $ticket }.
mail-why-closed = Opened: it answers #{ $ticket }, which is closed.
mail-why-agent-unproven = Held: it is in a colleague’s name and belongs to #{ $ticket }, but nothing proves that they wrote it.
mail-why-stranger = Held: it answers a letter about #{ $ticket }, but its sender takes no part there.
mail-why-stranger-staff-token = Held: it carries the signed address of a colleague’s letter about #{ $ticket }, but comes from somebody else.
mail-why-merged-away = Held: it belongs to a ticket that was merged into #{ $ticket } without its people.
mail-why-flood = Held: too many letters from this address in an hour.
mail-why-flood-of-strangers = Held: too many first letters from unknown addresses in an hour.
mail-why-no-sender = Held: it names no sender that could be answered.
mail-why-deactivated = Held: { $name } is deactivated.
mail-why-empty = Held: there is nothing in it.
mail-why-from-mailbox = Held: it claims to come from our own mailbox { $address }.
mail-why-seems-automatic = Held: it looks like an automatic answer, but to nothing we know.
mail-why-refused = Held: the rules of the desk refuse what it asks.
mail-why-failed = Held: something went wrong while it was taken in, three times.
mail-why-unreadable = Held: it could not be read.
mail-why-own = Ignored: a letter of our own came back.
mail-why-auto-reply = Ignored: an automatic answer.
mail-why-auto-reply-noted = Noted: an automatic answer.
mail-why-bounced = Noted: our letter did not arrive.
mail-why-bounce-unknown = Ignored: a delivery report about a letter we did not send.
mail-why-delayed = Ignored: our letter is delayed; the other side keeps trying.
mail-why-complaint = Ignored: a complaint about our letter, as mail providers send them.
mail-explain-opens = Would open a ticket: it answers no other letter.
mail-explain-answers = Would join the ticket of the letter it answers, if the desk knows that letter; otherwise it would open one.
mail-explain-token = Would join the ticket that its signed address names, if this desk signed it; otherwise it would open one.
mail-why-decided-attach = Joined #{ $ticket }: a colleague decided so.
mail-why-decided-open = Opened: a colleague decided so.
mail-why-decided-discard = Ignored: a colleague decided so.

# Why a letter out is held.

mail-held-no-mailbox = Held: there is no mailbox to send it from. Add one in the settings, then send it.
mail-held-bad-address = Held: an address is none that letters can go to.
mail-held-nobody-reads = Held: nobody reads letters at this address.
mail-held-address-budget = Held: too many letters to one address in an hour, which is what a loop looks like.
mail-held-ticket-budget = Held: too many letters about one ticket in an hour, which is what a loop looks like.

# Refusals.

mail-mailbox-address = This is not an address that letters can go to.
mail-mailbox-sub-address = A mailbox has no sub-address: leave out + and what follows.
mail-mailbox-name = A mailbox needs a name.
mail-mailbox-team = There is no such team at work.
mail-mailbox-category = There is no such category in use.
mail-mailbox-taken = Another mailbox has this address.
mail-mailbox-a-persons = A person has this address.
mail-mailboxes-max = A desk has at most { $max } mailboxes.
mail-too-long = This is longer than { $max } characters.
mail-already-left = This letter is on its way or has left.
mail-letter-decided = This letter has become something already.
mail-letter-without-sender = This letter names no sender that could be answered.
mail-sender-deactivated = The sender is deactivated.
mail-not-a-letter = This cannot be written as a letter: { $why }
