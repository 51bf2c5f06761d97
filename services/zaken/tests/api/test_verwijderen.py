# SPDX-License-Identifier: EUPL-1.2
"""Destroying a zaak, over HTTP (zrc-023)."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(make, documents):
    """A zaak with one of everything that can be its own, and a deelzaak that has as much."""

    def fill(zaak):
        rol = make("rollen", zaak=zaak)["url"]
        status = make("statussen", zaak=zaak, gezetdoor=rol)["url"]
        relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add(), status=status)["url"]
        return [zaak, rol, status, relation, make("resultaten", zaak=zaak)["url"]]

    zaak = make("zaken", kenmerken=[{"kenmerk": "k", "bron": "b"}])["url"]
    return fill(zaak) + fill(make("zaken", hoofdzaak=zaak)["url"])


def test_nothing_of_a_destroyed_zaak_is_left(api, full, documents, lines):
    from servicekit.journal.models import Detail
    from zaken import models

    assert api.delete(full[0]).status_code == 204
    assert {api.get(url).status_code for url in full} == {404}
    assert api.get(f"{full[0]}/audittrail").status_code == 404
    assert documents.pairs == []
    for name in models.__all__:
        assert not getattr(models, name).objects.exists(), name
    assert not Detail.objects.exists()
    # The deelzaak went with it, and nobody is notified of that; both are tombstones in the feed.
    assert lines()[-2:] == [("zaak", "destroy", False, False), ("zaak", "destroy", True, False)]


def test_another_zaak_keeps_what_it_has_and_what_is_being_made_of_it(api, make, full, documents, lines):
    from servicekit.pairs.finishing import finish
    from servicekit.pairs.models import Leftover
    from servicekit.references import normal
    from zaken.models import ZaakInformatieObject

    other = make("zaken", kenmerken=[{"kenmerk": "k", "bron": "b"}])["url"]
    rol = make("rollen", zaak=other)["url"]
    kept = [rol, make("statussen", zaak=other, gezetdoor=rol)["url"], make("resultaten", zaak=other)["url"]]
    kept.append(make("zaakinformatieobjecten", zaak=other, informatieobject=documents.add())["url"])
    documents.posting = lambda act: (503, None)
    assert api.post("/zaakinformatieobjecten", {"zaak": other, "informatieobject": documents.add()}).status_code == 503
    documents.posting = None
    before = api.get(other).json()
    documents.deleting = lambda act: (503, None)
    assert api.delete(full[0]).status_code == 204
    assert {api.get(url).status_code for url in kept} == {200}
    assert api.get(other).json() == before
    assert not Leftover.objects.filter(ours=normal(other)).exists()
    assert ("zaakinformatieobject", "create", True, True) in lines()
    documents.deleting = None
    ZaakInformatieObject.objects.update(changed="2020-01-01T00:00:00Z")
    Leftover.objects.update(due="2020-01-01T00:00:00Z")
    finish()
    assert [zaak for zaak, _ in documents.pairs] == [other, other]


def test_the_hoofdzaak_of_a_destroyed_deelzaak_shows_it_no_longer(api, make):
    hoofdzaak = make("zaken")["url"]
    deelzaak = make("zaken", hoofdzaak=hoofdzaak)["url"]
    assert api.delete(deelzaak).status_code == 204
    assert api.get(hoofdzaak).json()["deelzaken"] == []


def test_only_verwijderen_destroys_a_zaak_also_a_closed_one(api, make, limited, catalogue):
    zaak = make("zaken")["url"]
    make("resultaten", zaak=zaak)
    make("statussen", zaak=zaak, statustype=catalogue.statustype(eind=True))
    limited("zaken.bijwerken", "zaken.geforceerd-bijwerken", "zaken.aanmaken", "zaken.lezen")
    assert api.delete(zaak, client="beperkt").status_code == 403
    limited("zaken.verwijderen")
    assert api.delete(zaak, client="beperkt").status_code == 204


def test_a_right_to_destroy_that_was_given_a_moment_ago_counts(api, make, limited, given_since):
    zaak = make("zaken")["url"]
    limited("zaken.verwijderen", level="openbaar")
    given_since("zaken.verwijderen", level="intern")
    assert api.delete(zaak, client="beperkt").status_code == 204


def test_a_stale_if_match_destroys_nothing(api, make):
    zaak = make("zaken")["url"]
    assert api.delete(zaak, if_match='"oud"').status_code == 412
    assert api.get(zaak).status_code == 200
    assert api.delete(zaak, if_match=api.get(zaak)["ETag"]).status_code == 204
    assert api.delete(zaak).status_code == 404


def test_deleting_a_zaak_takes_no_crs_headers(api, make):
    assert api.delete(make("zaken")["url"], accept_crs=None).status_code == 204


def test_a_zaak_is_destroyed_also_when_the_documenten_api_is_down_and_its_mirrors_follow(
    api, make, documents, neighbours
):
    from servicekit.pairs.finishing import finish
    from servicekit.pairs.models import Leftover

    zaak = make("zaken")["url"]
    for _ in range(2):
        make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())
    neighbours.down = True
    assert api.delete(zaak).status_code == 204
    assert len(documents.pairs) == 2
    neighbours.down = False
    Leftover.objects.update(due="2020-01-01T00:00:00Z")
    finish()
    assert documents.pairs == []
    assert not Leftover.objects.exists()


def test_a_deelzaak_that_the_client_may_not_destroy_keeps_its_hoofdzaak(api, make, limited):
    hoofdzaak = make("zaken")["url"]
    deelzaak = make("zaken", hoofdzaak=hoofdzaak, vertrouwelijkheidaanduiding="geheim")["url"]
    limited("zaken.verwijderen", level="intern")
    assert api.delete(hoofdzaak, client="beperkt").status_code == 403
    assert [api.get(url).status_code for url in (hoofdzaak, deelzaak)] == [200, 200]
    limited("zaken.verwijderen", level="geheim")
    assert api.delete(hoofdzaak, client="beperkt").status_code == 204
