# SPDX-License-Identifier: EUPL-1.2
"""The counterpart of a pair at the component on the other side: made, looked for and deleted over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from servicekit.peers import calls
from servicekit.references import NotAUrl, for_others, marked, normal


class Refused(Exception):
    """Raised when the other side said no, for good: there is no counterpart (or, when deleting, it stays)."""

    def __init__(self, refused: calls.Refused) -> None:
        super().__init__(str(refused))
        self.status = refused.status
        body = refused.body if isinstance(refused.body, dict) else {}
        params = body.get("invalidParams") or [{}]
        #: the peer's own words, for who must act on them
        self.reason = str(params[0].get("reason") or body.get("detail") or body.get("title") or "")[:500]


class Unanswered(Exception):
    """Raised when there is no answer, so that it is unknown whether the other side acted."""


@dataclass(frozen=True)
class Counterpart:
    """Where the counterparts of one kind of pair are kept, and by what they are known.

    `collection` gives the reference of the collection in which that of a pair with `theirs` is; `ours` and `theirs` are
    the names that both ends have there; `also` is what else is said to make one. `theirs` is empty where the collection
    is that of this end alone: then it is neither told nor shown, and the list, which is short, has no filters.
    """

    collection: Callable[[str], str]
    ours: str
    theirs: str
    also: tuple[tuple[str, str], ...] = ()

    def is_made(self, ours: str, theirs: str) -> bool:
        """Whether this pair of references has its counterpart. Raises Unanswered, also when the question is refused."""
        try:
            return bool(self._find(ours, theirs))
        except Refused as refused:
            raise Unanswered(str(refused)) from refused

    def make(self, ours: str, theirs: str) -> None:
        """Make the counterpart of this pair, unless it is there. Raises Refused or Unanswered."""
        body = {name: marked(end) for name, end in self._ends(ours, theirs).items()} | dict(self.also)
        try:
            _call("POST", self.collection(theirs), body)
        except Refused:
            # Perhaps refused because an earlier attempt, whose answer was lost, has made it.
            if not self._find(ours, theirs):
                raise

    def delete(self, ours: str, theirs: str) -> None:
        """Delete the counterpart of this pair, if it is there. Raises Refused or Unanswered."""
        for url in self._find(ours, theirs):
            try:
                _call("DELETE", url)
            except Refused as refused:
                if refused.status not in (404, 410):
                    raise

    def _find(self, ours: str, theirs: str) -> list[str]:
        """The URLs of the counterparts of this pair; one, or none."""
        ends = self._ends(ours, theirs)
        query = f"?{urlencode({name: for_others(end) for name, end in ends.items()})}" if self.theirs else ""
        _, body, _ = _call("GET", f"{self.collection(theirs)}{query}")
        try:
            # Judged again here: a server that does not know a filter may answer with everything, and what is found may
            # be deleted.
            return [str(each["url"]) for each in body if {name: normal(str(each[name])) for name in ends} == ends]
        except (TypeError, KeyError, NotAUrl) as error:
            raise Unanswered(f"{self.collection(theirs)} is no list") from error

    def _ends(self, ours: str, theirs: str) -> dict[str, str]:
        """The ends that are told and shown there, by their names."""
        return {self.ours: ours} | ({self.theirs: theirs} if self.theirs else {})


def _call(method: str, url: str, body: dict | None = None) -> tuple:
    try:
        return calls.send(method, url, body=body)
    except calls.Refused as refused:
        raise Refused(refused) from refused
    except (calls.Unreachable, calls.NotTrusted) as error:
        # A root that the stack file no longer names may be named again; what was made there is not known to be gone.
        raise Unanswered(str(error)) from error
