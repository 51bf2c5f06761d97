# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_rol import betrokkene_is_given, occurrence_is_allowed

BETROKKENE = "https://personen.example/1"


@pytest.mark.parametrize(
    ("betrokkene", "identificatie"), [(BETROKKENE, None), ("", {"naam": "Jansen"}), (BETROKKENE, {"naam": "Jansen"})]
)
def test_a_rol_has_a_betrokkene_by_url_or_by_data(betrokkene, identificatie):
    assert list(betrokkene_is_given(betrokkene=betrokkene, betrokkene_identificatie=identificatie)) == []


@pytest.mark.parametrize("identificatie", [None, {}])
def test_a_rol_of_nobody_is_refused(identificatie):
    [violation] = betrokkene_is_given(betrokkene="", betrokkene_identificatie=identificatie)
    assert (violation.name, violation.code) == ("nonFieldErrors", "invalid-betrokkene")


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
