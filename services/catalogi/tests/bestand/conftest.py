# SPDX-License-Identifier: EUPL-1.2
"""The command on files, and a catalogue that has some of everything."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command


@pytest.fixture
def zaken(neighbours, noord):
    """The Zaken API: it has as many zaken of each zaaktype as `zaken.count` says."""
    said = SimpleNamespace(count=0)
    neighbours.handle("GET", "zrc:zaken?", lambda url, body: (200, {"count": said.count, "results": []}))
    return said


@pytest.fixture
def run(api, tmp_path, neighbours):
    """Run a verb of the command in a municipality: (exit status, what it said). `text` is the file that it reads."""

    def call(verb, *arguments, text=None, municipality="noord"):
        more = list(arguments)
        if text is not None:
            path = tmp_path / "gegeven.yaml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            more.insert(0, str(path))
        out = StringIO()
        try:
            call_command("catalogus", verb, municipality, *more, stdout=out)
        except SystemExit as ended:
            return ended.code, out.getvalue()
        return 0, out.getvalue()

    return call


@pytest.fixture
def export(run):
    """The text of the catalogue."""
    rsin = "--rsin", "851234562"
    return lambda *more, municipality="noord": run("export", "VOORB", *rsin, *more, municipality=municipality)[1]


@pytest.fixture
def rich(api, make, resultaat, selectielijst):
    """A catalogue with versions, concepts and relations of all kinds; zaaktype -> its JSON."""
    assert api.patch(make.catalogus()["url"], {"naam": "Wonen: 'van alles'", "versie": "1.10"}).status_code == 200
    make.informatieobjecttype(published=True, trefwoord=["a", "b"])
    make.informatieobjecttype(omschrijving="Verslag", omschrijvingGeneriek={
        "informatieobjecttypeOmschrijvingGeneriek": "Verslag",
        "definitieInformatieobjecttypeOmschrijvingGeneriek": "Wat gezegd is",
        "herkomstInformatieobjecttypeOmschrijvingGeneriek": "GEMMA",
        "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "",
    })  # fmt: skip
    make.besluittype(published=True, informatieobjecttypen=["Foto"], publicatietermijn="P6W")
    make.besluittype(omschrijving="", publicatieIndicatie=False)
    first = make.zaaktype(
        eindeGeldigheid="2025-12-31",
        selectielijstProcestype=selectielijst.procestype,
        besluittypen=["Verkeersbesluit"],
        verlengingMogelijk=True,
        verlengingstermijn="P30D",
        trefwoorden=["lamp", "2025-01-01", "true", "007"],
        toelichting="Regel een.\n\nRegel twee: met # en 'quotes'\t.\n",
        broncatalogus={"url": "", "domein": "BRON", "rsin": ""},
        referentieproces={"naam": "Melden", "link": "https://proces.test/1"},
        versiedatum="2025-02-01",
    )
    filled(first, make, resultaat)
    make.publish(first)
    second = make.zaaktype(published=True, beginGeldigheid="2026-01-01", omschrijving="Melding, nieuw")
    third = make.zaaktype(beginGeldigheid="2027-01-01", deelzaaktypen=["MELDING"])
    other = make.zaaktype(
        identificatie="AANVRAAG",
        deelzaaktypen=["MELDING", "AANVRAAG"],
        gerelateerdeZaaktypen=[
            {"zaaktype": "MELDING", "aardRelatie": "vervolg", "toelichting": "Daarna"},
            {"zaaktype": "https://elders.test/zaaktypen/1", "aardRelatie": "bijdrage"},
        ],
    )
    related = {"gerelateerdeZaaktypen": [{"zaaktype": "AANVRAAG", "aardRelatie": "onderwerp"}]}
    assert api.patch(second["url"], related).status_code == 200
    return SimpleNamespace(first=first, second=second, third=third, other=other)


def filled(zaaktype, make, resultaat):
    """Give a zaaktype some of all that may belong to it."""
    received = make.statustype(zaaktype, informeren=True, statustekst="Wij hebben uw melding.", doorlooptijd="P2D")
    make.statustype(zaaktype, volgnummer=2, omschrijving="Klaar", checklistitemStatustype=[
        {"itemnaam": "Foto", "vraagstelling": "Is er een foto?", "verplicht": True},
        {"itemnaam": "Plek", "vraagstelling": "Is de plek bekend?"},
    ])  # fmt: skip
    make.roltype(zaaktype)
    make.roltype(zaaktype, omschrijving="Behandelaar", omschrijvingGeneriek="behandelaar")
    make.post("/resultaattypen", resultaat | {
        "zaaktype": zaaktype["url"],
        "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
        "besluittypen": ["Verkeersbesluit"],
        "informatieobjecttypen": ["Foto", "Verslag"],
    })  # fmt: skip
    make.eigenschap(zaaktype, statustype=received["url"])
    make.eigenschap(
        zaaktype,
        naam="Datum",
        specificatie={"formaat": "datum", "lengte": "8", "kardinaliteit": "1", "waardenverzameling": ["20250101"]},
    )
    make.zaakobjecttype(zaaktype)
    make.ziot(zaaktype, informatieobjecttype="Foto", statustype=received["url"])
    make.ziot(zaaktype, informatieobjecttype="Verslag", volgnummer=2, richting="uitgaand")
