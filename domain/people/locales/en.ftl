# What the people slice says when an input does not hold or a deed is refused.

name-missing = Please give a name.
name-unprintable = A name is one line of letters, without control characters.
text-too-long = At most { $max } characters fit here.
zone-unknown = This time zone is not known. Choose one from the list, such as Europe/Berlin.
undo-send-too-long = A reply can be held back for at most { $max } seconds.

email-missing = Please give an email address.
email-not-an-address = This does not look like an email address. An example: ann@example.org
email-taken = This address already belongs to somebody.
email-not-theirs = This person has no such address.
email-needed-by-staff = Whoever works at the desk needs an email address to sign in with.
phone-not-a-number = This does not look like a telephone number. An example: +49 30 1234567
phone-not-theirs = This person has no such number.
contacts-too-many = A person has at most { $max } of these. Remove one that is no longer used.

organization-unknown = This organization no longer exists. Choose another.
organization-name-taken = There is already an organization of this name.
domain-unreadable = { $domain } is not a mail domain. An example: example.org
domain-taken = { $domain } already belongs to another organization.
domains-too-many = An organization has at most { $max } domains.
sees-organization-without-one = Choose an organization first: without one there is nothing more to see.

external-id-taken = Another system's name for this is already in use here.
people-tags-too-many = At most { $max } tags fit here.
people-tag-unreadable = A tag has at most { $max } characters and no comma.
organization-another = This person belongs to another organization already; a person belongs to one at most.
member-taken = This person belongs to this team already.

site-unknown = This site no longer exists. Choose another.
site-name-taken = There is already a site of this name.

team-name-taken = There is already a team of this name.
team-archived-already = This team is already archived.
team-not-archived = This team is not archived.
member-not-staff = Only active agents, leads and administrators can belong to a team.
members-too-many = A team has at most { $max } members.

last-administrator = One active administrator must remain. Make somebody else an administrator first.
person-deactivated = This person was deactivated. Reactivate them first.

password-too-short = Please choose at least { $min } characters. Four words you can picture make a good password.
password-too-long = Please choose at most { $max } characters.
password-pattern = This is a pattern, and patterns are tried first. Four words you can picture make a good password.
password-about-you = This is mostly your name or address, and those are tried first.
password-obvious = This is one of the passwords that are tried first.
password-current-wrong = This is not your current password.

sign-in-wrong = Address and password do not match. Check both, or let us send you a sign-in link.
link-does-not-work = This link no longer works: it was used already or is too old. Ask for a new one.
link-of-another-browser = Please open the link in the browser in which you asked for it, or ask for a new one here.
set-up-link-does-not-work = This set-up link no longer works. Start Firstline again for a new one; once there is an administrator, sign in.
invitation-does-not-work = This invitation no longer works: it was used already or is too old. Ask for a new one.
invited-has-password = This person already chose a password. They can sign in, or ask for a sign-in link.

second-factor-code-wrong = This code does not match, or was used already. Wait for the next one and try again.
second-factor-on-already = A second factor is already set up. Remove it first.
second-factor-not-begun = Begin the set-up of the app again.
second-factor-wait-over = Too much time has passed. Please sign in again.
passkey-not-accepted = This passkey was not accepted. Try again, or sign in another way.
passkey-known = This passkey is already registered.
passkey-ceremony-over = Too much time has passed. Please try again.
passkeys-too-many = A person has at most { $max } passkeys. Remove one that is no longer used.
token-name-missing = Give the token a name that says where it is used.
tokens-too-many = A person has at most { $max } API tokens. Revoke one that is no longer used.
noun-field-name-missing = Give it a name.
noun-field-too-long = At most { $max } characters fit here.
noun-field-key-wrong = A key has letters, digits, _ and -, and at least one letter: cost_centre. At most { $max } characters.
noun-field-key-taken = “{ $name }” has this key already. Choose another.
noun-field-pattern-unreadable = Say as a regular expression how an answer looks. Backreferences and lookaround are not there.
noun-fields-too-many = There are { $max } fields already. Restore one that was put away and rename it.
noun-field-without-options = This field has no options. A dropdown has.
noun-field-unknown = There is no field “{ $key }”.
noun-option-word-wrong = What programs call an option is one word without blanks, of at most { $max } characters.
noun-option-word-taken = Programs call another option “{ $word }” already.
noun-options-too-many = A field has at most { $max } options, those put away counted.
noun-answer-too-long = “{ $name }” takes at most { $max } characters.
noun-answer-unfit = “{ $name }” does not look as it should.
noun-answer-no-integer = “{ $name }” takes a whole number.
noun-answer-no-number = “{ $name }” takes a number, such as 5.1.
noun-answer-no-date = “{ $name }” takes a date: year, month, day, such as 2026-11-27.
noun-answer-no-tick = “{ $name }” takes yes or no.
noun-answer-no-option = Choose one of the options of “{ $name }”.

# Words

role-requester = Requester
role-agent = Agent
role-lead = Lead
role-administrator = Administrator
visibility-open = Open: everybody at the desk sees its tickets
visibility-restricted = Restricted: only its members see its tickets
sign-in-method-password = Password
sign-in-method-link = Sign-in link
sign-in-method-passkey = Passkey
sign-in-method-invitation = Invitation
sign-in-method-set_up = Set-up
sign-in-method-totp = Authenticator app
sign-in-method-recovery_code = Recovery code
token-scope-full = Everything its person may do
token-scope-read_only = Reading only
theme-system = As the device
theme-light = Light
theme-dark = Dark
density-comfortable = Comfortable
density-compact = Compact
merge-people-same = These are the same person already.
merge-people-requester = Only requesters are merged into somebody else. Change the role first.
merge-people-left = This person may not come in any more. Choose the one who stays, or take them back first.
erase-name-differs = The name is another one. Type it as it stands on their page.
person-is-erased = They were erased; nothing about them can be changed.
