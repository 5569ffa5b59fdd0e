# Was die Tickets sagen, wenn eine Eingabe nicht stimmt oder etwas abgelehnt wird.

subject-missing = Sagen Sie in einer Zeile, worum es geht.
subject-too-long = Ein Betreff hat höchstens { $max } Zeichen. Der Rest gehört in den Text.
body-missing = Schreiben Sie etwas, oder hängen Sie eine Datei an.
body-too-long = Ein Text hat höchstens { $max_kib } KiB. Hängen Sie Längeres als Datei an.
requester-unknown = Wählen Sie, wer fragt. Diese Person ist unbekannt oder nicht mehr da.
person-unknown = Diese Person ist unbekannt oder nicht mehr da.
category-unknown = Diese Kategorie gibt es nicht mehr. Wählen Sie eine andere.
team-unknown = Dieses Team gibt es nicht mehr. Wählen Sie ein anderes.
ticket-site-unknown = Diesen Standort gibt es nicht mehr. Wählen Sie einen anderen.
assignee-unknown = Ein Ticket bekommt nur, wer im Service arbeitet.
assignee-not-in-team = { $name } gehört nicht zu diesem Team, und nur dessen Mitglieder sehen seine Tickets. Wählen Sie zuerst ein anderes Team.

tag-empty = Ein Schlagwort hat mindestens ein Zeichen.
tag-characters = „{ $tag }“ hat Zeichen, die ein Schlagwort nicht haben kann. Buchstaben, Ziffern und - _ . : / + # & gehen.
tag-too-long = Ein Schlagwort hat höchstens { $max } Zeichen.
tags-too-many = Ein Ticket hat höchstens { $max } Schlagwörter. Entfernen Sie eines, das nicht mehr gebraucht wird.
watchers-too-many = Ein Ticket hat höchstens { $max } Beobachter. Ein Team sieht es auch, ohne es zu beobachten.
bookmarks-too-many = Sie haben { $max } Tickets griffbereit. Legen Sie zuerst eines weg.

attachments-too-many = Eine Nachricht trägt höchstens { $max } Dateien. Schicken Sie die übrigen mit einer zweiten.
attachment-not-yours = Eine Datei ist nicht mehr da. Hängen Sie sie noch einmal an.
file-name-missing = Die Datei hat keinen Namen.
file-name-too-long = Der Name einer Datei hat höchstens { $max } Zeichen. Benennen Sie sie um und hängen Sie sie noch einmal an.

reply-crossed = { $name } hat vor { $seconds } s geschrieben. Lesen Sie es, oder senden Sie trotzdem.
reply-crossed-minutes = { $name } hat vor { $minutes } min geschrieben. Lesen Sie es, oder senden Sie trotzdem.
reply-crossed-since = { $name } hat geschrieben, seit Sie das geöffnet haben. Lesen Sie es, oder senden Sie trotzdem.
reply-crossed-by-firstline = Firstline hat eine Nachricht hinzugefügt, seit Sie das geöffnet haben. Lesen Sie sie, oder senden Sie trotzdem.
reply-closed = Dieses Ticket ist geschlossen. Öffnen Sie es wieder, oder legen Sie ein neues an.
reply-has-gap = In dieser Antwort fehlt noch etwas: Ergänzen oder entfernen Sie, was zwischen ⟦ und ⟧ steht.
reply-already-out = Diese Nachricht ist schon verschickt und lässt sich nicht mehr zurückholen.
reply-held-too-long = Eine Nachricht lässt sich höchstens { $max } Sekunden zurückhalten.
note-moves-nothing = Eine interne Notiz lässt den Status, wie er ist. Ändern Sie den Status für sich.
mentions-too-many = Eine Nachricht kann höchstens { $max } Personen beim Namen rufen.
mention-cannot-see = { $name } sieht dieses Ticket nicht. Lassen Sie den Namen weg, oder geben Sie das Ticket einem Team, zu dem { $name } gehört.
draft-mode = Ein Entwurf ist eine Antwort oder Notiz zu einem Ticket, oder ein neues Ticket.
drafts-too-many = Sie haben { $max } Entwürfe. Senden oder löschen Sie zuerst einen; von selbst wird keiner verworfen.

