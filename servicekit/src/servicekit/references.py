# SPDX-License-Identifier: EUPL-1.2
"""References to other resources: URLs outside, `code:path` inside, for what the municipality's components own.

So a new domain, or a component that becomes another vendor's, is a setting, and matching is by string.
"""

import re
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import orjson
from django.conf import settings

from servicekit.rules import Violation
from servicekit.stack.components import COMPONENTS, MARKS
from servicekit.stack.municipalities import Here, here
from servicekit.stack.urls import NotAUrl, normal_form  # noqa: F401  # NotAUrl is what `normal` raises

_OWN = re.compile(rf"^({'|'.join(COMPONENTS)}):(?!//)")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_SEPARATOR = re.compile(r"[/\\]")


def is_own(reference: str) -> bool:
    """Whether a stored reference is to a component of the same municipality."""
    return _OWN.match(reference) is not None


def normal(url: str) -> str:
    """The form in which a URL is stored and compared. Raises NotAUrl.

    Below a root of the municipality's own components, former ones too, it is `code:path`, however it was written:
    with another case of scheme, host or UUID, a default port, query, fragment or trailing slash, or a path that is the
    same by RFC 3986 section 6.2.2. Below the root of a trusted peer, which speaks the standard too, it is the URL
    without these. Any other stays as it was given, since to whom it leads each of these may matter.
    """
    clean = normal_form(url)
    for root, code in here().known_roots:
        if clean.startswith(root):
            return f"{code}:{_lower_uuids(clean[len(root) :])}"
    if here().municipality.peer_of(clean):
        return _lower_uuids(clean)
    return url


def _lower_uuids(path: str) -> str:
    return _UUID.sub(lambda match: match[0].lower(), path)


def own(code: str, collection: str, uuid: UUID | str) -> str:
    """The reference to a resource of one of the six components."""
    return f"{code}:{collection}/{uuid}"


def absolute(reference: str, at: Here | None = None) -> str:
    """The URL of a stored reference at an address, this request's when None."""
    if not is_own(reference):
        return reference
    code, path = reference.split(":", 1)
    return f"{(at or here()).roots[code]}/{path}"


def for_others(reference: str) -> str:
    """The URL of a stored reference as others are told it: at the first address, whichever this request came by."""
    return absolute(reference, Here(here().municipality))


def climbs(url: str) -> bool:
    """Whether a path goes up, and so may leave the root that it is below; an encoded `..` and `..;x` do to some."""
    return ".." in (part.partition(";")[0] for part in _SEPARATOR.split(unquote(urlsplit(url).path)))


def uuid_in(reference: str, collection: str, code: str = "") -> UUID | None:
    """The UUID of a reference `code:collection/<uuid>`, of this component without `code`; None for anything else."""
    head, _, tail = reference.rpartition("/")
    if head != f"{code or settings.COMPONENT.code}:{collection}" or not _UUID.fullmatch(tail):
        return None
    return UUID(tail)


def marked(reference: str) -> orjson.Fragment | str:
    """A reference as it goes into stored JSON: with the mark of its component when it is own, else as it is.

    A mark is a control character, which JSON escapes everywhere else: replacing it is exact.
    """
    if not is_own(reference):
        return reference
    code, path = reference.split(":", 1)
    return orjson.Fragment(b'"' + MARKS[code].encode() + orjson.dumps(path)[1:])


def outward(body: bytes, at: Here | None = None) -> bytes:
    """Stored bytes with the roots of an address, this request's when None, in place of the marks."""
    for mark, root in (at or here()).marks:
        body = body.replace(mark, root)
    return body


def parsed(body: bytes) -> Any:
    """What stored bytes say, with own references as `code:path`."""
    for code, mark in MARKS.items():
        body = body.replace(mark.encode(), code.encode() + b":")
    return orjson.loads(body)


def own_uuid(reference: str | None, collection: str, name: str, violations: list[Violation]) -> UUID | None:
    """The UUID in a reference to a row of this component, None when there is no reference.

    For any other URL None as well, and a violation of the field `name` (rules 1.6): `incorrect_match` for what is a
    resource of another collection of this component, else `no_match`.
    """
    if not reference:
        return None
    uuid = uuid_in(reference, collection)
    if uuid is None:
        head, _, tail = reference.rpartition("/")
        own_path, code = f"{settings.COMPONENT.code}:{collection}", f"{settings.COMPONENT.code}:"
        ours = head.startswith(code) and head != own_path and _UUID.fullmatch(tail) is not None
        reason = f"Deze URL hoort niet bij {collection} van deze {settings.COMPONENT.title}."
        violations.append(Violation(name, "incorrect_match" if ours else "no_match", reason))
    return uuid


def absent(name: str) -> Violation:
    """The fault of a field that refers to a row of this component which is not there (rules 1.6)."""
    return Violation(name, "does_not_exist", "Dit object bestaat niet. Geef de URL van een bestaand object.")
