sign-in-title = Sign in
sign-in-heading = Sign in to { $name }
sign-in-email = Email address
sign-in-password = Password
sign-in-go = Sign in
sign-in-back = Back to sign-in
sign-in-link-heading = Without a password
sign-in-link-text = We send a link to your address. It works once, in this browser.
sign-in-link-go = Send me a link
sign-in-link-sent = Look into your mailbox
sign-in-link-sent-text = If the address belongs to somebody here, a letter with a link is on its way. The link works for { $minutes } minutes, in this browser.
sign-in-link-open = Come in
sign-in-link-open-text = This link signs you in, once.
sign-in-link-trouble = This link does not work
set-up-title = Set up Firstline
set-up-text = You hold the one-time link, so you become the administrator of this desk.
set-up-name = Your name
set-up-password = Choose a password
set-up-password-hint = At least 12 characters. Four words you can picture make a good one.
set-up-zone = Your time zone
set-up-zone-hint = Such as Europe/London or Europe/Berlin.
set-up-go = Set up and sign in
set-up-hint = The set-up link is printed where Firstline was started. It works once and for a day; start Firstline again for a new one.
invitation-title = Invitation
invitation-heading = Welcome, { $name }
invitation-text = Choose a password and you are in.
invitation-go = Choose it and sign in
second-factor-title = One more step
second-factor-code = Code of your app
second-factor-code-hint = Six digits from your authenticator app, or one of your recovery codes.
second-factor-go = Sign in
passkey-go = Sign in with a passkey
letter-link-subject = Your sign-in link for { $desk }
letter-link =
    Hello { $name },

    this link signs you in to { $desk }. It works once, within { $minutes } minutes, in the browser in which you asked for it:

    { $url }

    If you did not ask for it, you need not do anything.
letter-invitation-subject = { $desk } has a place for you
letter-invitation =
    Hello { $name },

    { $inviter } invites you to { $desk }. Open this link and choose a password:

    { $url }

    The link works once, for { $days } days.
set-up-support = Address people write to for help
set-up-support-hint = Such as support@example.org. Letters to it become tickets, and answers leave from it. You can add it later, too.
set-up-mailbox = Support
