# SPDX-License-Identifier: EUPL-1.2
"""Clients of a running stack: `zgw-consumers`, as municipalities' applications use it."""

from typing import Any
from urllib.parse import parse_qsl

import requests
from django.apps import apps
from django.conf import settings

from running.sandbox import SECRETS
from servicekit.rights.tokens import issue

if not settings.configured:
    settings.configure(
        INSTALLED_APPS=["simple_certmanager", "solo", "privates", "zgw_consumers"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "privates": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        },
        SENDFILE_BACKEND="django_sendfile.backends.simple",
        SENDFILE_ROOT="/nonexistent",
        USE_TZ=True,
        DATABASES={},
    )
    apps.populate(settings.INSTALLED_APPS)

CRS = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}


class Client:
    """An application of a municipality: its requests to each component, through zgw-consumers."""

    def __init__(self, address: str, municipality: str, client_id: str, secret: str | None = None) -> None:
        self.address, self.municipality, self.client_id = address, municipality, client_id
        self.secret = secret or SECRETS[municipality]
        self._sessions: dict[str, Any] = {}

    def root(self, component: str) -> str:
        """The API root of a component."""
        return f"{self.address}/{self.municipality}/{component}/api/v1"

    def _session(self, component: str) -> Any:
        if component not in self._sessions:
            from zgw_consumers.client import build_client
            from zgw_consumers.constants import APITypes, AuthTypes
            from zgw_consumers.models import Service

            service = Service(
                label=component,
                api_type=APITypes.orc,
                api_root=self.root(component) + "/",
                auth_type=AuthTypes.zgw,
                client_id=self.client_id,
                secret=self.secret,
                user_id="jansen",
                user_representation="J. Jänsen",
            )
            self._sessions[component] = build_client(service)
        return self._sessions[component]

    def call(self, method: str, component: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """One request; `path` is below the API root, or a URL of it."""
        sent = CRS | {name.replace("_", "-"): value for name, value in headers.items()}
        # The library joins a path to the root as it is, so a query goes beside it.
        target, _, query = path.partition("?")
        target = target if target.startswith("http") else target.lstrip("/")
        parameters = parse_qsl(query, keep_blank_values=True)
        return self._session(component).request(method, target, params=parameters, json=body, headers=sent, timeout=30)

    def get(self, component: str, path: str, **headers: str) -> requests.Response:
        """GET."""
        return self.call("GET", component, path, **headers)

    def post(self, component: str, path: str, body: Any = None, status: int = 201, **headers: str) -> Any:
        """POST that must succeed; its JSON."""
        answer = self.call("POST", component, path, body, **headers)
        assert answer.status_code == status, f"POST {path} answered {answer.status_code}: {answer.text[:2000]}"
        return answer.json() if answer.content else None

    def patch(self, component: str, path: str, body: Any) -> Any:
        """PATCH that must succeed; its JSON."""
        answer = self.call("PATCH", component, path, body)
        assert answer.status_code == 200, f"PATCH {path} answered {answer.status_code}: {answer.text[:2000]}"
        return answer.json()

    @property
    def token(self) -> str:
        """A token of this client."""
        return issue(client_id=self.client_id, secret=self.secret, user_id="jansen")
