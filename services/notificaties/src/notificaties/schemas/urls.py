# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from servicekit.representations.fields import ReferenceField


class GivenUrlField(ReferenceField):
    """A URL that is kept as it was given: to the one it leads to, a slash or a query at its end may matter."""

    def to_internal_value(self, data: Any) -> str:
        super().to_internal_value(data)
        return data.strip()

    def to_representation(self, value: str) -> str:
        return value
