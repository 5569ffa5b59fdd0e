# Was Listen, Suche, Ansichten, Kategorien und Taten zwischen Tickets sagen.

queue-limit-wrong = Eine Seite hat 1 bis { $max } Zeilen.
queue-cursor-wrong = Diese Stelle der Liste passt nicht mehr zu ihrer Reihenfolge. Beginnen Sie wieder oben.

category-name-missing = Geben Sie der Kategorie einen Namen.
category-name-too-long = Der Name einer Kategorie hat höchstens { $max } Zeichen.
category-name-two-levels = Ein Name mit „ / “ läse sich wie zwei Ebenen. Legen Sie die zweite unter der ersten an.
category-name-taken = „{ $path }“ gibt es schon.
category-name-archived = „{ $path }“ gibt es, aber archiviert. Stellen Sie die Kategorie wieder her, oder wählen Sie einen anderen Namen.
category-parent-archived = Die Kategorie darüber ist archiviert. Stellen Sie zuerst diese wieder her.
category-below-itself = Eine Kategorie kann nicht unter sich selbst liegen.
category-too-deep = Kategorien liegen höchstens { $max } Ebenen tief.
category-too-many = Es gibt { $max } Kategorien, mehr können es nicht sein. Archivierte zählen mit.

matrix-absurd = Bei Auswirkung { $impact ->
    [high] hoch
    [medium] mittel
   *[low] niedrig
 } und Dringlichkeit { $urgency ->
    [high] hoch
    [medium] mittel
   *[low] niedrig
 } ist die Priorität dringender als dort, wo eine von beiden höher ist. Heben Sie jene an, oder senken Sie diese.

view-name-missing = Geben Sie der Ansicht einen Namen.
view-name-too-long = Der Name einer Ansicht hat höchstens { $max } Zeichen.
view-order-too-long = Eine Ansicht wird nach höchstens { $max } Spalten sortiert.
view-too-many = Hier gibt es schon { $max } Ansichten. Löschen Sie eine, die niemand braucht.

ticket-with-itself = Das ist ein und dasselbe Ticket. Wählen Sie ein anderes.
merge-already = Dieses Ticket geht schon in { $into } weiter. Nehmen Sie diese Zusammenführung zuerst zurück.
merge-into-closed = Ticket { $into } ist geschlossen. Öffnen Sie es zuerst wieder, oder führen Sie andersherum zusammen.
merge-too-deep = Mehr als { $max } Tickets gingen nacheinander ineinander auf. Führen Sie sie gleich mit dem letzten zusammen.
not-merged = Dieses Ticket ist mit keinem anderen zusammengeführt.

split-messages-count = Wählen Sie 1 bis { $max } Nachrichten.
split-message-elsewhere = Eine der Nachrichten ist nicht mehr in diesem Ticket. Sehen Sie noch einmal nach.
split-message-held = Eine der Nachrichten kann noch zurückgenommen werden. Warten Sie, bis sie hinaus ist.
split-leaves-nothing = Mindestens eine Nachricht bleibt zurück. Soll das ganze Ticket anders heißen, ändern Sie den Betreff.

links-too-many = Ticket { $ticket } hat { $max } Verknüpfungen, mehr können es nicht sein.
not-linked = Diese Tickets sind nicht verknüpft.
part-of-itself = Ein Ticket kann kein Teil eines seiner eigenen Teile sein.
parts-too-deep = Teile liegen höchstens { $max } Ebenen tief, das ganze Ticket mitgezählt.
parts-too-many = Ein Ticket hat höchstens { $max } Teile.

minutes-wrong = Geben Sie 1 bis { $max } Minuten ein. Teilen Sie Längeres nach Tagen auf.
time-note-too-long = Eine Anmerkung hat höchstens { $max } Zeichen.

bulk-count = Wählen Sie 1 bis { $max } Tickets.

# Was ein Filter über Tickets fragen kann.
filter-field-status = Wo das Ticket steht: new, open, waiting, on_hold, resolved, closed; oder unfinished, finished.
filter-field-kind = incident oder service_request.
filter-field-number = Die Nummer des Tickets.
filter-field-created = Wann es hereinkam.
filter-field-updated = Wann sich zuletzt etwas daran änderte.
filter-field-resolved = Wann es gelöst wurde.
filter-field-closed = Wann es geschlossen wurde.
filter-field-source = Der Weg herein: email, portal, phone, walk_up, agent, api, monitoring.
filter-field-subject = Wörter nur des Betreffs.
filter-field-priority = Was zuerst kommt: low, normal, high, critical; oder p1 bis p4.
filter-field-impact = Wie viel getroffen ist: low, medium, high.
filter-field-urgency = Wie bald es wehtut: low, medium, high.
filter-field-satisfaction = Was der Anfragende von der Hilfe hielt: offered, solange nicht geantwortet ist, good, bad.
filter-field-assignee = Wer es bearbeitet; me für Sie selbst, none für niemanden.
filter-field-team = Wessen Arbeit es ist; mine für Ihre Teams.
filter-field-requester = Wer gefragt hat.
filter-field-organization = Für wen die anfragende Person arbeitet.
filter-field-category = Worum es geht, alles darunter eingeschlossen.
filter-field-site = Wo es ist.
filter-field-opened-by = Wer es aufgeschrieben hat, wenn nicht die anfragende Person.
filter-field-watcher = Wer es beobachtet.
filter-field-tag = Ein Schlagwort.
filter-field-replied = Wann der Service zuerst geantwortet hat.
filter-field-last-message = Wann zuletzt jemand der anfragenden Person schrieb oder sie uns.
filter-field-since = Seit wann es dort steht, wo es steht.
filter-field-hold-until = Bis wann es zurückgestellt ist.
filter-field-spent = Wie viel Arbeit aufgeschrieben wurde.
filter-field-messages = Wie viele Nachrichten es hat.
filter-field-reopened = Wie oft es zurückkam.
filter-field-parent = Die Nummer des Tickets, zu dem es gehört.
filter-field-unassigned = Niemand bearbeitet es.
filter-field-answered = Der Service hat geantwortet.
filter-field-external-id = Wie ein anderes System das Ticket nennt.
filter-field-voice = Wer mit der anfragenden Person spricht, während andere daran arbeiten.
filter-field-escalated = Es ist eskaliert, und jemand anderes spricht mit der anfragenden Person.
filter-field-our-move = Die anfragende Person schrieb zuletzt, und wir sind am Zug.
filter-field-merged = An seiner Stelle geht ein anderes Ticket weiter.
filter-field-watched = Sie beobachten es.
filter-field-bookmarked = Sie haben es griffbereit.
filter-field-attachment = Es hat Dateien.
filter-field-due = Wann das nächste Versprechen fällig ist.
filter-field-promise = Welches Versprechen als Nächstes fällig ist: first_response, next_response, update, resolution oder team.
filter-field-overdue = Ein Versprechen ist zu spät.
round-nothing = Diese Liste ist leer.
round-is-over = Es ist schon vorbei.
round-under-way = Es läuft noch. Halten Sie es an, oder warten Sie, bis es fertig ist.
round-changed-nothing = Es hat nichts geändert, also gibt es nichts zurückzunehmen.
rounds-too-many = { $max } von Ihnen laufen schon. Warten Sie, bis eines fertig ist.
round-not-found = Sie sehen dieses Ticket nicht oder nicht mehr.
round-not-allowed = Bei diesem Ticket dürfen Sie das nicht.
