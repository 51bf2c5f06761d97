# SPDX-License-Identifier: EUPL-1.2
"""Fields of schemas that the standard needs and DRF does not have."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from servicekit import references
from servicekit.clock import DAY
from servicekit.durations import has_length, valid_duration
from servicekit.stack.loading import eleven_test

#: what prints as nothing; Python counts separators such as the byte 0x1E among white space, and they may be meant
_BLANKS = re.compile(r"[^\S\x1c-\x1f]+")


def not_blank(text: str) -> None:
    """Refuse, as `blank`, a text of white space alone: nobody can tell such a name from another."""
    if _BLANKS.fullmatch(text):
        raise serializers.ValidationError(serializers.CharField.default_error_messages["blank"], code="blank")


class IdentityField(serializers.CharField):
    """A text by which a row is known: it may be empty where the component gives one, but is not of blanks alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.allow_blank:  # of a text that must be there it goes without saying
            self.validators.append(not_blank)


class ReferenceField(serializers.CharField):
    """A URL of another resource; kept in normal form (`code:path` when a component of the municipality owns it)."""

    default_error_messages = {"invalid": "Voer een geldige URL in."}

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 1000)
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text == "":
            return text
        try:
            return references.normal(text)
        except references.NotAUrl:
            raise self.fail("invalid") from None

    def to_representation(self, value: Any) -> Any:
        return references.marked(value)


class NullableTextField(serializers.CharField):
    """A text that clients may send as null; an answer shows it as any other text that was never set: empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, **options)

    def get_attribute(self, instance: Any) -> Any:
        value = super().get_attribute(instance)
        return "" if value is None else value


class SelfField(serializers.Field):
    """The `url` of the row itself, shown only."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "URL-referentie naar dit object. Dit is de unieke identificatie ervan.")
        super().__init__(read_only=True, source="reference", **options)

    def to_representation(self, value: str) -> Any:
        return references.marked(value)


class LinkField(serializers.Field):
    """The URL of the row that a foreign key leads to; written as a reference that the action looks up."""

    default_error_messages = {"invalid": "Voer een geldige URL in.", "null": "Dit veld mag niet leeg zijn."}

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        # Where there may be none, clients send null or an empty text for it.
        return super().validate_empty_values(None if data == "" and self.allow_null else data)

    def to_internal_value(self, data: Any) -> str:
        try:
            return references.normal(data if isinstance(data, str) else "")
        except references.NotAUrl:
            raise self.fail("invalid") from None

    def to_representation(self, value: Any) -> Any:
        return references.marked(value.reference)


class LinkListField(serializers.Field):
    """URLs of rows, shown only: the attribute is a list of references."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def to_representation(self, value: Any) -> Any:
        return [references.marked(reference) for reference in value]


class FilledChoiceField(serializers.ChoiceField):
    """An enumeration that may be sent empty and is filled in or left out then: an answer never has it empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, **options)


class DateField(serializers.DateField):
    """A day, written YYYY-MM-DD and in none of the other ways of ISO 8601 (rules 1.2)."""

    def to_internal_value(self, value: Any) -> date:
        if isinstance(value, str) and not DAY.fullmatch(value):
            self.fail("invalid", format="JJJJ-MM-DD")
        return super().to_internal_value(value)


class UtcDateTimeField(serializers.DateTimeField):
    """An instant: read with or without offset (a bare date too), kept and answered in UTC with `Z`."""

    def to_internal_value(self, value: Any) -> datetime:
        if isinstance(value, str) and len(value) == 10:
            # A widely used client sends only the date; midnight in Amsterdam is what it means.
            value = f"{value}T00:00:00"
        try:
            return super().to_internal_value(value).astimezone(UTC)
        except OverflowError:
            raise self.fail("overflow") from None  # in the year 1 or 9999, and in UTC in none

    def fail(self, key: str, **options: Any) -> Any:
        # DRF's code for a moment that its own zone does not have is none of the standard's.
        super().fail("invalid", format="ISO 8601") if key == "overflow" else super().fail(key, **options)

    def default_timezone(self) -> Any:
        from servicekit.clock import AMSTERDAM

        return AMSTERDAM

    def to_representation(self, value: datetime | None) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class DurationField(serializers.CharField):
    """A term: an ISO 8601 duration in which time passes, kept by the calendar (`P1M` is not 30 days)."""

    default_error_messages = {
        "invalid": _("Voer een geldige ISO 8601-duur in, bijvoorbeeld P30D."),
        "empty-duration": "Een termijn duurt langer dan niets. Geef een duur, bijvoorbeeld P1D.",
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text and not valid_duration(text):
            self.fail("invalid")
        if text and not has_length(text):
            self.fail("empty-duration")
        return text


class RsinField(serializers.CharField):
    """Nine digits that pass the 11-proef; each way to be wrong has its own code."""

    default_error_messages = {
        "only-digits": "Voer een numerieke waarde in.",
        "invalid-length": "RSIN moet 9 tekens lang zijn.",
        "invalid": "Onjuist RSIN: de 11-proef klopt niet.",
    }

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 9
        super().__init__(**options)
        # The length has its own code here, so DRF's validator would say it twice.
        self.validators: list[Any] = [v for v in self.validators if getattr(v, "code", "") != "max_length"]

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text == "":
            return text
        if not text.isascii() or not text.isdigit():
            self.fail("only-digits")
        if len(text) != 9:
            self.fail("invalid-length")
        if not eleven_test(text):
            self.fail("invalid")
        return text
