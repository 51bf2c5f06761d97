# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_013_hoofdzaak import hoofdzaak_is_allowed


def found(**facts):
    return [(violation.name, violation.code) for violation in hoofdzaak_is_allowed(**facts)]


def test_another_zaak_can_be_a_hoofdzaak():
    assert found(is_self=False, is_deelzaak=False) == []


def test_a_zaak_cannot_be_its_own_hoofdzaak():
    assert found(is_self=True, is_deelzaak=False) == [("hoofdzaak", "self-forbidden")]


@pytest.mark.parametrize("rest", [{"is_deelzaak": True}, {"is_deelzaak": False, "has_deelzaken_itself": True}])
def test_a_zaak_that_is_its_own_hoofdzaak_is_told_so_and_no_more(rest):
    assert found(is_self=True, deelzaaktype_allowed=False, **rest) == [("hoofdzaak", "self-forbidden")]


def test_a_deelzaak_cannot_be_a_hoofdzaak():
    assert found(is_self=False, is_deelzaak=True) == [("hoofdzaak", "deelzaak-als-hoofdzaak")]


def test_a_zaak_with_deelzaken_cannot_become_a_deelzaak():
    assert found(is_self=False, is_deelzaak=False, has_deelzaken_itself=True) == [
        ("hoofdzaak", "deelzaak-als-hoofdzaak")
    ]


def test_a_zaak_of_a_type_that_is_no_deelzaaktype_cannot_be_a_deelzaak():
    assert found(is_self=False, is_deelzaak=False, deelzaaktype_allowed=False) == [
        ("hoofdzaak", "invalid-deelzaaktype")
    ]


def test_a_closed_hoofdzaak_takes_no_deelzaak_of_who_may_not_change_it():
    assert found(is_self=False, is_deelzaak=False, is_closed_to_caller=True) == [("hoofdzaak", "hoofdzaak-closed")]


def test_all_that_is_wrong_with_a_hoofdzaak_is_told_at_once():
    violations = list(
        hoofdzaak_is_allowed(is_self=False, is_deelzaak=True, has_deelzaken_itself=True, deelzaaktype_allowed=False)
    )
    assert [violation.code for violation in violations] == [
        "deelzaak-als-hoofdzaak",
        "deelzaak-als-hoofdzaak",
        "invalid-deelzaaktype",
    ]
    assert len({violation.reason for violation in violations}) == 3
