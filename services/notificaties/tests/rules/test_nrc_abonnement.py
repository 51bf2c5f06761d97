# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.rules.nrc_abonnement import callback_is_ready, kanalen_exist

KNOWN = {"zaken": ["zaaktype", "bronorganisatie"], "besluiten": ["verantwoordelijke_organisatie"]}


def codes(violations):
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize(
    "kanalen",
    [
        [],
        [("zaken", {})],
        [("zaken", {"zaaktype": "x"}), ("zaken", {"zaaktype": "y"})],
        [("besluiten", {"verantwoordelijkeOrganisatie": "x"})],
    ],
)
def test_kanalen_that_exist_with_kenmerken_of_theirs_are_fine(kanalen):
    assert codes(kanalen_exist(kanalen=kanalen, known=KNOWN)) == []


def test_all_that_is_wrong_with_kanalen_is_said():
    found = kanalen_exist(kanalen=[("onbekend", {}), ("zaken", {"kleur": "rood"})], known=KNOWN)
    assert codes(found) == [("naam", "kanaal_naam"), ("filters", "inconsistent-abonnement-filters")]


@pytest.mark.parametrize(("answer", "unguarded"), [(None, None), (200, 401), (204, 403), (299, None)])
def test_a_callback_that_answers_and_is_guarded_is_ready(answer, unguarded):
    assert codes(callback_is_ready(answer=answer, unguarded=unguarded)) == []


@pytest.mark.parametrize("answer", [0, 199, 302, 400, 401, 500])
def test_a_callback_that_does_not_answer_with_2xx_is_not(answer):
    assert codes(callback_is_ready(answer=answer, unguarded=None)) == [("nonFieldErrors", "invalid-callback-url")]


@pytest.mark.parametrize("unguarded", [0, 204, 400, 500])
def test_a_callback_that_takes_anything_from_anybody_is_not(unguarded):
    assert codes(callback_is_ready(answer=204, unguarded=unguarded)) == [("callbackUrl", "no-auth-on-callback-url")]
