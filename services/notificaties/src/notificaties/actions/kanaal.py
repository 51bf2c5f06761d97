# SPDX-License-Identifier: EUPL-1.2
"""Register kanalen."""

from notificaties.models import Kanaal
from notificaties.rules import nrc_kanaal
from servicekit.database.constraints import enforced
from servicekit.database.transactions import hold, writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize

PUBLISH = ("notificaties.publiceren",)


def create_kanaal(*, naam: str, documentatie_link: str, filters: list[str]) -> Kanaal:
    """Register a kanaal. Raises Invalid when there is one of that name, Forbidden."""
    authorize(PUBLISH, Kanaal())
    with writing():
        check(nrc_kanaal.naam_is_free(taken=Kanaal.objects.filter(naam=naam).exists()))
        kanaal = Kanaal(naam=naam, documentatie_link=documentatie_link, filters=filters)
        hold(kanaal)
        represent(kanaal, save=False)
        with enforced(nrc_kanaal_naam=nrc_kanaal.IN_USE):
            kanaal.save()
        record("create", kanaal, audit=False)
    return kanaal
