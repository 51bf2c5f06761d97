# SPDX-License-Identifier: EUPL-1.2
"""Fields for relations between types: by row, and by name."""

from collections.abc import Collection
from typing import Any

from rest_framework import serializers

from servicekit.references import marked, own
from servicekit.representations.fields import LinkField


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


class Names(list[str]):
    """Types as a request names them, and those that it names `beside` them, in the field that an answer shows."""

    beside: Collection[str] = ()


class NamesField(serializers.ListField):
    """Types by name or URL; `beside` is the field in which an answer shows all their names, also without a URL."""

    child = NameField()

    def __init__(self, *, beside: str = "", **options: Any) -> None:
        self.beside = beside
        super().__init__(**options)

    def get_value(self, dictionary: Any) -> Any:
        given, beside = super().get_value(dictionary), dictionary.get(self.beside)
        if isinstance(given, list) and isinstance(beside, list):
            given = Names(given)
            given.beside = {each for each in beside if isinstance(each, str)}
        return given

    def to_internal_value(self, data: Any) -> Names:
        names = Names(super().to_internal_value(data))
        names.beside = getattr(data, "beside", ())
        return names


class NameListField(serializers.ListField):
    """Names of types, shown only."""

    child = serializers.CharField()

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)
