# SPDX-License-Identifier: EUPL-1.2
"""Besluittypen over HTTP."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from catalogi.actions import besluittypen as actions
from catalogi.actions import versions
from catalogi.actions.scopes import CHANGE, DESTROY, READ, WRITE
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import BesluitType
from catalogi.schemas import BesluitTypeSchema
from catalogi.schemas.besluittypen import BesluitTypeCreateSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


def _one_of(sql: str, kind: str, text: str) -> filters.Filter:
    # A text to generated clients, as the standard has it, and a URL all the same.
    return replace(filters.row(sql, kind, help=text), schema={"type": "string"}, or_text=True)


class BesluitTypeResource(Resource):
    """Besluittypen: welke soorten besluiten er zijn."""

    model = BesluitType
    schema = BesluitTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            "catalogus": selection.catalogus(),
            "zaaktypen": _one_of(
                "EXISTS (SELECT 1 FROM catalogi_zaaktype z WHERE z.uuid = %s AND z.catalogus_id = r.catalogus_id"
                " AND r.omschrijving = ANY(z.besluittypen))",
                "ztc:zaaktypen",
                "De URL van een ZAAKTYPE dat het type noemt.",
            ),
            "informatieobjecttypen": _one_of(
                "EXISTS (SELECT 1 FROM catalogi_informatieobjecttype i WHERE i.uuid = %s"
                " AND i.catalogus_id = r.catalogus_id AND i.omschrijving = ANY(r.informatieobjecttypen))",
                "ztc:informatieobjecttypen",
                "De URL van een INFORMATIEOBJECTTYPE waarin besluiten worden vastgelegd.",
            ),
            "status": selection.status("r"),
            "datumGeldigheid": selection.on_day("r"),
            "omschrijving": filters.text("r.omschrijving"),
        },
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
        "publish": WRITE,
    }

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which relations are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    create = operation(
        actions.create_besluittype,
        "Maak een BESLUITTYPE aan, als concept.",
        body=BesluitTypeCreateSchema,
        more_faults=actions.besluittype_faults,
    )
    update = operation(
        actions.update_besluittype,
        "Werk een BESLUITTYPE in zijn geheel bij.",
        "Dit kan alleen als het een concept is, of als correctie.",
        body=BesluitTypeCreateSchema,
        more_faults=actions.besluittype_faults,
    )
    partial_update = operation(
        actions.update_besluittype,
        "Werk een BESLUITTYPE deels bij.",
        "Dit kan alleen als het een concept is, of als correctie; eindeGeldigheid alleen kan altijd.",
        body=BesluitTypeCreateSchema,
        more_faults=actions.besluittype_faults,
    )
    destroy = operation(
        partial(versions.destroy, BesluitType),
        "Verwijder een BESLUITTYPE.",
        "Dit kan alleen als het een concept is, of met catalogi.geforceerd-verwijderen.",
    )
    publish = operation(
        partial(versions.publish, BesluitType),
        "Publiceer een BESLUITTYPE, zodat er besluiten van kunnen worden genomen.",
        body=None,
    )
