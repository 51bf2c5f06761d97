# SPDX-License-Identifier: EUPL-1.2
"""Which scopes an operation takes, by the contract that its component serves."""

import re
from difflib import get_close_matches
from typing import Any

from servicekit.mirror.store import Unusable
from servicekit.peers import calls
from servicekit.problems import Unavailable
from servicekit.stack.municipalities import here

#: as the standard writes of which scopes any will do: `zaken.lezen`, or `(zaken.aanmaken | zaken.bijwerken)`
_ANY_OF = re.compile(r"\(?[a-z.-]+(?: \| [a-z.-]+)*\)?")
_INSTEAD = "Geef de scopes in plaats van de operatie."


def scopes_of(operation: str, component: str) -> tuple[str, ...]:
    """The scopes of which an operation takes any. Raises Unusable when there is no such operation, or Problem 503."""
    url = f"{here().municipality.places[component].root}/openapi.json"
    try:
        document = calls.get(url)
    except calls.Unreachable as error:
        raise Unavailable(f"{url} is niet bereikbaar; probeer het later opnieuw.", retry_after=5) from error
    except calls.Refused as error:
        raise Unusable("bad-url", f"{url} geeft geen contract. {_INSTEAD}") from error
    operations = _operations(document)
    if operation not in operations:
        alike = ", ".join(get_close_matches(operation, operations)) or ", ".join(sorted(operations)[:10])
        raise Unusable("does_not_exist", f"Deze operatie bestaat hier niet. Lijkt erop: {alike or 'geen'}.")
    match operations[operation].get("security"):
        case [{"JWT-Claims": [str(scopes)]}] if _ANY_OF.fullmatch(scopes):
            return tuple(scopes.strip("()").split(" | "))
    raise Unusable("invalid", f"Het contract zegt niet welke scopes deze operatie vraagt. {_INSTEAD}")


def _operations(document: Any) -> dict[str, dict[str, Any]]:
    """The operations of an OpenAPI document by name; none of what is no such document."""
    paths = document.get("paths") if isinstance(document, dict) else None
    items = [item for item in paths.values() if isinstance(item, dict)] if isinstance(paths, dict) else []
    found = [each for item in items for each in item.values() if isinstance(each, dict)]
    return {each["operationId"]: each for each in found if isinstance(each.get("operationId"), str)}
