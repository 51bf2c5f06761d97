# SPDX-License-Identifier: EUPL-1.2
import errno
import os
import subprocess
import sys
import tracemalloc
from base64 import b64encode, encodebytes
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError, OperationalError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from documenten.peers import storage
from servicekit.problems import Problem
from servicekit.stack.municipalities import serving
from servicekit.web import bodies

pytestmark = pytest.mark.django_db

#: another process of the component, on whose disk a call of the operating system fails, if it is told one
FAULTS = """
import errno, os, sys, django
django.setup()
from documenten.peers import storage
from servicekit.stack.municipalities import serving, stack

def fail(*_):
    raise OSError(errno.ENOSPC, "full")

for call in sys.argv[1:]:
    setattr(os, call, fail)
with serving(stack().municipality("noord")):
    print(*storage.faults())
"""


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


def _refuse(code):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END$$")


@pytest.mark.parametrize(
    ("code", "error"),
    [("53100", OperationalError), ("40P01", OperationalError), ("57014", OperationalError), ("25006", InternalError)],
)
def test_a_file_goes_when_postgresql_says_that_the_transaction_is_undone(noord, files, code, error):
    content = storage.write("aGFsbG8=")
    with pytest.raises(error), storage.kept(content):
        _refuse(code)
    assert files() == []


def test_a_file_stays_when_postgresql_ends_the_connection(noord, files):
    content = storage.write("aGFsbG8=")
    other = connection.copy()
    with pytest.raises(OperationalError, match="terminating"), storage.kept(content), other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    other.close()
    assert len(files()) == 1


def _failing(monkeypatch, call, number):
    """Have a call of the operating system fail, as on a disk on which no file can be written."""

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize("call", ["open", "fsync"])
def test_content_for_which_there_is_no_room_is_507_and_leaves_nothing(noord, files, monkeypatch, call, number):
    with monkeypatch.context() as patch, capture_logs() as logged:
        _failing(patch, call, number)
        with pytest.raises(Problem) as raised:
            storage.write("aGFsbG8=")
        assert storage.faults() == [f"content cannot be written: {errno.errorcode[number]}"]
    assert (raised.value.status, raised.value.retry_after) == (507, 30)
    said = [(each["event"], each["reason"]) for each in logged if not each["event"].startswith("outage")]
    assert said == [("content_not_written", errno.errorcode[number])]
    assert files() == []


def test_a_disk_that_fails_otherwise_is_no_lack_of_room(noord, files, monkeypatch):
    with monkeypatch.context() as patch:
        _failing(patch, "fsync", errno.EIO)
        with pytest.raises(OSError, match="Input/output error"):
            storage.write("aGFsbG8=")
    assert files() == []
    assert storage.faults() == []


def test_that_no_content_can_be_written_is_told_until_it_can(noord, zuid, files, monkeypatch):
    with monkeypatch.context() as patch:
        _failing(patch, "fsync", errno.ENOSPC)
        assert storage.faults() == []  # nobody is asked to write before it failed
        with pytest.raises(Problem):
            storage.write("aGFsbG8=")
        for _ in range(2):
            assert storage.faults() == ["content cannot be written: ENOSPC"]
        with serving(zuid):
            assert storage.faults() == []
    assert storage.faults() == []
    assert files() == []
    _failing(monkeypatch, "fsync", errno.ENOSPC)
    assert storage.faults() == []


def test_what_one_process_could_not_write_is_a_fault_of_all_until_any_of_them_can(noord, files, monkeypatch):
    def faults(*calls):
        told = [sys.executable, "-c", FAULTS, *calls]
        return subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()

    with monkeypatch.context() as patch:
        _failing(patch, "fsync", errno.ENOSPC)
        with pytest.raises(Problem):
            storage.write("aGFsbG8=")
    assert faults("fsync") == "content cannot be written: ENOSPC"
    assert faults() == ""
    assert faults("fsync") == ""
    _failing(monkeypatch, "fsync", errno.ENOSPC)
    assert storage.faults() == []


@contextmanager
def _disk(folder, size):
    """A disk of so many bytes at a folder; only root may mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only, where mount is allowed")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_507_red_and_passes_by_itself(api, with_content, encoded, settings, tmp_path):
    settings.DOCUMENTS = str(tmp_path / "disk")
    with _disk(Path(settings.DOCUMENTS), 4 * 1024 * 1024):
        storage._storage.cache_clear()
        filling = Path(settings.DOCUMENTS) / "filling"
        filling.write_bytes(bytes(3_500_000))
        large = with_content | {"inhoud": encoded(bytes(1_000_000)), "bestandsomvang": 1_000_000}
        answer = api.post("/enkelvoudiginformatieobjecten", large)
        assert (answer.status_code, answer.json()["code"]) == (507, "insufficient_storage")
        assert answer["Retry-After"] == "30"
        assert "er is niets vastgelegd" in answer.json()["detail"]
        assert api.get("/enkelvoudiginformatieobjecten").json()["count"] == 0
        assert [each for each in filling.parent.rglob("*") if each.is_file()] == [filling]
        ready = Client().get("/readyz")
        assert (ready.status_code, ready.json()["faults"]) == (503, ["noord: content cannot be written: ENOSPC"])
        filling.unlink()
        assert Client().get("/readyz").status_code == 200
        made = api.post("/enkelvoudiginformatieobjecten", large)
        assert made.status_code == 201
    storage._storage.cache_clear()


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
