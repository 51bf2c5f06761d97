# SPDX-License-Identifier: EUPL-1.2
"""Query parameters of lists: declared once, checked like a body, turned into SQL; unknown ones are refused."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from servicekit import references
from servicekit.clock import DAY
from servicekit.problems import Invalid, NotFound
from servicekit.rules import NON_FIELD, Violation

MOST = 500  #: results on a page, however many a client asks for


class Bad(ValueError):
    """The value of a parameter is not what it must be: (code, reason)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One parameter: how to read its text, the SQL it becomes (with one `{}` per value), and what the contract says."""

    sql: str  #: a condition with one `%s`; `r` is the row's table
    read: Callable[[str], Any]
    schema: dict[str, Any]
    help: str = ""
    deprecated: bool = False
    hidden: bool = False  #: accepted, and not in the contract: an alias that older clients send
    default: str = ""  #: what it is when a list is asked for without it
    item: Callable[[str], Any] | None = None  #: how to read one value of a list; None when it takes one value
    or_text: bool = False  #: it takes URLs and other text, so that the contract does not say that it takes URLs

    @property
    def of_urls(self) -> bool:
        """Whether it takes URLs. An empty one is a mistake of who made the request, and not a question for all."""
        return self.or_text or "uri" in (self.schema.get("format"), self.schema.get("items", {}).get("format"))

    def asks(self, value: Any) -> bool:
        """Whether this value asks for something: an empty text is as if it were not given, but where a URL belongs."""
        return value != "" or self.of_urls

    def read_json(self, value: Any) -> Any:
        """The value of a JSON body: text, boolean or number, and an array where it takes several. Raises Bad."""
        if isinstance(value, list) and self.item is not None:
            if not all(isinstance(each, str) for each in value):
                raise Bad("invalid", "Voer een lijst van teksten in.")
            return [self.item(each) for each in value]
        if isinstance(value, bool):
            return self.read("true" if value else "false")
        if isinstance(value, (str, int)):
            return self.read(str(value))
        raise Bad("invalid", "Deze waarde is hier niet mogelijk.")


def _text(value: str) -> str:
    if "\x00" in value:
        raise Bad("invalid", "Een NUL-teken is niet toegestaan.")
    return value


def _day(value: str) -> date:
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a day that no month has
    raise Bad("invalid", "Voer een geldige datum in (JJJJ-MM-DD).")


def _instant(value: str) -> datetime:
    from servicekit.clock import AMSTERDAM

    try:
        # In a query string a + of the offset often arrives as the space that it stands for there.
        read = datetime.fromisoformat(value.replace(" ", "+") if re.search(r" \d\d:?\d\d$", value) else value)
        return (read if read.tzinfo else read.replace(tzinfo=AMSTERDAM)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Bad("invalid", "Voer een geldig tijdstip in (ISO 8601).") from None


def _boolean(value: str) -> bool:
    if value.lower() in ("true", "1"):
        return True
    if value.lower() in ("false", "0"):
        return False
    raise Bad("invalid", "Voer true of false in.")


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Bad("invalid", "Voer een geldige UUID in.") from None


def _integer(value: str) -> int:
    if not re.fullmatch(r"-?\d{1,18}", value):
        raise Bad("invalid", "Voer een geheel getal in.")
    return int(value)


def _reference(value: str) -> str:
    if not value:
        raise Bad("invalid", "Deze waarde is leeg. Geef een URL, of laat de parameter weg.")
    try:
        return references.normal(_text(value))
    except references.NotAUrl:
        raise Bad("invalid", "Voer een geldige URL in.") from None


def _reference_to(kind: str) -> Callable[[str], str]:
    """How to read a URL of a kind of resource (`code:collection`): that of another kind of that component is refused.

    One that leads nowhere, or to somebody else's, is none of ours to judge.
    """
    code = kind.partition(":")[0]

    def read(value: str) -> str:
        reference = _reference(value)
        if reference.startswith(f"{code}:") and not reference.startswith(f"{kind}/"):
            raise Bad("invalid-type", f"Deze URL is niet van een object uit {kind.partition(':')[2]}.")
        return reference

    return read


def _choice(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise Bad("invalid_choice", f"Kies een van: {', '.join(choices)}.")
        return value

    return read


def _many(read: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    # A space after a comma is none of the value; what else Python calls white space may be.
    return lambda value: [read(each.strip(" ")) for each in value.split(",")]


def text(column: str, operator: str = "=", **options: Any) -> Filter:
    """Equal text."""
    return Filter(sql=f"{column} {operator} %s", read=_text, schema={"type": "string"}, **options)


def contains(column: str, **options: Any) -> Filter:
    """Text that contains the value, in any case."""

    def read(value: str) -> str:
        return "%" + re.sub(r"([\\%_])", r"\\\1", _text(value)) + "%"

    return Filter(sql=f"{column} ILIKE %s", read=read, schema={"type": "string"}, **options)


def day(column: str, operator: str = "=", **options: Any) -> Filter:
    """A date, compared with =, <, <=, > or >=."""
    # The standard gives these no format, so that to a generated client they are texts.
    return Filter(sql=f"{column} {operator} %s", read=_day, schema={"type": "string"}, **options)


def instant(column: str, operator: str = "=", **options: Any) -> Filter:
    """A moment, compared with =, <, <=, > or >=."""
    return Filter(
        sql=f"{column} {operator} %s", read=_instant, schema={"type": "string", "format": "date-time"}, **options
    )


def boolean(column: str, **options: Any) -> Filter:
    """True or false."""
    return Filter(sql=f"{column} = %s", read=_boolean, schema={"type": "boolean"}, **options)


def is_null(column: str, **options: Any) -> Filter:
    """True keeps rows without a value, false those with one."""
    return Filter(sql=f"({column} IS NULL) = %s", read=_boolean, schema={"type": "boolean"}, **options)


def integer(column: str, operator: str = "=", **options: Any) -> Filter:
    """A whole number."""
    return Filter(sql=f"{column} {operator} %s", read=_integer, schema={"type": "integer"}, **options)


def choice(column: str, choices: tuple[str, ...], operator: str = "=", **options: Any) -> Filter:
    """One value of an enumeration."""
    return Filter(
        sql=f"{column} {operator} %s",
        read=_choice(choices),
        schema={"type": "string", "enum": list(choices)},
        **options,
    )


def choices(column: str, among: tuple[str, ...], **options: Any) -> Filter:
    """A comma list of values of an enumeration."""
    schema = {"type": "array", "items": {"type": "string", "description": f"Een van: {', '.join(among)}."}}
    return _any_of(column, _choice(among), schema, **options)


def texts(column: str, **options: Any) -> Filter:
    """A comma list of texts, any of which."""
    return _any_of(column, _text, {"type": "array", "items": {"type": "string"}}, **options)


def uuids(column: str, **options: Any) -> Filter:
    """A comma list of UUIDs, any of which."""
    return _any_of(column, _uuid, {"type": "array", "items": {"type": "string", "format": "uuid"}}, **options)


def references_in(column: str, **options: Any) -> Filter:
    """A comma list of URLs kept as references in this column, any of which."""
    return _any_of(column, _reference, {"type": "array", "items": {"type": "string", "format": "uri"}}, **options)


def _any_of(column: str, item: Callable[[str], Any], schema: dict[str, Any], **options: Any) -> Filter:
    return Filter(sql=f"{column} = ANY(%s)", read=_many(item), item=item, schema=schema, **options)


def reference(column: str, kind: str = "", **options: Any) -> Filter:
    """A URL kept as a reference in this column, of a kind (`code:collection`) if one is named.

    One that leads nowhere finds nothing; one of another kind is `invalid-type` (rules 1.4).
    """
    read = _reference_to(kind) if kind else _reference
    return Filter(sql=f"{column} = %s", read=read, schema={"type": "string", "format": "uri"}, **options)


def row(sql: str, kind: str, **options: Any) -> Filter:
    """A URL of a row of this component; the condition takes its UUID, NULL when it leads to nothing of ours."""
    code, _, collection = kind.partition(":")
    to = _reference_to(kind)

    def read(value: str) -> UUID | None:
        return references.uuid_in(to(value), collection, code)

    return Filter(sql=sql, read=read, schema={"type": "string", "format": "uri"}, **options)


def link(column: str, table: str, kind: str, **options: Any) -> Filter:
    """A URL of a row of this component, of a kind (`code:collection`), kept as a foreign key to `table`."""
    return row(f"{column} = (SELECT id FROM {table} WHERE uuid = %s)", kind, **options)


@dataclass(frozen=True)
class Query:
    """The question of a list request: conditions with their parameters, the order, and the page."""

    conditions: tuple[str, ...]
    parameters: tuple[Any, ...]
    page: int
    ordering: str
    size: int = 0  #: how many results are on a page; 0: as the settings say


@dataclass(frozen=True, kw_only=True)
class Filters:
    """All parameters of a list."""

    fields: Mapping[str, Filter]
    ordering: Mapping[str, str] | None = None  #: name -> column, where the list can be ordered
    paged: bool = True
    sized: bool = False  #: whether who asks may say how many are on a page

    def read(self, parameters: Mapping[str, str]) -> Query:
        """Check the parameters of a request. Raises Invalid with all that is wrong, NotFound for a bad page."""
        # Clients send an empty ordering to every list.
        meant = [name for name in parameters if name != "ordering" or parameters[name]]
        found = self._unknown(meant, "query parameters")
        given = {name: declared.default for name, declared in self.fields.items() if declared.default}
        given |= {name: value for name, value in parameters.items() if self._asks(name, value)}
        conditions, values = self._read(given, found)
        order = self._order(parameters.get("ordering", ""), found) if self.ordering is not None else ""
        size = self._size(parameters.get("pageSize", ""), found) if self.sized else 0
        if found:
            raise Invalid(*found)
        return Query(tuple(conditions), tuple(values), self._page(parameters.get("page", "1")), order, size)

    def read_body(self, body: Mapping[str, Any], page: int) -> Query:
        """Check the criteria in a body, which are the parameters as JSON. Raises Invalid with all that is wrong.

        A body without any of them is `empty_search_body`: a search for everything is the list.
        """
        found = self._unknown(body, "velden")
        conditions, values = self._read(
            {name: body[name] for name in body if self._asks(name, body[name])}, found, json=True
        )
        ordering = body.get("ordering", "")
        if not isinstance(ordering, str):
            found.append(Violation("ordering", "invalid", "Voer een tekst in."))
        else:
            ordering = self._order(ordering, found)
        if not found and not conditions:
            found.append(Violation(NON_FIELD, "empty_search_body", "Geef ten minste een zoekcriterium."))
        if found:
            raise Invalid(*found)
        return Query(tuple(conditions), tuple(values), page, ordering)

    def schema(self) -> dict[str, Any]:
        """The parameters as the JSON Schema of a body, for the contract of a search."""
        properties = {
            name: declared.schema | ({"description": declared.help} if declared.help else {})
            for name, declared in self.fields.items()
            if not declared.hidden
        }
        if self.ordering is not None:
            names = [f"{sign}{name}" for name in self.ordering for sign in ("", "-")]
            properties["ordering"] = {"type": "string", "enum": names}
        return {"type": "object", "properties": properties}

    def _unknown(self, names: Iterable[str], what: str) -> list[Violation]:
        unknown = [name for name in names if not self._knows(name)]
        reason = f"Onbekende {what}: {', '.join(unknown)}"
        return [Violation(NON_FIELD, "unknown-parameters", reason)] if unknown else []

    def _read(
        self, given: Mapping[str, Any], found: list[Violation], *, json: bool = False
    ) -> tuple[list[str], list[Any]]:
        """Conditions and their parameters; what is wrong is added to what was found."""
        conditions, values = [], []
        for name, declared in self.fields.items():
            if name not in given:
                continue
            try:
                values.append(declared.read_json(given[name]) if json else declared.read(given[name]))
                conditions.append(declared.sql)
            except Bad as bad:
                found.append(Violation(name, bad.code, bad.reason))
        return conditions, values

    def _asks(self, name: str, value: Any) -> bool:
        return name in self.fields and self.fields[name].asks(value)

    def _knows(self, name: str) -> bool:
        return (
            name in self.fields
            or (name == "page" and self.paged)
            or (name == "pageSize" and self.sized)
            or (name == "ordering" and self.ordering is not None)
        )

    def _order(self, value: str, found: list[Violation]) -> str:
        order = []
        for each in filter(None, (part.strip() for part in value.split(","))):
            column = (self.ordering or {}).get(each.removeprefix("-"))
            if column is None:
                names = ", ".join(self.ordering or ())
                found.append(Violation("ordering", "invalid_choice", f"Sorteren kan op: {names}."))
                continue
            order.append(f"{column} DESC NULLS LAST" if each.startswith("-") else f"{column} ASC NULLS LAST")
        return ", ".join(order)

    def _page(self, value: str) -> int:
        if not re.fullmatch(r"[1-9]\d{0,8}", value):
            raise NotFound("Ongeldige pagina.")
        return int(value)

    def _size(self, value: str, found: list[Violation]) -> int:
        if not value:
            return 0
        if not re.fullmatch(r"[1-9]\d{0,8}", value):
            found.append(Violation("pageSize", "invalid", "Voer een geheel getal groter dan 0 in."))
            return 0
        return min(int(value), MOST)
