# SPDX-License-Identifier: EUPL-1.2
"""The six components of the standard, and what a component tells the kit about itself."""

import re
from dataclasses import dataclass

#: code of the standard (as in `Autorisatie.component`) -> name in paths, folders and databases
COMPONENTS = {
    "zrc": "zaken",
    "drc": "documenten",
    "nrc": "notificaties",
    "ztc": "catalogi",
    "brc": "besluiten",
    "ac": "autorisaties",
}
CODES = {name: code for code, name in COMPONENTS.items()}
#: code -> the byte that stands for the component's root in stored JSON (ADR 0005); it is in tables, so it never changes
MARKS = {"zrc": "\x11", "drc": "\x12", "nrc": "\x13", "ztc": "\x14", "brc": "\x15", "ac": "\x16"}

_WAY = re.compile(rf"({'|'.join(CODES)})=(https?://[^/?#\s]+)")


def direct_ways(text: str) -> dict[str, str]:
    """Component code -> address, of `name=http://host:port` for each, with spaces between. Raises ValueError."""
    ways = {}
    for each in text.split():
        found = _WAY.fullmatch(each)
        if found is None:
            raise ValueError(f"expected name=http://host:port, and not {each[:100]}")
        ways[CODES[found[1]]] = found[2]
    return ways


@dataclass(frozen=True, kw_only=True)
class Component:
    """The manifest of one component: its settings module makes one and hands it to `django_settings`."""

    code: str
    version: str  #: of the standard it serves, the `API-version` header
    title: str
    description: str
    channels: dict[str, tuple[str, ...]]  #: kanaal that it publishes on -> its kenmerken
    listens: tuple[str, ...] = ("autorisaties",)  #: kanalen whose notifications refresh what it mirrors
    told: tuple[str, ...] = ()  #: its own jobs that run at once when one of these tells of a change
    rights_type: str = ""  #: the field of an Autorisatie that names the type its rights are given for
    rights_components: tuple[str, ...] = ()  #: whose Autorisaties count here; its own when empty
    rights_source: str = "servicekit.rights.sources.from_peer"  #: where Applicaties come from
    status: str = ""  #: a function whose dict of numbers joins /status and the metrics
    ready: str = ""  #: a function that gives what keeps it from serving the current municipality, for /readyz
    rooms: tuple[str, ...] = ()  #: rooms of the kit that have tables which not every component needs
    encrypts: bool = False  #: whether it keeps secrets of others, so that it needs `encryption_keys` of the stack file
    jobs: tuple[str, ...] = ()  #: jobs beside those that every component has, as `module.name`

    @property
    def name(self) -> str:
        """Its name in paths, folders and databases."""
        return COMPONENTS[self.code]
