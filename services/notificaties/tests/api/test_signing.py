# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.models import Abonnement
from notificaties.peers.secrets import decrypt
from servicekit.journal.models import Detail

pytestmark = pytest.mark.django_db

FIRST = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
SECOND = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWl5iZmpucnZ6foKGiow=="
GONE = b"z" * 32


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


def keys_of(url):
    row = Abonnement.objects.get(uuid=url.rpartition("/")[2])
    assert row.auth == ""
    assert row.signed == bool(decrypt(row.secrets).signing_keys)
    return list(decrypt(row.secrets).signing_keys)


@pytest.fixture
def signed(api, body):
    """An abonnement with a signing key."""
    made = api.post("/abonnement", body | {"signingKeys": [FIRST]})
    assert made.status_code == 201, made.content
    return made.json()


def test_that_it_is_signed_is_shown_and_the_keys_are_in_no_answer_and_no_journal(api, body, signed):
    answers = [
        api.get(signed["url"]),
        api.get("/abonnement"),
        api.patch(signed["url"], {"signingKeys": [SECOND, FIRST]}),
        api.put(signed["url"], body | {"signingKeys": [SECOND]}),
        api.patch(signed["url"], {"signingKeys": [FIRST, FIRST + "="]}),
    ]
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 400]
    assert signed["signed"] is True
    assert "signingKeys" not in signed
    assert all(b"whsec_AA" not in each.content and b"whsec_ZG" not in each.content for each in answers)
    assert not any("whsec_" in (each.old or "") + (each.new or "") for each in Detail.objects.all())
    row = Abonnement.objects.values().get()
    assert not any("whsec_" in str(value) or "van-de-abonnee" in str(value) for value in row.values())


def test_a_test_of_the_callback_is_signed_and_the_one_that_anybody_could_send_is_not(
    signed, receiver, assert_signed, api
):
    (_, _, headers), (_, _, bare) = receiver.received
    assert_signed(headers, receiver.bodies[0], FIRST)
    assert not any(name.lower().startswith("webhook-") for name in bare)
    receiver.received.clear()
    receiver.bodies.clear()
    assert api.patch(signed["url"], {"signingKeys": [SECOND, FIRST]}).status_code == 200
    assert_signed(receiver.received[0][2], receiver.bodies[0], SECOND, FIRST)
    receiver.received.clear()
    receiver.bodies.clear()
    # Also when the body has other faults.
    wrong = {"kanalen": 1, "callbackUrl": receiver.url(), "auth": "Bearer van-de-abonnee"}
    assert codes(api.patch(signed["url"], wrong)) == {("kanalen", "not_a_list")}
    assert_signed(receiver.received[0][2], receiver.bodies[0], SECOND, FIRST)


def test_who_asks_for_no_signature_gets_none(api, body, receiver):
    assert api.post("/abonnement", body).json()["signed"] is False
    assert not any(name.lower().startswith("webhook-") for _, _, headers in receiver.received for name in headers)


def test_a_put_without_keys_ends_signing_and_a_patch_without_does_not(api, body, signed):
    assert api.patch(signed["url"], {"kanalen": []}).json()["signed"] is True
    assert keys_of(signed["url"]) == [FIRST]
    assert api.put(signed["url"], body).json()["signed"] is False
    assert keys_of(signed["url"]) == []
    assert api.put(signed["url"], body | {"signingKeys": [FIRST, SECOND]}).json()["signed"] is True
    assert keys_of(signed["url"]) == [FIRST, SECOND]
    assert api.patch(signed["url"], {"signingKeys": []}).json()["signed"] is False
    assert keys_of(signed["url"]) == []


def test_a_change_of_one_secret_keeps_the_other(api, body, signed, receiver):
    receiver.behave["/hook"] = lambda: 204 if len(receiver.received) % 2 == 0 else 401
    receiver.received.clear()
    assert api.patch(signed["url"], {"auth": "Bearer anders"}).status_code == 200
    kept = decrypt(Abonnement.objects.get().secrets)
    assert (kept.auth, kept.signing_keys) == ("Bearer anders", [FIRST])


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY="], ("signingKeys.0", "invalid-length")),
        ([FIRST, "whsec_" + "QUFB" * 22], ("signingKeys.1", "invalid-length")),
        (["geheim-van-de-abonnee-met-genoeg-tekens"], ("signingKeys.0", "invalid")),
        ([FIRST + "\r\nX: y"], ("signingKeys.0", "invalid")),
        ([""], ("signingKeys.0", "blank")),
        ([None], ("signingKeys.0", "null")),
        ([[FIRST]], ("signingKeys.0", "invalid")),
        ([FIRST, SECOND, FIRST], ("signingKeys", "max_length")),
        (FIRST, ("signingKeys", "not_a_list")),
        (None, ("signingKeys", "null")),
    ],
    ids=["23 bytes", "66 bytes", "a word", "a line", "blank", "null", "a list in it", "three", "no list", "no keys"],
)
def test_what_is_no_signing_key_is_refused_by_its_name_and_nobody_is_called(
    api, body, signed, receiver, method, given, said
):
    receiver.received.clear()
    path = "/abonnement" if method == "post" else signed["url"]
    answer = getattr(api, method)(path, body | {"signingKeys": given})
    assert answer.status_code == 400
    assert codes(answer) == {said}
    assert b"geheim" not in answer.content
    assert receiver.received == []
    assert keys_of(signed["url"]) == [FIRST]


def test_secrets_that_no_key_decrypts_are_asked_for_again(api, body, signed, keys):
    keys(GONE)
    assert api.get(signed["url"]).json() == signed
    lost = {("auth", "required"), ("signingKeys", "required")}
    assert codes(api.patch(signed["url"], {})) == lost
    assert codes(api.patch(signed["url"], {"auth": body["auth"]})) == {("signingKeys", "required")}
    wrong = {"callbackUrl": body["callbackUrl"], "auth": body["auth"], "kanalen": 1}
    assert codes(api.patch(signed["url"], wrong)) == {("kanalen", "not_a_list"), ("signingKeys", "required")}
    assert api.patch(signed["url"], {"auth": body["auth"], "signingKeys": [SECOND]}).status_code == 200
    assert keys_of(signed["url"]) == [SECOND]


def test_of_what_was_not_signed_only_the_auth_is_asked_for_again(api, body, keys):
    url = api.post("/abonnement", body).json()["url"]
    keys(GONE)
    assert codes(api.patch(url, {})) == {("auth", "required")}
    assert api.patch(url, {"auth": body["auth"]}).status_code == 200
    assert keys_of(url) == []


def test_an_abonnement_whose_secrets_nobody_can_read_can_be_replaced_and_ended(api, body, signed, keys):
    keys(GONE)
    assert api.put(signed["url"], body).json()["signed"] is False
    keys(b"y" * 32)
    assert api.delete(signed["url"]).status_code == 204
