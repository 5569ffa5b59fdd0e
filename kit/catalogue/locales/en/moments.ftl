# Moments, spans and lists.

moment-just-now = just now
moment-yesterday = yesterday { $time }
moment-tomorrow = tomorrow { $time }
moment-weekday = { $weekday } { $time }
moment-weekday-date = { $weekday } { $day } { $month }
moment-date = { $day } { $month }
moment-date-year = { $day } { $month } { $year }
moment-date-long = { $weekday } { $day } { $month } { $year }
moment-at = { $day }, { $time }

moment-ago-seconds = { $count } s ago
moment-ago-minutes = { $count } min ago
moment-ago-hours = { $count } h ago
moment-ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
moment-in-seconds = in { $count } s
moment-in-minutes = in { $count } min
moment-in-hours = in { $count } h
moment-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}

span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-hours-minutes = { $hours } h { $minutes }
span-days = { $count } d
span-days-hours = { $days } d { $hours } h

list-and = { $names } and { $last }

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
