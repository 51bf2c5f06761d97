# SPDX-License-Identifier: EUPL-1.2
"""A file is applied as a whole or not at all, by the actions of the API."""

import orjson
import pytest
from django.core.management import CommandError

from catalogi.actions.bestand import applying
from catalogi.models import (
    BesluitType,
    Catalogus,
    Eigenschap,
    InformatieObjectType,
    ResultaatType,
    RolType,
    StatusType,
    ZaakType,
    ZaakTypeInformatieObjectType,
)
from servicekit.journal.models import Line
from servicekit.stack.municipalities import serving
from servicekit.testing.statements import statements
from servicekit.testing.tables import meanwhile, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(run):
    """What a plan of a file says, as JSON, and its exit status."""

    def call(text, **more):
        status, said = run("plan", "--json", text=text, **more)
        return status, orjson.loads(said)

    return call


@pytest.fixture
def changes(plan):
    """What a file would do: (action, resource, name) of each."""
    return lambda text: [(each["action"], each["resource"], each["name"]) for each in plan(text)[1]["changes"]]


@pytest.fixture
def refused(run, noord):
    """Asserts that a file is not applied, and that nothing changes; what is said."""

    def check(text, *more):
        before = stored(noord)
        with pytest.raises(CommandError) as raised:
            run("apply", *more, text=text)
        assert stored(noord) == before
        return str(raised.value)

    return check


@pytest.fixture
def concept(make, resultaat, selectielijst):
    """A concept with one of each that may belong to it."""
    make.informatieobjecttype()
    zaaktype = make.zaaktype(selectielijstProcestype=selectielijst.procestype)
    statustype = make.statustype(zaaktype)
    make.statustype(zaaktype, volgnummer=2, omschrijving="Klaar")
    make.roltype(zaaktype)
    make.eigenschap(zaaktype, statustype=statustype["url"])
    make.zaakobjecttype(zaaktype)
    make.post("/resultaattypen", resultaat | {"zaaktype": zaaktype["url"]})
    make.ziot(zaaktype, informatieobjecttype="Foto", statustype=statustype["url"])
    return zaaktype


# What a plan says


def test_a_plan_changes_nothing_and_tells_nobody(rich, export, plan, noord):
    before = stored(noord)
    status, said = plan(export().replace("Melding, nieuw", "Melding, anders"))
    assert (status, len(said["changes"])) == (2, 1)
    assert stored(noord) == before


def test_a_plan_of_what_is_there_already_says_that_nothing_changes(rich, export, run):
    status, said = run("plan", text=export())
    assert status == 0
    assert said.startswith("Nothing to change.\nPlan ")


def test_a_plan_says_what_changes_in_a_field_and_what_that_takes(concept, export, run):
    text = export().replace("doel: Herstellen", "doel: Vervangen").replace("statustype: Ontvangen", "statustype: 2", 1)
    status, said = run("plan", text=text)
    assert status == 2
    assert said.splitlines()[:-1] == [
        "~ update   zaaktypen MELDING 2025-01-01",
        "    doel: Herstellen -> Vervangen",
        "~ update   eigenschappen Mastnummer of MELDING 2025-01-01",
        "    statustype: Ontvangen -> Klaar",
    ]


def test_a_plan_shows_no_more_than_the_beginning_of_a_long_text(concept, export, run):
    _, said = run("plan", text=export().replace("doel: Herstellen", f"doel: {'x' * 500}"))
    assert f"    doel: Herstellen -> {'x' * 69}…" in said.splitlines()


def test_a_plan_says_which_published_zaaktypen_change_and_how_many_zaken_are_of_them(rich, export, plan, run, zaken):
    zaken.count = 3
    text = export().replace("Melding, nieuw", "Melding, anders")
    _, said = plan(text)
    assert said["breaks"] == [{"resource": "zaaktypen", "name": "MELDING 2026-01-01", "zaken": 3}]
    assert said["needs"] == ["correct"]
    assert "In use: zaaktypen MELDING 2026-01-01 is published, and 3 zaken are of it." in run("plan", text=text)[1]


def test_a_plan_is_made_when_the_zaken_api_does_not_answer(rich, export, plan, run):
    text = export().replace("Melding, nieuw", "Melding, anders")
    assert plan(text)[1]["breaks"] == [{"resource": "zaaktypen", "name": "MELDING 2026-01-01", "zaken": None}]
    assert "does not say" in run("plan", text=text)[1]


