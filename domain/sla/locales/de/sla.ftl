# Was Absagen zu Kalendern und Vereinbarungen sagen.
promise-name-too-long = Ein Name hat höchstens { $max } Zeichen.
calendar-name-taken = Ein anderer Kalender heißt schon so. Wählen Sie einen Namen, der sie unterscheidet.
calendar-in-use = { $agreements ->
    [one] Eine Vereinbarung wird nach diesem Kalender gemessen. Geben Sie ihr zuerst einen anderen.
   *[other] { $agreements } Vereinbarungen werden nach diesem Kalender gemessen. Geben Sie ihnen zuerst einen anderen.
}
calendar-archived-already = Dieser Kalender ist schon archiviert.
calendar-not-archived = Dieser Kalender ist nicht archiviert.
calendars-too-many = Es gibt höchstens { $max } Kalender. Archivieren Sie einen, der nicht mehr gebraucht wird.
calendar-no-zone = Es gibt keine Zeitzone „{ $zone }“. Schreiben Sie sie als Europe/Berlin.
calendar-no-span = „{ $span }“ sind keine Stunden. Schreiben Sie sie als 08:00-17:30, einen ganzen Tag als 00:00-24:00.
calendar-many-spans = Ein Tag hat höchstens { $max } Zeitspannen.
calendar-many-days = Ein Kalender hat höchstens { $max } Feiertage; ein wiederkehrender zählt einmal.
calendar-no-length = Ein Feiertag dauert 1 bis { $max } Tage.
calendar-no-day = „{ $line }“ ist kein Feiertag. Schreiben Sie *-12-25 Weihnachten, easter+1 Ostermontag oder 2026-12-24 09:00-12:00 Heiligabend.
calendar-no-rule = „{ $rule }“ ist keine Regel, nach der ein Tag wiederkehrt.
calendar-never-opens = Dieser Kalender öffnet nie.
holidays-too-large = Die Datei ist größer als { $max_mib } MiB.
holidays-none = In dieser Datei ist kein Termin. Wählen Sie eine iCalendar-Datei (.ics).
agreement-name-taken = Eine andere Vereinbarung heißt schon so. Wählen Sie einen Namen, der sie unterscheidet.
agreement-no-calendar = Wählen Sie einen Kalender, der in Gebrauch ist.
agreement-no-targets = Versprechen Sie etwas: mindestens ein Ziel mit einer Zeit.
agreement-target-range = Ein Ziel ist 1 Minute bis { $max } Tage lang.
agreement-pauses = Eine Uhr kann ruhen, während die anfragende Person am Zug ist oder das Ticket zurückgestellt ist.
agreement-warn-range = Gewarnt wird vor dem Bruch: wählen Sie 1 bis 99 Prozent, oder 0 für nie.
agreement-steps-many = Eine Vereinbarung hat höchstens { $max } Eskalationsschritte.
agreement-step-range = Ein Schritt geschieht bei 1 bis { $max } Prozent des Ziels.
agreement-no-team = Wählen Sie ein Team, das in Gebrauch ist.
agreement-archived-already = Diese Vereinbarung ist archiviert.
agreement-not-archived = Diese Vereinbarung ist nicht archiviert.
agreements-too-many = Es gibt höchstens { $max } Vereinbarungen. Archivieren Sie eine, die nicht mehr gebraucht wird.

# Was versprochen wird.
promise-first_response = Erste Antwort
promise-next_response = Nächste Antwort
promise-update = Zwischenstand
promise-resolution = Lösung
promise-team = Anteil des Teams
