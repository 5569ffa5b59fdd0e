# Was Ablehnungen zur Verteilung sagen.
routing-overflow-self = Wählen Sie ein anderes Team.
routing-no-team = Wählen Sie ein Team, das es noch gibt.
routing-minutes = 1 bis { $max } Minuten, oder nichts.
routing-capacity = 0 bis { $max } Tickets.
routing-skills-many = Höchstens { $max } Kenntnisse.
routing-skill-long = Der Name einer Kenntnis hat höchstens { $max } Zeichen.
routing-level = Eine Stufe ist 1 bis { $max }, zum Beispiel: drucker 2, vpn 1.
