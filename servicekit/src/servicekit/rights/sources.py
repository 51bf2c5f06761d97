# SPDX-License-Identifier: EUPL-1.2
"""Where Applicaties come from: the Autorisaties API of the municipality, ours or a vendor's."""

from servicekit import peers
from servicekit.municipalities import here
from servicekit.problems import Problem


def from_peer() -> list[dict]:
    """All Applicaties, page after page. Raises 403 `not_authenticated_for_ac` when the API cannot be asked."""
    root = here().municipality.places["ac"].root
    try:
        return peers.all_pages(f"{root}/applicaties")
    except (peers.Unreachable, peers.Refused) as error:
        raise Problem(
            403, "De Autorisaties API is niet bereikbaar; rechten zijn niet bekend.", "not_authenticated_for_ac"
        ) from error
