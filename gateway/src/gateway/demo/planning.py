# SPDX-License-Identifier: EUPL-1.2
"""Decide which zaken the demo municipality has, without the API, and always the same for the same day."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from gateway.demo.people import STREETS, Betrokkene, bedrijven, inwoners, medewerkers
from servicekit.clock import AMSTERDAM

_SEED = 17
_TEXTS = yaml.safe_load(Path(__file__).with_name("zaken.yaml").read_text(encoding="utf-8"))
_US = "Gemeente Voorbeeldstad"
_FILES = Path(__file__).with_name("files")
_LETTER, _PICTURE = (_FILES / "brief.pdf").read_bytes(), (_FILES / "straat.png").read_bytes()
_CHANNELS = ("Webformulier", "Webformulier", "Webformulier", "Telefoon", "Balie", "E-mail", "Post")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of a zaak, with its content."""

    informatieobjecttype: str
    titel: str
    auteur: str
    day: date
    received: bool  #: else it was sent
    bestandsnaam: str
    formaat: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Zaak:
    """A zaak and what happens to it."""

    identificatie: str
    zaaktype: str
    omschrijving: str
    toelichting: str
    channel: str
    startdatum: date
    roles: tuple[tuple[str, Betrokkene], ...]  #: omschrijving of the roltype, and who
    statuses: tuple[datetime, ...]  #: when each was set, in the order of the statustypen
    resultaat: tuple[str, str] | None  #: omschrijving of the resultaattype and what was told; the last status closes
    documents: tuple[Document, ...]
    more: Mapping[str, Any] = field(default_factory=dict)  #: other fields of the zaak


def plan(today: date) -> list[Zaak]:
    """Return the zaken as they are on a day; all that happened lies before it."""
    chance = random.Random(_SEED)  # noqa: S311 - chosen to be the same each time
    return [zaak for zaaktype in _TEXTS for zaak in _numbered(_zaken(chance, zaaktype, today))]


def _zaken(chance: random.Random, zaaktype: str, today: date) -> Iterator[Zaak]:
    texts = _TEXTS[zaaktype]
    number = 0
    for resultaat in texts["closed"]:
        moments = _moments(chance, max(texts["open"]) + 1, texts["days"], today - timedelta(chance.randint(5, 200)))
        yield _zaak(chance, zaaktype, number, moments, resultaat)
        number += 1
    for stage, count in texts["open"].items():
        for _ in range(count):
            moments = _moments(chance, stage, texts["days"], today - timedelta(chance.randint(1, 6)))
            yield _zaak(chance, zaaktype, number, moments)
            number += 1


def _numbered(zaken: Iterable[Zaak]) -> Iterator[Zaak]:
    """Yield the zaken in the order in which they began, with the year and a number behind their prefix."""
    numbers: Counter[int] = Counter()
    for zaak in sorted(zaken, key=lambda each: each.statuses[0]):
        year = zaak.startdatum.year
        numbers[year] += 1
        yield replace(zaak, identificatie=f"{zaak.identificatie}-{year}-{numbers[year]:04}")


def _moments(chance: random.Random, stage: int, days: int, last: date) -> list[datetime]:
    """Return when the statuses were set: in office hours, one after the other, `last` or a little before at the end."""
    begun = last - timedelta(chance.randint(stage, max(stage, days))) if stage > 1 else last
    step = (last - begun) / max(1, stage - 1)
    clocks = sorted(time(chance.randint(9, 16), chance.randint(0, 59), second) for second in range(stage))
    return [
        datetime.combine(_workday(begun + step * index), clock, AMSTERDAM).astimezone(UTC)
        for index, clock in enumerate(clocks)
    ]


def _workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))


