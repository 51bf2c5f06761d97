# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Zaken API, and the operation that each method of it is."""

from django.urls import path
from servicekit.urls import collection, kit_urls

from zaken.api.zaken import ZaakAuditTrail, ZaakResource

handler404 = "servicekit.http.not_found"
handler500 = "servicekit.http.server_error"

LIST = {"get": "list", "post": "create"}
WRITE = {"get": "retrieve", "put": "update", "patch": "partial_update"}

urlpatterns = [
    *kit_urls,
    *collection("zaken", ZaakResource, list=LIST, detail=WRITE),
    path("zaken/<uuid:main_uuid>/audittrail", ZaakAuditTrail.as_view({"get": "list"})),
    path("zaken/<uuid:main_uuid>/audittrail/<uuid:uuid>", ZaakAuditTrail.as_view({"get": "retrieve"})),
]
