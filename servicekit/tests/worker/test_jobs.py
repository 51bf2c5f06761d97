# SPDX-License-Identifier: EUPL-1.2
import threading

import pytest
from structlog.testing import capture_logs

from servicekit.jobs import Again, Job
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.waiting import waits_no_more
from servicekit.worker.jobs import jobs
from servicekit.worker.runners import Runner

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs(noord):
    """Run a job once for each outcome: what it raises, or None; what was returned each time, and the log."""

    def run(*outcomes):
        left = list(outcomes)

        def once():
            if error := left.pop(0):
                raise error

        runner = Runner(Job("doe", 60, once), threading.Event())
        with capture_logs() as said:
            returned = [runner.once(noord) for _ in outcomes]
        return returned, [(each["event"], each["municipality"], each.get("peer")) for each in said]

    yield run
    waits_no_more("doe", noord.name)


def by_way_of_rights(url):
    """What asking for rights raises when the Autorisaties API does not answer."""
    problem = Problem(403, "De Autorisaties API is niet bereikbaar.", "not_authenticated_for_ac")
    problem.__cause__ = calls.Unreachable("geen antwoord", url)
    return problem


def test_what_waits_for_a_neighbour_says_so_once_and_once_when_it_is_there(runs, noord):
    gone = calls.Unreachable("geen antwoord", f"{noord.places['ztc'].root}/catalogussen")
    returned, said = runs(gone, gone, gone, None, None)
    assert returned == [None, None, None, True, True]
    assert said == [("waits_for_peer", "noord", "catalogi"), ("peer_is_there", "noord", "catalogi")]


def test_the_neighbour_is_named_by_what_it_is(runs, noord):
    rights = by_way_of_rights(f"{noord.places['ac'].root}/applicaties")
    stranger = calls.Unreachable("geen antwoord", "https://elders.test/api/v1/dingen")
    returned, said = runs(rights, Again("notificaties", "een kanaal"), stranger)
    assert returned == [None, None, None]
    assert [peer for _, _, peer in said] == ["autorisaties", "notificaties", "elders.test"]


def test_what_fails_for_another_reason_is_said_each_time(runs):
    refused = calls.Refused("https://elders.test", 400)
    returned, said = runs(refused, ValueError("stuk"), Problem(403, "Mag niet."))
    assert returned == [False, False, False]
    assert [event for event, _, _ in said] == ["job_failed"] * 3


def test_the_worker_runs_the_jobs_of_the_kit_and_those_that_the_component_declares():
    kit = {"position", "publish", "refresh", "look_again", "subscribe", "rerender", "forget_keys"}
    assert set(jobs()) == kit | {"name_types"}
