# SPDX-License-Identifier: EUPL-1.2
"""Write zaaktypen, informatieobjecttypen and besluittypen: a row is a version of a name in a catalogus (rules 6.4).

Whatever decides which version is valid happens under the lock of the catalogus, which comes before that of the type.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from catalogi.actions.names import NAME_FIELDS
from catalogi.actions.scopes import CHANGE, DESTROY, WRITE, may_correct, may_remove
from catalogi.models import BesluitType, Catalogus, InformatieObjectType, ZaakType
from catalogi.peers.zaken import zaken_of
from catalogi.rules import ztc_009_gepubliceerd, ztc_016_overlap, ztc_gebruik, ztc_geldigheid
from servicekit.database import instances
from servicekit.problems import Problem, check
from servicekit.references import absent, own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations
from servicekit.writing.changing import Change, changing, creating, find

type Version = ZaakType | InformatieObjectType | BesluitType

ONLY_EINDE = {"einde_geldigheid"}  #: what a PATCH may change of what is published; a PUT has more
PERIOD = {"begin_geldigheid", "einde_geldigheid"}


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
def changing_version[V: (ZaakType, InformatieObjectType, BesluitType)](
    found: V, wanted: str | None, violations: list[Violation]
) -> Iterator[tuple[Change[V, V], UUID | None]]:
    """The transaction that changes a type, and the UUID of the catalogus that it is to stand in: its own unless wanted.

    None, with a violation, when there is no such catalogus. Raises what `changing` does, and Problem 409 when it was
    moved to another catalogus meanwhile.
    """
    current = found.catalogus_id
    target = own_uuid(wanted, Catalogus.collection, "catalogus", violations) if wanted else current
    with changing(found, others={Catalogus: {current, target} - {None}}) as change:
        if change.row.catalogus_id not in change.locked:
            raise Problem(409, "Dit type is tegelijk door een ander verzoek naar een andere catalogus verplaatst.")
        if target is not None and target not in change.locked:
            violations.append(absent("catalogus"))
            target = None
        yield change, target


def faulty_version[V: (ZaakType, InformatieObjectType, BesluitType)](
    model: type[V], uuid: UUID | None, given: dict[str, Any], wrong: Set[str], violations: list[Violation]
) -> tuple[V, UUID | None]:
    """The type that a request with these wrong attributes changes, or a new one, and what `changing_version` gives.

    Nothing is locked. Raises Forbidden, NotFound.
    """
    authorize(CHANGE if uuid else WRITE, model())
    version = find(model, uuid) if uuid else model(concept=True)
    violations += change_rules(version, given.keys() | wrong)
    catalogus = None if "catalogus" in wrong else version.catalogus_id
    if wanted := given.pop("catalogus", None):
        catalogus = own_uuid(wanted, Catalogus.collection, "catalogus", violations)
        if catalogus is not None and instances.one(Catalogus, catalogus) is None:
            violations.append(absent("catalogus"))
            catalogus = None
    return version, catalogus


def change_rules(version: Version, given: Set[str]) -> list[Violation]:
    """Say what is wrong with changing these attributes of a type at all (ztc-009), before the change."""
    return list(
        ztc_009_gepubliceerd.type_may_change(
            concept=version.concept, forced=may_correct(), only_einde_geldigheid=given == ONLY_EINDE
        )
    )


def period_rules(version: Version, *, changed: Set[str] = frozenset(), wrong: Set[str] = frozenset()) -> Violations:
    """Say what is wrong with the period of a type about to be stored, for one that is published also ztc-016.

    Overlap is a fault of what `changed`. Nothing is said by attributes that are `wrong` already.
    """
    if not wrong.isdisjoint(PERIOD):
        return
    begin, einde = version.begin_geldigheid, version.einde_geldigheid
    impossible = list(ztc_geldigheid.period_is_possible(begin=begin, einde=einde))
    yield from impossible
    if not version.concept and not impossible and NAME_FIELDS[type(version)] not in wrong:
        yield from ztc_016_overlap.periods_do_not_overlap(
            begin=begin,
            einde=einde,
            others=_other_periods(version),
            name="eindeGeldigheid" if changed == ONLY_EINDE else "beginGeldigheid",
        )


def _other_periods(version: Version) -> list[tuple[Any, Any]]:
    model = type(version)
    same = {"catalogus": version.catalogus_id, NAME_FIELDS[model]: version.versie_van, "concept": False}
    others = model._default_manager.filter(**same).exclude(pk=version.pk)
    return list(others.values_list("begin_geldigheid", "einde_geldigheid"))


def publish[V: (ZaakType, InformatieObjectType, BesluitType)](model: type[V], uuid: UUID) -> V:
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


def destroy[V: (ZaakType, InformatieObjectType, BesluitType)](
    model: type[V], uuid: UUID, *, unused: bool = False
) -> None:
    """Remove a version with all that belongs to it.

    A published zaaktype by force only, and when the Zaken API has no zaken of it. Of documents and besluiten the
    standard does not ask that. `unused`: `require_unused` has said so already. Raises Invalid (ztc-009), NotFound,
    Forbidden, Problem 409, 412 or 503.
    """
    authorize(DESTROY, model())
    found = find(model, uuid)
    asked = unused or require_unused(found)
    with changing_version(found, None, []) as (change, _):
        concept = change.row.concept
        check(ztc_009_gepubliceerd.type_may_change(concept=concept, forced=may_remove()))
        if not concept and not asked:
            raise Problem(409, "Dit type is tegelijk door een ander verzoek gepubliceerd.")
        change.destroy()


def require_unused(version: Version) -> bool:
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
