"""Views, practices and what the desk is set up with: written by zenpy, read back and held against what was written."""

import requests
from zenpy import Zenpy
from zenpy.lib.api_objects import Automation, Macro, SatisfactionRating, Ticket, TicketField, Trigger, User, View, Webhook

from tally import EMAIL, TOKEN, call, desk, gone, holds, made, once_served, same, stamp, titled


@call("views()")
def _():
    conditions = [
        {"field": "status", "operator": "less_than", "value": "closed"},
        {"field": "current_tags", "operator": "includes", "value": "x"},
    ]
    made.view = desk.views.create(View(title=f"View {stamp}", all=conditions))
    assert f"View {stamp}" in [view.title for view in desk.views() if view.id == made.view.id]


@call("views.active()")
def _():
    holds(desk.views.active(), made.view.id)


@call("views.tickets")
def _():
    found = list(desk.views.tickets(made.view.id))
    holds(found, made.ticket.id)
    assert all("x" in ticket.tags for ticket in found)


@call("views.count")
def _():
    same(desk.views.count(made.view.id).value, len(list(desk.views.tickets(made.view.id))))


@call("views.execute")
def _():
    same(desk.views.execute(made.view.id).id, made.view.id)
    desk.views.delete(made.view)
    gone(lambda: desk.views(id=made.view.id))


@call("macros()")
def _():
    made.macro = desk.macros.create(Macro(title=f"Macro {stamp}", actions=[{"field": "status", "value": "solved"}]))
    assert f"Macro {stamp}" in [macro.title for macro in desk.macros() if macro.id == made.macro.id]


@call("macros.apply")
def _():
    same(desk.macros.apply(made.macro.id).ticket.status, "solved")


@call("tickets.show_macro_effect")
def _():
    was = desk.tickets(id=made.ticket.id).status
    result = desk.tickets.show_macro_effect(made.ticket.id, made.macro.id)
    same((result.ticket.id, result.ticket.status), (made.ticket.id, "solved"))
    same(desk.tickets(id=made.ticket.id).status, was)


@call("triggers()")
def _():
    conditions = [{"field": "update_type", "operator": "is", "value": "Create"}, {"field": "current_tags", "operator": "includes", "value": stamp}]
    rule = Trigger(title=f"Trigger {stamp}", conditions={"all": conditions, "any": []}, actions=[{"field": "priority", "value": "high"}])
    made.trigger = desk.triggers.create(rule)
    known = [trigger for trigger in desk.triggers() if trigger.id == made.trigger.id]
    same([(trigger.title, trigger.active, len(trigger.conditions.all)) for trigger in known], [(f"Trigger {stamp}", True, 2)])


@call("triggers.update, delete")
def _():
    made.trigger.title = f"Other {stamp}"
    same(desk.triggers.update(made.trigger).title, f"Other {stamp}")
    desk.triggers.delete(made.trigger)
    assert made.trigger.id not in [trigger.id for trigger in desk.triggers()]


@call("automations()")
def _():
    conditions = [{"field": "status", "operator": "is", "value": "solved"}, {"field": "current_tags", "operator": "includes", "value": stamp}]
    rule = Automation(title=f"Automation {stamp}", conditions={"all": conditions, "any": []}, actions=[{"field": "status", "value": "closed"}])
    rule = desk.automations.create(rule)
    known = [automation for automation in desk.automations() if automation.id == rule.id]
    same([(automation.title, automation.actions[0]["value"]) for automation in known], [(f"Automation {stamp}", "closed")])


@call("satisfaction_ratings()")
def _():
    for rating in desk.satisfaction_ratings():
        assert rating.ticket_id and rating.score in ("good", "bad", "offered", "unoffered")


@call("satisfaction_ratings.create")
def _():
    asker = f"rating{stamp}@example.com"
    ask = Ticket(subject=f"Rating {stamp}", description="Please help.", requester=User(name="Rita", email=asker))
    ticket = desk.tickets.create(ask).ticket
    ticket.status = "solved"
    desk.tickets.update(ticket)
    # Only whoever asked answers: the token acts for them.
    session = requests.Session()
    session.headers["X-On-Behalf-Of"] = asker
    theirs = Zenpy(subdomain="desk", email=EMAIL, token=TOKEN, session=session, disable_cache=True)
    same(theirs.satisfaction_ratings.create(ticket.id, SatisfactionRating(score="good")).score, "good")
    same(desk.tickets(id=ticket.id).satisfaction_rating.score, "good")
    assert ticket.id in [rating.ticket_id for rating in desk.satisfaction_ratings()]


@call("sla_policies()")
def _():
    policies = list(desk.sla_policies())
    assert policies and all(policy.title and policy.policy_metrics for policy in policies)


@once_served("ticket_fields()")
def _():
    field = desk.ticket_fields.create(TicketField(type="text", title=f"Field {stamp}"))
    assert f"Field {stamp}" in [known.title for known in desk.ticket_fields() if known.id == field.id]


@once_served("ticket_forms()")
def _():
    forms = list(desk.ticket_forms())
    assert forms and all(form.name and form.id for form in forms)


@call("custom_statuses()")
def _():
    words = [status.status_category for status in desk.custom_statuses()]
    same(words, ["new", "open", "pending", "hold", "solved", "closed"])


@call("suspended_tickets()")
def _():
    letters = list(desk.suspended_tickets())
    assert letters and all(letter.cause and letter.id and letter.author["email"] for letter in letters)
    same(desk.suspended_tickets(id=letters[0].id).subject, letters[0].subject)


@call("suspended_tickets.recover")
def _():
    letter = next(iter(desk.suspended_tickets()))
    desk.suspended_tickets.recover(letter)
    assert letter.id not in [other.id for other in desk.suspended_tickets()]


@call("activities()")
def _():
    assert all(activity.verb and activity.title for activity in desk.activities())


@call("brands()")
def _():
    same([brand.default for brand in desk.brands()], [True])


@call("job_status(id)")
def _():
    status = desk.tickets.create([Ticket(subject=f"Job {stamp}", description="d")])
    same(desk.job_status(id=status.id).id, status.id)


@once_served("webhooks()")
def _():
    hook = Webhook(name=f"Hook {stamp}", endpoint="https://hooks.example.com/x", http_method="POST", request_format="json",
                   status="active", subscriptions=["conditional_ticket_events"])
    hook = desk.webhooks.create(hook)
    assert f"Hook {stamp}" in [known.name for known in desk.webhooks.list() if known.id == hook.id]


@once_served("help_center.articles()")
def _():
    titled(desk.help_center.articles())


@once_served("help_center.articles.search")
def _():
    titled(desk.help_center.articles.search(query="vpn"))


@once_served("help_center.sections()")
def _():
    assert all(section.name for section in desk.help_center.sections())


@once_served("help_center.categories()")
def _():
    assert all(category.name for category in desk.help_center.categories())
