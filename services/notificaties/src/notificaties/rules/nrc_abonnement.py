# SPDX-License-Identifier: EUPL-1.2
"""An abonnement is on kanalen that exist, and to a callback that answers and is guarded."""

from collections.abc import Collection, Mapping, Sequence

from notificaties.rules.nrc_notificatie import ANYTHING, plain
from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("nrc-abonnement")
def kanalen_exist(
    *, kanalen: Sequence[tuple[str, Mapping[str, str]]], known: Mapping[str, Sequence[str]]
) -> Violations:
    """Each (naam, filters) is a known kanaal with kenmerken of it; `known` gives the kenmerken by name."""
    for naam, filters in kanalen:
        if naam not in known:
            yield Violation("naam", "kanaal_naam", f"Er is geen kanaal met de naam {naam}.")
            continue
        allowed = {plain(each) for each in known[naam]}
        strange = [each for each in filters if plain(each) not in allowed]
        if strange:
            reason = (
                f"Het kanaal {naam} heeft geen kenmerk {', '.join(strange)}; filteren kan op: {', '.join(known[naam])}."
            )
            yield Violation("filters", "inconsistent-abonnement-filters", reason)


@rule("nrc-abonnement")
def filters_can_be_met(*, kanalen: Sequence[tuple[str, Mapping[str, str]]], levels: Collection[str]) -> Violations:
    """Refuse a filter on a vertrouwelijkheidaanduiding that is none of the `levels`: no notification would pass it.

    It is equal to the kenmerk, so it lets through one level and no lower or higher one.
    """
    for naam, filters in kanalen:
        for name, wanted in filters.items():
            if plain(name) == "vertrouwelijkheidaanduiding" and wanted not in (*levels, ANYTHING):
                reason = f'"{wanted:.100}" is geen vertrouwelijkheidaanduiding. Kies voor het kanaal {naam} een van: '
                yield Violation("filters", "invalid_choice", f"{reason}{', '.join((*levels, ANYTHING))}.")


@rule("nrc-abonnement")
def is_secure(*, callback_url: str, https: bool, own: bool) -> bool:
    """Whether a callback is called as the municipality demands: by `https`, but for its `own` components."""
    return own or not https or callback_url.lower().startswith("https://")


@rule("nrc-abonnement")
def callback_is_ready(
    *, answer: int | None, unguarded: int | None, allowed: bool = True, secure: bool = True, municipality: str = ""
) -> Violations:
    """The callback takes a test notification, and refuses one without Authorization.

    `answer` and `unguarded` are the statuses with and without it; no answer is 0, and None was not asked. `allowed`:
    whether it may be called at all, which the stack file of the `municipality` says; `secure`: as it demands.
    """
    if not secure:
        reason = f"De gemeente {municipality} stuurt notificaties alleen over https. Geef een callbackUrl met https."
        yield Violation("callbackUrl", "https-required", reason)
        return
    if not allowed:
        yield Violation(
            NON_FIELD,
            "invalid-callback-url",
            "De callbackUrl leidt naar een adres dat hiervandaan niet mag worden aangeroepen. Laat de beheerder het "
            f"opnemen in het stackbestand, onder `callbacks` van gemeente {municipality}, of geef een openbaar adres.",
        )
        return
    if answer is not None and not 200 <= answer < 300:
        said = f"antwoordt met {answer}" if answer else "geeft geen antwoord"
        reason = f"De callbackUrl {said}; een testnotificatie moet met 2xx worden beantwoord."
        yield Violation(NON_FIELD, "invalid-callback-url", reason)
    if unguarded is not None and unguarded not in (401, 403):
        said = f"antwoordt met {unguarded} op" if unguarded else "geeft geen antwoord op"
        reason = (
            f"De callbackUrl {said} een notificatie zonder Authorization; die moet met 401 of 403 worden geweigerd."
        )
        yield Violation("callbackUrl", "no-auth-on-callback-url", reason)
