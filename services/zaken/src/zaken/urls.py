# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Zaken API, and the operation that each method of it is."""

from django.urls import path

from servicekit.urls import collection, kit_urls
from zaken.api.resultaten import ResultaatResource
from zaken.api.rollen import RolResource
from zaken.api.statussen import StatusResource
from zaken.api.zaakinformatieobjecten import ZaakInformatieObjectResource
from zaken.api.zaken import ZaakAuditTrail, ZaakResource

handler404 = "servicekit.web.failures.not_found"
handler500 = "servicekit.web.failures.server_error"

LIST = {"get": "list", "post": "create"}
READ = {"get": "retrieve"}
WRITE = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}

urlpatterns = [
    *kit_urls,
    path("zaken/_zoek", ZaakResource.as_view({"post": "zoek"})),
    *collection("zaken", ZaakResource, list=LIST, detail=WRITE),
    path("zaken/<row:main_uuid>/audittrail", ZaakAuditTrail.as_view({"get": "list"})),
    path("zaken/<row:main_uuid>/audittrail/<row:uuid>", ZaakAuditTrail.as_view({"get": "retrieve"})),
    *collection("statussen", StatusResource, list=LIST, detail=READ),
    *collection("rollen", RolResource, list=LIST, detail={"get": "retrieve", "delete": "destroy"}),
    *collection("resultaten", ResultaatResource, list=LIST, detail=WRITE),
    *collection("zaakinformatieobjecten", ZaakInformatieObjectResource, list=LIST, detail=WRITE),
]
