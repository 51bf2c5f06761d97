# SPDX-License-Identifier: EUPL-1.2
"""What tells a release that what is stored must be rendered anew, and who notices when that was forgotten."""

import orjson
import pytest
from django.core.management import CommandError, call_command
from rest_framework import serializers

from autorisaties.models import Applicatie
from autorisaties.schemas import ApplicatieSchema
from servicekit.representations.rendering import shape_of, version_of
from servicekit.representations.samples import samples

VERSION = version_of(ApplicatieSchema)


@pytest.fixture
def contracts(tmp_path, settings):
    (tmp_path / "autorisaties").mkdir()
    settings.CONTRACTS = str(tmp_path)
    call_command("representations")
    return tmp_path / "autorisaties" / "representations.json"


def schema(**more):
    meta = type("Meta", (), {"model": Applicatie, "version": VERSION} | more.pop("meta", {}))
    return type("Other", (ApplicatieSchema,), more | {"Meta": meta})


@pytest.fixture(autouse=True)
def _schema_of_the_component():
    yield
    schema(meta={})  # registers itself
    from servicekit.representations.rendering import register

    register(Applicatie, ApplicatieSchema)


def test_a_text_for_the_contract_is_no_part_of_the_shape(monkeypatch):
    monkeypatch.setattr(ApplicatieSchema._declared_fields["label"], "help_text", "Iets anders.")
    assert shape_of.__wrapped__(ApplicatieSchema) == shape_of(ApplicatieSchema)


@pytest.mark.parametrize(
    "other",
    [
        {"meta": {"version": VERSION + 1}},
        {"label": serializers.IntegerField()},
        {"meer": serializers.CharField()},
        {"clientIds": serializers.ListField(child=serializers.IntegerField())},
    ],
)
def test_a_version_and_each_field_by_name_and_kind_are_its_shape(other):
    assert shape_of(schema(**other)) != shape_of(ApplicatieSchema)


def test_what_is_rendered_otherwise_takes_a_new_version(contracts):
    def loud(self, row):
        return {"label": row.label.upper()}

    schema(to_representation=loud)
    with pytest.raises(CommandError, match="applicatie is rendered otherwise"):
        call_command("representations")
    schema(to_representation=loud, meta={"version": VERSION + 1})
    with pytest.raises(CommandError, match="make contracts"):
        call_command("representations", check=True)
    call_command("representations")
    assert orjson.loads(contracts.read_bytes())["applicatie"]["full"] == {"label": "LABEL"}


def test_the_samples_have_nothing_set_and_everything():
    found = samples(Applicatie)
    assert (found["empty"]["label"], found["full"]["label"]) == ("", "label")
    assert (found["empty"]["heeftAlleAutorisaties"], found["full"]["heeftAlleAutorisaties"]) == (False, True)
    assert found["full"]["url"].startswith("ac:applicaties/")
