"""Tickets: written by zenpy, read back and held against what was written."""

from io import BytesIO

from zenpy.lib.api_objects import Comment, Request, Ticket, User

from tally import call, desk, gone, holds, hour_ago, job, made, once_served, refused, result_ids, same, stamp


@call("tickets.create")
def _():
    body = Ticket(subject=f"Printer {stamp}", priority="high", tags=["a"], comment=Comment(body="It is on fire", public=True),
                  requester=User(name="Nora", email=f"nora{stamp}@example.com"))
    audit = desk.tickets.create(body)
    made.ticket = audit.ticket
    same((audit.ticket.subject, audit.ticket.priority, audit.ticket.tags), (f"Printer {stamp}", "high", ["a"]))
    same(audit.ticket.requester.email, f"nora{stamp}@example.com")


@call("tickets(id)")
def _():
    ticket = desk.tickets(id=made.ticket.id)
    same((ticket.subject, ticket.description), (f"Printer {stamp}", "It is on fire"))


@call("tickets()")
def _():
    holds(desk.tickets(), made.ticket.id)


@call("tickets(ids)")
def _():
    same([ticket.id for ticket in desk.tickets(ids=[made.ticket.id])], [made.ticket.id])


@call("tickets(include)")
def _():
    holds(desk.tickets(include=["users", "groups"]), made.ticket.id)


@call("tickets(cursor_pagination)")
def _():
    every = [ticket.id for ticket in desk.tickets(cursor_pagination=50)]
    same(len(every), len(set(every)))
    assert made.ticket.id in every
    same(sorted(every), sorted(ticket.id for ticket in desk.tickets(cursor_pagination=False)))


@call("tickets.create([..])")
def _():
    status = job(desk.tickets.create([Ticket(subject=f"{n} {stamp}", description="d") for n in ("one", "two")]))
    ids = result_ids(status)
    same(sorted(desk.tickets(id=id).subject for id in ids), [f"one {stamp}", f"two {stamp}"])
    made.many = ids


@call("tickets.update")
def _():
    upload = desk.attachments.upload(BytesIO(b"abc"), target_name="a b.txt")
    made.ticket.comment = Comment(body="Noted", public=False, uploads=[upload.token])
    made.ticket.status = "solved"
    same(desk.tickets.update(made.ticket).ticket.status, "solved")
    last = list(desk.tickets.comments(made.ticket.id))[-1]
    same((last.body, last.public, last.attachments[0].file_name, last.attachments[0].size), ("Noted", False, "a b.txt", 3))
    same(desk.attachments(id=last.attachments[0].id).file_name, "a b.txt")


@call("tickets.update([..])")
def _():
    job(desk.tickets.update([Ticket(id=id, priority="urgent") for id in made.many]))
    same([desk.tickets(id=id).priority for id in made.many], ["urgent", "urgent"])


@call("tickets.comments")
def _():
    comments = list(desk.tickets.comments(made.ticket.id))
    same([comment.body for comment in comments], ["It is on fire", "Noted"])
    audits = {event["id"]: audit.id for audit in desk.tickets.audits(ticket=made.ticket.id) for event in audit.events}
    same([comment.audit_id for comment in comments], [audits[comment.id] for comment in comments])


@call("tickets.comments(include_inline_images)")
def _():
    same(len(list(desk.tickets.comments(made.ticket.id, include_inline_images=True))), 2)


@call("tickets.audits")
def _():
    audits = list(desk.tickets.audits(ticket=made.ticket.id))
    same(audits[0].ticket_id, made.ticket.id)
    assert any(event["type"] == "Comment" for audit in audits for event in audit.events)


@call("ticket_audits")
def _():
    assert len(list(zip(range(5), desk.tickets.audits()))) == 5


@call("tickets.metrics")
def _():
    metric = desk.tickets.metrics(made.ticket.id)
    same((metric.ticket_id, metric.reopens), (made.ticket.id, 0))
    assert metric.solved_at, "it was solved and has no time of it"


@call("ticket_metrics()")
def _():
    assert made.ticket.id in [metric.ticket_id for metric in desk.ticket_metrics()]


@once_served("ticket_metric_events")
def _():
    events = [event for event in desk.tickets.metrics_incremental(hour_ago) if event.ticket_id == made.ticket.id]
    assert {event.type for event in events} & {"activate", "fulfill"}, "nothing was measured"


