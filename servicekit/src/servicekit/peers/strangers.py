# SPDX-License-Identifier: EUPL-1.2
"""Calls to a URL that somebody outside chose, and which may be meant to do harm.

The host is resolved once for a connection, what it resolves to is checked, and the connection goes to the address that
was checked: nothing on loopback or a private network is reached by a name, a redirect or a second answer of its DNS.
"""

import ipaddress
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from servicekit.clock import now
from servicekit.peers.deadlines import Watch, WatchedAdapter
from servicekit.references import climbs
from servicekit.stack import Municipality
from servicekit.stack.municipalities import base_path

TIMEOUT = 5.0  #: seconds that one call may take in all
MAX_BYTES = 64 * 1024  #: of an answer; who sends more loses the connection
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: what (an older release of) ipaddress calls global: where clouds answer their own machines, and local NAT64
_SPECIAL = [ipaddress.ip_network(each) for each in ("168.63.129.16/32", "192.0.0.0/24", "64:ff9b:1::/48")]


class NotAllowed(Exception):
    """The URL leads to an address that may not be called from here; nothing was connected to."""


class Unanswered(Exception):
    """No answer: time-out, name or connection. Whether the call arrived is unknown."""


def is_public(address: str) -> bool:
    """Whether an IP address is anybody's: not loopback, link-local, private, metadata, multicast or reserved.

    An IPv4 address inside an IPv6 one is judged itself.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or any(found in each for each in _SPECIAL))


@dataclass(frozen=True)
class Way:
    """How a URL may be reached: whether on a private address too, and the address to connect to instead of its own."""

    private: bool = False
    via: str = ""
    own: bool = False  #: it is where one of the municipality's own components is told of changes


def way_to(url: str, municipality: Municipality) -> Way:
    """The way to a URL: public addresses, unless the stack file vouches for it or it is a component's own callback."""
    for place in municipality.places.values():
        for root in place.roots if place.ours else ():
            if _below(url, f"{base_path(root)}/callbacks"):
                return Way(private=True, via=place.via, own=True)
    return Way(private=any(_below(url, root) for root in municipality.callbacks))


def _below(url: str, root: str) -> bool:
    """Whether a URL is at or below a root: same scheme and host, and port where the root has one."""
    try:
        given, wanted = urlsplit(parse_url(url).url), urlsplit(root)
        same_port = wanted.port is None or (given.port or _PORTS[given.scheme]) == wanted.port
    except (ValueError, HTTPError, KeyError):
        return False
    same_host = (given.scheme, given.hostname) == (wanted.scheme.lower(), wanted.hostname)
    inside = f"{given.path}/".startswith(f"{wanted.path.rstrip('/')}/") and not climbs(given.geturl())
    return same_host and same_port and inside


_PORTS = {"http": 80, "https": 443}


class Stranger:
    """Calls to one URL, one after the other, over a connection that is kept open in between. Of one thread."""

    def __init__(self, url: str, way: Way) -> None:
        self.url, self.headers = url, {}
        self.verify: bool | str = True  #: whose certificates are believed: those that requests comes with
        if way.via:
            parts = urlsplit(url)
            self.headers["Host"] = parts.netloc
            self.url = way.via + url[len(f"{parts.scheme}://{parts.netloc}") :]
        self.retry_after = 0.0  #: seconds that the last answer asks to wait
        self._private = way.private
        self._watch = Watch()
        # Without a session, so no proxy, .netrc, redirect or cookie: it goes where was checked, with what was given.
        self._adapter = WatchedAdapter(self._watch, self._permit)
        self._prepared: requests.PreparedRequest | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._adapter.close()
        self._watch.forget()

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        """The status that JSON is answered with; redirects are not followed. Raises NotAllowed or Unanswered."""
        try:
            if self._prepared is None:
                # Once, and not for each call: to read a URL costs as much as all the rest of a call.
                self._prepared = requests.Request("POST", self.url).prepare()
            request = self._prepared.copy()
            request.prepare_headers({"Content-Type": "application/json", **self.headers, **headers})
            request.prepare_body(body, None)
            with (
                self._watch.within(TIMEOUT),
                self._adapter.send(request, stream=True, timeout=TIMEOUT, verify=self.verify) as answer,
            ):
                self.retry_after = _seconds(answer.headers.get("Retry-After", ""))
                with suppress(HTTPError, OSError):  # the status is the answer, however what comes after it ends
                    answer.raw.read(MAX_BYTES, decode_content=False)
                return answer.status_code
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise Unanswered(type(error).__name__) from error

    def _permit(self, addresses: Sequence[str]) -> None:
        if not self._private and not all(map(is_public, addresses)):
            raise NotAllowed


def _seconds(retry_after: str) -> float:
    """The seconds that Retry-After asks for, as a number or a date (RFC 9110, section 10.2.3); 0 for anything else."""
    try:
        if retry_after.isdigit():
            return float(retry_after)
        return max(0.0, (parsedate_to_datetime(retry_after) - now()).total_seconds())
    except (TypeError, ValueError):  # a date without a zone is no date of HTTP
        return 0.0
