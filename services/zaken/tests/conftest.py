# SPDX-License-Identifier: EUPL-1.2
"""What every test of zaken may use: a published zaaktype at a fake Catalogi API, a fake Documenten API, and zaken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest


def type_fields(**changed):
    """The body of a zaaktype, with these fields changed."""
    return {
        "identificatie": "MELDING",
        "omschrijving": "Melding",
        "concept": False,
        "vertrouwelijkheidaanduiding": "intern",
        "productenOfDiensten": ["https://product.test/1"],
        "doorlooptijd": "P30D",
        "servicenorm": "P20D",
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": ["Foto"],
        "deelzaaktypen": [],
        "deelzaaktypeIdentificaties": ["MELDING"],
        **changed,
    }


@pytest.fixture
def zaaktype(neighbours, noord):
    """The URL of a published zaaktype."""
    return neighbours.hold(f"ztc:zaaktypen/{uuid4()}", type_fields())


@pytest.fixture
def body(zaaktype):
    """The least that a new zaak needs."""
    return {
        "zaaktype": zaaktype,
        "bronorganisatie": "851234562",
        "verantwoordelijkeOrganisatie": "851234562",
        "startdatum": "2026-11-22",
    }


@dataclass
class Catalogue:
    """Makes types at the fake Catalogi API; each method gives the URL of a new one."""

    neighbours: object
    zaaktype: str

    def statustype(self, *, eind: bool = False, **changed):
        fields = {"zaaktype": self.zaaktype, "isEindstatus": eind, **changed}
        return self.neighbours.hold(f"ztc:statustypen/{uuid4()}", fields)

    def roltype(self, generiek: str = "behandelaar", **changed):
        fields = {"zaaktype": self.zaaktype, "omschrijving": generiek.capitalize(), "omschrijvingGeneriek": generiek}
        return self.neighbours.hold(f"ztc:roltypen/{uuid4()}", fields | changed)

    def resultaattype(self, wijze: str = "afgehandeld", *, procedure: dict | None = None, **changed):
        fields = {
            "zaaktype": self.zaaktype,
            "selectielijstklasse": "https://selectielijst.test/resultaten/1",
            "archiefnominatie": "vernietigen",
            "archiefactietermijn": "P5Y",
            "brondatumArchiefprocedure": {"afleidingswijze": wijze, **(procedure or {})},
        }
        return self.neighbours.hold(f"ztc:resultaattypen/{uuid4()}", fields | changed)


@pytest.fixture
def catalogue(neighbours, zaaktype):
    """Types of the zaaktype."""
    return Catalogue(neighbours, zaaktype)


@dataclass
class Documents:
    """A fake Documenten API: documents, and the mirrors of relations that it was told of.

    `posting` and `deleting` may be set to what stands in for its own answer to that method: a function of what it would
    do, so that it can refuse, act and lose the answer, or be gone.
    """

    neighbours: object
    mirrors: dict[str, tuple[str, str]] = field(default_factory=dict)  #: URL -> (object, informatieobject)
    posting: Callable | None = None
    deleting: Callable | None = None
    one_at_a_time: Lock = field(default_factory=Lock)

    def __post_init__(self):
        from servicekit.references import absolute

        self.root = absolute("drc:objectinformatieobjecten")
        self.type = self.neighbours.hold(f"ztc:informatieobjecttypen/{uuid4()}", {"omschrijving": "Foto"})
        self.neighbours.handle("POST", self.root, self._wrapped("posting", self._post))
        self.neighbours.handle("GET", self.root, self._get)
        self.neighbours.handle("DELETE", self.root, self._wrapped("deleting", self._delete))

    def add(self, **changed):
        """The URL of a new document."""
        fields = {
            "informatieobjecttype": self.type,
            "status": "definitief",
            "locked": False,
            "indicatieGebruiksrecht": False,
        }
        return self.neighbours.hold(f"drc:enkelvoudiginformatieobjecten/{uuid4()}", fields | changed)

    @property
    def pairs(self):
        return sorted(self.mirrors.values())

    def _wrapped(self, name, own):
        def answer(url, body):
            instead = getattr(self, name)
            return instead(lambda: own(url, body)) if instead else own(url, body)

        return answer

    def _post(self, _, body):
        pair = (body["object"], body["informatieobject"])
        assert body["objectType"] == "zaak"
        with self.one_at_a_time:
            if pair in self.mirrors.values():
                return 400, {"invalidParams": [{"name": "nonFieldErrors", "code": "unique", "reason": "Bestaat al."}]}
            url = f"{self.root}/{uuid4()}"
            self.mirrors[url] = pair
        return 201, {"url": url}

    def _get(self, url, _):
        asked = parse_qs(urlsplit(url).query)
        pair = (asked["object"][0], asked["informatieobject"][0])
        found = {url: each for url, each in self.mirrors.items() if each == pair}
        return 200, [{"url": url, "object": each[0], "informatieobject": each[1]} for url, each in found.items()]

    def _delete(self, url, _):
        return (204, None) if self.mirrors.pop(url, None) else (404, None)


@pytest.fixture
def documents(neighbours, noord):
    """The fake Documenten API."""
    return Documents(neighbours)


@pytest.fixture
def make(api, body, catalogue):
    """Makes resources over HTTP and gives their JSON: `make("rollen", zaak=...)`; each has what it needs at least."""

    def least(path, given):
        match path:
            case "zaken":
                return body
            case "statussen":
                return {"statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
            case "resultaten":
                return {"resultaattype": catalogue.resultaattype()}
            case "rollen":
                return {
                    "roltype": catalogue.roltype(),
                    "roltoelichting": "",
                    "betrokkeneType": "medewerker",
                    "betrokkeneIdentificatie": {"identificatie": "mw1"},
                }
        return {}

    def create(path, **given):
        options = {name: given.pop(name) for name in ("client",) if name in given}
        answer = api.post(f"/{path}", least(path, given) | given, **options)
        assert answer.status_code == 201, answer.content
        assert answer["Location"] == answer.json()["url"]
        return answer.json()

    return create


@pytest.fixture
def limited(grant, zaaktype):
    """Give the client `beperkt` these scopes for the zaaktype, up to a level: `limited("zaken.lezen", ...)`."""

    def give(*scopes, level="intern"):
        grant(
            beperkt=[
                {
                    "component": "zrc",
                    "scopes": list(scopes),
                    "zaaktype": zaaktype,
                    "maxVertrouwelijkheidaanduiding": level,
                }
            ]
        )

    return give


@pytest.fixture
def given_since(limited, monkeypatch):
    """Like `limited`, at the Autorisaties API alone: this component does not know of it until it looks there again."""
    from servicekit.rights import store

    def give(*scopes, **more):
        monkeypatch.setattr(store, "LOOKS", 1)
        monkeypatch.setattr(store, "refresh", lambda: limited(*scopes, **more))

    return give


@pytest.fixture
def unmirror(noord):
    """Have a resource of a neighbour asked for again, as if it never was: `unmirror(url)`."""
    from servicekit.mirror import store
    from servicekit.references import normal

    def forget(url):
        assert store.Mirrored.objects.filter(reference=normal(url)).delete()[0]
        store._parsed.clear()

    return forget


@pytest.fixture
def codes():
    """What an answer says is wrong: a set of (name, code)."""

    def read(answer):
        assert answer.status_code == 400, answer.content
        return {(each["name"], each["code"]) for each in answer.json()["invalidParams"]}

    return read


@pytest.fixture
def lines(noord):
    """The journal, oldest first: (resource, action, notify, held) of each line."""
    from servicekit.journal.models import Line

    def read():
        return list(Line.objects.order_by("id").values_list("resource", "action", "notify", "held"))

    return read
