# SPDX-License-Identifier: EUPL-1.2
"""Rows that are stored and read without the ORM are what the ORM makes of them."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from servicekit.database import instances

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(noord):
    """A model with text, booleans and JSON, of the component in which the kit is tested."""
    return apps.get_model(settings.COMPONENT.name, "applicatie")


@pytest.fixture
def row(model):
    return model(
        label="é'%s", heeft_alle_autorisaties=True, alleen_is_gereed_voor_publicatie=False, autorisaties=[{"a": None}]
    )


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_that_is_inserted_is_read_with_the_same_values(model, row):
    instances.insert(row)
    assert not row._state.adding
    assert values(model.objects.get(pk=row.pk)) == values(row)
    assert values(instances.one(model, row.uuid)) == values(row)


def test_an_update_stores_what_it_names_and_all_when_it_names_nothing(model, row):
    instances.insert(row)
    row.label, row.declared = "nieuw", {"b": [1]}
    instances.update(row, "label")
    assert (model.objects.get(pk=row.pk).label, model.objects.get(pk=row.pk).declared) == ("nieuw", None)
    instances.update(row)
    assert values(model.objects.get(pk=row.pk)) == values(row)


def test_only_that_row_is_updated(model, row):
    instances.insert(row)
    other = model(
        label="ander", heeft_alle_autorisaties=False, alleen_is_gereed_voor_publicatie=True, autorisaties=[], etag="x"
    )
    instances.insert(other)
    row.label = "nieuw"
    instances.update(row)
    assert values(model.objects.get(pk=other.pk)) == values(other)


def test_what_is_gone_cannot_be_updated_and_is_not_made_anew(model, row):
    instances.insert(row)
    model.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError):
        instances.update(row)
    assert not model.objects.filter(uuid=row.uuid).exists()


def test_what_a_constraint_forbids_is_an_integrity_error(model, row):
    instances.insert(row)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        instances.insert(row)
