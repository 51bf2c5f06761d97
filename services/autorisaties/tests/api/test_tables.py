# SPDX-License-Identifier: EUPL-1.2
"""By table: who may do each write, and what each filter chooses. Applicaties have no type and no level."""

from itertools import count

import pytest

from servicekit.testing.tables import (
    Request,
    Rights,
    assert_a_new_right_counts,
    assert_chooses,
    assert_only_by_right,
    lists,
    writes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicatie(api, monkeypatch, noord, neighbours):
    """The body of an applicatie that nobody made yet; with `made`, one that was made, and its URL.

    Rights come from what this component holds; those that a test gives stay as they are.
    """
    monkeypatch.setattr("servicekit.rights.store.refresh", lambda: False)
    neighbours.handle("GET", noord.places["ztc"].root, lambda *_: (200, {"results": [], "next": None}))
    numbers = count()

    def new(*, made=False, ids=None):
        number = next(numbers)
        audit = {"component": "zrc", "scopes": ["audittrails.lezen"], "maxVertrouwelijkheidaanduiding": "openbaar"}
        body = {"clientIds": ids or [f"client-{number}"], "label": f"Client {number}", "autorisaties": [audit]}
        if not made:
            return body
        answer = api.post("/applicaties", body)
        assert answer.status_code == 201, answer.content
        return body, answer["Location"]

    return new


def whole(new):
    body, url = new(made=True)
    return Request(path=url, body=body | {"label": "Anders"})


def for_a_catalogus(new):
    right = {"component": "brc", "scopes": ["besluiten.lezen"], "catalogus": "VOORB"}
    return Request(path=f"{new(made=True)[1]}/catalogusautorisaties", body={"catalogusautorisaties": [right]})


WRITES = {
    "POST applicaties": lambda new: Request(path="/applicaties", body=new()),
    "PUT applicaties/{uuid}": whole,
    "PATCH applicaties/{uuid}": lambda new: Request(path=new(made=True)[1], body={"label": "Anders"}),
    "DELETE applicaties/{uuid}": lambda new: Request(path=new(made=True)[1]),
    "PUT applicaties/{uuid}/catalogusautorisaties": for_a_catalogus,
}


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_write_takes_its_scope(route, applicatie, api, noord, zuid):
    assert route.name in WRITES, f"no row for {route.name}"
    assert_only_by_right(route, lambda: WRITES[route.name](applicatie), Rights(), api=api, here=noord, other=zuid)


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_right_that_was_given_a_moment_ago_counts(route, applicatie, api):
    assert_a_new_right_counts(route, lambda: WRITES[route.name](applicatie), Rights(), api=api)


def test_every_row_is_of_a_write():
    assert set(WRITES) == {route.name for route in writes()}


@pytest.mark.parametrize("route", lists(), ids=lambda route: route.name)
def test_applicaties_are_chosen_by_each_filter(route, applicatie, api):
    rows = {"a": applicatie(made=True, ids=["een", "twee"])[1], "b": applicatie(made=True, ids=["drie"])[1]}
    choices = {"clientIds": {"een": "a", "twee,een": "a", "drie": "b", "een,drie": "", "dri": ""}}
    assert_chooses(route, rows, choices, api=api)


def test_the_consumer_of_a_client_id_is_its_applicatie(api, applicatie):
    _, url = applicatie(made=True, ids=["een", "twee"])
    applicatie(made=True, ids=["drie"])
    assert api.get("/applicaties/consumer?clientId=twee").json()["url"] == url
    assert api.get("/applicaties/consumer?clientId=twe").status_code == 404
