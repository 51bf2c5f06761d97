# SPDX-License-Identifier: EUPL-1.2
"""Rights for all types of a catalogus, which follow its types: they are names, as those of the stack file are."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from autorisaties.actions.naming import looking_up, named, resolved
from autorisaties.actions.scopes import CHANGE
from autorisaties.models import Applicatie
from autorisaties.models.enums import LEVELLED, TYPES
from autorisaties.rules import ac_002_autorisaties
from servicekit.peers import calls
from servicekit.problems import Problem, Unavailable, check
from servicekit.rights import store
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import changing, find

_OVERTAKEN = "De rechten van deze applicatie zijn intussen gewijzigd. Vraag ze opnieuw op, en probeer het nog eens."


def catalogusautorisaties(applicatie: Applicatie) -> list[dict[str, Any]]:
    """The rights of an applicatie for all types of a catalogus, as they are shown."""
    return [_shown(each) for each in applicatie.declared or () if _is_of_catalogus(each)]


def update_catalogusautorisaties(uuid: UUID, *, catalogusautorisaties: list[dict[str, Any]]) -> Applicatie:
    """Give an applicatie these rights for all types of a catalogus, in place of those that it had; the others stay.

    Raises Invalid (also ac-002), Forbidden, NotFound, 409, Problem 503 when Catalogi cannot say which types there are.
    """
    authorize(CHANGE, Applicatie())
    violations: list[Violation] = []
    before = find(Applicatie, uuid)
    catalogusautorisatie_faults(violations, frozenset(), catalogusautorisaties=catalogusautorisaties)
    declared = [*_others(before), *map(_declared, catalogusautorisaties)]
    violations += ac_002_autorisaties.rights_are_clear(
        heeft_alle_autorisaties=before.heeft_alle_autorisaties, autorisaties=len(declared)
    )
    check(violations)
    look_up = looking_up()
    try:
        given = [found for each in declared for found in resolved(each, look_up)]
    except (calls.Unreachable, calls.Refused) as error:
        raise Unavailable("De Catalogi API geeft nu geen typen; probeer het later opnieuw.", retry_after=5) from error
    with changing(before) as change:
        applicatie = change.row
        if (applicatie.body, applicatie.declared) != (before.body, before.declared):
            raise Problem(409, _OVERTAKEN)
        applicatie.autorisaties = given
        applicatie.declared = declared if any(map(named, declared)) else None
        change.update(partial=True)
    store.refresh()
    return applicatie


def catalogusautorisatie_faults(
    violations: list[Violation], wrong: Set[str], *, catalogusautorisaties: Any = ()
) -> None:
    """Add which of the given rights say no level, that are for what has one. Raises Forbidden."""
    authorize(CHANGE, Applicatie())
    for index, each in enumerate(catalogusautorisaties):
        if each["component"] in LEVELLED and not each.get("max_vertrouwelijkheidaanduiding"):
            name = f"catalogusautorisaties.{index}.maxVertrouwelijkheidaanduiding"
            violations.append(Violation(name, "required", "Dit veld is verplicht bij deze component."))


def _is_of_catalogus(declared: dict[str, Any]) -> bool:
    name = declared.get(TYPES.get(declared["component"], ""))
    return isinstance(name, dict) and name.keys() == {"catalogus"}


def _others(applicatie: Applicatie) -> list[dict[str, Any]]:
    """The rights of an applicatie that are for no catalogus as a whole."""
    declared = applicatie.autorisaties if applicatie.declared is None else applicatie.declared
    return [each for each in declared if not _is_of_catalogus(each)]


def _declared(given: dict[str, Any]) -> dict[str, Any]:
    """A right for a catalogus as the stack file has it."""
    component = given["component"]
    declared = {"component": component, "scopes": given["scopes"], TYPES[component]: {"catalogus": given["catalogus"]}}
    if component in LEVELLED:
        declared["maxVertrouwelijkheidaanduiding"] = given.get("max_vertrouwelijkheidaanduiding")
    return declared


def _shown(declared: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in declared.items() if name not in TYPES.values()}
    return shown | {"catalogus": declared[TYPES[declared["component"]]]["catalogus"]}
