# SPDX-License-Identifier: EUPL-1.2
"""Whose request it is: the municipality whose address it came by, made current, or the answer that it is nobody's."""

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from servicekit.problems import NotFound, Problem, response
from servicekit.stack import municipalities


class _WriteMoved(HttpResponsePermanentRedirect):
    """A write to where the API is now; of the 301 that the standard has for this, most clients would make a GET."""

    status_code = 308


def enter(request: HttpRequest) -> HttpResponse | None:
    """Make the municipality of a request current, its path that below the API root.

    The answer when it has none: 421 for a Host that is not ours, 404, or where the API moved to. Raises
    OperationalError or InterfaceError when the database cannot be reached.
    """
    try:
        route, path = municipalities.route_of(request.META.get("HTTP_HOST", ""), request.path_info)
    except municipalities.Elsewhere as elsewhere:
        municipalities.activate(None)
        return _elsewhere(request, elsewhere.location)
    except LookupError:
        municipalities.activate(None)
        return response(NotFound())
    request.path_info = path
    try:
        municipalities.activate(route.here)
    except (OperationalError, InterfaceError):
        # The connection that this thread kept was lost, and nothing was asked of it yet.
        connection.close()
        municipalities.activate(route.here)
    return None


def _elsewhere(request: HttpRequest, location: str | None) -> HttpResponse:
    if location is None:
        return response(Problem(421, "Deze host is hier niet bekend."))
    query = request.META.get("QUERY_STRING", "")
    moved = HttpResponsePermanentRedirect if request.method in ("GET", "HEAD") else _WriteMoved
    return moved(location + (f"?{query}" if query else ""))
