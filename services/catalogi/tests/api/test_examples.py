# SPDX-License-Identifier: EUPL-1.2
"""The example bodies of the contract are accepted as they stand, once what they refer to is there."""

import pytest

from catalogi.models import Catalogus, ZaakType

pytestmark = pytest.mark.django_db
OF_A_ZAAKTYPE = {
    "statustype": "/statustypen",
    "roltype": "/roltypen",
    "eigenschap": "/eigenschappen",
    "zaakobjecttype": "/zaakobjecttypen",
    "zaakinformatieobjecttype": "/zaaktype-informatieobjecttypen",
    "resultaattype": "/resultaattypen",
}


@pytest.fixture
def catalogus(api, examples, made_as):
    """The catalogus of the examples."""
    with made_as(Catalogus, examples["zaaktype_create"]["catalogus"]):
        return api.post("/catalogussen", examples["catalogus_create"])


@pytest.fixture
def procestype(neighbours):
    """The URL of a procestype."""
    url = "https://gemeente.example/referentielijsten/api/v1/procestypen/1"
    return neighbours.hold(url, {"nummer": 1, "jaar": 2020, "naam": "Melden", "omschrijving": "", "toelichting": ""})


@pytest.fixture
def zaaktype(api, examples, catalogus, made_as, procestype):
    """The zaaktype of the examples, of a procestype: without one it can have no resultaattype."""
    body = examples["zaaktype_create"] | {"selectielijstProcestype": procestype}
    with made_as(ZaakType, examples["statustype_create"]["zaaktype"]):
        return api.post("/zaaktypen", body)


@pytest.fixture
def lists(examples, neighbours, procestype):
    """What the example of a resultaattype refers to in the reference lists."""
    body = examples["resultaattype_create"]
    klasse = {"procesType": procestype, "nummer": 1, "volledigNummer": "1.1", "naam": "Verwerkt"}
    terms = {"waardering": "vernietigen", "procestermijn": "nihil", "bewaartermijn": "P1Y"}
    neighbours.hold(body["selectielijstklasse"], klasse | terms)
    neighbours.hold(body["resultaattypeomschrijving"], {"omschrijving": "Afgehandeld", "definitie": "Gedaan."})


def test_there_is_an_example_of_everything_that_is_made(examples):
    types = ("catalogus", "zaaktype", "informatieobjecttype", "besluittype", *OF_A_ZAAKTYPE)
    assert set(examples) == {f"{each}_create" for each in types}


def test_the_example_of_a_catalogus_is_accepted(catalogus):
    assert catalogus.status_code == 201, catalogus.content


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        ("zaaktype", "/zaaktypen"),
        ("informatieobjecttype", "/informatieobjecttypen"),
        ("besluittype", "/besluittypen"),
    ],
)
def test_the_example_of_a_type_is_accepted(api, examples, catalogus, resource, path):
    made = api.post(path, examples[f"{resource}_create"])
    assert made.status_code == 201, made.content


@pytest.mark.parametrize(("resource", "path"), OF_A_ZAAKTYPE.items())
def test_the_example_of_what_belongs_to_a_zaaktype_is_accepted(api, examples, zaaktype, lists, resource, path):
    assert zaaktype.status_code == 201, zaaktype.content
    if resource == "zaakinformatieobjecttype":
        api.post("/informatieobjecttypen", examples["informatieobjecttype_create"])
    made = api.post(path, examples[f"{resource}_create"])
    assert made.status_code == 201, made.content
