# Was Nebengespräche ablehnen.
side-subject-missing = Sagen Sie in einer Zeile, worum es geht.
side-subject-too-long = Ein Betreff hat höchstens { $max } Zeichen.
side-to-missing = Nennen Sie mindestens eine Adresse, an die geschrieben wird.
side-to-too-many = An einem Gespräch nehmen höchstens { $max } Adressen teil.
side-to-address = „{ $address }“ ist keine Adresse, an die Briefe gehen können.
side-to-requester = { $address } gehört der Person, die um dieses Ticket gebeten hat. Antworten Sie ihr im Ticket.
side-body-missing = Schreiben Sie, was Sie fragen oder sagen wollen.
side-body-too-long = Höchstens { $max_kib } KiB Text.
side-body-gap = Zwischen ⟦ und ⟧ ist noch etwas nicht ausgefüllt.
side-files-too-many = Mit einem Brief gehen höchstens { $max } Dateien mit.
side-file-elsewhere = Eine der Dateien gehört nicht mehr zu diesem Ticket.
side-too-many = Ein Ticket hat höchstens { $max } Nebengespräche.
side-state = Ein Nebengespräch ist offen (open) oder geschlossen (closed).
side-full = Ein Nebengespräch hat höchstens { $max } Beiträge. Beginnen Sie ein neues.
