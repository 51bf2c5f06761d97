# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy the relations between zaaktypen and informatieobjecttypen."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import changing_child, creating_child, remove_rules, write_rules
from catalogi.actions.names import names_of, wish
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import InformatieObjectType, StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_relaties
from servicekit.problems import check
from servicekit.references import absent, own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation
from servicekit.writing.changing import find

CODE = "non-concept-relation"


def create_zaaktype_informatieobjecttype(**given: Any) -> ZaakTypeInformatieObjectType:
    """Allow documents of a type in zaken of a zaaktype. Takes the attributes of its schema.

    Raises Invalid (ztc-010, relations, unique), Forbidden.
    """
    authorize(CHANGE, ZaakType())
    violations = _url_faults(given)
    with creating_child(given.pop("zaaktype"), violations) as change:
        zaaktype = change.main
        _resolve(given, zaaktype, violations)
        check([*violations, *write_rules(zaaktype, code=CODE)])
        relation = ZaakTypeInformatieObjectType(zaaktype=zaaktype, **given)
        return change.create(relation)


def update_zaaktype_informatieobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakTypeInformatieObjectType:
    """Change the relation. Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with changing_child(find(ZaakTypeInformatieObjectType, uuid), given.pop("zaaktype", None), violations) as (
        change,
        zaaktype,
    ):
        relation, former = change.row, change.main
        if former is not zaaktype:
            given.setdefault("informatieobjecttype", relation.informatieobjecttype)
            given.setdefault("statustype", relation.statustype_id and relation.statustype.reference)
        _resolve(given, zaaktype, violations, also=() if former is not zaaktype else (relation.informatieobjecttype,))
        check([*violations, *write_rules(former, zaaktype, code=CODE)])
        for name, value in (given | {"zaaktype": zaaktype}).items():
            setattr(relation, name, value)
        return change.update(partial=partial)


def destroy_zaaktype_informatieobjecttype(uuid: UUID) -> None:
    """Remove the relation. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(ZaakTypeInformatieObjectType, uuid), None, []) as (change, zaaktype):
        check(remove_rules(zaaktype, code=CODE))
        change.destroy()


def _url_faults(given: dict[str, Any]) -> list[Violation]:
    """Say what is wrong with URLs of a request, whatever the zaaktype is."""
    violations: list[Violation] = []
    wished = wish(given["informatieobjecttype"], "informatieobjecttype")
    if wished.is_url:
        own_uuid(wished.text, InformatieObjectType.collection, wished.field, violations)
    if statustype := given["statustype"]:
        own_uuid(statustype, StatusType.collection, "statustype", violations)
    return violations


def _resolve(
    given: dict[str, Any], zaaktype: ZaakType, violations: list[Violation], *, also: Collection[str] = ()
) -> None:
    """Put the name of the informatieobjecttype, and the statustype itself, in the place of what a request gives.

    `also` is the name that stood there before, which may stay though it stands for nothing any more.
    """
    if "informatieobjecttype" in given:
        wished = wish(given["informatieobjecttype"], "informatieobjecttype")
        found = names_of(
            InformatieObjectType, [wished], zaaktype.catalogus_id, violations, also=also, elsewhere=NON_FIELD
        )
        given["informatieobjecttype"] = found[0] if found else ""
    if "statustype" in given:
        given["statustype"] = _statustype(given["statustype"], zaaktype, violations)


def _statustype(reference: str | None, zaaktype: ZaakType, violations: list[Violation]) -> StatusType | None:
    if not reference:
        return None
    uuid = own_uuid(reference, StatusType.collection, "statustype", violations)
    statustype = StatusType.objects.filter(uuid=uuid).first() if uuid else None
    if statustype is not None:
        violations += ztc_relaties.statustype_is_of_zaaktype(same=statustype.zaaktype_id == zaaktype.pk)
    elif uuid:
        violations.append(absent("statustype"))
    return statustype
