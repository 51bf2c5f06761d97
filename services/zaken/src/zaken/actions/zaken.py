# SPDX-License-Identifier: EUPL-1.2
"""Create and change zaken."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from functools import partial as bound
from typing import Any
from uuid import UUID

from django.conf import settings

from servicekit.clock import now, today
from servicekit.database import sql
from servicekit.durations import add_duration
from servicekit.levels import level_of
from servicekit.mirror.reporting import reported
from servicekit.pairs.models import Pair
from servicekit.problems import Problem
from servicekit.references import own_uuid, uuid_in
from servicekit.rights.checks import allowed, authorize, look_for
from servicekit.rules import Violation
from servicekit.writing.changing import broken, changing, check_row, creating, find
from zaken.actions.closing import ARCHIVE
from zaken.actions.kinderen import permit
from zaken.actions.scopes import ANY, CREATE, FORCE
from zaken.models import Zaak, ZaakInformatieObject
from zaken.models.zaken import relevante_zaken
from zaken.peers import catalogi, documenten, referentielijsten
from zaken.peers.catalogi import ZaaktypeFacts
from zaken.peers.zaken import require_zaak
from zaken.rules import (
    zrc_001_zaaktype,
    zrc_002_identificatie,
    zrc_009_vertrouwelijkheidaanduiding,
    zrc_010_communicatiekanaal,
    zrc_011_relevante_zaken,
    zrc_013_hoofdzaak,
    zrc_014_betaling,
    zrc_015_producten,
    zrc_022_archiefstatus,
)


@dataclass
class PeerFacts:
    """The answers of others about the values of a request."""

    zaaktype: ZaaktypeFacts | None = None
    hoofdzaaktype: ZaaktypeFacts | None = None
    documents_archived: bool = True


def create_zaak(**given: Any) -> Zaak:
    """Open a zaak. Takes the attributes of its schema, empty where not given.

    Raises Invalid (zrc-001, 002, 010, 011, 013, 014, 015, 022), Forbidden by type and level, Problem 503.
    """
    del given["left_out"]
    violations: list[Violation] = []
    zaaktype = _ask_zaaktype(given["zaaktype"], violations)
    if zaaktype is not None:
        _derive(given, zaaktype, violations)
        # First: who may not open it is not told what else is wrong.
        authorize(CREATE, Zaak(zaaktype=given["zaaktype"], niveau=given["niveau"]))
    gathered = _gather(given, None, zaaktype, violations)
    hoofdzaak_uuid = own_uuid(given["hoofdzaak"], "zaken", "hoofdzaak", violations)
    given["processobjectaard"] = given["processobjectaard"] or ""
    given["registratiedatum"] = given["registratiedatum"] or today()
    with creating(others=_mains(hoofdzaak_uuid), permit=bound(authorize, CREATE)) as change:
        hoofdzaak = change.locked.get(hoofdzaak_uuid) if hoofdzaak_uuid else None
        if hoofdzaak_uuid and (hoofdzaak is None or not _is_there(hoofdzaak)):
            hoofdzaak = None
            violations.append(_HOOFDZAAK_ABSENT)
        zaak = Zaak(**(given | {"hoofdzaak": hoofdzaak}))
        check_row(zaak, [*violations, *_rules(given, gathered, zaak=None, hoofdzaak=hoofdzaak)])
        zaak.identificatie = zaak.identificatie or _next_identificatie(given)
        return change.create(zaak)


def update_zaak(uuid: UUID, *, partial: bool, left_out: Sequence[str] = (), **given: Any) -> Zaak:
    """Change a zaak: the given attributes (`partial`) or all of it.

    A closed zaak keeps archive attributes that a PUT `left_out`: they are derived, and who writes back what it knows
    must not destroy a destruction date (S5).

    Raises Invalid like `create_zaak`, NotFound, Forbidden (closed without geforceerd-bijwerken), Problem 412 or 503.
    """
    before = find(Zaak, uuid)
    may = bound(permit, reading=not given)
    may(before)
    _complete(given, before, left_out)
    violations: list[Violation] = []
    reference = _judged_by(given, before)
    gathered = _gather(given, before, _ask_zaaktype(reference, violations) if reference else None, violations)
    if not violations:
        may(_judged_after(given, before))
    hoofdzaak_uuid = own_uuid(given.get("hoofdzaak"), "zaken", "hoofdzaak", violations)
    former = before.hoofdzaak.uuid if before.hoofdzaak else None
    with changing(before, others=_mains(hoofdzaak_uuid, former), permit=may) as change:
        zaak = change.row
        if zaak.zaaktype != before.zaaktype or zaak.hoofdzaak_id != before.hoofdzaak_id:
            raise Problem(409, "De zaak is tegelijk door een ander verzoek gewijzigd.")
        if zaak.is_closed:
            _keep(given, left_out)
        hoofdzaak = (change.locked | {uuid: zaak}).get(hoofdzaak_uuid) if hoofdzaak_uuid else None
        # The hoofdzaak that it has already, it shows to who may not see that one as well.
        if hoofdzaak_uuid and (hoofdzaak is None or (hoofdzaak_uuid != former and not _is_there(hoofdzaak))):
            hoofdzaak = None
            violations.append(_HOOFDZAAK_ABSENT)
        violations += _rules(given, gathered, zaak=zaak, hoofdzaak=hoofdzaak)
        for name, value in (given | ({"hoofdzaak": hoofdzaak} if "hoofdzaak" in given else {})).items():
            setattr(zaak, name, value)
        check_row(zaak, violations)
        zaak.niveau = level_of(zaak.vertrouwelijkheidaanduiding)
        zaak.laatste_betaaldatum = zrc_014_betaling.derive_laatste_betaaldatum(
            betalingsindicatie=zaak.betalingsindicatie, laatste_betaaldatum=zaak.laatste_betaaldatum
        )
        return change.update(partial=partial)


def _judged_after(given: dict[str, Any], before: Zaak) -> Zaak:
    """Return a zaak of the type and level that this one will have, by which who changes it is judged as well."""
    level = given.get("vertrouwelijkheidaanduiding", before.vertrouwelijkheidaanduiding)
    zaaktype = given.get("zaaktype", before.zaaktype)
    return Zaak(zaaktype=zaaktype, niveau=level_of(level), einddatum=before.einddatum)


def _mains(*uuids: UUID | None) -> dict[type[Zaak], set[UUID]]:
    return {Zaak: {each for each in uuids if each is not None}}


def _complete(given: dict[str, Any], before: Zaak, left_out: Sequence[str]) -> None:
    """Keep what a zaak cannot be without; anything else that a PUT leaves out, or is given empty, is emptied."""
    for name in ("identificatie", "registratiedatum", "vertrouwelijkheidaanduiding"):
        if name in given:
            given[name] = given[name] or getattr(before, name)
    if "processobjectaard" in given:
        given["processobjectaard"] = given["processobjectaard"] or ""
    if before.is_closed:
        _keep(given, left_out)


def _keep(given: dict[str, Any], left_out: Sequence[str]) -> None:
    for name in left_out:
        given.pop(name, None)


def _is_there(hoofdzaak: Zaak) -> bool:
    """Whether the caller has any right at all for the type and level of a zaak; without, it is as if absent (S2)."""
    return allowed(ANY, hoofdzaak)


_HOOFDZAAK_ABSENT = Violation("hoofdzaak", "does_not_exist", "Deze zaak bestaat niet.")


def zaak_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with the values of a request, of which these attributes are wrong already.

    Raises Forbidden when the caller may not do what it asks, or Problem 503.
    """
    before = find(Zaak, uuid) if uuid else None
    if before is not None:
        permit(before)
        # Which of these were left out is not known here; what is empty may be.
        _complete(given, before, [name for name in ARCHIVE if not given.get(name)])
    reference = "" if "zaaktype" in wrong else _judged_by(given, before)
    zaaktype = _ask_zaaktype(reference, violations) if reference else None
    if before is None and zaaktype is not None:
        level = _level(given.get("vertrouwelijkheidaanduiding", ""), zaaktype)
        authorize(CREATE, Zaak(zaaktype=reference, niveau=level_of(level)))
    hoofdzaak_uuid = own_uuid(given.get("hoofdzaak"), "zaken", "hoofdzaak", violations)
    hoofdzaak = _unlocked_hoofdzaak(given)
    if hoofdzaak_uuid and hoofdzaak is None and given["hoofdzaak"] != _hoofdzaak_of(before):
        violations.append(_HOOFDZAAK_ABSENT)
    gathered = _gather(given, before, zaaktype, violations)
    violations += _rules(given, gathered, zaak=before, hoofdzaak=hoofdzaak, wrong=wrong)
    if before is None and zaaktype is None:
        return  # who may open none of this type does not learn which numbers are taken
    numbered = before or Zaak()
    for name in given.keys() & {"bronorganisatie", "identificatie"}:
        setattr(numbered, name, given[name])
    violations += broken(numbered, wrong)


