# SPDX-License-Identifier: EUPL-1.2
"""Rollen over HTTP."""

from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource
from zaken.actions import rollen as actions
from zaken.actions.scopes import CHANGE, READ
from zaken.api.zaken import IDENTIFIED_BY, describe_betrokkene
from zaken.models import Rol, enums
from zaken.schemas import RolSchema

_TEXT = filters.text("")


def _identificatie(betrokkene_type: str, key: str) -> filters.Filter:
    return filters.Filter(
        sql=f"((r.betrokkene_identificatie ->> '{key}') = %s AND r.betrokkene_type = '{betrokkene_type}')",
        read=_TEXT.read,
        help=describe_betrokkene(betrokkene_type, key),
        schema=_TEXT.schema,
    )


class RolResource(Resource):
    """Rollen: wie er bij een zaak betrokken is, en hoe."""

    model = Rol
    schema = RolSchema
    filters = filters.Filters(
        fields={
            "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
            "betrokkene": filters.reference("r.betrokkene"),
            "betrokkeneType": filters.choice("r.betrokkene_type", tuple(enums.BETROKKENE_TYPE)),
            **{
                f"betrokkeneIdentificatie__{name}": _identificatie(betrokkene_type, key)
                for name, betrokkene_type, key in IDENTIFIED_BY
            },
            "roltype": filters.reference("r.roltype", "ztc:roltypen"),
            "omschrijving": filters.text("r.omschrijving"),
            "omschrijvingGeneriek": filters.choice("r.omschrijving_generiek", enums.OMSCHRIJVING_GENERIEK),
        }
    )
    scopes = {"list": READ, "retrieve": READ, "create": CHANGE, "destroy": CHANGE}

    create = operation(actions.create_rol, "Maak een ROL bij een ZAAK aan.", more_faults=actions.rol_faults)
    destroy = operation(actions.destroy_rol, "Verwijder een ROL van een ZAAK.")
