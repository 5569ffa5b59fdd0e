# Checklists, templates and recurring tickets.

checks-title = Checklist
checks-progress = { $done } of { $all } done
check-done = { $name }, { $time }
checks-start = Start
checks-start-label = A checklist
checks-add = Add a step
check-tick = Done: { $text }
check-untick = Not done after all: { $text }
check-remove = Take the step away: { $text }
told-checklist-started = started the checklist { $list }
told-checklist-taken-away = took the checklist { $list } away again
told-check-added = added the step “{ $text }”
told-check-removed = took the step “{ $text }” away
told-ticked = ticked “{ $text }”
told-unticked = took the tick from “{ $text }”

settings-checklists-title = Checklists
settings-checklists-text = Steps that are easily forgotten. Whoever works on a ticket puts them there and ticks them off, with name and time.
settings-checklists-none = There is no checklist yet. “New starter” is a good first one.
settings-checklist-add = Add a checklist
settings-checklist-edit = The checklist
settings-checklist-name = Name
settings-checklist-steps = Steps
settings-checklist-steps-hint = One a line, in order. Tickets keep the steps they were given.
settings-checklist-steps-count = { $count ->
    [one] One step
   *[other] { $count } steps
}
settings-checklist-archive-text = It can no longer be started. Tickets keep their steps.

settings-templates-title = Ticket templates
settings-templates-text = New tickets, filled in before anybody types. Recurring tickets are made of them.
settings-templates-none = There is no template yet.
settings-template-add = Add a template
settings-template-edit = The template
settings-template-name = Name
settings-template-use = New ticket of it
settings-template-team-of-category = The category’s team
settings-template-no-checklist = No checklist
settings-template-tags-hint = Divided by blanks
settings-template-checklist-hint = Put on the ticket when it is opened
settings-template-archive-text = It is no longer offered. Recurring tickets of it go on.
open-template = From a template

settings-recurring-title = Recurring tickets
settings-recurring-text = Tickets that come again by themselves, such as a weekly check of the backups. Nobody is told but those who are told of any new ticket.
settings-recurring-none = Nothing comes again yet.
settings-recurring-add = Add a recurring ticket
settings-recurring-edit = The recurring ticket
settings-recurring-needs = It takes a template and a business calendar.
recurring-template = Template
recurring-often = How often
recurring-often-hint = On the weekday or day of the month of the first day
recurring-rule = Or a rule of your own
recurring-rule-hint = As in a calendar file: FREQ=WEEKLY;BYDAY=MO,TH or FREQ=MONTHLY;BYDAY=-1FR
recurring-starts = First day
recurring-time = Time
recurring-time-hint = By the clock of the calendar’s place
recurring-calendar = Business calendar
recurring-closed = On a closed day
recurring-closed-next = On the next open day
recurring-closed-previous = On the open day before
recurring-closed-skip = Not at all
recurring-closed-keep = All the same
recurring-daily = Every day
recurring-weekly = Every week
recurring-monthly = Every month
recurring-monthly-last = On the last day of every month
recurring-yearly = Every year
recurring-next = Next:
recurring-moved = { $time } (moved off a closed day)
recurring-ended = The rule has ended.
recurring-paused = Paused
recurring-rests = It rests until somebody lets it go on.
recurring-pause = Pause it
recurring-resume = Let it go on
recurring-pause-text = What is missed meanwhile is not made up for.
