# SPDX-License-Identifier: EUPL-1.2
"""The same explanation on the command line."""

from io import StringIO

import orjson
import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

TYPE = "http://testserver/noord/catalogi/api/v1/zaaktypen/7d1dcac1-fee4-4d7b-a60c-1b3b3b9f0e01"


@pytest.fixture
def applicatie(api):
    right = {
        "component": "zrc",
        "scopes": ["zaken.lezen"],
        "zaaktype": TYPE,
        "maxVertrouwelijkheidaanduiding": "intern",
    }
    made = api.post("/applicaties", {"clientIds": ["beperkt"], "label": "Balie", "autorisaties": [right]})
    assert made.status_code == 201
    return made["Location"]


def run(*given):
    out = StringIO()
    call_command("why", *given, stdout=out)
    return out.getvalue()


def test_it_says_in_sentences_what_is_missing(applicatie):
    said = run("noord", "beperkt", "zaken", "--scopes", "zaken.lezen", "--type", TYPE, "--level", "geheim")
    assert said.splitlines()[0].endswith("voor dit zaaktype tot en met intern; dit object is geheim.")


def test_it_says_all_of_the_answer_as_json(applicatie):
    answer = orjson.loads(run("noord", "beperkt", "zaken", "--scopes", "zaken.lezen,zaken.bijwerken", "--json"))
    assert (answer["toegestaan"], answer["applicatie"]) == (True, applicatie)
    assert answer["scopes"] == ["zaken.lezen", "zaken.bijwerken"]


def test_it_asks_the_component_for_an_operation_and_an_object(applicatie, neighbours, noord):
    root = noord.places["zrc"].root
    operation = {"operationId": "zaak_retrieve", "security": [{"JWT-Claims": ["zaken.lezen"]}]}
    neighbours.hold(f"{root}/openapi.json", {"paths": {"/zaken/{uuid}": {"get": operation}}})
    zaak = neighbours.hold(f"{root}/zaken/1", {"zaaktype": TYPE, "vertrouwelijkheidaanduiding": "openbaar"})
    said = run("noord", "beperkt", "zaken", "--operation", "zaak_retrieve", "--resource", zaak)
    assert said == "Dit mag: de applicatie Balie heeft de scope zaken.lezen, voor dit type tot en met intern.\n"


def test_what_is_wrong_with_a_question_is_said_of_each_field(applicatie):
    with pytest.raises(CommandError) as refused:
        run("noord", "beperkt", "notificaties", "--scopes", "x", "--type", TYPE, "--level", "hoog")
    assert [each.partition(":")[0] for each in str(refused.value).splitlines()] == [
        "type",
        "vertrouwelijkheidaanduiding",
    ]


def test_a_component_that_is_down_is_said(applicatie, neighbours):
    neighbours.down = True
    with pytest.raises(CommandError, match="niet bereikbaar"):
        run("noord", "beperkt", "zaken", "--operation", "zaak_list")


def test_a_municipality_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="no municipality oost"):
        run("oost", "beperkt", "zaken", "--operation", "zaak_list")
