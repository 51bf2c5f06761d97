# SPDX-License-Identifier: EUPL-1.2
"""Ask the Zaken API how many zaken are of a zaaktype, as it is now."""

from urllib.parse import urlencode

from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.references import for_others


def zaken_of(zaaktype: str) -> int:
    """How many zaken are of a zaaktype (a reference), as the list of zaken counts them for this component's client.

    Raises Problem 503 when the Zaken API does not say.
    """
    try:
        body = calls.get(f"zrc:zaken?{urlencode({'zaaktype': for_others(zaaktype)})}")
        return int(body["count"])
    except (calls.Refused, calls.Unreachable, KeyError, TypeError, ValueError) as error:
        raise Problem(
            503, "De Zaken API zegt niet of er zaken van dit zaaktype zijn; probeer het later opnieuw.", retry_after=5
        ) from error
