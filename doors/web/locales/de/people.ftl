# Menschen und Organisationen.

people-add = Person hinzufügen
people-add-go = Hinzufügen
people-add-text = Wer etwas anfragt, braucht nicht mehr. Wer hier arbeitet, braucht eine Adresse und bekommt von seiner Seite aus eine Einladung.
people-search = Name, Adresse oder Nummer
people-go = Zeigen
people-role = Rolle
people-role-hint = Anfragende fragen, Agenten antworten, Leitende verantworten, Administratoren betreiben.
people-role-unknown = Wählen Sie eine Rolle aus der Liste.
people-role-change = Rolle ändern
people-role-change-hint = Wer weniger darf als zuvor, wird abgemeldet; wer nicht mehr hier arbeitet, verlässt alle Teams.
people-all-roles = Alle Rollen
people-gone = auch Ausgeschiedene
people-none = Niemand gefunden
people-none-text = Versuchen Sie den Anfang eines Namens, einer Adresse oder einer Nummer.
people-everybody = Alle zeigen
people-shown = { $count ->
    [one] Eine Person
   *[other] { $count } Personen
}
people-name = Name
people-email = E-Mail-Adresse
people-email-hint = Kann fehlen, wenn jemand nur am Telefon bekannt ist.
people-email-primary = hierhin gehen Briefe
people-email-other = gehört auch dazu
people-email-verified = nachgewiesen
people-email-make-primary = Hierhin schreiben
people-email-add = Weitere Adresse
people-phone = Telefon
people-phone-add = Weitere Nummer
people-phone-label = Was es ist
people-title = Tätigkeit
people-organization = Organisation
people-no-organization = Keine Organisation
people-site = Standort
people-no-site = Kein Standort
people-notes = Notizen
people-notes-hint = Was man hier wissen sollte. Anfragende sehen es nie.
people-edit = Bearbeiten
people-sees = Sieht
people-sees-organization = Alles, was die eigene Organisation anfragt
people-sees-organization-hint = Sonst nur, was man selbst angefragt hat.
people-deactivated = Ausgeschieden
people-unverified = Noch unbestätigt
people-reach = Erreichbar
people-facts = Angaben
people-local-time = Zeit dort
people-tickets = Tickets
people-tickets-none = Noch kein Ticket.
people-tickets-cut = Die neuesten { $count }. Die anderen findet die Suche.
people-account = Konto
people-account-text = Wer ausscheidet, behält Tickets und Worte; nur herein kommt man nicht mehr.
people-invite = Einladung schicken
people-reset = Zweiten Faktor wegnehmen
people-deactivate = Deaktivieren
people-reactivate = Wieder hereinlassen
organizations-text = Kundenfirmen und Abteilungen.
organizations-add = Organisation hinzufügen
organizations-edit = Bearbeiten
organizations-none = Noch keine Organisation
organizations-none-text = Menschen brauchen keine. Fügen Sie eine hinzu, um zu sehen, was eine Organisation anfragt.
organizations-shown = { $count ->
    [one] Eine Organisation
   *[other] { $count } Organisationen
}
organizations-people = { $count ->
    [0] Niemand gehört dazu
    [one] Eine Person
   *[other] { $count } Personen
}
organizations-nobody = Noch gehört niemand dazu.
organizations-shares = Alle sehen, was die anderen angefragt haben
organizations-shares-hint = Passt für ein kleines Büro; lassen Sie es aus, wo Anliegen vertraulich sind.
organizations-domains = Domains, von denen ihre Leute schreiben
organizations-domains-hint = Eine je Zeile, etwa example.org. Wer zum ersten Mal von einer davon schreibt, gehört dazu.

toast-role = Die Rolle ist geändert
toast-invited = Eine Einladung ist unterwegs an { $email }
toast-reset = Der zweite Faktor ist weg; die Anmeldung beginnt neu
toast-deactivated = { $name } kann nicht mehr hereinkommen
toast-reactivated = { $name } darf wieder hereinkommen

