# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.peers import selectielijst as peer
from servicekit.mirror.store import Unusable

pytestmark = pytest.mark.django_db


def test_a_klasse_says_how_long_a_dossier_is_kept(selectielijst):
    facts = peer.klasse(selectielijst.klasse(procestermijn=None))
    assert facts == peer.KlasseFacts(
        procestype=selectielijst.procestype, waardering="vernietigen", bewaartermijn="P10Y", procestermijn=""
    )


@pytest.mark.parametrize(
    "more", [{"waardering": "misschien"}, {"bewaartermijn": "tien jaar"}, {"procesType": "geen url"}]
)
def test_a_klasse_of_another_shape_is_unusable(selectielijst, more):
    with pytest.raises(Unusable) as refused:
        peer.klasse(selectielijst.klasse(**more))
    assert refused.value.code == "invalid-resource"


def test_one_url_is_not_two_kinds_of_resource(selectielijst):
    assert peer.procestype(selectielijst.procestype) == "1 Instellen"
    with pytest.raises(Unusable):
        peer.klasse(selectielijst.procestype)
    assert peer.procestype(selectielijst.procestype) == "1 Instellen"


@pytest.mark.parametrize("more", [{}, {"definitie": "", "omschrijving": "x" * 201}])
def test_an_omschrijving_of_another_shape_is_unusable(selectielijst, neighbours, more):
    url = neighbours.hold("https://referentie.test/api/v1/resultaattypeomschrijvingen/1", {"omschrijving": "x", **more})
    with pytest.raises(Unusable):
        peer.resultaattypeomschrijving(url)


def test_an_omschrijving_is_read(selectielijst):
    assert peer.resultaattypeomschrijving(selectielijst.omschrijving) == "Toegekend"
