# SPDX-License-Identifier: EUPL-1.2
"""Say once what jobs wait for, and once when it is there: a start at which neighbours are late is no failure."""

import structlog

log = structlog.get_logger("jobs")
_waits: dict[tuple[str, str], str] = {}


def waits(name: str, municipality: str, peer: str, reason: str) -> None:
    """Say once that a job of a municipality waits for a neighbour."""
    if _waits.get((name, municipality)) != peer:
        _waits[name, municipality] = peer
        log.warning("waits_for_peer", job=name, municipality=municipality, peer=peer, reason=reason[:200])


def waits_no_more(name: str, municipality: str) -> None:
    """Say once that what the job waited for is there."""
    if peer := _waits.pop((name, municipality), None):
        log.info("peer_is_there", job=name, municipality=municipality, peer=peer)
