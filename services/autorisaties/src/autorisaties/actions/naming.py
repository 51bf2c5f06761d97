# SPDX-License-Identifier: EUPL-1.2
"""Rights of the stack file that name a type, as `{catalogus: VOORB, identificatie: MELDING}`, turned into its URLs.

A name stands for all versions of a type, published ones and those that are still to come; that of a catalogus alone for
all types in it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlencode

import structlog

from autorisaties.actions.applicaties import declare_applicatie
from autorisaties.models import Applicatie
from autorisaties.models.enums import TYPES
from servicekit import caller
from servicekit.jobs import job
from servicekit.peers import calls
from servicekit.references import normal
from servicekit.rights.predicate import Rights
from servicekit.stack.municipalities import here

_COLLECTIONS = {"zaaktype": "zaaktypen", "informatieobjecttype": "informatieobjecttypen", "besluittype": "besluittypen"}

log = structlog.get_logger()

#: called with the field that has the type, and its name
type LookUp = Callable[..., list[str]]


def named(autorisatie: dict[str, Any]) -> bool:
    """Whether an autorisatie names its type instead of giving its URL."""
    return any(isinstance(autorisatie.get(field), dict) for field in TYPES.values())


def with_references(autorisatie: dict[str, Any]) -> dict[str, Any]:
    """The same with the URL of its type as a reference."""
    return {name: normal(value) if name in TYPES.values() else value for name, value in autorisatie.items()}


@job("name_types", every=10, gathers=0.2)
def name_types() -> None:
    """Look up the types that rights of the stack file name, and give the rights when the types are there.

    At once when Catalogi tells of a type, so that the rights are there when it is used. What the API gave an applicatie
    since stands until the next `configure`.
    """
    caller.set_current(caller.Caller(client_id="configure", rights=Rights(everything=True, label="stack.yaml")))
    look_up = looking_up()
    for applicatie in Applicatie.objects.exclude(declared=None):
        looked_up = [(each, resolved(each, look_up)) for each in applicatie.declared]
        _note_missing(applicatie, [_name(each) for each, found in looked_up if not found])
        given = [autorisatie for _, found in looked_up for autorisatie in found]
        if given == applicatie.autorisaties:
            continue
        declare_applicatie(
            client_id=applicatie.client_ids[0],
            label=applicatie.label,
            rights={
                "autorisaties": given,
                "alleenIsGereedVoorPublicatie": applicatie.alleen_is_gereed_voor_publicatie,
                "declared": applicatie.declared,
            },
            seen=applicatie.body,
        )


def looking_up() -> LookUp:
    """A way to look up the types of a name, each name once: clients have rights for the same types."""
    return cache(_references)


def resolved(autorisatie: dict[str, Any], look_up: LookUp) -> list[dict[str, Any]]:
    """The autorisaties that one which names its type stands for now; the same when it gives its URL.

    Raises what `calls` does.
    """
    if not named(autorisatie):
        return [with_references(autorisatie)]
    field = TYPES[autorisatie["component"]]
    return [autorisatie | {field: reference} for reference in look_up(field, **autorisatie[field])]


def _name(autorisatie: dict[str, Any]) -> str:
    field = TYPES[autorisatie["component"]]
    return f"{field} {' '.join(autorisatie[field].values())}"


def _references(field: str, *, catalogus: str, **name: str) -> list[str]:
    """The versions of a named type, or of all in a catalogus; none while that or the type is not there."""
    root = here().municipality.places["ztc"].root
    catalogi = calls.all_pages(f"{root}/catalogussen?{urlencode({'domein': catalogus})}")
    found: list[str] = []
    for found_catalogus in catalogi:
        query = name | {"catalogus": found_catalogus["url"], "status": "alles"}
        found += [normal(each["url"]) for each in calls.all_pages(f"{root}/{_COLLECTIONS[field]}?{urlencode(query)}")]
    return sorted(found)


def status() -> dict[str, Any]:
    """Types that the stack file names and Catalogi does not have (yet), for /status; their number is a metric too."""
    waiting = Applicatie.objects.exclude(declared=None).exclude(missing=[]).order_by("id")
    names = [f"{each.client_ids[0]}: {name}" for each in waiting for name in each.missing]
    return {"missing_types": names, "types_missing": len(names)}


def _note_missing(applicatie: Applicatie, missing: list[str]) -> None:
    """Say once that a type which gives rights is not there, and once that it is."""
    if missing == applicatie.missing:
        return
    told = log.bind(client_id=applicatie.client_ids[0], municipality=here().municipality.name)
    for name in sorted(set(missing) - set(applicatie.missing)):
        told.warning("type_missing", type=name)
    for name in sorted(set(applicatie.missing) - set(missing)):
        told.info("type_found", type=name)
    Applicatie.objects.filter(pk=applicatie.pk).update(missing=missing)
