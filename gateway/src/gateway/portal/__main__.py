# SPDX-License-Identifier: EUPL-1.2
"""`python -m gateway.portal <folder>`: write what the gateway serves beside the components, for the stack of STACK."""

import os
import sys
from pathlib import Path

from gateway import referentielijsten
from gateway.faults import sentence
from gateway.portal.writing import write
from gateway.sandbox import Sandbox
from servicekit.stack import StackError, load


def main(folder: Path) -> None:
    """Write the portal and the reference lists; what stands in the way is one sentence on stderr and exit code 1."""
    stack_file = os.environ.get("STACK")
    sandbox = Sandbox(stack=Path(stack_file) if stack_file else None, port=int(os.environ.get("PORT", "8000")))
    try:
        stack = load(sandbox.stack, sandbox.environment)
        write(folder, sandbox, stack)
        if root := referentielijsten.root_of(stack):
            referentielijsten.write(folder, root)
    except StackError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(sentence(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
