# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Notificaties API, and the operation that each method of it is."""

from django.urls import path

from notificaties.api.abonnement import AbonnementResource
from notificaties.api.kanaal import KanaalResource
from notificaties.api.notificaties import NotificatieResource
from servicekit.urls import collection, kit_urls

handler404 = "servicekit.web.failures.not_found"
handler500 = "servicekit.web.failures.server_error"

LIST = {"get": "list", "post": "create"}

urlpatterns = [
    *kit_urls,
    *collection(
        "kanaal",
        KanaalResource,
        list=LIST,
        detail={"get": "retrieve", "put": "update", "patch": "partial_update"},
    ),
    *collection(
        "abonnement",
        AbonnementResource,
        list=LIST,
        detail={"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"},
    ),
    path("notificaties", NotificatieResource.as_view({"post": "create"})),
    path("cloudevents", NotificatieResource.as_view({"post": "cloudevents"})),
]
