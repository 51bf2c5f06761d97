# SPDX-License-Identifier: EUPL-1.2
"""How many statements the hottest paths take, commits included."""

import pytest

from servicekit.testing.statements import statements


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """What a savepoint hides is counted too."""


@pytest.fixture
def warm(make):
    """A zaak of a type that is mirrored, in a process that knows its rights."""
    return make("zaken")["url"]


def test_reading_a_zaak_takes_two_statements(api, warm):
    with statements() as sent:
        assert api.get(warm).status_code == 200
    assert len(sent) <= 2, sent
    etag = api.get(warm)["ETag"]
    with statements() as sent:
        assert api.get(warm, if_none_match=etag).status_code == 304
    assert len(sent) <= 2, sent


@pytest.mark.parametrize("client", ["alles", "beperkt"])
def test_a_list_takes_three_statements(api, warm, limited, client):
    limited("zaken.lezen")
    api.get("/zaken", client=client)
    with statements() as sent:
        assert api.get("/zaken?startdatum=2026-11-22", client=client).json()["count"] == 1
    assert len(sent) <= 3, sent


def test_opening_a_zaak_takes_twelve_statements(api, warm, body, neighbours):
    asked = len(neighbours.asked)
    with statements() as sent:
        assert api.post("/zaken", body).status_code == 201
    assert len(sent) <= 12, sent
    assert len(neighbours.asked) == asked


def test_setting_a_status_takes_thirteen_statements_and_by_a_rol_three_more(api, make, warm, neighbours):
    status = make("statussen", zaak=warm)
    rol = make("rollen", zaak=warm)["url"]
    asked = len(neighbours.asked)
    body = {"zaak": warm, "statustype": status["statustype"], "datumStatusGezet": "2026-11-21T10:00:00Z"}
    with statements() as sent:
        assert api.post("/statussen", body).status_code == 201
    assert len(sent) <= 13, sent
    with statements() as sent:
        later = body | {"datumStatusGezet": "2026-11-22T10:00:00Z", "gezetdoor": rol}
        assert api.post("/statussen", later).status_code == 201
    assert len(sent) <= 16, sent
    assert len(neighbours.asked) == asked


def test_begin_and_commit_are_counted():
    from django.db import connection, transaction

    with statements() as sent, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert sent == ["SELECT 1", "BEGIN", "COMMIT"]
