# SPDX-License-Identifier: EUPL-1.2
"""Give somebody a rol in a zaak, and take it away."""

from typing import Any
from uuid import UUID

from servicekit.clock import now
from servicekit.mirror.reporting import reported
from servicekit.problems import Invalid, check
from servicekit.rules import Violation
from servicekit.writing.changing import changing, creating, find
from zaken.actions.kinderen import destroyed, find_zaak, permit, zaak_in
from zaken.models import Rol, Status, Zaak
from zaken.peers import catalogi
from zaken.peers.catalogi import RoltypeFacts
from zaken.rules import zrc_019_roltype, zrc_archief, zrc_rol


def create_rol(**given: Any) -> Rol:
    """Give somebody a rol in a zaak. Raises Invalid (zrc-019, zrc-rol), Forbidden, Problem 503."""
    violations: list[Violation] = []
    found = find_zaak(given.pop("zaak"), violations)
    if found is not None:
        permit(found)
    violations += zrc_rol.betrokkene_is_given(
        betrokkene=given["betrokkene"],
        betrokkene_identificatie=given["betrokkene_identificatie"],
        betrokkene_type=given["betrokkene_type"],
        unknown=given.pop("unknown"),
    )
    facts = None
    with reported(violations, "roltype"):
        facts = catalogi.roltype(given["roltype"])
    if found is None:
        raise Invalid(*violations)
    with creating(under=found, permit=permit, absent=destroyed()) as change:
        zaak = change.main
        violations += zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus)
        if facts is not None:
            violations += _of_roltype(facts, zaak)
        check(violations)
        assert facts is not None
        rol = Rol(
            zaak=zaak,
            omschrijving=facts.omschrijving,
            omschrijving_generiek=facts.omschrijving_generiek,
            registratiedatum=now(),
            **given,
        )
        return change.create(rol)


def rol_faults(violations: list[Violation], **given: Any) -> None:
    """Add what is wrong with the URLs in a request for a rol that has other faults. Raises Forbidden, Problem 503."""
    found = zaak_in(given, violations)
    if found is not None:
        permit(found)
    if "roltype" in given:
        with reported(violations, "roltype"):
            facts = catalogi.roltype(given["roltype"])
            if found is not None:
                violations += _of_roltype(facts, found)


def _of_roltype(facts: RoltypeFacts, zaak: Zaak) -> list[Violation]:
    return [
        *zrc_019_roltype.roltype_is_of_zaaktype(zaaktype_of_roltype=facts.zaaktype, zaaktype=zaak.zaaktype),
        *zrc_rol.occurrence_is_allowed(
            omschrijving_generiek=facts.omschrijving_generiek,
            existing=set(Rol.objects.filter(zaak=zaak).values_list("omschrijving_generiek", flat=True)),
        ),
    ]


def destroy_rol(uuid: UUID) -> None:
    """Take a rol away; the statussen that it set stay, set by nobody. Raises NotFound, Forbidden, Problem 412."""
    with changing(find(Rol, uuid), permit=permit) as change:
        change.destroy()
        for status in Status.objects.filter(zaak=change.main, gezetdoor=change.row.reference):
            status.gezetdoor = ""
            change.save_along(status, "gezetdoor")
