# SPDX-License-Identifier: EUPL-1.2
"""What a file says that cannot be: each fault with its place, all of them at once."""

import pytest
from django.core.management import CommandError

from servicekit.testing.tables import stored

pytestmark = pytest.mark.django_db

FILE = """\
catalogus:
  domein: VOORB
  rsin: '851234562'
  contactpersoonBeheerNaam: Beheer
informatieobjecttypen:
  - omschrijving: Foto
    beginGeldigheid: 2025-01-01
    concept: true
    vertrouwelijkheidaanduiding: openbaar
    informatieobjectcategorie: beeld
zaaktypen:
  - identificatie: MELDING
    beginGeldigheid: 2025-01-01
    concept: true
    omschrijving: Melding
    vertrouwelijkheidaanduiding: openbaar
    doel: Herstellen
    aanleiding: Iets is stuk
    indicatieInternOfExtern: extern
    handelingInitiator: melden
    onderwerp: Openbare ruimte
    handelingBehandelaar: behandelen
    doorlooptijd: P30D
    opschortingEnAanhoudingMogelijk: false
    verlengingMogelijk: false
    publicatieIndicatie: false
    referentieproces:
      naam: Melden
    verantwoordelijke: Team
    statustypen:
      - volgnummer: 1
        omschrijving: Ontvangen
    eigenschappen:
      - naam: Mast
        definitie: Welke
        specificatie: {formaat: tekst, lengte: '12', kardinaliteit: '1'}
        statustype: Ontvangen
    zaaktype-informatieobjecttypen:
      - volgnummer: 1
        informatieobjecttype: Foto
        richting: inkomend
"""
ZAAKTYPE = "zaaktypen.0"
#: what is wrong -> (what is replaced, by what, where the fault is, its code)
BAD = {
    "an unknown key": ("doel:", "doell: x\n    doel:", f"{ZAAKTYPE}.doell", "unknown-field"),
    "an unknown key at the top": ("zaaktypen:", "zaken: []\nzaaktypen:", "zaken", "unknown-field"),
    "an unknown key in the catalogus": ("domein:", "eigenaar: x\n  domein:", "catalogus.eigenaar", "unknown-field"),
    "an unknown key in a group": (
        "naam: Melden", "naam: Melden\n      url: x", f"{ZAAKTYPE}.referentieproces.url", "unknown-field"
    ),
    "a field that the place says": (
        "doel:", "catalogus: x\n    doel:", f"{ZAAKTYPE}.catalogus", "unknown-field"
    ),
    "a field that cannot be written": ("doel:", "url: x\n    doel:", f"{ZAAKTYPE}.url", "unknown-field"),
    "the period of what has none": (
        "        volgnummer: 1\n".strip(), "beginGeldigheid: 2025-01-01\n        volgnummer: 1",
        f"{ZAAKTYPE}.statustypen.0.beginGeldigheid", "unknown-field",
    ),
    "a list where a text is": ("doel: Herstellen", "doel: [x]", f"{ZAAKTYPE}.doel", "invalid"),
    "a mapping where a text is": ("doel: Herstellen", "doel: {x: y}", f"{ZAAKTYPE}.doel", "invalid"),
    "a text where a list is": ("doel:", "trefwoorden: x\n    doel:", f"{ZAAKTYPE}.trefwoorden", "not_a_list"),
    "a text where a group is": ("referentieproces:\n      naam: Melden", "referentieproces: x",
                                f"{ZAAKTYPE}.referentieproces", "invalid"),
    "a text where rows are": ("statustypen:\n      - volgnummer: 1\n        omschrijving: Ontvangen",
                              "statustypen: x", f"{ZAAKTYPE}.statustypen", "not_a_list"),
    "a text where a row is": ("statustypen:\n", "statustypen:\n      - x\n", f"{ZAAKTYPE}.statustypen.0", "invalid"),
    "a mapping where rows are": ("informatieobjecttypen:\n  - omsch", "informatieobjecttypen:\n    omsch",
                                 "informatieobjecttypen", "not_a_list"),
    "a truth where a text is": ("doel: Herstellen", "doel: true", f"{ZAAKTYPE}.doel", "invalid"),
    "a text where a truth is": ("verlengingMogelijk: false", "verlengingMogelijk: nooit",
                                f"{ZAAKTYPE}.verlengingMogelijk", "invalid"),
    "a text where a number is": ("- volgnummer: 1\n        omschrijving", "- volgnummer: een\n        omschrijving",
                                 f"{ZAAKTYPE}.statustypen.0.volgnummer", "invalid"),
    "nothing where something must be": ("doel: Herstellen", "doel:", f"{ZAAKTYPE}.doel", "null"),
    "a field that must be there": ("    doel: Herstellen\n", "", f"{ZAAKTYPE}.doel", "required"),
    "a day that is none": ("beginGeldigheid: 2025-01-01\n    concept: true\n    omschrijving: M",
                           "beginGeldigheid: 2025-02-30\n    concept: true\n    omschrijving: M",
                           f"{ZAAKTYPE}.beginGeldigheid", "invalid"),
    "no word of concept": ("    concept: true\n    omschrijving: M", "    omschrijving: M",
                           f"{ZAAKTYPE}.concept", "required"),
    "concept that is a text": ("    concept: true\n    omschrijving: M", "    concept: ja\n    omschrijving: M",
                               f"{ZAAKTYPE}.concept", "invalid"),
    "no catalogus": ("catalogus:\n  domein: VOORB\n  rsin: '851234562'\n  contactpersoonBeheerNaam: Beheer\n", "",
                     "catalogus", "required"),
    "an rsin that cannot be": ("851234562", "851234563", "catalogus.rsin", "invalid"),
    "a part that is no truth": ("catalogus:", "deel: ja\ncatalogus:", "deel", "invalid"),
    "a type by URL": ("informatieobjecttype: Foto", "informatieobjecttype: https://elders.test/1",
                      f"{ZAAKTYPE}.zaaktype-informatieobjecttypen.0.informatieobjecttype", "invalid"),
    "a type by URL in a list": ("doel:", "deelzaaktypen: [https://elders.test/1]\n    doel:",
                                f"{ZAAKTYPE}.deelzaaktypen.0", "invalid"),
    "a statustype that is not there": ("statustype: Ontvangen", "statustype: Klaar",
                                       f"{ZAAKTYPE}.eigenschappen.0.statustype", "does_not_exist"),
    "a statustype that is two": ("        omschrijving: Ontvangen\n",
                                 "        omschrijving: Ontvangen\n"
                                 "      - volgnummer: 1\n        omschrijving: Ontvangen\n",
                                 f"{ZAAKTYPE}.eigenschappen.0.statustype", "does_not_exist"),
    # What the rules refuse when it is applied.
    "a name of another catalogue": ("informatieobjecttype: Foto", "informatieobjecttype: Brief",
                                    f"{ZAAKTYPE}.zaaktype-informatieobjecttypen.0.informatieobjecttype",
                                    "does_not_exist"),
    "a zaaktype of another catalogue": ("doel:", "deelzaaktypen: [ELDERS]\n    doel:",
                                        f"{ZAAKTYPE}.deelzaaktypen", "does_not_exist"),
    "a rule of a zaaktype": ("verlengingMogelijk: false", "verlengingMogelijk: true", ZAAKTYPE, "verlenging-mismatch"),
    "a rule of what belongs to it": ("lengte: '12'", "lengte: veel",
                                     f"{ZAAKTYPE}.eigenschappen.0.specificatie.lengte", "invalid"),
    "what may be there once": (
        "    eigenschappen:\n",
        "    eigenschappen:\n      - naam: Mast\n        definitie: Ook\n"
        "        specificatie: {formaat: tekst, lengte: '1', kardinaliteit: '1'}\n",
        f"{ZAAKTYPE}.eigenschappen.1", "unique",
    ),
}  # fmt: skip


