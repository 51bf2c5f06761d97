# SPDX-License-Identifier: EUPL-1.2
from catalogi.schemas.besluittypen import BesluitTypeSchema
from catalogi.schemas.catalogussen import CatalogusSchema
from catalogi.schemas.eigenschappen import EigenschapSchema
from catalogi.schemas.informatieobjecttypen import InformatieObjectTypeSchema
from catalogi.schemas.resultaattypen import ResultaatTypeSchema
from catalogi.schemas.roltypen import RolTypeSchema
from catalogi.schemas.statustypen import StatusTypeSchema
from catalogi.schemas.zaakobjecttypen import ZaakObjectTypeSchema
from catalogi.schemas.zaaktype_informatieobjecttypen import ZaakTypeInformatieObjectTypeSchema
from catalogi.schemas.zaaktypen import ZaakTypeSchema

__all__ = [
    "BesluitTypeSchema",
    "CatalogusSchema",
    "EigenschapSchema",
    "InformatieObjectTypeSchema",
    "ResultaatTypeSchema",
    "RolTypeSchema",
    "StatusTypeSchema",
    "ZaakObjectTypeSchema",
    "ZaakTypeInformatieObjectTypeSchema",
    "ZaakTypeSchema",
]
