# SPDX-License-Identifier: EUPL-1.2
"""Relations between zaken and documents over HTTP."""

from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource
from zaken.actions import zaakinformatieobjecten as actions
from zaken.actions.scopes import CHANGE, PART, READ, RELATE
from zaken.models import ZaakInformatieObject
from zaken.schemas import ZaakInformatieObjectSchema


class ZaakInformatieObjectResource(Resource):
    """Zaakinformatieobjecten: de documenten die bij een zaak horen."""

    model = ZaakInformatieObject
    schema = ZaakInformatieObjectSchema
    filters = filters.Filters(
        fields={
            "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
            "informatieobject": filters.reference("r.informatieobject", "drc:enkelvoudiginformatieobjecten"),
        },
        paged=False,
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": RELATE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": PART,
    }

    create = operation(
        actions.create_zaakinformatieobject,
        "Maak een relatie tussen een ZAAK en een INFORMATIEOBJECT; die komt ook in de Documenten API.",
        more_faults=actions.zaakinformatieobject_faults,
    )
    update = operation(
        actions.update_zaakinformatieobject,
        "Werk de gegevens van een relatie in hun geheel bij; zaak en informatieobject blijven gelijk.",
        more_faults=actions.zaakinformatieobject_faults,
    )
    partial_update = operation(
        actions.update_zaakinformatieobject,
        "Werk de gegevens van een relatie deels bij; zaak en informatieobject blijven gelijk.",
        more_faults=actions.zaakinformatieobject_faults,
    )
    destroy = operation(
        actions.destroy_zaakinformatieobject,
        "Verwijder een relatie tussen een ZAAK en een INFORMATIEOBJECT, ook in de Documenten API.",
    )
