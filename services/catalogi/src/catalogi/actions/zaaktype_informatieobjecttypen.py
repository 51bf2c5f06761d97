# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy the relations between zaaktypen and informatieobjecttypen."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import lock_child, lock_zaaktype, remove_rules, show, write_rules
from catalogi.actions.links import absent, uuid_of
from catalogi.actions.names import names_of, wish
from catalogi.actions.permissions import CHANGE, DESTROY
from catalogi.models import InformatieObjectType, StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_relaties
from servicekit.database.constraints import enforced
from servicekit.database.transactions import writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation

CODE = "non-concept-relation"


def create_zaaktype_informatieobjecttype(**given: Any) -> ZaakTypeInformatieObjectType:
    """Allow documents of a type in zaken of a zaaktype. Takes the attributes of its schema.

    Raises Invalid (ztc-010, relations, unique), Forbidden.
    """
    authorize(CHANGE, ZaakType())
    violations = _url_faults(given)
    with writing():
        zaaktype = lock_zaaktype(given.pop("zaaktype"), violations)
        _resolve(given, zaaktype, violations)
        check([*violations, *write_rules(zaaktype, code=CODE)])
        relation = ZaakTypeInformatieObjectType(zaaktype=zaaktype, **given)
        represent(relation, save=False)
        with enforced(ztc_uniek_zaakinformatieobjecttype=_not_unique(relation)):
            relation.save(force_insert=True)
        record("create", relation, notify=False)
        show(zaaktype)
    return relation


def update_zaaktype_informatieobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakTypeInformatieObjectType:
    """Change the relation. Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with writing():
        relation, zaaktype = lock_child(ZaakTypeInformatieObjectType, uuid, given.pop("zaaktype", None), violations)
        former, old = relation.zaaktype, relation.body
        if former is not zaaktype:
            given.setdefault("informatieobjecttype", relation.informatieobjecttype)
            given.setdefault("statustype", relation.statustype_id and relation.statustype.reference)
        _resolve(given, zaaktype, violations, also=() if former is not zaaktype else (relation.informatieobjecttype,))
        check([*violations, *write_rules(former, zaaktype, code=CODE)])
        for name, value in (given | {"zaaktype": zaaktype}).items():
            setattr(relation, name, value)
        represent(relation, save=False)
        with enforced(ztc_uniek_zaakinformatieobjecttype=_not_unique(relation)):
            relation.save()
        record("partial_update" if partial else "update", relation, old=old, notify=False)
        show(former, zaaktype)
    return relation


def destroy_zaaktype_informatieobjecttype(uuid: UUID) -> None:
    """Remove the relation. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with writing():
        relation, zaaktype = lock_child(ZaakTypeInformatieObjectType, uuid, None, [])
        check(remove_rules(zaaktype, code=CODE))
        record("destroy", relation, old=relation.body, notify=False)
        relation.delete()
        show(zaaktype)


def _url_faults(given: dict[str, Any]) -> list[Violation]:
    """What is wrong with URLs of a request, whatever the zaaktype is."""
    violations: list[Violation] = []
    wished = wish(given["informatieobjecttype"], "informatieobjecttype")
    if wished.is_url:
        uuid_of(wished.text, InformatieObjectType.collection, wished.field, violations)
    if statustype := given["statustype"]:
        uuid_of(statustype, StatusType.collection, "statustype", violations)
    return violations


def _not_unique(relation: ZaakTypeInformatieObjectType) -> Violation:
    reason = f"Het zaaktype heeft al een informatieobjecttype met volgnummer {relation.volgnummer}. Kies een ander."
    return Violation(NON_FIELD, "unique", reason)


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
    uuid = uuid_of(reference, StatusType.collection, "statustype", violations)
    statustype = StatusType.objects.filter(uuid=uuid).first() if uuid else None
    if statustype is not None:
        violations += ztc_relaties.statustype_is_of_zaaktype(same=statustype.zaaktype_id == zaaktype.pk)
    elif uuid:
        violations.append(absent("statustype"))
    return statustype
