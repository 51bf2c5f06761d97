# SPDX-License-Identifier: EUPL-1.2
"""Migrations that change rows, on rows as the release before left them."""

import importlib

import pytest
from django.apps import apps
from django.db import connection, transaction

from servicekit.pairs.models import Leftover
from zaken.models import ZaakInformatieObject


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """A migration finds rows of other transactions."""


def test_a_zaak_without_processobjectaard_gets_an_empty_text_and_is_rendered_anew(api, make):
    zaak = make("zaken")["url"]
    before = api.get(zaak).content
    migration = importlib.import_module("zaken.migrations.0005_processobjectaard").Migration
    change, narrow = migration.operations
    assert narrow.name == "processobjectaard"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE zaken_zaak ALTER processobjectaard DROP NOT NULL")
        cursor.execute(
            "UPDATE zaken_zaak SET processobjectaard = NULL,"
            """ body = replace(body, '"processobjectaard":""', '"processobjectaard":null')"""
        )
        assert api.get(zaak).json()["processobjectaard"] is None
        with transaction.atomic():
            cursor.execute(change.sql)
            cursor.execute("ALTER TABLE zaken_zaak ALTER processobjectaard SET NOT NULL")
    assert api.get(zaak).content == before


def test_mirrors_that_are_still_to_be_deleted_are_taken_along(noord):
    migration = importlib.import_module("zaken.migrations.0006_leftovers").Migration
    change, _ = migration.operations
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE zaken_ontkoppeling (object text, informatieobject text, due timestamptz, until timestamptz,"
            " attempts integer)"
        )
        cursor.execute("INSERT INTO zaken_ontkoppeling VALUES ('zrc:zaken/1', 'drc:x/2', now(), now(), 3)")
        cursor.execute(change.sql)
        cursor.execute("DROP TABLE zaken_ontkoppeling")
    leftover = Leftover.objects.get()
    assert (leftover.ours, leftover.theirs, leftover.attempts) == ("zrc:zaken/1", "drc:x/2", 3)
    assert apps.get_model(leftover.pair) is ZaakInformatieObject
