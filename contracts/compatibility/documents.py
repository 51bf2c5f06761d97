# SPDX-License-Identifier: EUPL-1.2
"""OpenAPI documents on disk, and references within and between them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml


class UnusableDocument(Exception):
    """A file that cannot be read as OpenAPI, or a reference that leads nowhere."""


class Document:
    """One OpenAPI file; the files that it refers to are read when a reference is followed, once per `library`."""

    def __init__(self, path: Path, library: dict[Path, Document] | None = None) -> None:
        self.path = path.resolve()
        self.library = {} if library is None else library
        try:
            content = yaml.load(self.path.read_bytes(), Loader=yaml.CSafeLoader)
        except (OSError, yaml.YAMLError) as error:
            raise UnusableDocument(f"{path} cannot be read: {error}") from error
        if not isinstance(content, dict) or not isinstance(content.get("paths"), dict):
            raise UnusableDocument(f"{path} is no OpenAPI document: it has no 'paths'.")
        self.content: dict[str, Any] = content
        self.library[self.path] = self

    def beside(self, name: str) -> Document:
        """The document with this name, relative to the folder of this one."""
        path = (self.path.parent / name).resolve()
        return self.library.get(path) or Document(path, self.library)


class Place:
    """A mapping somewhere in a document. Two places are equal when they are the same mapping, not a like one."""

    __slots__ = ("document", "value")

    def __init__(self, document: Document, value: Mapping[str, Any]) -> None:
        self.document = document
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)

    def sibling(self, value: Mapping[str, Any]) -> Place:
        """A place in the same document, so that references in `value` are followed from there."""
        return Place(self.document, value)


def resolve(place: Place) -> Place:
    """The place at the end of a chain of references. Siblings of `$ref` are ignored (OAS 3.0.3, Reference Object).

    Raises UnusableDocument when a reference leads nowhere or round in a circle.
    """
    start = place
    for _ in range(100):
        reference = place.value.get("$ref")
        if not isinstance(reference, str):
            return place
        place = _target(place.document, reference)
    raise UnusableDocument(f"{start.document.path}: {start.value['$ref']} refers to itself.")


def _target(document: Document, reference: str) -> Place:
    name, _, pointer = reference.partition("#")
    if name:
        document = document.beside(name)
    value: Any = document.content
    for escaped in pointer.split("/")[1:]:
        step = unquote(escaped).replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise UnusableDocument(f"{document.path}: reference {reference} leads nowhere.") from None
    if not isinstance(value, Mapping):
        raise UnusableDocument(f"{document.path}: reference {reference} leads to no object.")
    return Place(document, value)
