# SPDX-License-Identifier: EUPL-1.2
"""A disk for documents that is full: what does not need it goes on, and all of it once there is room."""

import os
import subprocess
from base64 import b64encode

import pytest
import requests

from running.catalogue import publish
from running.clients import Client
from running.sandbox import Sandbox


@pytest.fixture
def own(tmp_path):
    """A stack whose documents lie on a disk of 4 MiB; only root may mount one."""
    running = Sandbox(tmp_path / "data")
    disk = running.folder / "documents"
    disk.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only, where mount is allowed")
    try:
        running.start()
        yield running
    finally:
        running.stop()
        subprocess.run(["umount", disk], check=True)
        running.remove()


def test_documents_are_507_while_their_disk_is_full_and_made_once_there_is_room(own):
    balie = Client(own.address, "noord", "balie")
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    small = balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())
    filling = own.folder / "documents" / "filling"
    filling.write_bytes(bytes(3_500_000))
    content = bytes(1_000_000)
    large = of.document(inhoud=b64encode(content).decode(), bestandsomvang=len(content))
    ready = f"{own.address}/documenten/readyz"

    before = _files(own)
    refused = balie.call("POST", "documenten", "/enkelvoudiginformatieobjecten", large)
    assert (refused.status_code, refused.json()["code"]) == (507, "insufficient_storage")
    assert refused.headers["Retry-After"] == "30"
    assert _files(own) == before
    answer = requests.get(ready, timeout=5)
    assert (answer.status_code, answer.json()["faults"]) == (503, ["noord: content cannot be written: ENOSPC"])
    assert balie.get("documenten", f"{small['url']}/download").status_code == 200
    assert balie.post("zaken", "/zaken", of.zaak())["url"]
    assert balie.get("zaken", zaak).status_code == 200

    filling.unlink()
    assert requests.get(ready, timeout=5).status_code == 200
    made = balie.post("documenten", "/enkelvoudiginformatieobjecten", large)
    assert balie.get("documenten", f"{made['url']}/download").content == content


def _files(own):
    return sorted(path for path in (own.folder / "documents").rglob("*") if path.is_file())
