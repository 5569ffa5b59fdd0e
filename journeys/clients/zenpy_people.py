"""People, organizations and groups: written by zenpy, read back and held against what was written."""

from zenpy import Zenpy
from zenpy.lib.api_objects import Group, GroupMembership, Identity, Organization, OrganizationField, User, UserField

from tally import EMAIL, PASSWORD, TOKEN, call, desk, holds, hour_ago, job, made, once_served, refused, same, stamp


@call("users.me()")
def _():
    me = desk.users.me()
    same((me.email, me.role), (EMAIL, "admin"))


@call("OAuth: users.me()")
def _():
    same(Zenpy(subdomain="desk", oauth_token=TOKEN).users.me().email, EMAIL)


@call("password: users.me()")
def _():
    same(Zenpy(subdomain="desk", email=EMAIL, password=PASSWORD).users.me().email, EMAIL)


@call("a wrong token is refused")
def _():
    refused(401, lambda: Zenpy(subdomain="desk", email=EMAIL, token="flt_wrong").tickets(id=1))


@call("users.create")
def _():
    made.user = desk.users.create(User(name="Una", email=f"una{stamp}@example.com", external_id=stamp, tags=["vip"]))
    same(desk.users(id=made.user.id).email, f"una{stamp}@example.com")


@call("users()")
def _():
    holds(desk.users(), made.user.id)


@call("users.create_or_update")
def _():
    same(desk.users.create_or_update(User(name="Una Two", email=f"una{stamp}@example.com")).id, made.user.id)
    same(desk.users(id=made.user.id).name, "Una Two")


@call("users(id)")
def _():
    user = desk.users(id=made.user.id)
    same((user.email, user.external_id, user.role, user.tags), (f"una{stamp}@example.com", stamp, "end-user", ["vip"]))


@call("users.search")
def _():
    same([user.name for user in desk.users.search(query=f"una{stamp}@example.com")], ["Una Two"])
    same([user.id for user in desk.users.search(external_id=stamp)], [made.user.id])


@call("users.create_or_update([..])")
def _():
    job(desk.users.create_or_update([User(name="Many", email=f"many{stamp}@example.com")]))
    same([user.name for user in desk.users.search(query=f"many{stamp}@example.com")], ["Many"])


@call("users.update")
def _():
    made.user.name = "Una Three"
    same(desk.users.update(made.user).name, "Una Three")
    same(desk.users(id=made.user.id).name, "Una Three")


@call("users.identities")
def _():
    new = desk.users.identities.create(made.user.id, Identity(type="email", value=f"more{stamp}@example.com"))
    values = [identity.value for identity in desk.users.identities(id=made.user.id)]
    same(values, [f"una{stamp}@example.com", f"more{stamp}@example.com"])
    desk.users.identities.delete(made.user.id, new)
    same([identity.value for identity in desk.users.identities(id=made.user.id)], [f"una{stamp}@example.com"])


@call("users.tags")
def _():
    desk.users.add_tags(made.user.id, ["y"])
    same(sorted(str(tag) for tag in desk.users.tags(made.user.id)), ["vip", "y"])


@call("users.incremental")
def _():
    holds(desk.users.incremental(start_time=hour_ago), made.user.id)


@call("users.requested")
def _():
    asker = desk.tickets(id=made.ticket.id).requester_id
    same([ticket.id for ticket in desk.users.requested(asker)], [made.ticket.id])


@once_served("users.user_fields")
def _():
    key = f"k{stamp}"
    desk.user_fields.create(UserField(type="text", title=f"Field {stamp}", key=key))
    assert key in [field.key for field in desk.user_fields()]


@call("organizations.create")
def _():
    made.organization = desk.organizations.create(Organization(name=f"Org {stamp}", external_id=stamp))
    same(made.organization.name, f"Org {stamp}")


@call("organizations(id)")
def _():
    organization = desk.organizations(id=made.organization.id)
    same((organization.name, organization.external_id), (f"Org {stamp}", stamp))


@call("organizations()")
def _():
    holds(desk.organizations(), made.organization.id)


@call("organizations.create_or_update")
def _():
    same(desk.organizations.create_or_update(Organization(name=f"Org2 {stamp}", external_id=stamp)).id, made.organization.id)
    same(desk.organizations(id=made.organization.id).name, f"Org2 {stamp}")


@call("organizations.incremental")
def _():
    holds(desk.organizations.incremental(start_time=hour_ago), made.organization.id)


@call("users.organizations")
def _():
    made.user.organization_id = made.organization.id
    desk.users.update(made.user)
    same([organization.id for organization in desk.users.organizations(made.user.id)], [made.organization.id])


@call("organizations.tickets")
def _():
    same(list(desk.tickets.organizations(made.organization.id)), [])
    ticket = next(ticket for ticket in desk.tickets() if ticket.organization_id)
    holds(desk.tickets.organizations(ticket.organization_id), ticket.id)


@call("organization_memberships()")
def _():
    members = [(member.user_id, member.organization_id) for member in desk.organization_memberships()]
    assert (made.user.id, made.organization.id) in members


@once_served("organization_fields()")
def _():
    key = f"k{stamp}"
    desk.organization_fields.create(OrganizationField(type="text", title=f"Field {stamp}", key=key))
    assert key in [field.key for field in desk.organization_fields()]


@call("groups()")
def _():
    made.group = desk.groups.create(Group(name=f"Group {stamp}"))
    assert f"Group {stamp}" in [group.name for group in desk.groups() if group.id == made.group.id]


@call("group_memberships()")
def _():
    made.me = desk.users.me().id
    made.member = desk.group_memberships.create(GroupMembership(user_id=made.me, group_id=made.group.id))
    same((made.member.user_id, made.member.group_id), (made.me, made.group.id))
    holds(desk.group_memberships(), made.member.id)


@call("users.groups")
def _():
    holds(desk.users.groups(made.me), made.group.id)


@call("users.group_memberships")
def _():
    holds(desk.users.group_memberships(made.me), made.member.id)
    desk.group_memberships.delete(made.member)
    assert made.group.id not in [group.id for group in desk.users.groups(made.me)]


@call("users.delete")
def _():
    desk.users.delete(made.user)
    assert made.user.id not in [user.id for user in desk.users()]