def _gather(
    given: dict[str, Any], before: Zaak | None, zaaktype: ZaaktypeFacts | None, violations: list[Violation]
) -> PeerFacts:
    """Ask the others about the URLs that are new in a request; no transaction is open. Raises Problem 503."""
    gathered = PeerFacts(zaaktype=zaaktype)
    kanaal = given.get("communicatiekanaal")
    if kanaal and (before is None or kanaal != before.communicatiekanaal):
        with reported(violations, "communicatiekanaal"):
            fields = referentielijsten.communicatiekanaal(kanaal)
            violations += zrc_010_communicatiekanaal.communicatiekanaal_is_known(fields=fields)
    known = set() if before is None else relevante_zaken(before)
    for index, relevant in enumerate(given.get("relevante_andere_zaken", ())):
        if relevant["url"] in known:
            continue  # it was a zaak when it was given, and may have been destroyed since
        with reported(violations, zrc_011_relevante_zaken.name_of(index=index)):
            require_zaak(relevant["url"])
    if zaaktype is not None and (hoofdzaak := _unlocked_hoofdzaak(given)):
        if hoofdzaak.is_closed:
            look_for(FORCE, hoofdzaak)
        with reported(violations, "hoofdzaak"):
            gathered.hoofdzaaktype = catalogi.zaaktype(hoofdzaak.zaaktype)
    if before is not None and given.get("archiefstatus", before.archiefstatus) != before.archiefstatus:
        for relation in ZaakInformatieObject.objects.filter(zaak=before).exclude(state=Pair.DELETING):
            with reported(violations, "archiefstatus"):
                document = documenten.informatieobject(relation.informatieobject)
                gathered.documents_archived &= document.status == "gearchiveerd"
    return gathered


