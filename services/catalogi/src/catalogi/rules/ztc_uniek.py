# SPDX-License-Identifier: EUPL-1.2
"""What occurs once: constraints of the database alone keep it."""

from servicekit.rules import not_unique

CATALOGUS = not_unique("ztc-uniek", "Organisatie {rsin} heeft al een catalogus voor domein {domein}. Kies een ander.")
RESULTAATTYPE = not_unique(
    "ztc-uniek", 'Het zaaktype heeft al een resultaattype met omschrijving "{omschrijving}". Kies een andere.'
)
EIGENSCHAP = not_unique("ztc-uniek", 'Het zaaktype heeft al een eigenschap met naam "{naam}". Kies een andere.')
INFORMATIEOBJECTTYPE = not_unique(
    "ztc-uniek", "Het zaaktype heeft al een informatieobjecttype met volgnummer {volgnummer}. Kies een ander."
)
