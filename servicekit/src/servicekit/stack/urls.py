# SPDX-License-Identifier: EUPL-1.2
"""The one form of a URL, by RFC 3986 section 6.2.2: of roots in the stack file, and of what is told to be below."""

import re
from string import ascii_letters, digits
from urllib.parse import urlsplit, urlunsplit

_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class NotAUrl(ValueError):
    """The text is no absolute http(s) URL."""


def normal_form(url: str) -> str:
    """The URL without query, fragment, default port and trailing slash, encoded only where it must be.

    Raises NotAUrl.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAUrl(url) from error
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if scheme not in _DEFAULT_PORTS or not host or parts.username or any(c <= " " or c == "\x7f" for c in url):
        raise NotAUrl(url)
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, _normal_path(parts.path).rstrip("/"), "", ""))


def _normal_path(path: str) -> str:
    """A path with nothing encoded that need not be, and no dot segments."""
    kept: list[str] = []
    for segment in _ENCODED.sub(_decoded, path).split("/"):
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]  # never the first, which is what precedes the root
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _decoded(encoded: re.Match[str]) -> str:
    character = chr(int(encoded[1], 16))
    return character if character in _UNRESERVED else encoded[0].upper()
