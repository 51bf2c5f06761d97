# SPDX-License-Identifier: EUPL-1.2
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicekit.clock import AMSTERDAM
from zaken.rules.zrc_021_archiveren import (
    ArchiefactiedatumError,
    archiefactiedatum_is_derived,
    derive_archiefactiedatum,
    derive_archiefnominatie,
    derive_brondatum,
    parse_eigenschap_datum,
)

EINDDATUM = date(2026, 1, 31)
FACTS = {
    "einddatum": EINDDATUM,
    "procestermijn": "",
    "datumkenmerk": "",
    "has_hoofdzaak": False,
    "hoofdzaak_einddatum": None,
    "relevante_zaken": 0,
    "relevante_einddatums": [],
    "eigenschap_waarde": None,
}
WAYS = [
    "afgehandeld",
    "ander_datumkenmerk",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "termijn",
    "vervaldatum_besluit",
    "zaakobject",
]


def brondatum(afleidingswijze, **facts):
    return derive_brondatum(afleidingswijze=afleidingswijze, **(FACTS | facts))


def reason_against(afleidingswijze, **facts):
    with pytest.raises(ArchiefactiedatumError) as caught:
        brondatum(afleidingswijze, **facts)
    assert (caught.value.violation.name, caught.value.violation.code) == ("nonFieldErrors", "archiefactiedatum-error")
    assert caught.value.violation.reason == caught.value.reason == str(caught.value)
    return caught.value.reason


def test_a_zaak_without_archiefnominatie_takes_that_of_the_resultaattype():
    assert derive_archiefnominatie(given=None, of_resultaattype="vernietigen") == "vernietigen"
    assert derive_archiefnominatie(given="", of_resultaattype="vernietigen") == "vernietigen"


def test_a_zaak_keeps_the_archiefnominatie_that_it_has():
    assert derive_archiefnominatie(given="blijvend_bewaren", of_resultaattype="vernietigen") == "blijvend_bewaren"


def test_afgehandeld_begins_on_the_einddatum():
    assert brondatum("afgehandeld") == EINDDATUM


def test_termijn_begins_a_procestermijn_after_the_einddatum_by_the_calendar():
    assert brondatum("termijn", procestermijn="P1M") == date(2026, 2, 28)


@pytest.mark.parametrize("procestermijn", ["", "een jaar", "P0.5Y", "-P1Y", "P9000Y"])
def test_termijn_needs_a_procestermijn_that_can_be_added(procestermijn):
    said = "De procestermijn van" if procestermijn else "heeft geen procestermijn"
    assert said in reason_against("termijn", procestermijn=procestermijn)


def test_hoofdzaak_begins_on_the_einddatum_of_the_hoofdzaak():
    assert brondatum("hoofdzaak", has_hoofdzaak=True, hoofdzaak_einddatum=date(2027, 5, 1)) == date(2027, 5, 1)


def test_hoofdzaak_waits_while_the_hoofdzaak_is_open():
    assert brondatum("hoofdzaak", has_hoofdzaak=True) is None


def test_hoofdzaak_needs_a_hoofdzaak():
    assert "hoofdzaak" in reason_against("hoofdzaak")


def test_gerelateerde_zaak_begins_on_the_last_einddatum_of_the_relevante_zaken():
    relevant = [date(2026, 3, 1), date(2028, 3, 1), date(2027, 3, 1)]
    assert brondatum("gerelateerde_zaak", relevante_zaken=4, relevante_einddatums=relevant) == date(2028, 3, 1)


def test_gerelateerde_zaak_waits_while_no_relevante_zaak_is_closed():
    assert brondatum("gerelateerde_zaak", relevante_zaken=2) is None


def test_gerelateerde_zaak_needs_a_relevante_zaak():
    assert "relevanteAndereZaken" in reason_against("gerelateerde_zaak")


def test_eigenschap_begins_on_the_date_that_is_its_value():
    assert brondatum("eigenschap", datumkenmerk="einde huur", eigenschap_waarde="20290228") == date(2029, 2, 28)


@pytest.mark.parametrize("eigenschap_waarde", [None, ""])
def test_eigenschap_waits_while_the_zaak_has_no_value_for_it(eigenschap_waarde):
    assert brondatum("eigenschap", datumkenmerk="einde huur", eigenschap_waarde=eigenschap_waarde) is None


