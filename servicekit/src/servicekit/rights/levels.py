# SPDX-License-Identifier: EUPL-1.2
"""How confidential something is, as the standard orders it."""

#: vertrouwelijkheidaanduiding, from low to high; a level is its position here, from 1
LEVELS = (
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
)


def level_of(name: str) -> int:
    """The number of a vertrouwelijkheidaanduiding; 8 (the strictest) when it is empty or unknown."""
    return LEVELS.index(name) + 1 if name in LEVELS else len(LEVELS)
