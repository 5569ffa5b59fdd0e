# Einstellungen: was jede bewirkt, und für wen.

settings-search = Einstellung finden
settings-none = Keine Einstellung dieses Namens
settings-none-text = Nichts hier sagt „{ $words }“.
settings-all = Alle Einstellungen zeigen
settings-own = Ihre eigenen
settings-desk = Für alle
settings-profile-title = Profil
settings-profile-text = Ihr Name, Ihre Sprache und Zeitzone. Ihren Namen sehen alle, denen Sie schreiben.
settings-appearance-title = Aussehen und Tasten
settings-appearance-text = Farben, Zeilen der Listen, einzelne Tasten, und wie lange sich eine Antwort zurücknehmen lässt. Nur für Sie.
settings-security-title = Anmeldung und Sicherheit
settings-security-text = Passwort, zweiter Faktor, Passkeys, wo Sie angemeldet sind, und API-Token. Nur Ihr eigenes Konto.
settings-teams-title = Teams
settings-teams-text = Wer eine Warteschlange teilt, und wer ihre Tickets sieht. Betrifft alle, die hier arbeiten.
settings-categories-title = Kategorien
settings-categories-text = Worum es in Tickets geht, und zu welchem Team neue gehen. Die Namen sehen auch alle, die etwas anfragen.
settings-matrix-title = Prioritäten
settings-matrix-text = Welche Auswirkung und Dringlichkeit welche Priorität ergeben. Gilt für neue Tickets, und für alte, wenn sich daran etwas ändert.
settings-triage-title = Vorschläge
settings-triage-text = Was die eigene Geschichte für neue Tickets vorschlägt, und was davon ohne Nachfrage gesetzt wird. Betrifft Tickets, die hereinkommen.
settings-sites-title = Standorte
settings-sites-text = Wo Menschen arbeiten, jeweils mit Zeitzone. Betrifft Menschen und Tickets dieses Ortes.
settings-mailboxes-title = Postfächer
settings-mailboxes-text = Die Adressen, an die geschrieben wird und von denen Sie schreiben. Betrifft jeden Brief.

settings-name = Name
settings-name-hint = So lesen ihn alle, denen Sie schreiben.
settings-language = Sprache
settings-language-hint = Ihrer Seiten und der Briefe, die Sie bekommen.
settings-zone = Zeitzone
settings-zone-hint = In ihr stehen alle Zeiten.
settings-density = Zeilen der Listen
settings-density-hint = Bequem zeigt zwei Zeilen je Ticket, dicht eine.
settings-keys = Einzelne Tasten
settings-keys-on = An: R antwortet, J und K bewegen
settings-keys-off = Aus
settings-keys-hint = Schalten Sie sie aus, wenn Sie diktieren oder Tasten versehentlich treffen.
settings-undo = Sekunden, in denen sich eine Antwort zurücknehmen lässt
settings-undo-hint = 0 sendet sofort, 30 ist das Höchste.

