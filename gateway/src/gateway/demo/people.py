# SPDX-License-Identifier: EUPL-1.2
"""The invented people of the demo municipality."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from servicekit.stack.loading import eleven_test

_PEOPLE = yaml.safe_load(Path(__file__).with_name("people.yaml").read_text(encoding="utf-8"))
#: BSNs for tests begin with 9999; none of them is given to anybody (Rijksdienst voor Identiteitsgegevens)
_FIRST_BSN = 999990000
_FIRST_RSIN = 999991000  # from the same unused numbers

STREETS: tuple[str, ...] = tuple(_PEOPLE["straten"])


@dataclass(frozen=True, kw_only=True)
class Betrokkene:
    """Somebody who plays a part in zaken, with the fields of `betrokkeneIdentificatie` for its type."""

    type: str
    name: str
    identificatie: dict[str, Any]


def inwoners() -> tuple[Betrokkene, ...]:
    """Return the residents, each with a test BSN."""
    return tuple(
        Betrokkene(
            type="natuurlijk_persoon",
            name=" ".join(filter(None, (first, middle, last))),
            identificatie={
                "inpBsn": bsn,
                "voornamen": first,
                "voorletters": f"{first[0]}.",
                "voorvoegselGeslachtsnaam": middle,
                "geslachtsnaam": last,
                "geslachtsaanduiding": gender,
            },
        )
        for (first, middle, last, gender), bsn in zip(_PEOPLE["inwoners"], _numbers(_FIRST_BSN), strict=False)
    )


def bedrijven() -> tuple[Betrokkene, ...]:
    """Return the companies, each with a test RSIN."""
    return tuple(
        Betrokkene(
            type="niet_natuurlijk_persoon",
            name=name,
            identificatie={"innNnpId": rsin, "statutaireNaam": name},
        )
        for name, rsin in zip(_PEOPLE["bedrijven"], _numbers(_FIRST_RSIN), strict=False)
    )


def medewerkers() -> tuple[Betrokkene, ...]:
    """Return the municipality's staff."""
    return tuple(
        Betrokkene(
            type="medewerker",
            name=" ".join(filter(None, (initials, middle, last))),
            identificatie={
                "identificatie": identificatie,
                "voorletters": initials,
                "voorvoegselAchternaam": middle,
                "achternaam": last,
            },
        )
        for identificatie, initials, middle, last in _PEOPLE["medewerkers"]
    )


def _numbers(first: int) -> Iterator[str]:
    """Yield the numbers from `first` on that pass the 11-proef."""
    return (str(number) for number in range(first, first + 1000) if eleven_test(str(number)))
