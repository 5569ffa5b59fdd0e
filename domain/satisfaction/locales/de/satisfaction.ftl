# Der Brief, der fragt, und was Ablehnungen dazu sagen.
satisfaction-letter-subject = Wie war unsere Hilfe bei „{ $subject }“? [#{ $ticket }]
satisfaction-letter =
    Guten Tag { $name },

    Ihre Anfrage „{ $subject }“ (#{ $ticket }) ist erledigt. Wie war unsere Hilfe? Ein Klick genügt, und Sie müssen sich nicht anmelden.

    Gut:
    { $good }

    Nicht gut:
    { $bad }

    Wir fragen einmal und erinnern Sie nicht. Geht es doch nicht, antworten Sie einfach auf diesen Brief.
satisfaction-score = Wählen Sie gut oder nicht gut.
satisfaction-comment-too-long = Eine Bemerkung hat höchstens { $max } Zeichen.
satisfaction-off = Dieser Helpdesk fragt zurzeit nicht nach Meinungen.
satisfaction-not-done = Diese Anfrage ist noch nicht erledigt.
satisfaction-too-late = Es ist zu spät, zu antworten oder die Antwort zu ändern.
satisfaction-hours = Wählen Sie zwischen 1 und { $max } Stunden.