settings-password = Passwort
settings-password-current = Ihr jetziges Passwort
settings-password-new = Neues Passwort
settings-password-go = Passwort ändern
settings-password-others = Überall sonst werden Sie abgemeldet.
settings-password-fresh = Sie kamen eben über einen Link herein oder haben noch kein Passwort, darum fragen wir nicht nach dem alten.
settings-app = Authenticator-App
settings-app-text = Nach dem Passwort fragen wir nach einem Code Ihres Telefons. Wer Ihr Passwort erfährt, kommt trotzdem nicht herein.
settings-app-on = An
settings-app-begin = App einrichten
settings-app-scan = Mit der App scannen
settings-app-scan-text = Jede Authenticator-App ist recht. Tippen Sie dann die sechs Ziffern, die sie zeigt.
settings-app-qr = Code zum Scannen mit einer Authenticator-App; darunter steht dasselbe in Buchstaben
settings-app-type = Oder tippen Sie dies in die App:
settings-app-code = Code der App
settings-app-confirm = Einschalten
settings-app-remove = App ausschalten
settings-app-remove-code = Ein Code, um sie auszuschalten
settings-codes = Wiederherstellungscodes
settings-codes-text = Bewahren Sie sie dort auf, wo Sie sie ohne Telefon finden. Jeder gilt einmal anstelle eines Codes der App. Sie werden nicht noch einmal gezeigt.
settings-codes-kept = Ich habe sie aufbewahrt
settings-codes-new = Neue Wiederherstellungscodes
settings-codes-left = { $count ->
    [0] Kein Wiederherstellungscode ist übrig.
    [one] Ein Wiederherstellungscode ist übrig.
   *[other] { $count } Wiederherstellungscodes sind übrig.
}
settings-passkeys = Passkeys
settings-passkeys-text = Melden Sie sich mit Finger, Gesicht oder Sicherheitsschlüssel an statt mit einem Passwort.
settings-passkeys-script = Einen Passkey einzurichten braucht JavaScript.
settings-passkey-name = Wie Sie dieses Gerät nennen
settings-passkey-example = Laptop im Büro
settings-passkey-add = Passkey einrichten
settings-passkey-since = seit { $time }
settings-last-used = zuletzt benutzt { $time }
settings-never-used = nie benutzt
settings-remove = Entfernen
settings-remove-named = { $name } entfernen
settings-sessions = Wo Sie angemeldet sind
settings-session-this = Hier
settings-session-unknown = Unbekannter Browser
settings-session-end = Dort abmelden
settings-sessions-end = Überall sonst abmelden
settings-tokens = API-Token
settings-tokens-text = Für Programme, die in Ihrem Namen handeln. Ein Token darf, was Sie dürfen, aber keinen anderen Zugang schaffen.
settings-token-name = Wo es benutzt wird
settings-token-scope = Was es darf
settings-token-make = Token erstellen
settings-token-made = Token für { $name }
settings-token-once = Kopieren Sie es jetzt. Es wird nicht noch einmal gezeigt.
settings-token-shown = Dieses Token gibt es schon, und sein Geheimnis wurde damals gezeigt. Hat es niemand aufbewahrt, widerrufen Sie es und erstellen Sie ein neues.
settings-token-kept = Ich habe es aufbewahrt
settings-copy = Kopieren
settings-revoke = Widerrufen
settings-revoke-named = { $name } widerrufen