people-merge = Mit jemandem zusammenführen
people-merge-text = Falls das Team { $name } doppelt kennt. Alles geht an die Person, die bleibt, und zwar endgültig: Niemand kann beide wieder trennen.
people-merge-who = Wer bleibt
people-merge-who-hint = Name oder Adresse
people-merge-next = Beide ansehen
people-merge-gone = Geht
people-merge-stays = Bleibt
people-merge-look = { $count ->
    [0] { $name } bekommt die Adressen, Nummern und Schlagwörter. Tickets gibt es keine.
    [one] { $name } bekommt die Adressen, Nummern, Schlagwörter und ein Ticket.
   *[other] { $name } bekommt die Adressen, Nummern, Schlagwörter und { $count } Tickets.
}
people-merge-go = Endgültig zusammenführen
people-merge-other = Jemand anderen wählen
toast-people-merged = { $name } ist jetzt beide.
people-erase = Löschen
people-erased = Gelöscht
people-being-erased = Wird gelöscht
people-erase-title = { $name } löschen
people-erase-text = Falls jemand verlangt, dass nichts über ihn aufbewahrt wird. Es gibt keinen Weg zurück.
people-erase-under-way = Die Person wird gelöscht. Bisher erledigt: { $tickets ->
    [one] ein Ticket
   *[other] { $tickets } Tickets
}, { $messages ->
    [one] eine Nachricht
   *[other] { $messages } Nachrichten
} in Tickets von anderen.
people-erase-goes = Was es betrifft
people-erase-account = Konto
people-erase-account-text = Name, Adressen, Nummern, Notizen, Tags und Angaben, alle Wege zur Anmeldung und was die Person am Desk für sich hat. Hinein kommt sie ab dem ersten Augenblick nicht mehr.
people-erase-tickets = Tickets
people-erase-tickets-text = { $count ->
    [0] Keine.
    [one] Ein Ticket verliert seinen Inhalt: Betreff, { $messages ->
        [one] eine Nachricht
       *[other] { $messages } Nachrichten
    } von wem auch immer, Entwürfe und Angaben.
   *[other] { $count } Tickets verlieren ihren Inhalt: Betreffe, { $messages ->
        [one] eine Nachricht
       *[other] { $messages } Nachrichten
    } von wem auch immer, Entwürfe und Angaben.
}
people-erase-elsewhere = In Tickets von anderen
people-erase-elsewhere-text = { $count ->
    [one] Eine Nachricht der Person verliert ihren Inhalt, ebenso Zitate daraus.
   *[other] { $count } Nachrichten der Person verlieren ihren Inhalt, ebenso Zitate daraus.
}
people-erase-files = Dateien und Briefe
people-erase-files-text = { $files ->
    [0] Keine Dateien
    [one] Eine Datei
   *[other] { $files } Dateien
} und { $letters ->
    [one] ein Brief, wie er kam oder ging.
   *[other] { $letters } Briefe, wie sie kamen und gingen.
}
people-erase-stays = Was bleibt
people-erase-stays-text = Dass es Tickets gab, ihre Kategorie, Tags und Zeiten, wie Vereinbarungen gehalten wurden, und die Bewertungen: Zahlen ändern sich nicht. Auch was andere in ihren eigenen Tickets schrieben, bleibt.
people-erase-unfinished = { $count ->
    [one] Auch das Ticket leeren, das nicht erledigt ist
   *[other] Auch die { $count } Tickets leeren, die nicht erledigt sind
}
people-erase-name = Der Name, zur Sicherheit
people-erase-name-hint = { $name }
people-erase-go = Endgültig löschen
toast-erasure-begun = Die Person wird gelöscht. Hinein kommt sie nicht mehr; der Rest dauert einen Augenblick.
erased-person-called = Gelöschte Person
erased-ticket-called = Gelöscht
people-copy = Kopie der Daten
people-copy-title = Kopie der Daten von { $name }
people-copy-text = Falls jemand wissen will, was über ihn aufbewahrt wird: was die Person hier ist, was sie schrieb und bekam, was sie gefragt wurde und wann sie sich anmeldete, mit Dateien und Briefen, als Zip-Archiv. Interne Notizen und Adressen von anderen sind nicht dabei.
people-copy-ask = Kopie erstellen lassen
people-copy-none = Zurzeit gibt es keine Kopie.
people-copy-made = Kopien
people-copy-being-made = Wird erstellt. Große Kopien dauern einige Minuten; bitte die Seite neu laden.
people-copy-fetch = Herunterladen, { $size }
people-copy-until = bis { $until } herunterzuladen
people-copy-asked = Verlangt
toast-copy-asked = Die Kopie wird erstellt.
