# SPDX-License-Identifier: EUPL-1.2
from documenten.models.enkelvoudiginformatieobjecten import EnkelvoudigInformatieObject
from documenten.models.objectinformatieobjecten import ObjectInformatieObject
from documenten.models.versies import Versie

__all__ = ["EnkelvoudigInformatieObject", "ObjectInformatieObject", "Versie"]
