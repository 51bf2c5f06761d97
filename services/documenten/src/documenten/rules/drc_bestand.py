# SPDX-License-Identifier: EUPL-1.2
"""drc-bestand: bestandsomvang tells how large the content is, and the content comes whole."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule

UNDECODABLE = Violation(
    "inhoud", "incorrect-base64-padding", "De inhoud is geen geldige base64. Codeer het bestand opnieuw."
)


@rule("drc-bestand")
def bestand_fits(*, size: int | None, bestandsomvang: int | None) -> Violations:
    """Refuse a bestandsomvang other than the size of the content in bytes (`size` None: no content).

    A bestandsomvang without content announces an upload in parts, which this component does not take yet.
    """
    if size is None and bestandsomvang:
        yield Violation(
            "inhoud",
            "required",
            "Uploaden in bestandsdelen kan hier nog niet. Stuur de inhoud mee als base64, of laat bestandsomvang weg.",
        )
    if size is not None and bestandsomvang not in (None, size):
        yield Violation(
            NON_FIELD,
            "file-size",
            f"De inhoud is {size} bytes groot en bestandsomvang zegt {bestandsomvang}. Maak ze gelijk.",
        )
