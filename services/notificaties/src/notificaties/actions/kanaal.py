# SPDX-License-Identifier: EUPL-1.2
"""Register and change kanalen."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from notificaties.actions.scopes import PUBLISH
from notificaties.models import Abonnement, Kanaal
from notificaties.rules import nrc_kanaal
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import changing, creating, find


def create_kanaal(*, naam: str, documentatie_link: str, filters: list[str]) -> Kanaal:
    """Register a kanaal. Raises Invalid when there is one of that name, Forbidden."""
    authorize(PUBLISH, Kanaal())
    with creating() as change:
        check(nrc_kanaal.naam_is_free(taken=Kanaal.objects.filter(naam=naam).exists()))
        return change.create(Kanaal(naam=naam, documentatie_link=documentatie_link, filters=filters))


def update_kanaal(uuid: UUID, *, partial: bool, **given: Any) -> Kanaal:
    """Change a kanaal, which keeps what abonnementen use. Raises Invalid, NotFound, Forbidden, Problem 412.

    No abonnement on it is made or changed meanwhile, since that holds its kanalen too.
    """
    authorize(PUBLISH, Kanaal())
    with changing(find(Kanaal, uuid)) as change:
        check(_put(change.row, given))
        return change.update(partial=partial)


def kanaal_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with a kanaal that has these wrong attributes. Raises Forbidden, NotFound."""
    authorize(PUBLISH, Kanaal())
    violations += _put(find(Kanaal, uuid) if uuid else Kanaal(filters=[]), given)


def _put(kanaal: Kanaal, given: dict[str, Any]) -> list[Violation]:
    """Put in a kanaal what a request gives; everything that is wrong with that."""
    before = kanaal.naam
    for name, value in given.items():
        setattr(kanaal, name, value)
    taken = kanaal.naam != before and Kanaal.objects.filter(naam=kanaal.naam).exists()
    return [
        *nrc_kanaal.naam_is_free(taken=taken),
        *nrc_kanaal.what_is_used_stays(before=before, after=kanaal.naam, filters=kanaal.filters, used=_used(before)),
    ]


def _used(naam: str) -> list[list[dict[str, str]]]:
    """The groups of filters on a kanaal, of each abonnement on it."""
    found = Abonnement.objects.filter(kanalen__contains=[{"naam": naam}]).values_list("kanalen", flat=True)
    return [[each["filters"] for each in kanalen if each["naam"] == naam] for kanalen in found]
