# What history proposes for a ticket, and the setting about it.

proposals-title = Proposals
proposals-for = Proposals for #{ $ticket }
proposals-back = Back to #{ $ticket }
proposals-show = Show our proposals
proposals-none = Nothing to propose: it has what tickets like it had.
proposals-not-learned = Nothing was learned yet. Proposals begin when { $count } tickets are resolved.
proposals-because = Because it resembles
proposals-sure = { $percent } %
proposals-by-rule-category = The category was set by rule, { $percent } % sure.
proposals-by-rule-team = The team was set by rule, { $percent } % sure.
proposals-same = May be the same:
proposals-wave = { $count } tickets like this one since { $since }
proposals-gather = { $count ->
    [one] Put one under #{ $parent }
   *[other] Put { $count } under #{ $parent }
  }
proposal-category = Category: { $name }
proposal-team = Team: { $name }
proposal-assignee = Assign to { $name }
proposal-impact = { $name }
proposal-tag = Tag: { $name }
toast-proposal = Taken over
toast-gathered = { $count ->
    [one] One ticket is now part of #{ $parent }
   *[other] { $count } tickets are now part of #{ $parent }
  }
toast-learning = Learning. It takes from seconds to a few minutes.
settings-triage-category-rule = Set the category without asking
settings-triage-category-hint = Only on new tickets without one. The timeline says that Firstline did it, and anybody may change it.
settings-triage-team-rule = Give it to a team without asking
settings-triage-team-hint = Only new tickets that no team has. Restricted teams are never chosen.
settings-triage-never = Never; only propose
settings-triage-from = When { $percent } % sure or more
settings-triage-lessons = What was learned
settings-triage-lessons-text = From tickets that were handled, with what people made of them in the end; so a correction is a lesson. Learned anew every { $hours } hours. Nothing leaves this server. Tickets of restricted teams are not learned from.
settings-triage-lesson = { $count ->
    [one] one ticket, { $when }
   *[other] { $count } tickets, { $when }
  }
settings-triage-learn = Learn now
settings-triage-category = Categories
settings-triage-team = Teams
settings-triage-assignee = Assignees
settings-triage-impact = Impact
settings-triage-tickets = Tickets to compare with

# Tickets like the one that is being written.
alike-title = Similar tickets
alike-same = Perhaps the same, still open:
alike-earlier = From before, with the same telling words:
alike-none = Nothing like it was found.
alike-look = Look for similar tickets
