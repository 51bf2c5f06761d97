# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy applicaties. This component is the source of all rights, its own too."""

from collections.abc import Set
from typing import Any
from uuid import UUID

import orjson

from autorisaties.actions.scopes import CHANGE
from autorisaties.models import Applicatie, ClientId
from autorisaties.rules import ac_001_client_ids, ac_002_autorisaties, ac_003_velden
from servicekit.problems import check
from servicekit.references import outward
from servicekit.rights import store
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import changing, creating, find

#: the attributes that say what an applicatie may do (ac-002)
RIGHTS = {"autorisaties", "heeft_alle_autorisaties"}
#: what an applicatie shows that the stack file may say
DECLARED = ("label", "heeft_alle_autorisaties", "alleen_is_gereed_voor_publicatie", "autorisaties")


def create_applicatie(**given: Any) -> Applicatie:
    """Register an applicatie. Takes the attributes of its schema. Raises Invalid (ac-001, 002, 003), Forbidden."""
    authorize(CHANGE, Applicatie())
    with creating() as change:
        check(_rules(given, applicatie=None))
        applicatie = Applicatie(**(given | {"heeft_alle_autorisaties": bool(given["heeft_alle_autorisaties"])}))
        change.create(applicatie)
    store.refresh()
    return applicatie


def update_applicatie(uuid: UUID, *, partial: bool, **given: Any) -> Applicatie:
    """Change an applicatie; `autorisaties`, when given, replaces them all. Raises like create, NotFound, 412."""
    authorize(CHANGE, Applicatie())
    with changing(find(Applicatie, uuid)) as change:
        applicatie = change.row
        check(_rules(given, applicatie=applicatie))
        rights = [getattr(applicatie, name) for name in sorted(RIGHTS)]
        for name, value in given.items():
            setattr(applicatie, name, value)
        applicatie.heeft_alle_autorisaties = bool(applicatie.heeft_alle_autorisaties)
        if rights != [getattr(applicatie, name) for name in sorted(RIGHTS)]:
            # Names would be looked up again, and give back what was taken here.
            applicatie.declared = None
        change.update(partial=partial)
    store.refresh()
    return applicatie


def applicatie_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with an applicatie that has these wrong attributes. Raises Forbidden, NotFound."""
    authorize(CHANGE, Applicatie())
    violations += _rules(given, find(Applicatie, uuid) if uuid else None, wrong)


def destroy_applicatie(uuid: UUID) -> None:
    """Remove an applicatie and with it all its rights. Raises Forbidden, NotFound, 412."""
    authorize(CHANGE, Applicatie())
    with changing(find(Applicatie, uuid)) as change:
        change.destroy()
    store.refresh()


def declare_applicatie(*, client_id: str, label: str, rights: dict[str, Any], seen: str | None = None) -> bool:
    """Make an applicatie what the stack file says; whether that changed anything. For `configure` and `name_types`.

    With `seen`, its representation when it was looked at, only if nobody changed it since. Not for clients of the API:
    nobody is asked for a scope, and types are references already.
    """
    known = ClientId.objects.select_related("applicatie").filter(client_id=client_id).first()
    if known is None:
        with creating() as change:
            applicatie = Applicatie(client_ids=[client_id])
            _declare(applicatie, label, rights, anew=True)
            change.create(applicatie)
    else:
        with changing(known.applicatie) as change:
            applicatie = change.row
            shown = [getattr(applicatie, name) for name in DECLARED]
            if seen is not None and applicatie.body != seen:
                change.leave()
                return False
            _declare(applicatie, label, rights, anew=seen is not None)
            if [getattr(applicatie, name) for name in DECLARED] == shown:
                change.save_along(applicatie, "declared")
                change.leave()
                return False
            change.update(partial=False)
    store.refresh()
    return True


def all_applicaties() -> list[dict[str, Any]]:
    """Every applicatie as the standard writes it: what other components fetch over HTTP, this one has."""
    return [orjson.loads(outward(each.body.encode())) for each in Applicatie.objects.order_by("id")]


def _declare(applicatie: Applicatie, label: str, rights: dict[str, Any], *, anew: bool) -> None:
    """Set what the stack file says; `anew` also the autorisaties that come of the names that it said before."""
    applicatie.label = label
    applicatie.heeft_alle_autorisaties = rights.get("heeftAlleAutorisaties", False)
    applicatie.alleen_is_gereed_voor_publicatie = rights.get("alleenIsGereedVoorPublicatie", False)
    declared = rights.get("declared")
    if declared is None or declared != applicatie.declared or anew:
        # Else they are what the same names were found to stand for, which is no reason to take them away meanwhile.
        applicatie.autorisaties = rights.get("autorisaties", [])
    applicatie.declared = declared


def _rules(given: dict[str, Any], applicatie: Applicatie | None, wrong: Set[str] = frozenset()) -> list[Violation]:
    """Say everything that is wrong with the values of a request, but nothing by attributes that are `wrong` already."""
    found: list[Violation] = []
    if "client_ids" in given:
        others = ClientId.objects.filter(client_id__in=given["client_ids"])
        if applicatie is not None:
            others = others.exclude(applicatie=applicatie)
        in_use = set(others.values_list("client_id", flat=True))
        found += ac_001_client_ids.client_ids_are_free(given=given["client_ids"], in_use=in_use)
    if not given.keys() & RIGHTS:
        return found  # nothing is said of its rights, which may be of types that are still to come
    autorisaties = given.get("autorisaties", applicatie.autorisaties if applicatie else [])
    everything = given.get("heeft_alle_autorisaties", applicatie.heeft_alle_autorisaties if applicatie else False)
    if wrong.isdisjoint(RIGHTS):
        found += ac_002_autorisaties.rights_are_clear(
            heeft_alle_autorisaties=bool(everything), autorisaties=len(autorisaties)
        )
    found += ac_003_velden.autorisaties_are_complete(autorisaties=autorisaties)
    return found
