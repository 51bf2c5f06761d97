# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_002_selectielijst import (
    derive_archiefactietermijn,
    derive_archiefnominatie,
    klasse_is_of_procestype,
)


def test_a_klasse_of_the_procestype_of_the_zaaktype_fits():
    assert list(klasse_is_of_procestype(procestype_of_klasse="a", procestype_of_zaaktype="a")) == []


@pytest.mark.parametrize("of_zaaktype", ["b", ""])
def test_a_klasse_of_another_procestype_is_refused(of_zaaktype):
    found = list(klasse_is_of_procestype(procestype_of_klasse="a", procestype_of_zaaktype=of_zaaktype))
    assert [(each.name, each.code) for each in found] == [("nonFieldErrors", "procestype-mismatch")]


def test_a_zaaktype_without_a_procestype_is_told_to_have_none():
    [other] = klasse_is_of_procestype(procestype_of_klasse="a", procestype_of_zaaktype="b")
    [none] = klasse_is_of_procestype(procestype_of_klasse="a", procestype_of_zaaktype="")
    assert "heeft geen selectielijstProcestype" in none.reason
    assert "heeft geen" not in other.reason


@pytest.mark.parametrize(("given", "expected"), [("", "vernietigen"), ("blijvend_bewaren", "blijvend_bewaren")])
def test_the_archiefnominatie_is_given_or_that_of_the_klasse(given, expected):
    assert derive_archiefnominatie(given=given, waardering="vernietigen") == expected


@pytest.mark.parametrize(
    ("given", "bewaartermijn", "expected"),
    [(None, "P5Y", "P5Y"), ("", "P5Y", "P5Y"), ("P1Y", "P5Y", "P1Y"), (None, None, None), (None, "", None)],
)
def test_the_archiefactietermijn_is_given_or_that_of_the_klasse(given, bewaartermijn, expected):
    assert derive_archiefactietermijn(given=given, bewaartermijn=bewaartermijn) == expected
