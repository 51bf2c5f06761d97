# SPDX-License-Identifier: EUPL-1.2
"""The items of a list are stored with the row that shows it, as a whole: each of these fails when they are not."""

import orjson
import pytest
from django.apps import apps
from django.conf import settings

from servicekit.problems import Invalid
from servicekit.representations.items import Item
from servicekit.representations.rendering import render
from servicekit.representations.shown import declarations
from servicekit.rules import Violation
from servicekit.writing.changing import changing, creating, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """The model of the items of the component in which the kit is tested."""
    (found,) = (model for model, _ in declarations() if issubclass(model, Item))
    return found


@pytest.fixture
def stored(as_caller):
    """A row with a list, as it is without a lock."""

    def make(*client_ids):
        model = apps.get_model(settings.COMPONENT.name, "applicatie")
        with creating() as change:
            row = change.create(
                model(
                    label="x",
                    heeft_alle_autorisaties=False,
                    alleen_is_gereed_voor_publicatie=False,
                    autorisaties=[],
                    client_ids=list(client_ids),
                )
            )
            assert row.client_ids == list(client_ids)
        return find(model, row.uuid)

    return make


def keys(item, row):
    return list(item.objects.filter(applicatie=row).order_by("id").values_list("id", "client_id"))


def listed(item, row):
    """The list as it is stored, shown in the stored representation, and rendered afresh: all the same."""
    now = find(type(row), row.uuid)
    assert now.body == render(now).decode()
    assert f'"clientIds":{orjson.dumps(now.client_ids).decode()}' in now.body
    assert [each for _, each in keys(item, row)] == now.client_ids
    return now.client_ids


def test_a_list_is_stored_with_a_new_row(item, stored):
    assert listed(item, stored("b", "a")) == ["b", "a"]
    assert listed(item, stored()) == []


def set_list(row, *client_ids):
    with changing(row) as change:
        change.row.client_ids = list(client_ids)
        change.update(partial=True)


@pytest.mark.parametrize("given", [["c"], ["a", "b"], ["b", "a", "c"], []])
def test_a_list_is_replaced_as_a_whole_in_the_order_that_was_given(item, stored, given):
    row = stored("b", "a")
    with changing(row) as change:
        change.row.client_ids = given
        assert change.row.client_ids == given
        change.update(partial=True)
        assert change.row.client_ids == given
    assert listed(item, row) == given


def test_a_list_that_was_not_set_or_is_as_it_was_is_left_alone(item, stored):
    row = stored("b", "a")
    before = keys(item, row)
    set_list(row, "b", "a")
    with changing(row) as change:
        change.row.label = "y"
        change.update(partial=True)
    assert keys(item, row) == before


def test_a_list_is_stored_once(item, stored):
    row = stored("a")
    with changing(row) as change:
        change.row.client_ids = ["b"]
        change.update(partial=True)
        before = keys(item, row)
        item.objects.filter(applicatie=row).update(client_id="c")
        change.update(partial=True)
    assert keys(item, row) == [(before[0][0], "c")]


def test_a_list_of_what_changes_along_is_stored_with_it(item, stored):
    row, other = stored("a"), stored("b")
    with changing(row, others={type(row): [other.uuid]}) as change:
        locked = change.locked[other.uuid]
        locked.client_ids = ["c"]
        change.save_along(locked, "label")
        change.leave()
    assert listed(item, other) == ["c"]
    assert listed(item, row) == ["a"]


def test_a_constraint_of_items_is_the_error_of_who_sets_them(item, stored, monkeypatch):
    wrong = Violation("clientIds", "bezet", "Bezet.")
    monkeypatch.setattr(item, "constraints", {"ac_001_client_id": wrong})
    stored("a")
    row = stored("b")
    with pytest.raises(Invalid) as refused:
        set_list(row, "a")
    assert refused.value.violations == (wrong,)
    assert listed(item, row) == ["b"]
