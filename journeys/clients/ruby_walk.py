"""What the live suite of the official Ruby client asks and expects, sent as that client sends it: its package is not to be had
where this runs, so its requests are told here by hand. The last line says how it went."""

import os
import sys
import time

import requests

DESK, EMAIL, TOKEN, PASSWORD = (os.environ[name] for name in ("DESK", "EMAIL", "TOKEN", "PASSWORD"))
ROOT = f"{DESK}/api/v2/"
JOB_WAITS_MAX, JOB_WAIT_S = 100, 0.1
stamp = str(time.time_ns())
passed, failed, not_served = [], [], []

asker = requests.Session()
asker.auth = (f"{EMAIL}/token", TOKEN)
asker.headers.update({"Accept": "application/json", "Accept-Encoding": "gzip,deflate", "User-Agent": "ZendeskAPI Ruby 3.1.1"})


class NotServed(Exception):
    """Answered as what Firstline has no such resource for."""


def ask(method, path, body=None, status=None, **more):
    answer = asker.request(method, ROOT + path, json=body, **more)
    if answer.status_code == 404 and "InvalidEndpoint" in answer.text:
        raise NotServed(path)
    wanted = status or (200, 201, 204)
    assert answer.status_code in (wanted if isinstance(wanted, tuple) else (wanted,)), f"{method} {path}: {answer.status_code} {answer.text[:300]}"
    return answer.json() if answer.content else {}


def gone(path):
    answer = asker.get(ROOT + path)
    assert answer.status_code == 404, f"{path} is still there: {answer.status_code}"


def call(what):
    def around(check):
        try:
            check()
            passed.append(what)
        except NotServed as path:
            not_served.append(f"{what} ({path})")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is told, and the rest goes on
            failed.append(what)
            print(f"FAILED ruby {what}: {type(error).__name__}: {str(error)[:400]}")
        return check

    return around


def same(got, wanted):
    assert got == wanted, f"{got!r} is not {wanted!r}"


def job(answer):
    status = answer["job_status"]
    for _ in range(JOB_WAITS_MAX):
        if status["status"] == "completed":
            return status
        time.sleep(JOB_WAIT_S)
        status = ask("GET", f"job_statuses/{status['id']}")["job_status"]
    raise AssertionError(f"the job did not end: {status}")


def resource(path, key, given, change=None, findable=True, after="gone", under="", rule=None):
    """Made, found, changed, found again, deleted: as the client does with each of its resources."""
    root = f"{under}{path}"

    def make():
        # Rules are sent with everything they may hold, `null` where it holds nothing.
        sent = {**given, **{name: given.get(name) for name in rule or ()}}
        made = ask("POST", root, {key: sent}, status=(200, 201))[key]
        assert made["id"] is not None, f"{path} has no number"
        return made

    def find(id):
        found = ask("GET", f"{root}/{id}")[key]
        same(found["id"], id)
        return found

    @call(f"{path} is created")
    def _():
        made = make()
        if findable:
            find(made["id"])
        ask("DELETE", f"{root}/{made['id']}")

    for name, value in (change or {}).items():

        @call(f"{path} is updated: {name}")
        def _():
            made = make()
            sent = {name: value, **{part: made.get(part) for part in rule or () if part != name}}
            changed = ask("PUT", f"{root}/{made['id']}", {key: sent})[key]
            same(changed[name], value)
            if findable:
                same(find(made["id"])[name], value)
            ask("DELETE", f"{root}/{made['id']}")

    @call(f"{path} is deleted")
    def _():
        made = make()
        ask("DELETE", f"{root}/{made['id']}")
        if after == "gone":
            gone(f"{root}/{made['id']}")
        elif after:
            name, value = after
            same(find(made["id"]).get(name) or False, value)


def readable(path, key, find=None):
    @call(f"{path} is read")
    def _():
        page = ask("GET", path)[key]
        assert page, f"{path} holds nothing"
        if find:
            ask("GET", f"{find}/{page[0]['id']}")


def by_cursor(path, key):
    @call(f"{path} is read by cursor")
    def _():
        page = ask("GET", f"{path}?page%5Bsize%5D=100")
        same(sorted(page["meta"]), ["after_cursor", "before_cursor", "has_more"])
        same(sorted(page["links"]), ["next", "prev"])
        assert isinstance(page[key], list)


