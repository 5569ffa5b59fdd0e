# Rahmen und gemeinsame Teile.

product = Firstline
skip = Zum Inhalt springen
nav-main = Hauptmenü
nav-queue = Tickets
nav-queue-count = { $count ->
    [one] , { $count } Ticket
   *[other] , { $count } Tickets
}
nav-search = Suche
nav-people = Personen
nav-organizations = Organi­sationen
nav-outbox = Ausgang
nav-settings = Einstel­lungen
nav-crumbs = Wo Sie sind
command = Suchen oder Befehl eingeben
new-ticket = Neues Ticket
notices-none = Benachrichtigungen, keine neuen
notices-new = Benachrichtigungen, { $count } neu
you-menu = Ihr Konto, { $name }, { $initials }
you-profile = Ihr Profil
you-appearance = Darstellung
you-keys = Tasten
you-security = Anmeldung und Sicherheit
you-sign-out = Abmelden
theme = Farben
toasts = Bestätigungen
undo = Rückgängig
close = Schließen
cancel = Abbrechen
save = Speichern
more = mehr
internal-note = Interne Notiz
reply = Antwort
you = Sie
unread = Ungelesen:
required = nötig
errors-title = { $count ->
    [one] Eine Angabe braucht noch einen Blick
   *[other] { $count } Angaben brauchen noch einen Blick
}
quoted-show = Früheren Text zeigen
events-more = { $count } weitere
new-rule = Neu
pager = Seiten dieser Liste
pager-before = Frühere
pager-after = Spätere
keys-title = Tasten
keys-close-hint = Esc schließt. Die Tasten lassen sich unter Einstellungen, Aussehen und Tasten abschalten.
palette-label = Befehle
palette-input = Suchen oder Befehl eingeben
palette-run = ausführen
palette-ticket = Ticket
palette-person = Person
key-search = Suche
key-keys = Alle Tasten
key-new-ticket = Neues Ticket
key-queue = Zu den Tickets
key-people = Zu den Personen
key-organizations = Zu den Organisationen
key-outbox = Zum Ausgang
key-settings = Zu den Einstellungen
key-notices = Zu den Benachrichtigungen
key-next = Weiter
key-before = Zurück
key-peek = Vorschau
key-choose = Auswählen
key-pane-list = Liste zeigen oder verbergen
key-pane-side = Seite zeigen oder verbergen

status-new = Neu
status-open = Offen
status-waiting = Wartet
status-on_hold = Angehalten
status-resolved = Gelöst
status-closed = Geschlossen
priority-1 = Kritisch
priority-2 = Hoch
priority-3 = Normal
priority-4 = Niedrig
priority-short = P{ $rank }
nobody = Niemand

due-left = noch { $span }
due-over = { $span } überfällig
due-at = fällig { $time }
due-paused = Angehalten
due-paused-left = Angehalten, noch { $span }
due-met = Erfüllt, { $span }
line-opened = Eröffnet { $time }
line-first-reply = Erste Antwort { $time }, nach { $span }
line-resolved = Gelöst { $time }, nach { $span }
line-due = { $what } { $time }
line-due-left = { $what } { $time }, { $left }

composer-mode = Art der Nachricht
composer-reply-label = Antwort an { $name }
composer-note-label = Interne Notiz
composer-to = An
composer-note-to = Das sieht nur Ihr Team
composer-reply-placeholder = Antwort schreiben
composer-note-placeholder = Notiz für Ihr Team schreiben
composer-bold = Fett
composer-list = Aufzählung
composer-link = Link
composer-code = Code
composer-quote = Zitat
composer-attach = Dateien anhängen
composer-saved = Gespeichert { $time }
composer-add-note = Notiz hinzufügen
composer-other-ways = Andere Arten zu senden
composer-remove-file = { $name } entfernen

portal-ask = Anfragen
portal-requests = Meine Anfragen
portal-help = Hilfe
portal-sign-in = Anmelden

js-saving = Wird gespeichert
js-saved = Gespeichert { $time }
js-not-saved = Noch nicht gespeichert, neuer Versuch folgt
js-upload-failed = Nicht hochgeladen. Entfernen Sie die Datei und hängen Sie sie noch einmal an
js-upload-remove = Entfernen
js-file-too-big = Zu groß. Eine Datei darf { $max } haben
js-files-too-big = Zu viel. Alle Dateien zusammen dürfen { $max } haben
js-no-results = Nichts gefunden
js-retry-now = Jetzt versuchen
js-live-stopped = Die laufende Aktualisierung steht seit { $time }. Was Sie schreiben, wird weiter gespeichert.
js-live-retry = Neuer Versuch in { $count } s.
js-live-back = Die laufende Aktualisierung ist wieder da
js-new-rows = { $count } neu, anzeigen
js-copied = Kopiert
js-group-commands = Befehle
js-group-results = Gefunden
js-chosen = { $count } ausgewählt
js-mention-in-reply = Sie erwähnen eine Kollegin oder einen Kollegen. Als Notiz schreiben?
js-is-over = Jetzt überfällig
