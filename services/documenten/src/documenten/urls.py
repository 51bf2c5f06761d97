# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Documenten API, and the operation that each method of it is."""

from django.urls import path

from documenten.api.enkelvoudiginformatieobjecten import (
    EnkelvoudigInformatieObjectAuditTrail,
    EnkelvoudigInformatieObjectResource,
)
from documenten.api.objectinformatieobjecten import ObjectInformatieObjectResource
from servicekit.urls import collection, kit_urls

handler404 = "servicekit.web.failures.not_found"
handler500 = "servicekit.web.failures.server_error"

LIST = {"get": "list", "post": "create"}
WRITE = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}
KEEP = {"get": "retrieve", "delete": "destroy"}

ONE = "enkelvoudiginformatieobjecten/<row:uuid>"
TRAIL = "enkelvoudiginformatieobjecten/<row:main_uuid>/audittrail"

urlpatterns = [
    *kit_urls,
    path("enkelvoudiginformatieobjecten/_zoek", EnkelvoudigInformatieObjectResource.as_view({"post": "zoek"})),
    *collection("enkelvoudiginformatieobjecten", EnkelvoudigInformatieObjectResource, list=LIST, detail=WRITE),
    path(f"{ONE}/download", EnkelvoudigInformatieObjectResource.as_view({"get": "download"})),
    path(f"{ONE}/lock", EnkelvoudigInformatieObjectResource.as_view({"post": "lock"})),
    path(f"{ONE}/unlock", EnkelvoudigInformatieObjectResource.as_view({"post": "unlock"})),
    path(TRAIL, EnkelvoudigInformatieObjectAuditTrail.as_view({"get": "list"})),
    path(f"{TRAIL}/<row:uuid>", EnkelvoudigInformatieObjectAuditTrail.as_view({"get": "retrieve"})),
    *collection("objectinformatieobjecten", ObjectInformatieObjectResource, list=LIST, detail=KEEP),
]
