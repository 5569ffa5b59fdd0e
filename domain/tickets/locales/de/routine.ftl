# Was der Bereich Tickets über Checklisten, Vorlagen und wiederkehrende Tickets sagt.

checklist-name-missing = Geben Sie der Checkliste einen Namen, etwa „Neue Kollegin“.
checklist-name-too-long = Ein Name hat höchstens { $max } Zeichen.
checklist-name-taken = Eine Checkliste „{ $name }“ gibt es schon.
checklist-steps-missing = Schreiben Sie mindestens einen Schritt, je Zeile einen.
checklist-steps-too-many = Eine Checkliste hat höchstens { $max } Schritte.
checklists-too-many = Es gibt schon { $max } Checklisten. Ändern Sie eine abgelegte.
checklist-archived = Diese Checkliste wurde abgelegt. Wählen Sie eine andere.
check-missing = Sagen Sie, was zu tun ist.
check-too-long = Ein Schritt hat höchstens { $max } Zeichen.
checks-too-many = Ein Ticket hat höchstens { $max } Schritte.
template-name-missing = Geben Sie der Vorlage einen Namen.
template-name-too-long = Ein Name hat höchstens { $max } Zeichen.
template-name-taken = Eine Vorlage „{ $name }“ gibt es schon.
template-unknown = Wählen Sie eine Vorlage.
templates-too-many = Es gibt schon { $max } Vorlagen. Ändern Sie eine abgelegte.
recurrence-rule-wrong = Das ist keine Regel für Tage. Schreiben Sie sie als FREQ=WEEKLY;BYDAY=MO oder FREQ=MONTHLY;BYMONTHDAY=1.
recurrence-first-day-wrong = Geben Sie den ersten Tag an, etwa 2026-12-24.
recurrence-time-wrong = Schreiben Sie die Uhrzeit als 08:00.
recurrence-calendar = Wählen Sie einen Geschäftskalender.
recurrence-never = Nach dieser Regel kommt es nie wieder. Wählen Sie eine andere Regel oder einen anderen ersten Tag.
recurrence-refused = Der letzte Lauf wurde abgelehnt.
recurrences-too-many = Es gibt schon { $max } wiederkehrende Tickets. Ändern Sie ein pausiertes.
