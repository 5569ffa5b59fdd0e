# What refusals about calendars and agreements say.
promise-name-too-long = A name has at most { $max } characters.
calendar-name-taken = Another calendar has this name. Choose one that tells them apart.
calendar-in-use = { $agreements ->
    [one] One agreement is measured by this calendar. Give it another one first.
   *[other] { $agreements } agreements are measured by this calendar. Give them another one first.
}
calendar-archived-already = This calendar is archived already.
calendar-not-archived = This calendar is not archived.
calendars-too-many = A desk has at most { $max } calendars. Archive one that is no longer used.
calendar-no-zone = There is no time zone “{ $zone }”. Write it as Europe/Berlin.
calendar-no-span = “{ $span }” are no hours. Write them as 08:00-17:30, a whole day as 00:00-24:00.
calendar-many-spans = A day has at most { $max } spans of hours.
calendar-many-days = A calendar has at most { $max } holidays; one that repeats counts once.
calendar-no-length = A holiday lasts 1 to { $max } days.
calendar-no-day = “{ $line }” is no holiday. Write it as *-12-25 Christmas, easter+1 Easter Monday or 2026-12-24 09:00-12:00 Christmas Eve.
calendar-no-rule = “{ $rule }” is no rule by which a day repeats.
calendar-never-opens = This calendar never opens.
holidays-too-large = The file is larger than { $max_mib } MiB.
holidays-none = There is no event in this file. Choose an iCalendar file (.ics).
agreement-name-taken = Another agreement has this name. Choose one that tells them apart.
agreement-no-calendar = Choose a calendar that is in use.
agreement-no-targets = Promise something: at least one target with a time.
agreement-target-range = A target is 1 minute to { $max } days.
agreement-pauses = A clock can pause while the ticket waits for the requester and while it is on hold.
agreement-warn-range = People are warned before the breach: choose 1 to 99 percent, or 0 for never.
agreement-steps-many = An agreement has at most { $max } steps of escalation.
agreement-step-range = A step is taken at 1 to { $max } percent of the target.
agreement-no-team = Choose a team that is in use.
agreement-archived-already = This agreement is archived.
agreement-not-archived = This agreement is not archived.
agreements-too-many = A desk has at most { $max } agreements. Archive one that is no longer used.

# What is promised.
promise-first_response = First response
promise-next_response = Next response
promise-update = Update
promise-resolution = Resolution
promise-team = Team’s share
