outbox-text = Jeder Brief, der hinausgeht, kommt hier vorbei. Ohne Relay bleiben sie, lesbar, auf diesem Rechner.
outbox-empty = Noch ist kein Brief hinausgegangen
outbox-empty-text = Die erste Antwort an jemanden wird hier stehen.
outbox-held-count =
    { $count ->
        [one] Ein Brief wird zurückgehalten: Er sieht nach einer Schleife aus oder kann nirgends hin.
       *[other] { $count } Briefe werden zurückgehalten: Sie sehen nach einer Schleife aus oder können nirgends hin.
    }
outbox-all = Alle
outbox-held-see = Ansehen und entscheiden
outbox-state = Stand
outbox-subject = Betreff
outbox-from = Von
outbox-to = An
outbox-cc = Kopie
outbox-ticket = Ticket
outbox-when = Wann
outbox-file = Datei
outbox-raw = Der Brief, wie er hinausging
outbox-release = Hinauslassen
outbox-again = Noch einmal senden
outbox-queued = Unterwegs
outbox-held = Zurückgehalten
outbox-sent = Gesendet
outbox-kept_in_outbox = Hier behalten
outbox-bounced = Zurückgekommen
outbox-given_up = Aufgegeben
toast-released = Er ist unterwegs
jobs-given-up = Ließ sich nicht erledigen
jobs-retry = Noch einmal versuchen
toast-retried = Wird noch einmal versucht
check-title = Post zu prüfen
check-text = Briefe, über die Firstline nicht allein entscheiden wollte.
check-empty = Hier wartet nichts auf Sie
check-empty-text = Briefe, die nirgends sicher hingehören, stünden hier, jeder mit dem Grund.
check-no-subject = (ohne Betreff)
check-ticket = Ticketnummer
check-ticket-number = Geben Sie die Nummer eines Tickets an, etwa 402.
check-attach = An dieses Ticket hängen
check-open = Neues Ticket eröffnen
check-discard = Liegen lassen
toast-decided = Erledigt
toast-discarded = Liegen gelassen. In den Briefen bleibt er zu finden.
letter-raw = Der Brief, wie er kam
letter-vouched = Absender
letter-vouched-by = { $by } bürgt für diese Adresse
letter-vouched-yes = Für die Adresse wird gebürgt
letter-vouched-no = Niemand bürgt für diese Adresse