hold-reason-missing = Sagen Sie, worauf gewartet wird.
hold-reason-too-long = Ein Grund hat höchstens { $max } Zeichen.
hold-until-past = Wählen Sie einen Zeitpunkt, der noch kommt.
hold-until-far = Wählen Sie einen Zeitpunkt in den nächsten zwei Jahren.
ticket-closed = Dieses Ticket ist geschlossen. Öffnen Sie es zuerst wieder.
ticket-merged = An die Stelle dieses Tickets ist ein anderes getreten. Lösen Sie zuerst die Zusammenführung.
auto-close-days = Wählen Sie 1 bis { $max } Tage, oder nie.

undo-too-late = Eine Änderung lässt sich { $minutes } Minuten lang zurücknehmen. Diese ist älter.
undo-changed-since = Das wurde inzwischen von jemand anderem geändert. Es bleibt, wie es jetzt ist.
undo-impossible = Das lässt sich nicht zurücknehmen.
external-id-too-long = Diese Kennung hat mehr als { $max } Zeichen.
bundle-unknown = Unter diesem Namen gibt es keine Dateien von Ihnen, die noch nicht gesendet sind.
import-messages = Ein Ticket, das importiert wird, hat 1 bis { $max } Nachrichten.
import-time-ahead = Was importiert wird, ist schon geschehen: kein Zeitpunkt liegt in der Zukunft.
import-resolved-and-open = Ein Ticket, das gelöst wurde, ist gelöst oder geschlossen.
import-author-unknown = Niemand hier hat die Nummer { $person }. Importieren Sie zuerst die Personen.
author-cannot-say = Wer als Verfasser genannt ist, ist nicht hier oder könnte das in diesem Ticket nicht sagen.
redact-nothing = Bitte die Wörter angeben, die verschwinden sollen.
redact-not-there = Das steht nicht in dieser Nachricht. Bitte die Wörter von dort kopieren.
make-private-held = Diese Nachricht ist noch nicht draußen. Sie lässt sich zurücknehmen.
merge-people-tickets = Diese Person hat mehr als { $max } Tickets; so viele wechseln nicht auf einmal den Besitzer.
escalate-finished = Dieses Ticket ist fertig. Öffnen Sie es zuerst wieder.
escalate-packet-missing = Sagen Sie, was gefragt, versucht und gesehen wurde, damit niemand von vorn beginnt.
escalate-to-whom = Dieses Team hat es schon. Wählen Sie ein anderes Team oder jemanden daraus mit Namen.
escalate-to-voice = Diese Person spricht mit der anfragenden. Wählen Sie jemand anderen, oder geben Sie es stattdessen zurück.
escalate-not-member = { $name } gehört nicht zum Team { $team }. Wählen Sie ein Mitglied des Teams oder niemanden im Besonderen.
escalate-voice-blind = Wer mit der anfragenden Person spricht, würde das Ticket dort nicht mehr sehen. Wählen Sie ein anderes Team, oder weisen Sie es stattdessen zu.
hand-back-not-escalated = Dieses Ticket wurde nicht eskaliert oder schon zurückgegeben.
hand-back-voice-gone = Wer mit der anfragenden Person sprach, arbeitet nicht mehr hier. Wählen Sie, wer von jetzt an spricht, oder weisen Sie das Ticket zu.
hand-back-note-missing = Sagen Sie, was gefunden wurde, damit die anfragende Person es erfährt.
voice-works-on-it = Diese Person arbeitet selbst an dem Ticket. Geben Sie es stattdessen zurück.
voice-unknown = Wählen Sie jemanden, der hier arbeitet und dieses Ticket sieht.