def person(role):
    email = f"zendesk-api-client-ruby-{role}-{EMAIL}"
    found = ask("GET", f"users/search?query=email%3A{email}")["users"]
    if found:
        return found[0]
    return ask("POST", "users", {"user": {"name": f"Test {role}", "verified": True, "email": email, "role": role}})["user"]


me = ask("GET", "users/me")["user"]
user = person("end-user")
# A token makes no way to come in: whoever shows their password may.
tokened, asker.auth = asker.auth, (EMAIL, PASSWORD)
agent = person("agent")
asker.auth = tokened
place = ask("POST", "organizations", {"organization": {"name": f"Walk {stamp}"}})["organization"]
ask("PUT", f"users/{me['id']}", {"user": {"organization_id": place["id"]}})
ticket = ask("POST", "tickets", {"ticket": {"subject": "Test Ticket", "description": "This is a test.", "requester_id": user["id"]}})["ticket"]

group = {"name": f"My Group {stamp}"}
resource("groups", "group", group, {"name": "TESTDATA" + stamp}, after=("deleted", True))
readable("groups", "groups", "groups")
readable("groups/assignable", "groups")
resource("organizations", "organization", {"name": f"organization {stamp}"}, {"name": f"updated {stamp}"})
resource("users", "user", {"name": "Test U.", "email": f"test+{stamp}@example.org"}, {"name": "TESTDATA"}, after=("active", False))
resource("user_fields", "user_field", {"type": "text", "title": f"T {stamp}", "key": f"aBcdE{stamp}"}, {"title": f"U {stamp}"}, after=("active", False))
resource("organization_fields", "organization_field", {"type": "text", "title": "Age", "key": f"xYz{stamp}"}, {"title": "key"}, after=("active", False))
resource("ticket_fields", "ticket_field", {"type": "text", "title": "Age"}, {"title": "TESTDATA"})
resource("ticket_forms", "ticket_form", {"name": "Ticket Form-o", "position": 9999, "active": False}, {"name": "TESTDATA"}, after=None)
RULE = ("conditions", "actions", "output")
OPEN = {"all": [{"field": "status", "operator": "is", "value": "open"}]}


def only(field, value):
    return {"any": [], "all": [{"field": field, "operator": "is", "value": value}]}


solve = [{"field": "status", "value": "solved"}]
resource("views", "view", {"title": f"view {stamp}", "conditions": OPEN}, {"conditions": only("status", "solved")}, rule=RULE)
resource("triggers", "trigger", {"category_id": "9903501961242", "title": "my test trigger", "conditions": OPEN, "actions": solve},
         {"conditions": only("priority", "low")}, rule=RULE)
resource("automations", "automation", {"title": "my test automation", "conditions": OPEN, "actions": solve}, {"conditions": only("status", "pending")}, rule=RULE)
resource("macros", "macro", {"title": f"my test macro {stamp}", "actions": solve}, {"actions": [{"field": "priority", "value": "low"}]}, rule=RULE)
resource("trigger_categories", "trigger_category", {"name": f"New category {stamp}"}, {"name": "TESTDATA"})
resource("bookmarks", "bookmark", {"ticket_id": ticket["id"]}, findable=False, after=None)
resource("organization_memberships", "organization_membership", {"organization_id": place["id"], "user_id": user["id"]})
resource("organization_subscriptions", "organization_subscription", {"organization_id": place["id"], "user_id": user["id"]})
resource("webhooks", "webhook", {"name": "Random Hook", "endpoint": "https://lvh.me", "status": "active", "http_method": "get", "request_format": "json"})
resource("targets", "target", {"type": "email_target", "title": "Test Email Target", "email": "hello@example.com", "subject": "Test Target"}, {"active": False})
resource("dynamic_content/items", "item", {"name": f"Item {stamp}", "default_locale_id": 1, "content": "Ruby SDK test content"}, {"name": f"Updated {stamp}"})
resource("brands", "brand", {"name": "awesomesauce", "subdomain": "zendeskapi1"}, {"name": "TESTDATA"}, after=None)
resource("custom_statuses", "custom_status", {"status_category": "open", "agent_label": f"A {stamp}", "active": False}, after=("active", False))
resource("business_hours/schedules", "schedule", {"name": f"Brit Schedule {stamp}", "time_zone": "London"})
resource("user_views", "user_view", {"title": "Overseas gold member", "all": [{"field": "name", "operator": "is", "value": "abcd"}]})
resource("identities", "identity", {"type": "email", "value": f"sdk{stamp}@example.com"}, {"verified": True}, under=f"users/{user['id']}/")
resource("tickets", "ticket", {
    "type": "question", "subject": "This is a question?", "comment": {"value": "Indeed it is!"}, "priority": "normal",
    "requester_id": user["id"], "assignee_id": me["id"], "submitter_id": user["id"], "collaborator_ids": [agent["id"]],
    "tags": ["awesome", "blossom"], "email_ccs": [{"user_id": agent["id"], "action": "put"}],
}, {"subject": "TESTDATA"})


