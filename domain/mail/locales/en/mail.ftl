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
mail-why-emptied = Its words were erased; that it came is all that is kept.
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
mail-held-domain-budget = Held: too many letters to one domain in an hour that nobody wrote, which is what a loop looks like.
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

# The ways of a mailbox: fetching, servers, grants.

mail-why-agent-unaligned = Held: it carries the signed address of our letter to this colleague about #{ $ticket }, but nothing proves that its sender is who it says (SPF, DKIM, DMARC).
mail-why-too-large = Held: it is larger than { $max } MiB and was cut off there. All of it still lies in the mailbox.
mail-server-host = This is no name of a server, such as mail.example.org.
mail-server-port = A port is a number from 1 to 65535.
mail-server-plain = Without TLS only to a server on this machine: choose TLS or STARTTLS.
mail-server-sign-in = Nobody fetches letters without signing in.
mail-server-password = A password is needed. The one that is kept goes to no other server.
mail-server-authority = Certificates begin with -----BEGIN CERTIFICATE----- and end with -----END CERTIFICATE-----.
mail-way-in = Fetching needs a server: fill in the form for it.
mail-folder = A folder’s name has at most { $max } characters.
mail-folder-same = Letters cannot be moved to the folder they lie in. Choose another one, or leave it empty.
mail-grant-url = This must be an address that begins with https://.
mail-grant-client = The provider’s name for Firstline (client ID) is needed.
mail-grant-not-set-up = Say first how the provider is to be asked.
mail-grant-no-device = This provider has no sign-in by a second device.
mail-grant-visit-over = This sign-in is over or was not begun here. Begin it once more.
mail-trouble-failing = Letters cannot be fetched: { $says }
mail-trouble-stuck =
    { $count ->
        [one] One letter could not be fetched, three times.
       *[other] { $count } letters could not be fetched, three times each.
    }
mail-trouble-grant = The provider’s permission cannot be renewed: { $says }
mail-trouble-grant-ends = The provider’s permission, or our secret there, ends soon.
mail-tell-subject = The mailbox { $mailbox } needs you
mail-tell-mailbox-failing =
    Hello,

    letters cannot be fetched from { $mailbox } any more. It is tried again and again. What was said last:
    { $says }

    Settings, Mailboxes shows where it stands; “Check the connection” there finds out what is missing.
mail-tell-mailbox-letter-stuck =
    Hello,

    a letter in { $mailbox } could not be fetched, three times. It still lies in the mailbox; the others go on.
    Settings, Mailboxes shows what was said, and tries it again.
mail-tell-grant-failing =
    Hello,

    the provider’s permission for { $mailbox } could not be renewed. What was said:
    { $says }

    Sign in anew in Settings, Mailboxes, before letters stop.
mail-tell-grant-ending =
    Hello,

    the provider’s permission for { $mailbox }, or our secret there, ends within the next weeks.
    Make a new one and put it in in Settings, Mailboxes, before letters stop.

# The connection doctor: what each step found, and what to do about it.

doctor-no-mailbox = There is no mailbox with the address { $address } in use.
doctor-not-set-up = Nobody said yet where letters are fetched.
doctor-door = Letters come by the SMTP or LMTP door: a mail server passes them on. The letter below shows whether it does.
doctor-pipe = Letters come by “firstline deliver”: a mail server runs it. The letter below shows whether it does.
doctor-untried = Not tried.
doctor-name-ok =
    { $count ->
        [one] { $host } has one address.
       *[other] { $host } has { $count } addresses.
    }
