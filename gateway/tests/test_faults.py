# SPDX-License-Identifier: EUPL-1.2
import os

import pytest

from gateway.faults import sentence


def test_a_full_disk_is_told_in_a_sentence():
    with open("/dev/full", "wb", buffering=0) as disk, pytest.raises(OSError, match="No space") as error:
        disk.write(b"x")
    assert sentence(error.value) == "The disk is full: make room, or choose another folder with DATA=."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named():
    with pytest.raises(OSError, match="Permission denied") as error:
        os.mkdir("/meent")
    assert sentence(error.value) == "No permission to write (/meent): choose another folder with DATA=."
