# SPDX-License-Identifier: EUPL-1.2
"""What is shown is rendered under a lock, or two who change it at once would leave it wrong for ever."""

import pytest
from django.apps import apps
from django.conf import settings

from servicekit import caller
from servicekit.database.transactions import NotLocked, lock, writing
from servicekit.journal.recording import record
from servicekit.problems import Problem
from servicekit.representations.etags import etag_header, require_match
from servicekit.representations.rendering import digest, render, represent

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(as_caller):
    """A main object of the component in which the kit is tested."""
    found = apps.get_model(settings.COMPONENT.name, "applicatie").objects.first()
    assert found is not None
    return found


def test_nothing_is_rendered_outside_an_action(row):
    with pytest.raises(NotLocked):
        represent(row)


@pytest.mark.parametrize("act", [represent, lambda row: record("update", row)], ids=["rendered", "journalled"])
def test_nothing_is_done_without_the_lock_of_the_main_object(row, act):
    with writing(), pytest.raises(NotLocked):
        act(row)


def test_what_is_locked_is_rendered(row):
    with writing():
        locked = lock(type(row), [row.uuid])[row.uuid]
        locked.etag = ""
        represent(locked)
    assert len(locked.etag) == 32


def test_the_etag_that_a_reader_got_of_what_another_release_rendered_is_a_match(row):
    type(row).objects.filter(pk=row.pk).update(shape="oud", body="{}", etag="oud")
    who = caller.current()
    with writing():
        locked = lock(type(row), [row.uuid])[row.uuid]
        who.if_match = etag_header(digest(render(locked)))
        require_match(locked)
        who.if_match = etag_header("oud")
        with pytest.raises(Problem) as stale:
            require_match(locked)
    assert stale.value.status == 412