def test_zaken_are_not_asked_for_what_is_a_concept(concept, export, plan, neighbours):
    neighbours.asked.clear()
    assert plan(export().replace("doel: Herstellen", "doel: Vervangen"))[1]["breaks"] == []
    assert [url for _, url, _ in neighbours.asked if "zaken?" in url] == []


def test_a_published_version_does_not_become_a_concept(rich, export, refused):
    said = refused(export().replace("concept: false", "concept: true", 1), "--correct", "--remove")
    assert "informatieobjecttypen.0.concept" in said
    assert "(non-concept-object)" in said


# Matching


def test_what_has_another_name_of_the_same_number_is_the_same_statustype(concept, export, changes):
    assert changes(export().replace("omschrijving: Klaar", "omschrijving: Af")) == [
        ("update", "statustypen", "2 Af"),
    ]


def test_what_has_another_number_is_the_same_statustype(concept, export, run):
    before = set(StatusType.objects.values_list("uuid", flat=True))
    text = export().replace("volgnummer: 2\n        omschrijving: K", "volgnummer: 5\n        omschrijving: K")
    assert run("apply", text=text)[0] == 0
    assert set(StatusType.objects.values_list("uuid", flat=True)) == before


def test_of_two_that_share_a_name_each_is_itself(make, concept, export, changes):
    make.roltype(concept, omschrijvingGeneriek="adviseur")
    text = export()
    assert changes(text) == []
    assert changes(text.replace("omschrijvingGeneriek: adviseur", "omschrijvingGeneriek: beslisser")) == [
        ("update", "roltypen", "Melder")
    ]


def test_a_concept_may_get_another_period(concept, export, run):
    text = export().replace("  - identificatie: MELDING\n    beginGeldigheid: 2025-01-01",
                            "  - identificatie: MELDING\n    beginGeldigheid: 2025-03-01")  # fmt: skip
    before = ZaakType.objects.get().uuid
    assert run("apply", text=text)[0] == 0
    assert (ZaakType.objects.get().uuid, str(ZaakType.objects.get().versiedatum)) == (before, "2025-03-01")
    assert run("plan", text=text)[0] == 0


def test_a_published_version_of_another_period_is_another(rich, export, changes):
    text = export().replace("beginGeldigheid: 2026-01-01", "beginGeldigheid: 2026-02-01")
    assert changes(text) == [
        ("destroy", "zaaktypen", "MELDING 2026-01-01"),
        ("create", "zaaktypen", "MELDING 2026-02-01"),
        ("publish", "zaaktypen", "MELDING 2026-02-01"),
    ]


# Applying


def test_every_field_of_a_concept_is_changed_as_the_api_does(concept, export, run, lines):
    told = Line.objects.count()
    text = export()
    for old, new in (
        ("naam: Mastnummer", "naam: Paal"),
        ("relatieOmschrijving: De mast die stuk is", "relatieOmschrijving: De paal"),
        ("omschrijving: Melder", "omschrijving: Aanvrager"),
        ("richting: inkomend", "richting: uitgaand"),
        ("archiefactietermijn: P10Y", "archiefactietermijn: P12Y"),
        ("informatieobjectcategorie: beeld", "informatieobjectcategorie: geluid"),
        ("contactpersoonBeheerNaam: Beheer", "contactpersoonBeheerNaam: Team"),
        ("statustype: Ontvangen", "statustype: Klaar"),
    ):
        assert old in text
        text = text.replace(old, new)
    assert run("apply", text=text)[0] == 0
    assert export() == text
    assert Eigenschap.objects.get().statustype.omschrijving == "Klaar"
    assert ZaakTypeInformatieObjectType.objects.get().statustype.omschrijving == "Klaar"
    made = [(each.resource, each.action) for each in Line.objects.order_by("id")[told:]]
    assert made == [
        ("catalogus", "partial_update"),
        ("informatieobjecttype", "partial_update"),
        ("roltype", "destroy"),
        ("roltype", "create"),
        ("resultaattype", "partial_update"),
        ("eigenschap", "destroy"),
        ("eigenschap", "create"),
        ("zaakobjecttype", "partial_update"),
        ("zaakinformatieobjecttype", "partial_update"),
    ]
    assert {each.client_id for each in Line.objects.order_by("id")[told:]} == {"manage.py"}


def test_what_is_applied_is_told_as_by_the_api(noord, make, export, run, lines, zuid):
    make.publish(make.zaaktype())
    text = export()
    with serving(zuid):
        assert run("apply", text=text, municipality="zuid")[0] == 0
        actions = [each[2] for each in lines.notified()]
    assert actions == ["create", "partial_update"]


