# Regeln: was von selbst geschieht.
settings-rules-title = Regeln
settings-rules-text = Was von selbst geschieht, wenn mit einem Ticket etwas geschieht. Regeln werden in dieser Reihenfolge gefragt; eine neue ist aus, bis Sie sie einschalten. Betrifft jedes Ticket, für das ihr Filter gilt.
settings-rules-none = Es gibt noch keine Regel. Nichts geschieht von selbst.
settings-rule-on = An
settings-rule-off = Aus
settings-rule-runs = { $count ->
    [0] Sie hat noch nichts getan.
    [one] Sie hat einmal etwas getan.
   *[other] Sie hat { $count }-mal etwas getan.
}
settings-rule-add = Regel hinzufügen
settings-rule-add-text = Sie wird ausgeschaltet hinzugefügt. Dann sehen Sie, welche Tickets sie getroffen hätte.
settings-rule-edit = Diese Regel ändern
settings-rule-name = Name
settings-rule-when = Wann
settings-rule-when-opened = Ein Ticket kommt herein
settings-rule-when-reply_added = Jemand antwortet
settings-rule-when-note_added = Eine Notiz wird geschrieben
settings-rule-when-assigned = Team oder Bearbeiter ändert sich
settings-rule-when-prioritized = Die Priorität ändert sich
settings-rule-when-recategorized = Die Kategorie ändert sich
settings-rule-when-tagged = Schlagwörter ändern sich
settings-rule-when-waited = Es beginnt auf den Anfragenden zu warten
settings-rule-when-resolved = Es wird gelöst
settings-rule-when-reopened = Es kommt zurück
settings-rule-when-clock_warned = Für ein Versprechen wird die Zeit knapp
settings-rule-when-clock_breached = Ein Versprechen wurde gebrochen
settings-rule-when-anything = Irgendetwas davon, oder etwas anderes ändert sich
settings-rule-when-time = Nach der Uhr, jedes Ticket einmal
settings-rule-no-when = Wählen Sie, wann die Regel gefragt wird.
settings-rule-filter = Falls
settings-rule-filter-hint = Ein Filter wie team:Netzwerk tag:vpn oder status:waiting since<-7d. Zeiten gelten in UTC. Nichts: jedes Ticket.
settings-rule-deeds = Dann
settings-rule-deeds-hint = Geschieht in dieser Reihenfolge und steht als Regel mit ihrer Nummer im Verlauf des Tickets.
settings-rule-stays = Lassen, wie es ist
settings-rule-category = Kategorie
settings-rule-team = Team
settings-rule-assignee = Bearbeiter
settings-rule-impact = Auswirkung
settings-rule-urgency = Dringlichkeit
settings-rule-tag = Schlagwörter hinzufügen
settings-rule-tag-hint = Mehrere mit Kommas.
settings-rule-untag = Schlagwörter entfernen
settings-rule-note = Eine interne Notiz schreiben
settings-rule-reply = Dem Anfragenden antworten
settings-rule-reply-hint = Der Anfragende bekommt diesen Text, wie er hier steht.
settings-rule-page = Jemanden rufen
settings-rule-page-hint = Ein Schritt nach dem anderen, bis jemand bestätigt. Wer abwesend ist, wird nicht gerufen.
settings-rule-to = Status
settings-rule-once = Einmal pro Ticket
settings-rule-stops = Keine spätere Regel erfährt davon. Bei Regeln nach der Uhr wirkt das nicht.
settings-rule-does-recategorize = setzt die Kategorie
settings-rule-does-assign = weist zu
settings-rule-does-prioritize = setzt die Priorität
settings-rule-does-tag = ändert Schlagwörter
settings-rule-does-note = schreibt eine Notiz
settings-rule-does-reply = antwortet dem Anfragenden
settings-rule-does-page = ruft jemanden
settings-rule-does-move = ändert den Status
settings-rule-is-on = Diese Regel ist an
settings-rule-is-off = Diese Regel ist aus
settings-rule-would = { $count ->
    [0] Sie hätte kein Ticket der letzten 30 Tage getroffen.
    [one] Sie hätte ein Ticket der letzten 30 Tage getroffen.
   *[other] Sie hätte { $count } Tickets der letzten 30 Tage getroffen.
}
settings-rule-would-hint = Gezählt sind die Tickets, die Sie sehen dürfen, gefragt so, wie sie heute sind. Nachsehen ändert nichts. Eine Regel nach der Uhr trifft jedes Ticket, für das ihr Filter jetzt gilt.
settings-rule-would-show = Welche Tickets, und was sich ändern würde
settings-rule-would-more = Gezeigt sind die neuesten 50.
settings-rule-ticket = Ticket
settings-rule-change = Was sich ändern würde
settings-rule-at = Wann
settings-rule-switch-on = Diese Regel einschalten
settings-rule-switch-off = Diese Regel ausschalten
settings-rule-log = Was sie getan hat
settings-rule-log-none = Sie hat noch kein Ticket getroffen.
settings-rule-outcome-done = Getan
settings-rule-outcome-unchanged = Nichts zu ändern
settings-rule-outcome-refused = Abgelehnt: Das Ticket lässt es nicht zu
settings-rule-outcome-stopped = Angehalten: Zu viele Regeln haben einander ausgelöst
settings-rule-history = Änderungen
settings-rule-undo = Wie es vorher war
settings-rule-added = { $name } hat sie hinzugefügt
settings-rule-edited = { $name } hat sie geändert
settings-rule-moved = { $name } hat sie an eine andere Stelle gesetzt
settings-rule-switched_on = { $name } hat sie eingeschaltet
settings-rule-switched_off = { $name } hat sie ausgeschaltet
