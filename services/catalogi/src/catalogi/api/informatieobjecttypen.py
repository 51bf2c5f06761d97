# SPDX-License-Identifier: EUPL-1.2
"""Informatieobjecttypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from catalogi.actions import informatieobjecttypen as actions
from catalogi.actions import versions
from catalogi.actions.scopes import CHANGE, DESTROY, READ, WRITE
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import InformatieObjectType
from catalogi.schemas import InformatieObjectTypeSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class InformatieObjectTypeResource(Resource):
    """Informatieobjecttypen: welke soorten documenten er zijn."""

    model = InformatieObjectType
    schema = InformatieObjectTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            "catalogus": selection.catalogus(),
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
        actions.create_informatieobjecttype,
        "Maak een INFORMATIEOBJECTTYPE aan, als concept.",
        more_faults=actions.informatieobjecttype_faults,
    )
    update = operation(
        actions.update_informatieobjecttype,
        "Werk een INFORMATIEOBJECTTYPE in zijn geheel bij.",
        "Dit kan alleen als het een concept is, of als correctie.",
        more_faults=actions.informatieobjecttype_faults,
    )
    partial_update = operation(
        actions.update_informatieobjecttype,
        "Werk een INFORMATIEOBJECTTYPE deels bij.",
        "Dit kan alleen als het een concept is, of als correctie; eindeGeldigheid alleen kan altijd.",
        more_faults=actions.informatieobjecttype_faults,
    )
    destroy = operation(
        partial(versions.destroy, InformatieObjectType),
        "Verwijder een INFORMATIEOBJECTTYPE.",
        "Dit kan alleen als het een concept is, of met catalogi.geforceerd-verwijderen.",
    )
    publish = operation(
        partial(versions.publish, InformatieObjectType),
        "Publiceer een INFORMATIEOBJECTTYPE, zodat er documenten van kunnen worden gemaakt.",
        body=None,
    )
