# SPDX-License-Identifier: EUPL-1.2
"""Several connections at once: who holds the lock of a document may send changes side by side."""

from itertools import pairwise

import pytest

from documenten.models import Versie
from servicekit.representations.rendering import render

THREADS = 8


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """Other connections see only what is committed."""


@pytest.fixture
def document(api, files, with_content):
    """The URL of a locked document with content, and its lock id."""
    url = api.post("/enkelvoudiginformatieobjecten", with_content)["Location"]
    return url, api.post(f"{url}/lock").json()["lock"]


def test_changes_by_the_holder_of_a_lock_are_made_one_after_the_other(api, document, at_once):
    url, lock = document
    answers = at_once([lambda n=n: api.patch(url, {"titel": f"Titel {n}", "lock": lock}) for n in range(THREADS)])
    assert [each.status_code for each in answers] == [200] * THREADS
    assert sorted(each.json()["versie"] for each in answers) == list(range(2, THREADS + 2))
    titles = {api.get(f"{url}?versie={each.json()['versie']}").json()["titel"] for each in answers}
    assert titles == {f"Titel {n}" for n in range(THREADS)}


def test_changes_of_type_and_content_at_once_all_count(api, document, at_once, hold_type, encoded, files):
    url, lock = document
    types = [hold_type(vertrouwelijkheidaanduiding=each) for each in ("openbaar", "geheim")]
    changes = [
        {"informatieobjecttype": types[0], "vertrouwelijkheidaanduiding": ""},
        {"informatieobjecttype": types[1], "vertrouwelijkheidaanduiding": ""},
        {"inhoud": encoded(b"dag"), "bestandsomvang": 3, "vertrouwelijkheidaanduiding": ""},
        {"inhoud": None, "bestandsomvang": None},
    ] * 2
    answers = at_once([lambda each=each: api.patch(url, each | {"lock": lock}) for each in changes])
    assert [each.status_code for each in answers] == [200] * THREADS
    versions = Versie.objects.order_by("versie")
    assert [each.versie for each in versions] == list(range(1, THREADS + 2))
    for before, after in pairwise(versions):
        assert after.body.encode() == render(after)
        # No change undid what the one before it changed.
        changed = {
            name for name in ("informatieobjecttype", "bestand") if getattr(before, name) != getattr(after, name)
        }
        assert len(changed) <= 1
    assert {each.bestand for each in versions if each.bestand} == {f"{p.parent.name}/{p.name}" for p in files()}
