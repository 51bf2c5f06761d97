# SPDX-License-Identifier: EUPL-1.2
from autorisaties.models.applicaties import Applicatie, ClientId

__all__ = ["Applicatie", "ClientId"]
