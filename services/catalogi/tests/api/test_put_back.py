# SPDX-License-Identifier: EUPL-1.2
"""Who writes back what it read changes nothing, whatever the day: also what refers to types that are not valid then."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogi.models import ZaakType
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
    """Every value of every row of the component, without what is rendered of it: (model, id, field, value).

    What is empty in a group is shown as what is not there is.
    """
    rendered = {"body", "etag", "shape"}
    return [
        (model.__name__, row["id"], name, _shown(value))
        for model in represented()
        for row in model._default_manager.order_by("id").values()
        for name, value in row.items()
        if name not in rendered
    ]


def _shown(value):
    return ({name: each for name, each in value.items() if each} or None) if isinstance(value, dict) else value


@pytest.mark.parametrize("collection", RESOURCES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.integers(-400, 400))
def test_what_was_read_and_is_written_back_changes_nothing(api, expiring, on, collection, after):
    on(EXPIRES + timedelta(days=after))
    url = expiring.of[collection]
    read, before = api.get(url).json(), stored()
    answer = api.put(url, read)
    assert answer.status_code == 200, answer.content
    assert [each for each in stored() if each not in before] == []
    assert answer.json() == api.get(url).json() == read


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize(
    ("collection", "field", "beside", "name"),
    [
        ("zaaktypen", "deelzaaktypen", "deelzaaktypeIdentificaties", "DEEL"),
        ("zaaktypen", "besluittypen", "besluittypeOmschrijving", "Verkeersbesluit"),
        ("besluittypen", "informatieobjecttypen", "informatieobjecttypeOmschrijvingen", "Foto"),
        ("resultaattypen", "informatieobjecttypen", "informatieobjecttypeOmschrijving", "Foto"),
        ("resultaattypen", "besluittypen", "besluittypeOmschrijving", "Verkeersbesluit"),
    ],
)
def test_what_is_not_shown_stays_when_it_is_named_beside(api, expiring, on, method, collection, field, beside, name):
    url = expiring.of[collection]
    rest = api.get(url).json() if method == "put" else {}
    rest = {each: value for each, value in rest.items() if each not in (field, beside)}

    def written(**body):
        answer = getattr(api, method)(url, rest | body)
        assert answer.status_code == 200, answer.content
        return answer.json()[beside]

    on(EXPIRES + timedelta(days=1))
    assert api.get(url).json()[field] == []
    assert written(**{field: [], beside: [name]}) == [name]
    assert written(**{field: [], beside: ["Anders", None, {"x": 1}]}) == []
    assert written(**{field: [name], beside: []}) == [name]
    assert written(**{field: [], beside: name}) == []
    assert written(**{field: [name]}) == [name]
    assert written(**{field: []}) == []
    assert written(**{field: [], beside: [name]}) == []  # which did not stand there
    assert written(**{field: [name]}) == [name]
    on(EXPIRES)  # when it is shown, it is by that field alone
    assert written(**{field: [], beside: [name]}) == []


def test_what_is_not_shown_keeps_its_place(api, make, on):
    """GET shows one and three; who adds a fourth has the second after them."""
    for name in ("EEN", "TWEE", "DRIE", "VIER"):
        made = make.zaaktype(published=True, identificatie=name)
        if name == "TWEE":
            api.patch(made["url"], {"eindeGeldigheid": EXPIRES.isoformat()})
    url = make.zaaktype(deelzaaktypen=["EEN", "TWEE", "DRIE"])["url"]
    on(EXPIRES + timedelta(days=1))
    kept = lambda: ZaakType.objects.get(identificatie="MELDING").deelzaaktypen  # noqa: E731
    read = api.get(url).json()
    assert len(read["deelzaaktypen"]) == 2
    assert api.put(url, read).status_code == 200
    assert kept() == ["EEN", "TWEE", "DRIE"]
    assert api.put(url, read | {"deelzaaktypen": [*read["deelzaaktypen"], "VIER"]}).status_code == 200
    assert kept() == ["EEN", "DRIE", "VIER", "TWEE"]