def test_what_is_left_to_the_selectielijst_is_no_change_until_the_klasse_is_another(
    concept, export, run, selectielijst
):
    text = export().replace("        archiefactietermijn: P10Y\n", "").replace(
        "        archiefnominatie: vernietigen\n", "")  # fmt: skip
    assert run("plan", text=text)[0] == 0
    klasse = selectielijst.klasse(waardering="blijvend_bewaren", bewaartermijn=None)
    text = text.replace(f"selectielijstklasse: {ResultaatType.objects.get().selectielijstklasse}",
                        f"selectielijstklasse: {klasse}")  # fmt: skip
    assert run("apply", text=text)[0] == 0
    found = ResultaatType.objects.get()
    assert (found.archiefnominatie, found.archiefactietermijn) == ("blijvend_bewaren", None)
    assert run("plan", text=text)[0] == 0


def test_peers_are_asked_before_anything_is_written_and_all_they_refuse_is_told(concept, export, refused, neighbours):
    found = ResultaatType.objects.get()
    text = export().replace(found.selectielijstklasse, "https://referentie.test/api/v1/resultaten/weg")
    text = text.replace(
        f"selectielijstProcestype: {ZaakType.objects.get().selectielijst_procestype}",
        "selectielijstProcestype: https://referentie.test/api/v1/procestypen/weg",
    )
    said = refused(text)
    assert "zaaktypen.0.selectielijstProcestype" in said
    assert "zaaktypen.0.resultaattypen.0.selectielijstklasse" in said
    neighbours.down = True
    assert "niet bereikbaar" in refused(text)


def test_what_does_not_change_is_not_asked_for(rich, export, run, neighbours):
    neighbours.asked.clear()
    assert run("plan", text=export().replace("Naam: Beheer", "Naam: Team"))[0] == 2
    assert neighbours.asked == []


def test_nothing_is_written_when_one_thing_is_refused(concept, export, refused):
    text = export().replace("doel: Herstellen", "doel: Vervangen").replace("lengte: '12'", "lengte: veel")
    assert "zaaktypen.0.eigenschappen.0.specificatie.lengte" in refused(text)


def test_zaaktypen_that_name_each_other_are_made(make, export, run, zuid):
    make.zaaktype()
    make.zaaktype(identificatie="DEEL", deelzaaktypen=["MELDING"])
    text = export().replace(
        "  - identificatie: MELDING\n",
        "  - identificatie: MELDING\n    deelzaaktypen: [DEEL]\n    gerelateerdeZaaktypen:\n"
        "      - {zaaktype: DEEL, aardRelatie: vervolg}\n",
    )  # fmt: skip
    assert run("apply", text=text, municipality="zuid")[0] == 0
    with serving(zuid):
        made = {each.identificatie: each for each in ZaakType.objects.all()}
        assert made["MELDING"].deelzaaktypen == ["DEEL"]
        assert made["MELDING"].gerelateerde_zaaktypen[0]["zaaktypeIdentificatie"] == "DEEL"
        # What could be said at once needs no second write.
        assert Line.objects.filter(action="partial_update").count() == 1


def test_a_related_zaaktype_of_the_catalogue_is_known_by_its_url_too(make, export, run):
    other = make.zaaktype(identificatie="ANDER")
    make.zaaktype()
    text = export().replace(
        "  - identificatie: MELDING\n",
        "  - identificatie: MELDING\n    gerelateerdeZaaktypen:\n"
        f"      - {{zaaktype: '{other['url']}/', aardRelatie: vervolg}}\n",
    )
    assert run("apply", text=text)[0] == 0
    assert "- zaaktype: ANDER\n" in export()
    assert run("plan", text=text)[0] == 0


def test_two_published_versions_do_not_overlap(rich, export, refused):
    text = export().replace("    beginGeldigheid: 2027-01-01\n    concept: true",
                            "    beginGeldigheid: 2027-01-01\n    concept: false")  # fmt: skip
    said = refused(text)
    assert "zaaktypen.3.beginGeldigheid: Een andere versie is geldig vanaf 2026-01-01" in said
    assert len(said.splitlines()) == 1


# What takes more than a file


def test_a_published_version_changes_only_when_that_is_allowed(rich, export, run, refused, zaken):
    text = export().replace("Melding, nieuw", "Melding, anders")
    assert "--correct" in refused(text)
    assert "--correct" in refused(text, "--remove")
    assert run("apply", "--correct", text=text)[0] == 0
    assert export() == text


