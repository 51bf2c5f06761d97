# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from servicekit.clock import now
from servicekit.journal import publishing
from servicekit.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(noord):
    """What the component configured itself with is no part of these tests."""
    Line.objects.all().delete()


def line(**more):
    return Line.objects.create(
        **{
            "event": uuid4(), "time": now(), "client_id": "x", "application": "", "user_id": "", "action": "create",
            "resource": "ding", "reference": "ac:dingen/1", "main": "ac:dingen/1", "status": 201, "audit": True,
            "notify": True, "feed": True, "held": False, "channel": "dingen", "kenmerken": {"soort": "ztc:soorten/1"},
            "type_before": "", "type_after": "", "trace": "", **more,
        }
    )  # fmt: skip


def positions():
    return list(Line.objects.order_by("id").values_list("position", flat=True))


def test_positions_follow_the_order_of_ids(noord):
    line()
    line()
    publishing.assign_positions()
    line()
    publishing.assign_positions()
    assert positions() == [1, 2, 3]


def test_a_held_line_gets_no_position_and_is_not_published(noord, neighbours):
    line(held=True)
    line()
    publishing.assign_positions()
    assert positions() == [None, 1]


def test_a_message_is_information_poor(noord):
    assert set(publishing.message(line())) == {
        "kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum", "kenmerken",
    }  # fmt: skip
