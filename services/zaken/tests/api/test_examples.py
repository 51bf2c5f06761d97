# SPDX-License-Identifier: EUPL-1.2
"""The example bodies of the contract are accepted as they stand, once what they refer to is there."""

import pytest

from zaken.models import Zaak

pytestmark = pytest.mark.django_db
OF_A_ZAAK = {
    "status": "/statussen",
    "rol": "/rollen",
    "resultaat": "/resultaten",
    "zaakinformatieobject": "/zaakinformatieobjecten",
}


@pytest.fixture
def types(neighbours, examples, documents):
    """What the examples refer to at the other components."""
    zaaktype = examples["zaak_create"]["zaaktype"]
    neighbours.hold(
        zaaktype,
        {
            "identificatie": "MELDING",
            "concept": False,
            "vertrouwelijkheidaanduiding": "openbaar",
            "productenOfDiensten": [],
            "doorlooptijd": "P30D",
            "informatieobjecttypen": [documents.type],
            "informatieobjecttypeOmschrijving": ["Foto"],
            "deelzaaktypen": [],
        },
    )
    neighbours.hold(examples["status_create"]["statustype"], {"zaaktype": zaaktype, "isEindstatus": False})
    roltype = {"zaaktype": zaaktype, "omschrijving": "Melder", "omschrijvingGeneriek": "initiator"}
    neighbours.hold(examples["rol_create"]["roltype"], roltype)
    resultaattype = {
        "zaaktype": zaaktype,
        "selectielijstklasse": "https://selectielijst.test/resultaten/1",
        "archiefnominatie": "vernietigen",
        "archiefactietermijn": "P1Y",
        "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
    }
    neighbours.hold(examples["resultaat_create"]["resultaattype"], resultaattype)
    document = {"informatieobjecttype": documents.type, "status": "definitief", "locked": False}
    neighbours.hold(
        examples["zaakinformatieobject_create"]["informatieobject"], document | {"indicatieGebruiksrecht": False}
    )


@pytest.fixture
def zaak(api, examples, types, made_as):
    """The zaak of the examples."""
    with made_as(Zaak, examples["status_create"]["zaak"]):
        return api.post("/zaken", examples["zaak_create"])


def test_there_is_an_example_of_everything_that_is_made_or_searched(examples):
    assert set(examples) == {"zaak_create", "zaak__zoek", *(f"{each}_create" for each in OF_A_ZAAK)}


def test_the_example_of_a_zaak_is_accepted(zaak):
    assert zaak.status_code == 201, zaak.content


@pytest.mark.parametrize(("resource", "path"), OF_A_ZAAK.items())
def test_the_example_of_what_belongs_to_a_zaak_is_accepted(api, examples, zaak, resource, path):
    made = api.post(path, examples[f"{resource}_create"])
    assert made.status_code == 201, made.content


def test_the_example_of_a_search_finds_the_zaak_of_the_examples(api, examples, zaak):
    api.post("/rollen", examples["rol_create"])
    found = api.post("/zaken/_zoek", examples["zaak__zoek"])
    assert [each["url"] for each in found.json()["results"]] == [zaak["Location"]]
