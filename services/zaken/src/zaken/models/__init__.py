# SPDX-License-Identifier: EUPL-1.2
from zaken.models.resultaten import Resultaat
from zaken.models.rollen import Rol
from zaken.models.statussen import Status
from zaken.models.zaakinformatieobjecten import ZaakInformatieObject
from zaken.models.zaken import Kenmerk, RelevanteZaak, Zaak

__all__ = ["Kenmerk", "RelevanteZaak", "Resultaat", "Rol", "Status", "Zaak", "ZaakInformatieObject"]
