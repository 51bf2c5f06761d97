# SPDX-License-Identifier: EUPL-1.2
"""Take, change and end abonnementen."""

from collections.abc import Set
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Value, When

from notificaties.actions.scopes import CONSUME
from notificaties.models import Abonnement, Lane
from notificaties.models.kanaal import hold_kanalen
from notificaties.peers.abonnees import Probe, probe
from notificaties.peers.secrets import Secrets, Unreadable, decrypt, encrypt
from notificaties.rules import nrc_abonnement
from servicekit import caller
from servicekit.database.transactions import after_commit
from servicekit.jobs import wake
from servicekit.levels import LEVELS
from servicekit.problems import Forbidden, Invalid, check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations
from servicekit.stack.municipalities import here
from servicekit.writing.changing import changing, creating, find

_SECRETS = {"auth": "auth", "signing_keys": "signingKeys"}  #: attribute of Secrets -> its field
_UNREADABLE = "Wat hiervan bewaard werd, kan niet meer worden gelezen. Geef het opnieuw."
_NOT_YOURS = "Alleen de client die het abonnement heeft genomen, mag het wijzigen of beëindigen."


def create_abonnement(**given: Any) -> Abonnement:
    """Take an abonnement for the caller, once its callback was tried. Raises Invalid, Forbidden, Problem 503."""
    authorize(CONSUME, Abonnement())
    abonnement = Abonnement(client_id=caller.current().client_id)
    secrets = _put(abonnement, given)
    probed = probe(given["callback_url"], secrets, in_cloudevents=given["send_cloudevents"])
    with creating() as change:
        check([*_kanaal_faults(abonnement.kanalen), *_callback_faults(probed)])
        change.create(abonnement)
        Lane.objects.create(abonnement=abonnement)
    return abonnement


def abonnement_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what is wrong with kanalen and callback in a request that has other faults; only the owner's is tried.

    Raises Forbidden, NotFound, Problem 412 or 503.
    """
    found = _unchanged(uuid) if uuid is not None else Abonnement()
    if "kanalen" in given:
        violations += _kanaal_faults(given["kanalen"])
    if "callback_url" in given and "auth" in given and not wrong & {"send_cloudevents", "signing_keys"}:
        in_cloudevents = given.get("send_cloudevents", found.send_cloudevents)
        try:
            secrets = _secrets(found, given)
        except Invalid as invalid:
            violations += invalid.violations
        else:
            violations += _callback_faults(probe(given["callback_url"], secrets, in_cloudevents=in_cloudevents))


def update_abonnement(uuid: UUID, *, partial: bool, **given: Any) -> Abonnement:
    """Change an abonnement, once its callback was tried; `kanalen`, when given, replace them all.

    What was paused goes on, unless somebody paused it (desk.py), and what is being delivered ends with the delivery of
    this moment: the next is told as it was changed to. Raises like create, NotFound, and Problem 412.
    """
    authorize(CONSUME, Abonnement())
    found = _unchanged(uuid)
    probed = probe(
        given.get("callback_url", found.callback_url),
        _secrets(found, given),
        in_cloudevents=given.get("send_cloudevents", found.send_cloudevents),
    )
    with changing(found) as change:
        abonnement = change.row
        _put(abonnement, given)
        check([*_kanaal_faults(abonnement.kanalen), *_callback_faults(probed)])
        resume(abonnement, token=None, leased_until=None)
        return change.update(partial=partial)


def destroy_abonnement(uuid: UUID) -> None:
    """End an abonnement; what was not delivered yet is not any more. Raises Forbidden, NotFound, Problem 412."""
    authorize(CONSUME, Abonnement())
    with changing(_own(uuid)) as change:
        change.destroy()
        after_commit(wake, "forget_ended", here().municipality.schema)


def _own(uuid: UUID) -> Abonnement:
    """Return an abonnement that the caller took, as it is without a lock. Raises Forbidden for another's, NotFound."""
    abonnement = find(Abonnement, uuid)
    if abonnement.client_id != caller.current().client_id:
        raise Forbidden(_NOT_YOURS)
    return abonnement


def _unchanged(uuid: UUID) -> Abonnement:
    """Return the caller's own abonnement once If-Match was judged, since else nobody may be tried for it.

    Raises like `_own`, and Problem 412.
    """
    found = _own(uuid)
    with changing(found) as change:
        change.leave()
    return found


def _secrets(abonnement: Abonnement, given: dict[str, Any]) -> Secrets:
    """The secrets of an abonnement with those that are given. Raises Invalid when those that are not cannot be read."""
    new = {name: given[name] for name in _SECRETS if name in given}
    try:
        return replace(decrypt(abonnement.secrets, abonnement.auth), **new)
    except Unreadable:
        had = _SECRETS if abonnement.signed else {"auth": "auth"}
        lost = [Violation(field, "required", _UNREADABLE) for name, field in had.items() if name not in new]
        if lost:
            raise Invalid(*lost) from None
        return Secrets(**new)


def _put(abonnement: Abonnement, given: dict[str, Any]) -> Secrets:
    """Put in an abonnement what a request gives; the secrets that it has then. Raises like `_secrets`."""
    secrets = _secrets(abonnement, given)
    abonnement.secrets, abonnement.auth, abonnement.signed = encrypt(secrets), "", bool(secrets.signing_keys)
    for name, value in given.items():
        if name not in _SECRETS:
            setattr(abonnement, name, value)
    return secrets


def _kanaal_faults(kanalen: list[dict[str, Any]]) -> Violations:
    """Say what is wrong with the kanalen of an abonnement, which nobody changes until the transaction ends."""
    wanted = [(each["naam"], each["filters"]) for each in kanalen]
    yield from nrc_abonnement.kanalen_exist(kanalen=wanted, known=hold_kanalen(naam for naam, _ in wanted))
    yield from nrc_abonnement.filters_can_be_met(kanalen=wanted, levels=LEVELS)


def _callback_faults(probed: Probe) -> Violations:
    """Say what is wrong with a callback that was tried."""
    yield from nrc_abonnement.callback_is_ready(**asdict(probed))


def resume(abonnement: Abonnement, *, by_hand: bool = False, **lease: None) -> None:
    """Let the lane of a locked abonnement go on as if nothing had failed; what somebody paused only `by_hand`.

    Whoever has it now leaves it after the delivery of this moment; with a `lease` of nobody it has it no more already.
    """
    paused = "" if by_hand else Case(When(paused=Lane.MANUAL, then=Value(Lane.MANUAL)), default=Value(""))
    Lane.objects.filter(abonnement=abonnement).update(
        attempts=0, failing_since=None, retry_at=None, gave_up=False, paused=paused, resumed=F("resumed") + 1, **lease
    )
    after_commit(wake, "deliver", here().municipality.schema)