@call("identities of one's own by a token")
def _():
    ask("POST", f"users/{me['id']}/identities", {"identity": {"type": "email", "value": f"own{stamp}@example.com"}}, status=403)


@call("group memberships")
def _():
    for membership in ask("GET", f"users/{agent['id']}/group_memberships")["group_memberships"]:
        ask("DELETE", f"users/{agent['id']}/group_memberships/{membership['id']}")
    team = ask("POST", "groups", {"group": {"name": f"Membership {stamp}"}})["group"]
    given = {"group_id": team["id"], "user_id": agent["id"]}
    for path in ("group_memberships", f"users/{agent['id']}/group_memberships"):
        made = ask("POST", path, {"group_membership": given})["group_membership"]
        same(ask("GET", f"group_memberships/{made['id']}")["group_membership"]["id"], made["id"])
        assert made["id"] in [m["id"] for m in ask("GET", f"users/{agent['id']}/group_memberships")["group_memberships"]]
        assert team["id"] in [g["id"] for g in ask("GET", f"users/{agent['id']}/groups")["groups"]]
        ask("DELETE", f"group_memberships/{made['id']}")
        gone(f"group_memberships/{made['id']}")
    made = ask("POST", "group_memberships", {"group_membership": given})
    ask("DELETE", f"groups/{team['id']}")


readable("group_memberships", "group_memberships", "group_memberships")
readable("brands", "brands", "brands")
readable("custom_roles", "custom_roles")
readable("custom_statuses", "custom_statuses", "custom_statuses")
readable("locales", "locales", "locales")
readable("views/active", "views", "views")
readable("views", "views", "views")
readable("macros/active", "macros", "macros")
readable("ticket_fields", "ticket_fields", "ticket_fields")
readable("ticket_forms", "ticket_forms", "ticket_forms")
readable("ticket_metrics", "ticket_metrics", "ticket_metrics")
readable("tickets", "tickets", "tickets")
readable(f"organizations/{place['id']}/users", "users", "users")
readable(f"users/{user['id']}/tickets/requested", "tickets", "tickets")
readable("organization_memberships", "organization_memberships", "organization_memberships")
readable("triggers", "triggers", "triggers")
readable("triggers/active", "triggers", "triggers")
kept = ask("POST", "automations", {"automation": {"title": f"kept {stamp}", "conditions": OPEN, "actions": [{"field": "current_tags", "value": "walked"}]}})
readable("automations", "automations", "automations")
readable("automations/active", "automations", "automations")
ask("DELETE", f"automations/{kept['automation']['id']}")
readable("suspended_tickets", "suspended_tickets", "suspended_tickets")
readable("satisfaction_ratings", "satisfaction_ratings", "satisfaction_ratings")
readable("satisfaction_ratings/received", "satisfaction_ratings", "satisfaction_ratings")
readable("tags", "tags")
readable("users/me/settings", "settings")
readable("account/settings", "settings")
for path, key in {
    "groups": "groups", "groups/assignable": "groups", "organizations": "organizations", "triggers": "triggers", "triggers/active": "triggers",
    "ticket_fields": "ticket_fields", "views": "views", "tickets": "tickets", f"tickets/{ticket['id']}/audits": "audits",
    f"organizations/{place['id']}/tickets": "tickets", "ticket_metrics": "ticket_metrics", "tags": "tags", "suspended_tickets": "suspended_tickets",
    "activities": "activities", "automations": "automations", "deleted_tickets": "deleted_tickets", "macros": "macros", "oauth/clients": "clients",
    "brands": "brands", "users": "users", f"organizations/{place['id']}/users": "users", "trigger_categories": "trigger_categories",
    f"organizations/{place['id']}/subscriptions": "organization_subscriptions", "agent_availabilities": "data", "community/topics": "topics",
}.items():
    by_cursor(path, key)


