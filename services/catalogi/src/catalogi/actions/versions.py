# SPDX-License-Identifier: EUPL-1.2
"""What zaaktypen and informatieobjecttypen share: each row is a version of a name in a catalogus (rules 6.3, 6.4).

Whatever decides which version is valid happens under the lock of the catalogus, which comes before that of the type.
"""

from typing import Any
from uuid import UUID

from catalogi.actions.links import absent, uuid_of
from catalogi.actions.names import NAME_FIELDS
from catalogi.actions.permissions import DESTROY, WRITE, may_correct, may_remove
from catalogi.models import Catalogus, InformatieObjectType, ZaakType
from catalogi.peers.zaken import zaken_of
from catalogi.rules import ztc_009_gepubliceerd, ztc_016_overlap, ztc_gebruik, ztc_geldigheid
from servicekit.database.transactions import lock, writing
from servicekit.journal.recording import forget, record
from servicekit.problems import NotFound, Problem, check
from servicekit.representations.etags import require_match
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations

ONLY_EINDE = {"einde_geldigheid"}


def lock_catalogus(reference: str, violations: list[Violation]) -> UUID | None:
    """The UUID of the catalogus of a new type, locked; None, with a violation, when there is no such catalogus."""
    uuid = uuid_of(reference, Catalogus.collection, "catalogus", violations)
    if uuid is not None and not lock(Catalogus, [uuid]):
        violations.append(absent("catalogus"))
        return None
    return uuid


def lock_version[V: (ZaakType, InformatieObjectType)](
    model: type[V], uuid: UUID, wanted: str | None, violations: list[Violation]
) -> tuple[V, UUID]:
    """A type, and the UUID of the catalogus that it is to stand in, both locked; its own when `wanted` is None.

    Raises NotFound, and Problem 409 when it was moved to another catalogus meanwhile.
    """
    current = model._default_manager.filter(uuid=uuid).values_list("catalogus_id", flat=True).first()
    if current is None:
        raise NotFound()
    target = current if wanted is None else uuid_of(wanted, Catalogus.collection, "catalogus", violations) or current
    catalogi = lock(Catalogus, {current, target})
    if target not in catalogi:
        violations.append(absent("catalogus"))
        target = current
    version = lock(model, [uuid]).get(uuid)
    if version is None:
        raise NotFound()
    if version.catalogus_id not in catalogi:
        raise Problem(409, "Dit type is tegelijk door een ander verzoek naar een andere catalogus verplaatst.")
    return version, target


def change_rules(version: ZaakType | InformatieObjectType, *, partial: bool, given: dict[str, Any]) -> list[Violation]:
    """What is wrong with changing this type at all (ztc-009), before the change."""
    return list(
        ztc_009_gepubliceerd.type_may_change(
            concept=version.concept,
            forced=may_correct(),
            only_einde_geldigheid=partial and set(given) == ONLY_EINDE,
        )
    )


def period_rules(version: ZaakType | InformatieObjectType, *, name: str = "beginGeldigheid") -> Violations:
    """What is wrong with the period of a type as it is about to be stored, for one that is published also ztc-016."""
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
    with writing():
        version, _ = lock_version(model, uuid, None, [])
        if version.concept:
            old = version.body
            version.concept = False
            check(period_rules(version))
            represent(version, save=False)
            version.save()
            record("partial_update", version, old=old)
    return version


def destroy[V: (ZaakType, InformatieObjectType)](model: type[V], uuid: UUID) -> None:
    """Remove a version with all that belongs to it.

    A published zaaktype by force only, and when the Zaken API has no zaken of it. The standard has no way to ask for
    documents of an informatieobjecttype. Raises Invalid (ztc-009), NotFound, Forbidden, Problem 409, 412 or 503.
    """
    authorize(DESTROY, model())
    asked = _require_unused(model, uuid)
    with writing():
        version, _ = lock_version(model, uuid, None, [])
        require_match(version)
        check(ztc_009_gepubliceerd.type_may_change(concept=version.concept, forced=may_remove()))
        if not version.concept and not asked:
            raise Problem(409, "Dit type is tegelijk door een ander verzoek gepubliceerd.")
        record("destroy", version, old=version.body)
        forget(version.reference)
        version.delete()


def _require_unused(model: type[ZaakType] | type[InformatieObjectType], uuid: UUID) -> bool:
    """Ask whether others use a type that is about to be removed by force; whether it may go though it is published.

    Raises Problem 409 when they do (ztc-gebruik), 503 when they do not say. A zaak that is made after this is not seen.
    """
    if model is not ZaakType:
        return True
    published = ZaakType.objects.filter(uuid=uuid, concept=False).first()
    if published is None or not may_remove():
        return False
    for found in ztc_gebruik.zaaktype_is_not_used(zaken=zaken_of(published.reference)):
        raise Problem(409, found.reason, found.code)
    return True
