# SPDX-License-Identifier: EUPL-1.2
"""`python -m gateway`: run a sandbox, remove its data, make a token for a first call, or ask why one is refused."""

import argparse
import os
import sys
from pathlib import Path

from gateway.faults import Fault, sentence
from gateway.sandbox import CHECKOUT, Sandbox
from gateway.tokens import token
from gateway.up import up
from gateway.why import add_question, why


def main(arguments: list[str] | None = None, *, root: Path = CHECKOUT) -> None:
    """Do what the command line asks; what stands in the way is one sentence on stderr and exit code 1."""
    asked = _parser().parse_args(arguments)
    sandbox = Sandbox(root=root, data=asked.data, stack=asked.stack, port=asked.port)
    try:
        match asked.command:
            case "up":
                up(sandbox)
            case "reset":
                sandbox.remove()
                print(f"The data in {sandbox.data} is removed.")
            case "token":
                print(token(sandbox, asked.client, asked.municipality))
            case "why":
                print(why(sandbox, asked))
    except Fault as fault:
        sys.exit(str(fault))
    except OSError as error:
        sys.exit(sentence(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gateway", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up_, reset, token_, why_ = (
        commands.add_parser(name, help=text)
        for name, text in (
            ("up", "run the sandbox until Ctrl-C"),
            ("reset", "remove its data"),
            ("token", "print a token of a client"),
            ("why", "say why a client may, or may not, do something; of a sandbox that runs"),
        )
    )
    for command in (up_, reset, token_, why_):
        command.add_argument("--data", type=Path, default=os.environ.get("DATA"), help="folder of its data (.meent)")
        command.add_argument("--stack", type=Path, default=os.environ.get("STACK"), help="file (stack.example.yaml)")
        command.add_argument(
            "--port", type=_port, default=os.environ.get("PORT", "8000"), help="where it answers (8000)"
        )
    token_.add_argument("client", help="its id in the stack file")
    token_.add_argument("--municipality", default="", help="its name in the stack file, when more have this client")
    add_question(why_)
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a number from 1 to 65535, found '{text}'")


if __name__ == "__main__":
    main()
