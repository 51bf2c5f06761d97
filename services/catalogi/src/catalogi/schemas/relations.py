# SPDX-License-Identifier: EUPL-1.2
"""Fields for relations between types: by row, and by name."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from servicekit.mirror.store import Unusable
from servicekit.problems import Problem
from servicekit.references import marked, own
from servicekit.representations.fields import LinkField
from servicekit.representations.schemas import Schema


class KeyField(LinkField):
    """A LinkField over a foreign key to a `uuid`, which is shown without reading the row that it leads to."""

    def __init__(self, collection: str, **options: Any) -> None:
        self.collection = collection
        super().__init__(**options)

    def get_attribute(self, instance: Any) -> str | None:
        for name in self.source_attrs[:-1]:
            instance = getattr(instance, name)
        uuid = getattr(instance, f"{self.source_attrs[-1]}_id")
        return None if uuid is None else own("ztc", self.collection, uuid)

    def to_representation(self, value: str) -> Any:
        return marked(value)


class NameField(serializers.CharField):
    """A type by its name, or by the URL of any of its versions, which the action turns into the name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 1000)
        super().__init__(**options)


class NamesField(serializers.ListField):
    """Types by name or URL."""

    child = NameField()


class NameListField(serializers.ListField):
    """Names of types, shown only."""

    child = serializers.CharField()

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)


class AskingSchema(Schema):
    """Asks the owners of URLs while the body is read, so that their faults stand in one answer with all others."""

    asked: ClassVar[dict[str, Callable[[str], object]]]  #: field -> asks for its reference; raises as a peer's facts do

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        faults: dict[str, Any] = {}
        try:
            checked = super().to_internal_value(data)
        except serializers.ValidationError as error:
            faults = dict(error.detail)
        away: Problem | None = None
        for name in self.asked if isinstance(data, Mapping) else ():
            if name in faults or not data.get(name):
                continue
            try:
                self.asked[name](self.fields[name].run_validation(data[name]))
            except Unusable as unusable:
                faults[name] = [serializers.ErrorDetail(unusable.reason, code=unusable.code)]
            except Problem as problem:
                away = problem  # what is known to be wrong is worth more than that something is not known
        if faults:
            raise serializers.ValidationError(faults)
        if away is not None:
            raise away
        return checked
