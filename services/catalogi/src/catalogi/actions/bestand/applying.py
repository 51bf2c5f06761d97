# SPDX-License-Identifier: EUPL-1.2
"""Make a catalogue what a file says, by the actions of the API: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalogi.actions.bestand.items import File, place_of, read_file
from catalogi.actions.bestand.kinds import (
    CATALOGUS,
    NAME,
    RESULTAATTYPEN,
    STATUSTYPE,
    ZAAKTYPEN,
    Item,
    catalogue_of,
)
from catalogi.actions.bestand.planning import CORRECT, CREATE, DESTROY, PUBLISH, REMOVE, UPDATE, Change, Plan, plan_of
from catalogi.actions.bestand.stored import stored_catalogue
from catalogi.actions.scopes import may_correct, may_remove
from catalogi.actions.versions import publish, require_unused
from catalogi.models import Catalogus
from catalogi.peers import selectielijst
from catalogi.peers.zaken import zaken_of
from servicekit import caller
from servicekit.mirror import store
from servicekit.mirror.reporting import reported
from servicekit.problems import Invalid, Problem
from servicekit.references import for_others
from servicekit.rules import Violation
from servicekit.writing.changing import all_or_nothing

#: relations of a zaaktype by name to zaaktypen, which may be further on in the file
_RELATIONS = ("deelzaaktypen", "gerelateerde_zaaktypen")


@dataclass(kw_only=True)
class Planned:
    """What a file would do: its plan, and the zaken of each published zaaktype that it touches, None when not told."""

    plan: Plan
    zaken: dict[Item, int | None] = field(default_factory=dict)


class _Undone(Exception):
    """Ends a transaction that was only made to see what it says."""


def plan_file(data: bytes) -> Planned:
    """Say what a file would change, after it was tried: everything is written, judged by all rules, and undone.

    Raises Faulty with all that is wrong, Problem 503 when the Selectielijst API does not answer.
    """
    file, plan = _prepare(data)
    zaken = {each: _zaken_of(each) for each in _touched(plan)}
    if plan.does:
        with suppress(_Undone):
            _write(file, plan)
    return Planned(plan=plan, zaken=zaken)


def apply_file(data: bytes, *, fingerprint: str = "") -> Plan:
    """Make the catalogue what a file says; the plan of what that changed.

    What is published changes or goes when the caller has the scopes for that. Raises Faulty, Problem 409 when that
    lacks, when the catalogue or file is not what the plan with this fingerprint was made of, when it changes meanwhile,
    or when there are zaken of what would be removed, and 503 when somebody does not say.
    """
    file, plan = _prepare(data)
    if fingerprint and fingerprint != plan.fingerprint:
        raise Problem(409, "De catalogus of het bestand is niet meer wat het was bij dit plan. Maak een nieuw plan.")
    allowed = {CORRECT: may_correct(), REMOVE: may_remove()}
    if lacking := sorted(each for each in plan.needs if not allowed[each]):
        said = " en ".join(f"--{each}" for each in lacking)
        raise Problem(409, f"Dit kan alleen met {said}. Een plan zegt waarvoor.")
    for change in plan.changes:
        if change.action == DESTROY and change.kind in NAME and change.before and not change.before.concept:
            require_unused(change.before.row)
    if plan.does:
        _write(file, plan, kept=True)
    return plan


def _prepare(data: bytes) -> tuple[File, Plan]:
    """Read and compare, and ask the Selectielijst API all that the actions will, which may not ask in a transaction."""
    file = read_file(data)
    plan = _compare(file)
    # So that what is asked now is what the actions find.
    caller.current().mirror_generation = store.generation()
    violations = [*plan.faults, *_ask(plan)]
    if violations:
        raise file.faulty(violations)
    return file, plan


def _compare(file: File) -> Plan:
    before = stored_catalogue(*catalogue_of(file.catalogue.form))
    if before is None and file.part:
        reason = "Deze catalogus is er niet. Maak haar eerst, of neem een bestand van de hele catalogus."
        raise file.faulty([Violation(CATALOGUS.model.resource, "does_not_exist", reason)])
    if before is not None:
        _name_own(before, file.catalogue)
    return plan_of(before, file.catalogue, part=file.part)


def _name_own(before: Item, wanted: Item) -> None:
    """Put the name of a zaaktype in the place of its URL, as is done when it is stored."""
    names = {for_others(each.row.reference): each.form["identificatie"] for each in before.of(ZAAKTYPEN)}
    for zaaktype in wanted.of(ZAAKTYPEN):
        for each in zaaktype.form.get("gerelateerdeZaaktypen", ()):
            each["zaaktype"] = names.get(each["zaaktype"], each["zaaktype"])


def _ask(plan: Plan) -> Iterator[Violation]:
    """Say which URLs of the selectielijst lead to nothing usable (ztc-001, ztc-002)."""
    for change in plan.does:
        for attribute, name, ask in _questions(change):
            if url := change.item.given[attribute]:
                found: list[Violation] = []
                with reported(found, place_of(change.item.place, name)):
                    ask(url)
                yield from found


def _questions(change: Change) -> list[tuple[str, str, Callable[[str], Any]]]:
    if change.action not in (CREATE, UPDATE):
        return []
    if change.kind is ZAAKTYPEN:
        return [("selectielijst_procestype", "selectielijstProcestype", selectielijst.procestype)]
    if change.kind is RESULTAATTYPEN:
        return [
            ("resultaattypeomschrijving", "resultaattypeomschrijving", selectielijst.resultaattypeomschrijving),
            ("selectielijstklasse", "selectielijstklasse", selectielijst.klasse),
        ]
    return []


def _touched(plan: Plan) -> list[Item]:
    """The published zaaktypen that change, or go, otherwise than by ending."""
    found = [each.version for each in plan.changes if each.needs and each.version and not each.version.concept]
    return [each for each in dict.fromkeys(found) if each.kind is ZAAKTYPEN]


def _zaken_of(version: Item) -> int | None:
    try:
        return zaken_of(version.row.reference)
    except Problem:
        return None


def _write(file: File, plan: Plan, *, kept: bool = False) -> None:
    """Do all that a plan says under the lock of the catalogue and all its types. Raises Faulty, Problem 409."""
    with all_or_nothing() as lock:
        domein, rsin = catalogue_of(file.catalogue.form)
        catalogus = list(Catalogus.objects.filter(domein=domein, rsin=rsin).values_list("uuid", flat=True))
        lock({Catalogus: catalogus})
        for kind in NAME:
            rows = kind.model._default_manager.filter(catalogus__in=catalogus)
            lock({kind.model: list(rows.values_list("uuid", flat=True))})
        # Now nothing of it changes any more; what it is now may not be what it was a moment ago.
        now = _compare(file)
        if now.fingerprint != plan.fingerprint:
            raise Problem(409, "De catalogus is tegelijk door een ander verzoek gewijzigd. Maak een nieuw plan.")
        _Writer(now, file).write()
        if not kept:
            raise _Undone


class _Writer:
    """Calls the actions of a plan in an order in which each finds what it refers to."""

    def __init__(self, plan: Plan, file: File) -> None:
        self.plan, self.file = plan, file
        self.zaaktypen = file.catalogue.of(ZAAKTYPEN)
        self.faults: list[Violation] = []
        self.later: list[tuple[Change, dict[str, Any]]] = []

    def write(self) -> None:
        """Do all of it. Raises Faulty with everything that an action refused."""
        of = self.chosen
        self.run(of(DESTROY, *NAME), self.destroy)
        self.run(of(CREATE, CATALOGUS), self.create)
        self.run(of(UPDATE, CATALOGUS), self.update)
        for kind in NAME:
            self.run(of(CREATE, kind), self.create)
            self.run(of(UPDATE, kind), self.update)
        for kind in ZAAKTYPEN.children:
            self.run(of(DESTROY, kind), self.destroy)
            self.run(of(UPDATE, kind), self.update)
            self.run(of(CREATE, kind), self.create)
        self.run([change for change, _ in self.later], partial(self.relate, dict(self.later)))
        self.run(of(PUBLISH, *NAME), lambda each: publish(each.kind.model, each.item.row.uuid))
        if self.faults:
            raise self.file.faulty(self.faults)

    def chosen(self, action: str, *kinds: Any) -> list[Change]:
        """The changes of an action, of these kinds."""
        return [each for each in self.plan.changes if each.action == action and each.kind in kinds]

    def run(self, changes: list[Change], act: Callable[[Change], Any]) -> None:
        """Do changes, and keep what is refused. What belongs to what was refused is left out: that is told already."""
        for each in changes:
            if not self.misses(each):
                try:
                    act(each)
                except Invalid as invalid:
                    self.tell(each.item, invalid)

    def misses(self, change: Change) -> bool:
        """Whether what a change is about, or belongs to, could not be made."""
        needed = [change.parent] if change.action != PUBLISH else [change.parent, change.wanted]
        return any(each is not None and each.row is None for each in needed)

    def tell(self, item: Item, invalid: Invalid) -> None:
        """Keep what an action refused, with the place in the file; of what the file does not have, its label."""
        where = item.place or f"{item.kind.name} {item.label}"
        self.faults += [Violation(place_of(where, each.name), each.code, each.reason) for each in invalid.violations]

    def create(self, change: Change) -> None:
        """Make a row in what it belongs to."""
        item = change.item
        given = item.given | self.references(change)
        if change.kind is ZAAKTYPEN:
            given |= self.postponed(change, given)
        item.row = change.kind.create(**given)

    def references(self, change: Change) -> dict[str, Any]:
        """What the place of an item says, as its action takes it."""
        item, parent = change.item, change.parent
        found: dict[str, Any] = {}
        if parent is not None:
            found["catalogus" if parent.kind is CATALOGUS else "zaaktype"] = parent.row.reference
        if change.kind.refers:
            found[STATUSTYPE] = _reference(item.statustype)
        return found

    def postponed(self, change: Change, given: dict[str, Any]) -> dict[str, Any]:
        """Leave relations to zaaktypen that are still to be made for later; what the action is given for them now."""
        made = {each.form["identificatie"] for each in self.zaaktypen if each.row is not None}
        missing = {each.form["identificatie"] for each in self.zaaktypen} - made - {change.item.form["identificatie"]}
        names = {
            "deelzaaktypen": set(given["deelzaaktypen"]),
            "gerelateerde_zaaktypen": {each["zaaktype"] for each in given["gerelateerde_zaaktypen"]},
        }
        waiting = [attribute for attribute in _RELATIONS if names[attribute] & missing]
        if waiting:
            self.later.append((change, {attribute: given[attribute] for attribute in waiting}))
        return {attribute: [] for attribute in waiting}

    def relate(self, later: dict[Change, dict[str, Any]], change: Change) -> None:
        """Give a zaaktype the relations that had to wait."""
        change.kind.update(change.item.row.uuid, partial=True, **later[change])

    def update(self, change: Change) -> None:
        """Change the fields of a row that differ."""
        given = change.values()
        if STATUSTYPE in change.fields:
            given[STATUSTYPE] = _reference(change.item.statustype)
        change.kind.update(change.item.row.uuid, partial=True, **given)

    def destroy(self, change: Change) -> None:
        """Remove a row; of a published version it was asked before whether others use it."""
        assert change.kind.destroy is not None
        more = {"unused": True} if change.kind in NAME else {}
        change.kind.destroy(change.item.row.uuid, **more)


def _reference(item: Item | None) -> str | None:
    return None if item is None else item.row.reference
