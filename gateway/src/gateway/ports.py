# SPDX-License-Identifier: EUPL-1.2
"""Ports on loopback."""

import errno
import random
import socket

from gateway.faults import Fault, sentence

# Below the range from which the kernel gives outgoing connections their port (Linux 32768, macOS 49152), so that a
# process that is restarted finds its port still free. Above the ports that servers have by default.
_RANGE = range(20_000, 32_000)


def loopback() -> list[str]:
    """Return this machine's loopback addresses: `localhost` may be either of two, and not every machine has both."""
    return [address for address in ("127.0.0.1", "::1") if not _refusal(address, 0)]


def check_free(port: int) -> None:
    """Raise Fault, with what to do, unless a server could listen on this port of loopback now."""
    for address in loopback():
        refusal = _refusal(address, port)
        if refusal and refusal.errno == errno.EADDRINUSE:
            raise Fault(f"Port {port} is in use: stop what listens there, or choose another with PORT=.")
        if refusal and refusal.errno == errno.EACCES:
            raise Fault(f"Port {port} is only for root: choose one above 1023 with PORT=.")
        if refusal:
            raise Fault(f"Port {port} cannot be used: {sentence(refusal)}")


def free_ports(count: int, *, besides: int = 0) -> list[int]:
    """Return `count` different ports on which nothing listens now, chosen at random: checkouts do not meet.

    Draw all that are needed at once: a port is free until somebody listens. `besides` is one that is meant for another.
    """
    found: list[int] = []
    for port in random.sample(_RANGE, len(_RANGE)):
        if len(found) == count:
            break
        if port != besides and not _refusal("127.0.0.1", port):
            found.append(port)
    return found


def _refusal(address: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            # As the servers do: a connection of an earlier one that lingers is no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            probe.listen()
    except OSError as error:
        return error
    return None
