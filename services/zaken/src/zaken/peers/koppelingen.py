# SPDX-License-Identifier: EUPL-1.2
"""The mirror of a relation in the Documenten API that has the document: `objectinformatieobjecten` (zrc-005)."""

from urllib.parse import urlencode

from servicekit.mirror.store import refuse, require_trusted
from servicekit.peers import calls
from servicekit.references import NotAUrl, for_others, is_own, marked, normal, uuid_in

_DOCUMENTS = "enkelvoudiginformatieobjecten"


class Geweigerd(Exception):
    """The Documenten API said no, for good: there is no mirror (or, when deleting, it stays)."""

    def __init__(self, refused: calls.Refused) -> None:
        super().__init__(str(refused))
        self.status = refused.status
        body = refused.body if isinstance(refused.body, dict) else {}
        params = body.get("invalidParams") or [{}]
        #: the peer's own words, for who must act on them
        self.reason = str(params[0].get("reason") or body.get("detail") or body.get("title") or "")[:500]


class Onbekend(Exception):
    """No answer, so whether the Documenten API acted is unknown."""


def require_informatieobject(reference: str) -> None:
    """Raise Unusable unless the reference may be a document, here or elsewhere; asks only when it can be none."""
    own_document = uuid_in(reference, _DOCUMENTS, "drc") is not None
    require_trusted(reference)
    if not (own_document or (not is_own(reference) and f"/{_DOCUMENTS}/" in reference)):
        refuse(reference, "informatieobject")


def _collection(informatieobject: str) -> str:
    """The reference of the collection in which the mirror of this document's relations is kept."""
    if is_own(informatieobject):
        return "drc:objectinformatieobjecten"
    return informatieobject.rpartition(f"/{_DOCUMENTS}/")[0] + "/objectinformatieobjecten"


def find(zaak: str, informatieobject: str) -> list[str]:
    """The URLs of the mirrors of this pair of references; one, or none. Raises Geweigerd or Onbekend."""
    query = urlencode({"object": for_others(zaak), "informatieobject": for_others(informatieobject)})
    _, body, _ = _call("GET", f"{_collection(informatieobject)}?{query}")
    try:
        # Judged again here: a server that does not know a filter may answer with everything, and what is found may be
        # deleted.
        return [
            str(each["url"])
            for each in body
            if (normal(each["object"]), normal(each["informatieobject"])) == (zaak, informatieobject)
        ]
    except (TypeError, KeyError, NotAUrl) as error:
        raise Onbekend("objectinformatieobjecten is no list") from error


def is_connected(zaak: str, informatieobject: str) -> bool:
    """Whether this pair of references has its mirror. Raises Onbekend, also when the question itself is refused."""
    try:
        return bool(find(zaak, informatieobject))
    except Geweigerd as refused:
        raise Onbekend(str(refused)) from refused


def connect(zaak: str, informatieobject: str) -> None:
    """Make the mirror of this pair of references, unless it is there. Raises Geweigerd or Onbekend."""
    body = {"object": marked(zaak), "informatieobject": marked(informatieobject), "objectType": "zaak"}
    try:
        _call("POST", _collection(informatieobject), body)
    except Geweigerd:
        # Perhaps refused because an earlier attempt, whose answer was lost, has made it.
        if not find(zaak, informatieobject):
            raise


def disconnect(zaak: str, informatieobject: str) -> None:
    """Delete the mirror of this pair of references, if it is there. Raises Geweigerd or Onbekend."""
    for url in find(zaak, informatieobject):
        try:
            _call("DELETE", url)
        except Geweigerd as refused:
            if refused.status not in (404, 410):
                raise


def _call(method: str, url: str, body: dict | None = None) -> tuple:
    try:
        return calls.send(method, url, body=body)
    except calls.Refused as refused:
        raise Geweigerd(refused) from refused
    except (calls.Unreachable, calls.NotTrusted) as error:
        # A root that the stack file no longer names may be named again; what was made there is not known to be gone.
        raise Onbekend(str(error)) from error
