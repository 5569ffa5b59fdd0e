# What the tickets slice says about checklists, templates and recurring tickets.

checklist-name-missing = Give the checklist a name, such as “New starter”.
checklist-name-too-long = A name has at most { $max } characters.
checklist-name-taken = There is a checklist “{ $name }” already.
checklist-steps-missing = Write at least one step, one a line.
checklist-steps-too-many = A checklist has at most { $max } steps.
checklists-too-many = There are { $max } checklists already. Change one that was put away.
checklist-archived = This checklist was put away. Choose another.
check-missing = Say what is to be done.
check-too-long = A step has at most { $max } characters.
checks-too-many = A ticket has at most { $max } steps.
template-name-missing = Give the template a name.
template-name-too-long = A name has at most { $max } characters.
template-name-taken = There is a template “{ $name }” already.
template-unknown = Choose a template.
templates-too-many = There are { $max } templates already. Change one that was put away.
recurrence-rule-wrong = This is no rule of days. Write it as FREQ=WEEKLY;BYDAY=MO or FREQ=MONTHLY;BYMONTHDAY=1.
recurrence-first-day-wrong = Give the first day such as 2026-12-24.
recurrence-time-wrong = Write the time as 08:00.
recurrence-calendar = Choose a business calendar.
recurrence-never = By this rule it never comes again. Choose another rule or first day.
recurrence-refused = Its last run was refused.
recurrences-too-many = There are { $max } recurring tickets already. Change one that is paused.
