# SPDX-License-Identifier: EUPL-1.2
"""Say how delivering stands in a municipality, for /status and the metrics."""

from typing import Any

from servicekit.database import sql

_STATUS = """
SELECT (SELECT count(*) FROM notificaties_delivery JOIN notificaties_lane USING (abonnement_id)
        WHERE delivered IS NULL AND NOT dead),
    (SELECT count(*) FROM notificaties_delivery JOIN notificaties_lane USING (abonnement_id) WHERE dead),
    (SELECT count(*) FROM notificaties_lane WHERE paused <> ''),
    (SELECT count(*) FROM notificaties_lane WHERE paused = '' AND failing_since IS NOT NULL),
    (SELECT COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(failing_since)), 0)::float8 FROM notificaties_lane)
"""


def status() -> dict[str, Any]:
    """Deliveries that wait or were given up, and lanes that are paused or fail."""
    names = ("undelivered", "dead_deliveries", "paused_lanes", "failing_lanes", "longest_failing_seconds")
    return dict(zip(names, sql.row(_STATUS) or (), strict=False))
