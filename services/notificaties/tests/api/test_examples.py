# SPDX-License-Identifier: EUPL-1.2
"""The example bodies of the contract are accepted as they stand, once what they refer to is there."""

import pytest

from servicekit import cloudevents
from servicekit.peers.strangers import Stranger

pytestmark = pytest.mark.django_db


def test_there_is_an_example_of_everything_that_is_posted(examples):
    assert set(examples) == {
        "kanaal_create", "abonnement_create", "abonnement_replay", "notificaties_create", "cloudevents_create"
    }  # fmt: skip


def test_the_example_of_a_kanaal_is_accepted(api, examples):
    made = api.post("/kanaal", examples["kanaal_create"])
    assert made.status_code == 201, made.content


def test_the_example_of_an_abonnement_is_accepted_when_its_callback_answers(api, examples, kanaal, monkeypatch):
    body, told = examples["abonnement_create"], []

    def post(outside, message, headers):
        told.append(outside.url)
        return 204 if headers.get("Authorization") == body["auth"] else 401

    monkeypatch.setattr(Stranger, "post", post)
    made = api.post("/abonnement", body)
    assert made.status_code == 201, made.content
    assert set(told) == {body["callbackUrl"]}


def test_the_example_of_a_notification_is_accepted(api, examples, kanaal):
    assert api.post("/notificaties", examples["notificaties_create"]).status_code == 201


def test_the_examples_of_cloudevents_are_accepted(api, examples, kanaal):
    [one] = examples["cloudevents_create"]
    for media, given in ((cloudevents.ONE, one), (cloudevents.BATCH, [one])):
        assert api.post("/cloudevents", given, content_type=media).status_code == 204


def test_the_example_of_a_replay_is_accepted(api, examples, body):
    made = api.post("/abonnement", body)
    answer = api.post(f"{made['Location']}/replay", examples["abonnement_replay"])
    assert answer.json() == {"aantal": 0, "verder": None}
