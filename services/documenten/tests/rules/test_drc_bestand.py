# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenten.rules.drc_bestand import UNDECODABLE, bestand_fits

SIZES = st.integers(0, 2**63 - 1)


@pytest.mark.parametrize(("size", "bestandsomvang"), [(None, None), (5, 5), (5, None), (0, 0)])
def test_a_size_that_fits_is_fine(size, bestandsomvang):
    assert list(bestand_fits(size=size, bestandsomvang=bestandsomvang)) == []


@given(SIZES, SIZES)
def test_a_size_must_be_that_of_the_content(size, bestandsomvang):
    found = [(each.name, each.code) for each in bestand_fits(size=size, bestandsomvang=bestandsomvang)]
    assert found == ([] if size == bestandsomvang else [("nonFieldErrors", "file-size")])


@given(SIZES)
def test_a_size_without_content_announces_parts(bestandsomvang):
    found = [(each.name, each.code) for each in bestand_fits(size=None, bestandsomvang=bestandsomvang)]
    assert found == ([("inhoud", "required")] if bestandsomvang else [])


def test_content_that_is_no_base64_has_its_own_code():
    assert (UNDECODABLE.name, UNDECODABLE.code) == ("inhoud", "incorrect-base64-padding")
