# SPDX-License-Identifier: EUPL-1.2
"""Where the Notificaties API tells this component what changed elsewhere (the standard's consumer API)."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicekit import references
from servicekit.jobs import wake
from servicekit.mirror import store as mirror
from servicekit.peers.subscription import authorization
from servicekit.problems import Problem
from servicekit.stack.municipalities import here
from servicekit.web import bodies


def receive(request: HttpRequest) -> HttpResponse:
    """Take one notification: have what it says has changed asked again. 204; 401 without the agreed Authorization."""
    request.operation = "notification_receive"  # type: ignore[attr-defined]
    if request.method != "POST":
        raise Problem(405)
    given = request.headers.get("Authorization", "")
    # Without a secret of its own anybody could work out what is agreed.
    known = here().municipality.places[settings.COMPONENT.code].client.secret
    if not known or not hmac.compare_digest(given.encode(), authorization().encode()):
        raise Problem(401, "Deze Authorization is hier niet bekend.")
    message = bodies.read(request)
    if message.get("kanaal") == "autorisaties":
        wake("refresh", here().municipality.schema)
    elif message.get("kanaal") in settings.COMPONENT.listens:
        try:
            mirror.mark(references.normal(str(message.get("hoofdObject", ""))))
        except references.NotAUrl as error:
            raise Problem(400, "hoofdObject is geen URL.") from error
        for name in settings.COMPONENT.told:
            wake(name, here().municipality.schema)
    return HttpResponse(status=204)


receive.csrf_exempt = True  # type: ignore[attr-defined]
