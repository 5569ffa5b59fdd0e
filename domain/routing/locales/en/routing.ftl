# What refusals about routing say.
routing-overflow-self = Choose another team.
routing-no-team = Choose a team that is in use.
routing-minutes = 1 to { $max } minutes, or nothing.
routing-capacity = 0 to { $max } tickets.
routing-skills-many = At most { $max } skills.
routing-skill-long = A skill’s name has at most { $max } characters.
routing-level = A level is 1 to { $max }, such as: printers 2, vpn 1.
