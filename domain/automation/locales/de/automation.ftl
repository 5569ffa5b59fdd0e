# Was beim Anlegen einer Regel abgelehnt wird.
rule-name-taken = Eine andere Regel heißt schon so. Wählen Sie einen Namen, der sie unterscheidet.
rule-name-too-long = Der Name einer Regel hat höchstens { $max } Zeichen.
rule-does-nothing = Wählen Sie mindestens eines, was die Regel tut.
rule-text-too-long = Dieser Text ist zu lang für eine Nachricht.
rule-tag-too-long = Ein Schlagwort hat höchstens { $max } Zeichen.
rule-time-needs-filter = Eine Regel nach der Uhr braucht einen Filter, sonst träfe sie jedes Ticket.
rules-too-many = Es gibt höchstens { $max } Regeln.