@call("the group that memberships are listed of")
def _():
    last = ask("GET", "groups")["groups"][-1]
    page = ask("GET", f"groups/{last['id']}/memberships?page%5Bsize%5D=100")
    assert isinstance(page["group_memberships"], list) and page["links"] is not None


@call("tags are set, added, taken away")
def _():
    for of in (f"organizations/{place['id']}", f"users/{user['id']}", f"tickets/{ticket['id']}"):
        tags = lambda: sorted(tag if isinstance(tag, str) else tag["id"] for tag in ask("GET", f"{of}/tags")["tags"])  # noqa: B023, E731
        ask("POST", f"{of}/tags", {"tags": ["tag2", "tag3"]})
        same(tags(), ["tag2", "tag3"])
        ask("DELETE", f"{of}/tags", {"tags": ["tag2"]})
        same(tags(), ["tag3"])
        ask("PUT", f"{of}/tags", {"tags": ["tag4"]})
        same(tags(), ["tag3", "tag4"])
        ask("POST", f"{of}/tags", {"tags": []})
        same(tags(), [])


@call("a request is solved with a comment")
def _():
    made = ask("POST", "requests", {"request": {"subject": "This is a question!", "comment": {"value": "Haha, no."}}})["request"]
    changed = ask("PUT", f"requests/{made['id']}", {"request": {"solved": True, "comment": {"value": "This is solved!"}}})["request"]
    same(changed["solved"], True)
    ask("GET", f"requests/{made['id']}")
    assert ask("GET", f"users/{user['id']}/requests")["requests"]


@call("a file goes as a form of parts")
def _():
    for _ in range(2):
        file = {"uploaded_data": ("Argentina.gif", b"GIF89a\x01\x00\x01\x00", "image/gif")}
        answer = asker.post(ROOT + "uploads", data={"filename": "Argentina.gif"}, files=file)
        assert answer.status_code == 201, f"{answer.status_code} {answer.text[:300]}"
        upload = answer.json()["upload"]
        same((upload["attachment"]["file_name"], upload["attachment"]["size"]), ("Argentina.gif", 10))
    made = ask("POST", "tickets", {"ticket": {"subject": "with a file", "comment": {"value": "see", "uploads": [upload["token"]]}}})["ticket"]
    files = ask("GET", f"tickets/{made['id']}/comments")["comments"][0]["attachments"]
    same([file["file_name"] for file in files], ["Argentina.gif"])
    again = asker.post(ROOT + "uploads", data={"filename": "a.gif"}, files={"uploaded_data": ("a.gif", b"GIF89a", "image/gif")}).json()["upload"]
    ask("DELETE", f"uploads/{again['token']}")


@call("a ticket with its requester and organization whole")
def _():
    given = {"subject": "live spec subject", "description": "live spec description", "requester": ask("GET", f"users/{user['id']}")["user"], "organization": place}
    made = ask("POST", "tickets", {"ticket": given})["ticket"]
    same((made["description"], made["requester_id"]), ("live spec description", user["id"]))


@call("tickets are shown by their numbers, and what was read is recent")
def _():
    ids = [ticket["id"] for ticket in ask("GET", "tickets?per_page=10")["tickets"]]
    same(sorted(ticket["id"] for ticket in ask("GET", f"tickets/show_many?ids={','.join(map(str, ids))}")["tickets"]), sorted(ids))
    ask("GET", f"tickets/{ticket['id']}")
    assert ask("GET", "tickets/recent")["tickets"]


@call("tickets are imported, and nothing is made of nothing")
def _():
    made = ask("POST", "imports/tickets", {"ticket": {"subject": "old", "comment": {"value": "x"}, "requester_id": user["id"], "created_at": "2021-11-21T10:00:00Z"}})
    same(ask("GET", f"tickets/{made['ticket']['id']}")["ticket"]["created_at"][:4], "2021")
    ask("POST", "imports/tickets", {"ticket": {}}, status=422)
    raced = {"ticket": {"requester": {"email": f"race{stamp}@test.com", "name": "Hello"}, "subject": "Test", "description": "Test"}}
    ask("POST", "imports/tickets", raced, status=(201, 409, 422))


