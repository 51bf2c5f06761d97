# SPDX-License-Identifier: EUPL-1.2
"""ztc-015: the length of the values of an eigenschap is one that their format can have."""

import re

from servicekit.rules import Violation, Violations, rule

NAME = "specificatie.lengte"
#: formaat -> what its length is written like, and how to say that
LENGTHS = {
    # At most 255.
    "tekst": (r"0*(1?\d?\d|2[0-4]\d|25[0-5])", "een getal van 0 tot en met 255"),
    # A point too: catalogi in use have it, since their server takes no comma.
    "getal": (r"\d+([,.]\d+)?", "het aantal cijfers, met na een komma dat van de decimalen, zoals 5,2"),
    "datum": ("8", "8, want een waarde is JJJJMMDD"),
    "datum_tijd": ("14", "14, want een waarde is JJJJMMDDuummss"),
}


@rule("ztc-015")
def lengte_fits_formaat(*, formaat: str, lengte: str) -> Violations:
    """Up to 255 characters of text, digits with decimals of a number, and as many as a day or moment takes."""
    pattern, wanted = LENGTHS[formaat]
    if not re.fullmatch(pattern, lengte, re.ASCII):
        yield Violation(NAME, "invalid", f"Bij formaat {formaat} is de lengte {wanted}.")
