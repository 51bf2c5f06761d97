# SPDX-License-Identifier: EUPL-1.2
"""Who writes back what it read changes nothing, whatever the day: also what refers to types that are not valid then."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servicekit.representations.rendering import represented

pytestmark = pytest.mark.django_db

EXPIRES = date(2025, 6, 30)
RESOURCES = [
    "catalogussen", "zaaktypen", "besluittypen", "informatieobjecttypen", "statustypen", "roltypen", "resultaattypen",
    "eigenschappen", "zaakobjecttypen", "zaaktype-informatieobjecttypen",
]  # fmt: skip


@pytest.fixture
def on(monkeypatch):
    """Have it be another day."""

    def be(day):
        for module in ("servicekit.reading.answers", "servicekit.representations.bodies", "catalogi.actions.names"):
            monkeypatch.setattr(f"{module}.today", lambda: day)

    return be


@pytest.fixture
def expiring(api, whole):
    """The same catalogue, of which what others name was valid for half a year."""
    for url in (whole.deel, whole.of["besluittypen"], whole.of["informatieobjecttypen"]):
        answer = api.patch(url, {"eindeGeldigheid": EXPIRES.isoformat()})
        assert answer.status_code == 200, answer.content
    return whole


def stored():
    """Every row of the component, without what is rendered of it."""
    rendered = {"body", "etag", "shape"}
    return {
        (model.__name__, row.pop("id")): {name: value for name, value in row.items() if name not in rendered}
        for model in represented()
        for row in model._default_manager.values()
    }


@pytest.mark.parametrize("collection", RESOURCES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.integers(-400, 400))
def test_what_was_read_and_is_written_back_changes_nothing(api, expiring, on, collection, after):
    on(EXPIRES + timedelta(days=after))
    url = expiring.of[collection]
    read, before = api.get(url).json(), stored()
    answer = api.put(url, read)
    assert answer.status_code == 200, answer.content
    assert stored() == before
    assert answer.json() == api.get(url).json() == read
