# SPDX-License-Identifier: EUPL-1.2
"""`python -m gateway.demo <address>`: fill the sandbox at this address with a demo municipality, once."""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gateway import referentielijsten
from gateway.demo import catalogue, zaken
from gateway.demo.api import Api
from gateway.demo.planning import plan
from gateway.faults import Fault
from gateway.sandbox import Sandbox
from gateway.tokens import token
from servicekit.clock import today
from servicekit.stack import Municipality, StackError, load
from servicekit.stack.components import COMPONENTS

_CLIENT = "demo"
_THREADS = 4
#: the version of the catalogus once all is there; without it a load was broken off, and is taken up again
_COMPLETE = "1"


def main(address: str) -> None:
    """Fill the first municipality of STACK that has this address; a fault is one sentence and exit code 1."""
    stack_file = os.environ.get("STACK")
    sandbox = Sandbox(stack=Path(stack_file) if stack_file else None, port=urlsplit(address).port or 80)
    try:
        stack = load(sandbox.stack, sandbox.environment)
        lists = referentielijsten.root_of(stack)
        if not lists:
            raise Fault(f"{sandbox.stack} trusts no reference lists at an address of its own: the demo needs them.")
        municipality = _municipality(stack.municipalities, address)
        roots = municipality.roots_at(municipality.addresses.index(address))
        api = Api({COMPONENTS[code]: root for code, root in roots.items()}, token(sandbox, _CLIENT, municipality.name))
        _fill(api, municipality, lists)
    except (Fault, StackError) as fault:
        sys.exit(str(fault))


def _municipality(municipalities: tuple[Municipality, ...], address: str) -> Municipality:
    for each in municipalities:
        if address in each.addresses:
            return each
    raise Fault(f"No municipality of the stack has the address {address}.")


def _fill(api: Api, municipality: Municipality, lists: str) -> None:
    found = _catalogus(api, municipality)
    if found["versie"] == _COMPLETE:
        return
    begun = time.monotonic()
    day = date.fromisoformat(found["begindatumVersie"])
    channels = {each["naam"]: each["url"] for each in referentielijsten.resources(lists)["communicatiekanalen"]}
    planned = plan(day)
    with _threads() as threads:
        types = catalogue.make(api, found["url"], lists, f"{day.year - 2}-01-01", threads)
        _say(f"{len(types.zaaktypen)} zaaktypen are published")
        works = [threads.submit(zaken.make, api, zaak, types, municipality.rsin, channels) for zaak in planned]
        for done, work in enumerate(as_completed(works), 1):
            work.result()
            if done % 10 == 0 and done < len(works):
                _say(f"{done} of {len(works)} zaken")
    api.change(found["url"], {"versie": _COMPLETE})
    documents = sum(len(zaak.documents) for zaak in planned)
    _say(f"{len(planned)} zaken with {documents} documents, in {time.monotonic() - begun:.1f} s")


def _catalogus(api: Api, municipality: Municipality) -> dict[str, Any]:
    declared = {**catalogue.CONTENT["catalogus"], "rsin": municipality.rsin}
    found = api.find("catalogi", "catalogussen", domein=declared["domein"], rsin=municipality.rsin)
    if found:
        return found[0]
    return api.make("catalogi", "catalogussen", {**declared, "begindatumVersie": f"{today()}"}, key="catalogus")


@contextmanager
def _threads() -> Iterator[ThreadPoolExecutor]:
    """Yield a pool; what was not begun is dropped when something fails."""
    pool = ThreadPoolExecutor(_THREADS)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _say(line: str) -> None:
    print(f"{'':11}The demo municipality: {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
