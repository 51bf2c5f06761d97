# SPDX-License-Identifier: EUPL-1.2
"""Ask a sandbox that runs why a client may, or may not, do something."""

from argparse import ArgumentParser
from typing import Any

import requests

from gateway.faults import Fault
from gateway.sandbox import Sandbox
from gateway.tokens import is_here, reads, token
from servicekit.stack import Municipality, StackError, load
from servicekit.stack.components import CODES

_SECONDS = 30


def add_question(parser: ArgumentParser) -> None:
    """Have a command line take a question, as `manage.py why` of autorisaties does."""
    parser.add_argument("client", help="its id in the stack file")
    parser.add_argument("component", choices=CODES, help="that was asked")
    parser.add_argument("--operation", dest="operatie", help="its operationId in the contract, as zaak_retrieve")
    parser.add_argument("--scopes", type=lambda text: text.split(","), help="instead, with commas between")
    parser.add_argument("--resource", help="URL of an object in the component")
    parser.add_argument("--type", help="instead, the URL of a type")
    parser.add_argument("--level", dest="vertrouwelijkheidaanduiding", help="of an object of that type")
    parser.add_argument("--municipality", default="", help="its name in the stack file, when there are more")


def why(sandbox: Sandbox, asked: Any) -> str:
    """Return what the Autorisaties API of the sandbox says, in sentences.

    Asked as a client of the stack file that may read autorisaties. Raises Fault when there is none, when nothing
    answers, or when the question is refused.
    """
    municipality = _municipality(sandbox, asked.municipality)
    root = next((root for root in municipality.places["ac"].roots if is_here(root, sandbox.port)), None)
    asker = next(
        (client for client in municipality.clients.values() if reads(client, "ac", "autorisaties.lezen")), None
    )
    if root is None or asker is None:
        raise Fault(
            f"No client of {municipality.name} in {sandbox.stack} may read autorisaties at port {sandbox.port} of this"
            " machine."
        )
    names = ("operatie", "scopes", "resource", "type", "vertrouwelijkheidaanduiding")
    question = {name: value for name in names if (value := getattr(asked, name))}
    question |= {"clientId": asked.client, "component": CODES[asked.component]}
    headers = {"Authorization": f"Bearer {token(sandbox, asker.id, municipality.name)}"}
    try:
        answer = requests.post(f"{root}/uitleg", json=question, headers=headers, timeout=_SECONDS)
        said = answer.json()
    except requests.RequestException as error:
        raise Fault(f"{root} does not answer; is the sandbox up? ({type(error).__name__})") from error
    if answer.status_code != 200:
        faults = [f"{each['name']}: {each['reason']}" for each in said.get("invalidParams", [])]
        raise Fault("\n".join(faults) or said["detail"])
    return "\n".join(said["uitleg"])


def _municipality(sandbox: Sandbox, name: str) -> Municipality:
    """The municipality of this name; without one the first."""
    try:
        # Of no client: which one is to be asked as is known only once the file is read.
        municipalities = load(sandbox.stack, sandbox.environment, only_client="-").municipalities
    except StackError as error:
        raise Fault(str(error)) from error
    for each in municipalities:
        if name in ("", each.name):
            return each
    raise Fault(
        f"{sandbox.stack} has no municipality '{name}'; it has {', '.join(each.name for each in municipalities)}."
    )
