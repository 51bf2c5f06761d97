# SPDX-License-Identifier: EUPL-1.2
"""URLs in the examples of a contract: of a municipality that is nobody's, until a real one serves the contract."""

from collections.abc import Mapping

from servicekit.stack.components import COMPONENTS

_ADDRESS = "https://gemeente.example"


def example_url(reference: str) -> str:
    """Return the URL of a reference `code:path` as the committed contract has it."""
    code, path = reference.split(":", 1)
    return f"{_root(code)}/{path}"


def placed(text: str, roots: Mapping[str, str]) -> str:
    """Return the text of a contract with these API roots, by code of the standard, in place of those of nobody."""
    for code, root in roots.items():
        text = text.replace(_root(code), root)
    return text


def _root(code: str) -> str:
    return f"{_ADDRESS}/{COMPONENTS[code]}/api/v1"
