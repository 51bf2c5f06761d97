# SPDX-License-Identifier: EUPL-1.2
"""How confidential something is, as the standard orders it."""

#: vertrouwelijkheidaanduiding, from low to high -> how it is shown
LABELS = {
    "openbaar": "Openbaar",
    "beperkt_openbaar": "Beperkt openbaar",
    "intern": "Intern",
    "zaakvertrouwelijk": "Zaakvertrouwelijk",
    "vertrouwelijk": "Vertrouwelijk",
    "confidentieel": "Confidentieel",
    "geheim": "Geheim",
    "zeer_geheim": "Zeer geheim",
}
#: a level is its position here, from 1
LEVELS = tuple(LABELS)


def level_of(name: str) -> int:
    """The number of a vertrouwelijkheidaanduiding; 8 (the strictest) when it is empty or unknown.

    For what is to be protected; of a right it is `limit_of`.
    """
    return LEVELS.index(name) + 1 if name in LEVELS else len(LEVELS)


def limit_of(name: object) -> int:
    """The number up to which a right reaches; 0, below every level, when it names no vertrouwelijkheidaanduiding."""
    return LEVELS.index(name) + 1 if isinstance(name, str) and name in LEVELS else 0
