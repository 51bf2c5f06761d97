# SPDX-License-Identifier: EUPL-1.2
"""The field that content comes in by."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from servicekit.web.bodies import LargeText


@extend_schema_field({"type": "string", "format": "byte"})
class InhoudField(serializers.Field):
    """Base64 text, kept as it came: it is decoded piece by piece where it is written. Empty text is no content."""

    default_error_messages = {"invalid": "Stuur de inhoud als tekst in base64."}

    def to_internal_value(self, data: Any) -> str | LargeText:
        if not isinstance(data, (str, LargeText)):
            self.fail("invalid")
        return data
