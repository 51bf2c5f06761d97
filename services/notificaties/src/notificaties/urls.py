# SPDX-License-Identifier: EUPL-1.2
"""Every path of the Notificaties API, and the operation that each method of it is."""

from django.urls import path

from notificaties.api.abonnement import AbonnementResource
from notificaties.api.bezorging import AbonnementAuditTrail, BezorgingResource
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
    path("abonnement/<row:main_uuid>/audittrail", AbonnementAuditTrail.as_view({"get": "list"})),
    path("abonnement/<row:uuid>/bezorging", BezorgingResource.as_view({"get": "state"})),
    path("abonnement/<row:uuid>/pogingen", BezorgingResource.as_view({"get": "attempts"})),
    path("abonnement/<row:uuid>/opgegeven", BezorgingResource.as_view({"get": "given_up"})),
    path("abonnement/<row:uuid>/notificaties", BezorgingResource.as_view({"get": "accepted"})),
    path("abonnement/<row:uuid>/pause", BezorgingResource.as_view({"post": "pause"})),
    path("abonnement/<row:uuid>/resume", BezorgingResource.as_view({"post": "resume"})),
    path("abonnement/<row:uuid>/replay", BezorgingResource.as_view({"post": "replay"})),
    path("abonnement/<row:uuid>/test", BezorgingResource.as_view({"post": "test"})),
    path("bezorgingen", BezorgingResource.as_view({"get": "list"})),
    path("notificaties", NotificatieResource.as_view({"post": "create"})),
    path("cloudevents", NotificatieResource.as_view({"post": "cloudevents"})),
]
