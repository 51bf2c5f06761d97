# SPDX-License-Identifier: EUPL-1.2
"""The side that follows: it keeps the counterpart of a pair that another component leads, and believes that one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from servicekit import caller
from servicekit.mirror.store import GONE, refuse, require_trusted
from servicekit.peers import calls
from servicekit.references import NotAUrl, for_others, is_own, normal
from servicekit.stack.municipalities import here

#: what `Leader.leads` raises when the component that leads does not say
LookupFailed = (calls.Unreachable, calls.Refused, calls.NotTrusted)


@dataclass(frozen=True, kw_only=True)
class Leader:
    """Where pairs of one kind are led: code of the component, its main objects, its pairs, and the names of both ends.

    `ours` and `theirs` are named from there, as in `Pair`: ours is its main object, theirs is what the other has.
    `pairs` is empty where the main object is itself the pair.
    """

    code: str
    collection: str
    pairs: str
    ours: str
    theirs: str

    def root_of(self, ours: str) -> str:
        """The API root of a main object (reference), which is asked only when it can be none.

        Raises Unusable for a URL of no trusted host, or of no such object, and Problem 503 when it cannot be asked.
        """
        require_trusted(ours)
        head, _, collection = ours.rpartition("/")[0].rpartition("/")
        if is_own(ours):
            code, _, collection = ours.rpartition("/")[0].partition(":")
            head = here().municipality.places[code].root if code == self.code else ""
        if not head or collection != self.collection:
            refuse(ours, self.ours)
        return head

    def leads(self, ours: str, theirs: str) -> bool:
        """Whether the component that leads knows the pair of these references. Raises LookupFailed or Unusable."""
        root = self.root_of(ours)
        if not self.pairs:
            return any(_has_ends(each, {self.theirs: theirs}) for each in _there(ours))
        ends = {self.ours: ours, self.theirs: theirs}
        query = urlencode({name: for_others(end) for name, end in ends.items()})
        # Judged again here: a server that does not know a filter may answer with everything.
        return any(_has_ends(each, ends) for each in calls.all_pages(f"{root}/{self.pairs}?{query}"))


def _there(reference: str) -> list[Any]:
    """The resource of this reference; none when it is gone. Raises LookupFailed."""
    try:
        return [calls.get(reference)]
    except calls.Refused as refused:
        if refused.status in GONE:
            return []
        raise


def _has_ends(pair: Any, ends: dict[str, str]) -> bool:
    try:
        return {name: normal(str(pair[name])) for name in ends} == ends
    except (KeyError, TypeError, NotAUrl):
        return False


def is_of_caller(reference: str) -> bool:
    """Whether the caller is, by its token, the component that owns the API root of this object.

    Its word is the answer then: asking it back could leave both waiting for each other (ADR 11).
    """
    if not is_own(reference):
        return False
    return here().municipality.places[reference.partition(":")[0]].client.id == caller.current().client_id
