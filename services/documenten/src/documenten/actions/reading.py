# SPDX-License-Identifier: EUPL-1.2
"""Read one version of a document, and its content: each version is judged by what it was itself."""

from uuid import UUID

from django.core.files import File

from documenten.actions.scopes import READ
from documenten.models import Versie, versies
from documenten.peers import storage
from servicekit import caller
from servicekit.problems import NotFound
from servicekit.reading.filters import Query
from servicekit.rights.checks import refusal


def find_version(uuid: UUID, query: Query) -> Versie:
    """The newest version of a document that a query asks for, when the caller may read the document itself.

    Raises NotFound, and Forbidden for one that was of another type, or more confidential than the document is now.
    """
    rights = caller.current().rights
    versie = versies.find(uuid, conditions=query.conditions, parameters=query.parameters, only_ready=rights.ready_only)
    if versie is None:
        raise NotFound()
    if not rights.allows(READ, type=versie.informatieobjecttype, level=versie.niveau):
        raise refusal(READ, type=versie.informatieobjecttype, level=versie.niveau)
    return versie


def open_content(versie: Versie) -> File:
    """The content of a version, open for reading. Raises NotFound when it has none."""
    if not versie.bestand:
        raise NotFound("Dit informatieobject heeft geen inhoud.")
    return storage.read(versie.bestand)
