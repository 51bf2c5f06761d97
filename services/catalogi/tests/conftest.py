# SPDX-License-Identifier: EUPL-1.2
"""What every test of catalogi may use: a fake Selectielijst API, the least bodies of all resources, and what is made
of them.
"""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import orjson
import pytest

LISTS = "https://referentie.test/api/v1"


@pytest.fixture
def codes():
    """What a refusal says is wrong: (name, code) of each."""

    def read(response):
        assert response.status_code == 400, (response.status_code, response.content)
        return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}

    return read


@pytest.fixture
def selectielijst(neighbours, noord):
    """A procestype, a klasse of it to be destroyed after ten years, and a generic omschrijving."""
    procestype = neighbours.hold(
        f"{LISTS}/procestypen/{uuid4()}",
        {
            "nummer": 1,
            "jaar": 2020,
            "naam": "Instellen",
            "omschrijving": "Iets instellen",
            "toelichting": "",
            "procesobject": "Het ingestelde",
        },
    )

    def klasse(**more: Any) -> str:
        body = {
            "procesType": procestype,
            "nummer": 1,
            "volledigNummer": "1.1",
            "naam": "Ingericht",
            "waardering": "vernietigen",
            "procestermijn": "nihil",
            "bewaartermijn": "P10Y",
        }
        return neighbours.hold(f"{LISTS}/resultaten/{uuid4()}", body | more)

    omschrijving = neighbours.hold(
        f"{LISTS}/resultaattypeomschrijvingen/{uuid4()}",
        {"omschrijving": "Toegekend", "definitie": "Wat gevraagd is, is gegeven.", "opmerking": ""},
    )
    return SimpleNamespace(procestype=procestype, klasse=klasse, omschrijving=omschrijving)


@pytest.fixture
def bodies():
    """The least that a new row of each resource needs, apart from what it belongs to."""
    return SimpleNamespace(
        catalogus={"domein": "VOORB", "rsin": "851234562", "contactpersoonBeheerNaam": "Beheer"},
        zaaktype={
            "identificatie": "MELDING",
            "omschrijving": "Melding openbare ruimte",
            "vertrouwelijkheidaanduiding": "openbaar",
            "doel": "Herstellen",
            "aanleiding": "Iets is stuk",
            "indicatieInternOfExtern": "extern",
            "handelingInitiator": "melden",
            "onderwerp": "Openbare ruimte",
            "handelingBehandelaar": "behandelen",
            "doorlooptijd": "P30D",
            "opschortingEnAanhoudingMogelijk": False,
            "verlengingMogelijk": False,
            "publicatieIndicatie": False,
            "productenOfDiensten": ["https://product.test/1"],
            "referentieproces": {"naam": "Melden"},
            "verantwoordelijke": "Team openbare ruimte",
            "besluittypen": [],
            "gerelateerdeZaaktypen": [],
            "beginGeldigheid": "2025-01-01",
        },
        informatieobjecttype={
            "omschrijving": "Foto",
            "vertrouwelijkheidaanduiding": "openbaar",
            "beginGeldigheid": "2025-01-01",
            "informatieobjectcategorie": "beeld",
        },
        besluittype={
            "omschrijving": "Verkeersbesluit",
            "publicatieIndicatie": True,
            "informatieobjecttypen": [],
            "beginGeldigheid": "2025-01-01",
        },
        statustype={"omschrijving": "Ontvangen", "volgnummer": 1},
        roltype={"omschrijving": "Melder", "omschrijvingGeneriek": "initiator"},
        eigenschap={
            "naam": "Mastnummer",
            "definitie": "Het nummer op de mast",
            "specificatie": {"formaat": "tekst", "lengte": "12", "kardinaliteit": "1"},
        },
        zaakobjecttype={
            "anderObjecttype": True,
            "objecttype": "https://objecttypen.test/api/v2/objecttypes/1",
            "relatieOmschrijving": "De mast die stuk is",
        },
        ziot={"volgnummer": 1, "richting": "inkomend"},
    )


