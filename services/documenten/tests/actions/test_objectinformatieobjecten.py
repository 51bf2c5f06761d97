# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from documenten.actions import objectinformatieobjecten as actions
from servicekit.problems import Forbidden, Invalid, Problem, Unavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def relate(as_caller, monkeypatch):
    """Relate an object to a document that is not there, while asking about the object raises this."""
    as_caller("alles")

    def create(raises):
        def ask(*_):
            raise raises

        monkeypatch.setattr(actions, "_object_faults", ask)
        informatieobject = f"drc:enkelvoudiginformatieobjecten/{uuid4()}"
        actions.create_objectinformatieobject(
            informatieobject=informatieobject, object=f"zrc:zaken/{uuid4()}", object_type="zaak"
        )

    return create


def test_a_document_that_is_not_there_is_said_when_the_object_cannot_be_asked(relate):
    with pytest.raises(Invalid) as refused:
        relate(Unavailable("De eigenaar is niet bereikbaar.", retry_after=5))
    assert [each.name for each in refused.value.violations] == ["informatieobject"]


def test_another_problem_with_the_object_is_the_answer(relate):
    problem = Forbidden()
    with pytest.raises(Problem) as raised:
        relate(problem)
    assert raised.value is problem