def test_eigenschap_needs_a_datumkenmerk():
    assert "datumkenmerk" in reason_against("eigenschap", eigenschap_waarde="20290228")


def test_eigenschap_needs_a_value_that_is_a_date_and_does_not_repeat_it():
    reason = reason_against("eigenschap", datumkenmerk="einde huur", eigenschap_waarde="volgend jaar")
    assert "einde huur" in reason
    assert "volgend jaar" not in reason


def test_zaakobject_begins_on_the_last_date_of_the_objects():
    dates = [date(2030, 1, 1), date(2031, 1, 1)]
    assert brondatum("zaakobject", datumkenmerk="einddatum", objectdatums=dates) == date(2031, 1, 1)


@pytest.mark.parametrize("objectdatums", [None, []])
def test_zaakobject_needs_objects_with_a_date(objectdatums):
    assert "zaakobject" in reason_against("zaakobject", datumkenmerk="einddatum", objectdatums=objectdatums)


def test_zaakobject_needs_a_datumkenmerk():
    assert "datumkenmerk" in reason_against("zaakobject", objectdatums=[date(2030, 1, 1)])


def test_ingangsdatum_besluit_begins_on_the_last_ingangsdatum():
    dates = [date(2026, 5, 1), date(2026, 4, 1)]
    assert brondatum("ingangsdatum_besluit", besluiten=2, ingangsdatums=dates) == date(2026, 5, 1)


def test_ingangsdatum_besluit_waits_while_no_ingangsdatum_is_known():
    assert brondatum("ingangsdatum_besluit", besluiten=1) is None


def test_ingangsdatum_besluit_needs_a_besluit():
    assert "besluit" in reason_against("ingangsdatum_besluit")


def test_vervaldatum_besluit_begins_on_the_last_vervaldatum_itself():
    dates = [date(2030, 4, 30), date(2030, 5, 31)]
    assert brondatum("vervaldatum_besluit", besluiten=3, vervaldatums=dates) == date(2030, 5, 31)


@pytest.mark.parametrize("besluiten", [0, 2])
def test_vervaldatum_besluit_waits_while_no_besluit_expires(besluiten):
    assert brondatum("vervaldatum_besluit", besluiten=besluiten) is None


@pytest.mark.parametrize("afleidingswijze", ["ander_datumkenmerk", ""])
def test_a_brondatum_that_only_people_know_is_left_to_them(afleidingswijze):
    assert brondatum(afleidingswijze, datumkenmerk="einde huur", eigenschap_waarde="20290228") is None


def test_an_unknown_afleidingswijze_is_refused():
    assert "kalender" in reason_against("kalender")


@given(
    way=st.sampled_from(WAYS),
    facts=st.fixed_dictionaries(
        {
            "procestermijn": st.sampled_from(["", "P1Y", "onzin"]),
            "datumkenmerk": st.sampled_from(["", "einde huur"]),
            "has_hoofdzaak": st.booleans(),
            "hoofdzaak_einddatum": st.none() | st.dates(),
            "relevante_zaken": st.integers(0, 3),
            "relevante_einddatums": st.lists(st.dates(), max_size=3),
            "eigenschap_waarde": st.none() | st.text(max_size=14) | st.dates().map(str),
            "besluiten": st.integers(0, 3),
            "ingangsdatums": st.lists(st.dates(), max_size=3),
            "vervaldatums": st.lists(st.dates(), max_size=3),
            "objectdatums": st.none() | st.lists(st.dates(), max_size=3),
        }
    ),
)
def test_every_way_gives_a_day_or_nothing_or_says_what_to_do(way, facts):
    try:
        day = brondatum(way, **facts)
    except ArchiefactiedatumError as error:
        day, told = None, error.reason
    else:
        told = ""
    assert day is None or type(day) is date
    assert not told or told.endswith(".")


def test_the_archiefactiedatum_is_a_term_after_the_brondatum_by_the_calendar():
    assert derive_archiefactiedatum(brondatum=date(2024, 2, 29), archiefactietermijn="P5Y") == date(2029, 2, 28)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), years=st.integers(0, 120))
