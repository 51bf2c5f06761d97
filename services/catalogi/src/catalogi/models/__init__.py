# SPDX-License-Identifier: EUPL-1.2
from catalogi.models.besluittypen import BesluitType
from catalogi.models.catalogussen import Catalogus
from catalogi.models.eigenschappen import Eigenschap
from catalogi.models.informatieobjecttypen import InformatieObjectType
from catalogi.models.resultaattypen import ResultaatType
from catalogi.models.roltypen import RolType
from catalogi.models.statustypen import StatusType
from catalogi.models.zaakobjecttypen import ZaakObjectType
from catalogi.models.zaaktype_informatieobjecttypen import ZaakTypeInformatieObjectType
from catalogi.models.zaaktypen import ZaakType

__all__ = [
    "BesluitType",
    "Catalogus",
    "Eigenschap",
    "InformatieObjectType",
    "ResultaatType",
    "RolType",
    "StatusType",
    "ZaakObjectType",
    "ZaakType",
    "ZaakTypeInformatieObjectType",
]
