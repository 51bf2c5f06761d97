# SPDX-License-Identifier: EUPL-1.2
"""The floor that the bench measures against: a bare Django view that sends the same bytes after one statement."""

import os
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

_URL = urlsplit(os.environ["DATABASE_URL"])
_SCHEMA = os.environ["FLOOR_SCHEMA"]
settings.configure(
    SECRET_KEY="floor",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": _URL.hostname,
            "PORT": _URL.port,
            "USER": _URL.username,
            "PASSWORD": unquote(_URL.password or ""),
            "NAME": _URL.path.lstrip("/"),
            "CONN_MAX_AGE": None,
        }
    },
)


def one(_: HttpRequest, uuid: str) -> HttpResponse:
    """One row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {_SCHEMA}.floor_zaak WHERE uuid = %s", [uuid])
        (body,) = cursor.fetchone()
    return HttpResponse(body, content_type="application/json")


def page(request: HttpRequest) -> HttpResponse:
    """A page of 100 rows by one statement; of one BSN when given."""
    bsn = request.GET.get("bsn")
    where = (
        f" WHERE id IN (SELECT zaak_id FROM {_SCHEMA}.zaken_rol"
        " WHERE betrokkene_identificatie ->> 'inpBsn' = %s AND betrokkene_type = 'natuurlijk_persoon')"
        if bsn
        else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT body FROM {_SCHEMA}.floor_zaak{where} ORDER BY id DESC LIMIT 100",
            [bsn] if bsn else [],
        )
        rows = cursor.fetchall()
    body = '{"results":[' + ",".join(row[0] for row in rows) + "]}"
    return HttpResponse(body, content_type="application/json")


def write(request: HttpRequest) -> HttpResponse:
    """Insert the bytes of a representation and commit."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_SCHEMA}.floor (body) VALUES (%s) RETURNING id", [_BODY])
        cursor.fetchone()
    return HttpResponse(_BODY, status=201, content_type="application/json")


_BODY = os.environ["FLOOR_BODY"]
urlpatterns = [path("one/<str:uuid>", one), path("page", page), path("write", write)]
application = get_wsgi_application()
