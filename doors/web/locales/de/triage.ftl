# Was die Geschichte für ein Ticket vorschlägt, und die Einstellung dazu.

proposals-title = Vorschläge
proposals-for = Vorschläge für #{ $ticket }
proposals-back = Zurück zu #{ $ticket }
proposals-show = Vorschläge zeigen
proposals-none = Nichts vorzuschlagen: Es hat, was ähnliche Tickets hatten.
proposals-not-learned = Noch nichts gelernt. Vorschläge gibt es, sobald { $count } Tickets gelöst sind.
proposals-because = Denn es ähnelt
proposals-sure = { $percent } %
proposals-by-rule-category = Die Kategorie wurde per Regel gesetzt, zu { $percent } % sicher.
proposals-by-rule-team = Das Team wurde per Regel gesetzt, zu { $percent } % sicher.
proposals-same = Vielleicht dasselbe:
proposals-wave = { $count } Tickets wie dieses seit { $since }
proposals-gather = { $count ->
    [one] Eines unter #{ $parent } stellen
   *[other] { $count } unter #{ $parent } stellen
  }
proposal-category = Kategorie: { $name }
proposal-team = Team: { $name }
proposal-assignee = { $name } zuweisen
proposal-impact = { $name }
proposal-tag = Schlagwort: { $name }
toast-proposal = Übernommen
toast-gathered = { $count ->
    [one] Ein Ticket gehört jetzt zu #{ $parent }
   *[other] { $count } Tickets gehören jetzt zu #{ $parent }
  }
toast-learning = Es wird gelernt. Das dauert Sekunden bis wenige Minuten.
settings-triage-category-rule = Die Kategorie ohne Nachfrage setzen
settings-triage-category-hint = Nur bei neuen Tickets ohne Kategorie. Der Verlauf nennt Firstline, und alle können es ändern.
settings-triage-team-rule = Ohne Nachfrage an ein Team geben
settings-triage-team-hint = Nur neue Tickets, die kein Team hat. Eingeschränkte Teams werden nie gewählt.
settings-triage-never = Nie; nur vorschlagen
settings-triage-from = Ab { $percent } % Sicherheit
settings-triage-lessons = Was gelernt wurde
settings-triage-lessons-text = Aus bearbeiteten Tickets und dem, was am Ende daraus wurde; eine Korrektur ist also eine Lektion. Alle { $hours } Stunden wird neu gelernt. Nichts verlässt diesen Server. Aus Tickets eingeschränkter Teams wird nicht gelernt.
settings-triage-lesson = { $count ->
    [one] ein Ticket, { $when }
   *[other] { $count } Tickets, { $when }
  }
settings-triage-learn = Jetzt lernen
settings-triage-category = Kategorien
settings-triage-team = Teams
settings-triage-assignee = Zuständige
settings-triage-impact = Auswirkung
settings-triage-tickets = Tickets zum Vergleichen

# Tickets, die dem ähnlich sind, das gerade geschrieben wird.
alike-title = Ähnliche Tickets
alike-same = Vielleicht dasselbe, noch offen:
alike-earlier = Von früher, mit denselben bezeichnenden Wörtern:
alike-none = Es wurde nichts Ähnliches gefunden.
alike-look = Nach ähnlichen Tickets sehen
