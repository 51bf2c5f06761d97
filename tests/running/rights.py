# SPDX-License-Identifier: EUPL-1.2
"""Rights of the clients that the stack file gives none: by the Autorisaties API, as any application would."""

from typing import Any

from running.clients import Client


def give(balie: Client, client_id: str, **rights: Any) -> str:
    """Have a client hold exactly these rights (the fields of an applicatie); the URL of its applicatie."""
    found = balie.get("autorisaties", f"/applicaties/consumer?clientId={client_id}")
    if found.status_code == 404:
        return balie.post("autorisaties", "/applicaties", {"clientIds": [client_id], "label": client_id} | rights)[
            "url"
        ]
    return balie.patch("autorisaties", found.json()["url"], rights)["url"]


def told(balie: Client) -> set[str]:
    """Where components are told of changes; each is in it once it has subscribed, which takes a moment at a start."""
    callbacks = [each["callbackUrl"] for each in balie.get("notificaties", "/abonnement").json()]
    return {url for url in callbacks if url.endswith("/callbacks/notificaties")}
