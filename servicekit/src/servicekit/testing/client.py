# SPDX-License-Identifier: EUPL-1.2
"""An HTTP client for a component's tests: a token, the standard's headers, and paths below the API root."""

from io import BytesIO
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from servicekit.rights.tokens import issue
from servicekit.stack.municipalities import stack
from servicekit.testing import contract


class Api:
    """Requests to this component as a client of a municipality; every answer is checked against the contract."""

    def __init__(self) -> None:
        self.http = Client()

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        client: str | None = "alles",
        municipality: str = "noord",
        address: int = 0,
        data: bytes | None = None,
        chunked: bool = False,
        **headers: str,
    ) -> HttpResponse:
        """One request; `headers` are named as `If_None_Match`; a body is sent as JSON, `data` as it is.

        `chunked` sends it without a Content-Length, as the server shows such a body.
        """
        place = stack().municipality(municipality)
        root = place.roots_at(address)[settings.COMPONENT.code]
        _, _, rest = root.partition("://")
        host, slash, base = rest.partition("/")
        sent: dict[str, Any] = {"HTTP_HOST": host, "HTTP_ACCEPT_CRS": "EPSG:4326"}
        if method in ("POST", "PUT", "PATCH"):
            sent["HTTP_CONTENT_CRS"] = "EPSG:4326"
        if client is not None:
            token = issue(
                client_id=client, secret=place.secrets[client], user_id="tester", user_representation="Tést Ër"
            )
            sent["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        sent |= {f"HTTP_{name.upper()}": value for name, value in headers.items() if value is not None}
        for name, value in headers.items():
            if value is None:
                sent.pop(f"HTTP_{name.upper()}", None)
        if path.startswith("http"):
            path = path.partition("://")[2].partition("/")[2]
            full = f"/{path}"
        else:
            full = f"{slash}{base}{path}"
        content = data if data is not None else (b"" if body is None else orjson.dumps(body))
        content_type = sent.pop("HTTP_CONTENT_TYPE", "application/json")
        if chunked:
            sent |= {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "wsgi.input": BytesIO(content)}
        answer = self.http.generic(method, full, content, content_type=content_type, **sent)
        below_root = full.partition("?")[0].partition("/api/v1")[2]
        if operation := contract.operation_of(method, below_root):
            contract.assert_matches_contract(answer, operation)
        return answer

    def get(self, path: str, **options: Any) -> HttpResponse:
        """GET."""
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> HttpResponse:
        """HEAD."""
        return self.request("HEAD", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> HttpResponse:
        """POST."""
        return self.request("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> HttpResponse:
        """PUT."""
        return self.request("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> HttpResponse:
        """PATCH."""
        return self.request("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> HttpResponse:
        """DELETE."""
        return self.request("DELETE", path, **options)
