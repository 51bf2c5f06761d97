# SPDX-License-Identifier: EUPL-1.2
"""Read a stack file, name every fault in it, and give it back as a `Stack`."""

import hashlib
import hmac
import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import yaml

from servicekit.components import CODES, COMPONENTS
from servicekit.stack.model import Client, Municipality, Peer, Place, Stack, default_root
from servicekit.stack.schema import SCHEMA

#: secrets that everybody can read in the repository begin so, and are refused on any address but loopback
SANDBOX_SECRET = "alleen-voor-de-zandbak-"  # noqa: S105
_VARIABLE = re.compile(r"\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}")


class StackError(Exception):
    """The file cannot be used; `faults` says each reason as `path in the file: what was expected`."""

    def __init__(self, path: str, faults: list[str]) -> None:
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))
        self.faults = faults


def load(path: str | Path, environ: Mapping[str, str] | None = None) -> Stack:
    """The stack that a file declares. Raises StackError with all faults found, in the order of the file."""
    environ = os.environ if environ is None else environ
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StackError(str(path), [f"cannot be read ({error.strerror})"]) from error
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise StackError(str(path), [f"is not YAML: {error}"]) from error
    missing: list[str] = []
    data = _interpolate(data, environ, missing)
    if missing:
        raise StackError(str(path), [f"the environment variable {name} is not set" for name in missing])
    if faults := list(_shape_faults(data)):
        raise StackError(str(path), faults)
    reader = _Reader(path.parent, environ)
    municipalities = tuple(
        reader.municipality(item, f"municipalities[{i}]") for i, item in enumerate(data["municipalities"])
    )
    faults = reader.faults + list(_meaning_faults(municipalities))
    if faults:
        raise StackError(str(path), faults)
    folder = data.get("storage", {}).get("documents", "")
    return Stack(municipalities=municipalities, documents=str(path.parent / folder) if folder else "")


def _interpolate(value: Any, environ: Mapping[str, str], missing: list[str]) -> Any:
    """The same value with ${NAME} and ${NAME:-default} filled in; names without a value are added to `missing`."""
    if isinstance(value, dict):
        return {key: _interpolate(item, environ, missing) for key, item in value.items()}
    if isinstance(value, list):
        return [_interpolate(item, environ, missing) for item in value]
    if not isinstance(value, str):
        return value

    def fill(match: re.Match[str]) -> str:
        name, default = match.groups()
        if name not in environ and default is None:
            missing.append(name)
        return environ.get(name, default or "")

    return _VARIABLE.sub(fill, value)


def _shape_faults(data: object) -> Iterator[str]:
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)
    for error in sorted(errors, key=lambda each: [str(part) for part in each.absolute_path]):
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(
            "."
        )
        if error.validator in ("additionalProperties", "required", "dependentRequired"):
            said = error.message.replace("Additional properties are not allowed", "unknown")
            yield f"{where or 'the file'}: {said}; expected {error.schema['description']}"
        else:
            found = repr(error.instance) if not isinstance(error.instance, (dict, list)) else "something else"
            yield f"{where or 'the file'}: expected {error.schema.get('description', error.message)}, found {found}"


