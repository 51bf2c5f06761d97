# SPDX-License-Identifier: EUPL-1.2
from autorisaties.schemas.applicaties import ApplicatieSchema
from autorisaties.schemas.catalogusautorisaties import CatalogusautorisatiesSchema
from autorisaties.schemas.uitleg import UitlegSchema, VraagSchema

__all__ = ["ApplicatieSchema", "CatalogusautorisatiesSchema", "UitlegSchema", "VraagSchema"]
