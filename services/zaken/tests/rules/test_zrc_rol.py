# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_rol import betrokkene_is_given, occurrence_is_allowed

BETROKKENE = "https://personen.example/1"


@pytest.mark.parametrize(
    ("betrokkene", "identificatie"), [(BETROKKENE, None), ("", {"naam": "Jansen"}), (BETROKKENE, {"naam": "Jansen"})]
)
def test_a_rol_has_a_betrokkene_by_url_or_by_data(betrokkene, identificatie):
    facts = {"betrokkene": betrokkene, "betrokkene_identificatie": identificatie, "betrokkene_type": "medewerker"}
    assert list(betrokkene_is_given(**facts, unknown=["x"])) == []


@pytest.mark.parametrize("identificatie", [None, {}])
def test_a_rol_of_nobody_is_refused(identificatie):
    facts = {"betrokkene": "", "betrokkene_identificatie": identificatie, "betrokkene_type": "medewerker"}
    [violation] = betrokkene_is_given(**facts)
    assert (violation.name, violation.code) == ("nonFieldErrors", "invalid-betrokkene")
    assert "onbekend" not in violation.reason
    [told] = betrokkene_is_given(**facts, unknown=["inpBsn", "a" * 1000, *(f"z{number}" for number in range(20))])
    assert told.code == "invalid-betrokkene"
    assert "medewerker" in told.reason
    assert f": {'a' * 40}, inpBsn, z0," in told.reason
    assert "z15." in told.reason  # the tenth, in the order of the alphabet


@pytest.mark.parametrize("omschrijving_generiek", ["initiator", "zaakcoordinator"])
def test_a_zaak_has_at_most_one_initiator_and_one_zaakcoordinator(omschrijving_generiek):
    [violation] = occurrence_is_allowed(
        omschrijving_generiek=omschrijving_generiek, existing=["behandelaar", omschrijving_generiek]
    )
    assert (violation.name, violation.code) == ("roltype", "max-occurences")


@pytest.mark.parametrize(
    ("omschrijving_generiek", "existing"),
    [
        ("initiator", []),
        ("initiator", ["zaakcoordinator", "mede_initiator"]),
        ("zaakcoordinator", {"initiator"}),
        ("behandelaar", ["behandelaar", "behandelaar"]),
        ("mede_initiator", ["initiator", "mede_initiator"]),
    ],
)
def test_any_other_rol_may_be_added(omschrijving_generiek, existing):
    assert list(occurrence_is_allowed(omschrijving_generiek=omschrijving_generiek, existing=existing)) == []