def _ask_zaaktype(reference: str, violations: list[Violation]) -> ZaaktypeFacts | None:
    with reported(violations, "zaaktype"):
        return catalogi.zaaktype(reference)
    return None


def _judged_by(given: dict[str, Any], before: Zaak | None) -> str:
    """The zaaktype that a request is judged by; empty for a change that may be made even when nobody can tell of it."""
    if before is None:
        return given["zaaktype"]
    changes = (given.get("hoofdzaak") or _hoofdzaak_of(before)) != _hoofdzaak_of(before) or any(
        name in given and given[name] != getattr(before, name) for name in ("zaaktype", "producten_of_diensten")
    )
    return given.get("zaaktype", before.zaaktype) if changes else ""


def _hoofdzaak_of(zaak: Zaak | None) -> str | None:
    return zaak.hoofdzaak.reference if zaak is not None and zaak.hoofdzaak else None


def _unlocked_hoofdzaak(given: dict[str, Any]) -> Zaak | None:
    uuid = uuid_in(given.get("hoofdzaak") or "", "zaken")
    hoofdzaak = Zaak.objects.filter(uuid=uuid).first() if uuid else None
    if hoofdzaak is not None:
        look_for(ANY, hoofdzaak)
    return hoofdzaak if hoofdzaak is not None and _is_there(hoofdzaak) else None


def _level(given: str, zaaktype: ZaaktypeFacts) -> str:
    return zrc_009_vertrouwelijkheidaanduiding.derive_vertrouwelijkheidaanduiding(
        given=given, of_zaaktype=zaaktype.vertrouwelijkheidaanduiding
    )


