# SPDX-License-Identifier: EUPL-1.2
"""Versions of a type that are published at the same moment."""

from threading import Barrier

import pytest

from catalogi.actions import versions


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """Other connections see only what is committed."""


@pytest.mark.parametrize("kind", ["zaaktype", "besluittype", "informatieobjecttype"])
def test_of_two_versions_that_share_a_day_and_are_published_at_once_one_is_refused(
    api, make, codes, at_once, monkeypatch, kind
):
    both_found, find = Barrier(2), versions.find

    def find_together(*what):
        found = find(*what)
        both_found.wait(10)
        return found

    made = [getattr(make, kind)(beginGeldigheid=day) for day in ("2025-01-01", "2025-07-01")]
    monkeypatch.setattr(versions, "find", find_together)
    answers = at_once([lambda url=each["url"]: api.post(f"{url}/publish") for each in made])
    published, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert published.status_code == 200
    assert codes(refused) == {("beginGeldigheid", "overlap")}
    monkeypatch.undo()
    assert sorted(api.get(each["url"]).json()["concept"] for each in made) == [False, True]
