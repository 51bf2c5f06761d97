# SPDX-License-Identifier: EUPL-1.2
"""Request bodies: JSON that PostgreSQL can keep, not too deep, with keys as the standard writes them."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import sha256
from secrets import token_hex
from typing import Any

import orjson
from django.http import HttpRequest

from servicekit import caller
from servicekit.database import places
from servicekit.problems import Problem, invalid
from servicekit.rules import NON_FIELD
from servicekit.web import transfers

MAX_JSON = 1024 * 1024  #: bytes of a body, apart from a large text that it may have
MAX_BODY = 4 * 1024 * 1024 * 1024  #: bytes of a body that may have a large text
MAX_DEPTH = 32
DRAINED = 16 * 1024 * 1024  #: bytes of a body that the gateway keeps before it sends them on
JSON = ("application/json", "")  #: media types of JSON; nothing is said of it by some clients
PIECE = 64 * 1024  #: bytes of a text above which it is large
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SNAKE = re.compile(r"(?<=[a-z0-9])_([a-z])")


class Incoming:
    """The bytes of a request as they come in, with a Content-Length or in chunks (RFC 9112 section 6)."""

    def __init__(self, request: HttpRequest) -> None:
        self._input = request.META["wsgi.input"]
        self._coding = request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
        length = request.META.get("CONTENT_LENGTH") or "0"
        #: bytes that it says that it has; None when that shows at its end
        self.length = None if self._coding else int(length) if length.isdecimal() else 0
        self.taken = 0  #: bytes that were read
        # Of what the gateway has kept first, nobody need wait for the rest.
        kept = self.length is not None and self.length <= DRAINED
        self._pieces = (transfers.arrived if kept else transfers.arriving)(self._read)
        self._got, self._ended = 0, False

    def pieces(self, limit: int) -> Iterator[bytes]:
        """All of it, piece by piece. Raises Problem: 413 above the limit, 400 when it ends before its length, and
        what `transfers.arriving` does.

        The server shows a chunk that is malformed as the end of the body; what came before it is then no whole JSON.
        """
        if self._coding not in ("", "chunked"):
            raise Problem(400, "Stuur de inhoud zonder andere Transfer-Encoding dan chunked.")
        if self.length is not None and self.length > limit:
            raise _too_large(limit)
        for piece in self._pieces:
            self.taken += len(piece)
            if self.taken > limit:
                raise _too_large(limit)
            yield piece
        self._ended = True
        if self.length is not None and self.taken < self.length:
            raise Problem(400, "Het verzoek is afgebroken: er is minder ontvangen dan Content-Length zegt.")

    def drain(self) -> None:
        """Read what a refused request still sends, or its sender finds the connection broken instead of the answer.

        As much as the gateway has of a body before it calls; of a larger one it is not known when the rest will come.
        """
        if self._ended or (self.length is not None and not self.taken < self.length <= DRAINED):
            return
        with places.away(resumed=False), suppress(OSError, Problem):  # its sender has gone, or will not hurry
            while self.taken < DRAINED and (piece := next(self._pieces, None)):
                self.taken += len(piece)

    def _read(self) -> bytes:
        size = transfers.PIECE
        if self.length is not None:
            size = min(size, self.length - self._got)
        piece: bytes = self._input.read(size) if size else b""
        self._got += len(piece)
        return piece


def incoming(request: HttpRequest) -> Incoming:
    """The one reader of the body of a request."""
    found: Incoming | None = getattr(request, "incoming", None)
    if found is None:
        found = request.incoming = Incoming(request)  # type: ignore[attr-defined]
    return found


def _too_large(limit: int) -> Problem:
    return Problem(413, f"De inhoud van dit verzoek mag niet groter zijn dan {limit} bytes.")


class LargeText:
    """A text in a JSON body that is too large to be held twice: its pieces, made from the bytes of the body."""

    def __init__(self, body: bytearray, start: int, end: int) -> None:
        self._body, self._start, self._end = body, start, end  # between its quotes

    def __iter__(self) -> Iterator[str]:
        """Its text, piece by piece. Raises Problem 400 `parse_error` where it is no JSON."""
        start = self._start
        while start < self._end:
            end = self._whole(min(start + PIECE, self._end))
            yield _parsed(b'"%b"' % bytes(self._body[start:end]))
            start = end

    def _whole(self, end: int) -> int:
        """The end of a piece, or the start of the escape that would be cut by it."""
        escape = self._body.rfind(b"\\", end - 5, end)
        if escape < 0 or end == self._end:
            return end
        first = escape
        while first > self._start and self._body[first - 1 : first] == b"\\":
            first -= 1
        if (escape - first) % 2:  # the second of a pair
            return end
        length = 6 if self._body[escape + 1 : escape + 2] == b"u" else 2
        return escape if escape + length > end else end


def require_plain(request: HttpRequest) -> None:
    """Raise Problem 415 for a request whose body is encoded, also where no body is read (RFC 9110 section 8.4)."""
    coding = request.headers.get("Content-Encoding", "")
    if coding.lower() not in ("", "identity"):
        raise Problem(415, f'Stuur de inhoud zonder Content-Encoding "{coding}".')


def read(
    request: HttpRequest, *, optional: bool = False, large: str = "", media: Collection[str] = JSON
) -> dict[str, Any]:
    """The JSON object of a request; an empty one for no body at all, where that is `optional`.

    A value under the key `large` of more than a piece is a LargeText, and counts for nothing in the size of the rest.

    Raises Problem 415 (media type or Content-Encoding), 413 (too large), 400 `parse_error` or what
    `Incoming.pieces` says, or Invalid for no body or other JSON. Lone surrogates and NUL are refused, since neither
    UTF-8 nor PostgreSQL can hold them; other control characters and noncharacters are text.
    """
    raw = _received(request, media, MAX_BODY if large else MAX_JSON)
    if not raw:
        # In chunks no body is announced and did not come: the server shows a malformed chunk so.
        if optional and incoming(request).length is not None:
            return {}
        raise invalid(NON_FIELD, "required", "Stuur een JSON-object; de inhoud van dit verzoek is leeg.")
    texts: dict[str, LargeText] = {}
    data = _parsed(_without(raw, large, texts) if large and len(raw) > PIECE else raw)
    if not isinstance(data, dict):
        raise invalid(NON_FIELD, "invalid", "De inhoud moet een JSON-object zijn.")
    _check(data, 1)
    if isinstance(mark := data.get(large), str) and mark in texts:
        data[large] = texts[mark]
    return camelised(data)


def read_list(request: HttpRequest, *, most: int, media: Collection[str] = JSON) -> list[Any]:
    """The JSON list of a request, of one to `most` items. Raises what `read` does."""
    raw = _received(request, media, MAX_JSON)
    data = _parsed(raw) if raw else None
    if not isinstance(data, list) or not 1 <= len(data) <= most:
        raise invalid(NON_FIELD, "not_a_list", f"De inhoud moet een JSON-lijst zijn van 1 tot {most} onderdelen.")
    _check(data, 1)
    return data


def _received(request: HttpRequest, media: Collection[str], limit: int) -> bytearray:
    """The bytes of the body, of which the digest is taken on the way where a key asks for it."""
    require_plain(request)
    if request.content_type not in media:
        raise Problem(415, f'Ongeldige media type "{request.content_type}" in aanvraag.')
    raw, key, hashed = bytearray(), caller.key(), sha256()
    with places.away():
        for piece in incoming(request).pieces(limit):
            raw += piece
            if key is not None:
                hashed.update(piece)
    if key is not None:
        key.digest = hashed.hexdigest()
    return raw


def _parsed(raw: bytes | bytearray) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem(400, f"JSON parse error - {error}", "parse_error") from error


def _without(raw: bytearray, name: str, texts: dict[str, LargeText]) -> bytearray:
    """The body with a mark in the place of each long text under a key, and in `texts` what each mark stands for.

    Raises Problem 413 when more is left than any body may have.
    """
    left, taken, at, key = bytearray(), 0, 0, slice(0)
    while (begin := raw.find(b'"', at)) >= 0 and (found := _STRING.match(raw, begin)):
        if begin - taken > MAX_JSON:
            break  # enough to refuse it
        at = found.end()
        if at - begin <= PIECE:
            key = slice(begin, at)
        elif raw[key] == b'"%b"' % name.encode() and raw[key.stop : begin].strip() == b":":
            mark = token_hex(16)
            texts[mark] = LargeText(raw, begin + 1, at - 1)
            left += raw[taken:begin] + b'"%b"' % mark.encode()
            taken = at
    if len(left) + len(raw) - taken > MAX_JSON:
        raise _too_large(MAX_JSON)
    return left + raw[taken:]


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Problem(400, f"De inhoud is dieper genest dan {MAX_DEPTH} niveaus.", "parse_error")
    if isinstance(value, str):
        if "\x00" in value:
            raise Problem(400, "Een NUL-teken is niet toegestaan.", "parse_error")
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def camelised(data: dict[str, Any]) -> dict[str, Any]:
    """The same object with snake_case keys at its top written as the standard does: clients in use send them."""
    if not any("_" in name for name in data):
        return data
    return {name if "__" in name else _SNAKE.sub(lambda m: m[1].upper(), name): value for name, value in data.items()}
