# SPDX-License-Identifier: EUPL-1.2
"""Errors as the standard words them: RFC 9457 problems with the fields of `Fout` and `ValidatieFout`."""

import uuid
from collections.abc import Iterable
from contextlib import suppress

import orjson
from django.http import HttpResponse

from servicekit import caller
from servicekit.rules import NON_FIELD, Violation

#: status -> (code, title): what a client reads when nothing more precise is known
STATUSES = {
    400: ("invalid", "Ongeldige invoer."),
    401: ("not_authenticated", "Authenticatiegegevens zijn niet opgegeven."),
    403: ("permission_denied", "Je hebt geen toestemming om deze actie uit te voeren."),
    404: ("not_found", "Niet gevonden."),
    405: ("method_not_allowed", "Deze methode is hier niet toegelaten."),
    406: ("not_acceptable", "Kan niet voldoen aan de opgegeven Accept header."),
    408: ("request_timeout", "Het verzoek duurt te lang."),
    409: ("conflict", "Dit verzoek botst met een ander verzoek."),
    410: ("gone", "Dit bestaat niet meer."),
    412: ("precondition_failed", "Voorwaarde is niet vervuld."),
    413: ("request_entity_too_large", "Het verzoek is te groot."),
    415: ("unsupported_media_type", "Dit mediatype wordt niet ondersteund."),
    421: ("misdirected_request", "Dit adres hoort niet bij deze stack."),
    422: ("unprocessable", "Het verzoek kan zo niet worden verwerkt."),
    429: ("throttled", "Te veel verzoeken."),
    500: ("error", "Er is iets misgegaan."),
    503: ("service_unavailable", "Tijdelijk niet beschikbaar."),
    507: ("insufficient_storage", "Er is geen ruimte om dit op te slaan."),
}
NO_ROOM = 30  #: seconds after which to try again when there was no room, which somebody has to make


class Problem(Exception):
    """Ends a request with an error answer of the standard's shape."""

    def __init__(
        self, status: int, detail: str = "", code: str = "", violations: Iterable[Violation] = (), retry_after: int = 0
    ) -> None:
        super().__init__(f"{status} {code} {detail}")
        self.status, self.detail, self.code = status, detail, code
        self.violations = tuple(violations)
        self.retry_after = retry_after


class Invalid(Problem):
    """400 with everything that is wrong in `invalidParams`: fields in the order of the body's schema, then the rest."""

    def __init__(self, *violations: Violation) -> None:
        super().__init__(400, violations=_ordered(violations))


def _ordered(violations: Iterable[Violation]) -> list[Violation]:
    """The same with those of no field last, and the others as the schema has their fields, when a body was read."""
    order = None
    with suppress(LookupError):  # configuring and jobs have no caller
        order = caller.current().order
    return sorted(violations, key=lambda each: (each.name == NON_FIELD, order(each.name) if order else ()))


class NotFound(Problem):
    """404: it is not there."""

    def __init__(self, detail: str = "Niet gevonden.") -> None:
        super().__init__(404, detail)


class Forbidden(Problem):
    """403: it is there, but not for this client (zrc-006).

    `reason` is for the log, and may say of what is refused what the client may not know.
    """

    def __init__(self, detail: str = STATUSES[403][1], code: str = "", *, reason: str = "") -> None:
        super().__init__(403, detail, code)
        self.reason = reason or detail


class Unavailable(Problem):
    """503: somebody else who has to be asked cannot be; worth trying again after so many seconds."""

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(503, detail, retry_after=retry_after)


def check(violations: Iterable[Violation]) -> None:
    """Raise Invalid when a rule yielded anything."""
    if found := tuple(dict.fromkeys(violations)):
        raise Invalid(*found)


def invalid(name: str, code: str, reason: str) -> Invalid:
    """The Invalid of a single violation, ready to raise."""
    return Invalid(Violation(name or NON_FIELD, code, reason))


def response(problem: Problem) -> HttpResponse:
    """The answer of a Problem, as application/problem+json; `instance` finds it in the logs."""
    code, title = STATUSES.get(problem.status, STATUSES[500])
    body = {
        "type": f"https://datatracker.ietf.org/doc/html/rfc9110#status.{problem.status}",
        "code": problem.code or code,
        "title": title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": f"urn:uuid:{uuid.uuid4()}",
    }
    if problem.violations or problem.status == 400:
        body["invalidParams"] = [{"name": v.name, "code": v.code, "reason": v.reason} for v in problem.violations]
    answer = HttpResponse(orjson.dumps(body), status=problem.status, content_type="application/problem+json")
    if problem.retry_after:
        answer["Retry-After"] = str(problem.retry_after)
    answer.problem = body  # type: ignore[attr-defined]  # for the log line
    answer.reason = getattr(problem, "reason", "")  # type: ignore[attr-defined]
    return answer
