# Checklisten, Vorlagen und wiederkehrende Tickets.

checks-title = Checkliste
checks-progress = { $done } von { $all } erledigt
check-done = { $name }, { $time }
checks-start = Beginnen
checks-start-label = Eine Checkliste
checks-add = Schritt ergänzen
check-tick = Erledigt: { $text }
check-untick = Doch nicht erledigt: { $text }
check-remove = Schritt entfernen: { $text }
told-checklist-started = hat die Checkliste { $list } begonnen
told-checklist-taken-away = hat die Checkliste { $list } wieder entfernt
told-check-added = hat den Schritt „{ $text }“ ergänzt
told-check-removed = hat den Schritt „{ $text }“ entfernt
told-ticked = hat „{ $text }“ abgehakt
told-unticked = hat den Haken bei „{ $text }“ entfernt

settings-checklists-title = Checklisten
settings-checklists-text = Schritte, die man leicht vergisst. Wer an einem Ticket arbeitet, nimmt sie dorthin und hakt sie ab, mit Namen und Zeit.
settings-checklists-none = Es gibt noch keine Checkliste. „Neue Kollegin“ ist ein guter Anfang.
settings-checklist-add = Checkliste hinzufügen
settings-checklist-edit = Die Checkliste
settings-checklist-name = Name
settings-checklist-steps = Schritte
settings-checklist-steps-hint = Je Zeile einer, der Reihe nach. Tickets behalten die Schritte, die sie bekommen haben.
settings-checklist-steps-count = { $count ->
    [one] Ein Schritt
   *[other] { $count } Schritte
}
settings-checklist-archive-text = Sie lässt sich nicht mehr beginnen. Tickets behalten ihre Schritte.

settings-templates-title = Ticketvorlagen
settings-templates-text = Neue Tickets, ausgefüllt, bevor jemand tippt. Wiederkehrende Tickets entstehen aus ihnen.
settings-templates-none = Es gibt noch keine Vorlage.
settings-template-add = Vorlage hinzufügen
settings-template-edit = Die Vorlage
settings-template-name = Name
settings-template-use = Neues Ticket daraus
settings-template-team-of-category = Das Team der Kategorie
settings-template-no-checklist = Keine Checkliste
settings-template-tags-hint = Durch Leerzeichen getrennt
settings-template-checklist-hint = Kommt beim Öffnen auf das Ticket
settings-template-archive-text = Sie wird nicht mehr angeboten. Wiederkehrende Tickets daraus kommen weiter.
open-template = Aus einer Vorlage

settings-recurring-title = Wiederkehrende Tickets
settings-recurring-text = Tickets, die von selbst wiederkommen, etwa die wöchentliche Prüfung der Datensicherung. Benachrichtigt wird nur, wer von neuen Tickets erfährt.
settings-recurring-none = Noch kommt nichts wieder.
settings-recurring-add = Wiederkehrendes Ticket hinzufügen
settings-recurring-edit = Das wiederkehrende Ticket
settings-recurring-needs = Es braucht eine Vorlage und einen Geschäftskalender.
recurring-template = Vorlage
recurring-often = Wie oft
recurring-often-hint = Am Wochentag oder Monatstag des ersten Tages
recurring-rule = Oder eine eigene Regel
recurring-rule-hint = Wie in einer Kalenderdatei: FREQ=WEEKLY;BYDAY=MO,TH oder FREQ=MONTHLY;BYDAY=-1FR
recurring-starts = Erster Tag
recurring-time = Uhrzeit
recurring-time-hint = Nach der Uhr am Ort des Kalenders
recurring-calendar = Geschäftskalender
recurring-closed = An einem geschlossenen Tag
recurring-closed-next = Am nächsten offenen Tag
recurring-closed-previous = Am offenen Tag davor
recurring-closed-skip = Gar nicht
recurring-closed-keep = Trotzdem
recurring-daily = Jeden Tag
recurring-weekly = Jede Woche
recurring-monthly = Jeden Monat
recurring-monthly-last = Am letzten Tag jedes Monats
recurring-yearly = Jedes Jahr
recurring-next = Nächste:
recurring-moved = { $time } (von einem geschlossenen Tag verschoben)
recurring-ended = Die Regel ist zu Ende.
recurring-paused = Pausiert
recurring-rests = Es ruht, bis jemand es weiterlaufen lässt.
recurring-pause = Pausieren
recurring-resume = Weiterlaufen lassen
recurring-pause-text = Was in der Zwischenzeit ausfällt, wird nicht nachgeholt.
