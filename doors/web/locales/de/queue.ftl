queue-views = Listen
queue-mine = Meine
queue-unassigned = Ohne Bearbeiter
queue-my-teams = Meine Teams
queue-waiting = Wartend
queue-all = Alle
queue-you = Sie
queue-filter = Filter
queue-filter-example = status:open priority>=high tag:vpn "Papierstau"
queue-apply = Anwenden
queue-clear = Zurücksetzen
queue-group = Gruppieren nach
queue-group-by-nothing = Ohne Gruppen
queue-group-none = Ohne
queue-group-priority = P{ $rank } { $word }
queue-by-priority = Nach Priorität
queue-by-status = Nach Status
queue-by-kind = Nach Art
queue-by-assignee = Nach Bearbeiter
queue-by-team = Nach Team
queue-by-requester = Nach Anfragendem
queue-by-organization = Nach Organisation
queue-by-category = Nach Kategorie
queue-by-site = Nach Standort
queue-column-due = Fällig
queue-column-waiting = Wartet seit
queue-column-priority = Priorität
queue-column-subject = Betreff
queue-column-status = Status
queue-column-requester = Anfragende
queue-column-assignee = Bearbeiter
queue-column-updated = Geändert
queue-unread = Ungelesen
queue-shown = { $count ->
    [one] { $count } Ticket auf dieser Seite
   *[other] { $count } Tickets auf dieser Seite
}
queue-empty = Hier wartet niemand
queue-empty-text = Alles in dieser Liste ist beantwortet, ruht oder ist erledigt. Vielleicht hat noch niemand das älteste freie Ticket genommen.
queue-empty-go = Freie Tickets ansehen
queue-no-match = Kein Ticket passt zu diesem Filter
queue-no-match-text = Gesucht war { $filter }.
kind-incident = Störung
kind-service_request = Anfrage
move-first-answer = Noch ohne Antwort, seit { $time }
move-answer = { $name } hat geantwortet, { $time }
move-work = Zuletzt schrieb { $name }, { $time }
move-changed = Geändert { $time }
move-theirs = Wartet auf Antwort seit { $time }
move-held = { $why }
move-held-until = { $why }, bis { $time }
move-resolved = Gelöst { $time }
move-closed = Geschlossen { $time }
move-merged = Geht weiter in #{ $number }
queue-mail-to-check = Post zur Prüfung
bulk-title = Gewählte Tickets
bulk-choose = Ticket { $number } wählen
bulk-choose-all = Alle auf dieser Seite wählen
bulk-take = Übernehmen
bulk-waiting = Wartet
bulk-resolve = Lösen
bulk-close = Schließen
bulk-to = Geben an
bulk-nobody = Niemand
bulk-give = Geben
bulk-tag = Schlagwort
bulk-tag-go = Hinzufügen
bulk-tag-missing = Erst ein Schlagwort angeben.
toast-bulk = { $count ->
    [one] { $count } Ticket geändert
   *[other] { $count } Tickets geändert
}
toast-bulk-some = { $count } geändert, { $refused } ließen sich nicht ändern
view-name = Name einer Ansicht
view-save = Diesen Filter speichern
view-delete = Diese Ansicht löschen
toast-view-saved = Als Ansicht gespeichert
toast-view-deleted = Ansicht gelöscht
bulk-text = Wählen Sie, was geschehen soll. Jede Handlung steht für sich und lässt sich zurücknehmen; Tickets, bei denen sie nicht geht, bleiben, wie sie sind.
bulk-back = Zurück zur Liste
bulk-more = Mehr
bulk-which = { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
bulk-nothing-text = Haken Sie in der Liste Tickets an und wählen Sie dann, was geschehen soll.
bulk-give-title = Wer es macht
bulk-status-title = Wo es steht
bulk-weigh-title = Priorität
bulk-as-it-is = Wie bisher
bulk-weigh = Auswirkung und Dringlichkeit setzen
bulk-weight-missing = Wählen Sie eine Auswirkung, eine Dringlichkeit oder beides.
bulk-category = Kategorie setzen
bulk-tag-title = Schlagwörter
bulk-tags = Schlagwörter
bulk-tags-hint = Mehrere werden durch Kommas getrennt.
bulk-untag = Entfernen
bulk-merge-title = Zusammenführen
bulk-merge-text = Sie gehen alle in einem Ticket auf. Ist es selbst dabei, bleibt es. Jede Zusammenführung lässt sich zurücknehmen.
toast-bulk-nothing = Kein Ticket ist gewählt
view-edit = Ansicht bearbeiten
view-text = Eine Ansicht ist ein Filter mit einem Namen. Der Filter liest sich wie der über einer Liste.
view-filter-hint = Zum Beispiel { $example }
view-sort = Reihenfolge
view-sort-usual = Die übliche Reihenfolge
view-rising = { $column }, aufsteigend
view-falling = { $column }, absteigend
view-sharing = Wer sie sieht
view-sharing-hint = Leitungen teilen Ansichten mit ihren Teams und mit allen im Desk.
view-own = Nur ich
view-team = Team { $team }
view-everybody = Alle im Desk
queue-column-created = Eröffnet
queue-column-organization = Organisation
queue-column-team = Team
queue-column-category = Kategorie
queue-column-number = Nummer
bulk-whole = Alle Tickets dieser Liste ändern
round-title = Eine Änderung für eine ganze Liste
round-try-text = { $count ->
    [one] Für das eine Ticket dieser Liste. Noch ist nichts geschehen.
   *[other] Für alle { NUMBER($count) } Tickets dieser Liste. Noch ist nichts geschehen.
}
round-for = { $count ->
    [one] Ein Ticket
   *[other] { NUMBER($count) } Tickets
}
round-tried = Was daraus würde
round-tried-all = Jedes Ticket der Liste wurde ausprobiert, und nichts davon wurde behalten.
round-tried-first = { $count ->
    [one] Das erste Ticket wurde ausprobiert, und nichts davon wurde behalten. Die anderen sind an der Reihe, sobald Sie beginnen.
   *[other] Die ersten { NUMBER($count) } Tickets wurden ausprobiert, und nichts davon wurde behalten. Die anderen sind an der Reihe, sobald Sie beginnen.
}
round-would-change = Würden sich ändern
round-would-refuse = Blieben, wie sie sind
round-begin-text = Es läuft von selbst weiter, auch wenn Sie die Seite verlassen. Tickets, bei denen es nicht geht, bleiben, wie sie sind, und werden genannt. Eine Stunde lang können Sie es zurücknehmen.
round-begin = { $count ->
    [one] Dieses Ticket ändern
   *[other] Alle { NUMBER($count) } Tickets ändern
}
round-state-going = Läuft: { NUMBER($gone) } von { NUMBER($due) } Tickets waren an der Reihe.
round-state-done = Fertig.
round-state-stopped = Angehalten. Die Tickets, die nicht an der Reihe waren, sind wie zuvor.
round-state-taking-back = Wird zurückgenommen: { NUMBER($gone) } von { NUMBER($due) } Tickets.
round-state-taken-back = Zurückgenommen.
round-progress = Wie weit es ist
round-changed = Geändert
round-unchanged = Waren schon so
round-refused = Ließen sich nicht ändern
round-taken-back = Wieder wie zuvor
round-kept = Ließen sich nicht zurücknehmen
round-stop = Anhalten
round-take-back = { $count ->
    [one] Bei diesem Ticket zurücknehmen
   *[other] Bei allen { NUMBER($count) } Tickets zurücknehmen
}
round-take-back-text = Bei jedem Ticket eine Stunde lang nach seiner Änderung. Was seitdem jemand geändert hat, bleibt.
round-look-again = Noch einmal nachsehen
round-stayed = Tickets, die blieben, wie sie sind
round-stayed-first = { $count ->
    [one] Das erste:
   *[other] Die ersten { NUMBER($count) }:
}
round-earlier = Frühere Änderungen ganzer Listen
round-does-take = Übernehmen
round-does-give = An { $name } geben
round-does-give-nobody = An niemanden geben
round-does-move = In „{ $name }“ bringen
round-does-tag = Schlagwörter hinzufügen: { $name }
round-does-untag = Schlagwörter entfernen: { $name }
round-does-category = Kategorie { $name }
round-does-category-none = Ohne Kategorie
round-does-merge = Mit { $name } zusammenführen
bulk-whole-text = { $count ->
    [one] Die Liste hat ein Ticket.
   *[other] Die Liste hat { NUMBER($count) } Tickets, und was Sie wählen, gilt für alle. Zuerst sehen Sie, was daraus würde.
}