@pytest.mark.parametrize("field", ["omschrijvingGeneriek: initiator", "statustekst: Wij hebben uw melding."])
def test_what_belongs_to_a_published_version_changes_only_when_that_is_allowed(
    rich, export, run, refused, field, zaken
):
    other = {"omschrijvingGeneriek: initiator": "omschrijvingGeneriek: belanghebbende"}
    text = export().replace(field, other.get(field, "statustekst: Anders."))
    assert "--correct" in refused(text)
    assert run("apply", "--correct", text=text)[0] == 0
    assert export() == text


def test_a_published_version_may_end_as_by_the_api(rich, export, run):
    old = "    gerelateerdeZaaktypen:\n      - zaaktype: AANVRAAG\n        aardRelatie: onderwerp\n"
    assert old in export()
    text = export().replace(old, f"{old}    eindeGeldigheid: 2026-12-31\n")
    text = text.replace("    beginGeldigheid: 2027-01-01\n    concept: true",
                        "    beginGeldigheid: 2027-01-01\n    concept: false")  # fmt: skip
    assert run("apply", text=text)[0] == 0
    assert export() == text


def test_what_goes_from_a_published_version_takes_both(rich, export, run, refused, zaken):
    text = export().replace("      - omschrijving: Melder\n        omschrijvingGeneriek: initiator\n", "")
    assert "--correct en --remove" in refused(text)
    assert "--remove" in refused(text, "--correct")
    assert "--correct" in refused(text, "--remove")
    assert run("apply", "--correct", "--remove", text=text)[0] == 0
    assert [each.omschrijving for each in RolType.objects.all()] == ["Behandelaar"]


def test_what_goes_from_a_concept_goes(concept, export, run):
    text = export().replace(
        "    roltypen:\n      - omschrijving: Melder\n        omschrijvingGeneriek: initiator\n", ""
    )
    assert run("apply", text=text)[0] == 0
    assert not RolType.objects.exists()


def test_a_version_goes_only_when_that_is_allowed(rich, export, run, refused, zaken):
    before = export()
    text = before[: before.index("zaaktypen:\n  - id")]
    assert "--remove" in refused(text)
    assert "--remove" in refused(text, "--correct")
    assert run("apply", "--remove", text=text)[0] == 0
    assert not ZaakType.objects.exists()
    assert BesluitType.objects.count() == 2
    assert export() == text


def test_a_published_zaaktype_that_zaken_are_of_does_not_go(rich, export, refused, zaken, neighbours):
    zaken.count = 1
    text = export()[: export().index("zaaktypen:\n  - id")]
    assert "is 1 zaak" in refused(text, "--remove")
    neighbours.down = True
    assert "Zaken API zegt niet" in refused(text, "--remove")


def test_a_period_may_be_taken_over(rich, export, run, zaken):
    before = export()
    text = before.replace("    beginGeldigheid: 2026-01-01\n", "    beginGeldigheid: 2026-02-01\n")
    assert run("apply", "--remove", text=text)[0] == 0
    assert export() == text


# A part


def test_a_part_has_a_zaaktype_with_all_that_it_names(rich, export):
    text = export("--zaaktype", "MELDING")
    assert text.startswith("deel: true\ncatalogus:\n  domein: VOORB\n  rsin: '851234562'\ninformatieobjecttypen:\n")
    for name in ("omschrijving: Foto", "omschrijving: Verslag", "omschrijving: Verkeersbesluit", "2027-01-01"):
        assert name in text
    assert "identificatie: AANVRAAG" not in text
    assert "publicatieIndicatie: false\nzaaktypen" not in text


def test_a_part_leaves_the_rest_as_it_is(rich, export, run, zuid, plan):
    assert run("apply", text=export(), municipality="zuid")[0] == 0
    text = export("--zaaktype", "MELDING").replace("Melding, nieuw", "Melding, anders")
    text = text[: text.index("  - identificatie: MELDING\n    beginGeldigheid: 2027")]
    found = [(each["action"], each["name"], each["needs"]) for each in plan(text)[1]["changes"]]
    assert ("stay", "AANVRAAG 2025-01-01", []) in found
    assert ("destroy", "MELDING 2027-01-01", ["remove"]) in found
    assert ("update", "MELDING 2026-01-01", ["correct"]) in found
    assert run("apply", "--correct", "--remove", text=text)[0] == 0
    names = [f"{each.identificatie} {each.begin_geldigheid}" for each in ZaakType.objects.order_by("id")]
    assert names == ["MELDING 2025-01-01", "MELDING 2026-01-01", "AANVRAAG 2025-01-01"]
    assert Catalogus.objects.get().naam == "Wonen: 'van alles'"


def test_a_part_of_what_is_not_there_is_refused(rich, export, run):
    with pytest.raises(CommandError, match=r"catalogus: Deze catalogus is er niet.*does_not_exist"):
        run("apply", text=export("--zaaktype", "AANVRAAG"), municipality="zuid")


