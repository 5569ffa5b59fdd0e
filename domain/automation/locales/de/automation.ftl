# Was beim Anlegen einer Regel abgelehnt wird.
rule-name-taken = Eine andere Regel heißt schon so. Wählen Sie einen Namen, der sie unterscheidet.
rule-name-too-long = Der Name einer Regel hat höchstens { $max } Zeichen.
rule-is-removed = Diese Regel ist entfernt. Holen Sie sie zuerst zurück.
rule-does-nothing = Wählen Sie mindestens eines, was die Regel tut.
rule-text-too-long = Dieser Text ist zu lang für eine Nachricht.
rule-tag-too-long = Ein Schlagwort hat höchstens { $max } Zeichen.
rule-time-needs-filter = Eine Regel nach der Uhr braucht einen Filter, sonst träfe sie jedes Ticket.
rules-too-many = Es gibt höchstens { $max } Regeln.

# Platzhalter: was vorbereitete Texte offen lassen. Ihre Namen stehen im Editor und in der Marke für Fehlendes.
placeholder-requester-first-name = Vorname der anfragenden Person
placeholder-requester-name = Name der anfragenden Person
placeholder-requester-organization = Organisation
placeholder-ticket-number = Ticketnummer
placeholder-ticket-subject = Betreff
placeholder-ticket-category = Kategorie
placeholder-ticket-team = Team
placeholder-ticket-assignee = zuständige Person
placeholder-ticket-due = Fälligkeit
placeholder-ticket-link = Link zum Portal
placeholder-agent-name = Ihr Name
placeholder-agent-first-name = Ihr Vorname
placeholder-unknown = Es gibt keinen Platzhalter { $name }. Wählen Sie einen aus der Liste darunter.
placeholder-field-unknown = Kein Feld hat den Schlüssel { $name }.
placeholder-needs-agent = { $name } braucht eine Person, die schreibt, und eine Regel hat keine.
placeholder-too-many = Ein Text hat höchstens { $max } Platzhalter.

# Was beim Anlegen von Textbausteinen und Makros abgelehnt wird.
prepared-name-taken = Ein anderer für dieselben Personen heißt schon so. Wählen Sie einen Namen, der sie unterscheidet.
prepared-name-too-long = Ein Name hat höchstens { $max } Zeichen.
prepared-team-unknown = Wählen Sie ein Team der Liste.
canned-says-nothing = Schreiben Sie die Antwort in mindestens einer Sprache.
canned-too-many = Es gibt höchstens { $max } Textbausteine.
canned-archived = Dieser Textbaustein wurde abgelegt und wird nicht mehr verwendet.

# Beispiele in der Vorschau eines vorbereiteten Textes.
example-placeholder-requester-first-name = Dana
example-placeholder-requester-name = Dana Whitfield
example-placeholder-requester-organization = Harbour Foods
example-placeholder-ticket-number = 4821
example-placeholder-ticket-subject = VPN bricht alle 20 Minuten ab
example-placeholder-ticket-category = Netzwerk / VPN
example-placeholder-ticket-team = Netzwerk
example-placeholder-ticket-assignee = Priya Nair
example-placeholder-ticket-due = heute um 10:42
example-placeholder-ticket-link = https://desk.example/portal/requests/4821
example-placeholder-agent-name = Priya Nair
example-placeholder-agent-first-name = Priya
rule-takes-nothing = Eine Regel ist niemand und kann ein Ticket nicht selbst übernehmen.
macro-does-nothing = Wählen Sie mindestens eines, was das Makro tut.
macro-description-too-long = Eine Beschreibung hat höchstens { $max } Zeichen.
macros-too-many = Es gibt höchstens { $max } Makros.
macro-archived = Dieses Makro wurde abgelegt und wird nicht mehr verwendet.
macro-not-for-this = „{ $name }“ ist nicht für solche Tickets.
macro-has-gap = Dieses Ticket kann nicht ausfüllen: { $names }. Es wurde nichts getan.
macro-tells-nobody = Ein Makro benachrichtigt weder Personen noch Webhooks; eine Regel kann das.
