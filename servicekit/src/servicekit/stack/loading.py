# SPDX-License-Identifier: EUPL-1.2
"""Read a stack file, name every fault in it, and give it back as a `Stack`."""

import base64
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

from servicekit.stack.components import CODES, COMPONENTS, direct_ways
from servicekit.stack.model import Client, Municipality, Peer, Place, Stack, default_root
from servicekit.stack.schema import FORMATS, SCHEMA
from servicekit.stack.urls import NotAUrl, normal_form

#: secrets that everybody can read in the repository begin so, and are refused on any address but loopback
SANDBOX_SECRET = "alleen-voor-de-zandbak-"  # noqa: S105
#: bytes of a secret that signs tokens: as many as HS256 makes of it (RFC 7518, section 3.2)
SHORTEST_SECRET = 32
#: 32 bytes in base64, of either alphabet
_KEY = re.compile(r"[A-Za-z0-9+/_-]{43}=")
_NO_KEYS = (
    "encryption_keys: missing; expected a list of one or more keys, with which this component encrypts the secrets that"
    " others gave it. Make one with `openssl rand -base64 32 > secrets/encryption`, keep it as you keep passwords, and"
    " name it in this file: `encryption_keys: [{file: secrets/encryption}]`"
)
#: of an address: clients leave it out, and URLs are compared as text
_DEFAULT_PORT = re.compile(r"^(?:(http://[^/?#\s]+):80|(https://[^/?#\s]+):443)(?=/|$)")
_VARIABLE = re.compile(r"\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}")


class StackError(Exception):
    """The file cannot be used; `faults` says each reason as `path in the file: what was expected`."""

    def __init__(self, path: str, faults: list[str]) -> None:
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))
        self.faults = faults