settings-add = Hinzufügen
settings-archive = Weglegen
settings-restore = Wieder benutzen
settings-archived = Weggelegt
settings-no-team = Kein Team
settings-no-category = Keine Kategorie
settings-teams-none = Es gibt noch kein Team.
settings-team-add = Team hinzufügen
settings-team-name = Name
settings-team-visibility = Wer seine Tickets sieht
settings-team-visibility-hint = Eingeschränkt passt für Lohn oder Personal: Andere erfahren nicht einmal, dass es ein Ticket gibt.
settings-team-members = Mitglieder
settings-team-archived = Dieses Team wurde weggelegt: Es bekommt nichts Neues.
settings-team-archive = Dieses Team weglegen
settings-team-restore = Dieses Team wieder benutzen
settings-team-archive-text = Seine Tickets behalten es; Neues bekommt es nicht. Das lässt sich zurücknehmen.
settings-categories-none = Es gibt noch keine Kategorie.
settings-category-add = Kategorie hinzufügen
settings-category-edit = Diese Kategorie ändern
settings-category-name = Name
settings-category-parent = Teil von
settings-category-root = Nichts: sie steht ganz oben
settings-category-team = Team
settings-category-team-hint = Neue Tickets gehen dorthin; vorhandene bleiben, wo sie sind.
settings-category-archive-text = Alte Tickets behalten sie; neue können sie nicht haben, solange sie weggelegt ist.
settings-matrix-corner = Auswirkung, Dringlichkeit
settings-matrix-cell = { $impact }; { $urgency }
settings-matrix-rank = Wählen Sie eine Priorität von 1 bis 4.
settings-sites-none = Es gibt noch keinen Standort.
settings-site-add = Standort hinzufügen
settings-site-edit = Diesen Standort ändern
settings-site-name = Name
settings-site-zone-hint = Die Zeit, nach der man an diesem Ort lebt.
settings-mailboxes-none = Es gibt noch kein Postfach: Kein Brief kann ankommen oder hinausgehen.
settings-mailbox-add = Postfach hinzufügen
settings-mailbox-edit = Dieses Postfach ändern
settings-mailbox-address = Adresse
settings-mailbox-address-hint = Etwa support@example.org. Ihr Mailserver muss ihre Briefe an Firstline weitergeben.
settings-mailbox-name = Name im Haus
settings-mailbox-name-hint = Etwa Support.
settings-mailbox-sender = Name in Briefen
settings-mailbox-sender-hint = Was Empfänger neben der Adresse sehen; leer: der Name.
settings-mailbox-team = Team für diese Briefe
settings-mailbox-category = Kategorie für diese Briefe
settings-mailbox-signature = Signatur
settings-mailbox-signature-hint = Steht unter jeder Antwort.
settings-mailbox-archive-text = Weggelegt nimmt es keine Briefe an; seine Tickets und Antworten bleiben.
settings-sub-addresses = Unteradressen
settings-sub-addresses-yes = Der Mailserver kennt support+irgendwas@
settings-sub-addresses-no = Er kennt sie nicht
settings-sub-addresses-hint = Mit ihnen findet eine Antwort ihr Ticket, auch wenn ein Mailprogramm jede Spur weglässt. Die meisten Server kennen sie.

toast-saved = Gespeichert
toast-added = Hinzugefügt: { $name }
toast-archived = Weggelegt: { $name }
toast-restored = Wieder in Gebrauch: { $name }
toast-password = Ihr Passwort ist geändert
toast-session-ended = Dort abgemeldet
toast-sessions-ended = Überall sonst abgemeldet
toast-app-removed = Die App ist aus
toast-passkey-added = Der Passkey ist eingerichtet
toast-passkey-removed = Der Passkey ist entfernt
toast-token-revoked = Das Token ist widerrufen

