# SPDX-License-Identifier: EUPL-1.2
"""Write a catalogue that is stored as a file."""

from collections.abc import Collection
from typing import Any

from catalogi.actions.bestand.kinds import (
    BESLUITTYPEN,
    DOCUMENTEN,
    INFORMATIEOBJECTTYPEN,
    RESULTAATTYPEN,
    ZAAKTYPEN,
    Item,
)
from catalogi.actions.bestand.stored import stored_catalogue
from catalogi.actions.bestand.writing import write_catalogue
from catalogi.actions.scopes import READ
from servicekit.problems import NotFound
from servicekit.rights.checks import require_scope


def export_catalogue(domein: str, rsin: str, *, zaaktypen: Collection[str] = (), before: bytes | None = None) -> str:
    """The text of a file with a catalogue, or a part: these zaaktypen (by identificatie) and the types they name.

    `before` is the file that it takes the place of, whose comments are kept. Raises Forbidden, NotFound, Problem 409
    when a statustype has no name of its own, Faulty when `before` is no such file.
    """
    require_scope(READ)
    catalogue = stored_catalogue(domein, rsin)
    if catalogue is None:
        raise NotFound(f"Er is geen catalogus {domein} van {rsin}.")
    if zaaktypen:
        _keep_only(catalogue, set(zaaktypen))
    return write_catalogue(catalogue, part=bool(zaaktypen), before=before)


def _keep_only(catalogue: Item, wanted: set[str]) -> None:
    """Leave of a catalogue these zaaktypen, and the besluittypen and informatieobjecttypen that they name."""
    kept = [each for each in catalogue.of(ZAAKTYPEN) if each.form["identificatie"] in wanted]
    if missing := wanted - {each.form["identificatie"] for each in kept}:
        raise NotFound(f"In deze catalogus is er geen zaaktype {', '.join(sorted(missing))}.")
    results = [result for each in kept for result in each.of(RESULTAATTYPEN)]
    besluittypen = _named(catalogue.of(BESLUITTYPEN), _names([*kept, *results], "besluittypen"))
    documents = {each.form["informatieobjecttype"] for zaaktype in kept for each in zaaktype.of(DOCUMENTEN)}
    documents |= _names([*results, *besluittypen], "informatieobjecttypen")
    catalogue.children[ZAAKTYPEN.name] = kept
    catalogue.children[BESLUITTYPEN.name] = besluittypen
    catalogue.children[INFORMATIEOBJECTTYPEN.name] = _named(catalogue.of(INFORMATIEOBJECTTYPEN), documents)


def _names(items: list[Item], field: str) -> set[Any]:
    return {name for each in items for name in each.form.get(field, ())}


def _named(items: list[Item], names: set[Any]) -> list[Item]:
    return [each for each in items if each.form.get("omschrijving") in names]
