# SPDX-License-Identifier: EUPL-1.2
import os
import tracemalloc
from base64 import b64encode, encodebytes
from hashlib import sha256

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documenten.peers import storage
from servicekit.stack.municipalities import serving
from servicekit.web import bodies

pytestmark = pytest.mark.django_db


def _pieces(text, size):
    return [text[start : start + size] for start in range(0, len(text), size)]


def test_content_is_decoded_measured_and_hashed(noord, files):
    content = storage.write(b64encode(b"hallo").decode())
    assert (content.size, content.sha256) == (5, sha256(b"hallo").hexdigest())
    with storage.read(content.name) as file:
        assert file.read() == b"hallo"
    (path,) = files()
    assert path.stat().st_mode & 0o777 == 0o640


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(content=st.binary(max_size=200), piece=st.integers(1, 40), lines=st.booleans())
def test_content_is_the_same_in_whatever_pieces(noord, content, piece, lines):
    text = (encodebytes(content) if lines else b64encode(content)).decode()
    written = storage.write(_pieces(text, piece))
    with storage.read(written.name) as file:
        assert file.read() == content
    storage.remove([written.name])


@pytest.mark.parametrize("piece", [1, 4, 6, 1000])
@pytest.mark.parametrize("text", ["a", "aGFsbG8", "aGFsbG8==", "aGF$bG8=", "aGFsbG8=aGFsbG8=", "====", "aGFsbG8-", "é"])
def test_what_is_no_base64_is_refused_and_leaves_nothing(noord, files, text, piece):
    with pytest.raises(storage.Undecodable):
        storage.write(_pieces(text, piece))
    assert files() == []


def test_a_file_is_on_disk_before_write_returns(noord, files, monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (synced.append(os.fstat(descriptor).st_ino), fsync(descriptor)))
    storage.write("aGFsbG8=")
    (path,) = files()
    for each in (path, path.parent, path.parent.parent):
        assert each.stat().st_ino in synced


def test_writing_takes_no_memory_for_the_decoded_content(noord):
    text = bodies.LargeText(bytearray(b"aGFs" * 5_000_000), 0, 20_000_000)
    tracemalloc.start()
    written = storage.write(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    storage.remove([written.name])
    assert written.size == 15_000_000
    assert peak < 8_000_000


def test_a_file_goes_when_its_transaction_is_refused(noord, files):
    content = storage.write("aGFsbG8=")
    with pytest.raises(ValueError, match="refused"), storage.kept(content):
        raise ValueError("refused")
    assert files() == []


def test_a_file_stays_when_nobody_knows_whether_the_transaction_was_committed(noord, files):
    content = storage.write("aGFsbG8=")
    with pytest.raises(OperationalError), storage.kept(content):
        raise OperationalError("the connection was lost")
    assert len(files()) == 1


def test_municipalities_have_folders_of_their_own(noord, zuid, files):
    content = storage.write("aGFsbG8=")
    with serving(zuid), pytest.raises(FileNotFoundError):
        storage.read(content.name)
    with serving(zuid):
        storage.remove([content.name])
    assert len(files()) == 1


def test_a_stack_without_a_folder_says_so(noord, settings):
    settings.DOCUMENTS = ""
    storage._storage.cache_clear()
    with pytest.raises(ImproperlyConfigured, match="DOCUMENTS"):
        storage.write("aGFsbG8=")