# Kalender und Vereinbarungen.
settings-calendars-title = Geschäftskalender
settings-calendars-text = Wann ein Ort geöffnet ist, mit seinen Feiertagen. Betrifft, wann Tickets unter einer Vereinbarung fällig sind, ab jetzt; was gezählt ist, bleibt gezählt.
settings-calendars-none = Es gibt noch keinen Kalender. Vereinbarungen brauchen einen.
settings-calendar-line = { $zone }. { $days ->
    [0] Keine Feiertage.
    [one] Ein Feiertag oder besonderer Tag.
   *[other] { $days } Feiertage und besondere Tage.
} { $agreements ->
    [0] Keine Vereinbarung wird danach gemessen.
    [one] Eine Vereinbarung wird danach gemessen.
   *[other] { $agreements } Vereinbarungen werden danach gemessen.
}
settings-calendar-week = Die Woche
settings-calendar-add = Kalender hinzufügen
settings-calendar-edit = Diesen Kalender ändern
settings-calendar-edit-text = Die Fälligkeiten aller Tickets unter seinen Vereinbarungen werden neu berechnet.
settings-calendar-name = Name
settings-calendar-zone-hint = Die Stunden gelten nach den Uhren dieses Ortes, im Sommer wie im Winter.
settings-calendar-hours = Stunden
settings-calendar-hours-hint = Mehrere Spannen mit Komma: 08:00-12:00, 13:00-17:30. Über Mitternacht: 22:00-06:00. Ein ganzer Tag: 00:00-24:00. Nichts: geschlossen.
settings-calendar-special = Feiertage und besondere Tage, einer je Zeile
settings-calendar-special-hint = *-12-25 Weihnachten · easter+1 Ostermontag · 2026-12-24 09:00-12:00 Heiligabend (statt der üblichen Stunden) · 2026-03-04 -11:00-12:15 Versammlung (dazwischen geschlossen) · 2026-12-27..2026-12-31 Zwischen den Jahren
settings-calendar-archive-text = Er wird nicht mehr angeboten. Einer, nach dem eine Vereinbarung gemessen wird, bleibt.
settings-holidays = Feiertage aus einer Datei
settings-holidays-text = Ganze Tage sind geschlossen, Termine mit Uhrzeit sind Pausen, jährliche kommen jedes Jahr. Bekanntes wird nicht doppelt aufgenommen.
settings-holidays-file = iCalendar-Datei (.ics)
settings-holidays-import = Einlesen
settings-day-mon = Montag
settings-day-tue = Dienstag
settings-day-wed = Mittwoch
settings-day-thu = Donnerstag
settings-day-fri = Freitag
settings-day-sat = Samstag
settings-day-sun = Sonntag
settings-day-short-mon = Mo
settings-day-short-tue = Di
settings-day-short-wed = Mi
settings-day-short-thu = Do
settings-day-short-fri = Fr
settings-day-short-sat = Sa
settings-day-short-sun = So
settings-day-closed = geschlossen
settings-agreements-title = Vereinbarungen
settings-agreements-text = Was für welche Tickets versprochen ist und was geschieht, wenn die Zeit abläuft. Es zählt die erste, deren Bedingung gilt. Betrifft alle offenen Tickets sofort.
settings-agreements-none = Es gibt noch keine Vereinbarung. Nichts ist versprochen, und kein Ticket ist fällig.
settings-agreement-line = Gemessen nach { $calendar }. { $clocks ->
    [0] Keine Uhr läuft danach.
    [one] Eine Uhr läuft danach.
   *[other] { $clocks } Uhren laufen danach.
}
settings-agreement-all = Jedes Ticket
settings-agreement-up = { $name } nach oben
settings-agreement-down = { $name } nach unten
settings-agreement-add = Vereinbarung hinzufügen
settings-agreement-edit = Diese Vereinbarung ändern
settings-agreement-touches = { $clocks ->
    [0] Zurzeit läuft keine Uhr danach.
    [one] Zurzeit läuft eine Uhr danach; für sie gelten die neuen Ziele sofort.
   *[other] Zurzeit laufen { $clocks } Uhren danach; für sie gelten die neuen Ziele sofort.
}
settings-agreement-needs-calendar = Eine Vereinbarung wird nach einem Geschäftskalender gemessen.
settings-agreement-name = Name
settings-agreement-filter = Für welche Tickets
settings-agreement-filter-hint = Ein Filter wie organization:"Acme" priority>=high tag:vip. Nichts: jedes Ticket.
settings-agreement-calendar = Gemessen nach
settings-agreement-calendar-hint = Nur seine Stunden zählen.
settings-agreement-warn = Warnen bei Prozent der Zeit
settings-agreement-warn-hint = Wer das Ticket hat, erfährt es; 0 für nie.
settings-agreement-targets = Was versprochen ist
settings-agreement-targets-hint = Geschäftszeit wie 30m, 4h oder 1h 30m; nichts, wo nichts versprochen ist.
settings-agreement-promise = Versprechen
settings-agreement-pauses = Ruht
settings-agreement-cell = { $promise }, P{ $rank }
settings-agreement-pause-waiting = während gewartet wird
settings-agreement-pause-on_hold = wenn zurückgestellt
settings-agreement-first_response = Bis zur ersten öffentlichen Antwort
settings-agreement-next_response = Bis zur Antwort auf ein weiteres Wort
settings-agreement-update = Von einer öffentlichen Antwort zur nächsten
settings-agreement-resolution = Bis es gelöst ist
settings-agreement-team = Wie lange ein Team es hat
settings-agreement-no-time = „{ $time }“ ist keine Zeit. Schreiben Sie 30m, 4h oder 1h 30m.
settings-agreement-no-act = Wählen Sie, was der Schritt tut.
settings-agreement-steps = Wenn die Zeit abläuft
settings-agreement-steps-hint = Bei so viel Prozent der Zeit, 100 ist der Bruch, geschieht eines, einmal.
settings-agreement-archive-text = Ihre Tickets gehen an die nächste Vereinbarung über, die gilt, oder es ist nichts mehr für sie versprochen.
settings-rehearse = Proben
settings-rehearsal = Die letzten 30 Tage damit
settings-rehearsed = { $looked ->
    [0] In den letzten 30 Tagen kam kein Ticket.
    [one] In den letzten 30 Tagen kam ein Ticket. Tickets, für die dies gelten würde: { $held }.
   *[other] In den letzten 30 Tagen kamen { $looked } Tickets; für { $held } davon würde dies gelten.
}
settings-rehearsed-more = Es waren mehr als { $max }; dies sind die neuesten.
settings-rehearsed-moves = Neu darunter: { $gained }. Nicht mehr darunter: { $left }.
settings-rehearsed-how = Bedingungen werden an Tickets geprüft, wie sie jetzt sind; es zählen die Stunden des Kalenders, wie er jetzt ist. Geändert wurde nichts.
settings-rehearsed-would = Damit
settings-rehearsed-was = Wie es war
settings-rehearsed-differs = Wo es einen Unterschied machen würde
settings-tally = { $kept } gehalten, { $broken } gebrochen, { $open } offen
settings-would = { $promise }: { $would }, war { $was }.
settings-verdict-kept = gehalten
settings-verdict-broken = gebrochen
settings-verdict-open = offen
settings-verdict-none = nicht versprochen
settings-step-percent = Bei Prozent
settings-step-metric = Von
settings-step-act = Tun
settings-step-any = jedem Versprechen
settings-step-none = nichts
settings-step-tell = Bescheid geben: { $name }
settings-step-rota = { $name }: wer Dienst hat
settings-step-page = Rufen: { $name }
settings-step-raise = Priorität erhöhen
settings-step-reassign = An { $name } geben
toast-holidays = { $added } aufgenommen, { $known } schon bekannt, { $passed } übergangen
# Die Wege eines Postfachs.

