# Ausgehende Briefe.

mail-from = { $name }, { $desk }
mail-answer-footer = Anfrage #{ $ticket }. Antworten Sie auf diesen Brief, um etwas hinzuzufügen.
mail-files-left-out = Zu groß für einen Brief, Sie finden es bei Ihrer Anfrage: { $names }
mail-acknowledgement =
    Guten Tag { $name },

    Ihre Anfrage „{ $subject }“ ist bei uns. Sie hat die Nummer #{ $ticket }.
    Antworten Sie auf diesen Brief, um etwas hinzuzufügen.
mail-acknowledgement-plain-subject = Ihre Anfrage ist bei uns [#{ $ticket }]
mail-acknowledgement-plain =
    Guten Tag,

    ein Brief von dieser Adresse hat unseren Helpdesk erreicht. Er hat die Nummer #{ $ticket }.
    Wenn Sie uns nicht geschrieben haben, brauchen Sie nichts zu tun.

mail-address-added-subject = Eine Adresse wurde Ihrem Konto hinzugefügt
mail-address-added =
    Guten Tag { $name },

    Ihrem Konto beim Helpdesk wurde eine weitere E-Mail-Adresse hinzugefügt. Wer dort Post liest, kann sich als Sie anmelden.
    Ist das nicht richtig, antworten Sie auf diesen Brief.

# Warum ein Brief eröffnet hat, dazugekommen ist, angehalten oder nur aufbewahrt wurde.

mail-why-opened = Eröffnet: { $name } hat an den Helpdesk geschrieben.
mail-why-opened-stranger = Eröffnet: der erste Brief von dieser Adresse.
mail-why-token = Dazugekommen: er trägt die signierte Adresse unseres Briefs zu #{ $ticket }.
mail-why-emptied = Sein Inhalt wurde gelöscht; geblieben ist nur, dass er kam.
mail-why-answer = Dazugekommen: er antwortet auf unseren Brief zu #{ $ticket }.
mail-why-follows = Dazugekommen: er folgt auf einen früheren Brief zu #{ $ticket }.
mail-why-shares = Dazugekommen: er hat denselben Anfang wie ein früherer Brief zu #{ $ticket }.
mail-why-agent = Als Antwort des Helpdesks dazugekommen: er trägt die signierte Adresse unseres Briefs an diese Kollegin oder diesen Kollegen zu #{ $ticket }.
mail-why-stranger-token = Dazugekommen: jemand Neues antwortet, mit der signierten Adresse unseres Briefs zu #{ $ticket }.
mail-why-closed = Eröffnet: er antwortet auf #{ $ticket }, das geschlossen ist.
mail-why-agent-unproven = Angehalten: er steht im Namen einer Kollegin oder eines Kollegen und gehört zu #{ $ticket }, aber nichts belegt, dass sie ihn geschrieben haben.
mail-why-stranger = Angehalten: er antwortet auf einen Brief zu #{ $ticket }, aber sein Absender ist dort nicht beteiligt.
mail-why-stranger-staff-token = Angehalten: er trägt die signierte Adresse eines Briefs an den Helpdesk zu #{ $ticket }, kommt aber von jemand anderem.
mail-why-merged-away = Angehalten: er gehört zu einem Ticket, das ohne seine Beteiligten in #{ $ticket } aufgegangen ist.
mail-why-flood = Angehalten: zu viele Briefe von dieser Adresse in einer Stunde.
mail-why-flood-of-strangers = Angehalten: zu viele erste Briefe von unbekannten Adressen in einer Stunde.
mail-why-no-sender = Angehalten: er nennt keinen Absender, dem man antworten könnte.
mail-why-deactivated = Angehalten: { $name } ist deaktiviert.
mail-why-empty = Angehalten: es steht nichts darin.
mail-why-from-mailbox = Angehalten: er gibt vor, von unserem eigenen Postfach { $address } zu kommen.
mail-why-seems-automatic = Angehalten: er sieht nach einer automatischen Antwort aus, aber auf nichts, was wir kennen.
mail-why-refused = Angehalten: die Regeln des Helpdesks lehnen ab, was er verlangt.
mail-why-failed = Angehalten: beim Aufnehmen ist dreimal etwas schiefgegangen.
mail-why-unreadable = Angehalten: er konnte nicht gelesen werden.
mail-why-own = Nur aufbewahrt: ein Brief von uns selbst kam zurück.
mail-why-auto-reply = Nur aufbewahrt: eine automatische Antwort.
mail-why-auto-reply-noted = Notiert: eine automatische Antwort.
mail-why-bounced = Notiert: unser Brief ist nicht angekommen.
mail-why-bounce-unknown = Nur aufbewahrt: ein Zustellbericht zu einem Brief, der nicht von uns ist.
mail-why-delayed = Nur aufbewahrt: unser Brief verspätet sich; die Gegenseite versucht es weiter.
mail-why-complaint = Nur aufbewahrt: eine Beschwerde über unseren Brief, wie Mailanbieter sie schicken.
mail-explain-opens = Würde ein Ticket öffnen: Er antwortet auf keinen anderen Brief.
mail-explain-answers = Würde sich dem Ticket des Briefes anschließen, auf den er antwortet, wenn der Servicedesk jenen Brief kennt; sonst würde er eines öffnen.
mail-explain-token = Würde sich dem Ticket anschließen, das seine signierte Adresse nennt, wenn dieser Servicedesk sie signiert hat; sonst würde er eines öffnen.
mail-why-decided-attach = Zu #{ $ticket } dazugekommen: so wurde es im Team entschieden.
mail-why-decided-open = Eröffnet: so wurde es im Team entschieden.
mail-why-decided-discard = Nur aufbewahrt: so wurde es im Team entschieden.

# Warum ein ausgehender Brief angehalten ist.

mail-held-no-mailbox = Angehalten: es gibt kein Postfach, von dem er abgehen könnte. Legen Sie in den Einstellungen eines an und senden Sie ihn dann.
mail-held-bad-address = Angehalten: an eine der Adressen können keine Briefe gehen.
mail-held-nobody-reads = Angehalten: an dieser Adresse liest niemand Briefe.
mail-held-address-budget = Angehalten: zu viele Briefe an eine Adresse in einer Stunde, so sieht eine Schleife aus.
mail-held-domain-budget = Zurückgehalten: zu viele Briefe in einer Stunde an eine Domain, die niemand schrieb. So sieht eine Schleife aus.
mail-held-ticket-budget = Angehalten: zu viele Briefe zu einem Ticket in einer Stunde, so sieht eine Schleife aus.

# Absagen.

mail-mailbox-address = An diese Adresse können keine Briefe gehen.
mail-mailbox-sub-address = Ein Postfach hat keine Unteradresse: lassen Sie + und das Folgende weg.
mail-mailbox-name = Ein Postfach braucht einen Namen.
mail-mailbox-team = Ein solches Team gibt es nicht.
mail-mailbox-category = Eine solche Kategorie gibt es nicht.
mail-mailbox-taken = Ein anderes Postfach hat diese Adresse.
mail-mailbox-a-persons = Eine Person hat diese Adresse.
mail-mailboxes-max = Ein Helpdesk hat höchstens { $max } Postfächer.
mail-too-long = Das ist länger als { $max } Zeichen.
mail-already-left = Dieser Brief ist unterwegs oder schon fort.
mail-letter-decided = Aus diesem Brief ist schon etwas geworden.
mail-letter-without-sender = Dieser Brief nennt keinen Absender, dem man antworten könnte.
mail-sender-deactivated = Der Absender ist deaktiviert.
mail-not-a-letter = Das lässt sich nicht als Brief schreiben: { $why }

# Die Wege eines Postfachs: Abholen, Server, Erlaubnisse.

mail-why-agent-unaligned = Zurückgehalten: trägt die signierte Adresse unseres Briefs an diese Person zu #{ $ticket }, aber nichts belegt, dass der Absender der ist, der er zu sein vorgibt (SPF, DKIM, DMARC).
mail-why-too-large = Zurückgehalten: größer als { $max } MiB und dort abgeschnitten. Das Ganze liegt noch im Postfach.
mail-server-host = Das ist kein Name eines Servers wie mail.example.org.
mail-server-port = Ein Port ist eine Zahl von 1 bis 65535.
mail-server-plain = Ohne TLS nur zu einem Server auf diesem Rechner: TLS oder STARTTLS wählen.
mail-server-sign-in = Niemand holt Briefe ab, ohne sich anzumelden.
mail-server-password = Ein Passwort wird gebraucht. Das gespeicherte geht an keinen anderen Server.
mail-server-authority = Zertifikate beginnen mit -----BEGIN CERTIFICATE----- und enden mit -----END CERTIFICATE-----.
mail-way-in = Zum Abholen wird ein Server gebraucht: bitte das Formular dafür ausfüllen.
mail-folder = Der Name eines Ordners hat höchstens { $max } Zeichen.
mail-folder-same = Briefe können nicht in den Ordner verschoben werden, in dem sie liegen. Einen anderen wählen oder leer lassen.
mail-grant-url = Das muss eine Adresse sein, die mit https:// beginnt.
mail-grant-client = Der Name, unter dem der Anbieter Firstline kennt (Client-ID), wird gebraucht.
mail-grant-not-set-up = Bitte zuerst angeben, wie der Anbieter zu fragen ist.
mail-grant-no-device = Dieser Anbieter kennt keine Anmeldung über ein zweites Gerät.
mail-grant-visit-over = Diese Anmeldung ist vorbei oder wurde nicht hier begonnen. Bitte noch einmal beginnen.
mail-trouble-failing = Briefe können nicht abgeholt werden: { $says }
mail-trouble-stuck =
    { $count ->
        [one] Ein Brief konnte dreimal nicht abgeholt werden.
       *[other] { $count } Briefe konnten je dreimal nicht abgeholt werden.
    }
mail-trouble-grant = Die Erlaubnis des Anbieters kann nicht erneuert werden: { $says }
mail-trouble-grant-ends = Die Erlaubnis des Anbieters oder unser Geheimnis dort endet bald.
mail-tell-subject = Das Postfach { $mailbox } braucht Sie
mail-tell-mailbox-failing =
    Guten Tag,

    aus { $mailbox } können keine Briefe mehr abgeholt werden. Es wird immer wieder versucht. Zuletzt hieß es:
    { $says }

    Einstellungen, Postfächer zeigt den Stand; „Verbindung prüfen“ dort findet heraus, was fehlt.
mail-tell-mailbox-letter-stuck =
    Guten Tag,

    ein Brief in { $mailbox } konnte dreimal nicht abgeholt werden. Er liegt noch im Postfach; die anderen kommen weiter an.
    Einstellungen, Postfächer zeigt, was gesagt wurde, und versucht es noch einmal.
mail-tell-grant-failing =
    Guten Tag,

    die Erlaubnis des Anbieters für { $mailbox } konnte nicht erneuert werden. Es hieß:
    { $says }

    Bitte in Einstellungen, Postfächer neu anmelden, bevor keine Briefe mehr kommen.
mail-tell-grant-ending =
    Guten Tag,

    die Erlaubnis des Anbieters für { $mailbox } oder unser Geheimnis dort endet in den nächsten Wochen.
    Bitte ein neues anlegen und in Einstellungen, Postfächer eintragen, bevor keine Briefe mehr kommen.

# Verbindungen prüfen: was jeder Schritt gefunden hat, und was zu tun ist.

doctor-no-mailbox = Es gibt kein Postfach mit der Adresse { $address } in Gebrauch.
doctor-not-set-up = Noch hat niemand gesagt, wo Briefe abgeholt werden.
doctor-door = Briefe kommen durch die SMTP- oder LMTP-Tür: ein Mailserver reicht sie weiter. Der Brief unten zeigt, ob er das tut.
doctor-pipe = Briefe kommen durch „firstline deliver“: ein Mailserver ruft es auf. Der Brief unten zeigt, ob er das tut.
doctor-untried = Nicht versucht.
doctor-name-ok =
    { $count ->
        [one] { $host } hat eine Adresse.
       *[other] { $host } hat { $count } Adressen.
    }
doctor-name = Der Name { $host } ist nicht bekannt: { $says }
doctor-name-do = Ist der Name des Servers so geschrieben, wie der Anbieter ihn schreibt? Wenn ja, die Nameserver dieses Rechners prüfen lassen.
doctor-port-ok = { $host } nimmt Verbindungen auf Port { $port } an.
doctor-port = { $host } nimmt auf Port { $port } keine Verbindung an: { $says }
doctor-port-do = Stimmt der Port (IMAP 993 oder 143, Relays 465 oder 587)? Wenn ja, steht eine Firewall zwischen diesem Rechner und { $host }.
doctor-tls-ok = TLS hält; das Zertifikat endet in { $days } Tagen.
doctor-tls-fine = TLS hält.
doctor-tls-soon = TLS hält, aber das Zertifikat endet in { $days } Tagen. Wer den Server betreibt, sollte es erneuern.
doctor-tls-later = TLS beginnt nach den ersten Worten (STARTTLS), mit der Anmeldung.
doctor-tls-plain = Kein TLS: der Server ist dieser Rechner.
doctor-tls = TLS zu { $host } scheitert: { $says }
doctor-tls-do = Spricht dieser Port TLS vom ersten Byte an? 993 und 465 tun das; für 143 und 587 STARTTLS wählen.
doctor-tls-none = { $host } spricht auf diesem Port kein TLS.
doctor-tls-none-do = STARTTLS wählen, oder den Port, der vom ersten Byte an TLS spricht (IMAP 993, Relays 465).
doctor-tls-expired = Das Zertifikat von { $host } ist abgelaufen.
doctor-tls-expired-do = Wer { $host } betreibt, muss es erneuern. Wenn das geschehen ist: geht die Uhr dieses Rechners richtig?
doctor-tls-early = Das Zertifikat von { $host } gilt noch nicht.
doctor-tls-early-do = Geht die Uhr dieses Rechners richtig?
doctor-tls-name = Das Zertifikat, das { $host } zeigt, ist für einen anderen Namen.
doctor-tls-name-do = Den Namen verwenden, für den das Zertifikat ist. Gesagt wurde: { $says }
doctor-tls-issuer = Das Zertifikat von { $host } kommt von einer Stelle, die dieser Rechner nicht kennt.
doctor-tls-issuer-do = Wenn es Ihre eigene Stelle ist, deren Zertifikat (PEM) in das Feld dafür eintragen. Wenn es eine öffentliche sein sollte, hört vielleicht jemand mit.
doctor-tls-revoked = Das Zertifikat von { $host } wurde widerrufen.
doctor-tls-revoked-do = Wer { $host } betreibt, muss ein neues einsetzen.
doctor-starttls = { $host } bietet kein STARTTLS an: { $says }
doctor-starttls-do = TLS und dessen Port wählen (IMAP 993, Relays 465), oder STARTTLS auf { $host } einschalten lassen.
doctor-greeting = { $host } grüßt nicht wie ein IMAP-Server: { $says }
doctor-greeting-do = Ist das der IMAP-Server und sein Port, und nicht der, an den gesendet wird?
doctor-silent = { $host } nimmt die Verbindung an und sagt nichts.
doctor-silent-do = Will dieser Port TLS vom ersten Byte an? Dann TLS statt STARTTLS wählen.
doctor-sign-in-ok = Angemeldet als { $user }.
doctor-no-sign-in = Das Relay nimmt Briefe ohne Anmeldung an.
doctor-secret = Das gespeicherte Passwort kann nicht gelesen werden: { $says }
doctor-secret-do = Noch einmal eingeben, oder den Schlüssel zurückgeben, mit dem es versiegelt wurde (secret.key).
doctor-grant = Der Anbieter hat nichts erlaubt, was jetzt gilt.
doctor-grant-do = Beim Anbieter anmelden, in den Einstellungen dieses Postfachs.
doctor-refused = { $host } lässt { $user } nicht ein: { $says }
doctor-refused-do = Stimmen Name und Passwort? Anbieter mit zweitem Faktor wollen ein App-Passwort oder eine Anmeldung beim Anbieter. IMAP oder SMTP muss für das Postfach vielleicht eingeschaltet werden.
doctor-refused-grant = { $host } lässt { $user } mit der Erlaubnis des Anbieters nicht ein: { $says }
doctor-refused-grant-do = Microsoft: hat die App die Berechtigungen IMAP.AccessAsUser.All und SMTP.Send, hat eine Administratorin zugestimmt, ist IMAP (und authentifiziertes SMTP) für dieses Postfach an, und hat sich genau dessen Konto angemeldet? Google: ist IMAP an, und ist der Bereich https://mail.google.com/ erlaubt?
doctor-folder-ok =
    { $count ->
        [one] Der Ordner { $folder } geht auf; ein Brief liegt darin.
       *[other] Der Ordner { $folder } geht auf; { $count } Briefe liegen darin.
    }
doctor-folder = Der Ordner { $folder } geht nicht auf: { $says }
doctor-folder-do = Ist sein Name so geschrieben wie im Postfach, mit dem Zeichen, das ihn von den Ordnern darüber trennt?
doctor-no-relay = Kein Relay: Briefe dieses Postfachs bleiben im Ausgang.
doctor-relay-refused = { $host } nimmt uns nicht an: { $says }
doctor-relay-refused-do = Will das Relay eine Anmeldung, oder kennt es die Adresse dieses Rechners?
doctor-send-ok = Ein Brief an uns selbst wurde dem Relay übergeben.
doctor-send = Das Relay hat einen Brief an uns selbst nicht angenommen: { $says }
doctor-send-do = Darf das Konto von der Adresse des Postfachs senden? Relays erlauben oft nur die eigene.
doctor-receive-ok = Der Brief an uns selbst ist angekommen.
doctor-receive = Der Brief an uns selbst ist nicht innerhalb von { $seconds } Sekunden angekommen.
doctor-receive-do = Läuft Firstline (firstline serve)? Führt die Adresse in dieses Postfach, und reicht dessen Mailserver Briefe an Firstline weiter? Auch in den Spam-Ordner sehen.
doctor-ours = Auf dieser Seite ging etwas schief: { $says }
doctor-ours-do = Das Protokoll sagt mehr.
doctor-lost = Die Verbindung brach ab: { $says }
doctor-lost-do = Es wird wieder versucht. Wenn es bleibt, bei den Betreibern des Servers nachfragen.
doctor-slow = Der Server antwortet nicht rechtzeitig auf die Frage nach { $what }.
doctor-slow-do = Es wird wieder versucht. Wenn es bleibt, bei den Betreibern des Servers nachfragen.
doctor-no-content = Der Server führt einen Brief auf und gibt keinen Inhalt.
doctor-no-content-do = Den Brief im Postfach selbst ansehen.
doctor-no-end = Die Prüfung kam in { $seconds } Sekunden zu keinem Ende.
doctor-no-end-do = Die Server antworten sehr langsam oder gar nicht. „firstline mail doctor“ auf der Kommandozeile wartet länger und zeigt jeden Schritt.

# Was mit einer Adresse ist, und warum ein Brief zurückkam.

mail-bounce-user_unknown = Der letzte Brief an { $address } kam nicht an: dieses Postfach gibt es nicht.
mail-bounce-host_unknown = Der letzte Brief an { $address } kam nicht an: diese Domain gibt es nicht.
mail-bounce-moved = Der letzte Brief an { $address } kam nicht an: das Postfach ist umgezogen.
mail-bounce-no_mail = Der letzte Brief an { $address } kam nicht an: die Domain nimmt keine Mail an.
mail-bounce-mailbox_full = Der letzte Brief an { $address } kam nicht an: das Postfach ist voll.
mail-bounce-suspended = Der letzte Brief an { $address } kam nicht an: das Postfach ist gesperrt.
mail-bounce-filtered = Der letzte Brief an { $address } kam nicht an: der Filter des Empfängers hat ihn abgelehnt.
mail-bounce-spam = Der letzte Brief an { $address } kam nicht an: er wurde für Spam gehalten.
mail-bounce-too_large = Der letzte Brief an { $address } kam nicht an: er ist zu groß.
mail-bounce-content = Der letzte Brief an { $address } kam nicht an: etwas an Inhalt oder Form wird nicht angenommen.
mail-bounce-sender_refused = Der letzte Brief an { $address } kam nicht an: unsere Adresse wird dort abgelehnt.
mail-bounce-unauthenticated = Der letzte Brief an { $address } kam nicht an: SPF, DKIM oder DMARC unserer Domain hielt dort nicht.
mail-bounce-blocked = Der letzte Brief an { $address } kam nicht an: unser Mailserver ist dort gesperrt.
mail-bounce-no_relay = Der letzte Brief an { $address } kam nicht an: der Server dort nimmt keine Mail für diese Adresse an.
mail-bounce-policy = Der letzte Brief an { $address } kam nicht an: eine Regel dort verbietet ihn.
mail-bounce-too_many = Der letzte Brief an { $address } kam nicht an: es gingen zu viele Briefe auf einmal dorthin.
mail-bounce-expired = Der letzte Brief an { $address } kam nicht an: der Server dort hat nicht rechtzeitig geantwortet.
mail-bounce-network = Der letzte Brief an { $address } kam nicht an: der Weg dorthin ist gestört.
mail-bounce-system = Der letzte Brief an { $address } kam nicht an: das System dort hat selbst eine Störung.
mail-bounce-unknown = Der letzte Brief an { $address } kam nicht an: niemand sagt, warum.
mail-returned-user_unknown = Dieses Postfach gibt es nicht.
mail-returned-host_unknown = Diese Domain gibt es nicht.
mail-returned-moved = Das Postfach ist umgezogen.
mail-returned-no_mail = Die Domain nimmt keine Mail an.
mail-returned-mailbox_full = Das Postfach ist voll.
mail-returned-suspended = Das Postfach ist gesperrt.
mail-returned-filtered = Der Filter des Empfängers hat ihn abgelehnt.
mail-returned-spam = Er wurde für Spam gehalten.
mail-returned-too_large = Er ist zu groß.
mail-returned-content = Etwas an Inhalt oder Form wird nicht angenommen.
mail-returned-sender_refused = Unsere Adresse wird dort abgelehnt.
mail-returned-unauthenticated = SPF, DKIM oder DMARC unserer Domain hielt dort nicht.
mail-returned-blocked = Unser Mailserver ist dort gesperrt.
mail-returned-no_relay = Der Server dort nimmt keine Mail für diese Adresse an.
mail-returned-policy = Eine Regel dort verbietet ihn.
mail-returned-too_many = Es gingen zu viele Briefe auf einmal dorthin.
mail-returned-expired = Der Server dort hat nicht rechtzeitig geantwortet.
mail-returned-network = Der Weg dorthin ist gestört.
mail-returned-system = Das System dort hat selbst eine Störung.
mail-returned-unknown = Niemand sagt, warum.
mail-returned-mailbox_full-again = Das Postfach ist voll; morgen wird er noch einmal gesendet.
mail-returned-too_many-again = Es gingen zu viele Briefe auf einmal dorthin; morgen wird er noch einmal gesendet.
mail-returned-expired-again = Der Server dort hat nicht rechtzeitig geantwortet; morgen wird er noch einmal gesendet.
mail-returned-network-again = Der Weg dorthin ist gestört; morgen wird er noch einmal gesendet.
mail-returned-system-again = Das System dort hat selbst eine Störung; morgen wird er noch einmal gesendet.
mail-why-on-behalf = Geöffnet für { $name }: Ein Kollege hat den Brief weitergeleitet.
mail-why-never = Ignoriert: Der Servicedesk will keine Briefe von { $address }.
mail-never-from-us = Das ist eine Adresse der eigenen Leute oder Postfächer.
mail-there-already = Da ist er schon.
mail-alone-already = Er ist schon allein in seinem Ticket.
mail-words-taken-out = Wörter dieses Briefs wurden aus dem Ticket entfernt. Er kann nicht mehr gesendet werden.
mail-pictures-not-vouched = Immer gezeigt werden nur Bilder von Absendern, für die jemand bürgt. Für diesen bürgt niemand.

# Nebengespräche.
mail-side-files-left-out = Zu groß für einen Brief, nicht beigelegt: { $names }
mail-side-nobody = Jede Adresse ist ein Postfach dieses Helpdesks. Nennen Sie jemand anderen, an den geschrieben wird.
mail-side-not-sent = Kein Brief ist hinausgegangen.
mail-why-side-joined = Zu einem Nebengespräch von #{ $ticket } dazugekommen: jemand, der daran teilnimmt, antwortet.
mail-why-side-decided = Zu einem Nebengespräch von #{ $ticket } dazugekommen: jemand vom Helpdesk hat so entschieden.
mail-why-side-stranger = Angehalten: er antwortet auf ein Nebengespräch von #{ $ticket }, aber sein Absender nimmt daran nicht teil.
mail-why-side-unaligned = Angehalten: er antwortet auf ein Nebengespräch von #{ $ticket } im Namen einer Kollegin oder eines Kollegen, aber nichts belegt, dass der Absender stimmt (SPF, DKIM, DMARC).
mail-why-side-full = Angehalten: er antwortet auf ein Nebengespräch von #{ $ticket }, in das kein weiterer Beitrag passt.
mail-why-side-gone = Angehalten: er antwortet auf ein Nebengespräch, dessen Ticket es nicht mehr gibt.
mail-letter-no-side = Dieser Brief gehört zu keinem Nebengespräch.
