# SPDX-License-Identifier: EUPL-1.2
"""zrc-021: closing a zaak decides whether and when its dossier is destroyed.

What is merely absent leaves the date open; what is configured wrongly, or can never be known, refuses the closing.
"""

from collections.abc import Sequence
from datetime import date, datetime

from servicekit.clock import day_of
from servicekit.durations import add_duration
from servicekit.rules import NON_FIELD, Violation, Violations, rule

CODE = "archiefactiedatum-error"

#: the ways whose date may come after the zaak is closed: by hand, or once what it waits for is there
_MAY_COME_LATER = ("ander_datumkenmerk", "eigenschap", "hoofdzaak", "vervaldatum_besluit")


class ArchiefactiedatumError(Exception):
    """The archiefactiedatum cannot be derived; `violation` is the 400 that says why, `reason` its Dutch sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.violation = Violation(NON_FIELD, CODE, reason)


@rule("zrc-021")
def derive_archiefnominatie(*, given: str | None, of_resultaattype: str) -> str:
    """The archiefnominatie that the zaak has, else that of the resultaattype (zrc-021)."""
    return given or of_resultaattype


@rule("zrc-021")
def derive_brondatum(
    *,
    afleidingswijze: str,
    einddatum: date,
    procestermijn: str,
    datumkenmerk: str,
    has_hoofdzaak: bool,
    hoofdzaak_einddatum: date | None,
    relevante_zaken: int,
    relevante_einddatums: Sequence[date],
    eigenschap_waarde: str | None,
    besluiten: int = 0,
    ingangsdatums: Sequence[date] = (),
    vervaldatums: Sequence[date] = (),
    objectdatums: Sequence[date] | None = None,
) -> date | None:
    """The day on which the archive term begins, by the afleidingswijze of the resultaattype (zrc-021).

    `einddatum` is the one being set; `relevante_einddatums`, `ingangsdatums` and `vervaldatums` hold only what is
    known; `eigenschap_waarde` is the value of the zaakeigenschap that datumkenmerk names, None when there is none;
    `objectdatums` the dates of the zaakobjecten of the asked type, None when one of them has no such date.

    None when it cannot be known yet; raises ArchiefactiedatumError when configuration or data is wrong.
    """
    match afleidingswijze:
        case "afgehandeld":
            return einddatum
        case "termijn":
            if not procestermijn:
                raise ArchiefactiedatumError(
                    "Het resultaattype heeft geen procestermijn. Vul die in voordat je de zaak afsluit."
                )
            return _add(einddatum, procestermijn, "procestermijn")
        case "hoofdzaak":
            if not has_hoofdzaak:
                raise ArchiefactiedatumError(
                    "De brondatum komt van de hoofdzaak, maar de zaak heeft er geen. Geef de zaak een hoofdzaak."
                )
            return hoofdzaak_einddatum
        case "gerelateerde_zaak":
            if not relevante_zaken:
                raise ArchiefactiedatumError(
                    "De brondatum komt van een gerelateerde zaak, maar de zaak heeft er geen. "
                    "Vul relevanteAndereZaken in."
                )
            return max(relevante_einddatums, default=None)
        case "eigenschap":
            _require_datumkenmerk(datumkenmerk)
            return _eigenschap_datum(datumkenmerk, eigenschap_waarde)
        case "zaakobject":
            _require_datumkenmerk(datumkenmerk)
            if not objectdatums:
                raise ArchiefactiedatumError(
                    f"Er is geen zaakobject met een datum in {datumkenmerk}, of een van de zaakobjecten mist die. "
                    "Vul de zaakobjecten aan."
                )
            return max(objectdatums)
        case "ingangsdatum_besluit":
            if not besluiten:
                raise ArchiefactiedatumError(
                    "De brondatum komt van een besluit, maar de zaak heeft er geen. Leg eerst het besluit vast."
                )
            return max(ingangsdatums, default=None)
        case "vervaldatum_besluit":
            return max(vervaldatums, default=None)
        case "ander_datumkenmerk" | "":
            # Set by hand, from a registration that is not ours; or the resultaattype does not say how.
            return None
        case _:
            raise ArchiefactiedatumError(
                f"De afleidingswijze {afleidingswijze} van het resultaattype is niet bekend. Kies een andere."
            )


@rule("zrc-021")
def derive_archiefactiedatum(*, brondatum: date | None, archiefactietermijn: str | None) -> date | None:
    """The brondatum plus the term of the resultaattype (ISO 8601) by the calendar; None while either is unknown.

    Raises ArchiefactiedatumError when the term is no duration or ends beyond the calendar (zrc-021).
    """
    if brondatum is None or not archiefactietermijn:
        return None
    return _add(brondatum, archiefactietermijn, "archiefactietermijn")


@rule("zrc-021")
def archiefactiedatum_is_derived(
    *, archiefnominatie: str, afleidingswijze: str, archiefactiedatum: date | None
) -> Violations:
    """Refuse to close a zaak that must be destroyed on a day that nothing will ever tell.

    Stricter than the text of zrc-021, which only leaves the date empty; the market leader refuses since 2026. Unlike
    there, a deelzaak may wait for its hoofdzaak, which by zrc-007 cannot close before it.
    """
    if archiefnominatie == "vernietigen" and archiefactiedatum is None and afleidingswijze not in _MAY_COME_LATER:
        yield Violation(
            NON_FIELD,
            CODE,
            "De zaak moet worden vernietigd, maar de archiefactiedatum is niet te bepalen. "
            "Vul haar in bij de zaak, of vul het resultaattype of de gerelateerde zaken aan.",
        )


def parse_eigenschap_datum(*, waarde: str) -> date | None:
    """The day that the value of a zaakeigenschap means: YYYYMMDD, YYYYMMDDhhmmss (ztc-015) or ISO 8601; else None."""
    if len(waarde) == 14 and waarde.isdigit():
        waarde = f"{waarde[:8]}T{waarde[8:]}"
    try:
        moment = datetime.fromisoformat(waarde)
        # Without an offset it is the time on a clock here.
        return moment.date() if moment.tzinfo is None else day_of(moment)
    except (ValueError, OverflowError):
        return None


def _add(day: date, duration: str, name: str) -> date:
    try:
        return add_duration(day, duration)
    except (ValueError, OverflowError) as error:
        raise ArchiefactiedatumError(
            f"De {name} van het resultaattype is geen bruikbare duur. Geef een ISO 8601-duur, bijvoorbeeld P5Y."
        ) from error


def _require_datumkenmerk(datumkenmerk: str) -> None:
    if not datumkenmerk:
        raise ArchiefactiedatumError(
            "Het resultaattype heeft geen datumkenmerk. Vul dit in voordat je de zaak afsluit."
        )


def _eigenschap_datum(datumkenmerk: str, waarde: str | None) -> date | None:
    if not waarde:
        return None
    day = parse_eigenschap_datum(waarde=waarde)
    if day is None:
        # The value itself stays out: a reason is read by more people than the zaak.
        raise ArchiefactiedatumError(
            f"De waarde van eigenschap {datumkenmerk} is geen datum. Geef een datum als JJJJMMDD."
        )
    return day
