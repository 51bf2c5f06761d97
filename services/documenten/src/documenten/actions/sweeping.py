# SPDX-License-Identifier: EUPL-1.2
"""The job that removes content no document names: of requests that failed halfway, and of destroyed documents."""

from documenten.models import Versie
from documenten.peers import storage
from servicekit.jobs import job


@job("sweep", every=6 * 3600)
def sweep() -> None:
    """Remove files that are old enough to be orphans and are named by no version."""
    for names in storage.old_files():
        named = set(Versie.objects.filter(bestand__in=names).values_list("bestand", flat=True))
        storage.remove(name for name in names if name not in named)
