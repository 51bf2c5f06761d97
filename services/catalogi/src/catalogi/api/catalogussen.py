# SPDX-License-Identifier: EUPL-1.2
"""Catalogussen over HTTP."""

from dataclasses import replace

from catalogi.actions import catalogussen as actions
from catalogi.actions.scopes import CHANGE, DESTROY, READ, WRITE
from catalogi.api.expand import EXPAND
from catalogi.models import Catalogus
from catalogi.schemas import CatalogusSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


def _among(column: str) -> filters.Filter:
    # One text to generated clients, as the standard has it.
    return replace(filters.texts(column), schema={"type": "string"})


class CatalogusResource(Resource):
    """Catalogussen: verzamelingen van zaaktypen en wat daarbij hoort, per organisatie en domein."""

    model = Catalogus
    schema = CatalogusSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            "domein": filters.text("r.domein"),
            "domein__in": _among("r.domein"),
            "rsin": filters.text("r.rsin"),
            "rsin__in": _among("r.rsin"),
        },
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
    }

    create = operation(actions.create_catalogus, "Maak een CATALOGUS aan.", more_faults=actions.catalogus_faults)
    update = operation(
        actions.update_catalogus, "Werk een CATALOGUS in zijn geheel bij.", more_faults=actions.catalogus_faults
    )
    partial_update = operation(
        actions.update_catalogus, "Werk een CATALOGUS deels bij.", more_faults=actions.catalogus_faults
    )
    destroy = operation(
        actions.destroy_catalogus, "Verwijder een CATALOGUS.", "Dit kan alleen als er geen typen in staan."
    )
