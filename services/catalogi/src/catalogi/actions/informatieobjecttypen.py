# SPDX-License-Identifier: EUPL-1.2
"""Create and change informatieobjecttypen; publishing and removing one is in versions."""

from typing import Any
from uuid import UUID

from catalogi.actions.permissions import CHANGE, WRITE
from catalogi.actions.versions import ONLY_EINDE, change_rules, lock_catalogus, lock_version, period_rules
from catalogi.models import InformatieObjectType
from servicekit.database.transactions import hold, writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.etags import require_match
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import Violation


def create_informatieobjecttype(**given: Any) -> InformatieObjectType:
    """Add a version of an informatieobjecttype, as a concept. Takes the attributes of its schema.

    Raises Invalid, Forbidden.
    """
    authorize(WRITE, InformatieObjectType())
    violations: list[Violation] = []
    with writing():
        catalogus = lock_catalogus(given.pop("catalogus"), violations)
        informatieobjecttype = InformatieObjectType(catalogus_id=catalogus, concept=True, **given)
        check([*violations, *period_rules(informatieobjecttype)])
        hold(informatieobjecttype)
        represent(informatieobjecttype, save=False)
        informatieobjecttype.save(force_insert=True)
        record("create", informatieobjecttype)
    return informatieobjecttype


def update_informatieobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> InformatieObjectType:
    """Change a concept, or correct what is published (rules 6.3).

    Raises Invalid (ztc-009, 016), NotFound, Forbidden, Problem 412 or 409.
    """
    authorize(CHANGE, InformatieObjectType())
    violations: list[Violation] = []
    name = "eindeGeldigheid" if partial and set(given) == ONLY_EINDE else "beginGeldigheid"
    with writing():
        found, catalogus = lock_version(InformatieObjectType, uuid, given.get("catalogus"), violations)
        require_match(found)
        violations += change_rules(found, partial=partial, given=given)
        old = found.body
        for attribute, value in (given | {"catalogus_id": catalogus}).items():
            if attribute != "catalogus":
                setattr(found, attribute, value)
        check([*violations, *period_rules(found, name=name)])
        represent(found, save=False)
        found.save()
        record("partial_update" if partial else "update", found, old=old)
    return found
