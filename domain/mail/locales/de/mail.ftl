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
