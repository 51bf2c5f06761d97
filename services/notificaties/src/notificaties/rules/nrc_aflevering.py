# SPDX-License-Identifier: EUPL-1.2
"""Derive what follows when a delivery fails. The standard leaves it open; this is the promise of ADR 0014."""

from collections.abc import Sequence
from dataclasses import dataclass

from servicekit.rules import NON_FIELD, Violation, Violations, rule

DAY = 24 * 3600.0
MINUTE = 60.0
LONGEST = DAY / 15  #: no lane waits longer
#: failures in a row of one notification, the last one a refusal by a component's own callback: it is given up
REFUSALS = 20
#: seconds that a notification may wait before an abonnement is called behind
BEHIND = MINUTE


@dataclass(frozen=True, kw_only=True)
class Setback:
    """The fate of a lane and of the delivery at its head."""

    delay: float  #: seconds until the lane is tried again
    dead: bool = False  #: the delivery is given up; the next one is tried
    paused: bool = False  #: the lane waits until somebody says so


@rule("nrc-aflevering")
def derive_setback(
    *,
    attempts: int,
    failing: float,
    gave_up: bool,
    gone: bool,
    own: bool,
    jitter: float,
    asked: float,
    refused: bool = False,
) -> Setback:
    """Wait longer after each of the `attempts` that failed in a row, for `failing` seconds now; `jitter` is 0 to 1.

    From 1 s, at most a minute in the first quarter of an hour, then a fifteenth of the time that it fails. After a day
    the delivery is given up (`gave_up`: one was before), and when the next one fails too the lane pauses; at once when
    the receiver says that it is gone. A component's `own` lane is never paused, and tried each minute; what it refuses
    time after time (`refused`: the notification is at fault) is given up, since rights that were taken wait behind it.
    A receiver that asks for time (`asked`: its Retry-After, in seconds) gets it, up to the longest wait that there is.
    """
    longest = MINUTE if own else max(MINUTE, failing / 15)
    least = max(1.0, min(asked, MINUTE if own else LONGEST))
    delay = max(least, min(2.0 ** min(attempts - 1, 30), longest) * (0.75 + 0.25 * jitter))
    if not own and (gone or (failing >= DAY and gave_up)):
        return Setback(delay=delay, paused=True)
    if failing >= DAY or (own and refused and attempts >= REFUSALS):
        return Setback(delay=least if refused or not own else delay, dead=True)
    return Setback(delay=delay)


@rule("nrc-aflevering")
def derive_stand(*, paused: bool, failing: bool, oldest: float) -> str:
    """How an abonnement stands, in one word: paused, backing off since it fails, behind, or in order.

    `oldest`: seconds that the first notification which is not delivered has waited.
    """
    if paused:
        return "gepauzeerd"
    if failing:
        return "wacht"
    return "achter" if oldest > BEHIND else "in_orde"


@rule("nrc-aflevering")
def replay_is_of_one_thing(*, given: Sequence[str]) -> Violations:
    """A replay is asked for by one of its fields, so that nobody gets more of it than was meant; `given` are those."""
    if len(given) != 1:
        reason = "Geef een van: vanaf, positie, opgegeven (true), notificatie."
        yield Violation(NON_FIELD, "invalid", reason)
