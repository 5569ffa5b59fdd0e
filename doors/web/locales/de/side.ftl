# Nebengespräche.
told-side-begun = hat neben dem Ticket an andere geschrieben: „{ $subject }“
told-side-written = hat im Nebengespräch „{ $subject }“ wieder geschrieben
told-side-answered = hat im Nebengespräch „{ $subject }“ eine Antwort angenommen
told-side-noted = hat im Nebengespräch „{ $subject }“ einen automatischen Brief vermerkt
told-side-closed = hat das Nebengespräch „{ $subject }“ geschlossen
told-side-reopened = hat das Nebengespräch „{ $subject }“ wieder geöffnet

# Der Abschnitt neben einem Ticket und seine Seiten.
side-title = Nebengespräche
side-show = Nebengespräche ansehen
side-open-count = { $count } offen
side-begin = Neben diesem Ticket an andere schreiben
side-none = Noch wurde an niemand anderen geschrieben
side-none-text = Fragen Sie einen Lieferanten, ein anderes Team oder wen auch immer, der eine Adresse hat. Sie sehen, was Sie hier schreiben, und nichts vom Ticket; wer um das Ticket gebeten hat, sieht nichts davon.
side-turns =
    { $count ->
        [one] { $count } Brief
       *[other] { $count } Briefe
    }
side-state-open = Offen
side-state-closed = Geschlossen
side-emptied = (gelöscht)
side-erased = Gelöschte Person
side-to = An
side-to-hint = Eine Adresse oder mehrere, durch Kommas getrennt. Alle sehen, an wen sonst noch geschrieben wird.
side-subject = Betreff
side-subject-hint = Wen Sie anschreiben, sieht ihn. Der Betreff des Tickets geht nicht mit.
side-body = Nachricht
side-body-hint = Das ist alles, was ankommt, mit Ihrem Namen und der Signatur des Postfachs. Markdown ist möglich. Sie geht sofort hinaus und lässt sich nicht zurücknehmen.
side-files = Dateien dieses Tickets mitschicken
side-send = Senden
side-with = Mit
side-go-on = Wieder schreiben
side-also = Auch an
side-also-hint = Lassen Sie es leer, um denen zu schreiben, die schon teilnehmen. Wer dazukommt, bekommt von jetzt an Briefe.
side-close = Schließen
side-reopen = Wieder öffnen
check-beside = Ins Nebengespräch aufnehmen
toast-side-begun = Gesendet. Antworten kommen hierher.
toast-side-written = Gesendet.
toast-side-closed = Geschlossen. Eine Antwort öffnet es wieder.
toast-side-reopened = Wieder offen.
