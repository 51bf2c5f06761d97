# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy documents."""

from collections.abc import Set
from contextlib import suppress
from functools import partial as bound
from typing import Any
from uuid import UUID

from documenten.actions.scopes import CHANGE, CREATE, DESTROY, READ
from documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject, Versie
from documenten.peers import catalogi, storage
from documenten.peers.catalogi import InformatieobjecttypeFacts
from documenten.rules import (
    drc_001_informatieobjecttype,
    drc_005_ontvangst,
    drc_006_gebruiksrecht,
    drc_007_vertrouwelijkheidaanduiding,
    drc_008_verwijderen,
    drc_010_bijwerken,
    drc_bestand,
    drc_identificatie,
)
from servicekit.clock import now
from servicekit.database import sql
from servicekit.database.transactions import after_commit
from servicekit.levels import level_of
from servicekit.mirror.reporting import reported
from servicekit.problems import Problem, check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations
from servicekit.web.bodies import LargeText
from servicekit.writing.changing import Permit, broken, changing, check_row, creating, find

ATTEMPTS = 10  #: at a change that other changes of what it goes by overtake, of which each time one is made


def create_informatieobject(**given: Any) -> EnkelvoudigInformatieObject:
    """Register a document. Takes the attributes of its schema, empty where not given; `inhoud` is base64 text.

    Raises Invalid (drc-001, 005, 006, bestand, identificatie), Forbidden by type and level, Problem 503.
    """
    violations: list[Violation] = []
    facts = _facts(given, None, violations)
    if facts is not None:
        _derive(given, facts)
        authorize(
            CREATE,
            EnkelvoudigInformatieObject(
                informatieobjecttype=given["informatieobjecttype"],
                niveau=level_of(given["vertrouwelijkheidaanduiding"]),
            ),
        )
    content = _written(given.pop("inhoud"), given["bestandsomvang"], violations)
    with storage.kept(content), creating(permit=bound(authorize, CREATE)) as change:
        violations += [*_type_rules(facts), *_rules(given), *_with_content(given, content, violations)]
        informatieobject = EnkelvoudigInformatieObject(
            lock="", bronorganisatie=given["bronorganisatie"], identificatie=given["identificatie"]
        )
        check_row(informatieobject, violations)
        given["identificatie"] = given["identificatie"] or _next_identificatie(given)
        versie = Versie(**given, versie=1, begin_registratie=now())
        informatieobject.current = versie
        change.create(informatieobject)
        versie.informatieobject = informatieobject  # which has an id by now
        change.create_along(versie)
    return informatieobject


def update_informatieobject(uuid: UUID, *, partial: bool, **given: Any) -> EnkelvoudigInformatieObject:
    """Make the next version of a document: of the given values alone, or (`partial`) of the latest with them.

    Raises Invalid like `create_informatieobject` and drc-010, NotFound, Forbidden, Problem 409, 412 or 503.
    """
    lock_id = given.pop("lock", "")
    may = bound(_permit, reading=not given)
    for _ in range(ATTEMPTS):
        before = find(EnkelvoudigInformatieObject, uuid)
        may(before)
        with suppress(_Overtaken):
            return _update(before, may, lock_id=lock_id, partial=partial, given=dict(given))
    raise Problem(409, "Het informatieobject wordt voortdurend door andere verzoeken gewijzigd.", retry_after=1)


def _permit(informatieobject: EnkelvoudigInformatieObject, *, reading: bool) -> None:
    """Raise Forbidden unless the caller may change a document.

    `reading`: nothing is changed, so that the answer is all that there is, which takes reading as well (S9).
    """
    authorize(CHANGE, informatieobject)
    if reading:
        authorize(READ, informatieobject)


class _Overtaken(Exception):
    """Raised when what was gathered before the lock is not of the document that the lock was got on."""


