# SPDX-License-Identifier: EUPL-1.2
"""Set the status of a zaak, which may close or reopen it."""

from typing import Any

from servicekit import rows, sql
from servicekit.clock import now
from servicekit.constraints import enforced
from servicekit.journal.recording import record
from servicekit.mirror.reporting import reported
from servicekit.problems import Problem, check, invalid
from servicekit.representations import represent
from servicekit.rights.checks import allowed, authorize
from servicekit.rules import Violation
from servicekit.transactions import lock, writing
from zaken.actions.closing import EFFECTS, Gathered, close_zaak, gather_closing, gather_reopening, reopen_zaak
from zaken.actions.parents import absent, find_zaak, own_uuid
from zaken.models import Rol, Status, Zaak
from zaken.peers import catalogi
from zaken.rules import zrc_016_statustype, zrc_archief, zrc_status

REOPEN = ("zaken.heropenen",)
ADD_MORE = ("zaken.statussen.toevoegen",)
ADD = ("zaken.aanmaken", *ADD_MORE, *REOPEN)


def create_status(**given: Any) -> Status:
    """Set a status. The eindstatus closes the zaak, any other on a closed zaak reopens it.

    Raises Invalid (zrc-007, 008, 016, 021 and those of zrc-status), Forbidden, Problem 409 (the zaak changed
    meanwhile) or 503.
    """
    found = find_zaak(given.pop("zaak"))
    _permit(found, is_first=True)
    violations: list[Violation] = []
    statustype, gathered = None, Gathered(deelzaken=frozenset())
    with reported(violations, "statustype"):
        statustype = catalogi.statustype(given["statustype"])
    closes = statustype is not None and statustype.is_eindstatus
    if closes:
        gathered = gather_closing(found)
    elif found.is_closed:
        gathered = gather_reopening(found)
    rol_uuid = own_uuid(given["gezetdoor"], "rollen", "gezetdoor") if given["gezetdoor"] else None
    with writing():
        locked = lock(Zaak, {found.uuid, *gathered.deelzaken})
        zaak = locked.pop(found.uuid, None)
        if zaak is None:
            raise invalid("zaak", "object-does-not-exist", "Deze zaak is intussen verwijderd.")
        last = next(iter(rows.select(Status, "zaak_id = %s AND is_last", [zaak.pk])), None)
        _permit(zaak, is_first=last is None)
        if zaak.is_closed != found.is_closed:
            raise Problem(409, "De zaak is intussen afgesloten of heropend; probeer het opnieuw.")
        rol = None
        if rol_uuid is not None:
            rol = Rol.objects.select_related("zaak").filter(uuid=rol_uuid).first()
            violations += _gezetdoor(rol, zaak)
        violations += zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus)
        violations += zrc_status.datum_is_possible(datum_status_gezet=given["datum_status_gezet"], now=now())
        if statustype is not None:
            violations += zrc_016_statustype.statustype_is_of_zaaktype(
                zaaktype_of_statustype=statustype.zaaktype, zaaktype=zaak.zaaktype
            )
        check(violations)
        changed = _effects(zaak, list(locked.values()), gathered, closes=closes, given=given)
        status = _add(zaak, last, given)
        if rol is not None:
            rol.zaak = zaak
            represent(rol)
        represent(zaak, *changed)
        record("create", status)
    return status


def _permit(zaak: Zaak, *, is_first: bool) -> None:
    may = zrc_status.may_set_status(
        is_first=is_first,
        is_closed=zaak.is_closed,
        may_create=allowed(("zaken.aanmaken",), zaak),
        may_add=allowed(ADD_MORE, zaak),
        may_reopen=allowed(REOPEN, zaak),
    )
    if not may:
        authorize(ADD, zaak)
        authorize(REOPEN if zaak.is_closed else (*ADD_MORE, *REOPEN), zaak)


def _gezetdoor(rol: Rol | None, zaak: Zaak) -> list[Violation]:
    if rol is None:
        return [absent("gezetdoor")]
    return list(zrc_status.gezetdoor_is_of_zaak(zaak_of_rol=rol.zaak.reference, zaak=zaak.reference))


def _effects(
    zaak: Zaak, deelzaken: list[Zaak], gathered: Gathered, *, closes: bool, given: dict[str, Any]
) -> list[Zaak]:
    """Close or reopen the zaak when that is what the status means; the deelzaken that changed with it."""
    if not closes and not zaak.is_closed:
        return []
    if set(Zaak.objects.filter(hoofdzaak=zaak).values_list("uuid", flat=True)) != gathered.deelzaken:
        raise Problem(409, "De deelzaken zijn intussen gewijzigd; probeer het opnieuw.")
    if closes:
        changed, violations = close_zaak(zaak, deelzaken, gathered, datum_status_gezet=given["datum_status_gezet"])
    else:
        changed, violations = reopen_zaak(zaak, deelzaken, gathered)
    check(violations)
    for each in (zaak, *changed):
        each.save(update_fields=EFFECTS)
    return changed


def _add(zaak: Zaak, last: Status | None, given: dict[str, Any]) -> Status:
    """Insert the status; the one that was last is so no longer, unless the new one is of before it."""
    is_last = last is None or given["datum_status_gezet"] > last.datum_status_gezet
    if last is not None and is_last:
        last.zaak, last.is_last = zaak, False
        sql.execute("UPDATE zaken_status SET is_last = false WHERE id = %s", [last.pk])
        represent(last)
    status = Status(zaak=zaak, is_last=is_last, **given)
    represent(status, save=False)
    with enforced(status_datum_uniek=zrc_status.DATUM_NOT_UNIQUE):
        status.save(force_insert=True)
    return status
