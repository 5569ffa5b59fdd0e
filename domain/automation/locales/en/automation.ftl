# What making a rule refuses.
rule-name-taken = Another rule has this name. Choose one that tells them apart.
rule-name-too-long = A rule’s name has at most { $max } characters.
rule-does-nothing = Choose at least one thing that the rule does.
rule-text-too-long = This text is too long for a message.
rule-tag-too-long = A tag has at most { $max } characters.
rule-time-needs-filter = A rule by the clock needs a filter, or it would touch every ticket.
rules-too-many = A desk has at most { $max } rules.
