# SPDX-License-Identifier: EUPL-1.2
"""A file is written in one way, keeps its comments, and says what it was given."""

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from catalogi.actions.bestand.items import read_file
from catalogi.actions.bestand.kinds import CATALOGUS, ROLTYPEN, STATUSTYPEN, ZAAKTYPEN, Item
from catalogi.actions.bestand.reading import read_yaml
from catalogi.actions.bestand.writing import write_catalogue

pytestmark = pytest.mark.django_db

#: what PostgreSQL can hold
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60)
LINES = st.lists(st.one_of(TEXTS, st.sampled_from(["", " x", "x ", "# x", "- x", "x: y", "\t", "\x85", "\ufeff"])))


def catalogue(naam):
    return Item(kind=CATALOGUS, form={"domein": "VOORB", "rsin": "851234562", "naam": naam})


@given(text=st.one_of(TEXTS, LINES.map("\n".join)))
def test_a_text_is_read_as_it_was_written(text):
    written = write_catalogue(catalogue(text))
    assert read_yaml(written.encode()).plain()["catalogus"]["naam"] == text
    # And onto itself it stays the same.
    assert write_catalogue(catalogue(text), before=written.encode()) == written


@pytest.mark.parametrize(
    "text", ["007", "1.10", "true", "null", "~", "2025-01-01", "", "yes", "0x1F", "1e3", ".5", "=", "<<"]
)
def test_what_others_would_read_otherwise_is_quoted(text):
    written = write_catalogue(catalogue(text))
    assert YAML(typ="safe", pure=True).load(written)["catalogus"]["naam"] == text


def test_lines_stand_as_lines():
    assert "  naam: |-\n    Een: x\n\n    Twee # y\n" in write_catalogue(catalogue("Een: x\n\nTwee # y"))


def test_a_long_line_stays_one_line():
    assert f"  naam: {'woord ' * 50}woord\n" in write_catalogue(catalogue(f"{'woord ' * 50}woord"))


def zaaktype(name, roltypen):
    made = Item(kind=ZAAKTYPEN, form={"identificatie": name, "beginGeldigheid": "x", "doel": "D"}, concept=True)
    made.children[ROLTYPEN.name] = [Item(kind=ROLTYPEN, form={"omschrijving": each}) for each in roltypen]
    return made


COMMENTED = """\
# Van team Zaaktypen
catalogus:
  domein: VOORB # ons domein
  # het RSIN van de gemeente
  rsin: '851234562'
zaaktypen:
  # de oudste
  - identificatie: A
    beginGeldigheid: x
    concept: true # nog even
    # waarom het er is
    doel: D
    roltypen:
      # die belt
      - omschrijving: Beller # soms
      - omschrijving: Lezer
  # de nieuwste
  - identificatie: C
    beginGeldigheid: x
    concept: true
    doel: D
"""


def test_comments_stay_where_what_they_stand_at_does():
    whole = Item(kind=CATALOGUS, form={"domein": "VOORB", "rsin": "851234562"})
    whole.children[ZAAKTYPEN.name] = [zaaktype("A", ["Beller", "Lezer"]), zaaktype("C", [])]
    assert write_catalogue(whole, before=COMMENTED.encode()) == COMMENTED


def test_comments_stay_when_what_is_around_them_changes():
    whole = Item(kind=CATALOGUS, form={"domein": "VOORB", "rsin": "851234562", "naam": "Nieuw"})
    first = zaaktype("A", ["Ander", "Beller"])
    first.form["doel"] = "Ander doel"
    whole.children[ZAAKTYPEN.name] = [first, zaaktype("B", []), zaaktype("C", [])]
    text = write_catalogue(whole, before=COMMENTED.encode())
    for comment in ("# Van team Zaaktypen\ncatalogus", "VOORB # ons domein", "# het RSIN van de gemeente\n  rsin",
                    "# waarom het er is\n    doel: Ander doel", "concept: true # nog even",
                    "- omschrijving: Beller # soms"):  # fmt: skip
        assert comment in text
    assert [each.form["identificatie"] for each in whole.of(ZAAKTYPEN)] == ["A", "B", "C"]
    assert text.index("identificatie: A") < text.index("identificatie: B") < text.index("identificatie: C")
    assert write_catalogue(whole, before=text.encode()) == text


def test_a_comment_behind_a_dash_goes_with_what_it_stands_at():
    whole = Item(kind=CATALOGUS, form={"domein": "VOORB", "rsin": "851234562"})
    whole.children[ZAAKTYPEN.name] = [zaaktype("C", []), zaaktype("N", []), zaaktype("A", [])]
    text = "zaaktypen:\n" + "".join(
        f"  - # over {name}\n    identificatie: {name}\n    beginGeldigheid: x\n" for name in ("A", "C")
    )
    lines = write_catalogue(whole, before=text.encode()).splitlines()
    for name in ("A", "C"):
        assert lines.index(f"  - identificatie: {name}") - 1 == lines.index(f"    # over {name}")


def test_an_export_onto_a_file_keeps_its_comments_and_says_what_is(rich, export, run, tmp_path):
    def commented():
        return export().replace("\nzaaktypen:\n", "\n# onze zaaktypen\nzaaktypen:\n")

    path = tmp_path / "catalogus.yaml"
    path.write_text(commented().replace("Herstellen", "Anders"))
    run("export", "VOORB", str(path))
    assert path.read_text() == commented()


def test_an_export_onto_what_is_no_such_file_is_refused_and_that_stays(rich, run, tmp_path):
    path = tmp_path / "catalogus.yaml"
    for text in ("a: &a [x]\nb: *a\n", "a: [\n", "- a\n"):
        path.write_text(text)
        with pytest.raises(CommandError):
            run("export", "VOORB", str(path))
        assert path.read_text() == text


def test_statustypen_that_share_a_name_are_referred_to_by_number(make, export, run):
    found = make.zaaktype()
    make.statustype(found)
    second = make.statustype(found, volgnummer=2)
    make.eigenschap(found, statustype=second["url"])
    text = export()
    assert "statustype: 2\n" in text
    assert run("plan", text=text)[0] == 0
    [item] = read_file(text.encode()).catalogue.of(ZAAKTYPEN)
    assert len(item.of(STATUSTYPEN)) == 2


def test_a_statustype_that_cannot_be_named_is_told(make, export):
    found = make.zaaktype()
    make.statustype(found)
    make.eigenschap(found, statustype=make.statustype(found)["url"])
    with pytest.raises(CommandError, match=r"eigenschappen Mastnummer van .* deelt"):
        export()
