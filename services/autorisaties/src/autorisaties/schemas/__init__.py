# SPDX-License-Identifier: EUPL-1.2
from autorisaties.schemas.applicaties import ApplicatieSchema

__all__ = ["ApplicatieSchema"]
