# SPDX-License-Identifier: EUPL-1.2
"""Write zaaktypen and informatieobjecttypen, of which each row is a version of a name in a catalogus (rules 6.3, 6.4).

Whatever decides which version is valid happens under the lock of the catalogus, which comes before that of the type.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from catalogi.actions.names import NAME_FIELDS
from catalogi.actions.scopes import DESTROY, WRITE, may_correct, may_remove
from catalogi.models import Catalogus, InformatieObjectType, ZaakType
from catalogi.peers.zaken import zaken_of
from catalogi.rules import ztc_009_gepubliceerd, ztc_016_overlap, ztc_gebruik, ztc_geldigheid
from servicekit.problems import Problem, check
from servicekit.references import absent, own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations
from servicekit.writing.changing import Change, changing, creating, find

ONLY_EINDE = {"einde_geldigheid"}


@contextmanager
def creating_version(reference: str, violations: list[Violation]) -> Iterator[tuple[Change[Any, Any], UUID | None]]:
    """The transaction that creates a type, and the UUID of its catalogus; None, with a violation, when that is not."""
    uuid = own_uuid(reference, Catalogus.collection, "catalogus", violations)
    with creating(others={Catalogus: [uuid] if uuid else []}) as change:
        if uuid is not None and uuid not in change.locked:
            violations.append(absent("catalogus"))
            uuid = None
        yield change, uuid


@contextmanager
def changing_version[V: (ZaakType, InformatieObjectType)](
    found: V, wanted: str | None, violations: list[Violation]
) -> Iterator[tuple[Change[V, V], UUID]]:
    """The transaction that changes a type, and the UUID of the catalogus that it is to stand in.

    That is its own when `wanted` is None, and, with a violation, when there is no such catalogus. Raises what
    `changing` does, and Problem 409 when it was moved to another catalogus meanwhile.
    """
    current = found.catalogus_id
    target = own_uuid(wanted, Catalogus.collection, "catalogus", violations) or current
    with changing(found, others={Catalogus: {current, target}}) as change:
        if change.row.catalogus_id not in change.locked:
            raise Problem(409, "Dit type is tegelijk door een ander verzoek naar een andere catalogus verplaatst.")
        if target not in change.locked:
            violations.append(absent("catalogus"))
            target = change.row.catalogus_id
        yield change, target


def change_rules(version: ZaakType | InformatieObjectType, *, partial: bool, given: dict[str, Any]) -> list[Violation]:
    """Say what is wrong with changing this type at all (ztc-009), before the change."""
    return list(
        ztc_009_gepubliceerd.type_may_change(
            concept=version.concept,
            forced=may_correct(),
            only_einde_geldigheid=partial and set(given) == ONLY_EINDE,
        )
    )


def period_rules(version: ZaakType | InformatieObjectType, *, name: str = "beginGeldigheid") -> Violations:
    """Say what is wrong with the period of a type about to be stored, for one that is published also ztc-016."""
    begin, einde = version.begin_geldigheid, version.einde_geldigheid
    wrong = list(ztc_geldigheid.period_is_possible(begin=begin, einde=einde))
    yield from wrong
    if not version.concept and not wrong:
        yield from ztc_016_overlap.periods_do_not_overlap(
            begin=begin, einde=einde, others=_other_periods(version), name=name
        )


def _other_periods(version: ZaakType | InformatieObjectType) -> list[tuple[Any, Any]]:
    model = type(version)
    same = {"catalogus": version.catalogus_id, NAME_FIELDS[model]: version.versie_van, "concept": False}
    others = model._default_manager.filter(**same).exclude(pk=version.pk)
    return list(others.values_list("begin_geldigheid", "einde_geldigheid"))


def publish[V: (ZaakType, InformatieObjectType)](model: type[V], uuid: UUID) -> V:
    """Make a concept definitive, so that others may use it; what is published already stays as it is.

    Others may know it as a concept, so they are told of a change. Raises Invalid (ztc-016), NotFound, Forbidden.
    """
    authorize(WRITE, model())
    with changing_version(find(model, uuid), None, []) as (change, _):
        version = change.row
        if version.concept:
            version.concept = False
            check(period_rules(version))
            change.update(partial=True)
        else:
            change.leave()
    return version


def destroy[V: (ZaakType, InformatieObjectType)](model: type[V], uuid: UUID) -> None:
    """Remove a version with all that belongs to it.

    A published zaaktype by force only, and when the Zaken API has no zaken of it. The standard has no way to ask for
    documents of an informatieobjecttype. Raises Invalid (ztc-009), NotFound, Forbidden, Problem 409, 412 or 503.
    """
    authorize(DESTROY, model())
    found = find(model, uuid)
    asked = _require_unused(found)
    with changing_version(found, None, []) as (change, _):
        concept = change.row.concept
        check(ztc_009_gepubliceerd.type_may_change(concept=concept, forced=may_remove()))
        if not concept and not asked:
            raise Problem(409, "Dit type is tegelijk door een ander verzoek gepubliceerd.")
        change.destroy()


def _require_unused(version: ZaakType | InformatieObjectType) -> bool:
    """Ask whether others use a type that is about to be removed by force; whether it may go though it is published.

    Raises Problem 409 when they do (ztc-gebruik), 503 when they do not say. A zaak that is made after this is not seen.
    """
    if not isinstance(version, ZaakType):
        return True
    if version.concept or not may_remove():
        return False
    for found in ztc_gebruik.zaaktype_is_not_used(zaken=zaken_of(version.reference)):
        raise Problem(409, found.reason, found.code)
    return True
