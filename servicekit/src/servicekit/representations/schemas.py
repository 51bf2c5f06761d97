# SPDX-License-Identifier: EUPL-1.2
"""Schemas: DRF serializers whose fields carry the names of the standard. The shape in and out, hence the contract."""

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from logging import DEBUG
from typing import Any

import structlog
from rest_framework import serializers
from rest_framework.fields import empty

from servicekit import caller
from servicekit.problems import Forbidden, Invalid, Unavailable
from servicekit.representations.fields import NullableTextField, not_blank
from servicekit.representations.rendering import register
from servicekit.rules import NON_FIELD, Violation

log = structlog.get_logger("schemas")
#: called with a list to add to, the attributes that are wrong already, and the values of the others by attribute
type MoreFaults = Callable[..., None]
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")


@cache
def snake(name: str) -> str:
    """camelCase of the wire -> the attribute of a model or keyword of an action."""
    return _CAPITAL.sub(r"_\1", name).lower()


class Schema(serializers.Serializer):
    """Reads and shows one resource. Fields are declared in camelCase; their source is the snake_case attribute.

    `class Meta: model = X` makes it the schema of X's stored representation.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        model = getattr(cls.__dict__.get("Meta"), "model", None)
        if model is not None:
            register(model, cls)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name, field in fields.items():
            if field.source is None and (source := snake(name)) != name:
                field.source = source
            _keep_text(field)
            _speak_dutch(field)
        return fields

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        reader = self
        if self.parent is not None and self.root.partial:
            # A PATCH too gives a group, or an item of a list, as a whole (zrc-012).
            reader = _reader(type(self), False)  # type: ignore[arg-type]  # a class can be hashed
        if isinstance(data, Mapping) and log.is_enabled_for(DEBUG):
            _log_unknown(self, data)
        return super(Schema, reader).to_internal_value(data)

    def reader_of(self, data: Mapping[str, Any]) -> "Schema":
        """What reads such a body: itself, or one of its kinds."""
        return self

    def place_of(self, name: str) -> tuple[int, ...]:
        """Where a field stands, by the dotted name of its faults, to sort by; what is no field stands last."""
        place: list[int] = []
        node: Any = self
        for part in name.split("."):
            if part.isdecimal():
                place.append(int(part))
                node = getattr(node, "child", None)
            else:
                names = list(getattr(node, "fields", ()))
                place.append(names.index(part) if part in names else len(names))
                node = node.fields[part] if part in names else None
        return tuple(place)


def _more(schema: Schema, data: Mapping[str, Any], faults: Mapping[str, Any], find: MoreFaults) -> list[Violation]:
    """What more is wrong with a refused body, judged by the values that are right by themselves."""
    schema = schema.reader_of(data)
    fields = {field.field_name: field for field in schema._writable_fields}
    right = {
        field.source: field.run_validation(data[name])
        for name, field in fields.items()
        if name in data and name not in faults
    }
    wrong = {name: fields[name].source for name in faults if name in fields}
    if not schema.partial:
        _fill_in(schema, right, but=wrong.values())
    found: list[Violation] = []
    # What is known to be wrong is worth more than that somebody could not be asked, or was not allowed to ask.
    with suppress(Unavailable, Forbidden):
        find(found, frozenset(wrong.values()), **right)
    # What is said of a value that nobody could read, was said of another.
    return [each for each in found if each.name.partition(".")[0] not in wrong]


def _fill_in(schema: Schema, values: dict[str, Any], *, but: Collection[str] = ()) -> None:
    """Give what a body leaves out the empty value of its field; what has a default that raises SkipField has none."""
    for field in schema._writable_fields:
        if field.source not in but:
            with suppress(serializers.SkipField):
                values.setdefault(field.source, _empty_value(field))


def _log_unknown(schema: Schema, data: Mapping[str, Any]) -> None:
    """Name the keys that are not used, as of a field spelled in another way; never what stands under them."""
    if unknown := [str(key)[:50] for key in data if key not in schema.fields]:
        log.debug("unknown_keys", schema=type(schema).__name__, keys=unknown[:20], count=len(unknown))


def _keep_text(field: serializers.Field) -> None:
    """Have text kept as it came, in lists too: what Python calls white space may be meant, as the byte 0x1E."""
    if isinstance(field, serializers.ListField):
        _keep_text(field.child)
    elif isinstance(field, serializers.CharField):
        field.trim_whitespace = False
        if not field.allow_blank:
            field.validators.append(not_blank)


#: what DRF says in English only
_DUTCH: dict[type[serializers.Field], dict[str, str]] = {
    serializers.BooleanField: {"invalid": "Geef true of false."},
    serializers.CharField: {"invalid": "Geef een tekst."},
    serializers.UUIDField: {"invalid": "Geef een geldige UUID."},
    serializers.ListField: {
        "min_length": "Geef ten minste {min_length} onderdelen.",
        "max_length": "Geef ten hoogste {max_length} onderdelen.",
    },
}


def _speak_dutch(field: serializers.Field) -> None:
    """Give a field, and what is in it, the Dutch reasons that DRF does not have; reasons of its own stay."""
    for kind, reasons in _DUTCH.items():
        if isinstance(field, kind):
            own = kind.default_error_messages
            field.error_messages |= {
                code: reason for code, reason in reasons.items() if field.error_messages.get(code) == own.get(code)
            }
    if isinstance(field, serializers.ChoiceField):
        choices = ", ".join(str(choice) for choice in field.choices).replace("{", "{{").replace("}", "}}")
        # What was given may be anything, of any length.
        field.error_messages["invalid_choice"] = f'"{{input!s:.100}}" is geen geldige keuze. Kies een van: {choices}.'
    if isinstance(field, (serializers.ListField, serializers.DictField)):
        _speak_dutch(field.child)


class GroupSchema(Schema):
    """A gegevensgroep (zrc-012): null or absent when not set, valid as a whole otherwise; kept as JSON."""

    #: whether an answer shows it with all its fields empty, and not as null, when it is not set
    always_shown = False

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        if data is None and self.always_shown:
            return True, None  # the same as leaving it out, also where the contract has no null
        return super().validate_empty_values(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        checked = super().to_internal_value(data)
        # Kept as it goes out, so the keys are those of the wire, and dates are text.
        return {
            name: field.to_representation(value) if isinstance(value := checked[field.source], date) else value
            for name, field in self.fields.items()
            if field.source in checked
        }

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        shown = {}
        for name, field in self.fields.items():
            value = instance.get(name)
            if value is None:
                shown[name] = _empty_value(field)
            elif isinstance(value, (dict, list)) and not isinstance(field, GroupSchema):
                shown[name] = value
            else:
                shown[name] = field.to_representation(value)
        return shown

    def get_attribute(self, instance: Any) -> Any:
        value = super().get_attribute(instance)
        return {} if value is None and self.always_shown else value


def parse(
    schema: type[Schema], data: Any, *, partial: bool = False, more_faults: MoreFaults | None = None
) -> dict[str, Any]:
    """The checked values of a request body, by attribute. Raises Invalid with every field error.

    Of a body that has one, `more_faults` adds to a list what is wrong beside it. It is given the attributes that are
    wrong already, and the values of the others, by attribute and filled in like those of a body without errors. What
    it had added before it raised Unavailable or Forbidden counts.

    Later faults of this request are named in the order of this schema, too.
    Unless `partial`, what the body leaves out is filled in with the empty value of its field, since POST and PUT
    speak of the resource as a whole. Not a field whose default raises SkipField: that stays as it is.
    """
    serializer = _reader(schema, partial)  # type: ignore[arg-type]  # a class can be hashed
    with suppress(LookupError):
        caller.current().order = serializer.place_of
    try:
        values = dict(serializer.run_validation(empty if data is None else data))
    except serializers.ValidationError as error:
        violations = _violations(error.detail)
        if more_faults is not None and isinstance(data, Mapping):
            violations += _more(serializer, data, error.detail, more_faults)
        raise Invalid(*dict.fromkeys(violations)) from error
    if not partial:
        _fill_in(serializer, values)
    return values


@cache
def _reader(schema: Any, partial: bool) -> Schema:
    """One serializer per schema: making one copies every field, which costs more CPU than reading a body with it.

    Reading keeps nothing in it (as `is_valid` would), so threads may share it.
    """
    return schema(partial=partial)


def _empty_value(field: serializers.Field) -> Any:
    if field.default is not empty:
        return field.default() if callable(field.default) else field.default
    if field.allow_null and not isinstance(field, NullableTextField):
        return None
    if isinstance(field, (serializers.ListField, serializers.ListSerializer)):
        return []
    return "" if isinstance(field, (serializers.CharField, serializers.ChoiceField)) else None


def _violations(errors: Any, path: str = "") -> list[Violation]:
    """DRF's nested errors as the flat `invalidParams` of the standard: dotted, `.N.` for list items."""
    found: list[Violation] = []
    if isinstance(errors, list):
        for index, error in enumerate(errors):
            if isinstance(error, (dict, list)):
                found += _violations(error, f"{path}.{index}" if path else str(index))
            else:
                found.append(Violation(path or NON_FIELD, error.code, str(error)))
    else:
        for name, nested in errors.items():
            if name in ("non_field_errors", NON_FIELD):
                found += _violations(nested, path)
            else:
                found += _violations(nested, f"{path}.{name}" if path else str(name))
    return found
