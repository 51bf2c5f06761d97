# SPDX-License-Identifier: EUPL-1.2
"""Who may say that something changed."""

import hmac
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import RequestFactory

from servicekit import callbacks, municipalities
from servicekit.problems import Problem

pytestmark = pytest.mark.django_db


def receive(authorization):
    request = RequestFactory().post(
        "/callbacks/notificaties", data=b"{}", content_type="application/json", HTTP_AUTHORIZATION=authorization
    )
    return callbacks.receive(request)


def test_the_agreed_authorization_is_taken(noord):
    assert receive(callbacks.authorization()).status_code == 204


@pytest.mark.parametrize("authorization", ["", "Bearer x", "Bearer \u00e9"])
def test_another_authorization_is_refused(noord, authorization):
    with pytest.raises(Problem) as refused:
        receive(authorization)
    assert refused.value.status == 401


def test_a_component_without_a_secret_believes_nobody(noord):
    place = noord.places[settings.COMPONENT.code]
    bare = replace(place, client=replace(place.client, secret=""))
    with municipalities.serving(replace(noord, places=noord.places | {place.code: bare})):
        known = "Bearer " + hmac.digest(b"", b"callbacks", "sha256").hex()
        with pytest.raises(Problem) as refused:
            receive(known)
    assert refused.value.status == 401
