# SPDX-License-Identifier: EUPL-1.2
"""Which findings a deviations.toml excuses, and which files are refused."""

import pytest

from compatibility.deviations import UnusableDeviations, load_deviations, unlisted
from compatibility.operations import Finding

STATUS = Finding("zaak_create", "response 201", "missing", "")
EXPAND = Finding("zaak_list", "response 200 body.results[]._expand", "missing", "")


@pytest.fixture
def deviations(tmp_path):
    """Reads the entries of a deviations.toml with this text."""

    def load(text):
        (tmp_path / "deviations.toml").write_text(text)
        return load_deviations(tmp_path / "deviations.toml")

    return load


def entry(operation='"zaak_create"', at="response 201", more=""):
    return f'[[deviation]]\nid = "C4"\noperation = {operation}\nat = "{at}"\nreason = "Omdat."\n{more}\n'


@pytest.mark.parametrize(
    "text",
    [
        entry(),
        entry(operation='["zaak_create"]'),
        entry(operation='"*"'),
        entry(at="response *"),
        entry(at="*"),
        entry(more='kind = "missing"'),
    ],
)
def test_a_finding_that_is_listed_is_excused(deviations, text):
    (deviation,) = deviations(text)
    assert unlisted([STATUS], [deviation]) == []
    assert deviation.stale([STATUS]) == []


@pytest.mark.parametrize(
    "text",
    [
        entry(operation='"zaak_update"'),
        entry(at="response 200"),
        entry(at="response 20"),
        entry(at="esponse 201"),
        entry(at="response 20[01]"),
        entry(more='kind = "type"'),
    ],
)
def test_a_deviation_that_matches_nothing_is_stale(deviations, text):
    (deviation,) = deviations(text)
    assert unlisted([STATUS], [deviation]) == [STATUS]
    assert deviation.stale([STATUS]) == list(deviation.operations)


def test_brackets_in_a_location_are_meant_literally(deviations):
    (deviation,) = deviations(entry(operation='"*"', at="response 200 body.results[]*._expand"))
    assert unlisted([STATUS, EXPAND], [deviation]) == [STATUS]


def test_each_operation_of_a_list_must_need_its_deviation(deviations):
    (deviation,) = deviations(entry(operation='["zaak_create", "zaak_update"]'))
    assert deviation.stale([STATUS]) == ["zaak_update"]


def test_a_component_without_the_file_has_no_deviations(tmp_path):
    assert load_deviations(tmp_path / "deviations.toml") == []


@pytest.mark.parametrize(
    "text",
    [
        "[[deviation]",
        '[deviation]\nid = "C4"',
        '[[deviations]]\nid = "C4"',
        '[[deviation]]\nid = "C4"\noperation = "*"\nat = "*"',
        entry(more='because = "x"'),
        entry(at=" "),
        entry(operation="[]"),
        entry(operation="[1]"),
        entry().replace("Omdat.", ""),
    ],
)
def test_a_file_that_does_not_follow_the_format_is_refused(deviations, text):
    with pytest.raises(UnusableDeviations, match=r"deviations\.toml"):
        deviations(text)


def test_what_no_file_can_show_is_listed_and_excuses_nothing(deviations):
    assert deviations('[[behaviour]]\nid = "x"\noperation = "*"\nreason = "Omdat."\n') == []
    with pytest.raises(UnusableDeviations, match="behaviour 1 must have id, operation, reason and nothing else"):
        deviations('[[behaviour]]\nid = "x"\noperation = "*"\n')
