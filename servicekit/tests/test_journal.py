# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta
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


def test_notifications_go_out_in_order_with_absolute_urls(noord, neighbours):
    sent = []
    neighbours.handle(
        "POST", f"{noord.places['nrc'].root}/notificaties", lambda _, body: (sent.append(body), (201, None))[1]
    )
    for action in ("create", "update", "destroy"):
        line(action=action)
    publishing.assign_positions()
    publishing.publish()
    assert [each["actie"] for each in sent] == ["create", "update", "destroy"]
    assert sent[0]["hoofdObject"] == "http://testserver/noord/autorisaties/api/v1/dingen/1"
    assert sent[0]["kenmerken"] == {"soort": "http://testserver/noord/catalogi/api/v1/soorten/1"}
    publishing.publish()
    assert len(sent) == 3


def test_a_failure_holds_back_what_comes_after_it(noord, neighbours):
    neighbours.down = True
    line()
    line()
    publishing.assign_positions()
    publishing.publish()
    first, second = Line.objects.order_by("id")
    assert (first.attempts, second.attempts) == (1, 0)
    neighbours.down = False
    sent = []
    neighbours.handle(
        "POST", f"{noord.places['nrc'].root}/notificaties", lambda _, body: (sent.append(body), (201, None))[1]
    )
    publishing.publish()
    assert sent == [], "its time to be tried again has not come"
    Line.objects.update(retry_at=now() - timedelta(seconds=1))
    publishing.publish()
    assert len(sent) == 2


def test_what_is_refused_again_and_again_is_set_aside_and_kept(noord, neighbours):
    neighbours.handle("POST", f"{noord.places['nrc'].root}/notificaties", lambda *_: (400, {"code": "invalid"}))
    waiting = line(attempts=publishing.REFUSALS - 1)
    publishing.assign_positions()
    publishing.publish()
    waiting.refresh_from_db()
    assert waiting.dead
    assert waiting.published is None


def test_a_message_is_information_poor(noord):
    assert set(publishing.message(line())) == {
        "kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum", "kenmerken",
    }  # fmt: skip
