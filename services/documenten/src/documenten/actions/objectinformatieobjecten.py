# SPDX-License-Identifier: EUPL-1.2
"""Relate objects of other components to documents: the mirror of what those lead (rules 4.5)."""

from collections.abc import Set
from contextlib import suppress
from functools import partial as bound
from typing import Any
from uuid import UUID

from documenten.actions.scopes import CREATE, DESTROY
from documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from documenten.peers import relaties
from documenten.rules import drc_002_object, drc_003_uniek, drc_004_relatie
from servicekit.database import instances
from servicekit.mirror.reporting import reported
from servicekit.mirror.store import Unusable
from servicekit.problems import Invalid, Unavailable, check
from servicekit.references import own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import broken, changing, check_row, creating, find


def create_objectinformatieobject(*, informatieobject: str, object: str, object_type: str) -> ObjectInformatieObject:
    """Mirror a relation (references). Raises Invalid (drc-002, 003, 004), Forbidden, Problem 503."""
    violations: list[Violation] = []
    document = _document(informatieobject, violations)
    if document is None:
        with suppress(Unavailable):  # what is known to be wrong is worth more than that somebody could not be asked
            violations += _object_faults(object, object_type)
        raise Invalid(*violations)
    authorize(CREATE, document)
    new = ObjectInformatieObject(informatieobject=document, object=object)
    check_row(new, _source_violations(document, object, object_type))
    with creating(under=document, permit=bound(authorize, CREATE), absent=Invalid(_ABSENT)) as change:
        pair = {"informatieobject": change.main, "object": object}
        check(drc_003_uniek.relation_is_new(exists=ObjectInformatieObject.objects.filter(**pair).exists()))
        return change.create(ObjectInformatieObject(**pair, object_type=object_type))


def objectinformatieobject_faults(violations: list[Violation], wrong: Set[str], **given: Any) -> None:
    """Add what is wrong with the URLs in a request to relate that has other faults. Raises Forbidden, Problem 503."""
    document = _document(given["informatieobject"], violations) if "informatieobject" in given else None
    if document is not None:
        authorize(CREATE, document)
    if "object" in given and "object_type" in given:
        violations += _object_faults(given["object"], given["object_type"])
    if document is not None:
        violations += broken(ObjectInformatieObject(informatieobject=document, object=given.get("object", "")), wrong)


def destroy_objectinformatieobject(uuid: UUID) -> None:
    """Delete a relation that its leading component has no more. Raises Invalid (drc-004), NotFound, Forbidden, 412."""
    found = find(ObjectInformatieObject, uuid)
    authorize(DESTROY, found.informatieobject)
    if not relaties.is_of_caller(found.object):
        check(_remaining_violations(found))
    with changing(found, permit=bound(authorize, DESTROY)) as change:
        change.destroy()


_ABSENT = Violation(
    "informatieobject", "object-does-not-exist", "Dit informatieobject bestaat niet in deze Documenten API."
)


def _document(reference: str, violations: list[Violation]) -> EnkelvoudigInformatieObject | None:
    """The document that a request names, as it is without a lock; None and a violation when there is none."""
    uuid = own_uuid(reference, EnkelvoudigInformatieObject.collection, "informatieobject", violations)
    document = instances.one(EnkelvoudigInformatieObject, uuid) if uuid else None
    if uuid and document is None:
        violations.append(_ABSENT)
    return document


def _object_faults(reference: str, object_type: str) -> list[Violation]:
    """Say what is wrong with an object at the component that has it; no transaction is open. Raises Problem 503."""
    found: list[Violation] = []
    with reported(found, "object"):
        relaties.root_of(reference, object_type)
        if not relaties.is_of_caller(reference):
            found += drc_002_object.object_is_of_its_type(
                object_type=object_type, fields=relaties.fields_of(reference, object_type)
            )
    return found


def _source_violations(document: EnkelvoudigInformatieObject, reference: str, object_type: str) -> list[Violation]:
    """Say what is wrong with the object and the relation at the component that leads it; no transaction is open."""
    if (found := _object_faults(reference, object_type)) or relaties.is_of_caller(reference):
        return found
    try:
        known = relaties.relation_exists(reference, object_type, document.reference)
    except relaties.LookupFailed:
        return [drc_004_relatie.NOT_VALIDATED]
    return list(drc_004_relatie.relation_is_known(known=known))


def _remaining_violations(relation: ObjectInformatieObject) -> list[Violation]:
    """Why a relation may not go yet, by the component that leads it; no transaction is open."""
    try:
        known = relaties.relation_exists(relation.object, relation.object_type, relation.informatieobject.reference)
    except (*relaties.LookupFailed, Unusable):
        return [drc_004_relatie.NOT_LOOKED_UP]
    return list(drc_004_relatie.relation_is_gone(known=known))
