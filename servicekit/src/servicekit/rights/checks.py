# SPDX-License-Identifier: EUPL-1.2
"""The predicate for one object that is about to be written. For actions."""

from servicekit import caller
from servicekit.levels import LEVELS
from servicekit.problems import Forbidden, NotFound
from servicekit.representations.model import Represented
from servicekit.rights import store


def require_scope(scopes: tuple[str, ...]) -> None:
    """Raise Forbidden when the caller has none of the scopes, for whatever type."""
    who = caller.current()
    if not who.rights.has(scopes) and not (store.look_again(who.rights) and who.rights.has(scopes)):
        raise scope_missing(scopes)


def authorize(scopes: tuple[str, ...], main: Represented) -> None:
    """Raise Forbidden when the caller may not do this to this main object, NotFound when it is absent for it (C21)."""
    ready = main.judged.ready
    if ready and caller.current().rights.ready_only and not main._state.adding and getattr(main, ready) is not True:
        raise NotFound()
    look_for(scopes, main)
    if not allowed(scopes, main):
        # What is to be made, the client named itself.
        raise refusal(scopes, type=_type(main), level=_level(main), named=main._state.adding)


def look_for(scopes: tuple[str, ...], main: Represented) -> None:
    """Have the Autorisaties API asked once more for rights, unless those of the caller allow this already.

    For what is judged by `allowed` in a transaction, where nobody can be asked.
    """
    if not allowed(scopes, main):
        store.look_again(caller.current().rights)


def allowed(scopes: tuple[str, ...], main: Represented) -> bool:
    """Whether the caller may do this to this main object."""
    return caller.current().rights.allows(scopes, type=_type(main), level=_level(main))


def refusal(scopes: tuple[str, ...], *, type: str, level: int, named: bool = False) -> Forbidden:
    """The 403 of a caller whose rights with these scopes, if it has any, do not cover an object.

    Its words are the same whatever the object is, so that nobody learns the type or level of what it may not see. Of
    what the caller `named` itself, as what it wants to make, they say which of the two its rights do not reach.
    """
    rights = caller.current().rights
    if not rights.has(scopes):
        return scope_missing(scopes)
    said = _said(rights.reach(scopes, type)) if named else _OF_OBJECTS
    detail = f"De rechten van deze client met {any_of(scopes)} {said}"
    return Forbidden(detail, reason=f"{detail} type: {type}, level: {level}")


_OF_OBJECTS = (
    "gelden niet voor het type of de vertrouwelijkheidaanduiding van dit object. Vraag de beheerder om een recht dat"
    " het omvat."
)
_OF_TYPE = "gelden niet voor het type dat dit verzoek noemt. Vraag de beheerder om een recht voor dat type."
_OF_LEVEL = (
    "gelden voor dit type tot en met {up_to}, en dit verzoek gaat daarboven. Geef een lagere"
    " vertrouwelijkheidaanduiding mee, of vraag de beheerder om een recht tot dit niveau."
)
_OF_NO_LEVEL = (
    "hebben voor dit type geen maxVertrouwelijkheidaanduiding, en reiken zo tot niets. Vraag de beheerder om een recht"
    " dat er een heeft."
)


def _said(reach: int | None) -> str:
    """Why something of a type is refused, by the level up to which that is given."""
    if reach is None:
        return _OF_TYPE
    return _OF_LEVEL.format(up_to=LEVELS[reach - 1]) if reach else _OF_NO_LEVEL


def scope_missing(scopes: tuple[str, ...]) -> Forbidden:
    """The 403 of a caller that has none of these scopes, for whatever type."""
    none = "" if caller.current().rights.application else "Deze client heeft geen applicatie in de Autorisaties API. "
    return Forbidden(f"{none}Hiervoor heeft een client {any_of(scopes)} nodig. Vraag de beheerder om dit recht.")


def any_of(scopes: tuple[str, ...]) -> str:
    """Scopes of which any will do, in words."""
    return f"de scope {scopes[0]}" if len(scopes) == 1 else f"een van de scopes {', '.join(scopes)}"


def _type(main: Represented) -> str:
    return getattr(main, main.judged.type) if main.judged.type else ""


def _level(main: Represented) -> int:
    return getattr(main, main.judged.level) if main.judged.level else 0