def _derive(given: dict[str, Any], zaaktype: ZaaktypeFacts, violations: list[Violation]) -> None:
    """Fill in what a new zaak takes from its zaaktype: level (zrc-009) and the planned dates."""
    given["vertrouwelijkheidaanduiding"] = _level(given["vertrouwelijkheidaanduiding"], zaaktype)
    given["niveau"] = level_of(given["vertrouwelijkheidaanduiding"])
    try:
        if given["einddatum_gepland"] is None and zaaktype.servicenorm:
            given["einddatum_gepland"] = add_duration(given["startdatum"], zaaktype.servicenorm)
        if given["uiterlijke_einddatum_afdoening"] is None and zaaktype.doorlooptijd:
            given["uiterlijke_einddatum_afdoening"] = add_duration(given["startdatum"], zaaktype.doorlooptijd)
    except OverflowError:
        reason = "De termijnen van het zaaktype lopen vanaf deze dag tot na het jaar 9999. Geef een eerdere dag."
        violations.append(Violation("startdatum", "invalid", reason))


def _rules(
    given: dict[str, Any],
    gathered: PeerFacts,
    *,
    zaak: Zaak | None,
    hoofdzaak: Zaak | None,
    wrong: Set[str] = frozenset(),
) -> list[Violation]:
    """Everything that is wrong with the values of a request, for a new zaak or for this one.

    Nothing is said by attributes that are `wrong` already, whatever the zaak has.
    """

    def effective(name: str, default: Any = None) -> Any:
        if name in wrong:
            return default
        return given[name] if name in given else getattr(zaak, name, default)

    found: list[Violation] = []
    zaaktype = gathered.zaaktype
    if zaaktype is not None:
        if zaak is None or given.get("zaaktype", zaak.zaaktype) != zaak.zaaktype:
            found += zrc_001_zaaktype.zaaktype_is_published(concept=zaaktype.concept)
        if "producten_of_diensten" in given or "zaaktype" in given:
            found += zrc_015_producten.producten_are_of_zaaktype(
                given=effective("producten_of_diensten", ()), of_zaaktype=zaaktype.producten_of_diensten
            )
    if zaak is not None and "identificatie" in given:
        found += zrc_002_identificatie.identificatie_is_unchanged(
            before=zaak.identificatie, after=given["identificatie"]
        )
    if hoofdzaak is not None:
        deelzaaktype_allowed = True
        if zaaktype is not None and gathered.hoofdzaaktype is not None:
            deelzaaktype_allowed = gathered.hoofdzaaktype.allows_deelzaaktype(zaaktype)
        found += zrc_013_hoofdzaak.hoofdzaak_is_allowed(
            is_self=zaak is not None and hoofdzaak.pk == zaak.pk,
            is_deelzaak=hoofdzaak.hoofdzaak_id is not None,
            has_deelzaken_itself=zaak is not None and Zaak.objects.filter(hoofdzaak=zaak).exists(),
            deelzaaktype_allowed=deelzaaktype_allowed,
            is_closed_to_caller=(
                hoofdzaak.is_closed
                and (zaak is None or hoofdzaak.pk != zaak.hoofdzaak_id)
                and not allowed(FORCE, hoofdzaak)
            ),
        )
    found += zrc_014_betaling.betaaldatum_fits(
        betalingsindicatie=effective("betalingsindicatie", ""),
        laatste_betaaldatum_given=given.get("laatste_betaaldatum"),
        now=now(),
        leeway=timedelta(seconds=settings.JWT_LEEWAY),
    )
    if given.keys() & {"archiefstatus", "archiefnominatie", "archiefactiedatum"}:
        found += zrc_022_archiefstatus.archiefstatus_is_possible(
            archiefstatus=effective("archiefstatus", "nog_te_archiveren"),
            archiefnominatie=effective("archiefnominatie"),
            archiefactiedatum=effective("archiefactiedatum"),
            documents_archived=gathered.documents_archived,
        )
    return found


def _next_identificatie(given: dict[str, Any]) -> str:
    """A number that no zaak of the bronorganisatie has (zrc-002); numbers may be skipped."""
    while True:
        number = sql.row("SELECT nextval('zaak_nummer')")
        assert number is not None
        identificatie = zrc_002_identificatie.derive_identificatie(
            year=given["registratiedatum"].year, number=number[0]
        )
        taken = "SELECT 1 FROM zaken_zaak WHERE bronorganisatie = %s AND identificatie = %s"
        if sql.row(taken, [given["bronorganisatie"], identificatie]) is None:
            return identificatie
