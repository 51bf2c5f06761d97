# SPDX-License-Identifier: EUPL-1.2
"""Is what a component tells what the schema of the event says? Asked of all that stands in the journal after a test.

The schemas are the committed ones; that they are what the code says is held by tests/architecture/test_contracts.py.
"""

from functools import cache

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from servicekit.journal.models import Line
from servicekit.journal.publishing import cloudevent
from servicekit.openapi.events import folder
from servicekit.stack import Municipality
from servicekit.stack.municipalities import serving


def assert_told(municipality: Municipality) -> int:
    """Assert that each line to publish is an event that has a schema, and is as that says; how many there are."""
    with serving(municipality):
        lines = Line.objects.filter(notify=True)
        for line in lines:
            assert_described(orjson.loads(orjson.dumps(cloudevent(line))))
        return len(lines)


def assert_described(event: dict) -> None:
    """Assert that an event has a schema, and is as that says."""
    fault = best_match(_validator(event.get("type")).iter_errors(event))
    assert not fault, f"{event['type']} is not what its schema says: {fault.json_path}: {fault.message}"


@cache
def _validator(type_: str | None) -> Draft202012Validator:
    path = folder() / f"{type_}.json"
    assert path.exists(), f"no schema describes {type_}"
    schema = orjson.loads(path.read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
