# SPDX-License-Identifier: EUPL-1.2
"""Query parameters that lists of types share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from servicekit.reading import filters

STATUSES = {"alles": [True, False], "concept": [True], "definitief": [False]}
_DAY = filters.day("")


def _read_status(value: str) -> list[bool]:
    if value not in STATUSES:
        raise filters.Bad("invalid_choice", f"Kies een van: {', '.join(STATUSES)}.")
    return STATUSES[value]


def status(alias: str) -> filters.Filter:
    """Concepts, definitive types or both; the definitive ones by itself. `alias`: of the row with `concept`."""
    return filters.Filter(
        sql=f"{alias}.concept = ANY(%s)",
        read=_read_status,
        schema={"type": "string"},
        default="definitief",
        help="`definitief` (zonder deze parameter), `concept` of `alles`.",
    )


def on_day(alias: str, **options: Any) -> filters.Filter:
    """Return what is valid on a day, the first and the last one included; relations are shown as they are that day."""
    return filters.Filter(
        sql=f"daterange({alias}.begin_geldigheid, {alias}.einde_geldigheid, '[]') @> %s::date",
        read=_DAY.read,
        schema={"type": "string"},
        help="Alleen wat op deze datum geldig is, met de relaties van die datum.",
        **options,
    )


def catalogus(alias: str = "r") -> filters.Filter:
    """The types of one catalogus, by its URL. `alias`: of the row that stands in it."""
    return filters.row(f"{alias}.catalogus_id = %s", "ztc:catalogussen")


def zaaktype() -> filters.Filter:
    """Return what belongs to one zaaktype, by its URL."""
    return filters.link("r.zaaktype_id", "catalogi_zaaktype", "ztc:zaaktypen")


def day_in(parameters: Mapping[str, str], *names: str) -> date | None:
    """The day in checked query parameters, under the first of these names that is there."""
    given = next((value for name in names if (value := parameters.get(name))), None)
    return None if given is None else _DAY.read(given)


def of_zaaktype() -> dict[str, filters.Filter]:
    """By what all that belongs to a zaaktype is chosen: that zaaktype."""
    return {
        "zaaktype": zaaktype(),
        "zaaktypeIdentificatie": filters.text("m.identificatie"),
        "status": status("m"),
        "datumGeldigheid": on_day("m"),
    }
