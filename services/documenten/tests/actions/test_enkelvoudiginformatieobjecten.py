# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.actions import enkelvoudiginformatieobjecten as actions
from documenten.actions.enkelvoudiginformatieobjecten import update_informatieobject
from documenten.models import EnkelvoudigInformatieObject, Versie
from servicekit import references
from servicekit.problems import Forbidden, Problem
from servicekit.representations.rendering import render

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(api, files, with_content):
    url = api.post("/enkelvoudiginformatieobjecten", with_content)["Location"]
    api.post(f"{url}/lock")
    return EnkelvoudigInformatieObject.objects.get(uuid=url.rpartition("/")[2])


@pytest.fixture
def overtaken(document, as_caller, monkeypatch):
    """Have other changes of the holder of the lock made while the next ones gather what they need: one each time."""

    def overtake(*changes):
        as_caller("alles")
        gather, left = actions._facts, [*changes]

        def be_overtaken(*arguments):
            if left:
                values = left.pop(0)
                with monkeypatch.context() as patch:
                    patch.setattr(actions, "_facts", gather)
                    update_informatieobject(document.uuid, partial=True, lock=document.lock, **values)
            return gather(*arguments)

        monkeypatch.setattr(actions, "_facts", be_overtaken)

    return overtake


def test_a_change_is_made_on_top_of_one_that_overtook_it(document, overtaken, files):
    overtaken({"titel": "Nieuw"})
    changed = update_informatieobject(
        document.uuid, partial=True, inhoud="ZGFn", bestandsomvang=3, auteur="P. Puk", lock=document.lock
    )
    assert (changed.versie, changed.current.titel, changed.current.auteur) == (3, "Nieuw", "P. Puk")
    assert len(files()) == 2


def test_a_change_is_judged_by_the_type_that_it_is_of_by_then(document, overtaken, hold_type, files):
    openbaar = references.normal(hold_type(vertrouwelijkheidaanduiding="openbaar"))
    overtaken({"informatieobjecttype": openbaar})
    # Empty: that of the type, which is another by the time of the change.
    values = {"inhoud": "ZGFn", "bestandsomvang": 3, "vertrouwelijkheidaanduiding": ""}
    changed = update_informatieobject(document.uuid, partial=True, lock=document.lock, **values)
    assert (changed.versie, changed.informatieobjecttype) == (3, openbaar)
    assert changed.vertrouwelijkheidaanduiding == "openbaar"
    assert len(files()) == 2


def test_content_that_came_meanwhile_stays(document, overtaken, files):
    overtaken({"inhoud": "ZGFn", "bestandsomvang": 3})
    update_informatieobject(document.uuid, partial=True, lock=document.lock, inhoud=None, bestandsomvang=None)
    overtaken({"inhoud": "ZGFn", "bestandsomvang": 3})
    changed = update_informatieobject(document.uuid, partial=True, lock=document.lock, titel="Nieuw")
    assert (changed.current.titel, changed.current.bestandsomvang) == ("Nieuw", 3)


def whole(document, **changed):
    """All values of a document, as a PUT gives them."""
    kept = {name: value for name, value in document.current.values.items() if name not in ("bestand", "sha256")}
    return kept | changed


@pytest.mark.parametrize(
    ("partial", "values", "size"),
    [
        (True, {"titel": "Nieuw"}, 4),
        (True, {"inhoud": "ZGFn", "bestandsomvang": 3}, 3),
        (False, {"inhoud": "ZGFn", "bestandsomvang": 3}, 3),
        (False, {"inhoud": None, "bestandsomvang": None}, None),
    ],
)
def test_a_change_that_goes_by_no_content_is_not_overtaken_by_content(
    document, overtaken, files, monkeypatch, partial, values, size
):
    given = values if partial else whole(document, **values)
    overtaken({"inhoud": "ZGFnZQ==", "bestandsomvang": 4})
    monkeypatch.setattr(actions, "ATTEMPTS", 1)
    changed = update_informatieobject(document.uuid, partial=partial, lock=document.lock, **given)
    assert (changed.versie, changed.current.bestandsomvang) == (3, size)


def test_content_that_is_taken_away_is_judged_by_the_size_that_it_has_by_then(document, overtaken, files):
    overtaken({"inhoud": None, "bestandsomvang": 0})
    changed = update_informatieobject(document.uuid, partial=True, inhoud=None, lock=document.lock)
    assert (changed.current.bestandsomvang, changed.current.bestand != "") == (0, True)


def test_a_whole_change_keeps_nothing_that_it_does_not_give(document, as_caller, files):
    as_caller("alles")
    given = whole(document, bestandsomvang=None)
    del given["bestandsnaam"]
    changed = update_informatieobject(document.uuid, partial=False, lock=document.lock, **given).current
    assert (changed.bestandsnaam, changed.bestand, changed.sha256, changed.bestandsomvang) == ("", "", "", None)


def test_who_may_not_change_a_document_has_nothing_asked(document, as_caller, grant, hold_type, neighbours, files):
    right = {"informatieobjecttype": hold_type(), "maxVertrouwelijkheidaanduiding": "intern"}
    grant(beperkt=[{"component": "drc", "scopes": ["documenten.bijwerken"], **right}])
    as_caller("beperkt")
    neighbours.asked.clear()
    values = {"informatieobjecttype": references.normal(hold_type()), "inhoud": "ZGFn", "bestandsomvang": 3}
    with pytest.raises(Forbidden):
        update_informatieobject(document.uuid, partial=True, lock=document.lock, **values)
    assert neighbours.asked == []
    assert len(files()) == 1


def test_a_change_that_is_overtaken_each_time_is_refused_and_leaves_nothing(document, overtaken, hold_type, files):
    types = [hold_type(), hold_type()]
    overtaken(*({"informatieobjecttype": types[number % 2]} for number in range(actions.ATTEMPTS)))
    with pytest.raises(Problem) as raised:
        update_informatieobject(document.uuid, partial=True, inhoud="ZGFn", bestandsomvang=3, lock=document.lock)
    assert (raised.value.status, raised.value.retry_after) == (409, 1)
    assert len(files()) == 1


def test_stored_representations_are_what_would_be_rendered_now(document, as_caller):
    as_caller("alles")
    update_informatieobject(document.uuid, partial=True, titel="Nieuw", lock=document.lock)
    rows = [*EnkelvoudigInformatieObject.objects.all(), *Versie.objects.all()]
    assert len(rows) == 3
    for row in rows:
        assert row.body.encode() == render(row)


def test_files_of_versions_that_share_content_are_one(document, as_caller, files):
    as_caller("alles")
    update_informatieobject(document.uuid, partial=True, titel="Nieuw", lock=document.lock)
    assert len(set(Versie.objects.values_list("bestand", flat=True))) == 1
    assert len(files()) == 1
