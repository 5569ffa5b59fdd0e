# What making a rule refuses.
rule-name-taken = Another rule has this name. Choose one that tells them apart.
rule-name-too-long = A rule’s name has at most { $max } characters.
rule-is-removed = This rule is removed. Bring it back first.
rule-does-nothing = Choose at least one thing that the rule does.
rule-text-too-long = This text is too long for a message.
rule-tag-too-long = A tag has at most { $max } characters.
rule-time-needs-filter = A rule by the clock needs a filter, or it would touch every ticket.
rules-too-many = A desk has at most { $max } rules.

# Placeholders: what prepared texts leave open. Their names stand in the editor, and in the mark of what is missing.
placeholder-requester-first-name = requester’s first name
placeholder-requester-name = requester’s name
placeholder-requester-organization = organization
placeholder-ticket-number = ticket number
placeholder-ticket-subject = subject
placeholder-ticket-category = category
placeholder-ticket-team = team
placeholder-ticket-assignee = assignee
placeholder-ticket-due = due time
placeholder-ticket-link = link to the portal
placeholder-agent-name = your name
placeholder-agent-first-name = your first name
placeholder-unknown = There is no placeholder { $name }. Choose one from the list below.
placeholder-field-unknown = No field has the key { $name }.
placeholder-needs-agent = { $name } needs a person who writes, and a rule has none.
placeholder-too-many = A text has at most { $max } placeholders.

# What making canned answers and macros refuses.
prepared-name-taken = Another one for the same people has this name. Choose one that tells them apart.
prepared-name-too-long = A name has at most { $max } characters.
prepared-team-unknown = Choose a team of the list.
canned-says-nothing = Write the answer in at least one language.
canned-too-many = A desk has at most { $max } canned answers.
canned-archived = This answer was put away and is not used any more.

# Examples in the preview of a prepared text.
example-placeholder-requester-first-name = Dana
example-placeholder-requester-name = Dana Whitfield
example-placeholder-requester-organization = Harbour Foods
example-placeholder-ticket-number = 4821
example-placeholder-ticket-subject = VPN drops every 20 minutes
example-placeholder-ticket-category = Network / VPN
example-placeholder-ticket-team = Network
example-placeholder-ticket-assignee = Priya Nair
example-placeholder-ticket-due = today at 10:42
example-placeholder-ticket-link = https://desk.example/portal/requests/4821
example-placeholder-agent-name = Priya Nair
example-placeholder-agent-first-name = Priya
rule-takes-nothing = A rule is nobody, and cannot take a ticket itself.
macro-does-nothing = Choose at least one thing that the macro does.
macro-description-too-long = A description has at most { $max } characters.
macros-too-many = A desk has at most { $max } macros.
macro-archived = This macro was put away and is not used any more.
macro-not-for-this = “{ $name }” is not for tickets like this one.
macro-has-gap = This ticket cannot fill in: { $names }. Nothing was done.
macro-tells-nobody = A macro tells neither people nor webhooks; a rule can.
