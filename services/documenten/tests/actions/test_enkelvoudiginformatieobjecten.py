# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.actions.enkelvoudiginformatieobjecten import update_informatieobject
from documenten.models import EnkelvoudigInformatieObject, Versie
from documenten.peers import storage
from servicekit.problems import Problem
from servicekit.representations.rendering import render

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(api, files, with_content):
    url = api.post("/enkelvoudiginformatieobjecten", with_content)["Location"]
    api.post(f"{url}/lock")
    return EnkelvoudigInformatieObject.objects.get(uuid=url.rpartition("/")[2])


def test_a_change_on_top_of_another_change_is_refused(document, as_caller, files, monkeypatch):
    as_caller("alles")
    write = storage.write

    def write_and_be_overtaken(text):
        EnkelvoudigInformatieObject.objects.update(versie=2)
        return write(text)

    monkeypatch.setattr(storage, "write", write_and_be_overtaken)
    with pytest.raises(Problem) as raised:
        update_informatieobject(document.uuid, partial=True, inhoud="ZGFn", bestandsomvang=3, lock=document.lock)
    assert raised.value.status == 409
    assert len(files()) == 1
    EnkelvoudigInformatieObject.objects.update(versie=1)


def test_stored_representations_are_what_would_be_rendered_now(document, as_caller):
    as_caller("alles")
    update_informatieobject(document.uuid, partial=True, titel="Nieuw", lock=document.lock)
    rows = [*EnkelvoudigInformatieObject.objects.all(), *Versie.objects.all()]
    assert len(rows) == 3
    for row in rows:
        assert row.body.encode() == render(row)


def test_files_of_versions_that_share_content_are_one(document, as_caller, files):
    as_caller("alles")
    update_informatieobject(document.uuid, partial=True, titel="Nieuw", lock=document.lock)
    assert len(set(Versie.objects.values_list("bestand", flat=True))) == 1
    assert len(files()) == 1