def _update(
    before: EnkelvoudigInformatieObject, may: Permit, *, lock_id: str, partial: bool, given: dict[str, Any]
) -> EnkelvoudigInformatieObject:
    """Change a document by what is gathered of it as it was read (`before`). Raises _Overtaken when that changed."""
    violations: list[Violation] = []
    facts = _facts(given, before, violations)
    if facts is not None:
        _derive(given, facts)
    if not violations:
        may(_judged_after(given, before))
    basis = _basis(before, partial=partial, given=given)
    keeps_file = partial and "inhoud" not in given and before.current.bestand != ""
    content = None
    if not keeps_file:
        bestandsomvang = given.get("bestandsomvang", before.current.bestandsomvang)
        content = _written(given.get("inhoud"), bestandsomvang, violations)
    with storage.kept(content), changing(before, permit=may) as change:
        informatieobject = change.row
        latest = informatieobject.current
        if _basis(informatieobject, partial=partial, given=given) != basis:
            raise _Overtaken
        values = (latest.values if partial else {}) | given
        values.pop("inhoud", None)
        # It always has one, so what is left out or emptied stays.
        values["identificatie"] = values["identificatie"] or latest.identificatie
        violations += drc_010_bijwerken.may_change(lock=informatieobject.lock, given=lock_id)
        if values["informatieobjecttype"] != informatieobject.informatieobjecttype:
            violations += _type_rules(facts)
        violations += _rules(values)
        if keeps_file:
            violations += drc_bestand.bestand_fits(size=latest.bestandsomvang, bestandsomvang=values["bestandsomvang"])
            values["bestandsomvang"] = latest.bestandsomvang
        else:
            violations += _with_content(values, content, violations)
        informatieobject.bronorganisatie = values["bronorganisatie"]
        informatieobject.identificatie = values["identificatie"]
        check_row(informatieobject, violations)
        informatieobject.current = Versie(**values, versie=latest.versie + 1, begin_registratie=now())
        change.update(partial=partial)
        change.create_along(informatieobject.current)
    return informatieobject


def _judged_after(given: dict[str, Any], before: EnkelvoudigInformatieObject) -> EnkelvoudigInformatieObject:
    """Return a document of the type and level that this one will have, by which who changes it is judged as well."""
    level = given.get("vertrouwelijkheidaanduiding", before.current.vertrouwelijkheidaanduiding)
    informatieobjecttype = given.get("informatieobjecttype", before.informatieobjecttype)
    return EnkelvoudigInformatieObject(informatieobjecttype=informatieobjecttype, niveau=level_of(level))


def destroy_informatieobject(uuid: UUID) -> None:
    """Delete a document with all its versions, their content and its audit trail.

    Raises Invalid (drc-008), NotFound, Forbidden, Problem 412.
    """
    found = find(EnkelvoudigInformatieObject, uuid)
    with changing(found, permit=bound(authorize, DESTROY)) as change:
        informatieobject = change.row
        check(
            drc_008_verwijderen.may_destroy(
                relations=ObjectInformatieObject.objects.filter(informatieobject=informatieobject).count(),
                locked=informatieobject.locked,
            )
        )
        files = set(informatieobject.versies.exclude(bestand="").values_list("bestand", flat=True))
        change.destroy()
        # What cannot be deleted now is swept later, and the document is gone all the same.
        after_commit(storage.remove, files)


