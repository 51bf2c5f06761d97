# SPDX-License-Identifier: EUPL-1.2
"""Keep how far each abonnement lags, for a graph of the last day."""

from servicekit.database import sql
from servicekit.jobs import job

EVERY = 300.0  #: seconds
#: of a lane `l`: how many deliveries are `waiting`, and when the `first` of them was accepted
LAG = """
CROSS JOIN LATERAL (SELECT count(*) FROM notificaties_delivery d
    WHERE d.abonnement_id = l.abonnement_id AND d.delivered IS NULL AND NOT d.dead) waiting
LEFT JOIN LATERAL (SELECT n.accepted FROM notificaties_delivery d
    JOIN notificaties_notificatie n ON n.id = d.notificatie_id
    WHERE d.abonnement_id = l.abonnement_id AND d.delivered IS NULL AND NOT d.dead ORDER BY d.id LIMIT 1) first ON true
"""
# After the last of a lag there is one of none, so that a graph ends at the ground.
_SAMPLE = f"""
INSERT INTO notificaties_sample (abonnement_id, moment, count, age)
SELECT l.abonnement_id, clock_timestamp(), waiting.count,
    COALESCE(GREATEST(0, EXTRACT(EPOCH FROM clock_timestamp() - first.accepted)), 0)::integer
FROM notificaties_lane l {LAG}
LEFT JOIN LATERAL (SELECT s.count FROM notificaties_sample s
    WHERE s.abonnement_id = l.abonnement_id ORDER BY s.moment DESC LIMIT 1) before ON true
WHERE waiting.count > 0 OR before.count > 0
"""


@job("sample_lag", every=EVERY)
def sample_lag() -> None:
    """Keep count and age of what waits for each abonnement that something waits for, and once that nothing does."""
    sql.execute(_SAMPLE)
