# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy eigenschappen."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import (
    changing_child,
    creating_child,
    faulty_child,
    find_statustype,
    put,
    remove_rules,
)
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import Eigenschap, ZaakType
from catalogi.rules import ztc_015_formaat
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import broken, check_row, find


def create_eigenschap(**given: Any) -> Eigenschap:
    """Add an eigenschap to a zaaktype. Takes the attributes of its schema.

    Raises Invalid (ztc-010, ztc-015, relations, unique), Forbidden.
    """
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with creating_child(given.pop("zaaktype"), violations) as (change, zaaktype):
        eigenschap = Eigenschap()
        _put(eigenschap, zaaktype, given, violations)
        check_row(eigenschap, violations)
        return change.create(eigenschap)


def update_eigenschap(uuid: UUID, *, partial: bool, **given: Any) -> Eigenschap:
    """Change an eigenschap. Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with changing_child(find(Eigenschap, uuid), given.pop("zaaktype", None), violations) as (change, zaaktype):
        _put(change.row, zaaktype, given, violations)
        check_row(change.row, violations)
        return change.update(partial=partial)


def eigenschap_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with an eigenschap of which these attributes are wrong. Raises Forbidden, NotFound."""
    eigenschap, zaaktype = faulty_child(Eigenschap, uuid, given, wrong, violations)
    given |= dict.fromkeys(wrong & {"statustype"})  # so that nothing is judged by what it was
    _put(eigenschap, zaaktype, given, violations)
    violations += broken(eigenschap, wrong)


def destroy_eigenschap(uuid: UUID) -> None:
    """Remove an eigenschap. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(Eigenschap, uuid), None, []) as (change, _):
        check(remove_rules(change.main))
        change.destroy()


def _put(eigenschap: Eigenschap, zaaktype: ZaakType | None, given: dict[str, Any], violations: list[Violation]) -> None:
    """Put in an eigenschap what a request gives, and the statustype itself; one that moves must have it there too."""
    reference = given.get("statustype", eigenschap.statustype and eigenschap.statustype.reference)
    given["statustype"] = find_statustype(reference, zaaktype, violations)
    if "specificatie" in given:
        violations += ztc_015_formaat.lengte_fits_formaat(
            formaat=given["specificatie"]["formaat"], lengte=given["specificatie"]["lengte"]
        )
    put(eigenschap, zaaktype, given, violations)