doctor-name = The name { $host } is not known: { $says }
doctor-name-do = Is the name of the server spelled as the provider spells it? If it is, ask whoever runs the name servers of this machine.
doctor-port-ok = { $host } takes connections on port { $port }.
doctor-port = { $host } takes no connection on port { $port }: { $says }
doctor-port-do = Is the port right (IMAP 993 or 143, relays 465 or 587)? If it is, a firewall between this machine and { $host } stands in the way.
doctor-tls-ok = TLS holds; the certificate ends in { $days } days.
doctor-tls-fine = TLS holds.
doctor-tls-soon = TLS holds, but the certificate ends in { $days } days. Ask whoever runs the server to renew it.
doctor-tls-later = TLS begins after the first words (STARTTLS), with the sign-in.
doctor-tls-plain = No TLS: the server is this machine.
doctor-tls = TLS to { $host } fails: { $says }
doctor-tls-do = Does that port speak TLS from the first byte? Port 993 and 465 do; for 143 and 587 choose STARTTLS.
doctor-tls-none = { $host } speaks no TLS on that port.
doctor-tls-none-do = Choose STARTTLS, or the port that speaks TLS from the first byte (IMAP 993, relays 465).
doctor-tls-expired = The certificate of { $host } has expired.
doctor-tls-expired-do = Whoever runs { $host } must renew it. If it was renewed, is the clock of this machine right?
doctor-tls-early = The certificate of { $host } is not valid yet.
doctor-tls-early-do = Is the clock of this machine right?
doctor-tls-name = The certificate that { $host } shows is for another name.
doctor-tls-name-do = Use the name that the certificate is for. What was said: { $says }
doctor-tls-issuer = The certificate of { $host } comes from an authority that this machine does not know.
doctor-tls-issuer-do = If it is your own authority, put its certificate (PEM) into the field for it. If it should be a public one, somebody may be listening in between.
doctor-tls-revoked = The certificate of { $host } was revoked.
doctor-tls-revoked-do = Whoever runs { $host } must put in a new one.
doctor-starttls = { $host } offers no STARTTLS: { $says }
doctor-starttls-do = Choose TLS and its port (IMAP 993, relays 465), or ask whoever runs { $host } to switch STARTTLS on.
doctor-greeting = { $host } does not greet as IMAP servers do: { $says }
doctor-greeting-do = Is this the IMAP server and its port, and not the one letters are sent to?
doctor-silent = { $host } takes the connection and says nothing.
doctor-silent-do = Does that port want TLS from the first byte? Then choose TLS instead of STARTTLS.
doctor-sign-in-ok = Signed in as { $user }.
doctor-no-sign-in = The relay takes letters without a sign-in.
doctor-secret = The password that is kept cannot be read: { $says }
doctor-secret-do = Type it in once more, or give back the secret key it was sealed with (secret.key).
doctor-grant = The provider has granted nothing that holds now.
doctor-grant-do = Sign in with the provider, in this mailbox’s settings.
doctor-refused = { $host } does not let { $user } in: { $says }
doctor-refused-do = Are name and password right? Providers with a second factor want an app password, or a sign-in with the provider. IMAP or SMTP may have to be switched on for the mailbox.
doctor-refused-grant = { $host } does not let { $user } in with what the provider granted: { $says }
doctor-refused-grant-do = Microsoft: has the app the permissions IMAP.AccessAsUser.All and SMTP.Send, did an administrator consent, is IMAP (and authenticated SMTP) on for this mailbox, and did this very mailbox’s account sign in? Google: is IMAP on, and is the scope https://mail.google.com/ allowed?
doctor-folder-ok =
    { $count ->
        [one] The folder { $folder } opens; one letter lies in it.
       *[other] The folder { $folder } opens; { $count } letters lie in it.
    }
doctor-folder = The folder { $folder } cannot be opened: { $says }
doctor-folder-do = Is its name spelled as the mailbox spells it, with what separates it from the folders above?
doctor-no-relay = No relay: letters of this mailbox stay in the outbox.
doctor-relay-refused = { $host } does not take us: { $says }
doctor-relay-refused-do = Does the relay want a sign-in, or know the address of this machine?
doctor-send-ok = A letter to ourselves was handed to the relay.
doctor-send = The relay did not take a letter to ourselves: { $says }
doctor-send-do = May the account send from the mailbox’s address? Relays often allow only their own.
doctor-receive-ok = The letter to ourselves arrived.
doctor-receive = The letter to ourselves did not arrive within { $seconds } seconds.
doctor-receive-do = Does Firstline run (firstline serve)? Does the address lead to this mailbox, and does its mail server pass letters on to Firstline? Look into the spam folder, too.
doctor-ours = Something went wrong on this side: { $says }
doctor-ours-do = The log says more.
doctor-lost = The connection broke: { $says }
doctor-lost-do = It is tried again. If it stays, ask whoever runs the server.
doctor-slow = The server does not answer in time, asked for { $what }.
doctor-slow-do = It is tried again. If it stays, ask whoever runs the server.
doctor-no-content = The server lists a letter and gives no content.
doctor-no-content-do = Look at the letter in the mailbox itself.
doctor-no-end = The checkup came to no end within { $seconds } seconds.
doctor-no-end-do = The servers answer very slowly, or not at all. “firstline mail doctor” on the command line waits longer and shows each step.

# What is wrong with an address, and why a letter came back.

