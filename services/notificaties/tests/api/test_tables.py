# SPDX-License-Identifier: EUPL-1.2
"""By table: who may do each write, and what each filter chooses. Nothing here has a type or a level."""

from itertools import count

import pytest

from notificaties.schemas import CloudEventSchema
from servicekit.cloudevents import ONE
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

LINK = "https://documentatie.test/"


class World:
    """Makes the rows of the tables; abonnementen are those of the client that is limited."""

    def __init__(self, api, grant, body, message):
        self.api, self.grant, self.body, self.message, self.numbers = api, grant, body, message, count()

    def kanaal(self):
        return {"naam": f"kanaal-{next(self.numbers)}", "documentatieLink": LINK, "filters": []}

    def made_kanaal(self):
        answer = self.api.post("/kanaal", self.kanaal())
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    def abonnement(self):
        self.grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.consumeren"]}])
        answer = self.api.post("/abonnement", self.body, client="beperkt")
        assert answer.status_code == 201, answer.content
        return answer["Location"]


@pytest.fixture
def world(api, grant, body, message):
    return World(api, grant, body, message)


CHANGED = {"kanalen": [{"naam": "zaken", "filters": {"bronorganisatie": "851234562"}}]}
WRITES = {
    "POST kanaal": lambda world: Request(path="/kanaal", body=world.kanaal()),
    "PUT kanaal/{uuid}": lambda world: Request(path=world.made_kanaal(), body=world.kanaal()),
    "PATCH kanaal/{uuid}": lambda world: Request(path=world.made_kanaal(), body={"filters": ["bron"]}),
    "POST abonnement": lambda world: Request(path="/abonnement", body=world.body),
    "PUT abonnement/{uuid}": lambda world: Request(path=world.abonnement(), body=world.body | CHANGED),
    "PATCH abonnement/{uuid}": lambda world: Request(path=world.abonnement(), body=CHANGED),
    "DELETE abonnement/{uuid}": lambda world: Request(path=world.abonnement()),
    "POST abonnement/{uuid}/pause": lambda world: Request(path=f"{world.abonnement()}/pause"),
    "POST abonnement/{uuid}/resume": lambda world: Request(path=f"{world.abonnement()}/resume"),
    "POST abonnement/{uuid}/replay": lambda world: Request(
        path=f"{world.abonnement()}/replay", body={"opgegeven": True}
    ),
    "POST abonnement/{uuid}/test": lambda world: Request(path=f"{world.abonnement()}/test"),
    "POST notificaties": lambda world: Request(path="/notificaties", body=world.message),
    "POST cloudevents": lambda world: Request(
        path="/cloudevents", body=CloudEventSchema.example | {"data": world.message}, headers={"content_type": ONE}
    ),
}


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_write_takes_its_scope(route, world, api, noord, zuid):
    assert route.name in WRITES, f"no row for {route.name}"
    assert_only_by_right(route, lambda: WRITES[route.name](world), Rights(), api=api, here=noord, other=zuid)


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_right_that_was_given_a_moment_ago_counts(route, world, api):
    assert_a_new_right_counts(route, lambda: WRITES[route.name](world), Rights(), api=api)


def test_every_row_is_of_a_write():
    assert set(WRITES) == {route.name for route in writes()}


@pytest.mark.parametrize("route", lists(), ids=lambda route: route.name)
def test_kanalen_are_chosen_by_each_filter(route, api, kanaal):
    made = api.post("/kanaal", {"naam": "besluiten", "documentatieLink": LINK, "filters": []})
    rows = {"a": kanaal["url"], "b": made["Location"]}
    choices = {"naam": {"zaken": "a", "besluiten": "b", "zaak": "", "ZAKEN": ""}}
    assert_chooses(route, rows, choices, api=api)