def _zaak(
    chance: random.Random, zaaktype: str, number: int, statuses: list[datetime], resultaat: str | None = None
) -> Zaak:
    texts = _TEXTS[zaaktype]
    begun, ended = (moment.astimezone(AMSTERDAM).date() for moment in (statuses[0], statuses[-1]))
    # Who asks for two things at a time is believable, who marries two people is not.
    pairs = "mede_initiator" in texts["roles"]
    initiator, other = inwoners()[2 * number :][:2] if pairs else chance.sample(inwoners(), 2)
    about = texts["about"]
    if "companies" in texts and number % 3 == 2:
        initiator, about = chance.choice(bedrijven()), texts["companies"]
    filled = {
        "straat": chance.choice(STREETS),
        "nummer": chance.randint(1, 180),
        "kenteken": _licence_plate(chance),
        "datum": f"{begun + timedelta(14):%d-%m-%Y}",
    }
    omschrijving, toelichting = (text.format(**filled) for text in about[number % len(about)])
    people = {"initiator": initiator, "mede_initiator": other}
    roles = [(roltype, people[generic]) for generic, roltype in texts["roles"].items()]
    if len(statuses) > 1:
        roles.append(("Behandelaar", chance.choice(medewerkers())))
    documents = [_incoming(texts["incoming"], initiator.name, begun)]
    told = ""
    if resultaat:
        told, outgoing = texts["results"][resultaat]
        documents.append(_outgoing(outgoing, ended))
    return Zaak(
        identificatie=texts["prefix"],
        zaaktype=zaaktype,
        omschrijving=omschrijving,
        toelichting=toelichting,
        channel=chance.choice(_CHANNELS),
        startdatum=begun,
        roles=tuple(roles),
        statuses=tuple(statuses),
        resultaat=(resultaat, told) if resultaat else None,
        documents=tuple(documents),
        more=_more(zaaktype, number, closed=bool(resultaat), begun=statuses[0]),
    )


def _incoming(texts: Mapping[str, str], author: str, day: date) -> Document:
    picture = texts["type"] == "Foto"
    return Document(
        informatieobjecttype=texts["type"],
        titel=texts["titel"],
        auteur=author,
        day=day,
        received=True,
        bestandsnaam=f"{texts['bestand']}.{'png' if picture else 'pdf'}",
        formaat="image/png" if picture else "application/pdf",
        content=_PICTURE if picture else _LETTER,
    )


def _outgoing(texts: Mapping[str, str], day: date) -> Document:
    return Document(
        informatieobjecttype=texts["type"],
        titel=texts["titel"],
        auteur=_US,
        day=day,
        received=False,
        bestandsnaam=f"{texts['bestand']}.pdf",
        formaat="application/pdf",
        content=_LETTER,
    )


def _more(zaaktype: str, number: int, *, closed: bool, begun: datetime) -> dict[str, Any]:
    """Return fields that only some zaken have."""
    match zaaktype:
        case "MELDING-OPENBARE-RUIMTE" if number == 8:
            return {"vertrouwelijkheidaanduiding": "vertrouwelijk"}  # which a client with limited rights does not see
        case "MELDING-OPENBARE-RUIMTE" if number % 3 == 0:
            return {"kenmerken": [{"kenmerk": f"BUITEN-{1000 + number}", "bron": "Buitendienst"}]}
        case "PARKEERVERGUNNING" if closed:
            return {"betalingsindicatie": "geheel", "laatsteBetaaldatum": begun.isoformat()}
        case "PARKEERVERGUNNING" if number == 6:
            reden = "Wij wachten op een leesbare kopie van het kentekenbewijs."
            return {"betalingsindicatie": "nog_niet", "opschorting": {"indicatie": True, "reden": reden}}
        case "PARKEERVERGUNNING":
            return {"betalingsindicatie": "nog_niet"}
    return {}


def _licence_plate(chance: random.Random) -> str:
    letters = "".join(chance.choices("BDFGHJKLNPRSTVXZ", k=3))
    return f"{chance.choice('GHJKLNPRS')}-{chance.randint(100, 999)}-{letters[:2]}"
