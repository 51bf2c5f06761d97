# SPDX-License-Identifier: EUPL-1.2
"""Calls to the components of a municipality, as a client of the stack file makes them."""

import threading
from collections.abc import Mapping
from typing import Any

import requests

from gateway.faults import Fault


class Api:
    """The components of one municipality; `roots` are their API roots by name, `token` is sent with every call.

    May be used by several threads. Its methods raise Fault with what was answered instead of what was asked for.
    """

    def __init__(self, roots: Mapping[str, str], token: str) -> None:
        self._roots = roots
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept-Crs": "EPSG:4326",
            "Content-Crs": "EPSG:4326",
            "X-Audit-Toelichting": "Demo-gemeente",
        }
        self._threads = threading.local()

    def find(self, component: str, collection: str, **filters: str) -> list[dict[str, Any]]:
        """Return the first page of a list."""
        found: list[dict[str, Any]] = self._call("GET", f"{self._roots[component]}/{collection}", params=filters)[
            "results"
        ]
        return found

    def make(self, component: str, collection: str, body: Mapping[str, Any], *, key: str) -> dict[str, Any]:
        """Make a resource, once for a key: a load that was broken off is repeated without making it again."""
        url = f"{self._roots[component]}/{collection}"
        made: dict[str, Any] = self._call("POST", url, json=body, headers={"Idempotency-Key": f"demo-{key}"})
        return made

    def publish(self, url: str) -> None:
        """Publish a type; for one that is published already nothing happens."""
        self._call("POST", f"{url}/publish")

    def change(self, url: str, body: Mapping[str, Any]) -> None:
        """Change some fields of a resource."""
        self._call("PATCH", url, json=body)

    def _call(self, method: str, url: str, **options: Any) -> Any:
        try:
            answer = self._session().request(method, url, timeout=60, **options)
        except requests.RequestException as error:
            raise Fault(f"{method} {url} was not answered ({type(error).__name__}).") from error
        if not answer.ok:
            raise Fault(f"{method} {url} answered {answer.status_code}: {answer.text[:2000]}")
        return answer.json()

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._threads, "session", None)
        if session is None:
            session = self._threads.session = requests.Session()
            session.trust_env = False
            session.headers.update(self._headers)
        return session
