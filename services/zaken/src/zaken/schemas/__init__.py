# SPDX-License-Identifier: EUPL-1.2
from zaken.schemas.zaken import ZaakSchema

__all__ = ["ZaakSchema"]