settings-connection = Verbindung
settings-change = Ändern
settings-way-in = Wie Briefe kommen
settings-way-is-door = Ein Mailserver reicht sie an die SMTP- oder LMTP-Tür weiter.
settings-way-is-imap = Firstline holt sie ab (IMAP).
settings-way-is-pipe = Ein Mailserver gibt jeden an „firstline deliver“.
settings-way-imap = Briefe abholen (IMAP)
settings-way-imap-text = Firstline meldet sich bei { $mailbox } an und holt jeden neuen Brief, sobald er da ist.
settings-way-imap-go = Dort abholen
settings-way-other = Oder ein Mailserver bringt sie
settings-way-now = jetzt
settings-way-choose = Wählen
settings-way-door = SMTP- oder LMTP-Tür
settings-way-door-text = Ihr Mailserver reicht Briefe an die Adresse in smtp_listen oder lmtp_listen weiter.
settings-way-pipe = Programmaufruf
settings-way-pipe-text = Ihr Mailserver ruft auf: firstline deliver --mailbox { $mailbox }
settings-server-host = Server
settings-server-host-hint = Etwa imap.example.org: der Name, für den sein Zertifikat ist.
settings-server-port = Port
settings-server-port-hint = Der übliche, wenn leer.
settings-server-security = Schutz
settings-security-tls = TLS
settings-security-start-tls = STARTTLS
settings-security-plain = Keiner (nur dieser Rechner)
settings-server-sign-in = Anmeldung
settings-sign-in-password = Passwort
settings-sign-in-grant = Beim Anbieter (OAuth)
settings-sign-in-nothing = Keine
settings-server-user = Name
settings-server-user-hint = Die Adresse des Postfachs, wenn leer.
settings-server-password = Passwort
settings-server-password-hint = Wird versiegelt aufbewahrt. Leer lassen, um das vorhandene zu behalten.
settings-server-authority = Eigene Zertifizierungsstelle
settings-server-authority-hint = Zertifikate (PEM), denen neben denen des Systems vertraut wird. Meist leer.
settings-folder = Ordner
settings-folder-hint = Meist INBOX.
settings-processed-folder = Abgeholte Briefe verschieben nach
settings-processed-folder-hint = Ein Ordner; wird angelegt, wenn er fehlt. Wenn leer, bleiben sie liegen und werden als gelesen markiert.
settings-old-letters = Briefe, die schon dort liegen
settings-old-letters-no = Liegen lassen
settings-old-letters-yes = Auch abholen
settings-old-letters-hint = Jeder wird ein Ticket oder kommt zu einem. Niemand erhält dafür eine Eingangsbestätigung.
settings-way-out = Wie Briefe gehen
settings-way-out-text = Ohne Angabe gehen Briefe über das Relay des Desks. Ein Postfach kann ein eigenes haben, wie Microsoft 365 und Google es wollen.
settings-way-out-own = Über ein eigenes Relay:
settings-way-out-by-desk = Über das Relay des Desks.
settings-way-out-desks = Zurück zum Relay des Desks
settings-way-out-remove = Das Relay des Desks nehmen
settings-provider = Anmeldung beim Anbieter
settings-provider-text = Firstline einmal beim Anbieter registrieren, mit dieser Adresse für den Rückweg:
settings-provider-none = Nicht eingerichtet. Microsoft 365 und Google wollen das statt eines Passworts.
settings-provider-which = Anbieter
settings-provider-microsoft = Microsoft 365
settings-provider-google = Google
settings-provider-other = Ein anderer
settings-provider-tenant = Verzeichnis (Microsoft)
settings-provider-tenant-hint = Name oder Nummer des Mandanten; jede Organisation, wenn leer.
settings-provider-client = Client-ID
settings-provider-client-hint = So kennt der Anbieter Firstline.
settings-provider-secret = Client-Geheimnis
settings-provider-secret-hint = Wird versiegelt aufbewahrt. Leer lassen, um das vorhandene zu behalten.
settings-provider-secret-ends = Client-Geheimnis endet am
settings-provider-secret-ends-hint = Einen Monat vorher sagen wir Bescheid.
settings-provider-other-text = Adressen eines anderen Anbieters und seine Zertifizierungsstelle
settings-provider-authorize = Adresse für die Erlaubnis
settings-provider-token = Adresse für Tokens
settings-provider-device = Adresse für Geräte
settings-provider-scope = Bereich (scope)
settings-provider-ask = Beim Anbieter anmelden
settings-provider-ask-device = Mit einem zweiten Gerät
settings-provider-go = Zum Anbieter
settings-provider-go-text = Dort als das Postfach anmelden und Firstline erlauben, dessen Briefe zu lesen und zu senden. Danach geht es hierher zurück.
settings-device-text = Diese Adresse auf irgendeinem Gerät öffnen und diesen Code eingeben:
settings-grant-unasked = noch nicht gefragt
settings-grant-asked = wartet auf Antwort
settings-grant-given = erlaubt
settings-grant-failing = lässt sich nicht erneuern
settings-grant-ended = beendet, neu anmelden
settings-grant-renewed = Erneuert
settings-grant-ends = Wird erneuert vor
settings-grant-refresh-ends = Neu zu erlauben bis
settings-fetch-failing = Das Abholen geht nicht und wird wieder versucht: { $says }
settings-fetch-looked = Zuletzt nachgesehen
settings-fetch-letter = Letzter Brief
settings-fetch-never = noch nie
settings-fetch-waits = Neues
settings-waits-idle = Der Server sagt sofort Bescheid.
settings-waits-poll = Wir fragen jede Minute.
settings-fetch-progress = { $done } von { $total } Briefen, noch etwa { $left }
settings-fetch-began = Noch { $total } Briefe
settings-fetch-progress-label = Abgeholte Briefe
settings-fetch-anew = Den Ordner noch einmal durchgehen
settings-fetch-anew-text = Vom ersten Brief an. Briefe, die Firstline kennt, ändern nichts.
settings-stuck-forget = Diese vergessen
settings-doctor = Verbindung prüfen
settings-doctor-text = Geht vom Namen des Servers bis zu einem Brief, der ankommt, und sagt, was fehlt. Sendet einen Brief aus diesem Postfach an sich selbst.
settings-doctor-go = Verbindung prüfen
settings-doctor-under-way = Läuft; das dauert bis zu anderthalb Minuten.
settings-found-fine = hält
settings-found-note = Hinweis
settings-found-trouble = Problem
settings-found-untried = nicht versucht
settings-side-in = Herein
settings-side-out = Hinaus
settings-part-name = Name
settings-part-port = Port
settings-part-tls = TLS
settings-part-sign-in = Anmeldung
settings-part-folder = Ordner
settings-part-door = Tür
settings-part-send = Senden
settings-part-receive = Empfangen
toast-asked = Der Anbieter wird gefragt
toast-checking = Die Verbindung wird geprüft
toast-fetch-anew = Der Ordner wird noch einmal durchgegangen
settings-stuck-letter = Brief { $uid } des Ordners
settings-keeping-title = Wie lange etwas aufbewahrt wird
settings-keeping-text = Was von selbst geht, wenn es alt genug ist. Aus, bis es eingeschaltet wird; was ging, kommt nicht wieder. Zahlen ändern sich nicht.
settings-keeping-head-words = Inhalt geschlossener Tickets
settings-keeping-text-words = Betreff, Nachrichten, Dateien, Entwürfe, Angaben in Worten und Briefe gehen; Kategorie, Zeiten, Vereinbarungen und Bewertungen bleiben.
settings-keeping-on-words = Tickets leeren, wenn sie lange genug geschlossen sind
settings-keeping-days-words = Tage seit dem Schließen
settings-keeping-head-originals = Originale von Briefen
settings-keeping-text-originals = Briefe, wie sie kamen und gingen, werden entfernt; was darin stand, bleibt in den Tickets. Briefe, die auf eine Entscheidung oder den Versand warten, bleiben.
settings-keeping-on-originals = Originale entfernen, wenn sie alt genug sind
settings-keeping-days-originals = Tage seit dem Brief
settings-keeping-category = Kategorie, mit denen darunter
settings-keeping-all = Alle Kategorien
settings-keeping-look = Was würde es treffen?
settings-keeping-looked-words = { $count ->
    [0] Zurzeit träfe es kein Ticket.
    [one] Zurzeit würde ein Ticket geleert.
   *[other] Zurzeit würden { $count } Tickets geleert.
}
settings-keeping-looked-originals = { $count ->
    [0] Zurzeit träfe es keinen Brief.
    [one] Zurzeit würde das Original eines Briefs entfernt.
   *[other] Zurzeit würden die Originale von { $count } Briefen entfernt.
}
settings-keeping-ran = Zuletzt nachgesehen
settings-keeping-never = Noch nicht gelaufen.
settings-keeping-did-words = { $count ->
    [0] nichts war alt genug.
    [one] ein Ticket wurde geleert.
   *[other] { $count } Tickets wurden geleert.
}
settings-keeping-did-originals = { $count ->
    [0] nichts war alt genug.
    [one] ein Original wurde entfernt.
   *[other] { $count } Originale wurden entfernt.
}