@example(day=date(2024, 2, 29), years=1)
def test_a_term_of_years_ends_on_the_same_day_or_the_last_of_february(day, years):
    later = derive_archiefactiedatum(brondatum=day, archiefactietermijn=f"P{years}Y")
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@pytest.mark.parametrize(
    ("day", "term"), [(None, "P5Y"), (date(2026, 1, 1), None), (date(2026, 1, 1), ""), (None, None)]
)
def test_there_is_no_archiefactiedatum_without_a_brondatum_and_a_term(day, term):
    assert derive_archiefactiedatum(brondatum=day, archiefactietermijn=term) is None


@pytest.mark.parametrize("term", ["vijf jaar", "P", "P9000Y"])
def test_a_term_that_cannot_be_added_is_refused(term):
    with pytest.raises(ArchiefactiedatumError, match="De archiefactietermijn van"):
        derive_archiefactiedatum(brondatum=date(2026, 1, 1), archiefactietermijn=term)


@pytest.mark.parametrize(
    "way", ["", "afgehandeld", "gerelateerde_zaak", "ingangsdatum_besluit", "termijn", "zaakobject"]
)
def test_a_zaak_to_be_destroyed_may_not_close_without_a_date(way):
    [violation] = archiefactiedatum_is_derived(
        archiefnominatie="vernietigen", afleidingswijze=way, archiefactiedatum=None
    )
    assert (violation.name, violation.code) == ("nonFieldErrors", "archiefactiedatum-error")


@pytest.mark.parametrize("way", ["ander_datumkenmerk", "eigenschap", "hoofdzaak", "vervaldatum_besluit"])
def test_a_zaak_to_be_destroyed_may_close_when_the_date_may_come_later(way):
    assert (
        list(archiefactiedatum_is_derived(archiefnominatie="vernietigen", afleidingswijze=way, archiefactiedatum=None))
        == []
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("archiefnominatie", "archiefactiedatum"),
    [("blijvend_bewaren", None), ("blijvend_bewaren", date(2031, 1, 1)), ("vernietigen", date(2031, 1, 1))],
)
def test_any_other_zaak_may_close(way, archiefnominatie, archiefactiedatum):
    assert (
        list(
            archiefactiedatum_is_derived(
                archiefnominatie=archiefnominatie, afleidingswijze=way, archiefactiedatum=archiefactiedatum
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("waarde", "day"),
    [
        ("20260806", date(2026, 8, 6)),
        ("20260806235959", date(2026, 8, 6)),
        ("2026-08-06", date(2026, 8, 6)),
        ("2026-08-06T23:30:00", date(2026, 8, 6)),
        ("2026-08-06T21:30:00Z", date(2026, 8, 6)),
        ("2026-08-06T22:30:00Z", date(2026, 8, 7)),
        ("2026-08-06T00:30:00+05:00", date(2026, 8, 5)),
        ("2026-08-06T23Z", date(2026, 8, 7)),
        ("20240229", date(2024, 2, 29)),
    ],
)
def test_the_value_of_an_eigenschap_is_read_as_a_day(waarde, day):
    assert parse_eigenschap_datum(waarde=waarde) == day


@pytest.mark.parametrize(
    "waarde",
    [
        "",
        "2026",
        "202608",
        "20261301",
        "20250229",
        "20260806246060",
        "202608061200",
        "06-08-2026",
        "6 augustus 2026",
        "２０２６０８０６",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:00-23:00",
    ],
)
def test_a_value_that_is_no_day_is_not_guessed(waarde):
    assert parse_eigenschap_datum(waarde=waarde) is None


@given(day=st.dates(min_value=date(1000, 1, 1)), clock=st.times())
def test_a_day_is_read_in_every_form_in_which_it_is_written(day, clock):
    assert parse_eigenschap_datum(waarde=f"{day:%Y%m%d}") == day
    assert parse_eigenschap_datum(waarde=f"{day:%Y%m%d}{clock:%H%M%S}") == day
    assert parse_eigenschap_datum(waarde=datetime.combine(day, clock).isoformat()) == day


@given(seconds=st.integers(0, 10**11), offset=st.integers(-14 * 60, 14 * 60))
def test_a_moment_elsewhere_is_the_day_that_it_is_here(seconds, offset):
    elsewhere = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=offset)))
    assert parse_eigenschap_datum(waarde=elsewhere.isoformat()) == elsewhere.astimezone(AMSTERDAM).date()


@given(st.text(max_size=40))
def test_any_value_can_be_read(waarde):
    assert parse_eigenschap_datum(waarde=waarde) is None or type(parse_eigenschap_datum(waarde=waarde)) is date
