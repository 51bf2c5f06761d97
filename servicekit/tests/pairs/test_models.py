# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest
from dingen import Relatie, Zending

from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


def test_a_row_of_a_main_object_is_found_by_both_ends(relate, ding, stuk, other):
    relatie = relate()
    assert (relatie.ours, relatie.theirs) == (ding.reference, stuk)
    assert Relatie.between(ding.reference, stuk).get() == relatie
    assert not Relatie.between(ding.reference, other.stuk()).exists()
    assert not Relatie.between(f"ac:dingen/{uuid4()}", stuk).exists()


def test_a_main_object_that_is_an_end_is_found_by_both_ends(send, stuk, other):
    zending = send()
    assert (zending.ours, zending.theirs) == (zending.reference, stuk)
    assert Zending.between(zending.reference, stuk).get() == zending
    assert not Zending.between(zending.reference, other.stuk()).exists()
    assert not Zending.between(f"ac:zendingen/{uuid4()}", stuk).exists()


def test_a_pair_is_read_with_its_main_object_in_one_statement(relate, send):
    relate()
    send()
    with statements() as sent:
        assert Relatie.with_main().get().main.reference.startswith("ac:dingen/")
        assert Zending.with_main().get().main.reference.startswith("ac:zendingen/")
    assert len(sent) == 2
