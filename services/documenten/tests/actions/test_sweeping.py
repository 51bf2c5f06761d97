# SPDX-License-Identifier: EUPL-1.2
import os
from datetime import timedelta

import pytest

from documenten.actions.sweeping import sweep
from documenten.peers import storage
from servicekit.clock import now

pytestmark = pytest.mark.django_db


def age(path, by):
    then = (now() - by).timestamp()
    os.utime(path, (then, then))


def test_only_old_files_that_no_document_names_are_swept(api, with_content, files):
    api.post("/enkelvoudiginformatieobjecten", with_content)
    (named,) = files()
    age(named, timedelta(days=30))
    storage.write("aGFsbG8=")
    (young,) = set(files()) - {named}
    age(young, timedelta(hours=23))
    storage.write("aGFsbG8=")
    (orphan,) = set(files()) - {named, young}
    age(orphan, timedelta(hours=25))
    sweep()
    assert set(files()) == {named, young}


def test_the_content_of_earlier_versions_is_kept(api, with_content, changed, encoded, files):
    url = api.post("/enkelvoudiginformatieobjecten", with_content)["Location"]
    changed(url, {"inhoud": encoded(b"dag"), "bestandsomvang": 3})
    for each in files():
        age(each, timedelta(days=30))
    sweep()
    assert len(files()) == 2


def test_sweeping_an_empty_folder_is_no_fault(noord, files):
    sweep()
    assert files() == []
