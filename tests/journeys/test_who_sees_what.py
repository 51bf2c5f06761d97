# SPDX-License-Identifier: EUPL-1.2
"""Every path that returns data, walked by clients who may not have it."""

import pytest

from running.catalogue import publish
from running.clients import Client
from running.paths import fill, get_paths, made
from running.subscribers import Subscriber, subscribe

PATHS = list(get_paths())


@pytest.fixture(scope="module")
def resources(sandbox):
    """Something in every collection of noord."""
    balie, subscriber = Client(sandbox.address, "noord", "balie"), Subscriber()
    subscription = subscribe(balie, subscriber, "zaken")
    yield made(balie, publish(balie), subscription)
    subscriber.end()


@pytest.mark.parametrize(("component", "path"), PATHS, ids=lambda value: value)
def test_who_has_all_rights_sees_it(resources, balie, component, path):
    answer = balie.get(component, fill(component, path, resources))
    assert answer.status_code == 200, answer.text[:500]


@pytest.mark.parametrize(("component", "path"), PATHS, ids=lambda value: value)
def test_who_has_no_rights_sees_nothing(resources, niets, component, path):
    answer = niets.get(component, fill(component, path, resources))
    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_denied"


@pytest.mark.parametrize(("component", "path"), PATHS, ids=lambda value: value)
def test_a_token_of_another_municipality_is_refused(resources, sandbox, component, path):
    stranger = Client(sandbox.address, "noord", "balie", secret="a-secret-of-another-municipality-altogether")
    answer = stranger.get(component, fill(component, path, resources))
    assert (answer.status_code, answer.json()["code"]) == (403, "invalid-jwt-signature")


@pytest.mark.parametrize(("component", "path"), PATHS, ids=lambda value: value)
def test_the_other_municipality_has_nothing_of_it(resources, zuid, component, path):
    answer = zuid.get(component, fill(component, path, resources))
    if "{" in path:
        assert answer.status_code == 404
    else:
        assert answer.status_code == 200
        own = resources[component, path.strip("/").split("/")[0]]
        assert own.rpartition("/")[2] not in answer.text
