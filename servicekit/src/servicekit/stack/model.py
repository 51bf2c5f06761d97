# SPDX-License-Identifier: EUPL-1.2
"""A stack file as plain values. Secrets are read once, into memory, and kept nowhere else."""

from dataclasses import dataclass, field
from functools import cached_property

from servicekit.stack.components import COMPONENTS


@dataclass(frozen=True, kw_only=True)
class Client:
    """An application that may call this municipality's components."""

    id: str
    secret: str = field(repr=False)
    label: str
    rights: dict = field(default_factory=dict)  #: an Applicatie's fields, less clientIds and label


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Something outside the stack that may be called: its API root and how to authenticate there."""

    root: str
    client_id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one component of a municipality is, and as whom it calls the others."""

    code: str
    roots: tuple[str, ...]  #: one per address when it is ours; the first is the one that is written outwards
    former_roots: tuple[str, ...] = ()
    via: str = ""  #: scheme://host:port to connect to instead of the root's
    client: Client
    ours: bool = True

    @property
    def root(self) -> str:
        """The API root that notifications and other components are told."""
        return self.roots[0]


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """One municipality: its addresses, its components and the clients it trusts."""

    name: str
    label: str
    rsin: str
    prefix: str
    addresses: tuple[str, ...]
    former_addresses: tuple[str, ...] = ()
    places: dict[str, Place]
    clients: dict[str, Client]
    peers: tuple[Peer, ...] = ()
    callbacks: tuple[str, ...] = ()  #: roots on private addresses where notifications may be delivered
    https_callbacks: bool = False  #: whether notifications are delivered by https only, but to its own components

    @property
    def schema(self) -> str:
        """Its schema in each component's database."""
        return "m_" + self.name.replace("-", "_")

    @cached_property
    def secrets(self) -> dict[str, str]:
        """Client id -> secret, the components' own clients among them."""
        own = {place.client.id: place.client.secret for place in self.places.values()}
        return own | {client.id: client.secret for client in self.clients.values()}

    def roots_at(self, index: int) -> dict[str, str]:
        """Code -> API root as seen from the address with this index."""
        return {code: place.roots[min(index, len(place.roots) - 1)] for code, place in self.places.items()}

    def peer_of(self, url: str) -> Peer | None:
        """The trusted peer below whose root a URL is."""
        return next((peer for peer in self.peers if url.startswith(f"{peer.root}/")), None)


@dataclass(frozen=True, kw_only=True)
class Stack:
    """All municipalities of a stack, its storage, and the keys of what it keeps encrypted."""

    municipalities: tuple[Municipality, ...]
    documents: str = ""  #: folder for the content of documents
    #: of 32 bytes; the first encrypts, all decrypt. Empty for who has no need of them
    encryption_keys: tuple[bytes, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()  #: what may be here, and would be refused in a stack that others reach

    def municipality(self, name: str) -> Municipality:
        """The municipality of this name; KeyError when there is none."""
        return {each.name: each for each in self.municipalities}[name]


def default_root(address: str, prefix: str, code: str) -> str:
    """Where a component of ours is, when the file does not say: /<prefix>/<component>/api/v1 below the address."""
    middle = f"/{prefix}" if prefix else ""
    return f"{address}{middle}/{COMPONENTS[code]}/api/v1"
