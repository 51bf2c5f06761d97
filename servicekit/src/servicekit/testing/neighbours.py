# SPDX-License-Identifier: EUPL-1.2
"""Fake neighbours: what `servicekit.peers.calls.call` would have answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from servicekit import references
from servicekit.database.transactions import in_transaction
from servicekit.peers import calls


@dataclass
class Neighbours:
    """Holds resources by URL; answers GET from them and other methods from `handlers`. Keeps what it was asked."""

    resources: dict[str, Any] = field(default_factory=dict)
    handlers: dict[tuple[str, str], Callable[[str, Any], tuple[int, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    down: bool = False

    def hold(self, url: str, body: dict[str, Any]) -> str:
        """Have a resource at a URL (or stored reference); its URL is returned."""
        url = references.absolute(url)
        self.resources[url] = {"url": url, **body}
        return url

    def handle(self, method: str, prefix: str, handler: Callable[[str, Any], tuple[int, Any]]) -> None:
        """Answer a method on URLs that begin so: the handler gets (url, body) and gives (status, body)."""
        self.handlers[method, references.absolute(prefix)] = handler

    def call(
        self, method: str, url: str, *, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, dict]:
        """Stands in for `calls.send`, with its errors."""
        if in_transaction():
            raise calls.CallInTransaction(url)
        url = references.absolute(url)
        if body is not None:  # as it goes over the wire: no marks, no dates
            body = orjson.loads(references.outward(orjson.dumps(body)))
        self.asked.append((method, url, body))
        if self.down:
            raise calls.Unreachable(url)
        for (wanted, prefix), handler in self.handlers.items():
            if method == wanted and url.startswith(prefix):
                status, answer = handler(url, body)
                if status >= 500 or status in calls.LATER:
                    raise calls.Unreachable(url)
                if not 200 <= status < 300:
                    raise calls.Refused(url, status, answer)
                return status, answer, {}
        if method != "GET" or url not in self.resources:
            raise calls.Refused(url, 404, None)
        return 200, self.resources[url], {}
