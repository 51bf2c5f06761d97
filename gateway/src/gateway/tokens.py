# SPDX-License-Identifier: EUPL-1.2
"""Tokens for trying things out."""

import os
import shlex
import sys
import time

import jwt

from gateway.faults import Fault
from gateway.sandbox import Sandbox
from servicekit.stack import StackError, load


def token(sandbox: Sandbox, client_id: str, municipality: str = "") -> str:
    """Return a ZGW token (JWT, HS256) of a client that the stack file names, as that client would make it now.

    The client is looked for in `municipality`, or in all of them. Raises Fault when it is not there.
    """
    try:
        stack = load(sandbox.stack, sandbox.environment)
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


def command(sandbox: Sandbox, client_id: str) -> str:
    """Return the command, for a shell in the folder of the checkout, that prints such a token."""
    usual = Sandbox(root=sandbox.root)
    words = [os.path.relpath(sys.executable, sandbox.root), "-m", "gateway", "token", client_id]
    if sandbox.stack != usual.stack:
        words += ["--stack", str(sandbox.stack)]
    if sandbox.data != usual.data:
        words += ["--data", str(sandbox.data)]
    return shlex.join(words)
