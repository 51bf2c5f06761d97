# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Catalogi API, and the operation that each method of it is."""

from django.urls import path

from catalogi.api.besluittypen import BesluitTypeResource
from catalogi.api.catalogussen import CatalogusResource
from catalogi.api.eigenschappen import EigenschapResource
from catalogi.api.informatieobjecttypen import InformatieObjectTypeResource
from catalogi.api.resultaattypen import ResultaatTypeResource
from catalogi.api.roltypen import RolTypeResource
from catalogi.api.statustypen import StatusTypeResource
from catalogi.api.zaakobjecttypen import ZaakObjectTypeResource
from catalogi.api.zaaktype_informatieobjecttypen import ZaakTypeInformatieObjectTypeResource
from catalogi.api.zaaktypen import ZaakTypeResource
from servicekit.urls import collection, kit_urls

handler404 = "servicekit.web.failures.not_found"
handler500 = "servicekit.web.failures.server_error"

LIST = {"get": "list", "post": "create"}
DETAIL = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}
PUBLISH = {"post": "publish"}

urlpatterns = [
    *kit_urls,
    *collection("catalogussen", CatalogusResource, list=LIST, detail=DETAIL),
    *collection("zaaktypen", ZaakTypeResource, list=LIST, detail=DETAIL),
    path("zaaktypen/<row:uuid>/publish", ZaakTypeResource.as_view(PUBLISH)),
    *collection("statustypen", StatusTypeResource, list=LIST, detail=DETAIL),
    *collection("roltypen", RolTypeResource, list=LIST, detail=DETAIL),
    *collection("resultaattypen", ResultaatTypeResource, list=LIST, detail=DETAIL),
    *collection("eigenschappen", EigenschapResource, list=LIST, detail=DETAIL),
    *collection("zaakobjecttypen", ZaakObjectTypeResource, list=LIST, detail=DETAIL),
    *collection("informatieobjecttypen", InformatieObjectTypeResource, list=LIST, detail=DETAIL),
    path("informatieobjecttypen/<row:uuid>/publish", InformatieObjectTypeResource.as_view(PUBLISH)),
    *collection("besluittypen", BesluitTypeResource, list=LIST, detail=DETAIL),
    path("besluittypen/<row:uuid>/publish", BesluitTypeResource.as_view(PUBLISH)),
    *collection("zaaktype-informatieobjecttypen", ZaakTypeInformatieObjectTypeResource, list=LIST, detail=DETAIL),
]
