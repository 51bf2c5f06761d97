# SPDX-License-Identifier: EUPL-1.2
"""The content of documents, behind Django's storage API: a folder, and in it one for each municipality.

A file is written before the transaction that names it, under a name nobody can guess, so that a committed document
always has its content. What is named by no document afterwards is an orphan, and swept.
"""

import errno
import os
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import InterfaceError, OperationalError

from servicekit import outages
from servicekit.clock import now
from servicekit.database import refusals
from servicekit.problems import NO_ROOM, Problem
from servicekit.stack.municipalities import here, stack

ORPHAN_AGE = timedelta(days=1)  #: longer than any transaction that may still name the file
#: the disk or a quota is full, or the file system was made read-only, as Linux does when the disk beneath it fails
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_PROBE = bytes(1024 * 1024)


class Undecodable(ValueError):
    """The text is no base64."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """A file that was written: its name in the storage, its size in bytes and its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class _Durable(FileSystemStorage):
    """A folder in which a file that was saved is still there after the power went."""

    def _save(self, name: str, content: File) -> str:
        saved = super()._save(name, content)
        path = Path(self.path(saved))
        for each in (path, path.parent, path.parent.parent):
            _sync(each)
        return saved


class _Decoded:
    """Base64 text, in pieces, as the file that a storage saves: decoded, measured and hashed on the way."""

    def __init__(self, text: Iterable[str]) -> None:
        self.text, self.size, self.sha256 = text, 0, sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Its bytes, piece by piece. Raises Undecodable; line ends in the text are no part of it."""
        rest, ended = "", False
        for each in self.text:
            piece = rest + "".join(each.split())
            whole = len(piece) - len(piece) % 4
            piece, rest = piece[:whole], piece[whole:]
            if ended and piece:
                raise Undecodable("text after the padding")
            ended = ended or piece.endswith("=")
            data = _decode(piece)
            self.size += len(data)
            self.sha256.update(data)
            yield data
        if rest:
            raise Undecodable("incorrect padding")


def _decode(piece: str) -> bytes:
    try:
        return b64decode(piece, validate=True)
    except (Error, ValueError) as error:
        raise Undecodable(str(error)) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _storage(schema: str) -> FileSystemStorage:
    root = stack().documents or settings.DOCUMENTS
    if not root:
        raise ImproperlyConfigured("DOCUMENTS is not set, and the stack file names no folder in storage.documents")
    folder = Path(root) / schema
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    _sync(folder.parent)
    return _Durable(location=folder, file_permissions_mode=0o640, directory_permissions_mode=0o750)


def _here() -> FileSystemStorage:
    return _storage(here().municipality.schema)


def write(text: str | Iterable[str]) -> Content:
    """Write base64 text, whole or in pieces, as a new file, on disk when this returns.

    Raises Undecodable, Problem 507 when there is no room for it, or what the pieces raise, and then leaves nothing.
    """
    pieces = [text] if isinstance(text, str) else text
    random = uuid4().hex
    name = f"{random[:2]}/{random}"
    content = _Decoded(pieces)
    with _room():
        storage = _here()
        try:
            storage.save(name, content)  # type: ignore[arg-type]  # what it needs of a File is `chunks`
        except BaseException:
            storage.delete(name)
            raise
    return Content(name=name, size=content.size, sha256=content.sha256.hexdigest())


def size_of(text: str | Iterable[str]) -> int:
    """The bytes that base64 text stands for, whole or in pieces; nothing is written. Raises like `write`."""
    content = _Decoded([text] if isinstance(text, str) else text)
    return sum(len(each) for each in content.chunks())


@contextmanager
def _room() -> Iterator[None]:
    """Around a write: that nothing can be written is a Problem 507, and remembered until something can."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        outages.remember("content", here().municipality.schema)
        structlog.get_logger().error("content_not_written", reason=errno.errorcode[error.errno])
        detail = (
            "De inhoud kan nu niet worden opgeslagen; er is niets vastgelegd. Probeer het later opnieuw, "
            "of meld de beheerder dat de opslag van documenten vol is of niet beschreven kan worden."
        )
        raise Problem(507, detail, retry_after=NO_ROOM) from error


def faults() -> list[str]:
    """Say why no content of the current municipality can be written: after it could not, each time anew by writing.

    What it writes has no name, so that nothing is left of it however this ends.
    """
    schema = here().municipality.schema
    if not outages.is_known("content", schema):
        return []
    try:
        with TemporaryFile(dir=_here().base_location) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return [f"content cannot be written: {errno.errorcode.get(error.errno or 0, type(error).__name__)}"]
    outages.forget("content", schema)
    return []


@contextmanager
def kept(content: Content | None) -> Iterator[None]:
    """Around the transaction that names a written file: when that fails, the file goes.

    Not when the connection broke: the commit may have been made. If it was not, the file is swept later.
    """
    try:
        yield
    except BaseException as error:
        broken = isinstance(error, (OperationalError, InterfaceError)) and not refusals.not_committed(error)
        if content is not None and not broken:
            remove([content.name])
        raise


def read(name: str) -> File:
    """A file of the current municipality, open for reading."""
    return _here().open(name, "rb")


def remove(names: Iterable[str]) -> None:
    """Delete files of the current municipality; those that are gone already are no fault."""
    for name in names:
        _here().delete(name)


def old_files() -> Iterator[list[str]]:
    """The names of all files of the current municipality older than ORPHAN_AGE, a folder at a time."""
    storage, limit = _here(), now() - ORPHAN_AGE
    for folder in storage.listdir("")[0]:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        if old := [name for name in names if storage.get_modified_time(name) < limit]:
            yield old
