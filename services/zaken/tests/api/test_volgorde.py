# SPDX-License-Identifier: EUPL-1.2
"""Statussen in any order: a zaak is closed exactly when the one that is last by date is an eindstatus."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

ARCHIVE = ("einddatum", "archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn")
OPEN = (None, None, None, None)


@pytest.fixture
def zaak(make):
    url = make("zaken")["url"]
    make("resultaten", zaak=url)
    return url


@pytest.fixture
def types(catalogue):
    """Two statustypen: of a status that keeps a zaak open, and of one that closes it."""
    return {False: catalogue.statustype(), True: catalogue.statustype(eind=True)}


@pytest.fixture
def put(api, zaak, types):
    """Sets a status and gives the answer: `put(True, "2026-11-20T10:00:00Z")`."""

    def set_status(eind, moment, **options):
        body = {"zaak": zaak, "statustype": types[eind], "datumStatusGezet": moment}
        return api.post("/statussen", body, **options)

    return set_status


def archive(api, zaak):
    shown = api.get(zaak).json()
    return tuple(shown[name] for name in ARCHIVE)


def test_a_status_from_before_the_eindstatus_reopens_nothing(api, put, zaak):
    last = put(True, "2026-11-20T10:00:00Z").json()
    before = archive(api, zaak)
    answer = put(False, "2026-11-19T10:00:00Z")
    assert answer.status_code == 201, answer.content
    assert answer.json()["indicatieLaatstGezetteStatus"] is False
    assert archive(api, zaak) == before == ("2026-11-20", "vernietigen", "2031-11-20", "2026-11-20")
    assert api.get(zaak).json()["status"] == last["url"]


def test_an_eindstatus_from_before_the_last_status_closes_nothing_and_is_told_of_it(api, put, zaak, codes):
    last = put(False, "2026-11-20T10:00:00Z").json()
    answer = put(True, "2026-11-19T10:00:00Z")
    assert codes(answer) == {("datumStatusGezet", "date-before-last-status")}
    assert "2026-11-20T10:00:00Z" in answer.json()["invalidParams"][0]["reason"]
    assert archive(api, zaak) == OPEN
    assert api.get(zaak).json()["status"] == last["url"]


def test_history_of_a_closed_zaak_takes_geforceerd_bijwerken(put, limited):
    put(True, "2026-11-20T10:00:00Z")
    for scopes in (["zaken.heropenen"], ["zaken.statussen.toevoegen"], ["zaken.geforceerd-bijwerken"]):
        limited(*scopes)
        assert put(False, "2026-11-19T10:00:00Z", client="beperkt").status_code == 403
    limited("zaken.geforceerd-bijwerken", "zaken.statussen.toevoegen")
    assert put(False, "2026-11-19T10:00:00Z", client="beperkt").status_code == 201
    assert put(False, "2026-11-21T10:00:00Z", client="beperkt").status_code == 403


def test_history_of_an_open_zaak_takes_what_any_status_takes(put, limited):
    put(False, "2026-11-20T10:00:00Z")
    limited("zaken.statussen.toevoegen")
    assert put(False, "2026-11-19T10:00:00Z", client="beperkt").status_code == 201


ADD, REOPEN, FORCE = "zaken.statussen.toevoegen", "zaken.heropenen", "zaken.geforceerd-bijwerken"


@pytest.mark.parametrize(
    ("closed", "day", "scopes"),
    [
        (False, 19, [ADD]),
        (False, 21, [REOPEN]),
        (True, 21, [REOPEN]),
        (True, 19, [FORCE, ADD]),
        (True, 19, [FORCE, REOPEN]),
    ],
)
def test_a_status_is_set_by_who_has_the_scopes_for_it(put, limited, closed, day, scopes):
    put(closed, "2026-11-20T10:00:00Z")
    limited(*scopes)
    answer = put(False, f"2026-11-{day}T10:00:00Z", client="beperkt")
    assert answer.status_code == 201, answer.content


@pytest.mark.parametrize(
    ("closed", "day", "scopes", "missing"),
    [
        (False, 21, ["zaken.aanmaken", FORCE], f"een van de scopes {ADD}, {REOPEN}"),
        (True, 21, ["zaken.aanmaken", ADD, FORCE], f"de scope {REOPEN}"),
        (True, 19, ["zaken.aanmaken", ADD, REOPEN], f"de scope {FORCE}"),
        (True, 19, ["zaken.aanmaken", FORCE], f"een van de scopes {ADD}, {REOPEN}"),
    ],
)
def test_a_refused_status_names_the_scope_that_is_missing_and_has_nothing_asked(
    put, limited, neighbours, closed, day, scopes, missing
):
    put(closed, "2026-11-20T10:00:00Z")
    limited(*scopes)
    neighbours.asked.clear()
    answer = put(False, f"2026-11-{day}T10:00:00Z", client="beperkt")
    assert answer.status_code == 403
    assert f"heeft een client {missing} nodig" in answer.json()["detail"]
    assert neighbours.asked == []


def test_who_may_do_nothing_with_a_zaak_is_not_told_that_it_is_closed(api, make, put, limited, types):
    put(True, "2026-11-20T10:00:00Z")
    limited(ADD, level="openbaar")
    body = {"zaak": make("zaken")["url"], "statustype": types[False], "datumStatusGezet": "2026-11-21T10:00:00Z"}
    of_closed = put(False, "2026-11-21T10:00:00Z", client="beperkt")
    of_open = api.post("/statussen", body, client="beperkt")
    assert (of_closed.status_code, of_closed.json()["detail"]) == (403, of_open.json()["detail"])


def test_a_scope_to_reopen_that_was_given_a_moment_ago_counts(put, limited, given_since):
    put(True, "2026-11-20T10:00:00Z")
    limited(ADD)
    given_since(REOPEN)
    assert put(False, "2026-11-21T10:00:00Z", client="beperkt").status_code == 201


def test_a_status_at_the_moment_of_the_last_is_no_history(put, limited, codes):
    put(True, "2026-11-20T10:00:00Z")
    limited(REOPEN)
    assert codes(put(False, "2026-11-20T10:00:00Z", client="beperkt")) == {("nonFieldErrors", "unique")}


def test_history_of_a_closed_zaak_asks_nobody_what_reopening_depends_on(api, put, zaak, neighbours, unmirror):
    put(True, "2026-11-20T10:00:00Z")
    put(False, "2026-11-18T10:00:00Z")
    resultaattype = api.get(api.get(zaak).json()["resultaat"]).json()["resultaattype"]
    unmirror(resultaattype)
    neighbours.down = True
    assert put(False, "2026-11-19T10:00:00Z").status_code == 201
    assert put(False, "2026-11-21T10:00:00Z").status_code == 503


def test_a_date_without_a_time_closes_a_zaak_after_what_happened_that_day(api, put, zaak):
    put(False, "2026-11-20T10:00:00Z")
    answer = put(True, "2026-11-20")
    assert answer.status_code == 201, answer.content
    assert answer.json()["datumStatusGezet"] == "2026-11-20T10:00:00.000001Z"
    assert answer.json()["indicatieLaatstGezetteStatus"] is True
    assert archive(api, zaak)[0] == "2026-11-20"
    # As well when all of them have no time, and the next day is a day of its own.
    assert put(False, "2026-11-20").json()["datumStatusGezet"] == "2026-11-20T10:00:00.000002Z"
    assert archive(api, zaak) == OPEN
    assert put(True, "2026-11-21").json()["datumStatusGezet"] == "2026-11-20T23:00:00Z"


def test_a_date_without_a_time_before_the_last_day_is_history(put, codes):
    put(False, "2026-11-20T10:00:00Z")
    assert put(False, "2026-11-19").json()["indicatieLaatstGezetteStatus"] is False
    assert codes(put(True, "2026-11-18")) == {("datumStatusGezet", "date-before-last-status")}


def test_a_second_eindstatus_moves_the_einddatum_and_the_archive_date(api, put, zaak):
    put(True, "2026-11-18T10:00:00Z")
    assert put(True, "2026-11-20T10:00:00Z").status_code == 201
    assert archive(api, zaak) == ("2026-11-20", "vernietigen", "2031-11-20", "2026-11-20")


def test_a_second_eindstatus_leaves_an_archive_date_that_was_set_by_hand_since(api, put, zaak):
    put(True, "2026-11-18T10:00:00Z")
    api.patch(zaak, {"archiefactiedatum": "2050-01-01"})
    assert put(True, "2026-11-20T10:00:00Z").status_code == 201
    assert archive(api, zaak) == ("2026-11-20", "vernietigen", "2050-01-01", "2026-11-18")


def test_a_second_eindstatus_moves_the_archive_dates_of_deelzaken_that_came_of_it(
    api, make, put, zaak, types, catalogue
):
    waiting, by_hand = (make("zaken", hoofdzaak=zaak)["url"] for _ in range(2))
    for deelzaak in (waiting, by_hand):
        make("resultaten", zaak=deelzaak, resultaattype=catalogue.resultaattype("hoofdzaak"))
        make("statussen", zaak=deelzaak, statustype=types[True], datumStatusGezet="2026-11-17T10:00:00Z")
    put(True, "2026-11-18T10:00:00Z")
    api.patch(by_hand, {"archiefactiedatum": "2050-01-01"})
    assert put(True, "2026-11-20T10:00:00Z").status_code == 201
    assert archive(api, waiting) == ("2026-11-17", "vernietigen", "2031-11-20", "2026-11-20")
    assert archive(api, by_hand) == ("2026-11-17", "vernietigen", "2050-01-01", "2026-11-18")


def test_a_moment_may_be_ahead_by_as_much_as_clocks_may_differ(put, codes):
    now = datetime.now(UTC)
    assert codes(put(False, (now + timedelta(minutes=5)).isoformat())) == {("datumStatusGezet", "date-in-future")}
    assert put(False, (now + timedelta(seconds=40)).isoformat()).status_code == 201


STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(
            st.integers(1, 5).map(lambda day: f"2026-11-0{day}"),
            st.tuples(st.integers(1, 5), st.sampled_from(["00:00", "10:00", "22:59", "23:30"])).map(
                lambda moment: f"2026-11-0{moment[0]}T{moment[1]}:00Z"
            ),
        ),
    ),
    min_size=1,
    max_size=7,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
@example(steps=[(True, "2026-11-03"), (False, "2026-11-02"), (True, "2026-11-02"), (False, "2026-11-03")])
def test_a_zaak_is_closed_exactly_when_its_last_status_is_an_eindstatus(api, make, types, steps):
    with transaction.atomic():
        zaak = make("zaken", identificatie=uuid4().hex)["url"]
        make("resultaten", zaak=zaak)
        for eind, moment in steps:
            body = {"zaak": zaak, "statustype": types[eind], "datumStatusGezet": moment}
            assert api.post("/statussen", body).status_code in (201, 400)
            _assert_law(api, zaak, types)
        transaction.set_rollback(True)


def _assert_law(api, zaak, types):
    shown = api.get(zaak).json()
    statussen = api.get(f"/statussen?zaak={zaak}").json()["results"]
    last = max(statussen, key=lambda each: datetime.fromisoformat(each["datumStatusGezet"]), default=None)
    assert shown["status"] == (last["url"] if last else None)
    assert [each["url"] for each in statussen if each["indicatieLaatstGezetteStatus"]] == [last["url"]] * bool(last)
    if last is not None and last["statustype"] == types[True]:
        day = (datetime.fromisoformat(last["datumStatusGezet"]) + timedelta(hours=1)).date().isoformat()
        assert tuple(shown[name] for name in ARCHIVE) == (day, "vernietigen", day.replace("2026", "2031"), day)
    else:
        assert tuple(shown[name] for name in ARCHIVE) == OPEN
