# SPDX-License-Identifier: EUPL-1.2
from zaken.schemas.resultaten import ResultaatSchema
from zaken.schemas.rollen import RolSchema
from zaken.schemas.statussen import StatusSchema
from zaken.schemas.zaakinformatieobjecten import ZaakInformatieObjectSchema
from zaken.schemas.zaken import ZaakSchema

__all__ = ["ResultaatSchema", "RolSchema", "StatusSchema", "ZaakInformatieObjectSchema", "ZaakSchema"]
