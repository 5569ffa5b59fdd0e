# Canned answers: what is written again and again.
settings-canned-answers-title = Canned answers
settings-canned-answers-text = Texts for what you write again and again, with places that are filled in from the ticket. Your own are only for you; leads keep those of teams and of the whole desk.
settings-canned-none = There is no canned answer yet.
settings-canned-name = Name
settings-canned-text-en = Text in English
settings-canned-text-de = Text in German
settings-canned-text-hint = In Markdown. Requesters get the text in their language; where there is none, the other one.
settings-canned-add = Add a canned answer
settings-canned-edit = Change this answer
settings-canned-looks = Preview
settings-canned-looks-text = With examples in place of what each ticket fills in.
settings-canned-archive-text = It is offered no more. What was written with it stays as it is.
prepared-own = Only for you
prepared-shared = For the whole desk
prepared-team = For { $name }
prepared-scope = Who uses it
prepared-scope-hint = Leads keep what is for others.
prepared-of-others = Leads change what is for teams and the whole desk.
prepared-uses = { $count ->
    [0] Not used yet.
    [one] Used once.
   *[other] Used { $count } times.
}
placeholders-title = What can be filled in
placeholders-text = Write a placeholder where the ticket is to fill something in. What a ticket does not have is marked, and a reply with a mark is not sent.
placeholders-written = Placeholder
placeholders-means = Stands for
canned-title = Canned answers
canned-pick-text = As they will be for this ticket. What you choose is added to what you were writing.
canned-back = Back to the ticket
canned-search = Search the answers
canned-none = There is no canned answer yet.
canned-not-found = No answer has these words.
canned-insert = Insert
canned-menu = Insert a canned answer
canned-menu-key = Canned answers
canned-missing = Still missing: { $names }
