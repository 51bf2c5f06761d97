# SPDX-License-Identifier: EUPL-1.2
"""List the jobs that the worker of a component runs, whatever host runs them."""

from django.conf import settings
from django.utils.module_loading import import_string

from servicekit.jobs import Again, Job, job
from servicekit.journal.publishing import position, publish
from servicekit.mirror import store as mirror
from servicekit.peers.subscription import subscribe
from servicekit.representations.rerendering import rerender
from servicekit.rights import store as rights
from servicekit.writing.idempotency.keys import forget_keys


@job("refresh", every=settings.RIGHTS_POLL)
def refresh() -> None:
    """Ask for the rights again: at once when a notification says that they changed, else every RIGHTS_POLL seconds."""
    rights.refresh()


@job("look_again", every=60)
def look_again() -> None:
    """Ask whether mirrored resources changed: at once when a notification says so, else now and then."""
    if owners := mirror.look_again():
        raise Again(", ".join(sorted(owners)), "what was told to have changed could not be asked for yet")


#: what every component has
OF_THE_KIT = (position, publish, refresh, look_again, subscribe, rerender, forget_keys)


def jobs() -> dict[str, Job]:
    """The jobs of this component by name: the kit's, and those that its manifest declares."""
    own: list[Job] = [import_string(path) for path in settings.COMPONENT.jobs]
    return {each.name: each for each in (*OF_THE_KIT, *own)}
