"""What the Python clients share: the desk they speak to, and the tally of their calls by name."""

import os
import sys
import time

from zenpy import Zenpy
from zenpy.lib.exception import APIException, RecordNotFoundException

EMAIL, TOKEN, PASSWORD = os.environ["EMAIL"], os.environ["TOKEN"], os.environ["PASSWORD"]
# Its cache keys objects by their number alone and answers for the desk: everything is read back from the desk itself.
desk = Zenpy(subdomain="desk", email=EMAIL, token=TOKEN, disable_cache=True)
# Makes names that no other run used.
stamp = str(time.time_ns())
hour_ago = int(time.time()) - 3600

JOB_WAITS_MAX = 100
JOB_WAIT_S = 0.1

passed, failed, not_served = [], [], []


class made:
    """What one call made and later ones need."""

    ticket = user = organization = group = view = None


def call(what):
    """A call and its check, by name."""
    return counted(what, may_be_absent=False)


def once_served(what):
    """The same, where Firstline has no such resource yet and says so as Zendesk would: told by name and counted apart."""
    return counted(what, may_be_absent=True)


def counted(what, may_be_absent):
    def around(check):
        try:
            check()
            passed.append(what)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is told, and the rest goes on
            if may_be_absent and isinstance(error, APIException) and "InvalidEndpoint" in str(error):
                not_served.append(what)
            else:
                failed.append(what)
                print(f"FAILED zenpy {what}: {type(error).__name__}: {str(error)[:400]}")
        return check

    return around


def close():
    for what in not_served:
        print(f"not served yet: zenpy {what}")
    print(f"zenpy: {len(passed)} passed, {len(failed)} failed, {len(not_served)} not served yet")
    sys.exit(1 if failed else 0)


def same(got, wanted):
    assert got == wanted, f"{got!r} is not {wanted!r}"


def holds(things, wanted):
    ids = [thing.id for thing in things]
    assert wanted in ids, f"{wanted} is not among {ids[:10]}"


def titled(things):
    for thing in things:
        assert thing.id and thing.title and thing.url, f"{thing} lacks a number, a title or an address"


def job(status):
    for _ in range(JOB_WAITS_MAX):
        if status.status in ("completed", "failed"):
            break
        time.sleep(JOB_WAIT_S)
        status = desk.job_status(id=status.id)
    same(status.status, "completed")
    return status


def result_ids(status):
    return [result["id"] if isinstance(result, dict) else result.id for result in status.results]


def refused(status, ask):
    try:
        ask()
    except APIException as error:
        same(error.response.status_code, status)
        return error
    raise AssertionError(f"it was not refused with {status}")


def gone(ask):
    try:
        ask()
    except RecordNotFoundException:
        return
    raise AssertionError("it is still there")
