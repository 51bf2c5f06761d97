# SPDX-License-Identifier: EUPL-1.2
"""After a release, what is stored is brought to the new shape."""

import pytest
from django.apps import apps
from django.conf import settings
from structlog.testing import capture_logs

from servicekit.representations import rerendering
from servicekit.representations.rendering import render

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(api, monkeypatch):
    """Five main objects that another release rendered."""
    monkeypatch.setattr(rerendering, "_in_order", {})
    monkeypatch.setattr(rerendering, "BATCH", 2)
    for number in range(5):
        api.post("/applicaties", {"clientIds": [f"c{number}"], "label": f"L{number}", "heeftAlleAutorisaties": True})
    found = apps.get_model(settings.COMPONENT.name, "applicatie").objects.filter(label__startswith="L")
    found.update(shape="oud", body="{}", etag="")
    return found


def test_every_row_is_rendered_again(rows):
    rerendering.rerender()
    assert all(each.body == render(each).decode() for each in rows)
    assert not rows.filter(shape="oud").exists()


def test_what_was_found_in_order_is_left_alone_for_a_while(rows, monkeypatch):
    rerendering.rerender()
    rows.update(shape="oud")
    rerendering.rerender()
    assert rows.filter(shape="oud").count() == 5
    monkeypatch.setattr(rerendering, "_in_order", {})
    rerendering.rerender()
    assert not rows.filter(shape="oud").exists()


def test_a_row_that_cannot_be_rendered_holds_up_no_other(rows, monkeypatch):
    represent = rerendering.represent

    def fail_for_one(row):
        if row.label == "L1":
            raise ValueError(row)
        represent(row)

    monkeypatch.setattr(rerendering, "represent", fail_for_one)
    with capture_logs() as logged:
        rerendering.rerender()
    assert [each.label for each in rows.filter(shape="oud")] == ["L1"]
    assert [each["event"] for each in logged] == ["rerender_failed"]
    monkeypatch.undo()
    rows.update(label="L")
    from servicekit.database.transactions import lock, writing
    from servicekit.testing.rights import become

    become("alles")
    with writing():
        for each in lock(rows.model, rows.values_list("uuid", flat=True)).values():
            represent(each)
