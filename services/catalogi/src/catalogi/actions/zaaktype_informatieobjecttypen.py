# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy the relations between zaaktypen and informatieobjecttypen."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import changing_child, creating_child, faulty_child, find_statustype, put, remove_rules
from catalogi.actions.names import names_of
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import InformatieObjectType, ZaakType, ZaakTypeInformatieObjectType
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation
from servicekit.writing.changing import broken, check_row, find

CODE = "non-concept-relation"


def create_zaaktype_informatieobjecttype(**given: Any) -> ZaakTypeInformatieObjectType:
    """Allow documents of a type in zaken of a zaaktype. Takes the attributes of its schema.

    Raises Invalid (ztc-010, relations, unique), Forbidden.
    """
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with creating_child(given.pop("zaaktype"), violations) as (change, zaaktype):
        relation = ZaakTypeInformatieObjectType()
        _put(relation, zaaktype, given, violations)
        check_row(relation, violations)
        return change.create(relation)


def update_zaaktype_informatieobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakTypeInformatieObjectType:
    """Change the relation. Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with changing_child(find(ZaakTypeInformatieObjectType, uuid), given.pop("zaaktype", None), violations) as (
        change,
        zaaktype,
    ):
        _put(change.row, zaaktype, given, violations)
        check_row(change.row, violations)
        return change.update(partial=partial)


def zaaktype_informatieobjecttype_faults(
    violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with a relation of which these attributes are wrong. Raises Forbidden, NotFound."""
    relation, zaaktype = faulty_child(ZaakTypeInformatieObjectType, uuid, given, wrong, violations)
    given |= dict.fromkeys(wrong & {"statustype"})  # so that nothing is judged by what it was
    _put(relation, zaaktype, given, violations)
    violations += broken(relation, wrong)


def destroy_zaaktype_informatieobjecttype(uuid: UUID) -> None:
    """Remove the relation. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(ZaakTypeInformatieObjectType, uuid), None, []) as (change, _):
        check(remove_rules(change.main, code=CODE))
        change.destroy()


def _put(
    relation: ZaakTypeInformatieObjectType,
    zaaktype: ZaakType | None,
    given: dict[str, Any],
    violations: list[Violation],
) -> None:
    """Put in a relation what a request gives: the name of the informatieobjecttype, and the statustype itself.

    The name that stood there may stay though it stands for nothing any more, unless the zaaktype is another.
    """
    also: tuple[str, ...] = (relation.informatieobjecttype,)
    if relation.pk and relation.zaaktype != zaaktype:
        also = ()
        given.setdefault("informatieobjecttype", relation.informatieobjecttype)
        given.setdefault("statustype", relation.statustype_id and relation.statustype.reference)
    if "informatieobjecttype" in given:
        name, catalogus = given["informatieobjecttype"], zaaktype.catalogus_id if zaaktype else None
        found = names_of(
            InformatieObjectType, [name], "informatieobjecttype", catalogus, violations, also=also, elsewhere=NON_FIELD
        )
        given["informatieobjecttype"] = found[0] if found else ""
    if "statustype" in given:
        given["statustype"] = find_statustype(given["statustype"], zaaktype, violations)
    put(relation, zaaktype, given, violations, code=CODE)