mail-bounce-user_unknown = The last letter to { $address } did not arrive: there is no such mailbox.
mail-bounce-host_unknown = The last letter to { $address } did not arrive: there is no such domain.
mail-bounce-moved = The last letter to { $address } did not arrive: the mailbox has moved away.
mail-bounce-no_mail = The last letter to { $address } did not arrive: the domain takes no mail.
mail-bounce-mailbox_full = The last letter to { $address } did not arrive: the mailbox is full.
mail-bounce-suspended = The last letter to { $address } did not arrive: the mailbox is disabled.
mail-bounce-filtered = The last letter to { $address } did not arrive: the recipient’s filter refused it.
mail-bounce-spam = The last letter to { $address } did not arrive: it was taken for spam.
mail-bounce-too_large = The last letter to { $address } did not arrive: it is too large.
mail-bounce-content = The last letter to { $address } did not arrive: something in its content or form is not accepted.
mail-bounce-sender_refused = The last letter to { $address } did not arrive: our address is refused there.
mail-bounce-unauthenticated = The last letter to { $address } did not arrive: our domain’s SPF, DKIM or DMARC did not hold there.
mail-bounce-blocked = The last letter to { $address } did not arrive: our mail server is blocked there.
mail-bounce-no_relay = The last letter to { $address } did not arrive: the server there does not take mail for this address.
mail-bounce-policy = The last letter to { $address } did not arrive: a rule there forbids it.
mail-bounce-too_many = The last letter to { $address } did not arrive: too many letters went there at once.
mail-bounce-expired = The last letter to { $address } did not arrive: the server there did not answer in time.
mail-bounce-network = The last letter to { $address } did not arrive: the way there is broken.
mail-bounce-system = The last letter to { $address } did not arrive: the system there has a problem of its own.
mail-bounce-unknown = The last letter to { $address } did not arrive: nobody says why.
mail-returned-user_unknown = There is no such mailbox.
mail-returned-host_unknown = There is no such domain.
mail-returned-moved = The mailbox has moved away.
mail-returned-no_mail = The domain takes no mail.
mail-returned-mailbox_full = The mailbox is full.
mail-returned-suspended = The mailbox is disabled.
mail-returned-filtered = The recipient’s filter refused it.
mail-returned-spam = It was taken for spam.
mail-returned-too_large = It is too large.
mail-returned-content = Something in its content or form is not accepted.
mail-returned-sender_refused = Our address is refused there.
mail-returned-unauthenticated = Our domain’s SPF, DKIM or DMARC did not hold there.
mail-returned-blocked = Our mail server is blocked there.
mail-returned-no_relay = The server there does not take mail for this address.
mail-returned-policy = A rule there forbids it.
mail-returned-too_many = Too many letters went there at once.
mail-returned-expired = The server there did not answer in time.
mail-returned-network = The way there is broken.
mail-returned-system = The system there has a problem of its own.
mail-returned-unknown = Nobody says why.
mail-returned-mailbox_full-again = The mailbox is full; it is sent again tomorrow.
mail-returned-too_many-again = Too many letters went there at once; it is sent again tomorrow.
mail-returned-expired-again = The server there did not answer in time; it is sent again tomorrow.
mail-returned-network-again = The way there is broken; it is sent again tomorrow.
mail-returned-system-again = The system there has a problem of its own; it is sent again tomorrow.
mail-why-on-behalf = Opened for { $name }: a colleague sent their letter on.
mail-why-never = Ignored: the desk wants no letters from { $address }.
mail-never-from-us = This is an address of the desk’s own people or mailboxes.
mail-there-already = It is there already.
mail-alone-already = It is alone in its ticket already.
mail-words-taken-out = Words of this letter were taken out of its ticket. It can no longer be sent.
mail-pictures-not-vouched = Pictures are always shown only for senders that somebody vouches for. Nobody vouches for this one.

# Side conversations.
mail-side-files-left-out = Too large for a letter, not enclosed: { $names }
mail-side-nobody = Every address is a mailbox of this desk. Name somebody else to write to.
mail-side-not-sent = No letter left.
mail-why-side-joined = Joined a side conversation of #{ $ticket }: one of those who take part answers.
mail-why-side-decided = Joined a side conversation of #{ $ticket }: a colleague decided so.
mail-why-side-stranger = Held: it answers a side conversation of #{ $ticket }, but its sender takes no part there.
mail-why-side-unaligned = Held: it answers a side conversation of #{ $ticket } in a colleague’s name, but nothing proves that its sender is who it says (SPF, DKIM, DMARC).
mail-why-side-full = Held: it answers a side conversation of #{ $ticket } that has as many turns as fit.
mail-why-side-gone = Held: it answers a side conversation whose ticket is not there any more.
mail-letter-no-side = This letter belongs to no side conversation.
