# SPDX-License-Identifier: EUPL-1.2
"""Gather what the portal tells about a stack, as plain values for its pages."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from gateway import referentielijsten, tokens
from gateway.demo import catalogue
from gateway.demo.planning import plan
from gateway.sandbox import Sandbox
from servicekit.clock import today
from servicekit.stack import Municipality, Stack
from servicekit.stack.components import CODES
from servicekit.stack.loading import is_loopback

_PURPOSES = {
    "zaken": "Wat er bij de gemeente loopt: zaken met hun statussen, betrokkenen, documenten en resultaat.",
    "documenten": "Documenten: hun gegevens, versies en inhoud.",
    "notificaties": "Laat applicaties die zich abonneren weten dat er iets is veranderd.",
    "catalogi": "Welke soorten zaken en documenten er zijn, en wat daarbij hoort.",
    "besluiten": "De besluiten die de gemeente neemt.",
    "autorisaties": "Welke applicatie wat mag lezen en wijzigen.",
}


@dataclass(frozen=True, kw_only=True)
class Api:
    """One component as one municipality has it."""

    name: str
    title: str
    purpose: str
    root: str
    ours: bool  #: else another vendor's: its documentation and health are theirs to show
    address: str  #: of the municipality, when the page may have come from another one's; else empty
    documentation: str  #: path of the page with its documentation, on that address
    contract: str  #: path of its API root there
    desk: str  #: path there of the page that shows how delivering stands; empty for who delivers nothing
    catalogue: str  #: path there of the page that shows the zaaktypen; empty for who has none


@dataclass(frozen=True, kw_only=True)
class Section:
    """One municipality and its components."""

    label: str
    apis: tuple[Api, ...]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The small example of the national reference lists, which the gateway answers with."""

    root: str
    links: tuple[tuple[str, str], ...]  #: (name, URL) of each list


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client of a sandbox, which anybody at this machine may be."""

    id: str
    secret_kind: str
    secret: str  #: the file, as the stack file has it, or the environment variable in which its secret is
    token_command: str


@dataclass(frozen=True, kw_only=True)
class Demo:
    """The demo municipality, and a resident to look for."""

    zaken: str
    zaaktypen: tuple[str, ...]
    inwoner: str
    bsn: str
    zaken_of_inwoner: str


def sections(sandbox: Sandbox, stack: Stack) -> tuple[Section, ...]:
    """Return the municipalities of a stack with the components that run here, or that a vendor runs for them."""
    home = stack.municipalities[0].addresses[0]
    return tuple(
        Section(
            label=each.label,
            apis=tuple(_api(each, name, home) for name in CODES if name in _present(sandbox, each)),
        )
        for each in stack.municipalities
    )


def client(sandbox: Sandbox, stack: Stack) -> Client | None:
    """Return the first client of the first municipality; None when it has none, or is not on loopback.

    Who looks at a portal elsewhere is told of nobody's client, and has no sandbox that makes tokens.
    """
    municipality = stack.municipalities[0]
    if not municipality.clients or not is_loopback(municipality.addresses[0]):
        return None
    name = next(iter(municipality.clients))
    kind, secret = _secret_place(sandbox.stack, name)
    return Client(id=name, secret_kind=kind, secret=secret, token_command=tokens.command(sandbox, name))


def lists(stack: Stack) -> Lists | None:
    """Return the reference lists that are served here; None when the stack refers to none at an address of its own."""
    root = referentielijsten.root_of(stack)
    if not root:
        return None
    return Lists(root=root, links=tuple((name, f"{root}/{name}") for name in referentielijsten.resources(root)))


def demo() -> Demo:
    """Return what the demo municipality holds, and the resident with most zaken."""
    zaken = plan(today())
    residents = Counter(
        (who.name, who.identificatie["inpBsn"])
        for zaak in zaken
        for _, who in zaak.roles
        if who.type == "natuurlijk_persoon"
    )
    [((name, bsn), count)] = residents.most_common(1)
    zaaktypen = tuple(each["zaaktype"]["omschrijving"].lower() for each in catalogue.CONTENT["zaaktypen"])
    return Demo(zaken=str(len(zaken)), zaaktypen=zaaktypen, inwoner=name, bsn=bsn, zaken_of_inwoner=str(count))


def _present(sandbox: Sandbox, municipality: Municipality) -> set[str]:
    elsewhere = {name for name, code in CODES.items() if not municipality.places[code].ours}
    return {*sandbox.components, *elsewhere}


def _api(municipality: Municipality, name: str, home: str) -> Api:
    place = municipality.places[CODES[name]]
    middle = f"{municipality.prefix}/" if municipality.prefix else ""
    address = municipality.addresses[0]
    return Api(
        name=name,
        title=name.capitalize(),
        purpose=_PURPOSES[name],
        root=place.root,
        ours=place.ours,
        address="" if address == home else address,
        documentation=f"/docs/{middle}{name}/",
        contract=urlsplit(place.root).path,
        desk=f"/bezorging/{middle}" if name == "notificaties" else "",
        catalogue=f"/zaaktypen/{middle}" if name == "catalogi" else "",
    )


def _secret_place(stack_file: Path, name: str) -> tuple[str, str]:
    """Say where the stack file finds the secret of a client of its first municipality."""
    declared: Mapping[str, Any] = yaml.safe_load(stack_file.read_text(encoding="utf-8"))
    [secret] = [each["secret"] for each in declared["municipalities"][0]["clients"] if each["id"] == name]
    if "env" in secret:
        return "de omgevingsvariabele", secret["env"]
    return "het bestand", secret["file"]