@call("tickets.incremental")
def _():
    holds(desk.tickets.incremental(start_time=hour_ago), made.ticket.id)


@call("tickets.incremental(cursor paginate)")
def _():
    first = desk.tickets.incremental(start_time=hour_ago, per_page=1)
    holds(desk.tickets.incremental(cursor=first.after_cursor), made.ticket.id)


@call("tickets.incremental by time")
def _():
    holds(desk.tickets.incremental(start_time=hour_ago, paginate_by_time=True), made.ticket.id)


@call("tickets.events")
def _():
    assert any(event.ticket_id == made.ticket.id for event in desk.tickets.events(hour_ago))


@call("tickets.add_tags")
def _():
    desk.tickets.add_tags(made.ticket.id, ["x"])
    desk.tickets.delete_tags(made.ticket.id, ["a"])
    same(desk.tickets(id=made.ticket.id).tags, ["x"])


@call("tickets.tags")
def _():
    same([str(tag) for tag in desk.tickets.tags(made.ticket.id)], ["x"])


@once_served("tags()")
def _():
    assert "x" in [tag.name for tag in desk.tags()]


@call("tickets.recent")
def _():
    desk.tickets(id=made.ticket.id)
    holds(desk.tickets.recent(), made.ticket.id)


@call("search(query, type=ticket)")
def _():
    found = list(desk.search(stamp, type="ticket", created_greater_than="2026-01-01", sort_by="created_at", sort_order="desc"))
    holds(found, made.ticket.id)
    same([ticket.created_at for ticket in found], sorted((ticket.created_at for ticket in found), reverse=True))


@call("search(status)")
def _():
    found = list(desk.search(type="ticket", status_less_than="closed"))
    assert found and all(ticket.status != "closed" for ticket in found)


@call("search.count")
def _():
    same(desk.search.count(stamp, type="ticket"), len(list(desk.search(stamp, type="ticket"))))


@call("search_export")
def _():
    holds(desk.search_export(stamp, type="ticket"), made.ticket.id)


@call("tickets.merge")
def _():
    job(desk.tickets.merge(target=made.many[0], source=made.many[1], target_comment="m", source_comment="n"))
    assert desk.tickets(id=made.many[1]).status in ("closed", "solved")


@call("tickets.delete")
def _():
    desk.tickets.delete(Ticket(id=made.many[0]))
    gone(lambda: desk.tickets(id=made.many[0]))
    holds(desk.tickets.deleted(), made.many[0])


@call("tickets.restore")
def _():
    desk.tickets.restore([made.many[0]])
    same(desk.tickets(id=made.many[0]).subject, f"one {stamp}")


@once_served("ticket_import.create")
def _():
    me = desk.users.me().id
    told = {"author_id": me, "created_at": "2026-01-01T09:00:00Z", "value": "It was long ago"}
    ticket = desk.ticket_import.create(Ticket(subject=f"Import {stamp}", requester_id=me, comments=[told]))
    same(desk.tickets(id=ticket.id).subject, f"Import {stamp}")
    same([(c.body, c.author_id) for c in desk.tickets.comments(ticket.id)], [("It was long ago", me)])


@call("attachments.upload")
def _():
    upload = desk.attachments.upload(BytesIO(b"abc"), target_name="a.txt")
    same((upload.attachment.file_name, upload.attachment.size), ("a.txt", 3))
    made.upload = upload


@call("attachments(id)")
def _():
    same(desk.attachments(id=made.upload.attachment.id).file_name, "a.txt")
    same(desk.attachments.download(made.upload.attachment.id).getvalue(), b"abc")
    desk.attachments.delete(made.upload.token)


@call("requests.create")
def _():
    made.request = desk.requests.create(Request(subject=f"Request {stamp}", comment={"body": "b"}))
    same((made.request.subject, made.request.description), (f"Request {stamp}", "b"))


@call("requests()")
def _():
    holds(desk.requests(), made.request.id)


@call("a ticket without words is refused")
def _():
    error = refused(422, lambda: desk.tickets.create(Ticket(subject="")))
    assert "RecordInvalid" in str(error) and "details" in str(error)
