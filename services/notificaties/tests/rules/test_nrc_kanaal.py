# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.rules.nrc_kanaal import naam_is_free, what_is_used_stays


def test_a_free_naam_may_be_used():
    assert list(naam_is_free(taken=False)) == []


def test_a_naam_in_use_may_not():
    [violation] = naam_is_free(taken=True)
    assert (violation.name, violation.code) == ("naam", "unique")


def lost(**facts):
    facts = {"before": "zaken", "after": "zaken", "filters": ["zaaktype"], "used": []} | facts
    return [(each.name, each.code) for each in what_is_used_stays(**facts)]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"after": "anders", "filters": []},
        {"used": [[{}]]},
        {"used": [[{}]], "filters": []},
        {"used": [[{"zaaktype": "*"}]]},
        {"used": [[{"zaakType": "*"}]], "filters": ["zaak_type"]},
    ],
)
def test_what_nobody_uses_may_change(facts):
    assert lost(**facts) == []


def test_a_kenmerk_in_use_stays():
    assert lost(used=[[{"zaaktype": "*"}]], filters=["kleur"]) == [("filters", "in-use")]
    assert lost(used=[[{}, {"kleur": "*"}], [{"zaaktype": "x"}]]) == [("filters", "in-use")]


def test_the_reason_names_what_is_used_and_by_how_many():
    used = [[{"kleur": "*"}, {"vorm": "x"}], [{"kleur": "x"}], [{"zaaktype": "x"}]]
    [violation] = what_is_used_stays(before="zaken", after="zaken", filters=["zaaktype"], used=used)
    assert "(2) die filteren op kleur, vorm" in violation.reason


def test_the_naam_in_use_stays():
    assert lost(after="anders", used=[[{}]]) == [("naam", "in-use")]
