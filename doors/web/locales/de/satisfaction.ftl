# Was Anfragende von der Hilfe hielten.
rate-ask = Wie war unsere Hilfe?
rate-thanks = Danke
rate-over = Antworten werden nicht mehr angenommen
rate-helped = { $name } hat sich darum gekümmert.
rate-said-good = Sie fanden unsere Hilfe gut. Sie können das ändern oder etwas dazu sagen.
rate-said-bad = Sie fanden unsere Hilfe nicht gut. Sie können das ändern oder sagen, was schiefging.
rate-comment = Was lief gut, was ging schief?
rate-comment-hint = Freiwillig. Der Helpdesk liest es.
rate-good = Gut
rate-bad = Nicht gut
rate-by-whom = Sie haben dies per E-Mail bekommen und müssen sich nicht anmelden. Wir fragen zu jeder Anfrage einmal.
rate-portal = Wie war unsere Hilfe?
toast-rated = Danke. Ihre Antwort ist gespeichert.
settings-satisfaction-title = Zufriedenheit
settings-satisfaction-text = Anfragende werden zu jeder Anfrage einmal, einige Zeit nach der Lösung, gefragt, ob die Hilfe gut war. Leitungen hören von schlechten Urteilen. Betrifft alle Anfragenden, die nicht am Helpdesk arbeiten.
satisfaction-is-off = Zurzeit wird niemand gefragt. Frühere Antworten bleiben.
satisfaction-results = Die letzten zwölf Monate
satisfaction-summary = { $asked ->
    [0] Noch wurde niemand gefragt.
    [one] Zu einer Anfrage gefragt.
   *[other] Zu { $asked } Anfragen gefragt.
} { $answers ->
    [0] Niemand hat geantwortet.
    [one] Eine Antwort, davon { $good } gut.
   *[other] { $answers } Antworten, davon { $good } gut.
}
satisfaction-few = Unter { $min } Antworten steht kein Anteil: Er würde über niemanden etwas sagen.
satisfaction-too-few = Zu wenige Antworten
satisfaction-by-category = Nach Kategorie
satisfaction-by-person = Nach Person
satisfaction-by-team = Nach Team
satisfaction-by-month = Nach Monat
satisfaction-category = Kategorie
satisfaction-person = Person
satisfaction-team = Team
satisfaction-month = Monat
satisfaction-share = Gut von allen Antworten
satisfaction-good = Gut
satisfaction-bad = Nicht gut
satisfaction-asked = Gefragt
satisfaction-latest = Letzte schlechte Urteile
satisfaction-latest-none = Es gibt keines.
satisfaction-had = bearbeitet von { $name }
satisfaction-when = Ob und wann wir fragen
satisfaction-on = Anfragende fragen, ob die Hilfe gut war
satisfaction-after = Stunden nach der Lösung
satisfaction-after-hint = Kam eine Anfrage inzwischen zurück, wird erst nach der nächsten Lösung gefragt. Zu zusammengeführten Anfragen, Spam und Briefen von Programmen wird niemand gefragt.
told-rating-offered = hat gefragt, wie die Hilfe war
told-rated-good = fand die Hilfe gut
told-rated-bad = fand die Hilfe nicht gut
told-rated-words = { $what }: „{ $comment }“
