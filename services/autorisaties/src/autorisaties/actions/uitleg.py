# SPDX-License-Identifier: EUPL-1.2
"""Why a client may, or may not, do something: what the predicate that decides requests says, in sentences."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import orjson

from autorisaties.actions.scopes import TRAIL
from autorisaties.models import Applicatie
from autorisaties.models.enums import COMPONENT, COUNTING, LEVELLED, TYPES
from autorisaties.peers.contracten import scopes_of
from autorisaties.peers.objecten import ObjectFacts, object_facts
from servicekit.levels import LEVELS, level_of
from servicekit.mirror.store import Unusable
from servicekit.problems import check
from servicekit.references import absolute, outward
from servicekit.rights.checks import any_of
from servicekit.rights.predicate import Missing, Rights, rights_from
from servicekit.rights.tokens import is_known
from servicekit.rules import Violation
from servicekit.scopes import SCOPES
from servicekit.stack.components import COMPONENTS
from servicekit.stack.municipalities import here

_NAMED = {Missing.SCOPE: "scope", Missing.TYPE: "type", Missing.LEVEL: "vertrouwelijkheidaanduiding"}


@dataclass(kw_only=True)
class _Question:
    """What is asked, once it is known what it is about."""

    client_id: str
    component: str
    scopes: tuple[str, ...]
    facts: ObjectFacts | None  #: of the object; None for whatever type
    absent: bool  #: whether an object was asked about that is not there


def explain(**given: Any) -> dict[str, Any]:
    """Say whether a client may do something, and else what is missing. Takes the attributes of the schema of a vraag.

    Raises Invalid with what is wrong with the question, or Problem 503 when who must be asked is down.
    """
    violations: list[Violation] = []
    question_faults(violations, frozenset(), **given)
    check(violations)
    question = _understood(given, violations)
    check(violations)
    place = here().municipality.places[question.component]
    applicatie = Applicatie.objects.filter(clients__client_id=question.client_id).first()
    shown = _answer(question, applicatie)
    if place.ours and not is_known(question.client_id):
        return shown | _no("client", _UNKNOWN.format(client=question.client_id))
    if applicatie is None:
        return shown | _no("applicatie", _NO_APPLICATIE.format(client=question.client_id))
    rights = _rights(applicatie, question.component)
    for scopes, facts in _asked(question):
        missing = _missing(rights, scopes, facts)
        reach = rights.reach(scopes, facts.type) if facts else None
        if reach:
            shown["maxVertrouwelijkheidaanduiding"] = LEVELS[reach - 1]
        if missing:
            refused = _refused(missing, question, scopes, facts, rights)
            if missing is Missing.TYPE and applicatie.missing:
                refused["uitleg"].append(_WAITS.format(names=", ".join(applicatie.missing)))
            return shown | refused
    if question.absent:
        return shown | _no("resource", "De rechten zijn er, maar dit object bestaat niet: het antwoord is 404.")
    return shown | {"uitleg": [_allowed(question, rights, shown["maxVertrouwelijkheidaanduiding"])]}


def question_faults(violations: list[Violation], wrong: Set[str], **given: Any) -> None:
    """Add what is wrong with a question that has these wrong attributes: what does not go together."""
    asked = {name for name, value in given.items() if value}
    if wrong.isdisjoint({"operatie", "scopes"}):
        if asked.isdisjoint({"operatie", "scopes"}):
            violations.append(Violation("operatie", "required", "Geef een operatie, of scopes."))
        elif "operatie" in asked and "scopes" in asked:
            violations.append(Violation("scopes", "invalid", "Geef een operatie of scopes, niet beide."))
    if "resource" in asked and "type" in asked:
        violations.append(Violation("type", "invalid", "Geef een resource of een type, niet beide."))
    level = "vertrouwelijkheidaanduiding"
    if level in asked and "type" not in asked | wrong:
        violations.append(Violation(level, "invalid", "Geef bij een vertrouwelijkheidaanduiding ook een type."))
    component = given.get("component")
    if component and "type" in asked and component not in TYPES:
        reason = f"Rechten in {COMPONENTS[component]} gelden niet per type. Laat dit veld leeg."
        violations.append(Violation("type", "invalid", reason))
    elif component and level in asked and component not in LEVELLED:
        reason = f"Rechten in {COMPONENTS[component]} hebben geen vertrouwelijkheidaanduiding. Laat dit veld leeg."
        violations.append(Violation(level, "invalid", reason))


def _understood(given: dict[str, Any], violations: list[Violation]) -> _Question:
    """The question with what others know of it; adds to the violations what nobody can say anything of."""
    component, facts, absent = given["component"], None, False
    scopes = tuple(given["scopes"])
    try:
        if given["operatie"]:
            scopes = scopes_of(given["operatie"], component)
    except Unusable as error:
        violations.append(Violation("operatie", error.code, error.reason))
    try:
        if given["resource"]:
            facts = object_facts(given["resource"], component)
            absent = facts is None
        elif given["type"]:
            level = given["vertrouwelijkheidaanduiding"]
            facts = ObjectFacts(type=given["type"], level=level_of(level) if level else 0)
    except Unusable as error:
        violations.append(Violation("resource", error.code, error.reason))
    return _Question(client_id=given["client_id"], component=component, scopes=scopes, facts=facts, absent=absent)


def _rights(applicatie: Applicatie, component: str) -> Rights:
    """The rights of an applicatie as a component reads them."""
    return rights_from(
        orjson.loads(outward(applicatie.body.encode())),
        components=COUNTING.get(component, (component,)),
        type_field=TYPES.get(component, ""),
    )


def _asked(question: _Question) -> list[tuple[tuple[str, ...], ObjectFacts | None]]:
    """Scopes of which any will do, each with the object that they are asked for; all of these must be there."""
    if question.scopes == TRAIL:
        reading = (f"{COMPONENTS[question.component]}.lezen",)
        return [(reading, question.facts), (question.scopes, None)]
    return [(question.scopes, question.facts)]


def _missing(rights: Rights, scopes: tuple[str, ...], facts: ObjectFacts | None) -> Missing | None:
    if facts is None:
        return None if rights.has(scopes) else Missing.SCOPE
    return rights.missing(scopes, type=facts.type, level=facts.level, ready=facts.ready)


def _answer(question: _Question, applicatie: Applicatie | None) -> dict[str, Any]:
    """What is answered whatever the outcome is; as when it may be done."""
    facts = question.facts or ObjectFacts()
    return {
        "toegestaan": True,
        "ontbreekt": "",
        "uitleg": [],
        "applicatie": absolute(applicatie.reference) if applicatie else "",
        "scopes": list(question.scopes),
        "type": absolute(facts.type),
        "vertrouwelijkheidaanduiding": LEVELS[facts.level - 1] if facts.level else "",
        "maxVertrouwelijkheidaanduiding": "",
    }


_UNKNOWN = (
    "De client-id {client} heeft geen geheim in het stackbestand, zodat elk verzoek met 403 wordt geweigerd voordat"
    " naar rechten is gekeken. Zet de client in het stackbestand, of verbeter de client-id."
)
_NO_APPLICATIE = (
    "Geen applicatie heeft de client-id {client}, zodat deze client nergens rechten heeft. Registreer een applicatie"
    " met deze client-id, of geef de client rechten in het stackbestand."
)
_WAITS = "Wat zij kreeg, noemt typen die Catalogi niet heeft: {names}."


def _no(missing: str, *said: str) -> dict[str, Any]:
    return {"toegestaan": False, "ontbreekt": missing, "uitleg": list(said)}


def _allowed(question: _Question, rights: Rights, reach: str) -> str:
    """Why it may be done."""
    if rights.everything:
        return f"Dit mag: de applicatie {rights.label} heeft alle autorisaties."
    up_to = f" tot en met {reach}" if reach else ""
    what = f", voor dit type{up_to}" if question.facts and question.facts.type else ""
    whichever = "" if question.facts or question.component not in TYPES else ", voor een of meer typen"
    return f"Dit mag: de applicatie {rights.label} heeft {any_of(question.scopes)}{what}{whichever}."


def _refused(
    missing: Missing,
    question: _Question,
    scopes: tuple[str, ...],
    facts: ObjectFacts | None,
    rights: Rights,
) -> dict[str, Any]:
    """What is missing, and what to do about it."""
    name, who = COMPONENTS[question.component], f"De applicatie {rights.label}"
    if missing is Missing.READY:
        said = (
            f"{who} mag alleen zien wat gereed is voor publicatie (alleenIsGereedVoorPublicatie), en dit object is dat"
            " niet: het antwoord is 404, alsof het er niet is."
        )
        return _no("isGereedVoorPublicatie", said)
    asked = any_of(scopes)
    if missing is Missing.SCOPE:
        had = sorted({scope for grant in rights.grants for scope in grant.scopes} & set(SCOPES[name]))
        said = f"{who} mist {asked} in {name}. Zij heeft daar: {', '.join(had) or 'geen enkele scope'}."
        todo = f"Geef haar een autorisatie voor de {COMPONENT[question.component]} met {asked}."
        return _no(_NAMED[missing], said, todo)
    assert facts is not None  # without an object no type or level is asked
    field = TYPES[question.component]
    if missing is Missing.TYPE:
        said = f"{who} heeft {asked} in {name}, maar niet voor het {field} {absolute(facts.type)}."
        todo = f"Geef haar een autorisatie met {asked} voor dit {field}."
        return _no(_NAMED[missing], said, todo)
    reach = rights.reach(scopes, facts.type)
    until = f"tot en met {LEVELS[reach - 1]}" if reach else "zonder maxVertrouwelijkheidaanduiding, en dus tot niets"
    wanted = LEVELS[facts.level - 1]
    said = f"{who} heeft {asked} voor dit {field} {until}; dit object is {wanted}."
    return _no(_NAMED[missing], said, f"Verhoog de maxVertrouwelijkheidaanduiding van die autorisatie tot {wanted}.")