@call("metrics of a ticket are one of the metrics")
def _():
    metric = ask("GET", f"tickets/{ticket['id']}/metrics")["ticket_metric"]
    ask("GET", f"ticket_metrics/{metric['id']}")


@call("audits with their authors beside them")
def _():
    page = ask("GET", f"tickets/{ticket['id']}/audits?include=users")
    event = page["audits"][0]["events"][0]
    assert event["author_id"] in [user["id"] for user in page["users"]], event


@call("a macro is tried on a ticket")
def _():
    made = ask("POST", "macros", {"macro": {"title": f"apply {stamp}", "actions": solve}})["macro"]
    assert ask("GET", f"tickets/{ticket['id']}/macros/{made['id']}/apply")["result"]["ticket"]
    assert ask("GET", f"macros/{made['id']}/apply")["result"]["ticket"]
    ask("DELETE", f"macros/{made['id']}")


@call("users are found by their address, added and changed, many at once")
def _():
    same([found["id"] for found in ask("GET", f"users/search?query={EMAIL}")["users"]], [me["id"]])
    assert "user_related" in ask("GET", f"users/{me['id']}/related")
    one = ask("POST", "users", {"user": {"name": "Existing", "email": f"known{stamp}@example.org"}})["user"]
    ask("POST", "users/create_or_update", {"user": {"name": "Updated!", "email": f"known{stamp}@example.org"}})
    same(ask("GET", f"users/{one['id']}")["user"]["name"], "Updated!")
    people = [{"name": name, "email": f"{name}{stamp}@example.org"} for name in ("one", "two")]
    ids = [made["id"] for made in job(ask("POST", "users/create_many", {"users": people}))["results"] if made["status"] == "Created"]
    same(len(ids), 2)
    listed = ",".join(map(str, ids))
    job(ask("PUT", f"users/update_many?ids={listed}", {"user": {"notes": "this is a note"}}))
    same({ask("GET", f"users/{id}")["user"]["notes"] for id in ids}, {"this is a note"})
    same(job(ask("DELETE", f"users/destroy_many?ids={listed}"))["total"], 2)


@call("organizations are added and changed, many at once")
def _():
    one = ask("POST", "organizations", {"organization": {"name": f"Existing {stamp}", "external_id": stamp}})["organization"]
    ask("POST", "organizations/create_or_update", {"organization": {"name": f"Updated! {stamp}", "external_id": stamp}})
    same(ask("GET", f"organizations/{one['id']}")["organization"]["name"], f"Updated! {stamp}")
    assert "organization_related" in ask("GET", f"organizations/{one['id']}/related")
    ask("DELETE", f"organizations/{one['id']}")
    places = [{"name": f"{name} {stamp}", "external_id": f"{name}{stamp}"} for name in ("one", "two")]
    results = job(ask("POST", "organizations/create_many", {"organizations": places}))["results"]
    same([made["status"] for made in results], ["Created", "Created"])
    same(job(ask("DELETE", f"organizations/destroy_many?ids={','.join(str(made['id']) for made in results)}"))["total"], 2)


@call("users by offset have a page before and one after")
def _():
    page = ask("GET", "users?page=2&per_page=1")
    assert len(page["users"]) == 1 and page["next_page"] and page["previous_page"], page
    ask("GET", page["next_page"].removeprefix(ROOT))
    ask("GET", page["previous_page"].removeprefix(ROOT))


@call("users with their roles beside them")
def _():
    page = ask("GET", f"users/{me['id']}?include=roles")
    assert isinstance(page.get("roles", []), list)


@call("keyboard shortcuts are a setting of one's own")
def _():
    was = ask("GET", "users/me/settings")["settings"]["lotus"]["keyboard_shortcuts_enabled"]
    ask("PUT", "users/me/settings", {"settings": {"lotus": {"keyboard_shortcuts_enabled": not was}}})
    same(ask("GET", "users/me/settings")["settings"]["lotus"]["keyboard_shortcuts_enabled"], not was)


@call("the language of whoever asks")
def _():
    assert ask("GET", "locales/current")["locale"]["locale"]


@call("tickets changed since long ago")
def _():
    assert ask("GET", "incremental/tickets?start_time=1023059503")["tickets"]


for what in not_served:
    print(f"not served: ruby {what}")
print(f"ruby: {len(passed)} passed, {len(failed)} failed, {len(not_served)} not served yet")
sys.exit(1 if failed else 0)