# Others, meanwhile


def test_a_plan_that_is_old_is_refused(concept, export, plan, run, refused, api):
    text = export().replace("doel: Herstellen", "doel: Vervangen")
    fingerprint = plan(text)[1]["fingerprint"]
    assert "nieuw plan" in refused(text.replace("Vervangen", "Weghalen"), "--plan", fingerprint)
    assert api.patch(concept["url"], {"aanleiding": "Iets anders"}).status_code == 200
    assert "nieuw plan" in refused(text, "--plan", fingerprint)
    fingerprint = plan(text)[1]["fingerprint"]
    assert run("apply", "--plan", fingerprint, text=text)[0] == 0


def test_what_changes_before_the_lock_is_seen(concept, export, refused, noord):
    text = export().replace("doel: Herstellen", "doel: Vervangen")

    def change():
        RolType.objects.update(omschrijving="Anders")

    with meanwhile(change):
        assert "tegelijk" in refused(text)


def test_it_locks_the_catalogue_and_all_its_types_before_it_looks_again(concept, export, run):
    text = export().replace("doel: Herstellen", "doel: Vervangen")
    with statements() as seen:
        assert run("apply", text=text)[0] == 0
    locks = [each for each in seen if "FOR NO KEY UPDATE" in each]
    tables = [each.partition('FROM "')[2].partition('"')[0] for each in locks[:3]]
    assert tables == ["catalogi_catalogus", "catalogi_informatieobjecttype", "catalogi_zaaktype"]


def test_what_is_added_takes_ten_statements(concept, export, run):
    def statements_of(text):
        with statements() as seen:
            assert run("apply", text=text)[0] == 0
        return len(seen)

    def add(text, count):
        more = "".join(f"      - omschrijving: Rol {i}\n        omschrijvingGeneriek: adviseur\n" for i in range(count))
        return text.replace("    roltypen:\n", f"    roltypen:\n{more}")

    text = export()
    one = statements_of(add(text, 1))
    ten_more = statements_of(add(text, 11))
    assert ten_more - one <= 9 * 10


def test_everything_is_in_one_transaction(rich, export, run, zuid, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    text = export()
    monkeypatch.setattr(applying, "publish", fail)
    with pytest.raises(ZeroDivisionError):
        run("apply", text=text, municipality="zuid")
    with serving(zuid):
        for model in (Catalogus, ZaakType, InformatieObjectType, BesluitType, Line):
            assert not model.objects.exists()


def test_a_catalogue_of_another_organisation_in_the_domein_is_another(make, export, run, plan):
    make.catalogus(rsin="851234574")
    make.zaaktype()
    text = export().replace("doel: Herstellen", "doel: Vervangen")
    assert [each["action"] for each in plan(text)[1]["changes"]] == ["update"]
    assert run("apply", text=text)[0] == 0
    assert export() == text


# The command


@pytest.mark.parametrize("verb", ["plan", "apply"])
def test_a_file_that_is_not_there_is_said(run, tmp_path, verb):
    with pytest.raises(CommandError, match="No such file"):
        run(verb, str(tmp_path / "weg.yaml"))


def test_a_municipality_or_catalogue_that_is_not_there_is_said(rich, run):
    with pytest.raises(CommandError, match="no municipality west"):
        run("export", "VOORB", municipality="west")
    with pytest.raises(CommandError, match="geen catalogus ANDER van 851234562"):
        run("export", "ANDER")
    with pytest.raises(CommandError, match="geen zaaktype WEG"):
        run("export", "VOORB", "--zaaktype", "WEG", "--zaaktype", "MELDING")


def test_a_plan_and_what_was_applied_are_told_to_machines(concept, export, run, plan):
    text = export().replace("beginGeldigheid: 2025-01-01\n    concept: true\n    omschrijving: M",
                            "beginGeldigheid: 2025-03-01\n    concept: true\n    omschrijving: M")  # fmt: skip
    _, said = plan(text)
    assert said["changes"] == [
        {
            "action": "update",
            "resource": "zaaktypen",
            "name": "MELDING 2025-03-01",
            "of": "",
            "place": "zaaktypen.0",
            "needs": [],
            "fields": {"beginGeldigheid": {"old": "2025-01-01", "new": "2025-03-01"}},
        }
    ]
    assert orjson.loads(run("apply", "--json", text=text)[1]) == {"changed": 1}
    assert orjson.loads(run("apply", "--json", text=text)[1]) == {"changed": 0}
