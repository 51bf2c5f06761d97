# SPDX-License-Identifier: EUPL-1.2
"""What the contract says of `expand`: the parameter, and the shapes of what is shown whole in another."""

from typing import Any

from servicekit.reading.expanding import DEPTH, NAME, PATHS
from servicekit.web.resources import Resource

OPERATIONS = ("list", "retrieve")
NOTE = "x-expand"  #: of an operation until the contract is finished: the resource that it is of
_HELP = f"""Wat direct mee moet komen, in `_expand`: velden met komma's ertussen, en met een punt wat daar weer in zit.
Een `*` is alles wat daar mogelijk is. Ten hoogste {PATHS} paden van {DEPTH} velden.
Wat de client niet mag zien, komt niet mee."""
_EMPTY = "EmptyObject"


def declare(operation: dict[str, Any], resource: type[Resource], action: str) -> None:
    """Add the parameter to an operation that takes it, and note what can be expanded."""
    if resource.expand is None or action not in OPERATIONS:
        return
    schema = {"type": "string", "example": next(iter(resource.expand.resources[resource.model.collection].fields))}
    operation["parameters"].append({"in": "query", "name": NAME, "schema": schema, "description": _HELP})
    operation[NOTE] = resource


def finish(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Have the operations that were noted answer with what is expanded; the schemas that are new by that."""
    noted = [each for methods in paths.values() for each in methods.values() if NOTE in each]
    places = [(each.pop(NOTE), _shown(each["responses"]["200"], schemas)) for each in noted]
    names = {resource.model.collection: place["$ref"].rpartition("/")[2] for resource, place in places}
    made: dict[str, Any] = {}
    for resource, place in places:
        name = names[resource.model.collection]
        place["$ref"] = f"#/components/schemas/{name}Expanded"
        if f"{name}Expanded" in made:
            continue
        properties = schemas[name]["properties"]
        embedded = {
            field: _embedded(properties[field], f"{names[collection]}Expanded")
            for field, collection in resource.expand.resources[resource.model.collection].fields.items()
        }
        made[f"{name}Embedded"] = {
            "type": "object",
            "description": "Wat is gevraagd om direct mee te komen.",
            "properties": embedded,
        }
        shown = {"_expand": {"$ref": f"#/components/schemas/{name}Embedded"}}
        made[f"{name}Expanded"] = schemas[name] | {"properties": properties | shown}
    if made:
        made[_EMPTY] = {
            "type": "object",
            "description": "Er is niets, of niets dat de client mag zien.",
            "maxProperties": 0,
        }
    return made


def _shown(answer: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return where an answer refers to the schema of the resource: of one, or in a page."""
    schema = answer["content"]["application/json"]["schema"]
    page = schemas.get(schema["$ref"].rpartition("/")[2], {}).get("properties", {}).get("results")
    return page["items"] if page else schema


def _embedded(field: dict[str, Any], name: str) -> dict[str, Any]:
    whole = {"$ref": f"#/components/schemas/{name}"}
    if field.get("type") == "array":
        return {"type": "array", "items": whole}
    return {"oneOf": [whole, {"$ref": f"#/components/schemas/{_EMPTY}"}]}
