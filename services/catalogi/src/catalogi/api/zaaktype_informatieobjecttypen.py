# SPDX-License-Identifier: EUPL-1.2
"""Zaaktype-informatieobjecttypen over HTTP."""

from catalogi.actions import zaaktype_informatieobjecttypen as actions
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import ZaakTypeInformatieObjectType, enums
from catalogi.schemas import ZaakTypeInformatieObjectTypeSchema
from servicekit import references
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource

_BY_URL = filters.reference("", "ztc:informatieobjecttypen")


def _name_or_reference(value: str) -> str:
    try:
        references.normal(value)
    except references.NotAUrl:
        return filters.text("").read(value) if value else _BY_URL.read(value)
    return _BY_URL.read(value)


BY_NAME_OR_URL = filters.Filter(
    # A URL is that of any version; the row has the name that all versions share.
    sql="EXISTS (SELECT 1 FROM (SELECT %s::text AS given) g LEFT JOIN catalogi_informatieobjecttype i"
    " ON i.catalogus_id = m.catalogus_id AND 'ztc:informatieobjecttypen/' || i.uuid = g.given"
    " WHERE r.informatieobjecttype = COALESCE(i.omschrijving, g.given))",
    read=_name_or_reference,
    schema={"type": "string"},
    or_text=True,
    help="De omschrijving van het INFORMATIEOBJECTTYPE, of de URL van een van de versies.",
)


class ZaakTypeInformatieObjectTypeResource(Resource):
    """Welke soorten documenten er in zaken van een zaaktype kunnen zijn."""

    model = ZaakTypeInformatieObjectType
    schema = ZaakTypeInformatieObjectTypeSchema
    expand = EXPAND
    order = "m.id DESC, r.volgnummer, r.id"
    filters = filters.Filters(
        sized=True,
        fields={
            "zaaktype": selection.zaaktype(),
            "informatieobjecttype": BY_NAME_OR_URL,
            "richting": filters.choice("r.richting", tuple(enums.RICHTING)),
            "status": selection.status("m"),
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

    create = operation(
        actions.create_zaaktype_informatieobjecttype,
        "Maak een ZAAKTYPE-INFORMATIEOBJECTTYPE aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.zaaktype_informatieobjecttype_faults,
    )
    update = operation(
        actions.update_zaaktype_informatieobjecttype,
        "Werk een ZAAKTYPE-INFORMATIEOBJECTTYPE in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.zaaktype_informatieobjecttype_faults,
    )
    partial_update = operation(
        actions.update_zaaktype_informatieobjecttype,
        "Werk een ZAAKTYPE-INFORMATIEOBJECTTYPE deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.zaaktype_informatieobjecttype_faults,
    )
    destroy = operation(
        actions.destroy_zaaktype_informatieobjecttype,
        "Verwijder een ZAAKTYPE-INFORMATIEOBJECTTYPE.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