@pytest.fixture
def refused(run, noord):
    """What is wrong with a file, for a plan and for applying it, which changes nothing: [(line, place, code)]."""

    def check(text):
        before = stored(noord)
        said = []
        for verb in ("plan", "apply"):
            with pytest.raises(CommandError) as raised:
                run(verb, text=text)
            said.append(str(raised.value))
        assert said[0] == said[1]
        assert stored(noord) == before
        found = []
        for line in said[0].splitlines():
            _, number, place, rest = line.split(":", 3)
            found.append((int(number), place.strip(), rest.rpartition("(")[2].rstrip(")")))
        return found

    return check


@pytest.mark.parametrize("wrong", BAD)
def test_what_is_wrong_is_said_with_its_place(refused, wrong):
    old, new, place, code = BAD[wrong]
    assert FILE.count(old) >= 1
    found = refused(FILE.replace(old, new, 1))
    assert (place, code) in [(each, said) for _, each, said in found]
    assert len(found) <= 2  # what was meant, and the field that it was written in the place of


def test_the_file_of_these_tests_is_right(run, export):
    assert run("apply", text=FILE)[0] == 0
    assert run("plan", text=FILE)[0] == 0


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_lines(refused):
    text = FILE.replace("doel: Herstellen", "doel: [x]").replace("richting: inkomend", "richting: heen")
    assert refused(text.replace("rsin: '851234562'", "rsin: '1'")) == [
        (3, "catalogus.rsin", "invalid-length"),
        (17, "zaaktypen.0.doel", "invalid"),
        (41, "zaaktypen.0.zaaktype-informatieobjecttypen.0.richting", "invalid_choice"),
    ]


def test_all_that_the_rules_refuse_is_said_at_once(refused):
    text = FILE.replace("verlengingMogelijk: false", "verlengingMogelijk: true")
    text = text.replace("omschrijving: Foto", "omschrijving: Brief")
    # Of what belongs to a zaaktype that cannot be made, nobody can tell.
    assert [each[1:] for each in refused(text)] == [("zaaktypen.0", "verlenging-mismatch")]
    text = FILE.replace("lengte: '12'", "lengte: veel").replace("omschrijving: Foto", "omschrijving: Brief")
    assert [each[1:] for each in refused(text)] == [
        ("zaaktypen.0.eigenschappen.0.specificatie.lengte", "invalid"),
        ("zaaktypen.0.zaaktype-informatieobjecttypen.0.informatieobjecttype", "does_not_exist"),
    ]


def test_a_statustype_may_be_named_by_its_number(run, export):
    text = FILE.replace("statustype: Ontvangen", "statustype: 1")
    assert run("apply", text=text)[0] == 0
    assert "statustype: Ontvangen" in export()


def test_what_may_be_empty_may_be_left_out(run, export):
    text = FILE.replace("    referentieproces:", "    broncatalogus:\n      domein: BRON\n    referentieproces:")
    assert run("apply", text=text)[0] == 0
    assert "domein: BRON" in export()
