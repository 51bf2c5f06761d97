# SPDX-License-Identifier: EUPL-1.2
"""`stack.yaml`: the one file that declares a stack."""

from servicekit.stack.loading import StackError, load
from servicekit.stack.model import Client, Municipality, Peer, Place, Stack

__all__ = ["Client", "Municipality", "Peer", "Place", "Stack", "StackError", "load"]
