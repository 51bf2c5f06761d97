# SPDX-License-Identifier: EUPL-1.2
"""Give somebody a rol in a zaak, and take it away."""

from collections.abc import Set
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

#: the attributes that say who has a rol
BETROKKENE = ("betrokkene", "betrokkene_identificatie", "betrokkene_type")


def create_rol(**given: Any) -> Rol:
    """Give somebody a rol in a zaak. Raises Invalid (zrc-019, zrc-rol), Forbidden, Problem 503."""
    violations: list[Violation] = []
    found = find_zaak(given.pop("zaak"), violations)
    if found is not None:
        permit(found)
    violations += zrc_rol.betrokkene_is_given(
        **{name: given[name] for name in BETROKKENE}, unknown=given.pop("unknown")
    )
    facts = None
    with reported(violations, "roltype"):
        facts = catalogi.roltype(given["roltype"])
    if found is None:
        raise Invalid(*violations)
    with creating(under=found, permit=permit, absent=destroyed()) as change:
        zaak = change.main
        check([*violations, *_judge(zaak, facts)])
        assert facts is not None
        rol = Rol(
            zaak=zaak,
            omschrijving=facts.omschrijving,
            omschrijving_generiek=facts.omschrijving_generiek,
            registratiedatum=now(),
            **given,
        )
        return change.create(rol)


def rol_faults(violations: list[Violation], wrong: Set[str], **given: Any) -> None:
    """Add what else is wrong with a rol of which these attributes are wrong already. Raises Forbidden, Problem 503."""
    found = zaak_in(given, violations)
    if found is not None:
        permit(found)
    if wrong.isdisjoint(BETROKKENE):
        violations += zrc_rol.betrokkene_is_given(**{name: given[name] for name in BETROKKENE})
    facts = None
    if "roltype" in given:
        with reported(violations, "roltype"):
            facts = catalogi.roltype(given["roltype"])
    if found is not None:
        violations += _judge(found, facts)


def _judge(zaak: Zaak, facts: RoltypeFacts | None) -> list[Violation]:
    """Everything that is wrong with a rol of this type in a zaak."""
    found = list(zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus))
    if facts is not None:
        found += zrc_019_roltype.roltype_is_of_zaaktype(zaaktype_of_roltype=facts.zaaktype, zaaktype=zaak.zaaktype)
        found += zrc_rol.occurrence_is_allowed(
            omschrijving_generiek=facts.omschrijving_generiek,
            existing=set(Rol.objects.filter(zaak=zaak).values_list("omschrijving_generiek", flat=True)),
        )
    return found


def destroy_rol(uuid: UUID) -> None:
    """Take a rol away; the statussen that it set stay, set by nobody. Raises NotFound, Forbidden, Problem 412."""
    with changing(find(Rol, uuid), permit=permit) as change:
        change.destroy()
        for status in Status.objects.filter(zaak=change.main, gezetdoor=change.row.reference):
            status.gezetdoor = ""
            change.save_along(status, "gezetdoor")
