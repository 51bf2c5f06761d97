# SPDX-License-Identifier: EUPL-1.2
"""Read what is not stored as it is sent: a version of a document, its content, and the answer to who made it.

A version is judged by what it was itself.
"""

from uuid import UUID

from django.core.files import File

from documenten.actions.scopes import READ
from documenten.models import EnkelvoudigInformatieObject, Versie, versies
from documenten.peers import storage
from servicekit import caller
from servicekit.problems import NotFound
from servicekit.reading import answers
from servicekit.reading.filters import Query
from servicekit.representations.bodies import Body
from servicekit.representations.rendering import dump, render, shape_now
from servicekit.rights.checks import refusal

_DOCUMENTS = answers.Source(EnkelvoudigInformatieObject)


def find_version(uuid: UUID, query: Query) -> Versie:
    """The newest version of a document that a query asks for; with `locked`, of the document.

    Raises NotFound, and Forbidden for a document that the caller may not read, or a version that was of another type,
    or more confidential, than the document is now.
    """
    answers.representation(_DOCUMENTS, uuid, READ, etag_only=True)
    rights = caller.current().rights
    versie = versies.find(uuid, conditions=query.conditions, parameters=query.parameters, only_ready=rights.ready_only)
    if versie is None:
        raise NotFound()
    if not rights.allows(READ, type=versie.informatieobjecttype, level=versie.niveau):
        raise refusal(READ, type=versie.informatieobjecttype, level=versie.niveau)
    return versie


def read_version(uuid: UUID, query: Query) -> Body:
    """The representation of a version, found as `find_version` does, with `locked`, which is of the document."""
    versie = find_version(uuid, query)
    fresh = versie.shape == shape_now(Versie)
    body = Body(versie.body.encode() if fresh else render(Versie.objects.get(pk=versie.pk)))
    return body.splice(locked=dump(versie.locked))


def as_created(body: Body) -> Body:
    """The representation of a document as it is told to who made it: with `lock`, which no other answer has.

    It is empty, since a document is not locked when its content came along.
    """
    return body.splice(lock=dump(""))


def open_content(versie: Versie) -> File:
    """The content of a version, open for reading. Raises NotFound when it has none."""
    if not versie.bestand:
        raise NotFound("Dit informatieobject heeft geen inhoud.")
    return storage.read(versie.bestand)
