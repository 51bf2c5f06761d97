# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.rules.nrc_abonnement import callback_is_ready, filters_can_be_met, is_secure, kanalen_exist

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


@pytest.mark.parametrize("answer", [0, 199, 300, 302, 400, 401, 500])
def test_a_callback_that_does_not_answer_with_2xx_is_not(answer):
    assert codes(callback_is_ready(answer=answer, unguarded=None)) == [("nonFieldErrors", "invalid-callback-url")]


@pytest.mark.parametrize(("answer", "said"), [(404, "antwoordt met 404"), (0, "geeft geen antwoord")])
def test_what_a_callback_answered_is_said(answer, said):
    [violation] = callback_is_ready(answer=answer, unguarded=None)
    assert f"De callbackUrl {said}" in violation.reason


@pytest.mark.parametrize("unguarded", [0, 204, 400, 500])
def test_a_callback_that_takes_anything_from_anybody_is_not(unguarded):
    assert codes(callback_is_ready(answer=204, unguarded=unguarded)) == [("callbackUrl", "no-auth-on-callback-url")]


def test_a_callback_that_may_not_be_called_says_which_key_allows_it():
    [violation] = callback_is_ready(answer=0, unguarded=None, allowed=False, municipality="noord")
    assert (violation.name, violation.code) == ("nonFieldErrors", "invalid-callback-url")
    assert "`callbacks` van gemeente noord" in violation.reason


@pytest.mark.parametrize(
    ("answer", "unguarded", "said"),
    [
        (0, None, "geeft geen antwoord; een testnotificatie"),
        (500, None, "antwoordt met 500; een testnotificatie"),
        (204, 0, "geeft geen antwoord op een notificatie zonder Authorization"),
        (204, 200, "antwoordt met 200 op een notificatie zonder Authorization"),
    ],
)
def test_the_reason_tells_what_the_callback_did(answer, unguarded, said):
    [violation] = callback_is_ready(answer=answer, unguarded=unguarded)
    assert said in violation.reason


LEVELS = ("openbaar", "geheim")


@pytest.mark.parametrize("wanted", ["openbaar", "geheim", "*"])
@pytest.mark.parametrize("name", ["vertrouwelijkheidaanduiding", "Vertrouwelijkheidaanduiding"])
def test_a_filter_on_a_level_that_there_is_can_be_met(name, wanted):
    assert codes(filters_can_be_met(kanalen=[("zaken", {name: wanted})], levels=LEVELS)) == []


def test_what_is_filtered_on_beside_it_may_be_anything():
    assert codes(filters_can_be_met(kanalen=[("zaken", {"zaaktype": "Openbaar"}), ("x", {})], levels=LEVELS)) == []


@pytest.mark.parametrize("wanted", ["Openbaar", "intern", "", "openbaar "])
def test_a_filter_on_a_level_that_there_is_not_is_refused(wanted):
    [violation] = filters_can_be_met(
        kanalen=[("zaken", {"vertrouwelijkheidaanduiding": "geheim"}), ("x", {"vertrouwelijkheidaanduiding": wanted})],
        levels=LEVELS,
    )
    assert (violation.name, violation.code) == ("filters", "invalid_choice")
    assert violation.reason.endswith("kanaal x een van: openbaar, geheim, *.")


@pytest.mark.parametrize(
    ("url", "facts", "secure"),
    [
        ("http://x.test/", {"https": False, "own": False}, True),
        ("http://x.test/", {"https": True, "own": False}, False),
        ("http://x.test/https://", {"https": True, "own": False}, False),
        ("https.test/", {"https": True, "own": False}, False),
        ("https://x.test/", {"https": True, "own": False}, True),
        ("HTTPS://x.test/", {"https": True, "own": False}, True),
        ("http://x.test/", {"https": True, "own": True}, True),
    ],
)
def test_who_demands_https_gets_it_but_from_its_own_components(url, facts, secure):
    assert is_secure(callback_url=url, **facts) is secure


def test_a_callback_without_https_says_who_demands_it_and_nothing_else():
    [violation] = callback_is_ready(answer=0, unguarded=None, allowed=True, secure=False, municipality="noord")
    assert (violation.name, violation.code) == ("callbackUrl", "https-required")
    assert "noord" in violation.reason
