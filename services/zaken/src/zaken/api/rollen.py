# SPDX-License-Identifier: EUPL-1.2
"""Rollen over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from servicekit.reading import filters
from servicekit.web.resources import Resource
from zaken.actions import rollen as actions
from zaken.actions.parents import READ
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
    scopes = {"list": READ, "retrieve": READ, "create": actions.CHANGE, "destroy": actions.CHANGE}

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een ROL bij een ZAAK aan."""
        return self.created(actions.create_rol(**self.body(request, "create")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een ROL van een ZAAK."""
        actions.destroy_rol(uuid)
        return self.gone()
