# SPDX-License-Identifier: EUPL-1.2
"""The example bodies of the contract are accepted as they stand, once what they refer to is there."""

import pytest

from documenten.models import EnkelvoudigInformatieObject

pytestmark = pytest.mark.django_db
PATH = "/enkelvoudiginformatieobjecten"


@pytest.fixture
def document(api, examples, hold_type, neighbours, made_as):
    """The document of the examples, of a type that is there."""
    body, relation = (examples[f"{each}_create"] for each in ("enkelvoudiginformatieobject", "objectinformatieobject"))
    neighbours.hold(
        body["informatieobjecttype"], neighbours.resources[hold_type()] | {"url": body["informatieobjecttype"]}
    )
    with made_as(EnkelvoudigInformatieObject, relation["informatieobject"]):
        return api.post(PATH, body)


def test_there_is_an_example_of_everything_that_is_made_or_searched(examples):
    assert set(examples) == {
        "enkelvoudiginformatieobject_create",
        "enkelvoudiginformatieobject__zoek",
        "objectinformatieobject_create",
    }


def test_the_example_of_a_document_is_accepted(api, document, downloaded):
    assert document.status_code == 201, document.content
    assert downloaded(document.json()["inhoud"]) == b"De tegel voor nummer 12 ligt los."


def test_the_example_of_a_search_finds_it(api, examples, document):
    found = api.post(f"{PATH}/_zoek", examples["enkelvoudiginformatieobject__zoek"])
    assert [each["url"] for each in found.json()["results"]] == [document["Location"]]


def test_the_example_of_a_relation_is_accepted(api, examples, document, neighbours, zrc):
    body = examples["objectinformatieobject_create"]
    organisations = {"bronorganisatie": "851234562", "verantwoordelijkeOrganisatie": "851234562"}
    neighbours.hold(body["object"], {"zaaktype": "https://t.test", **organisations})
    zrc.add((body["object"], body["informatieobject"]))
    made = api.post("/objectinformatieobjecten", body)
    assert made.status_code == 201, made.content
