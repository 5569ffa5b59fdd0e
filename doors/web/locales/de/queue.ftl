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
