# SPDX-License-Identifier: EUPL-1.2
"""Zaakobjecttypen over HTTP."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from catalogi.actions import zaakobjecttypen as actions
from catalogi.actions.kinderen import child_faults
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import ZaakObjectType
from catalogi.schemas import ZaakObjectTypeSchema
from catalogi.schemas.zaakobjecttypen import ZaakObjectTypeCreateSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class ZaakObjectTypeResource(Resource):
    """Zaakobjecttypen: over welke soorten objecten zaken van een zaaktype kunnen gaan."""

    model = ZaakObjectType
    schema = ZaakObjectTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            # A text to generated clients, as the standard has it.
            "anderObjecttype": replace(filters.boolean("r.ander_objecttype"), schema={"type": "string"}),
            "catalogus": selection.catalogus("m"),
            "datumBeginGeldigheid": filters.day(
                "m.begin_geldigheid", deprecated=True, help="De eerste dag waarop de versie van het ZAAKTYPE geldig is."
            ),
            "datumEindeGeldigheid": filters.day(
                "m.einde_geldigheid",
                deprecated=True,
                help="De laatste dag waarop de versie van het ZAAKTYPE geldig is.",
            ),
            "objecttype": filters.reference("r.objecttype"),
            "relatieOmschrijving": filters.text("r.relatie_omschrijving"),
            **selection.of_zaaktype(),
        },
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": CHANGE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
    }

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which the parts that depend on it are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    create = operation(
        actions.create_zaakobjecttype,
        "Maak een ZAAKOBJECTTYPE aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ZaakObjectTypeCreateSchema,
        more_faults=partial(child_faults, ZaakObjectType),
    )
    update = operation(
        actions.update_zaakobjecttype,
        "Werk een ZAAKOBJECTTYPE in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ZaakObjectTypeCreateSchema,
        more_faults=partial(child_faults, ZaakObjectType),
    )
    partial_update = operation(
        actions.update_zaakobjecttype,
        "Werk een ZAAKOBJECTTYPE deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ZaakObjectTypeCreateSchema,
        more_faults=partial(child_faults, ZaakObjectType),
    )
    destroy = operation(
        actions.destroy_zaakobjecttype,
        "Verwijder een ZAAKOBJECTTYPE.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
