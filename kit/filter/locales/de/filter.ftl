# Was an einem Filter nicht stimmt. Jeder Text bekommt $at, das Zeichen ab 1 gezählt.

filter-too-long = Dieser Filter ist zu lang. Höchstens { $max } Bytes können gelesen werden.
filter-too-deep = Klammern und „not“ sind zu tief geschachtelt. { $max } Stufen sind das Äußerste.
filter-too-many-terms = Das sind zu viele Teile. Höchstens { $max } sind möglich.
filter-too-many-values = Das sind zu viele Werte. Höchstens { $max } sind möglich.
filter-too-many-orders = Eine Liste lässt sich nach höchstens { $max } Feldern ordnen.
filter-too-many-words = Das sind zu viele Wörter. Höchstens { $max } sind möglich. Um genau diesen Text zu suchen, setzen Sie ihn in Anführungszeichen.
filter-phrase-too-long = Das ist zu lang, um danach zu suchen. Höchstens { $max } Zeichen sind möglich.
filter-nothing-to-search = Hier steht kein Buchstabe und keine Ziffer, wonach sich suchen ließe.

filter-quote-open = Dieses Anführungszeichen wird nicht geschlossen. Setzen Sie " ans Ende der Wendung.
filter-group-open = Diese Klammer wird nicht geschlossen. Setzen Sie ) ans Ende der Gruppe.
filter-group-not-open = Hier wurde nichts geöffnet. Entfernen Sie ) oder setzen Sie ( vor die Gruppe.
filter-group-empty = Zwischen diesen Klammern steht nichts.
filter-or-left = „or“ braucht links etwas.
filter-or-right = „or“ braucht rechts etwas.

filter-field-unknown = Ein Feld „{ $name }“ gibt es nicht. Um nach dem Text selbst zu suchen, setzen Sie ihn in Anführungszeichen.
filter-field-misspelled = Ein Feld „{ $name }“ gibt es nicht. Meinten Sie „{ $meant }“?
filter-value-missing = Schreiben Sie den Wert von „{ $field }“ gleich dahinter.
filter-value-unknown = „{ $value }“ ist kein Wert von { $field }. Möglich sind: { $allowed }.
filter-value-misspelled = „{ $value }“ ist kein Wert von { $field }. Meinten Sie „{ $meant }“?
filter-question-unknown = Unter „{ $value }“ ist nichts bekannt.
filter-question-misspelled = Unter „{ $value }“ ist nichts bekannt. Meinten Sie „{ $meant }“?
filter-name-unknown = Niemand und nichts heißt „{ $value }“ in { $field }. Namen aus mehreren Wörtern brauchen Anführungszeichen.
filter-name-misspelled = Niemand und nichts heißt „{ $value }“ in { $field }. Meinten Sie „{ $meant }“?
filter-name-too-many = Auf „{ $value }“ passen mehr als { $max } Namen. Schreiben Sie mehr vom Namen.
filter-not-comparable = „{ $field }“ hat keine Reihenfolge, daher gehen < und > nicht. Schreiben Sie einen Doppelpunkt.
filter-number-wrong = „{ $value }“ ist keine ganze Zahl.
filter-duration-wrong = „{ $value }“ ist keine Dauer. Schreiben Sie 30m, 2h oder 1d.
filter-time-wrong = „{ $value }“ ist keine Zeit. Schreiben Sie -7d, 2h, today, this-week oder 30.11.2026.
filter-flag-wrong = „{ $field }“ wird mit yes oder no beantwortet, nicht mit „{ $value }“.
filter-range-backwards = Dieser Bereich läuft rückwärts. Schreiben Sie das kleinere Ende zuerst.
filter-order-unknown = Nach „{ $name }“ lässt sich eine Liste nicht ordnen. Möglich sind: { $allowed }.
filter-order-inside = „sort:“ steht außerhalb von Klammern und wird nicht verneint.
