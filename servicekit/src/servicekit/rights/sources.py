# SPDX-License-Identifier: EUPL-1.2
"""Where Applicaties come from: the Autorisaties API of the municipality, ours or a vendor's."""

from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.stack.municipalities import here


def from_peer() -> list[dict]:
    """All Applicaties, page after page. Raises 403 `not_authenticated_for_ac` when the API cannot be asked."""
    root = here().municipality.places["ac"].root
    try:
        return calls.all_pages(f"{root}/applicaties")
    except (calls.Unreachable, calls.Refused) as error:
        raise Problem(
            403, "De Autorisaties API is niet bereikbaar; rechten zijn niet bekend.", "not_authenticated_for_ac"
        ) from error
