# SPDX-License-Identifier: EUPL-1.2
"""Close and reopen a zaak, with what that brings about for its deelzaken too (zrc-007, 008 and 021)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from servicekit.mirror.reporting import reported
from servicekit.pairs.models import Pair
from servicekit.references import absolute
from servicekit.rules import NON_FIELD, Violation
from zaken.actions.kinderen import overtaken
from zaken.models import Resultaat, Zaak, ZaakInformatieObject
from zaken.models.zaken import relevante_zaken
from zaken.peers import catalogi, documenten
from zaken.peers.catalogi import ResultaattypeFacts
from zaken.peers.zaken import einddatum
from zaken.rules import zrc_007_afsluiten, zrc_008_heropenen, zrc_021_archiveren

#: the attributes of a zaak that come of its resultaat, and those that closing and reopening set
ARCHIVE = ("archiefnominatie", "archiefactiedatum", "startdatum_bewaartermijn")
EFFECTS = ("einddatum", *ARCHIVE)


@dataclass
class ClosingFacts:
    """The facts that closing, reopening and archiving a zaak depend on, from before it was locked.

    `violations` are faults in what was asked of others.
    """

    deelzaken: frozenset[UUID]
    resultaattypen: dict[str, ResultaattypeFacts] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    locked: list[str] = field(default_factory=list)
    without_gebruiksrecht: list[str] = field(default_factory=list)
    einddatums: dict[str, date | None] = field(default_factory=dict)  #: relevante zaak -> when it ended
    violations: list[Violation] = field(default_factory=list)


def gather_reopening(zaak: Zaak) -> ClosingFacts:
    """Find the deelzaken of a closed zaak and how their archive dates come about. Raises Problem 503."""
    gathered = ClosingFacts(deelzaken=_deelzaken(zaak))
    _gather_resultaattypen(gathered, [zaak.uuid, *gathered.deelzaken])
    gathered.violations.clear()  # a type that is no more is no reason to stay closed
    return gathered


def gather_closing(zaak: Zaak) -> ClosingFacts:
    """Ask what closing depends on: every document as it is now, the resultaattypen, the relevante zaken.

    No transaction is open. Raises Problem 503 when one of them cannot be asked.
    """
    gathered = ClosingFacts(deelzaken=_deelzaken(zaak), documents=_documents(zaak))
    for reference in sorted(gathered.documents):
        with reported(gathered.violations, NON_FIELD):
            document = documenten.informatieobject(reference)
            if document.locked:
                gathered.locked.append(reference)
            if document.indicatie_gebruiksrecht is None:
                gathered.without_gebruiksrecht.append(reference)
    _gather_resultaattypen(gathered, [zaak.uuid, *gathered.deelzaken])
    own = Resultaat.objects.filter(zaak=zaak).values_list("resultaattype", flat=True).first()
    facts = gathered.resultaattypen.get(own or "")
    if facts is not None:
        _gather_einddatums(gathered, zaak, facts)
    return gathered


def gather_archiving(zaak: Zaak, facts: ResultaattypeFacts) -> ClosingFacts:
    """Ask what the archive attributes of a zaak depend on, with a resultaat of this type. Raises Problem 503."""
    gathered = ClosingFacts(deelzaken=frozenset())
    _gather_einddatums(gathered, zaak, facts)
    return gathered


def close_zaak(
    zaak: Zaak, deelzaken: list[Zaak], gathered: ClosingFacts, *, datum_status_gezet: datetime
) -> tuple[list[Zaak], list[Violation]]:
    """Set the einddatum and the archive attributes of a locked zaak, and of the deelzaken that waited for it.

    On a closed zaak they move with the einddatum, but for an archive date that somebody has set since (S4 of the
    decisions where the standard is silent: contracts/zaken/deviations.toml).

    The deelzaken that changed, and all that is wrong; nothing is saved. Raises Problem 409 when what was gathered is
    no longer so.
    """
    resultaten = {each.zaak_id: each for each in Resultaat.objects.filter(zaak__in=[zaak, *deelzaken])}
    resultaat = resultaten.get(zaak.pk)
    violations = list(gathered.violations)
    violations += zrc_007_afsluiten.may_close(
        locked_informatieobjecten=[absolute(each) for each in gathered.locked],
        informatieobjecten_without_gebruiksrecht=[absolute(each) for each in gathered.without_gebruiksrecht],
        has_resultaat=resultaat is not None,
        open_deelzaken=sum(not each.is_closed for each in deelzaken),
        deelzaken_without_resultaat=sum(each.pk not in resultaten for each in deelzaken),
    )
    if _documents(zaak) != gathered.documents:
        raise overtaken()
    before = zaak.einddatum
    zaak.einddatum = zrc_007_afsluiten.derive_einddatum(datum_status_gezet=datum_status_gezet)
    if violations or resultaat is None:
        return [], violations
    changed = []
    try:
        facts = _type_of(resultaat, gathered)
        if before is not None:
            _empty_derived(zaak, facts, brondatum=_brondatum(zaak, facts, gathered, einddatum=before))
        violations += _archive(zaak, facts, gathered)
        for deelzaak in deelzaken:
            facts = _type_of(resultaten[deelzaak.pk], gathered)
            if facts.afleidingswijze == "hoofdzaak":
                _empty_derived(deelzaak, facts, brondatum=before)
                if deelzaak.archiefactiedatum is None:
                    _date(deelzaak, facts, brondatum=zaak.einddatum)
                    changed.append(deelzaak)
    except zrc_021_archiveren.ArchiefactiedatumError as error:
        violations.append(error.violation)
    return changed, violations


def archive_zaak(zaak: Zaak, facts: ResultaattypeFacts, gathered: ClosingFacts) -> list[Violation]:
    """Set the archive attributes that are still empty of a closed, locked zaak that gets a resultaat of this type.

    All that is wrong; nothing is saved. Raises Problem 409 when what was gathered is no longer so.
    """
    if gathered.violations:
        return gathered.violations
    try:
        return _archive(zaak, facts, gathered)
    except zrc_021_archiveren.ArchiefactiedatumError as error:
        return [error.violation]


def unarchive_zaak(zaak: Zaak, facts: ResultaattypeFacts, gathered: ClosingFacts) -> None:
    """Empty the archive attributes of a closed, locked zaak that came of its resultaat of this type; nothing is saved.

    What somebody has set by hand stays, and so does a date that came of a zaak that is no more.
    """
    assert zaak.einddatum is not None
    if zaak.archiefnominatie == facts.archiefnominatie:
        zaak.archiefnominatie = None
    if gathered.violations:
        return
    try:
        _empty_derived(zaak, facts, brondatum=_brondatum(zaak, facts, gathered, einddatum=zaak.einddatum))
    except zrc_021_archiveren.ArchiefactiedatumError:
        return  # nothing comes of this type, so that what the zaak has was set by hand


def reopen_zaak(zaak: Zaak, deelzaken: list[Zaak], gathered: ClosingFacts) -> tuple[list[Zaak], list[Violation]]:
    """Empty what closing set, also the archive date of deelzaken that came from it. Like `close_zaak`."""
    hoofdzaak = zaak.hoofdzaak
    violations = list(zrc_008_heropenen.may_reopen(hoofdzaak_is_closed=hoofdzaak is not None and hoofdzaak.is_closed))
    changed = []
    types = dict(Resultaat.objects.filter(zaak__in=deelzaken).values_list("zaak_id", "resultaattype"))
    for deelzaak in deelzaken:
        facts = gathered.resultaattypen.get(types.get(deelzaak.pk, ""))
        derived = facts is not None and facts.afleidingswijze == "hoofdzaak"
        if derived and deelzaak.startdatum_bewaartermijn == zaak.einddatum:
            deelzaak.startdatum_bewaartermijn = deelzaak.archiefactiedatum = None
            changed.append(deelzaak)
    for name, value in zrc_008_heropenen.derive_reopened().items():
        setattr(zaak, name, value)
    return changed, violations


def _archive(zaak: Zaak, facts: ResultaattypeFacts, gathered: ClosingFacts) -> list[Violation]:
    """Derive the archive attributes of a zaak that has its einddatum. Raises ArchiefactiedatumError (zrc-021)."""
    zaak.archiefnominatie = (
        zrc_021_archiveren.derive_archiefnominatie(given=zaak.archiefnominatie, of_resultaattype=facts.archiefnominatie)
        or None
    )
    if zaak.archiefactiedatum is None and facts.archiefactietermijn:
        assert zaak.einddatum is not None
        brondatum = zaak.startdatum_bewaartermijn or _brondatum(zaak, facts, gathered, einddatum=zaak.einddatum)
        _date(zaak, facts, brondatum=brondatum)
    return list(
        zrc_021_archiveren.archiefactiedatum_is_derived(
            archiefnominatie=zaak.archiefnominatie or "",
            afleidingswijze=facts.afleidingswijze,
            archiefactiedatum=zaak.archiefactiedatum,
        )
    )


def _brondatum(zaak: Zaak, facts: ResultaattypeFacts, gathered: ClosingFacts, *, einddatum: date) -> date | None:
    """The day on which the archive term of a zaak with this einddatum begins. Raises ArchiefactiedatumError."""
    relevante = relevante_zaken(zaak)
    if facts.afleidingswijze == "gerelateerde_zaak" and relevante != set(gathered.einddatums):
        raise overtaken()
    hoofdzaak = zaak.hoofdzaak
    # Eigenschappen, zaakobjecten and besluiten of a zaak are not kept here yet, so that it has none of them.
    return zrc_021_archiveren.derive_brondatum(
        afleidingswijze=facts.afleidingswijze,
        einddatum=einddatum,
        procestermijn=facts.procestermijn,
        datumkenmerk=facts.datumkenmerk,
        has_hoofdzaak=hoofdzaak is not None,
        hoofdzaak_einddatum=hoofdzaak.einddatum if hoofdzaak else None,
        relevante_zaken=len(relevante),
        relevante_einddatums=[each for each in gathered.einddatums.values() if each is not None],
        eigenschap_waarde=None,
    )


def _empty_derived(zaak: Zaak, facts: ResultaattypeFacts, *, brondatum: date | None) -> None:
    """Empty an archive date that was derived from this brondatum; one that somebody has set since stays."""
    derived = zrc_021_archiveren.derive_archiefactiedatum(
        brondatum=brondatum, archiefactietermijn=facts.archiefactietermijn
    )
    if derived is not None and (zaak.startdatum_bewaartermijn, zaak.archiefactiedatum) == (brondatum, derived):
        zaak.startdatum_bewaartermijn = zaak.archiefactiedatum = None


def _date(zaak: Zaak, facts: ResultaattypeFacts, *, brondatum: date | None) -> None:
    zaak.startdatum_bewaartermijn = brondatum
    zaak.archiefactiedatum = zrc_021_archiveren.derive_archiefactiedatum(
        brondatum=brondatum, archiefactietermijn=facts.archiefactietermijn
    )


def _deelzaken(zaak: Zaak) -> frozenset[UUID]:
    return frozenset(Zaak.objects.filter(hoofdzaak=zaak).values_list("uuid", flat=True))


def _documents(zaak: Zaak) -> frozenset[str]:
    relations = ZaakInformatieObject.objects.filter(zaak=zaak).exclude(state=Pair.DELETING)
    return frozenset(relations.values_list("informatieobject", flat=True))


def _gather_resultaattypen(gathered: ClosingFacts, zaken: list[UUID]) -> None:
    references = Resultaat.objects.filter(zaak__uuid__in=zaken).values_list("resultaattype", flat=True)
    for reference in sorted(set(references)):
        with reported(gathered.violations, NON_FIELD):
            gathered.resultaattypen[reference] = catalogi.resultaattype(reference)


def _gather_einddatums(gathered: ClosingFacts, zaak: Zaak, facts: ResultaattypeFacts) -> None:
    if facts.afleidingswijze == "gerelateerde_zaak":
        for reference in relevante_zaken(zaak):
            with reported(gathered.violations, NON_FIELD):
                gathered.einddatums[reference] = einddatum(reference)


def _type_of(resultaat: Resultaat, gathered: ClosingFacts) -> ResultaattypeFacts:
    facts = gathered.resultaattypen.get(resultaat.resultaattype)
    if facts is None:
        raise overtaken()
    return facts
