# SPDX-License-Identifier: EUPL-1.2
"""Set the status of a zaak, which may close or reopen it."""

from collections.abc import Set
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from servicekit.clock import now
from servicekit.database import instances
from servicekit.mirror.reporting import reported
from servicekit.problems import Invalid, Problem
from servicekit.references import absent, own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import broken, check_row, creating
from zaken.actions.closing import EFFECTS, ClosingFacts, close_zaak, gather_closing, gather_reopening, reopen_zaak
from zaken.actions.kinderen import destroyed, find_zaak, zaak_in
from zaken.actions.scopes import ADD_STATUSSEN, FORCE, REOPEN, SET_STATUS
from zaken.models import Rol, Status, Zaak
from zaken.peers import catalogi
from zaken.peers.catalogi import StatustypeFacts
from zaken.rules import zrc_016_statustype, zrc_archief, zrc_status


def create_status(**given: Any) -> Status:
    """Set a status. The eindstatus closes the zaak, any other on a closed zaak reopens it.

    A zaak is closed exactly when the status that is last by date is an eindstatus; so a status dated before the last
    one is history, and has no effects.

    Raises Invalid (zrc-007, 008, 016, 021 and those of zrc-status), Forbidden, Problem 409 (the zaak changed
    meanwhile) or 503.
    """
    violations: list[Violation] = []
    found = find_zaak(given.pop("zaak"), violations)
    asked, is_history = given["datum_status_gezet"], False
    last: Status | None = None
    if found is not None:
        if found.is_closed:
            last = _last(found)
            is_history = _is_history(asked, last)
        _permit(found, is_first=True, is_history=is_history)
    statustype, gathered = None, ClosingFacts(deelzaken=frozenset())
    with reported(violations, "statustype"):
        statustype = catalogi.statustype(given["statustype"])
    rol_uuid = own_uuid(given["gezetdoor"], "rollen", "gezetdoor", violations)
    if found is None:
        raise Invalid(*violations, *_possible(_moment(asked, None)))
    closes = statustype is not None and statustype.is_eindstatus
    if closes:
        gathered = gather_closing(found)
    elif found.is_closed and not is_history:
        gathered = gather_reopening(found)

    def permit(zaak: Zaak) -> None:
        nonlocal last, is_history
        last = _last(zaak)
        is_history = _is_history(asked, last)
        _permit(zaak, is_first=last is None, is_history=is_history)

    deelzaken = {Zaak: gathered.deelzaken}
    with creating(under=found, others=deelzaken, permit=permit, absent=destroyed()) as change:
        zaak = change.main
        moment = given["datum_status_gezet"] = _moment(asked, last)
        if zaak.is_closed != found.is_closed:
            raise Problem(409, "De zaak is intussen afgesloten of heropend; probeer het opnieuw.")
        rol, judged = _judge(zaak, statustype, rol_uuid, last, moment)
        violations += judged
        changed: list[Zaak] = []
        if statustype is not None and not is_history:
            changed, wrong = _effects(zaak, list(change.locked.values()), gathered, closes=closes, moment=moment)
            violations += wrong
        status = Status(zaak=zaak, is_last=not is_history, **given)
        status.rol = rol
        check_row(status, violations)
        if last is not None and not is_history:
            last.is_last = False
            change.save_along(last, "is_last")
        change.create(status)
        for each in changed:
            change.save_along(each, *EFFECTS)
    return status


def status_faults(violations: list[Violation], wrong: Set[str], **given: Any) -> None:
    """Add what else is wrong with a status of which these attributes are wrong already. Raises Forbidden, Problem."""
    found = zaak_in(given, violations)
    if found is not None:
        # As what reopens a closed zaak, since when it is set may be what is wrong.
        _permit(found, is_first=True, is_history=False)
    statustype = None
    if "statustype" in given:
        with reported(violations, "statustype"):
            statustype = catalogi.statustype(given["statustype"])
    rol_uuid = own_uuid(given.get("gezetdoor"), "rollen", "gezetdoor", violations)
    # Now stands for a moment that nobody could read.
    asked = given.get("datum_status_gezet") or now()
    if found is None:
        violations += _possible(_moment(asked, None))
        return
    last = _last(found)
    moment, is_history = _moment(asked, last), _is_history(asked, last)
    _, judged = _judge(found, statustype, rol_uuid, last, moment)
    violations += judged
    violations += broken(Status(zaak=found, datum_status_gezet=moment), wrong)
    if statustype is not None and statustype.is_eindstatus and not is_history:
        deelzaken = list(Zaak.objects.filter(hoofdzaak=found))
        violations += _effects(found, deelzaken, gather_closing(found), closes=True, moment=moment)[1]