def informatieobject_faults(
    violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with the values of a request, of which these attributes are wrong already.

    Raises NotFound, Forbidden or Problem 503.
    """
    before = find(EnkelvoudigInformatieObject, uuid) if uuid else None
    if before is not None and "lock" not in wrong:
        violations += drc_010_bijwerken.may_change(lock=before.lock, given=given.pop("lock", ""))
    if inhoud := given.get("inhoud"):
        violations += _size_faults(inhoud, given.get("bestandsomvang"))
    values = (before.current.values if before else {}) | given
    violations += _rules({name: value for name, value in values.items() if name not in wrong})
    facts, reference = None, given.get("informatieobjecttype")
    if reference and (before is None or reference != before.informatieobjecttype):
        with reported(violations, "informatieobjecttype"):
            facts = catalogi.informatieobjecttype(reference)
    if facts is not None:
        if before is None:
            level = {"vertrouwelijkheidaanduiding": given.get("vertrouwelijkheidaanduiding", "")}
            _derive(level, facts)
            niveau = level_of(level["vertrouwelijkheidaanduiding"])
            # Who may not make it is not told what else is wrong.
            authorize(CREATE, EnkelvoudigInformatieObject(informatieobjecttype=reference, niveau=niveau))
        violations += _type_rules(facts)
    if before is None and facts is None:
        return
    numbered = before or EnkelvoudigInformatieObject()
    for name in given.keys() & {"bronorganisatie", "identificatie"}:
        setattr(numbered, name, given[name] or getattr(numbered, name))
    violations += broken(numbered, wrong)


def _size_faults(inhoud: str | LargeText, bestandsomvang: int | None) -> Violations:
    try:
        size = storage.size_of(inhoud)
    except storage.Undecodable:
        yield drc_bestand.UNDECODABLE
    else:
        yield from drc_bestand.bestand_fits(size=size, bestandsomvang=bestandsomvang)


def _basis(informatieobject: EnkelvoudigInformatieObject, *, partial: bool, given: dict[str, Any]) -> tuple[Any, ...]:
    """Return what gathering goes by of a document: its type, and of its content what the change does not replace."""
    latest = informatieobject.current
    if not partial or given.get("inhoud"):
        return (informatieobject.informatieobjecttype,)
    return informatieobject.informatieobjecttype, latest.bestandsomvang if "inhoud" in given else bool(latest.bestand)


def _facts(
    given: dict[str, Any], before: EnkelvoudigInformatieObject | None, violations: list[Violation]
) -> InformatieobjecttypeFacts | None:
    """Ask about the informatieobjecttype when it is new or its vertrouwelijkheidaanduiding is needed (C6)."""
    reference = given.get("informatieobjecttype") or (before.informatieobjecttype if before else "")
    same = before is not None and reference == before.informatieobjecttype
    if same and given.get("vertrouwelijkheidaanduiding", "given"):
        return None
    with reported(violations, "informatieobjecttype"):
        return catalogi.informatieobjecttype(reference)
    return None


def _derive(given: dict[str, Any], facts: InformatieobjecttypeFacts) -> None:
    """Fill in an empty vertrouwelijkheidaanduiding; one that is not given at all stays what it is."""
    if "vertrouwelijkheidaanduiding" in given:
        given["vertrouwelijkheidaanduiding"] = drc_007_vertrouwelijkheidaanduiding.derive_vertrouwelijkheidaanduiding(
            given=given["vertrouwelijkheidaanduiding"], of_informatieobjecttype=facts.vertrouwelijkheidaanduiding
        )


def _written(
    inhoud: str | LargeText | None, bestandsomvang: int | None, violations: list[Violation]
) -> storage.Content | None:
    """The content as a new file; None when there is none. An empty file needs no inhoud (rules 4.3)."""
    if not inhoud and bestandsomvang != 0:
        return None
    try:
        return storage.write(inhoud or "")
    except storage.Undecodable:
        violations.append(drc_bestand.UNDECODABLE)
        return None


def _with_content(
    values: dict[str, Any], content: storage.Content | None, violations: list[Violation]
) -> list[Violation]:
    """Give a version its new file, or none; what is wrong with its size, unless it could not be read at all."""
    if drc_bestand.UNDECODABLE in violations:
        return []
    size = content.size if content else None
    found = list(drc_bestand.bestand_fits(size=size, bestandsomvang=values["bestandsomvang"]))
    values["bestand"], values["sha256"] = (content.name, content.sha256) if content else ("", "")
    values["bestandsomvang"] = size
    return found


def _rules(values: dict[str, Any]) -> Violations:
    """Say what is wrong with the values of a version, as far as there are any, that nobody has to be asked for."""
    if values.keys() >= {"ontvangstdatum", "status"}:
        yield from drc_005_ontvangst.status_fits_received(
            ontvangstdatum=values["ontvangstdatum"], status=values["status"]
        )
    if "indicatie_gebruiksrecht" in values:
        yield from drc_006_gebruiksrecht.indicatie_fits_gebruiksrechten(
            # The resource gebruiksrechten is not there yet, so no document has any.
            indicatie_gebruiksrecht=values["indicatie_gebruiksrecht"],
            has_gebruiksrechten=False,
        )


def _type_rules(facts: InformatieobjecttypeFacts | None) -> Violations:
    """Say what is wrong with a type that is new to a document."""
    if facts is not None:
        yield from drc_001_informatieobjecttype.informatieobjecttype_is_published(concept=facts.concept)


def _next_identificatie(given: dict[str, Any]) -> str:
    """A number that no document of the bronorganisatie has; numbers may be skipped."""
    while True:
        number = sql.row("SELECT nextval('document_nummer')")
        assert number is not None
        identificatie = drc_identificatie.derive_identificatie(year=given["creatiedatum"].year, number=number[0])
        taken = EnkelvoudigInformatieObject.objects.filter(
            bronorganisatie=given["bronorganisatie"], identificatie=identificatie
        )
        if not taken.exists():
            return identificatie
