# SPDX-License-Identifier: EUPL-1.2
"""Fields for relations between types: by row, and by name."""

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


class NamesField(serializers.ListField):
    """Types by name or URL."""

    child = NameField()


class NameListField(serializers.ListField):
    """Names of types, shown only."""

    child = serializers.CharField()

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)