def _last(zaak: Zaak) -> Status | None:
    return next(iter(instances.select(Status, "zaak_id = %s AND is_last", [zaak.pk])), None)


def _moment(given: datetime | date, last: Status | None) -> datetime:
    return zrc_status.derive_moment(given=given, last=last.datum_status_gezet if last else None)


def _is_history(given: datetime | date, last: Status | None) -> bool:
    return last is not None and _moment(given, last) < last.datum_status_gezet


def _possible(moment: datetime) -> list[Violation]:
    leeway = timedelta(seconds=settings.JWT_LEEWAY)
    return list(zrc_status.datum_is_possible(datum_status_gezet=moment, now=now(), leeway=leeway))


def _judge(
    zaak: Zaak, statustype: StatustypeFacts | None, rol_uuid: UUID | None, last: Status | None, moment: datetime
) -> tuple[Rol | None, list[Violation]]:
    """The rol that sets a status of this type at this moment, after this last one; and all that is wrong with that."""
    found = [*zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus), *_possible(moment)]
    rol = None
    if rol_uuid is not None:
        rol = Rol.objects.select_related("zaak").filter(uuid=rol_uuid).first()
        found += _gezetdoor(rol, zaak)
    if statustype is not None:
        found += zrc_016_statustype.statustype_is_of_zaaktype(
            zaaktype_of_statustype=statustype.zaaktype, zaaktype=zaak.zaaktype
        )
        if statustype.is_eindstatus:
            found += zrc_status.eindstatus_is_last(
                datum_status_gezet=moment, last=last.datum_status_gezet if last else None
            )
    return rol, found


def _permit(zaak: Zaak, *, is_first: bool, is_history: bool) -> None:
    """Raise Forbidden, for the first that is missing, unless the caller may set a status of this zaak.

    zaken.aanmaken sets the first one of an open zaak, statussen.toevoegen any, heropenen one of a closed zaak as well.
    On a closed zaak zaken.geforceerd-bijwerken does not count: the standard's text on closed zaken says it does, its
    contract lists heropenen alone for statussen, and so do its implementations. But a status dated before the last one
    (`is_history`) reopens nothing. It changes what a closed zaak shows, which takes geforceerd-bijwerken as well.
    """
    # First what any takes: who may do nothing with this zaak does not learn from the refusal that it is closed.
    authorize(SET_STATUS, zaak)
    if zaak.is_closed:
        authorize(FORCE if is_history else REOPEN, zaak)
    if zaak.is_closed or not is_first:
        authorize((*ADD_STATUSSEN, *REOPEN), zaak)


def _gezetdoor(rol: Rol | None, zaak: Zaak) -> list[Violation]:
    if rol is None:
        return [absent("gezetdoor")]
    return list(zrc_status.gezetdoor_is_of_zaak(zaak_of_rol=rol.zaak.reference, zaak=zaak.reference))


def _effects(
    zaak: Zaak, deelzaken: list[Zaak], gathered: ClosingFacts, *, closes: bool, moment: datetime
) -> tuple[list[Zaak], list[Violation]]:
    """Close or reopen the zaak when that is what the status means: the zaken that changed by it, and what is wrong."""
    if not closes and not zaak.is_closed:
        return [], []
    if set(Zaak.objects.filter(hoofdzaak=zaak).values_list("uuid", flat=True)) != gathered.deelzaken:
        raise Problem(409, "De deelzaken zijn intussen gewijzigd; probeer het opnieuw.")
    if closes:
        changed, violations = close_zaak(zaak, deelzaken, gathered, datum_status_gezet=moment)
    else:
        changed, violations = reopen_zaak(zaak, deelzaken, gathered)
    return [zaak, *changed], violations
