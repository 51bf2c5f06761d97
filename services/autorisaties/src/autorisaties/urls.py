# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Autorisaties API, and the operation that each method of it is."""

from django.urls import path

from autorisaties.api.applicaties import ApplicatieResource
from autorisaties.api.catalogusautorisaties import CatalogusautorisatieResource
from autorisaties.api.uitleg import UitlegResource
from servicekit.urls import collection, kit_urls

handler404 = "servicekit.web.failures.not_found"
handler500 = "servicekit.web.failures.server_error"

urlpatterns = [
    *kit_urls,
    path("applicaties/consumer", ApplicatieResource.as_view({"get": "consumer"})),
    *collection(
        "applicaties",
        ApplicatieResource,
        list={"get": "list", "post": "create"},
        detail={"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"},
    ),
    path(
        "applicaties/<row:uuid>/catalogusautorisaties",
        CatalogusautorisatieResource.as_view({"get": "retrieve", "put": "update"}),
    ),
    path("uitleg", UitlegResource.as_view({"post": "explain"})),
]
