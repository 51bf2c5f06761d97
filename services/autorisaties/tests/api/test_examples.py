# SPDX-License-Identifier: EUPL-1.2
"""The example bodies of the contract are accepted as they stand, once what they refer to is there."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_example_of_an_applicatie_is_accepted(api, examples):
    assert set(examples) == {"applicatie_create", "uitleg_create"}
    made = api.post("/applicaties", examples["applicatie_create"])
    assert made.status_code == 201, made.content


def test_the_example_of_a_question_is_answered(api, examples):
    api.post("/applicaties", examples["applicatie_create"])
    answer = api.post("/uitleg", examples["uitleg_create"] | {"clientId": "alles"})
    assert answer.status_code == 200, answer.content
