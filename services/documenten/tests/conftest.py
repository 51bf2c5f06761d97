# SPDX-License-Identifier: EUPL-1.2
"""Give every test of documenten document types at a fake Catalogi API, and the body of a new document."""

from base64 import b64encode
from pathlib import Path
from uuid import uuid4

import pytest


@pytest.fixture
def hold_type(neighbours, noord):
    """Have an informatieobjecttype at the Catalogi API: `hold_type(concept=True)` gives its URL."""

    def hold(**fields):
        return neighbours.hold(
            f"ztc:informatieobjecttypen/{uuid4()}",
            {
                "catalogus": "https://catalogus.test",
                "omschrijving": "Foto",
                "concept": False,
                "vertrouwelijkheidaanduiding": "intern",
            }
            | fields,
        )

    return hold


@pytest.fixture
def informatieobjecttype(hold_type):
    """The URL of a published informatieobjecttype whose documents are `intern`."""
    return hold_type()


@pytest.fixture
def body(informatieobjecttype):
    """The least that a new document needs."""
    return {
        "informatieobjecttype": informatieobjecttype,
        "bronorganisatie": "851234562",
        "creatiedatum": "2026-11-22",
        "titel": "Foto van de kuil",
        "auteur": "J. Jansen",
        "taal": "dut",
    }


@pytest.fixture
def encoded():
    """Bytes as the base64 text of `inhoud`."""
    return lambda content: b64encode(content).decode()


@pytest.fixture
def with_content(body, encoded):
    """A new document with the content `hallo`."""
    return body | {
        "inhoud": encoded(b"hallo"),
        "bestandsomvang": 5,
        "formaat": "text/plain",
        "bestandsnaam": "hallo.txt",
    }


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
def zaak(neighbours, noord):
    """The URL of a zaak at the fake Zaken API."""
    return neighbours.hold(
        f"zrc:zaken/{uuid4()}",
        {"zaaktype": "https://t.test", "bronorganisatie": "851234562", "verantwoordelijkeOrganisatie": "851234562"},
    )


@pytest.fixture
def zrc(neighbours, noord):
    """The relations that the fake Zaken API has; a test adds and removes (zaak, informatieobject) pairs of URLs."""
    from urllib.parse import parse_qs, urlsplit

    pairs = set()

    def answer(url, _):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        found = [
            {"zaak": zaak, "informatieobject": document}
            for zaak, document in pairs
            if asked == {"zaak": zaak, "informatieobject": document}
        ]
        return 200, found

    neighbours.handle("GET", "zrc:zaakinformatieobjecten", answer)
    return pairs


@pytest.fixture
def files(noord, settings):
    """The content files of noord that there are now, which were none when the test began."""
    folder = Path(settings.DOCUMENTS) / noord.schema
    for each in folder.rglob("*"):
        if each.is_file():
            each.unlink()
    return lambda: sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def changed(api):
    """Change a document under its lock: `changed(url, {...})` gives the answer of the PATCH."""

    def change(url, values, method="PATCH", **options):
        lock = api.post(f"{url}/lock").json()["lock"]
        answer = api.request(method, url, values | {"lock": lock}, **options)
        api.post(f"{url}/unlock", {"lock": lock})
        return answer

    return change


@pytest.fixture
def downloaded(api):
    """The bytes that a URL is downloaded as: `downloaded(url)`."""

    def download(url):
        answer = api.get(url)
        assert answer.status_code == 200, answer.content
        return answer.getvalue()

    return download


@pytest.fixture
def status_of(api):
    """The status of a GET whose answer may be a stream: `status_of(url, client="beperkt")`."""

    def ask(url, **options):
        answer = api.get(url, **options)
        if answer.streaming:
            answer.getvalue()  # only then is its file closed
        return answer.status_code

    return ask