def load(
    path: str | Path, environ: Mapping[str, str] | None = None, *, only_client: str = "", with_keys: bool = False
) -> Stack:
    """The stack that a file declares. Raises StackError with all faults found, in the order of the file.

    With `only_client` no other secret is read, for who may not read them all; the others are empty. Encryption keys are
    read `with_keys` alone, and must be there then: nobody else needs to have them.
    """
    environ = os.environ if environ is None else environ
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StackError(str(path), [f"cannot be read ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise StackError(str(path), ["is not text in UTF-8"]) from error
    try:
        data = yaml.load(text, _Yaml)  # noqa: S506  (a SafeLoader)
    except yaml.YAMLError as error:
        raise StackError(str(path), [f"is not YAML: {error}"]) from error
    missing: list[str] = []
    try:
        data = _interpolate(data, environ, missing)
    except RecursionError as error:
        raise StackError(str(path), ["holds a part that holds itself"]) from error
    if missing:
        raise StackError(str(path), [f"the environment variable {name} is not set" for name in missing])
    if faults := list(_shape_faults(data)):
        raise StackError(str(path), faults)
    reader = _Reader(path.parent, environ, only_client)
    municipalities = tuple(
        reader.municipality(item, f"municipalities[{i}]") for i, item in enumerate(data["municipalities"])
    )
    keys = tuple(reader.keys(data.get("encryption_keys"))) if with_keys else ()
    if with_keys and not keys:
        reader.faults.append(_NO_KEYS)
    # What is wrong with the secret of a component would be said for each municipality.
    faults = list(dict.fromkeys([*reader.faults, *_meaning_faults(municipalities)]))
    if faults:
        raise StackError(str(path), faults)
    folder = data.get("storage", {}).get("documents", "")
    return Stack(
        municipalities=municipalities,
        documents=str(path.parent / folder) if folder else "",
        encryption_keys=keys,
        warnings=tuple(f"{path}: {said}" for said in reader.warnings),
    )


class _Yaml(yaml.SafeLoader):
    """YAML in which a key stands once: of two lists of clients, one would be without effect."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is a word here", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' stands here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _interpolate(value: Any, environ: Mapping[str, str], missing: list[str]) -> Any:
    """The same value with ${NAME} and ${NAME:-default} filled in, and addresses without the default port.

    Names without a value are added to `missing`.
    """
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

    return _DEFAULT_PORT.sub(lambda match: match[1] or match[2], _VARIABLE.sub(fill, value))


def _shape_faults(data: object) -> Iterator[str]:
    errors = jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS).iter_errors(data)
    deepest = (each for error in errors for each in _deepest(error))
    ordered = sorted(
        deepest, key=lambda each: [f"{part:09}" if isinstance(part, int) else str(part) for part in each.absolute_path]
    )
    yield from dict.fromkeys(_said(error) for error in ordered)


def _deepest(error: jsonschema.ValidationError) -> Iterator[jsonschema.ValidationError]:
    """Of a choice between shapes: what is wrong inside the shape that was meant, else that none fits."""
    inside = [each for each in error.context or () if each.relative_path or each.validator not in ("type", "const")]
    if not inside or isinstance(error.instance, str):
        yield error
    else:
        for each in inside:
            yield from _deepest(each)


def _said(error: jsonschema.ValidationError) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(".")
    expected = error.schema.get("description", error.message)
    if error.validator in ("additionalProperties", "required", "dependentRequired"):
        said = error.message.replace("Additional properties are not allowed", "unknown")
        return f"{where or 'the file'}: {said}; expected {expected}"
    # What stands in the place of a secret may be one.
    hidden = {"secret", "encryption_keys"} & set(error.absolute_path)
    found = "a text that is not shown here" if hidden else repr(error.instance)
    if error.instance is None:
        found = "nothing"
    elif isinstance(error.instance, (dict, list)):
        kind = "list" if isinstance(error.instance, list) else "mapping"
        found = f"a {kind}" if error.instance else f"an empty {kind}"
    return f"{where or 'the file'}: expected {expected}, found {found}"


class _Reader:
    """Turns checked data into values; collects the faults of secrets, and the warnings."""

    def __init__(self, folder: Path, environ: Mapping[str, str], only_client: str) -> None:
        self.folder, self.environ, self.only_client = folder, environ, only_client
        self.direct = direct_ways(environ.get("DIRECT", ""))
        self.faults: list[str] = []
        self.warnings: list[str] = []
        self.short: list[str] = []  #: of the municipality that is read

    def municipality(self, item: dict[str, Any], at: str) -> Municipality:
        prefix = item.get("prefix", "")
        given = item.get("components", {})
        places = {
            code: self.place(code, given.get(name, {}), item, f"{at}.components.{name}")
            for code, name in COMPONENTS.items()
        }
        taken = {place.client.id for place in places.values()}
        for i, client in enumerate(item.get("clients", [])):
            if client["id"] in taken:
                self.faults.append(f"{at}.clients[{i}].id: expected an id that nobody else has, found '{client['id']}'")
            taken.add(client["id"])
        made = Municipality(
            name=item["name"],
            label=item["label"],
            rsin=item["rsin"],
            prefix=prefix,
            addresses=tuple(item["addresses"]),
            former_addresses=tuple(item.get("former_addresses", ())),
            places=places,
            clients={
                client["id"]: self.client(client, f"{at}.clients[{i}]")
                for i, client in enumerate(item.get("clients", []))
            },
            peers=tuple(self.peer(peer, f"{at}.peers[{i}]") for i, peer in enumerate(item.get("peers", []))),
            callbacks=tuple(item.get("callbacks", ())),
            https_callbacks=item.get("https_callbacks", False),
        )
        found, self.short = self.short, []
        if _is_local(made):
            self.warnings += [f"{said}; on an address that others reach it is refused" for said in found]
        else:
            self.faults += [said for said in found if said not in self.faults]
        return made

    def place(self, code: str, given: dict[str, Any], item: dict[str, Any], at: str) -> Place:
        prefix = item.get("prefix", "")
        roots = [given["root"]] if "root" in given else [default_root(a, prefix, code) for a in item["addresses"]]
        former = (
            [default_root(a, prefix, code) for a in item.get("former_addresses", ())] if "root" not in given else []
        )
        if "client" in given:
            secret = self.secret(given["client"]["secret"], f"{at}.client.secret", of=given["client"]["id"])
            self.note_length(secret, f"{at}.client.secret")
            client = Client(id=given["client"]["id"], secret=secret, label=COMPONENTS[code])
        else:
            client = Client(
                id=f"meent-{COMPONENTS[code]}", secret=self.component_secret(code, item["name"]), label=COMPONENTS[code]
            )
        ours = given.get("ours", True)
        return Place(
            code=code,
            roots=tuple(roots),
            former_roots=tuple(given.get("former_roots", ())) + tuple(former),
            via=given.get("via") or (self.direct.get(code, "") if ours else ""),
            client=client,
            ours=ours,
        )

    def client(self, item: dict[str, Any], at: str) -> Client:
        rights = item.get("rights", [])
        body: dict[str, Any] = {"heeftAlleAutorisaties": rights == "all"}
        if rights != "all":
            body["autorisaties"] = [right | {"component": CODES[right["component"]]} for right in rights]
        if item.get("only_ready_for_publication"):
            body["alleenIsGereedVoorPublicatie"] = True
        secret = self.secret(item["secret"], f"{at}.secret", of=item["id"])
        self.note_length(secret, f"{at}.secret")
        return Client(id=item["id"], secret=secret, label=item["label"], rights=body)

    def peer(self, item: dict[str, Any], at: str) -> Peer:
        secret = self.secret(item["secret"], f"{at}.secret", of="") if "secret" in item else ""
        return Peer(root=item["root"], client_id=item.get("client_id", ""), secret=secret)

    def keys(self, given: list[dict[str, str]] | None) -> Iterator[bytes]:
        """The keys for encryption that a file names; of one that names none, the file `encryption` in SECRETS."""
        if given is not None:
            for i, reference in enumerate(given):
                at = f"encryption_keys[{i}]"
                yield self.key(self.secret(reference, at, of=""), at)
        elif folder := self.environ.get("SECRETS", ""):
            path = Path(folder) / "encryption"
            if text := self.in_file(path, "SECRETS", optional=True):
                yield self.key(text, f"SECRETS: the file {path}")

    def key(self, text: str, at: str) -> bytes:
        """Return a key for encryption, as bytes; a fault when it is none. What was found is not said: it is secret."""
        if text and not _KEY.fullmatch(text):
            said = "expected 32 bytes in base64, as `openssl rand -base64 32` makes"
            self.faults.append(f"{at}: {said}, found a text that is not shown here")
            return b""
        return base64.b64decode(text.translate(str.maketrans("-_", "+/")))

    def secret(self, reference: dict[str, str], at: str, *, of: str) -> str:
        if self.only_client and of != self.only_client:
            return ""
        if name := reference.get("env"):
            if value := self.environ.get(name, "").strip():
                return self.one_line(value, f"{at}: the environment variable {name}")
            self.faults.append(f"{at}: the environment variable {name} is not set")
            return ""
        return self.in_file(self.folder / reference["file"], at)

    def in_file(self, path: Path, at: str, *, optional: bool = False) -> str:
        """Return the secret in a file; a fault when there is none, unless there is no such file and it is optional."""
        try:
            if value := path.read_text(encoding="utf-8").strip():
                return self.one_line(value, f"{at}: the file {path}")
            self.faults.append(f"{at}: the file {path} is empty")
        except OSError as error:
            if not (optional and isinstance(error, FileNotFoundError)):
                self.faults.append(f"{at}: the file {path} cannot be read ({error.strerror})")
        except UnicodeDecodeError:
            self.faults.append(f"{at}: the file {path} is not text in UTF-8")
        return ""

    def one_line(self, secret: str, at: str) -> str:
        """The same secret; a fault when it has several lines, of which a client would be given one."""
        if len(secret.splitlines()) > 1:
            self.faults.append(f"{at} has several lines; expected a secret on one line")
        return secret

    def note_length(self, secret: str, at: str) -> None:
        """Keep a secret that could be guessed from a token. (That of a peer is the peer's to choose.)"""
        if secret and (size := len(secret.encode())) < SHORTEST_SECRET:
            self.short.append(
                f"{at} has {size} bytes; expected {SHORTEST_SECRET} or more, as `openssl rand -hex 32` makes"
            )

    def component_secret(self, code: str, municipality: str) -> str:
        """Return what a component proves itself with to others: from the folder SECRETS, its own per municipality."""
        folder = self.environ.get("SECRETS", "")
        if not folder or self.only_client:
            return ""
        path = Path(folder) / COMPONENTS[code]
        secret = self.in_file(path, "SECRETS", optional=True)  # one that this stack does not run calls nobody
        if not secret:
            return ""
        self.note_length(secret, f"SECRETS: the file {path}")
        return hmac.new(secret.encode(), municipality.encode(), hashlib.sha256).hexdigest()


def _meaning_faults(municipalities: tuple[Municipality, ...]) -> Iterator[str]:
    for i, each in enumerate(municipalities):
        at = f"municipalities[{i}]"
        others = municipalities[:i]
        if not eleven_test(each.rsin):
            yield f"{at}.rsin: expected 9 digits that pass the 11-proef, found '{each.rsin}'"
        if any(each.name == other.name for other in others):
            yield f"{at}.name: expected a name that no other municipality has, found '{each.name}'"
        for root in dict.fromkeys(_roots(each)):
            if problem := _not_normal(root):
                yield f"{at}: {problem}"
        roots = [root for place in each.places.values() for root in place.roots]
        for root in dict.fromkeys(root for n, root in enumerate(roots) if root in roots[:n]):
            yield f"{at}: {root} is given twice; each component and each address has its own"
        for root in roots:
            if any(root in place.roots for other in others for place in other.places.values() if place.ours):
                yield f"{at}: {root} is already another municipality's; give it a prefix or an address of its own"
                break
        for n, root in enumerate(each.callbacks if each.https_callbacks else ()):
            if not root.startswith("https://"):
                yield f"{at}.callbacks[{n}]: expected https, as https_callbacks asks, found '{root}'"
        if not _is_local(each):
            for client in each.clients.values():
                if client.secret.startswith(SANDBOX_SECRET):
                    said = "has the sandbox's secret, which is only accepted on loopback addresses"
                    yield f"{at}.clients: '{client.id}' {said}"


def _roots(municipality: Municipality) -> Iterator[str]:
    """Every root that URLs are compared with."""
    for place in municipality.places.values():
        yield from (*place.roots, *place.former_roots)
    yield from (peer.root for peer in municipality.peers)


def _not_normal(root: str) -> str:
    """The fault of a root that no URL would be found below, since those are compared in normal form; empty if none."""
    try:
        normal = normal_form(root)
    except NotAUrl:
        return f"{root} is no URL that can be called"
    return "" if root == normal else f"{root} is written otherwise than URLs are compared; write {normal}"


def _is_local(municipality: Municipality) -> bool:
    """Whether nobody but this machine reaches a municipality."""
    served = [root for place in municipality.places.values() if place.ours for root in place.roots]
    return all(is_loopback(address) for address in (*municipality.addresses, *served))


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
