# Was die Triage sagt, wenn eine Eingabe nicht stimmt.

proposal-unreadable = Dieser Vorschlag lässt sich nicht lesen. Öffnen Sie das Ticket noch einmal und wählen Sie neu.
gather-how-many = Wählen Sie mindestens ein Ticket und höchstens { $max }.
triage-percent = Wählen Sie eine Sicherheit zwischen { $least } und { $most } Prozent.
