# Zeitpunkte, Dauern und Aufzählungen.

moment-just-now = gerade eben
moment-yesterday = gestern { $time }
moment-tomorrow = morgen { $time }
moment-weekday = { $weekday } { $time }
moment-weekday-date = { $weekday }, { $day }. { $month }
moment-date = { $day }. { $month }
moment-date-year = { $day }. { $month } { $year }
moment-date-long = { $weekday }, { $day }. { $month } { $year }
moment-at = { $day }, { $time }

moment-ago-seconds = vor { $count } s
moment-ago-minutes = vor { $count } min
moment-ago-hours = vor { $count } Std.
moment-ago-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}
moment-in-seconds = in { $count } s
moment-in-minutes = in { $count } min
moment-in-hours = in { $count } Std.
moment-in-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}

span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } Std.
span-hours-minutes = { $hours } Std. { $minutes }
span-days = { $count } T.
span-days-hours = { $days } T. { $hours } Std.

list-and = { $names } und { $last }

weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
weekday-short-1 = Mo
weekday-short-2 = Di
weekday-short-3 = Mi
weekday-short-4 = Do
weekday-short-5 = Fr
weekday-short-6 = Sa
weekday-short-7 = So

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
month-short-1 = Jan.
month-short-2 = Feb.
month-short-3 = März
month-short-4 = Apr.
month-short-5 = Mai
month-short-6 = Juni
month-short-7 = Juli
month-short-8 = Aug.
month-short-9 = Sept.
month-short-10 = Okt.
month-short-11 = Nov.
month-short-12 = Dez.