@pytest.fixture
def make(api, bodies):
    """Make rows over HTTP, as the client that may do everything; each gives the JSON of what was made."""

    def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = api.post(path, body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def publish(made: dict[str, Any]) -> dict[str, Any]:
        answer = api.post(f"{made['url']}/publish")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def typed(path: str, body: dict[str, Any], published: bool, more: dict[str, Any]) -> dict[str, Any]:
        made = post(path, body | {"catalogus": catalogus()["url"]} | more)
        return publish(made) if published else made

    kept: dict[str, Any] = {}

    def catalogus(**more: Any) -> dict[str, Any]:
        if more:
            return post("/catalogussen", bodies.catalogus | more)
        if not kept:
            kept["catalogus"] = post("/catalogussen", bodies.catalogus)
        return kept["catalogus"]

    def zaaktype(*, published: bool = False, **more: Any) -> dict[str, Any]:
        return typed("/zaaktypen", bodies.zaaktype, published, more)

    def informatieobjecttype(*, published: bool = False, **more: Any) -> dict[str, Any]:
        return typed("/informatieobjecttypen", bodies.informatieobjecttype, published, more)

    def besluittype(*, published: bool = False, **more: Any) -> dict[str, Any]:
        return typed("/besluittypen", bodies.besluittype, published, more)

    def child(path: str, body: dict[str, Any]):
        return lambda zaaktype, **more: post(path, body | {"zaaktype": zaaktype["url"]} | more)

    return SimpleNamespace(
        post=post,
        publish=publish,
        catalogus=catalogus,
        zaaktype=zaaktype,
        informatieobjecttype=informatieobjecttype,
        besluittype=besluittype,
        statustype=child("/statustypen", bodies.statustype),
        roltype=child("/roltypen", bodies.roltype),
        eigenschap=child("/eigenschappen", bodies.eigenschap),
        zaakobjecttype=child("/zaakobjecttypen", bodies.zaakobjecttype),
        ziot=child("/zaaktype-informatieobjecttypen", bodies.ziot),
    )


@pytest.fixture
def resultaat(selectielijst):
    """The least that a new resultaattype needs, apart from its zaaktype."""
    return {
        "omschrijving": "Hersteld",
        "resultaattypeomschrijving": selectielijst.omschrijving,
        "selectielijstklasse": selectielijst.klasse(),
    }


@pytest.fixture
def limited(grant):
    """Give the client `beperkt` scopes in this component."""

    def give(*scopes: str, component: str = "ztc") -> None:
        grant(beperkt=[{"component": component, "scopes": list(scopes)}])

    return give


@pytest.fixture
def lines(noord):
    """The lines of the journal, oldest first; `notified()` those that become notifications."""
    from servicekit.journal.models import Line

    def notified() -> list[tuple[str, str, str, str]]:
        found = Line.objects.filter(notify=True).order_by("id")
        return [(each.channel, each.resource, each.action, each.reference) for each in found]

    return SimpleNamespace(all=lambda: list(Line.objects.order_by("id")), notified=notified)


@pytest.fixture
def urls():
    """The URLs in a list."""
    return lambda answer: [each["url"] for each in orjson.loads(answer.content)["results"]]


@pytest.fixture
def whole(make, resultaat, selectielijst):
    """A catalogue in which everything refers to something; by collection one URL that does (`of`)."""
    iot = make.informatieobjecttype(published=True)
    deel = make.zaaktype(published=True, identificatie="DEEL")
    other = make.catalogus(domein="ANDER")
    elsewhere = make.zaaktype(identificatie="ELDERS", catalogus=other["url"], published=True)
    related = [
        {"zaaktype": deel["url"], "aardRelatie": "vervolg", "toelichting": "ztc:zaaktypen/geen"},
        {"zaaktype": elsewhere["url"], "aardRelatie": "bijdrage"},
        {"zaaktype": "https://elders.test/zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", "aardRelatie": "vervolg"},
    ]
    besluit = make.besluittype(published=True, informatieobjecttypen=[iot["omschrijving"]])
    zaaktype = make.zaaktype(
        deelzaaktypen=["DEEL"],
        gerelateerdeZaaktypen=related,
        selectielijstProcestype=selectielijst.procestype,
        besluittypen=[besluit["omschrijving"]],
    )
    first, last = (make.statustype(zaaktype, volgnummer=i, omschrijving=str(i)) for i in (1, 2))
    rol = make.roltype(zaaktype)
    names = {"informatieobjecttypen": [iot["omschrijving"]], "besluittypen": [besluit["omschrijving"]]}
    made = make.post("/resultaattypen", resultaat | {"zaaktype": zaaktype["url"]} | names)
    eigenschap = make.eigenschap(zaaktype, statustype=last["url"])
    zaakobject = make.zaakobjecttype(zaaktype)
    ziot = make.ziot(zaaktype, informatieobjecttype=iot["omschrijving"], statustype=last["url"])
    make.publish(zaaktype)
    return SimpleNamespace(
        zaaktype=zaaktype["url"], deel=deel["url"], elsewhere=elsewhere["url"], first=first["url"],
        of={
            "catalogussen": make.catalogus()["url"], "zaaktypen": zaaktype["url"], "statustypen": last["url"],
            "roltypen": rol["url"], "resultaattypen": made["url"], "informatieobjecttypen": iot["url"],
            "zaaktype-informatieobjecttypen": ziot["url"], "besluittypen": besluit["url"],
            "eigenschappen": eigenschap["url"], "zaakobjecttypen": zaakobject["url"],
        },
    )  # fmt: skip
