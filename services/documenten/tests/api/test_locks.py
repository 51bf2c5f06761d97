# SPDX-License-Identifier: EUPL-1.2
import pytest

from servicekit.journal.models import Line

pytestmark = pytest.mark.django_db
PATH = "/enkelvoudiginformatieobjecten"


@pytest.fixture
def document(api, body):
    return api.post(PATH, body)["Location"]


@pytest.fixture
def may(grant, informatieobjecttype):
    """Give the client `beperkt` scopes for these documents."""

    def give(*scopes):
        grant(
            beperkt=[
                {
                    "component": "drc",
                    "scopes": list(scopes),
                    "informatieobjecttype": informatieobjecttype,
                    "maxVertrouwelijkheidaanduiding": "intern",
                }
            ]
        )

    return give


def codes(response):
    return [(each["name"], each["code"]) for each in response.json()["invalidParams"]]


def test_a_lock_shows_and_is_given_once(api, document):
    etag = api.get(document)["ETag"]
    answer = api.post(f"{document}/lock", {"lock": "mijn-eigen"})
    assert answer.status_code == 200
    assert len(answer.json()["lock"]) == 32
    assert api.get(document).json()["locked"] is True
    assert api.get(document)["ETag"] != etag
    assert "lock" not in api.get(document).json()
    assert codes(api.post(f"{document}/lock")) == [("nonFieldErrors", "existing-lock")]


def test_the_lock_id_unlocks(api, document):
    lock = api.post(f"{document}/lock").json()["lock"]
    assert codes(api.post(f"{document}/unlock", {"lock": "fout"})) == [("nonFieldErrors", "incorrect-lock-id")]
    assert api.post(f"{document}/unlock", {"lock": lock}).status_code == 204
    assert api.get(document).json()["locked"] is False
    assert codes(api.post(f"{document}/unlock", {"lock": lock})) == [("nonFieldErrors", "incorrect-lock-id")]


def test_only_a_forced_unlock_needs_no_lock_id(api, document, may):
    api.post(f"{document}/lock")
    may("documenten.lock")
    assert codes(api.post(f"{document}/unlock", {}, client="beperkt")) == [("nonFieldErrors", "incorrect-lock-id")]
    assert api.get(document).json()["locked"] is True
    may("documenten.geforceerd-unlock")
    assert api.post(f"{document}/unlock", client="beperkt").status_code == 204
    assert api.get(document).json()["locked"] is False
    assert api.post(f"{document}/unlock", client="beperkt").status_code == 204


def test_locking_takes_its_scope(api, document, may):
    may("documenten.bijwerken")
    assert api.post(f"{document}/lock", client="beperkt").status_code == 403
    assert api.post(f"{document}/unlock", {}, client="beperkt").status_code == 403
    may("documenten.lock")
    lock = api.post(f"{document}/lock", client="beperkt").json()["lock"]
    assert api.post(f"{document}/unlock", {"lock": lock}, client="beperkt").status_code == 204


def test_a_repeated_lock_with_an_idempotency_key_is_judged_anew(api, document):
    assert api.post(f"{document}/lock", idempotency_key="k").status_code == 200
    assert codes(api.post(f"{document}/lock", idempotency_key="k")) == [("nonFieldErrors", "existing-lock")]


def test_a_wrong_lock_id_in_chunks_unlocks_nothing(api, document):
    api.post(f"{document}/lock")
    refused = api.post(f"{document}/unlock", {"lock": "fout"}, chunked=True)
    assert codes(refused) == [("nonFieldErrors", "incorrect-lock-id")]
    assert api.get(document).json()["locked"] is True


def test_chunks_that_bring_nothing_are_no_forced_unlock(api, document):
    api.post(f"{document}/lock")
    assert codes(api.post(f"{document}/unlock", chunked=True)) == [("nonFieldErrors", "required")]
    assert api.get(document).json()["locked"] is True


def test_a_forced_unlock_needs_no_body_at_all(api, document):
    api.post(f"{document}/lock")
    assert api.post(f"{document}/unlock").status_code == 204


def test_unlocking_by_force_what_is_not_locked_changes_nothing(api, document):
    before = Line.objects.count()
    assert api.post(f"{document}/unlock", {}).status_code == 204
    assert Line.objects.count() == before
