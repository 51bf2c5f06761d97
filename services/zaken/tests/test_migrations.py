# SPDX-License-Identifier: EUPL-1.2
"""Migrations that change rows, on rows as the release before left them."""

import importlib

import pytest
from django.db import connection, transaction


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
