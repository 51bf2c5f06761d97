# SPDX-License-Identifier: EUPL-1.2
"""Tokens for trying things out."""

import os
import shlex
import sys
import time
from urllib.parse import urlsplit

import jwt

from gateway.faults import Fault
from gateway.sandbox import Sandbox
from servicekit.stack import Client, Stack, StackError, load
from servicekit.stack.loading import is_loopback


def token(sandbox: Sandbox, client_id: str, municipality: str = "") -> str:
    """Return a ZGW token (JWT, HS256) of a client that the stack file names, as that client would make it now.

    The client is looked for in `municipality`, or in all of them. Raises Fault when it is not there.
    """
    try:
        stack = load(sandbox.stack, sandbox.environment, only_client=client_id)
    except StackError as error:
        raise Fault(str(error)) from error
    for each in stack.municipalities:
        if client_id in each.clients and municipality in ("", each.name):
            claims = {
                "iss": client_id,
                "iat": int(time.time()),
                "client_id": client_id,
                "user_id": client_id,
                "user_representation": each.clients[client_id].label,
            }
            return jwt.encode(claims, each.clients[client_id].secret, algorithm="HS256")
    known = sorted({client for each in stack.municipalities for client in each.clients})
    raise Fault(f"{sandbox.stack} has no client '{client_id}'; it has {', '.join(known)}.")


def command(sandbox: Sandbox, client_id: str, municipality: str = "") -> str:
    """Return the command, for a shell in the folder of the checkout, that prints such a token."""
    usual = Sandbox(root=sandbox.root)
    words = [os.path.relpath(sys.executable, sandbox.root), "-m", "gateway", "token", client_id]
    if sandbox.stack != usual.stack:
        words += ["--stack", str(sandbox.stack)]
    if sandbox.data != usual.data:
        words += ["--data", str(sandbox.data)]
    if municipality:
        words += ["--municipality", municipality]
    return shlex.join(words)


def first_call(sandbox: Sandbox, stack: Stack) -> list[str]:
    """Say a call that works in this stack: of a client that may read zaken, at an address that is this sandbox's."""
    for each in stack.municipalities:
        place = each.places["zrc"]
        root = next((root for root in place.roots if place.ours and is_here(root, sandbox.port)), None)
        client = next((client for client in each.clients.values() if reads(client, "zrc", "zaken.lezen")), None)
        if root and client:
            twice = sum(client.id in other.clients for other in stack.municipalities) > 1
            made = command(sandbox, client.id, each.name if twice else "")
            return [
                f"The client:  {client.id}, of {each.label}; {sandbox.stack} says where its secret is",
                "A first call, to paste in another terminal:",
                "",
                f'  curl -s -H "Authorization: Bearer $({made})" -H "Accept-Crs: EPSG:4326" {root}/zaken',
            ]
    return [f"A first call: no client in {sandbox.stack} may read zaken at port {sandbox.port} of this machine"]


def is_here(root: str, port: int) -> bool:
    """Whether an API root leads to this port of this machine."""
    return is_loopback(root) and urlsplit(root).scheme == "http" and (urlsplit(root).port or 80) == port


def reads(client: Client, code: str, scope: str) -> bool:
    """Whether the stack file gives a client a scope in a component, for whatever type."""
    given = client.rights.get("autorisaties", ())
    return client.rights.get("heeftAlleAutorisaties", False) or any(
        each["component"] == code and scope in each["scopes"] for each in given
    )
