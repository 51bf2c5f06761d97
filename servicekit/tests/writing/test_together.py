# SPDX-License-Identifier: EUPL-1.2
"""Several actions in one transaction: all of them, or none."""

import pytest
from django.apps import apps
from django.conf import settings

from servicekit.database.transactions import in_transaction
from servicekit.journal.models import Line
from servicekit.problems import Problem
from servicekit.writing.changing import all_or_nothing, changing, creating, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(as_caller):
    """The main object of the component in which the kit is tested; the journal is empty."""
    Line.objects.all().delete()
    return apps.get_model(settings.COMPONENT.name, "applicatie")


@pytest.fixture
def make(model):
    """An action: it makes a row, and may be refused when that is made."""

    def act(label, *, refused=False):
        row = model(label=label, heeft_alle_autorisaties=False, alleen_is_gereed_voor_publicatie=False, autorisaties=[])
        with creating() as change:
            change.create(row)
            if refused:
                raise Problem(400)
        return row

    return act


def labels(model):
    return set(model.objects.filter(label__in=["a", "b"]).values_list("label", flat=True))


def test_actions_write_together(make, model):
    with all_or_nothing():
        make("a")
        make("b")
        assert in_transaction()
    assert not in_transaction()
    assert labels(model) == {"a", "b"}
    assert Line.objects.count() == 2


def test_when_it_ends_badly_nothing_stays(make, model):
    with pytest.raises(Problem), all_or_nothing():
        assert [make("a"), make("b", refused=True)] == []
    assert (labels(model), Line.objects.count()) == (set(), 0)


def test_of_an_action_that_is_refused_nothing_stays_and_others_may_follow(make, model):
    with all_or_nothing():
        with pytest.raises(Problem):
            make("a", refused=True)
        make("b")
    assert (labels(model), Line.objects.count()) == ({"b"}, 1)


def test_what_it_locks_is_given_and_may_change(make, model):
    row = make("a")
    with all_or_nothing() as lock:
        assert lock({model: [row.uuid]}).keys() == {row.uuid}
        with changing(find(model, row.uuid)) as change:
            change.row.label = "b"
            change.update(partial=True)
    assert labels(model) == {"b"}


def test_after_it_an_action_has_a_transaction_of_its_own_and_no_other_in_it(make):
    with all_or_nothing():
        make("a")
    with pytest.raises(RuntimeError, match="one transaction"), creating():
        make("b")
