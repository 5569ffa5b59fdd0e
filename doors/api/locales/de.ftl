idempotency-key-reused = Dieser Idempotency-Key wurde schon mit anderen Angaben verwendet.
undertakings-too-many = { $max } Ihrer Aufträge sind schon in Arbeit. Warten Sie, bis einer davon beendet ist.
word-unknown = Dieses Wort kann hier nicht stehen.
comment-missing = Schreiben Sie, worum es geht: einen Kommentar mit Text oder eine Beschreibung.
priority-unreachable = Keine Auswirkung und Dringlichkeit dieses Desks ergibt diese Priorität.
status-new-again = Ein Ticket, das schon bearbeitet wurde, kann nicht wieder neu werden.
condition-unknown = Die Bedingung { $field } { $operator } hat hier keine Entsprechung. Schicken Sie die Ansicht stattdessen als Filter.