class _Reader:
    """Turns checked data into values; collects the faults of secrets that cannot be read."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder, self.environ = folder, environ
        self.faults: list[str] = []

    def municipality(self, item: dict[str, Any], at: str) -> Municipality:
        prefix = item.get("prefix", "")
        given = item.get("components", {})
        return Municipality(
            name=item["name"],
            label=item["label"],
            rsin=item["rsin"],
            prefix=prefix,
            addresses=tuple(item["addresses"]),
            former_addresses=tuple(item.get("former_addresses", ())),
            places={
                code: self.place(code, given.get(name, {}), item, f"{at}.components.{name}")
                for code, name in COMPONENTS.items()
            },
            clients={
                client["id"]: self.client(client, f"{at}.clients[{i}]")
                for i, client in enumerate(item.get("clients", []))
            },
            peers=tuple(self.peer(peer, f"{at}.peers[{i}]") for i, peer in enumerate(item.get("peers", []))),
            callbacks=tuple(item.get("callbacks", ())),
        )

    def place(self, code: str, given: dict[str, Any], item: dict[str, Any], at: str) -> Place:
        prefix = item.get("prefix", "")
        roots = [given["root"]] if "root" in given else [default_root(a, prefix, code) for a in item["addresses"]]
        former = (
            [default_root(a, prefix, code) for a in item.get("former_addresses", ())] if "root" not in given else []
        )
        if "client" in given:
            secret = self.secret(given["client"]["secret"], f"{at}.client.secret")
            client = Client(id=given["client"]["id"], secret=secret, label=COMPONENTS[code])
        else:
            client = Client(
                id=f"meent-{COMPONENTS[code]}", secret=self.component_secret(code, item["name"]), label=COMPONENTS[code]
            )
        return Place(
            code=code,
            roots=tuple(roots),
            former_roots=tuple(given.get("former_roots", ())) + tuple(former),
            via=given.get("via", ""),
            client=client,
            ours=given.get("ours", True),
        )

    def client(self, item: dict[str, Any], at: str) -> Client:
        rights = item.get("rights", [])
        body: dict[str, Any] = {"heeftAlleAutorisaties": rights == "all"}
        if rights != "all":
            body["autorisaties"] = [right | {"component": CODES[right["component"]]} for right in rights]
        if item.get("only_ready_for_publication"):
            body["alleenIsGereedVoorPublicatie"] = True
        return Client(
            id=item["id"], secret=self.secret(item["secret"], f"{at}.secret"), label=item["label"], rights=body
        )

    def peer(self, item: dict[str, Any], at: str) -> Peer:
        secret = self.secret(item["secret"], f"{at}.secret") if "secret" in item else ""
        return Peer(root=item["root"], client_id=item.get("client_id", ""), secret=secret)

    def secret(self, reference: dict[str, str], at: str) -> str:
        if name := reference.get("env"):
            if value := self.environ.get(name, "").strip():
                return value
            self.faults.append(f"{at}: the environment variable {name} is not set")
            return ""
        path = self.folder / reference["file"]
        try:
            if value := path.read_text(encoding="utf-8").strip():
                return value
            self.faults.append(f"{at}: the file {path} is empty")
        except OSError as error:
            self.faults.append(f"{at}: the file {path} cannot be read ({error.strerror})")
        return ""

    def component_secret(self, code: str, municipality: str) -> str:
        """What one component proves itself with to the others: from the folder SECRETS, its own per municipality."""
        folder = self.environ.get("SECRETS", "")
        if not folder:
            return ""
        path = Path(folder) / COMPONENTS[code]
        try:
            secret = path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""  # a component that this stack does not run calls nobody
        except OSError as error:
            self.faults.append(f"SECRETS: the file {path} cannot be read ({error.strerror})")
            return ""
        return hmac.new(secret.encode(), municipality.encode(), hashlib.sha256).hexdigest()


def _meaning_faults(municipalities: tuple[Municipality, ...]) -> Iterator[str]:
    for i, each in enumerate(municipalities):
        at = f"municipalities[{i}]"
        others = municipalities[:i]
        if not eleven_test(each.rsin):
            yield f"{at}.rsin: expected 9 digits that pass the 11-proef, found '{each.rsin}'"
        if each.prefix in COMPONENTS.values():
            yield f"{at}.prefix: expected a name that is not a component's, found '{each.prefix}'"
        if any(each.name == other.name for other in others):
            yield f"{at}.name: expected a name that no other municipality has, found '{each.name}'"
        for root in (root for place in each.places.values() for root in place.roots):
            if any(root in place.roots for other in others for place in other.places.values() if place.ours):
                yield f"{at}: {root} is already another municipality's; give it a prefix or an address of its own"
                break
        if not all(is_loopback(address) for address in each.addresses):
            for client in each.clients.values():
                if client.secret.startswith(SANDBOX_SECRET):
                    said = "has the sandbox's secret, which is only accepted on loopback addresses"
                    yield f"{at}.clients: '{client.id}' {said}"


def is_loopback(address: str) -> bool:
    """Whether the host of an address is this machine itself, by its name or its number."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def eleven_test(number: str) -> bool:
    """Whether 9 digits pass the 11-proef of BSN and RSIN (weights 9..2 and -1)."""
    if len(number) != 9 or not number.isascii() or not number.isdigit():
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11 == 0
